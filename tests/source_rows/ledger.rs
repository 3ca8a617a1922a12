//! What the centre gives out: notices, newsletters, leaflets, questions answered, sources; and what it may not.

use serde_json::{Value, json};

use crate::row::{Row, network};

fn published(row: &Row, kind: &str) -> Vec<Value> {
    row.items(&["publication", "list", "--kind", kind])
}

fn one<'v>(items: &'v [Value], id: &str) -> &'v Value {
    items.iter().find(|item| item["id"] == json!(id)).unwrap()
}

#[test]
fn s05_the_report_on_needs_stands_in_the_ledger_of_sources() {
    let row = Row::history("S05");
    let before = published(&row, "source").len();
    let given = json!({ "kind": "source", "title": "架空の調査報告書", "on": "2021-03", "source": "架空市の高齢の課 令和3年3月" });
    let id = row.add(&["publication", "add"], &given);
    let sources = published(&row, "source");
    assert_eq!(sources.len(), before + 1);
    let found = one(&sources, &id);
    assert_eq!([&found["source"], &found["on"]], ["架空市の高齢の課 令和3年3月", "2021-03"]);
    let needs = sources.iter().find(|item| item["title"].as_str().unwrap().contains("いきいき")).unwrap();
    assert_eq!(needs["on"], "2021-03", "the one that the presentation quotes");
}

#[test]
fn s11_the_newsletter_runs_on_and_gives_a_short_draft() {
    let row = Row::demo("S11");
    let last = published(&row, "newsletter").iter().filter_map(|item| item["number"].as_u64()).max().unwrap();
    let body = "一つめの段。\n二つめの段。\n三つめの段。\n四つめの段。";
    let given = json!({ "kind": "newsletter", "series": "みおつくし通信", "title": "架空の特集", "body": body });
    let id = row.add(&["publication", "add"], &given);
    assert_eq!(one(&published(&row, "newsletter"), &id)["number"], json!(last + 1));
    let draft = row.ok(&["publication", "paste", &id, "--place", "newsletter"]);
    assert!(draft.contains("三つめの段") && !draft.contains("四つめの段"), "{draft}");
    assert!(row.ok(&["publication", "paste", &id, "--place", "fax"]).contains("四つめの段"), "elsewhere the whole");
}

#[test]
fn s34_editions_of_a_leaflet_and_the_copies_given_away() {
    let row = Row::demo("S34");
    let before = row.report();
    let given = json!({ "kind": "leaflet", "title": "架空の人生会議", "edition": "第2版", "publicity": "open" });
    let id = row.add(&["publication", "add"], &given);
    row.give(&["publication", "hand", &id, "120", "--to", "-"], "架空公民館の集い");
    let place = row.items(&["find", "診療所"])[0]["id"].as_str().unwrap().to_owned();
    row.ok(&["publication", "hand", &id, "30", "--facility", &place]);
    let leaflets = published(&row, "leaflet");
    let leaflet = one(&leaflets, &id);
    assert_eq!(leaflet["edition"], "第2版");
    assert_eq!([&leaflet["handed"][0]["to"], &leaflet["handed"][1]["facility"]], ["架空公民館の集い", place.as_str()]);
    let after = row.report();
    assert_eq!(after.since(&before, "copies."), [("copies.leaflet", 150)]);
    row.refused(2, &["publication", "hand", &id, "0"], "");
    let notice = published(&row, "notice")[0]["id"].as_str().unwrap().to_owned();
    row.refused(2, &["publication", "hand", &notice, "5"], "");
}

#[test]
fn s50_the_state_of_an_infection_is_noted_as_often_as_it_is_quoted() {
    let row = Row::demo("S50");
    let given = |on: &str| json!({ "kind": "source", "series": "発症状況", "title": "架空県の発症状況", "on": on, "source": "架空県のホームページ", "note": "速報値" });
    for on in ["2026-05-20", "2026-05-06"] {
        row.add(&["publication", "add"], &given(on));
    }
    let sources = published(&row, "source");
    let days: Vec<&str> =
        sources.iter().filter(|one| one["series"] == "発症状況").map(|one| one["on"].as_str().unwrap()).collect();
    assert_eq!(days, ["2026-05-06", "2026-05-20"], "by day");
    assert!(sources.iter().all(|one| one["source"] == "架空県のホームページ"), "{sources:?}");
}

