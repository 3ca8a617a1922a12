//! `renkei card import`: lists and vCards, with nobody taken for somebody else, nothing taken away, and no name where none belongs.

use std::fs;
use std::path::PathBuf;

use rstest::rstest;
use serde_json::{Value, json};

use crate::stage::{Ran, Stage, names};

const HEADER: &str = "氏名,ふりがな,生年月日,性別,住所,電話,要介護度,世帯,アレルギー,機器・処置,抗凝固薬,連絡先1氏名,連絡先1続柄,連絡先1携帯,連絡先2氏名,連絡先2自宅,かかりつけ医,好きな色";
const HANAKO: &str = "架空 印子,カクウ インコ,昭和15年3月1日,女,架空県架空市1-2,03-0000-0001,要介護２,一人暮らし,卵,在宅酸素療法、人工透析,あり,架空 みき,長女,090-0000-0001,架空 次郎,03-0000-0002,架空印医院,青";
/// Stands in every row, and must stand in no log, sentence or audit.
const MARK: &str = "印子";

struct List(Stage);

impl List {
    fn new() -> Self {
        let stage = Stage::new();
        stage.run(&["init"]);
        Self(stage)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn import(&self, text: impl AsRef<[u8]>, options: &[&str]) -> Ran {
        let path = self.write("list.csv", text);
        let mut args = vec!["card", "import", path.to_str().unwrap()];
        args.extend(options);
        let ran = self.0.run(&args);
        assert!(!ran.err.contains(MARK) && !ran.text().contains(MARK), "{}\n{}", ran.text(), ran.err);
        ran
    }

    fn persons(&self) -> Vec<Value> {
        let text = self.0.everything();
        let records = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        records.filter(|record| record["kind"] == "person").map(|record| record["record"].clone()).collect()
    }

    /// The only person, with the id.
    fn only(&self) -> (String, Value) {
        let persons = self.persons();
        assert_eq!(persons.len(), 1);
        (persons[0]["id"].as_str().unwrap().to_owned(), persons[0].clone())
    }
}

fn rows(rows: &[&str]) -> String {
    format!("{HEADER}\r\n{}\r\n", rows.join("\r\n"))
}

fn counts(ran: &Ran) -> [usize; 4] {
    let json = ran.json();
    let many = |key: &str| json[key].as_array().unwrap().len();
    [many("new"), many("changed"), json["same"].as_u64().unwrap() as usize, many("rejected")]
}

#[test]
fn a_list_becomes_persons_with_cards_and_says_the_same_twice() {
    let list = List::new();
    let text = rows(&[HANAKO]);
    let dry = list.import(&text, &["--dry-run", "--json"]).ok();
    assert_eq!(
        names(&dry.json()),
        [
            "schema", "dry_run", "format", "encoding", "rows", "mapping", "unread", "new", "changed", "same",
            "rejected", "group"
        ]
    );
    assert_eq!((counts(&dry), dry.json()["unread"].clone()), ([1, 0, 0, 0], json!(["好きな色"])));
    assert!(list.persons().is_empty(), "a dry run writes nothing");
    assert_eq!(counts(&list.import(&text, &["--json"]).ok()), [1, 0, 0, 0]);
    let (_, person) = list.only();
    assert_eq!(
        (&person["birth_date"], &person["sex"], &person["care_level"]),
        (&json!("1940-03-01"), &json!("female"), &json!("care2"))
    );
    let card = &person["card"];
    assert_eq!((&card["household"], &card["medical"]["devices"]), (&json!("alone"), &json!(["oxygen", "dialysis"])));
    assert_eq!((&card["medical"]["anticoagulant"], &card["contacts"][0]["relation"]), (&json!(true), &json!("長女")));
    assert_eq!(card["contacts"][1]["home"]["spelled"], "03-0000-0002");
    assert_eq!(person["doctor"]["place"], "架空印医院");
    assert!(card["changed_on"].is_string() && card["created_on"].is_string());
    assert_eq!(counts(&list.import(&text, &["--json"]).ok()), [0, 0, 1, 0]);
    let plain = list.import(&text, &[]).ok();
    assert!(plain.text().contains("好きな色") && plain.text().contains("same 1"), "{}", plain.text());
}

#[test]
fn what_the_file_does_not_say_stays_and_one_undo_takes_it_all_back() {
    let list = List::new();
    list.import(rows(&[HANAKO]), &[]).ok();
    let (id, before) = list.only();
    let short = "氏名,フリガナ,生年月日,電話,アレルギー\r\n架空印子,かくういんこ,S15.3.1,03-0000-0009,\r\n仮名 印子二,カメイ インコニ,1950/1/1,,\r\n";
    let ran = list.import(short, &["--json"]).ok();
    assert_eq!(counts(&ran), [1, 1, 0, 0]);
    assert_eq!(ran.json()["changed"][0]["fields"], json!(["phone"]));
    let changed = list.persons().into_iter().find(|person| person["id"] == id.as_str()).unwrap();
    assert_eq!(changed["phone"]["spelled"], "03-0000-0009");
    assert_eq!(
        (&changed["card"]["medical"], &changed["card"]["contacts"]),
        (&before["card"]["medical"], &before["card"]["contacts"])
    );
    let group = ran.json()["group"].as_u64().unwrap().to_string();
    list.0.run(&["undo", &group, "--yes"]).ok();
    let (_, undone) = list.only();
    assert_eq!(undone["phone"], before["phone"]);
}

#[test]
fn nobody_is_taken_for_somebody_by_the_name_and_the_rejected_rows_can_be_mended() {
    let list = List::new();
    list.import(rows(&[HANAKO]), &[]).ok();
    let text = "氏名,ふりがな,生年月日,電話\r\n架空 印子,,,03-0000-0009\r\n,ナシ,1950-1-1,\r\n架空 印三,カクウ インゾウ,1950-13-1,\r\n架空 印四,カクウ インシ,1960-1-1,無し\r\n架空 印五,カクウ インゴ,1960-1-2,03-0000-0005\r\n架空 印五,カクウ インゴ,1960-1-2,03-0000-0006\r\n一つ\r\n";
    let ran = list.import(text, &["--json"]).code(5);
    let found: Vec<(u64, String, Value)> = ran.json()["rejected"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["line"].as_u64().unwrap(), row["reason"].as_str().unwrap().to_owned(), row["column"].clone()))
        .collect();
    let wanted = [
        (2, "doubtful", Value::Null),
        (3, "no_name", Value::Null),
        (4, "field", json!("生年月日")),
        (7, "row_twice", Value::Null),
        (8, "cell_count", Value::Null),
    ];
    for (line, reason, column) in &wanted {
        assert!(found.contains(&(*line, (*reason).to_owned(), column.clone())), "{line}: {found:?}");
    }
    let lines: Vec<u64> = found.iter().map(|(line, ..)| *line).collect();
    assert_eq!(lines, [2, 3, 4, 5, 7, 8], "{found:?}");
    assert_eq!((found[3].1.as_str(), &found[3].2), ("field", &json!("電話")));
    let beside = list.0.path("list-rejected.csv");
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(fs::metadata(&beside).unwrap().permissions().mode() & 0o777, 0o600);
    let left_out = fs::read_to_string(&beside).unwrap();
    assert!(left_out.starts_with("\u{feff}氏名,ふりがな,生年月日,電話,reason\r\n"), "{left_out}");
    let persons = list.persons();
    let id = persons.iter().find(|person| person["kana"] == "カクウ インコ").unwrap()["id"].as_str().unwrap();
    let mended = format!(
        "ID,氏名,電話,理由\r\n{id},架空 印子,03-0000-0010,x\r\n00000000-0000-7000-8000-000000000000,架空 無,,\r\n"
    );
    let ran = list.import(mended, &["--json"]).code(5);
    assert_eq!(counts(&ran), [0, 1, 0, 1]);
    assert_eq!(ran.json()["rejected"][0]["reason"], "no_such_person");
    assert_eq!(ran.json()["unread"], json!([]));
}

