//! Who may write, who it is on a shared account, and what the audit says of it.

use std::process::Stdio;

use serde_json::Value;

use crate::stage::{Ran, Stage, names};

/// The account that the tests run under.
fn uid() -> String {
    let output = std::process::Command::new("id").arg("-u").stdin(Stdio::null()).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// With an admin of this account in the list.
fn listed() -> Stage {
    let stage = Stage::demo();
    stage.run_with(&["member", "add", "hana", "--name", "-"], "夢野 花\n").ok();
    stage
}

/// And with another who shares the account.
fn shared() -> Stage {
    let stage = listed();
    stage.run_with(&["member", "add", "taro", "--uid", &uid(), "--name", "-"], "夢野 太郎\n").ok();
    stage
}

fn set(stage: &Stage, extra: &[&str], note: &str) -> Ran {
    let id = stage.first("梟谷診療所");
    let fact = format!("note={note}");
    let mut args = vec!["set", &id, &fact];
    args.extend(extra);
    stage.run(&args)
}

fn audit(stage: &Stage) -> Vec<Value> {
    stage.run(&["audit", "list", "--json"]).ok().json()["items"].as_array().unwrap().clone()
}

#[test]
fn without_members_nothing_is_asked() {
    let stage = Stage::demo();
    stage.run(&["member", "list"]).code(3);
    set(&stage, &[], "だれでも").ok();
    assert!(set(&stage, &["--as", "hana"], "だれ").code(2).err.contains("no members yet"));
}

#[test]
fn the_first_member_is_an_admin_and_the_list_is_read_back() {
    let stage = Stage::demo();
    let ran = stage.run_with(&["member", "add", "hana", "--role", "write", "--name", "-"], "夢野 花\n").code(4);
    assert!(ran.err.contains("must be an admin"), "{}", ran.err);
    stage.run(&["member", "list"]).code(3);
    stage.run_with(&["member", "add", "hana", "--name", "-"], "夢野\u{1b}[31m 花\n").ok();
    let list = stage.run(&["member", "list", "--json"]).ok().json();
    let item = &list["items"][0];
    assert_eq!(names(item), ["id", "code", "name", "role", "uids", "left_on"]);
    assert_eq!((item["code"].as_str(), item["role"].as_str()), (Some("hana"), Some("admin")));
    assert_eq!(item["uids"][0].to_string(), uid());
    let text = stage.run(&["member", "list"]).ok().text();
    assert!(text.contains("hana") && text.contains("花") && !text.contains('\u{1b}'), "{text}");
}

#[test]
fn a_name_never_stands_in_the_arguments() {
    let stage = Stage::demo();
    let ran = stage.run(&["member", "add", "hana", "--name", "夢野花"]).code(2);
    assert!(!ran.err.contains("夢野花") && ran.err.contains("--name -"), "{}", ran.err);
    for bad in ["夢野", "a b", "", "aaaaaaaaaaaaaaaaa"] {
        stage.run_with(&["member", "add", bad, "--name", "-"], "夢野\n").code(2);
    }
    stage.run(&["member", "add", "hana", "--uid", "4000000123"]).code(2);
    stage.run(&["member", "list"]).code(3);
    // Without a name, the account's own.
    stage.run(&["member", "add", "hana", "--uid", "0"]).ok();
    assert_eq!(stage.run(&["member", "list", "--json"]).ok().json()["items"][0]["name"], "root");
}

#[test]
fn a_change_names_the_member() {
    let stage = listed();
    set(&stage, &[], "階段あり").ok();
    let who = stage.run(&["history", "--json"]).ok().json()["items"][0]["who"].clone();
    assert_eq!(who, "夢野 花");
    let line = &audit(&stage)[0];
    assert_eq!((line["who"].as_str(), line["action"].as_str()), (Some("夢野 花"), Some("edit")));
    let id = stage.run(&["member", "list", "--json"]).ok().json()["items"][0]["id"].clone();
    assert_eq!(line["member"], id);
    assert_eq!(line["records"][0]["fields"][0], "local");
    assert!(!line.to_string().contains("階段"), "{line}");
}

#[test]
fn a_shared_account_says_who_it_is() {
    let stage = shared();
    let ran = set(&stage, &[], "だれ").code(2);
    assert!(ran.err.contains("--as"), "{}", ran.err);
    stage.run(&["undo"]).code(2);
    stage.run(&["find", "梟谷"]).ok();
    set(&stage, &["--as", "taro"], "太郎").ok();
    assert_eq!(audit(&stage)[0]["who"], "夢野 太郎");
    let id = stage.first("梟谷診療所");
    let mut command = stage.command(&["set", &id, "note=花"]);
    Ran::of(command.env("RENKEI_AS", "hana")).ok();
    assert_eq!(audit(&stage)[0]["who"], "夢野 花");
    set(&stage, &["--as", "jiro"], "だれ").code(2);
    // Each takes back their own.
    stage.run(&["undo", "--as", "taro"]).code(4);
    stage.run(&["undo", "--as", "hana"]).ok();
    stage.run(&["undo", "--as", "taro"]).ok();
}

#[test]
fn roles_and_leaving_are_told_with_a_sentence_and_4() {
    let stage = shared();
    let admin = ["--as", "hana"];
    let run = |args: &[&str]| stage.run(&[args, &admin].concat());
    run(&["member", "role", "taro", "read"]).ok();
    assert!(set(&stage, &["--as", "taro"], "x").code(4).err.contains("read"));
    assert!(stage.run(&["member", "role", "taro", "admin", "--as", "taro"]).code(4).err.contains("Only an admin"));
    run(&["member", "role", "taro", "boss"]).code(2);
    run(&["member", "role", "jiro", "read"]).code(3);
    run(&["member", "add", "jiro"]).code(2);
    assert!(run(&["member", "disable", "hana"]).code(4).err.contains("no admin left"));
    run(&["member", "disable", "taro"]).ok();
    let list = stage.run(&["member", "list", "--json"]).ok().json();
    assert!(list["items"][1]["left_on"].is_string(), "{list}");
    // Only one active member is left, so nobody is asked any more.
    set(&stage, &[], "ひとり").ok();
    set(&stage, &["--as", "taro"], "x").code(2);
    assert!(run(&["member", "disable", "taro"]).ok().err.contains("nothing was written"));
    run(&["member", "enable", "taro", "--uid", "4000000123"]).ok();
    let list = stage.run(&["member", "list", "--json"]).ok().json();
    assert_eq!(
        (&list["items"][1]["left_on"], &list["items"][1]["uids"][0]),
        (&Value::Null, &Value::from(4_000_000_123_u32))
    );
    // Taken back like any change.
    stage.run(&["undo"]).ok();
    assert!(stage.run(&["member", "list", "--json"]).ok().json()["items"][1]["left_on"].is_string());
}

#[test]
fn who_is_not_in_the_list_reads_only() {
    let stage = Stage::demo();
    stage.run(&["member", "add", "root", "--uid", "4000000123", "--name", "-"]).code(2);
    stage.run_with(&["member", "add", "far", "--uid", "4000000123", "--name", "-"], "遠野\n").ok();
    let ran = set(&stage, &[], "x").code(4);
    assert!(ran.err.contains("not in the list"), "{}", ran.err);
    stage.run(&["find", "梟谷"]).ok();
    stage.run(&["export", "--format", "csv"]).ok();
    assert_eq!(audit(&stage)[0]["action"], "export", "no role forbids a line");
}

#[test]
fn taking_out_leaves_a_line_and_looking_none() {
    let stage = Stage::demo();
    let id = stage.first("梟谷診療所");
    let before = audit(&stage).len();
    stage.run(&["show", &id]).ok();
    assert_eq!(audit(&stage).len(), before);
    stage.run(&["show", &id, "--format", "vcf"]).ok();
    let line = audit(&stage)[0].clone();
    assert_eq!((line["action"].as_str(), line["count"].as_u64()), (Some("export"), Some(1)));
    assert_eq!(line["records"][0]["id"], id.as_str());
    stage.run(&["export", "--format", "csv"]).ok();
    let line = audit(&stage)[0].clone();
    assert!(line["count"].as_u64().unwrap() > 1 && line["note"] == "all csv", "{line}");
    assert_eq!(line["records"].as_array().map(Vec::len), Some(0));
    let ran = stage.run(&["--read-only", "export", "--format", "csv"]).ok();
    assert!(ran.err.contains("could not be written into the audit"), "{}", ran.err);
}

#[test]
fn the_audit_is_listed_filtered_verified_and_has_a_head() {
    let stage = Stage::demo();
    stage.run(&["export"]).ok();
    set(&stage, &[], "階段あり").ok();
    let count = |args: &[&str]| {
        let ran = stage.run(&[&["audit", "list", "--json"], args].concat());
        ran.json()["items"].as_array().unwrap().len()
    };
    assert_eq!((count(&[]), count(&["--limit", "1"]), count(&["--action", "export"])), (3, 1, 1));
    assert_eq!((count(&["--since", "2000-01-01"]), count(&["--since", "2999-01-01"])), (3, 0));
    stage.run(&["audit", "list", "--since", "soon"]).code(2);
    let text = stage.run(&["audit", "list"]).ok().text();
    assert!(text.lines().count() == 3 && text.contains("export") && !text.contains("階段"), "{text}");
    let whole = stage.run(&["audit", "verify"]).ok().text();
    let head = stage.run(&["audit", "head"]).ok().text();
    assert!(whole.contains("3 lines") && whole.ends_with(&head), "{whole}{head}");
    let (seq, hash) = head.trim().split_once(' ').unwrap();
    assert_eq!((seq, hash.len(), audit(&stage)[0]["hash"].as_str()), ("3", 64, Some(hash)));
    let empty = Stage::new();
    empty.run(&["audit", "list"]).code(3);
    empty.run(&["audit", "head"]).code(3);
    empty.run(&["audit", "verify"]).ok();
}

#[test]
fn a_removed_line_is_6_and_named() {
    let stage = Stage::demo();
    for format in ["csv", "tsv", "json"] {
        stage.run(&["export", "--format", format]).ok();
    }
    {
        let database = redb::Builder::new()
            .set_concurrency_mode(redb::ConcurrencyMode::MultiWriter)
            .create(stage.data().join("renkei.redb"))
            .unwrap();
        let transaction = database.begin_write().unwrap();
        let table = redb::TableDefinition::<u64, &[u8]>::new("audit");
        assert!(transaction.open_table(table).unwrap().remove(2).unwrap().is_some());
        transaction.commit().unwrap();
    }
    let ran = stage.run(&["audit", "verify"]).code(6);
    assert!(ran.err.contains("Line 2"), "{}", ran.err);
}

#[test]
fn the_place_as_a_whole_is_an_admins() {
    let stage = listed();
    let copy = stage.path("all.backup").to_str().unwrap().to_owned();
    let place: [&[&str]; 3] = [&["backup", &copy, "--force"], &["restore", &copy, "--yes"], &["trim"]];
    for args in place {
        stage.run(args).ok();
    }
    // Somebody else becomes the admin, and this account reads and writes only.
    stage.run_with(&["member", "add", "boss", "--uid", "47201", "--role", "admin", "--name", "-"], "夢野 長\n").ok();
    let before = std::fs::read(&copy).unwrap();
    for role in ["write", "meetings", "read"] {
        let store = renkei::store::RedbStore::open(&stage.data(), renkei::store::Options::default()).unwrap();
        become_(&store, role.parse().unwrap());
        drop(store);
        for args in place {
            let refused = stage.run(args).code(4);
            assert!(refused.err.contains("Your role is"), "{role} {args:?}: {}", refused.err);
        }
    }
    assert_eq!(std::fs::read(&copy).unwrap(), before);
}

/// Gives the member of this account another role, as the other admin would.
fn become_(store: &renkei::store::RedbStore, role: renkei::domain::Role) {
    use renkei::domain::Author;
    use renkei::port::store::Label;
    use renkei::port::{EntityKind, Put, Record, Store, Transaction};
    let mut members = Vec::new();
    store
        .scan(EntityKind::Member, &mut |record| {
            if let Record::Member(member) = record {
                members.push(member);
            }
        })
        .unwrap();
    let mut member = members.into_iter().find(|member| member.code == "hana").unwrap();
    member.role = role;
    let transaction = Transaction {
        author: Author::account(47_201, "boss"),
        at: jiff::Timestamp::UNIX_EPOCH,
        label: Label { action: "member-set".to_owned(), detail: String::new() },
        puts: vec![Put::Save(Record::Member(member))],
        patience: None,
    };
    store.write(transaction).unwrap();
}
