//! Publications: the check before they go out, what each place gets, numbers, and where to ask.

#![expect(clippy::unwrap_used, reason = "a failed step of a test is a failed test")]

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::Arc;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use renkei::domain::Person;
use renkei::domain::anonymity::{Known, check};
use renkei::domain::publication;
use renkei::exchange::demo;
use renkei::exchange::export::paste;
use renkei::model::casebook::Casebook;
use renkei::port::Record;
use renkei::rulebook::builtin;
use renkei::words::{Language, Words};
use serde_json::{Value, json};

const TODAY: Date = date(2026, 11, 22);

fn known() -> (Known, Vec<Person>) {
    let facilities = demo::city(TODAY).facilities;
    let records = demo::care(TODAY, &builtin());
    let persons = records.iter().filter_map(Record::as_person).cloned().collect();
    (Casebook::build(Arc::new(builtin()), TODAY, records).known(&facilities), persons)
}

/// Half of the kana of a reading in half width, as old systems write them.
fn half_width(text: &str) -> String {
    const WIDE: &str = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンァィゥェォッャュョー";
    const HALF: &str = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｧｨｩｪｫｯｬｭｮｰ";
    let plain = |c: char| WIDE.chars().position(|wide| wide == c).and_then(|at| HALF.chars().nth(at));
    text.chars()
        .map(|c| {
            let before = |by: u32| char::from_u32(u32::from(c) - by);
            let with = |base: Option<char>, mark: &str| base.and_then(plain).map(|half| format!("{half}{mark}"));
            match plain(c) {
                Some(half) => half.to_string(),
                None if c.is_ascii() || c == '\u{3000}' => c.to_string(),
                None if "パピプペポ".contains(c) => with(before(2), "ﾟ").unwrap_or_else(|| c.to_string()),
                None => with(before(1), "ﾞ").unwrap_or_else(|| c.to_string()),
            }
        })
        .collect()
}

fn hiragana(text: &str) -> String {
    let one = |c: char| if ('ァ'..='ヶ').contains(&c) { char::from_u32(u32::from(c) - 0x60).unwrap() } else { c };
    text.chars().map(one).collect()
}

#[test]
fn every_demo_person_is_found_in_every_spelling() {
    let (known, persons) = known();
    assert!(persons.len() > 20, "{}", persons.len());
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig { cases: 400, ..ProptestConfig::default() });
    let spelling = (0..persons.len(), 0..9_usize, "[、。ぁ-ん]{0,6}", "[はがをの、。]{0,1}[ぁ-ん]{0,4}");
    runner
        .run(&spelling, |(at, way, before, after)| {
            let person = &persons[at];
            let kana = person.kana.clone().unwrap_or_default();
            let family = person.name.split_whitespace().next().unwrap().to_owned();
            let name = match way {
                0 => person.name.clone(),
                1 => person.name.replace(' ', ""),
                2 => person.name.replace(' ', "\u{3000}"),
                3 => person.name.replace(' ', "\n"),
                4 => kana,
                5 => hiragana(&kana).replace(' ', ""),
                6 => half_width(&kana),
                7 => format!("{family}さん"),
                _ => format!("{family} 様"),
            };
            let text = format!("{before}\n{name}{}{after}", if way >= 7 { "。" } else { "" });
            let found = check(&text, &known);
            prop_assert!(found.iter().any(|one| one.what.is_hard()), "{way}: not found: {text}");
            prop_assert!(found.iter().all(|one| text.get(one.at.clone()).is_some()), "a finding cuts a character");
            Ok(())
        })
        .unwrap();
    let mut numbers = 0;
    for person in &persons {
        for text in [person.address.clone(), person.phone.as_ref().map(|phone| phone.display().to_owned())]
            .into_iter()
            .flatten()
        {
            assert!(check(&text, &known).iter().any(|one| one.what.is_hard()), "{text}");
            numbers += 1;
        }
    }
    assert!(numbers > 20, "{numbers}");
}

#[test]
fn what_the_register_lists_holds_nothing_up() {
    let (known, _) = known();
    let facilities = demo::city(TODAY).facilities;
    let mut held = Vec::new();
    for facility in facilities.iter().filter(|one| !one.listings.is_empty()) {
        let phone = facility.phone().map(|phone| phone.value.display().to_owned()).unwrap_or_default();
        let address = facility.address().map(|address| address.value.to_owned()).unwrap_or_default();
        let text = format!("{address}\n電話 {phone}");
        held.extend(
            check(&text, &known).into_iter().filter(|one| one.what.is_hard()).map(|one| (one.what, text.clone())),
        );
    }
    assert!(held.is_empty(), "{} of {}: {:?}", held.len(), facilities.len(), held.first());
}