#[test]
fn cp932_and_a_map_of_ones_own_are_taken() {
    let list = List::new();
    let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("呼び名,よみ\r\n架空 印子,カクウ インコ\r\n");
    assert_eq!(list.import(&bytes, &["--json"]).code, 2, "there is no column for the name");
    let ran = list.import(&bytes, &["--map", "name=呼び名,kana=よみ", "--encoding", "cp932", "--json"]).ok();
    assert_eq!((counts(&ran), ran.json()["encoding"].clone()), ([1, 0, 0, 0], json!("cp932")));
    assert_eq!(list.import(&bytes, &["--encoding", "utf8"]).code, 1);
    assert_eq!(list.import(&bytes, &["--map", "colour=呼び名"]).code, 2);
    assert_eq!(list.import(&bytes, &["--map", "name=無い"]).code, 2);
}

#[rstest]
#[case::nul(b"name\n\0\n".to_vec())]
#[case::empty(Vec::new())]
#[case::quote("氏名\n\"架空\n".as_bytes().to_vec())]
fn what_is_no_list_is_refused_whole(#[case] bytes: Vec<u8>) {
    let list = List::new();
    list.import(bytes, &[]).code(1);
    assert!(list.persons().is_empty());
}

#[test]
fn hostile_cells_lose_their_teeth_and_a_line_without_end_is_one_rejected_row() {
    let list = List::new();
    let evil = "\u{1b}]52;c;aGk=\u{7}\u{202e}";
    let long = "あ".repeat(3_500_000);
    let text = format!("氏名,備考,{evil}色\r\n=cmd 印一{evil},\"={evil}\r\n二行\",x\r\n架空 印二,{long},x\r\n");
    let ran = list.import(text, &["--json"]).code(5);
    assert_eq!(counts(&ran), [1, 0, 0, 1]);
    let (id, person) = list.only();
    assert_eq!((&person["name"], &person["note"]), (&json!("=cmd 印一]52;c;aGk="), &json!("=]52;c;aGk=\n二行")));
    for format in ["txt", "csv", "vcf", "md"] {
        let shown = list.0.run(&["show", &id, "--format", format]).ok().text();
        assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}'), "{format}");
        assert!(!shown.lines().any(|line| line.starts_with('=')), "{format}: {shown}");
    }
}

