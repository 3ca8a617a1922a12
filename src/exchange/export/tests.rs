use jiff::civil::date;
use rstest::rstest;
use strum::IntoEnumIterator;

use super::*;
use crate::domain::facility::{Ability, Coordinates, Kind, Listing, Source, SourceKey};
use crate::domain::text::is_unsafe;
use crate::domain::{FacilityId, Phone};
use crate::port::Record;
use crate::words::Language;

fn options() -> Options {
    Options::new(Words::of(Language::Ja), date(2026, 6, 12))
}

/// A record as the door would never let it in: every text hostile.
fn hostile() -> Facility {
    let evil = "\u{1b}]52;c;ZXZpbA==\u{7}=cmd|' /C calc'!A0\r\n\tゔ,;\"\u{202e}\u{9b}31m";
    let mut facility = Facility::new(FacilityId::from_bytes([2; 16]));
    let key = SourceKey::Number(evil.to_owned());
    let mut listing = Listing::new(Source::CareService, key, Kind::care("130"), date(2025, 12, 31), evil.to_owned());
    listing.kana = Some(evil.to_owned());
    listing.address = Some(evil.to_owned());
    listing.building = Some(format!("{evil}2"));
    listing.phone = Phone::parse(evil);
    listing.fax = Phone::parse(evil);
    listing.url = Some(evil.to_owned());
    facility.listings.push(listing);
    let local = &mut facility.local;
    local.identity.facts.email = Some(evil.to_owned());
    local.identity.facts.area = Some(evil.to_owned());
    local.desk.facts.department = Some(evil.to_owned());
    local.desk.facts.person = Some(evil.to_owned());
    local.desk.facts.profession = Some(evil.to_owned());
    local.desk.facts.preferred_way = Some(evil.to_owned());
    local.hours.facts.care_manager = Some(evil.to_owned());
    local.vacancy.facts.remark = Some(evil.to_owned());
    local.capabilities.facts.0.insert(evil.to_owned(), Ability::Yes);
    local.note.facts = evil.to_owned();
    facility
}

fn plain() -> Facility {
    let mut facility = Facility::new(FacilityId::from_bytes([1; 16]));
    let key = SourceKey::Number("2490500010".to_owned());
    let name = "ひばり野訪問看護ステーション".to_owned();
    let mut listing = Listing::new(Source::CareService, key, Kind::care("130"), date(2025, 12, 31), name);
    listing.kana = Some("ヒバリノホウモンカンゴステーション".to_owned());
    listing.address = Some("架空県ひばり野市北町2-3-1".to_owned());
    listing.coordinates = Coordinates::in_japan(35.0, 136.5);
    listing.phone = Phone::parse("03-0555-0101");
    listing.fax = Phone::parse("03-0555-0102");
    facility.listings.push(listing);
    let local = &mut facility.local;
    local.desk.facts.department = Some("地域連携室".to_owned());
    local.desk.facts.person = Some("高橋".to_owned());
    local.desk.confirmed_on = Some(date(2026, 6, 10));
    local.capabilities.facts.0.insert("gastrostomy".to_owned(), Ability::Yes);
    local.capabilities.facts.0.insert("dialysis".to_owned(), Ability::No);
    local.vacancy.facts.places = Some(0);
    local.note.facts = "玄関は裏側\n駐車は3台".to_owned();
    facility
}

fn text(format: Format, facilities: &[&Facility]) -> String {
    render(format, facilities, &options()).expect("an export").text
}

#[test]
fn no_format_lets_a_control_character_out() {
    let hostile = hostile();
    for format in Format::iter() {
        for cp932_safe in [false, true] {
            let options = Options { cp932_safe, line_cells: Some(CARD_CELLS), ..options() };
            let text = render(format, &[&hostile, &hostile], &options).expect("an export").text;
            assert!(!text.is_empty(), "{format}");
            for c in text.chars() {
                assert!(matches!(c, '\n' | '\t' | '\r') || !is_unsafe(c), "{format}: {c:?} in {text:?}");
            }
            assert!(!text.replace("\r\n", "").contains('\r'), "{format}: a lone carriage return");
            let tabs = matches!(format, Format::Table | Format::Tsv);
            assert!(tabs || !text.contains('\t'), "{format}: a tab");
        }
    }
}