/// The screen has the register in memory only: it finds the same in the same text.
#[test]
fn the_screen_knows_what_the_command_line_knows() {
    let facilities = demo::city(TODAY).facilities;
    let records = demo::care(TODAY, &builtin());
    let book = Casebook::build(Arc::new(builtin()), TODAY, records);
    let registry = renkei::model::Registry::build(facilities.clone(), &[]);
    let (whole, beside) = (book.known(&facilities), book.known_beside(&registry));
    let mut found = 0;
    for facility in &facilities {
        let desk = &facility.local.desk.facts;
        let night = desk.night_phone.as_ref().map(|phone| phone.display().to_owned()).unwrap_or_default();
        let numbers: Vec<&str> = facility.phones().iter().map(|phone| phone.display()).collect();
        let codes: Vec<&str> = facility.listings.iter().filter_map(|listing| listing.postal_code.as_deref()).collect();
        let address = facility.address().map(|one| one.value).unwrap_or_default();
        let person = desk.person.as_deref().unwrap_or_default();
        let text = format!("{address}\n{}\n{night}\n{}\n{person}", numbers.join(" "), codes.join(" "));
        let of = |known| check(&text, known);
        assert_eq!(of(&whole), of(&beside), "{text}");
        found += of(&whole).len();
    }
    for person in book.persons() {
        let text = format!("{}さんの例", person.name);
        assert_eq!(check(&text, &whole), check(&text, &beside));
    }
    assert!(found > 0, "night lines and desks are found in some of {}", facilities.len());
}

#[test]
fn what_the_demo_published_names_nobody_and_every_worry_has_a_desk() {
    let words = Words::of(Language::Ja);
    let city = demo::city(TODAY);
    let desks = demo::desks(&city, TODAY);
    let (known, _) = known();
    let published: Vec<_> = desks.iter().filter_map(Record::as_publication).collect();
    let guides: Vec<_> = desks.iter().filter_map(Record::as_guide).collect();
    assert_eq!((published.len(), guides.len()), (8, 10));
    for one in published {
        assert!(publication::kind(&one.kind).is_some() && one.fictional);
        for post in &one.posts {
            let place = publication::place(&post.place).unwrap();
            let text = paste::whole(one, &city.centre.name, words);
            let went = publication::release(&text, one.publicity, place, &known, true, None);
            assert_eq!(went, Ok(Vec::new()), "{text}");
        }
    }
    for guide in guides {
        let desk = guide.desks[0].facility.and_then(|id| city.facilities.iter().find(|one| one.id == id));
        assert!(desk.is_some_and(|desk| !desk.phones().is_empty()), "{}", guide.worry);
    }
}

struct Home(tempfile::TempDir);

struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Home {
    fn run(&self, args: &[&str], input: &str) -> Ran {
        let mut child = Command::new(env!("CARGO_BIN_EXE_renkei"))
            .env_clear()
            .env("HOME", self.0.path())
            .env("RENKEI_DATA_DIR", self.0.path().join("data"))
            .env("LC_ALL", "ja_JP.UTF-8")
            .current_dir(self.0.path())
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    #[track_caller]
    fn ok(&self, args: &[&str], input: &str) -> String {
        let ran = self.run(args, input);
        assert_eq!(ran.code, 0, "{args:?}: {}{}", ran.err, ran.out);
        ran.out
    }

    fn import(&self, records: &[Value]) {
        let lines: Vec<String> = records.iter().map(Value::to_string).collect();
        std::fs::write(self.0.path().join("made.jsonl"), lines.join("\n") + "\n").unwrap();
        self.ok(&["import", "made.jsonl", "--no-input"], "");
    }
}

#[test]
fn numbers_run_on_and_what_may_name_somebody_stays_here() {
    let home = Home(tempfile::tempdir().unwrap());
    home.ok(&["demo", "--history", "--load"], "");
    home.ok(&["check"], "");
    let series = "緊急時に備えて‼新型コロナウイルスに関する桑名市からの事務連絡";
    let add = |body: &str, publicity: &str| {
        let given =
            json!({ "kind": "notice", "series": series, "title": "次の知らせ", "body": body, "publicity": publicity });
        let ran = home.run(&["publication", "add", "-"], &given.to_string());
        assert_eq!(ran.code, 0, "{}", ran.err);
        (ran.out.trim().to_owned(), ran.err)
    };
    let (open, said) = add("マスクを配ります。窓口は各事業所。", "open");
    assert!(said.contains('⑭'), "thirteen were there: {said}");
    let pasted = home.ok(&["publication", "paste", &open, "--place", "city_site"], "");
    assert!(pasted.contains(&format!("{series}⑭ 次の知らせ")) && pasted.contains("マスク"), "{pasted}");
    let (partners, said) = add("関係者への知らせ", "partners");
    assert!(said.contains('⑮'), "{said}");
    let held = home.run(&["publication", "paste", &partners, "--place", "city_site"], "");
    assert_eq!((held.code, held.out.as_str()), (5, ""), "{}", held.err);
    home.ok(&["publication", "paste", &partners, "--place", "network"], "");
    let (naming, _) = add("架空田さんの例です。\n電話は 090-1234-5678", "open");
    for verb in ["paste", "post"] {
        let held = home.run(&["publication", verb, &naming, "--place", "city_site"], "");
        assert_eq!((held.code, held.out.as_str()), (5, ""), "{}", held.err);
        assert!(
            held.err.contains("電話番号") && !held.err.contains("架空田") && !held.err.contains("1234"),
            "{}",
            held.err
        );
    }
    home.ok(&["publication", "post", &naming, "--place", "city_site", "--cleared", "-"], "架空の例と分かる");
    home.ok(&["publication", "paste", &naming, "--place", "city_site"], "");
    let listed: Value =
        serde_json::from_str(&home.ok(&["publication", "list", "--kind", "notice", "--json"], "")).unwrap();
    let numbers: Vec<u64> =
        listed["items"].as_array().unwrap().iter().filter_map(|one| one["number"].as_u64()).collect();
    assert_eq!(numbers, (1..=16).collect::<Vec<u64>>());
    let cleared = &listed["items"].as_array().unwrap()[15];
    assert_eq!(
        (&cleared["cleared"]["why"], &cleared["posts"][0]["place"]),
        (&json!("架空の例と分かる"), &json!("city_site"))
    );
    let wrong = home.run(&["publication", "add", "-"], r#"{"kind":"notice","secret":"架空田"}"#);
    assert!(wrong.code == 2 && wrong.err.contains("secret") && !wrong.err.contains("架空田"), "{}", wrong.err);
}

#[test]
fn a_question_of_a_meeting_is_answered_and_found_again() {
    let home = Home(tempfile::tempdir().unwrap());
    home.ok(&["demo", "--load"], "");
    let centre: Value = serde_json::from_str(&home.ok(&["find", "--json", "地域包括支援センター"], "")).unwrap();
    let desk = centre["items"][0]["id"].as_str().unwrap();
    let id = |n: u32| format!("00000000-0000-7000-8000-{n:012}");
    let meeting = |n: u32, anonymous: bool, publicity: &str, asked: &str| {
        json!({ "kind": "meeting", "record": { "id": id(n), "kind": "providers", "title": "集い", "on": "2026-05-28",
            "publicity": publicity, "anonymous": anonymous, "scenes": ["emergency"],
            "lines": [ { "mark": "issue", "text": "情報" }, { "mark": "question", "text": asked } ] } })
    };
    home.import(&[
        meeting(1, false, "partners", "濃厚接触者の送迎はどうするか"),
        meeting(2, true, "open", "山田さんの例はどう考えるか"),
        json!({ "kind": "guide", "record": { "id": id(3), "worry": "どこに相談したらいいかわからない", "words": ["窓口", "はじめて"],
            "desks": [ { "facility": desk, "why": "まずここへ" } ] } }),
    ]);
    let ask = |query: &str| -> Vec<Value> {
        let ran = home.run(&["publication", "ask", query, "--json"], "");
        let value: Value = serde_json::from_str(&ran.out).unwrap();
        value["items"].as_array().unwrap().clone()
    };
    // A worry leads to the centre with the number of the register.
    let first = ask("どこに相談")[0].clone();
    assert_eq!((&first["kind"], &first["desks"][0]["facility"]), (&json!("guide"), &json!(desk)));
    let listed: Value = serde_json::from_str(&home.ok(&["show", desk, "--json"], "")).unwrap();
    assert!(listed.to_string().contains(first["desks"][0]["phone"].as_str().unwrap()), "{first}");
    assert_eq!(ask("どこへ相談したらよいか分からないのですが")[0]["kind"], "guide", "said in other words");
    assert_eq!(ask("自動車の修理工場").len(), 0);
    // A question of a meeting, then its answer.
    assert_eq!(ask("濃厚接触者の送迎")[0]["kind"], "meeting");
    let wrong = home.run(&["publication", "answer", &id(1), "1", "-"], "答");
    assert!(wrong.code == 2 && wrong.err.contains('2'), "line 1 is an issue: {}", wrong.err);
    let made = home.ok(&["publication", "answer", &id(1), "2", "-"], "個別に送迎します。");
    let again =
        home.ok(&["publication", "answer", &id(1), "2", "-", "--publicity", "open"], "個別に、最後の便で送迎します。");
    assert_eq!(made, again, "asked again it is the same one");
    let found = ask("濃厚接触者の送迎");
    assert_eq!((found.len(), &found[0]["answer"]), (1, &json!("個別に、最後の便で送迎します。")));
    let pasted = home.ok(&["publication", "paste", made.trim(), "--place", "city_site"], "");
    assert!(pasted.contains("問1 濃厚接触者の送迎はどうするか\n答 個別に、最後の便で送迎します。"), "{pasted}");
    // Of a meeting that speaks of cases nobody can pass a name over.
    let case = home.ok(&["publication", "answer", &id(2), "2", "-"], "よく聞く。");
    let held = home.run(&["publication", "post", case.trim(), "--place", "city_site", "--cleared", "-"], "よい");
    assert!(held.code == 5 && held.err.contains("見過ごせません"), "{}", held.err);
}

#[test]
fn each_place_gets_its_text() {
    let home = Home(tempfile::tempdir().unwrap());
    let body = (1..=6).map(|n| format!("{n}行目の文。{}", "ながい".repeat(20))).collect::<Vec<_>>().join("\n");
    let given = json!({ "kind": "figure", "title": "投稿数", "body": body, "publicity": "open",
        "figure": { "value": "2.6", "unit": "倍" }, "note": "集計の変更を含む" });
    let id = home.ok(&["publication", "add", "-"], &given.to_string());
    let paste = |place: &str| home.ok(&["publication", "paste", id.trim(), "--place", place], "");
    let width = |text: &str| text.lines().map(unicode_width::UnicodeWidthStr::width).max().unwrap();
    assert!(width(&paste("network")) <= 80 && width(&paste("fax")) <= 72 && width(&paste("city_site")) > 100);
    let short = paste("newsletter");
    assert!(short.contains("3行目") && !short.contains("4行目"), "{short}");
    for place in ["city_site", "network", "newsletter", "fax", "handed"] {
        let text = paste(place);
        assert!(
            text.contains("2.6倍") && text.contains("集計の変更を含む"),
            "{place}: a figure never stands alone: {text}"
        );
    }
}

#[test]
fn a_series_of_questions_is_taken_in_with_numbers_that_run_on() {
    let home = Home(tempfile::tempdir().unwrap());
    home.ok(&["demo", "--load"], "");
    let all = |home: &Home| -> Vec<Value> {
        let told = home.ok(&["publication", "list", "--kind", "qa", "--json"], "");
        let mut all = serde_json::from_str::<Value>(&told).unwrap()["items"].as_array().unwrap().clone();
        all.retain(|one| one["series"] == "面会のQ&A");
        all
    };
    std::fs::write(
        home.0.path().join("qa.txt"),
        "面会について\n問1 面会は\nできますか\n答 できます。\n問2 費用は\n答 無料です。\n問3 予約は\n",
    )
    .unwrap();
    let series = ["publication", "import", "qa.txt", "--series", "面会のQ&A"];
    let dry = home.run(&[&series[..], &["--dry-run"]].concat(), "");
    assert_eq!(dry.code, 0, "{}", dry.err);
    assert!(dry.out.contains("問1 面会は できますか") && dry.out.contains("答 無料です。"), "{}", dry.out);
    assert!(dry.err.contains("新しい問 3") && dry.err.contains("答のない問 1"), "{}", dry.err);
    let listed =
        |home: &Home| home.run(&["publication", "list", "--kind", "qa", "--json"], "").out.contains("面会のQ&A");
    assert!(!listed(&home), "nothing was written");
    home.ok(&[&series[..], &["--publicity", "open"]].concat(), "");
    let more = "Q1. 費用は\nA. 無料です。\nQ2. 時間は\nA. 30分です。\n";
    home.ok(&["publication", "import", "-", "--series", "面会のQ&A"], more);
    let found = all(&home);
    let told: Vec<(u64, &str)> =
        found.iter().map(|one| (one["number"].as_u64().unwrap(), one["question"]["asked"].as_str().unwrap())).collect();
    assert_eq!(told, [(1, "面会は できますか"), (2, "費用は"), (3, "予約は"), (4, "時間は")]);
    assert_eq!(found[0]["publicity"], "open");
    home.ok(&["undo"], "");
    assert_eq!(all(&home).len(), 3, "one undo for all of an import");
    let none = home.run(&["publication", "import", "-"], "問いのない文");
    assert_eq!(none.code, 3, "{}", none.err);
}

#[test]
fn a_post_of_an_older_record_is_read_with_the_code_of_today() {
    let post = |place: &str| {
        let record = json!({ "kind": "publication", "record": { "id": "00000000-0000-7000-8000-000000000021", "posts": [{ "place": place }] } });
        let Record::Publication(one) = serde_json::from_value(record).unwrap() else { panic!("a publication") };
        one.posts[0].place.clone()
    };
    assert_eq!((post("yumehama").as_str(), post("somewhere").as_str()), ("network", "somewhere"));
}