#[test]
fn no_name_goes_into_the_audit_the_history_or_the_names_of_files_of_the_data_folder() {
    let list = List::new();
    list.import(rows(&[HANAKO]), &[]).ok();
    let named = list.write("印子.csv", rows(&[HANAKO]).replace("卵", "蕎麦"));
    list.0.run(&["card", "import", named.to_str().unwrap()]).ok();
    for args in [&["audit", "list", "--json"][..], &["history", "--json"], &["doctor"]] {
        assert!(!list.0.run(args).ok().text().contains(MARK), "{args:?}");
    }
    let lines = list.0.run(&["audit", "list", "--json"]).ok().json();
    assert!(lines["items"].as_array().unwrap().iter().any(|line| line["action"] == "import"), "{lines}");
}

#[test]
fn read_only_writes_nothing_and_a_dry_run_wants_its_line() {
    let list = List::new();
    let path = list.write("list.csv", rows(&[HANAKO]));
    list.0.run(&["card", "import", path.to_str().unwrap()]).ok();
    for more in [&[][..], &["--dry-run"]] {
        let mut args = vec!["--read-only", "card", "import", path.to_str().unwrap()];
        args.extend(more);
        let ran = list.0.run(&args).code(4);
        assert_eq!(ran.text(), "");
    }
    let lines = |stage: &Stage| stage.run(&["audit", "list", "--json"]).ok().json()["items"].as_array().unwrap().len();
    let before = lines(&list.0);
    list.0.run(&["card", "import", path.to_str().unwrap(), "--dry-run"]).ok();
    assert_eq!(lines(&list.0), before + 1);
}