#[test]
fn s70_a_question_is_answered_once_for_everybody() {
    let row = Row::demo("S70");
    let number = |row: &Row| {
        published(row, "qa")
            .iter()
            .filter(|one| one["series"] == "集いのQ&A")
            .filter_map(|one| one["number"].as_u64())
            .max()
    };
    let last = number(&row).unwrap();
    let meeting =
        row.meeting("providers", json!({ "lines": "! 情報\n? 濃厚接触者の送迎はどうするか", "publicity": "open" }));
    row.refused(2, &["publication", "answer", &meeting, "1", "-"], "課題は問ではない");
    let id = row.give(
        &["publication", "answer", &meeting, "2", "-", "--series", "集いのQ&A"],
        "個別に、最後の便で送迎します。",
    );
    let id = id.trim();
    assert_eq!(number(&row), Some(last + 1));
    let text = row.ok(&["publication", "paste", id, "--place", "city_site"]);
    let wanted = format!("問{} 濃厚接触者の送迎はどうするか\n答 個別に、最後の便で送迎します。", last + 1);
    assert!(text.contains(&wanted), "{text}");
    assert_eq!(one(&published(&row, "qa"), id)["posts"], json!([]));
    row.ok(&["publication", "post", id, "--place", "city_site", "--on", "2026-06-01"]);
    let posts = one(&published(&row, "qa"), id)["posts"].clone();
    assert_eq!((&posts[0]["place"], &posts[0]["on"]), (&json!("city_site"), &json!("2026-06-01")));
}

#[test]
fn s71_thirteen_notices_and_the_next_is_the_fourteenth() {
    let row = Row::history("S71");
    let numbers =
        |row: &Row| published(row, "notice").iter().map(|one| one["number"].as_u64().unwrap()).collect::<Vec<_>>();
    assert_eq!(numbers(&row), (1..=13).collect::<Vec<u64>>());
    let series = published(&row, "notice")[0]["series"].clone();
    assert!(series.as_str().unwrap().starts_with("緊急時に備えて"));
    let given = json!({ "kind": "notice", "series": series, "title": "架空の知らせ" });
    let ran = row.run(&["publication", "add", "-"], &given.to_string());
    assert!(ran.code == 0 && ran.err.contains('⑭'), "{}", ran.err);
    assert_eq!(numbers(&row), (1..=14).collect::<Vec<u64>>());
    let taken = json!({ "kind": "notice", "series": series, "title": "同じ番号", "number": 13 });
    row.refused(2, &["publication", "add", "-"], &taken.to_string());
}

#[test]
fn s10_what_goes_into_the_network_is_pasted_posted_and_counted() {
    let row = Row::demo("S10");
    let before = row.report();
    let body = "手袋とガウンを、来月から各事業所へ配ります。数が足りない時は、センターまで知らせてください。".repeat(3);
    let given =
        json!({ "kind": "notice", "series": "架空の連絡", "title": "防護具", "body": body, "publicity": "partners" });
    let id = row.add(&["publication", "add"], &given);
    let text = row.ok(&["publication", "paste", &id, "--place", network()]);
    let cells = |line: &str| unicode_width::UnicodeWidthStr::width(line);
    assert!(text.contains("架空の連絡① 防護具") && text.lines().map(cells).max().unwrap() <= 80, "{text}");
    row.refused(5, &["publication", "paste", &id, "--place", "city_site"], "");
    assert_eq!(row.report().since(&before, "posts."), [], "pasted is not posted");
    row.ok(&["publication", "post", &id, "--place", network()]);
    assert_eq!(row.report().since(&before, "posts."), [(format!("posts.{}", network()).as_str(), 1)]);
}

#[test]
fn s90_a_figure_never_goes_out_without_its_note() {
    let row = Row::demo("S90");
    let note = "集計の仕方が変わった分を含む";
    let given = json!({ "kind": "figure", "series": "架空の網", "title": "記事の数 (1年で)", "publicity": "open",
        "figure": { "value": "2.6", "unit": "倍" }, "note": note, "source": "架空の網の集計" });
    let id = row.add(&["publication", "add"], &given);
    for place in ["city_site", network(), "newsletter", "fax"] {
        let text = row.ok(&["publication", "paste", &id, "--place", place]);
        assert!(text.contains("2.6倍") && text.contains(note), "{place}: {text}");
    }
    let history = Row::on_the_history_too("S90");
    let figures = history.items(&["publication", "list", "--kind", "figure"]);
    let posts = figures.iter().find(|one| one["figure"]["value"] == "2.6").unwrap();
    assert!(posts["note"].as_str().unwrap().contains("集計プログラム"), "{posts}");
}
