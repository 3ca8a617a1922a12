//! The register: what came in, who works together, which kinds there are, and who can help in an emergency.

use serde_json::json;

use crate::row::Row;

#[test]
fn s91_who_works_together_is_counted_and_dated_figures_show_the_growth() {
    let row = Row::demo("S91");
    let before = row.report().count("registry.partner");
    assert_eq!(before, 262);
    let other =
        row.records("facility").into_iter().find(|one| one["local"]["identity"]["facts"]["partner"] != true).unwrap();
    row.ok(&["set", other["id"].as_str().unwrap(), "partner=yes"]);
    assert_eq!(row.report().count("registry.partner"), 263);
    for (on, value) in [("2026-11-10", "262"), ("2026-04-01", "252")] {
        let given = json!({ "kind": "figure", "series": "架空の網", "title": "連携可能施設", "on": on, "figure": { "value": value, "unit": "施設" } });
        row.add(&["publication", "add"], &given);
    }
    let figures = row.items(&["publication", "list", "--kind", "figure"]);
    let values: Vec<&str> = figures.iter().map(|one| one["figure"]["value"].as_str().unwrap()).collect();
    assert_eq!(values, ["252", "262"], "ten more since April");
}

/// A table of one's own, taken in.
fn taken(row: &Row, rows: &str) {
    let path = row.file("架空の一覧.csv", &format!("名前,種別,電話,場所\n{rows}"));
    row.ok(&[
        "import",
        &path,
        "--map",
        "name=名前,kind=種別,phone=電話,address=場所",
        "--as-of",
        "2026-04-01",
        "--no-input",
    ]);
}

#[test]
fn s92_classes_and_gathering_places_are_kinds_that_are_counted() {
    let row = Row::demo("S92");
    let before = row.report();
    assert_eq!([before.count("registry.kind.local:health_class"), before.count("registry.kind.local:salon")], [21, 96]);
    taken(
        &row,
        "架空のさざなみ,通いの場,03-0444-7501,汐凪市凪浜9-3\n架空の元気,健康ケア教室,03-0444-7502,汐凪市凪浜9-4\n架空の潮,通いの場,03-0444-7503,汐凪市凪浜9-5\n",
    );
    let grown = row.report();
    let kinds = [("registry.kind.local:health_class", 1), ("registry.kind.local:salon", 2)];
    assert_eq!(grown.since(&before, "registry.kind."), kinds);
    assert_eq!(grown.count("registry.size") - before.count("registry.size"), 3);
    let figures = Row::on_the_history_too("S92");
    let stated = figures.items(&["publication", "list", "--kind", "figure"]);
    let mut stated: Vec<&str> = stated
        .iter()
        .filter(|one| one["on"] == "2021-11-10")
        .map(|one| one["figure"]["value"].as_str().unwrap())
        .collect();
    stated.sort_unstable();
    assert_eq!(stated, ["21", "652", "96"]);
}

#[test]
fn s95_organisations_stand_in_the_register_and_are_counted_by_who_came() {
    let row = Row::demo("S95");
    let before = row.report();
    let rows = [
        ("架空歯科医師会", "関係団体", "03-0444-7601"),
        ("架空市介護高齢課", "行政", "03-0444-7602"),
        ("架空消防組合", "消防", "03-0444-7603"),
    ];
    let lines = rows.map(|(name, kind, phone)| format!("{name},{kind},{phone},汐凪市鐘撞町8-8\n")).concat();
    taken(&row, &lines);
    for (name, ..) in rows {
        assert_eq!(row.items(&["find", name])[0]["name"], name);
    }
    let kinds =
        [("registry.kind.local:association", 1), ("registry.kind.local:fire", 1), ("registry.kind.local:office", 1)];
    assert_eq!(row.report().since(&before, "registry.kind."), kinds);
    let came = "歯科医師 架空歯科医師会 2\n行政 架空市介護高齢課 3\n消防・救急 架空消防組合 1\n民生委員 4";
    row.meeting("council", json!({ "attendance": came }));
    let after = row.report();
    let grown = [
        ("attendance.dentist", 2),
        ("attendance.welfare_commissioner", 4),
        ("attendance.fire", 1),
        ("attendance.office", 3),
    ];
    assert_eq!(after.since(&before, "attendance."), grown);
}

#[test]
fn s14_an_update_of_the_map_says_what_is_new_and_what_changed() {
    let row = Row::demo("S14");
    let at = |name: &str| std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/import").join(name);
    let file = |folder: &str| at(folder).join("jigyosho_520.csv").to_str().unwrap().to_owned();
    let import = |folder: &str, more: &[&str]| row.json(&[&["import", &file(folder), "--no-input"], more].concat());
    import("care_202601", &[]);
    // A line an institution, as it is printed: name, kind and number.
    let names = |row: &Row| -> Vec<String> {
        let list = row.ok(&["export", "facility", "--format", "json"]);
        let list: serde_json::Value = serde_json::from_str(&list).unwrap();
        let line = |one: &serde_json::Value| format!("{} {} {}", one["id"], one["name"], one["phone"]);
        list["items"].as_array().unwrap().iter().map(line).collect()
    };
    let before = names(&row);
    let dry = import("care_202602", &["--dry-run"]);
    assert_eq!((dry["new"].as_u64(), dry["changed"].as_u64()), (Some(1), Some(1)), "{dry}");
    assert_eq!(names(&row), before, "looked at only");
    import("care_202602", &[]);
    let after = names(&row);
    assert_eq!(after.len(), before.len() + 1);
    let kept = before.iter().filter(|line| after.contains(line)).count();
    assert_eq!(kept, before.len() - 1, "one line says something else now");
    let given =
        json!({ "kind": "map_update", "title": "架空マップの更新", "body": "1件増え、1件の電話が変わりました。" });
    let id = row.add(&["publication", "add"], &given);
    assert_eq!(row.items(&["publication", "list", "--kind", "map_update"])[0]["id"], json!(id));
}

#[test]
fn s40_who_comes_at_night_and_who_has_a_bed() {
    let row = Row::demo("S40");
    let found = |row: &Row, query: &str| -> Vec<String> {
        let items = row.items(&["find", query, "--limit", "500"]);
        items.iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    };
    let place = found(&row, "葦原新田クリニック").remove(0);
    row.ok(&["set", &place, "capability.house_call=否", "capability.all_hours=否"]);
    assert!(!found(&row, "往診 24時間").contains(&place));
    row.ok(&["set", &place, "capability.house_call=可", "capability.all_hours=可"]);
    let able = found(&row, "往診 24時間");
    assert!(able.contains(&place) && able.len() < 300, "{}", able.len());
    let beds = found(&row, "後方支援");
    let notified: Vec<String> = row
        .records("facility")
        .into_iter()
        .filter(|one| one.to_string().contains("backup_hospital"))
        .map(|one| one["id"].as_str().unwrap().to_owned())
        .collect();
    assert!(!beds.is_empty() && beds.iter().all(|id| notified.contains(id)), "{beds:?} of {notified:?}");
}