#[test]
fn vcards_become_contacts_of_a_person_or_persons() {
    let list = List::new();
    list.import(rows(&[HANAKO]), &[]).ok();
    let (id, _) = list.only();
    let quoted = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=89=CB=8B=F3;=\r\n=89=D4=8Eq;;;\r\nTEL;CELL:09000000007\r\nEND:VCARD\r\n";
    let known =
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:架空みき\r\nN:架空;みき;;;\r\nTEL;TYPE=WORK:03-0000-0008\r\nEND:VCARD\r\n";
    let place = "BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:org\r\nFN:架空の会\r\nEND:VCARD\r\n";
    let text = format!("{quoted}{known}{place}");
    let ran = list.import(&text, &["--person", &id, "--json"]).code(5);
    assert_eq!(counts(&ran), [0, 2, 0, 1]);
    let contacts = list.only().1["card"]["contacts"].clone();
    assert_eq!(
        (&contacts[2]["name"], &contacts[2]["mobile"]["spelled"]),
        (&json!("架空 花子"), &json!("090-0000-0007"))
    );
    assert_eq!(
        (&contacts[0]["name"], &contacts[0]["mobile"]["spelled"]),
        (&json!("架空 みき"), &json!("090-0000-0001"))
    );
    assert_eq!(contacts[0]["work"]["spelled"], "03-0000-0008");
    let mut people = String::new();
    for n in 1..=2 {
        people +=
            &format!("BEGIN:VCARD\nVERSION:4.0\nN:仮名;印{n};;;\nTEL:03-0000-000{n}\nBDAY:1940010{n}\nEND:VCARD\n");
    }
    assert_eq!(counts(&list.import(&people, &["--json"]).ok()), [2, 0, 0, 0]);
    assert_eq!(counts(&list.import(&people, &["--json"]).code(5)), [0, 0, 0, 2], "without kana nobody is certain");
    assert_eq!(list.import(rows(&[HANAKO]), &["--person", &id]).code, 2);
    let mut full = String::new();
    for n in 1..=6 {
        full += &format!("BEGIN:VCARD\nFN:印{n}\nTEL:03-0000-010{n}\nEND:VCARD\n");
    }
    let ran = list.import(full, &["--person", &id, "--json"]).code(5);
    assert_eq!(ran.json()["rejected"][0]["reason"], "no_place");
}

#[test]
fn an_encrypted_register_takes_a_list_in_and_holds_no_name_in_clear() {
    let list = List(Stage::new());
    let key = list.write("key.txt", "ことばの鍵 とても長い合言葉\n");
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    let key = key.to_str().unwrap();
    list.0.run(&["--passphrase-file", key, "init", "--encrypt"]);
    let path = list.write("list.csv", rows(&[HANAKO]));
    let ran = list.0.run(&["--passphrase-file", key, "card", "import", path.to_str().unwrap(), "--json"]).ok();
    assert_eq!(counts(&ran), [1, 0, 0, 0]);
    assert!(!ran.err.contains("not encrypted"), "{}", ran.err);
    let mut files: Vec<PathBuf> = fs::read_dir(list.0.data()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.is_file());
    assert!(!files.is_empty());
    for file in files {
        let bytes = fs::read(&file).unwrap();
        assert!(!bytes.windows(MARK.len()).any(|part| part == MARK.as_bytes()), "{}", file.display());
    }
}

#[test]
fn hostile_vcards_lose_their_teeth_or_are_left_out() {
    let list = List::new();
    let evil = "=1B]52;c;aGk==07=E2=80=AE";
    let text = format!(
        "BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=3Dcmd{evil}\nTEL:\u{1b}[31m03-0000-0001\nNOTE;X=\"{}\nEND:VCARD\nBEGIN:VCARD\nFN:{}\nEND:VCARD\n",
        "a".repeat(1000),
        "あ".repeat(3_500_000),
    );
    let ran = list.import(text, &["--json"]).code(5);
    assert_eq!(counts(&ran), [1, 0, 0, 1]);
    let (id, person) = list.only();
    assert_eq!(person["name"], "=cmd]52;c;aGk=");
    let shown = list.0.run(&["show", &id]).ok().text();
    assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}'));
    list.import(b"BEGIN:VCARD\nFN:\0\nEND:VCARD\n", &[]).code(1);
}
