//! Several sessions on one data folder: what one writes, the others see without a key being pressed.

use std::path::Path;
use std::time::Instant;

use renkei::domain::Facility;
use renkei::port::{EntityKind, Record, Store};
use renkei::runtime::person;
use renkei::store::{Options, RedbStore};
use renkei::words::{Language, Words};

use super::demo::{renkei, selected};
use super::pty::{Emulator, Pty, command};
use super::tools::tool;
use super::{demo, journey};

/// One verb of the command line, which must succeed.
fn shell(home: &Path, arguments: &[&str]) {
    let output = tool(renkei(), home).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn open(home: &Path) -> Pty {
    Pty::start(command(renkei(), home), Emulator::USUAL)
}

fn stored(home: &Path, wanted: impl Fn(&Facility) -> bool) -> Facility {
    let store = RedbStore::open(&home.join("data/renkei"), Options::default()).unwrap();
    let mut found = Vec::new();
    store
        .scan(EntityKind::Facility, &mut |record| {
            if let Record::Facility(facility) = record
                && wanted(&facility)
            {
                found.push(facility);
            }
        })
        .unwrap();
    assert_eq!(found.len(), 1);
    found.remove(0)
}

/// One office of 府中市 in a 虹町 that is not there.
const CARE: &str = "都道府県コード又は市町村コード,No,都道府県名,市区町村名,事業所名,事業所名カナ,サービスの種類,住所,方書（ビル名等）,緯度,経度,電話番号,FAX番号,法人番号,法人の名称,事業所番号,利用可能曜日,利用可能曜日特記事項,定員,URL,高齢者の方と障害者の方が同時一体的に利用できるサービス,介護保険の通常の指定基準を満たしている,障害福祉の通常の指定基準を満たしている,備考
132063,1360000001,東京都,府中市,虹の里訪問看護,ニジ,訪問看護,東京都府中市虹町1,,35.6000000,139.5000000,03-0999-0009,,,虹の会,1360000001,\"平日,土曜日\",,,,,,,
";

#[test]
fn an_empty_register_says_what_to_do_and_fills_while_it_is_open() {
    let home = tempfile::tempdir().unwrap();
    let mut pty = open(home.path());
    for said in ["まだありません", "F5", "renkei import", "renkei demo"] {
        pty.wait_for(said);
    }
    std::fs::write(home.path().join("jigyosho_130_202512.csv"), CARE).unwrap();
    shell(home.path(), &["import", "jigyosho_130_202512.csv"]);
    drop(pty.wait_until("the imported office", |seen| selected(seen).is_some_and(|row| row.contains("虹の里"))));
    pty.wait_for("03-0999-0009");
    pty.type_keys("\x11");
    assert_eq!(pty.wait_for_end(), 0);
    pty.assert_restored();
}

#[test]
fn two_screens_and_a_shell_see_each_other_s_changes() {
    let home = tempfile::tempdir().unwrap();
    shell(home.path(), &["demo", "--load"]);
    let id = stored(home.path(), |facility| facility.name() == journey::NAME).id;
    let (here, there) = (open(home.path()), open(home.path()));
    for pty in [&here, &there] {
        journey::choose(pty, "sakurakea");
    }

    shell(home.path(), &["set", &id.to_string(), "phone=03-0999-0001"]);
    let written = Instant::now();
    for pty in [&here, &there] {
        pty.wait_for("03-0999-0001");
    }
    eprintln!(
        "a change from the shell was on both screens {} ms after its process ended",
        written.elapsed().as_millis()
    );

    // F2 opens the form at the name, and saves it.
    here.type_keys("\x1bOQ");
    here.wait_for("を直す");
    here.type_keys("さくら改");
    here.wait_for("さくら改");
    here.type_keys("\x1bOQ");
    here.wait_for("保存しました");
    there.wait_for("さくら改");
    let identity = stored(home.path(), |facility| facility.id == id).local.identity;
    assert_eq!(identity.facts.name.as_deref(), Some("さくら改"));
    assert_eq!(
        identity.confirmed_by,
        Some(person::author(&renkei::runtime::environment::Environment::default()).name),
        "who saved it stands beside it"
    );

    // What the other session wrote is the person's own last change: it can be taken back here, and is seen there.
    shell(home.path(), &["undo"]);
    for pty in [&here, &there] {
        drop(pty.wait_until("the old name", |seen| !seen.parser.screen().contents().contains("さくら改")));
    }
}

#[test]
fn an_import_while_a_form_is_open_leaves_the_form_alone() {
    let home = tempfile::tempdir().unwrap();
    shell(home.path(), &["demo", "--load"]);
    let pty = open(home.path());
    demo::show_facilities(&pty);
    pty.wait_for("650件");
    pty.type_keys("\x1b[15~"); // F5: add one
    drop(pty.wait_until("the form", |seen| !seen.parser.screen().contents().contains("650件")));
    pty.type_keys("書きかけ");
    pty.wait_for("書きかけ");
    std::fs::write(home.path().join("jigyosho_130_202512.csv"), CARE).unwrap();
    shell(home.path(), &["import", "jigyosho_130_202512.csv"]);
    pty.type_keys("の家");
    pty.wait_for("書きかけの家");
    // Esc, and then the other answer: what was typed may go.
    pty.type_keys("\x1b");
    pty.wait_for(Words::of(Language::Ja).get("confirm.discard"));
    pty.type_keys("\x1b[C\x1b[C");
    pty.type_keys("\r");
    pty.wait_for("651件");
}

/// Thousands of changes are read anew as a whole, and the eyes stay where they were.
#[test]
fn a_foreign_import_of_thousands_keeps_selection_and_scroll() {
    let home = tempfile::tempdir().unwrap();
    shell(home.path(), &["demo", "--load"]);
    let pty = open(home.path());
    demo::show_facilities(&pty);
    pty.type_keys(&"\x1b[6~".repeat(5));
    pty.type_keys("\x1b[A\x1b[A");
    pty.wait_for("650件");
    let place = |seen: &super::pty::Seen| {
        let row = selected(seen)?;
        let contents = seen.parser.screen().contents();
        let at = contents.lines().position(|line| line.contains(&row))?;
        Some((row, at))
    };
    let settled = || {
        let mut last = None;
        loop {
            let now = place(&pty.wait_until("a whole frame", super::pty::Seen::is_whole));
            if now.is_some() && now == last {
                return now;
            }
            last = now;
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
    };
    let before = settled();
    let mut rows = String::from(CARE);
    for n in 0..2_000 {
        let number = format!("13{:08}", n + 2);
        rows.push_str(
            &CARE.lines().nth(1).unwrap().replace("1360000001", &number).replace("虹の里", &format!("虹{n}")),
        );
        rows.push('\n');
    }
    std::fs::write(home.path().join("jigyosho_130_202512.csv"), rows).unwrap();
    shell(home.path(), &["import", "jigyosho_130_202512.csv"]);
    pty.wait_for("2651件");
    assert_eq!(settled(), before);
    // The journal is watched on: a single change is seen again.
    let id = stored(home.path(), |facility| facility.name() == journey::NAME).id;
    shell(home.path(), &["set", &id.to_string(), "name=さくら改"]);
    pty.type_keys("/");
    pty.wait_for("ローマ字");
    pty.type_keys("さくら改");
    drop(pty.wait_until("the new name", |seen| selected(seen).is_some_and(|row| row.contains("さくら改"))));
}