#[test]
fn no_cell_of_a_table_starts_a_formula() {
    let mut facility = plain();
    for formula in ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "＝1+1", "\u{1b}=1", "\t=1", "\u{feff}=1"] {
        facility.local.identity.facts.name = Some(formula.to_owned());
        facility.local.note.facts = formula.to_owned();
        let csv = text(Format::Csv, &[&facility]);
        for record in ::csv::Reader::from_reader(csv.as_bytes()).records() {
            for cell in &record.expect("a record") {
                assert!(!cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{formula:?}: {cell:?}");
            }
        }
        for cell in text(Format::Tsv, &[&facility]).lines().flat_map(|line| line.split('\t').collect::<Vec<_>>()) {
            assert!(!cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{formula:?}: {cell:?}");
        }
    }
}

#[test]
fn a_phone_number_is_copied_alone_or_with_its_name() {
    let (one, mut two) = (plain(), plain());
    assert_eq!(text(Format::Phone, &[&one]), "03-0555-0101");
    two.local.desk.facts.direct_phone = Phone::parse("03-0555-0199");
    assert_eq!(text(Format::Phone, &[&two]), "03-0555-0199", "the direct line first");
    let both = text(Format::Phone, &[&one, &two]);
    assert_eq!(both.lines().count(), 2);
    assert!(both.starts_with("03-0555-0101  ひばり野"), "{both}");
    assert_eq!(text(Format::Phone, &[&Facility::new(FacilityId::from_bytes([3; 16]))]), "");
}

#[test]
fn a_line_is_one_line() {
    assert_eq!(
        text(Format::Line, &[&plain()]),
        "ひばり野訪問看護ステーション (訪看) 電話 03-0555-0101 窓口 地域連携室 高橋 FAX 03-0555-0102 架空県ひばり野市北町2-3-1"
    );
    assert_eq!(text(Format::Line, &[&hostile()]).lines().count(), 1);
}

#[test]
fn a_card_keeps_to_forty_cells() {
    use unicode_width::UnicodeWidthStr;

    let options = Options { line_cells: Some(CARD_CELLS), ..options() };
    let card = render(Format::Card, &[&plain()], &options).expect("an export").text;
    for line in card.lines() {
        assert!(line.width() <= CARD_CELLS, "{line}");
    }
    for wanted in
        ["03-0555-0101", "可 胃ろう", "否 透析", "満床", "玄関は裏側", "2026/06/10", "2025/12/31", "2026/06/12"]
    {
        assert!(card.contains(wanted), "{wanted} in\n{card}");
    }
}

#[test]
fn a_table_has_a_header_and_as_many_cells_in_every_row() {
    for (format, columns) in [(Format::Table, Columns::Contact), (Format::Tsv, Columns::All)] {
        let (plain, hostile) = (plain(), hostile());
        let table = text(format, &[&plain, &hostile]);
        let widths: Vec<usize> = table.lines().map(|line| line.split('\t').count()).collect();
        assert_eq!(widths, [columns.list().len(); 3]);
        assert!(table.lines().next().is_some_and(|header| header.contains("名称")));
    }
}

#[test]
fn a_csv_is_read_back() {
    let (plain, hostile) = (plain(), hostile());
    let csv = text(Format::Csv, &[&plain, &hostile]);
    assert!(csv.ends_with("\r\n"));
    let mut reader = ::csv::Reader::from_reader(csv.as_bytes());
    let headers = reader.headers().expect("a header").clone();
    let rows: Vec<::csv::StringRecord> = reader.records().map(|r| r.expect("a record")).collect();
    assert_eq!(rows.len(), 2);
    let cell = |name: &str| &rows[0][headers.iter().position(|h| h == name).expect(name)];
    assert_eq!(cell("名称"), "ひばり野訪問看護ステーション");
    assert_eq!(cell("電話"), "03-0555-0101");
    assert_eq!(cell("メモ"), "玄関は裏側\n駐車は3台");
    assert_eq!(cell("空き"), "0");
}

#[test]
fn json_items_have_every_key() {
    let (plain, empty) = (plain(), Facility::new(FacilityId::from_bytes([3; 16])));
    let value: serde_json::Value = serde_json::from_str(&text(Format::Json, &[&plain, &empty])).expect("JSON");
    assert_eq!(value["schema"], 1);
    let keys = ["kind", "id", "name", "kana", "services", "address", "phone", "fax", "latitude", "longitude"];
    for item in value["items"].as_array().expect("items") {
        assert_eq!(item.as_object().expect("an object").keys().collect::<Vec<_>>(), keys);
    }
    let item = &value["items"][0];
    assert_eq!(item["kind"], "facility");
    assert_eq!(item["phone"], "03-0555-0101");
    assert_eq!(item["latitude"], 35.0);
    assert_eq!(item["services"][0]["kind"], "care:130");
    assert!(value["items"][1]["phone"].is_null());
}

#[test]
fn equal_records_make_equal_lines_whatever_was_written_in_between() {
    let (mut one, two) = (plain(), hostile());
    let before = text(Format::Jsonl, &[&one, &two]);
    one.rev += 2;
    assert_eq!(text(Format::Jsonl, &[&two, &one]), before);
    assert!(!before.contains("\"rev\""));
    assert_eq!(
        jsonl::record(&Record::Facility(one.clone())).expect("a line"),
        before.lines().next().expect("a line").to_owned() + "\n"
    );
    let back: serde_json::Value = serde_json::from_str(before.lines().next().expect("a line")).expect("JSON");
    let mut back: Facility = serde_json::from_value(back["record"].clone()).expect("a facility");
    back.rev = one.rev;
    assert_eq!(back, one);
}

#[rstest]
#[case(Format::Vcard, "3.0")]
#[case(Format::Vcard4, "4.0")]
fn a_vcard_is_read_back(#[case] format: Format, #[case] version: &str) {
    let (mut one, two) = (plain(), hostile());
    one.local.identity.facts.name = Some("ひばり,野;\\会".to_owned());
    let cards = text(format, &[&one, &two]);
    assert!(cards.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
    let unfolded = cards.replace("\r\n ", "");
    let lines: Vec<&str> = unfolded.split("\r\n").filter(|line| !line.is_empty()).collect();
    assert_eq!(lines.iter().filter(|line| **line == "BEGIN:VCARD").count(), 2);
    assert_eq!(lines.iter().filter(|line| **line == "END:VCARD").count(), 2);
    assert_eq!(lines[1], format!("VERSION:{version}"));
    assert!(lines.contains(&"FN:ひばり\\,野\\;\\\\会"), "{unfolded}");
    assert!(lines.iter().all(|line| line.contains(':')), "{unfolded}");
    let note = lines.iter().find(|line| line.starts_with("NOTE:")).expect("a note");
    assert!(note.contains("駐車は3台\\n出典 "), "{note}");
    assert!(note.contains("2025/12/31") && note.contains("2026/06/10"), "{note}");
}

#[test]
fn numbers_of_a_vcard_hold_abroad_where_they_can() {
    let mut facility = plain();
    facility.local.desk.facts.direct_phone = Phone::parse("0120-000-000");
    facility.local.desk.facts.night_phone = Phone::parse("03-1");
    let cards = text(Format::Vcard4, &[&facility]).replace("\r\n ", "");
    for wanted in [
        "TEL;TYPE=\"work,voice\";PREF=1:0120-000-000\r\n",
        "TEL;VALUE=uri;TYPE=\"work,voice\":tel:+81305550101\r\n",
        "TEL;TYPE=\"work,voice\":03-1\r\n",
        "TEL;VALUE=uri;TYPE=\"work,fax\":tel:+81305550102\r\n",
    ] {
        assert!(cards.contains(wanted), "{wanted} in {cards}");
    }
    let cards = text(Format::Vcard, &[&facility]);
    assert!(cards.contains("TEL;TYPE=WORK,VOICE,PREF:0120-000-000\r\n"), "{cards}");
}

#[test]
fn markdown_shows_text_as_text() {
    let markdown = text(Format::Markdown, &[&plain()]);
    assert!(markdown.starts_with("## ひばり野訪問看護ステーション\n"));
    assert!(markdown.contains("- 電話: 03-0555-0101\n"));
    assert!(markdown.contains("- メモ: 玄関は裏側\\\n  駐車は3台\n"));
}

#[test]
fn safe_text_lists_what_it_replaced() {
    let mut facility = plain();
    facility.local.identity.facts.name = Some("ゔぁいおりん😀".to_owned());
    let rendered = render(Format::Line, &[&facility], &Options { cp932_safe: true, ..options() }).expect("an export");
    assert!(rendered.text.starts_with("ヴぁいおりん〓 "));
    assert_eq!(rendered.replaced.len(), 2);
    assert!(encode(&rendered.text, Encoding::Cp932).replaced.is_empty());
}

#[test]
fn both_languages_have_every_label() {
    for language in [Language::Ja, Language::En] {
        let words = Words::of(language);
        for column in Column::iter() {
            assert!(!column.header(words).starts_with("export."), "{language} {column:?}");
        }
        for source in <Source as IntoEnumIterator>::iter() {
            assert!(!facts::source_name(source, words).starts_with("export."), "{language} {source}");
        }
    }
}
