//! What leaves the house: widths, code page, escapes, and what a FAX must not tell.

use std::collections::BTreeSet;

use jiff::civil::date;
use renkei::domain::sheet::{FieldKind, Origin, SheetForm, Values};
use renkei::exchange::export::sheet::{
    CoverFormat, FaxCover, PAGE_CELLS, PAGE_LINES, SheetFormat, SheetPage, render, render_cover,
};
use renkei::exchange::export::{Encoding, Options, encode};
use renkei::words::{Language, Words};
use rstest::rstest;
use strum::IntoEnumIterator;
use unicode_width::UnicodeWidthStr;

use super::sample::{admission, builtin, cover, filled, form, head, options, rendered, write};

/// Values that try to get out of their boxes.
const HOSTILE: &[&str] = &[
    "<script>alert('x')</script>\"'&</style></title>-->",
    "\u{1b}[2J\u{7}\u{202e}\u{200b}見本\u{0}",
    "長い長い文字の列が切れ目なしに続いていくときにも枠をはみ出さず最後の一文字まで失われない",
    "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789",
    "①②③○△×→℃Ⅲ※ｶﾞｷﾞﾊﾟ葛\u{E0100}𠮷野家🙂か\u{3099}髙﨑",
    "一行目\n\n  三行目 | 列 | `符` *強* _下_ # 見出し\n- 項目",
];

fn hostile(form: &SheetForm) -> Vec<Values> {
    let mut all: Vec<Values> = HOSTILE.iter().map(|text| everywhere(form, text)).collect();
    all.push(everywhere(form, &HOSTILE.join("\n").repeat(2)));
    all
}

fn everywhere(form: &SheetForm, text: &str) -> Values {
    form.fields().map(|field| (field.name.clone(), text.to_owned())).collect()
}

#[test]
fn no_line_of_the_text_is_wider_than_the_page_and_no_page_longer() {
    for form in builtin() {
        for values in hostile(&form).into_iter().chain([Values::new(), filled(&form, "文")]) {
            for fax in [false, true] {
                let text = write(SheetFormat::Text, &form, &values, fax);
                for line in text.split(['\n', '\u{c}']) {
                    assert!(line.width_cjk() <= PAGE_CELLS, "{} cells: {line}", line.width_cjk());
                    assert!(line.width() <= PAGE_CELLS, "{line}");
                }
                for page in text.split('\u{c}') {
                    assert!(page.lines().count() <= PAGE_LINES, "{} lines:\n{page}", page.lines().count());
                }
            }
        }
    }
}

#[test]
fn the_text_is_in_cp932_and_every_replacement_is_told() {
    for form in builtin() {
        for values in hostile(&form) {
            let made = rendered(SheetFormat::Text, &form, &values, false);
            let encoded = encode(&made.text, Encoding::Cp932);
            assert!(encoded.replaced.is_empty(), "{:?}", encoded.replaced);
        }
        let made = rendered(SheetFormat::Text, &form, &everywhere(&form, "𠮷\u{1F642}"), false);
        assert_eq!(made.replaced.iter().map(|one| one.from).collect::<Vec<_>>(), ['𠮷', '\u{1F642}']);
    }
}

#[test]
fn nothing_of_a_value_is_lost_in_the_text() {
    let form = form("admission_sheet");
    let values = everywhere(&form, "あいうえおかきくけこさしすせそたちつてとなにぬねの".repeat(3).as_str());
    let text = write(SheetFormat::Text, &form, &values, false);
    let count = |text: &str| text.chars().filter(|c| *c == 'ぬ').count();
    assert_eq!(count(&text), form.fields().count() * 3);
}

#[test]
fn pages_are_numbered_and_say_whose_they_are() {
    let text = write(SheetFormat::Text, &form("admission_sheet"), &admission(), false);
    let pages: Vec<&str> = text.split('\u{c}').collect();
    assert!((2..=4).contains(&pages.len()), "{} pages", pages.len());
    for (at, page) in pages.iter().enumerate() {
        assert!(page.lines().next().expect("a line").ends_with(&format!("{}/{} 頁", at + 1, pages.len())), "{page}");
        for words in ["入院時情報提供書", "様式 2021-K", "見本 花子 様", "架空の人物", "令和8年6月12日"]
        {
            assert!(page.lines().take(3).any(|line| line.contains(words)), "{words}: {page}");
        }
    }
    assert!(text.contains("[レ]見守り") && text.contains("[ ]全介助"), "{text}");
}

#[test]
fn the_frame_of_the_text_is_ascii() {
    let form = form("admission_sheet");
    let text = write(SheetFormat::Text, &form, &admission(), false);
    let boxes = |c: char| matches!(c, '\u{2500}'..='\u{257F}' | '□' | '■' | '☑' | '○');
    assert!(!text.contains(boxes));
}

/// Elements that are opened and closed; those without content are not.
fn balanced(html: &str) -> Result<(), String> {
    const VOID: [&str; 3] = ["meta", "br", "col"];
    let mut open: Vec<String> = Vec::new();
    let body = html.strip_prefix("<!DOCTYPE html>").ok_or("no doctype")?;
    for part in body.split('<').skip(1) {
        let (tag, rest) = part.split_once('>').ok_or_else(|| format!("not closed: <{part}"))?;
        if rest.contains('>') {
            return Err(format!("a bare > in {rest}"));
        }
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
        if tag.starts_with('/') {
            let last = open.pop();
            if last.as_deref() != Some(name) {
                return Err(format!("</{name}> closes {last:?}"));
            }
        } else if !VOID.contains(&name) {
            open.push(name.to_owned());
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("left open: {open:?}")) }
}

#[test]
fn the_html_is_balanced_and_asks_for_nothing_from_outside() {
    for form in builtin() {
        for values in hostile(&form).into_iter().chain([admission(), Values::new()]) {
            for fax in [false, true] {
                let mut head = head();
                head.person = Some("</style><script>\"\\</title>".to_owned());
                head.office = "</style><img src=x>\"\\}".to_owned();
                let page = SheetPage { form: &form, values: &values, head: &head, fax, withheld: &BTreeSet::new() };
                let html = render(SheetFormat::Html, &page, &options()).expect("HTML").text;
                assert_eq!(balanced(&html), Ok(()));
                assert!(html.contains("<html lang=\"ja\">") && html.contains("size: A4"));
                for never in ["http", "<script", "<img", "src=\"", "url(", "@import", "\u{1b}", "\u{202e}", "\u{200b}"]
                {
                    assert!(!html.contains(never), "{never}");
                }
                assert_eq!(html.matches("</style>").count(), 1);
            }
        }
    }
}

#[test]
fn every_row_of_the_html_fills_the_grid() {
    for form in builtin() {
        let html = write(SheetFormat::Html, &form, &admission(), false);
        let mut band = 0_usize;
        for row in html.split("<tr>").skip(1) {
            let row = row.split("</tr>").next().expect("a row");
            let spans: usize =
                row.split("colspan=\"").skip(1).filter_map(|rest| rest.split('"').next()?.parse::<usize>().ok()).sum();
            let rows = row.split("rowspan=\"").nth(1).and_then(|rest| rest.split('"').next()?.parse::<usize>().ok());
            band = rows.unwrap_or(band);
            assert_eq!(spans + usize::from(band > 0), 49, "{row}");
            band = band.saturating_sub(1);
        }
    }
}

#[rstest]
#[case(SheetFormat::Text)]
#[case(SheetFormat::Markdown)]
#[case(SheetFormat::Json)]
#[case(SheetFormat::Html)]
fn a_fax_tells_nothing_of_a_field_that_must_not_be_faxed(#[case] format: SheetFormat) {
    let mut hidden = 0;
    for form in builtin() {
        let filled = filled(&form, "ひみつ");
        let empty = Values::new();
        for field in form.fields().filter(|field| !field.fax) {
            hidden += 1;
            // Each alone, so that what is looked for can have come from nowhere else.
            let value = filled[&field.name].clone();
            let only = Values::from([(field.name.clone(), value.clone())]);
            let (plain, fax) = (write(format, &form, &only, false), write(format, &form, &only, true));
            assert_ne!(plain, write(format, &form, &empty, false), "{}: it is printed else", field.name);
            assert_eq!(fax, write(format, &form, &empty, true), "{}: filled or not looks the same", field.name);
            for told in value.lines().filter(|line| !form.title.contains(line)) {
                if matches!(field.kind, FieldKind::Line | FieldKind::Text | FieldKind::Phone) {
                    assert!(!fax.contains(told), "{}: {told}", field.name);
                }
            }
        }
        let fax = write(format, &form, &filled, true);
        let by_phone = if format == SheetFormat::Json { "\"by_phone\": true" } else { "「電話で」" };
        assert_eq!(fax.matches(by_phone).count(), form.fields().filter(|field| !field.fax).count());
        assert!(!fax.contains("生活保護"), "not even as an option");
    }
    assert!(hidden >= 7, "fields were walked: {hidden}");
}

#[test]
fn what_one_receiver_is_not_given_is_held_back_too_and_the_name_on_every_page() {
    let form = form("admission_sheet");
    let (values, head) = (admission(), head());
    let withheld = form.fields().filter(|field| matches!(field.origin, Some(Origin::PersonName | Origin::PersonKana)));
    let withheld: BTreeSet<String> = withheld.map(|field| field.name.clone()).collect();
    for format in SheetFormat::iter() {
        let page = SheetPage { form: &form, values: &values, head: &head, fax: false, withheld: &withheld };
        let text = render(format, &page, &options()).expect("a sheet").text;
        assert!(!text.contains("見本 花子") && !text.contains("ミホン"), "{format}");
    }
}

#[test]
fn the_json_holds_every_field_with_its_value() {
    let (form, values) = (form("admission_sheet"), admission());
    let json: serde_json::Value = serde_json::from_str(&write(SheetFormat::Json, &form, &values, false)).expect("JSON");
    assert_eq!(
        (json["schema"].as_u64(), json["form"].as_str(), json["fax"].as_bool()),
        (Some(1), Some("admission_sheet"), Some(false))
    );
    let fields: Vec<&serde_json::Value> = json["parts"]
        .as_array()
        .expect("parts")
        .iter()
        .flat_map(|part| part["fields"].as_array().expect("fields"))
        .collect();
    assert_eq!(fields.len(), form.fields().count());
    let value = |name: &str| fields.iter().find(|field| field["name"] == name).expect("a field")["value"].clone();
    assert_eq!(value("admitted_on"), "2026-06-11");
    assert_eq!(value("elevator"), true);
    assert_eq!(value("mind"), serde_json::json!(["焦燥・不穏", "不眠"]));
    assert_eq!(value("age"), "83");
}

#[test]
fn markdown_keeps_values_as_text() {
    let form = form("admission_sheet");
    let text = write(SheetFormat::Markdown, &form, &everywhere(&form, "# <b> [x](y) | *z*\n- 二"), false);
    assert!(text.contains("\\# \\<b\\> \\[x\\](y) \\| \\*z\\*\\\n  \\- 二"), "{text}");
    assert_eq!(text.lines().filter(|line| line.starts_with("## ")).count(), form.parts.len());
}

#[test]
fn the_cover_says_what_a_receiver_must_know() {
    let options = options();
    for format in CoverFormat::iter() {
        let text = render_cover(format, &cover(), &options).text;
        for words in [
            "FAX送付状",
            "架空総合病院 御中",
            "地域医療連携室",
            "03-0678-9013",
            "見本居宅介護支援事業所",
            "令和8年6月12日 16:30",
            "4 枚",
            "利用者様の件 (M.H. 様)",
            "受領日時",
            "受領者",
            "03-0123-4568",
            "誤送信",
            "番号の読み返し",
            "「電話で」",
        ] {
            assert!(text.contains(words), "{format}: {words}\n{text}");
        }
        assert!(format != CoverFormat::Text || text.lines().count() <= PAGE_LINES, "{text}");
        let unnamed = render_cover(format, &FaxCover { initials: None, ..cover() }, &options).text;
        assert!(unnamed.contains("利用者様の件") && !unnamed.contains("M.H."));
    }
}

#[test]
fn the_cover_keeps_its_measures_whatever_stands_in_it() {
    let options = options();
    for text in HOSTILE {
        let text = (*text).to_owned();
        let cover = FaxCover {
            to_place: text.clone(),
            to_desk: text.clone(),
            from_phone: text.clone(),
            documents: vec![text.clone(), text.clone()],
            remarks: text.clone(),
            ..cover()
        };
        let made = render_cover(CoverFormat::Text, &cover, &options).text;
        assert!(made.lines().all(|line| line.width_cjk() <= PAGE_CELLS), "{made}");
        assert!(encode(&made, Encoding::Cp932).replaced.is_empty());
        let html = render_cover(CoverFormat::Html, &cover, &options).text;
        assert_eq!(balanced(&html), Ok(()));
        assert!(!html.contains("http") && !html.contains("<script"));
    }
}

#[test]
fn every_format_speaks_both_languages() {
    let options = Options::new(Words::of(Language::En), date(2026, 6, 12));
    let (form, values, head) = (form("discharge_record"), Values::new(), head());
    for format in [SheetFormat::Text, SheetFormat::Markdown, SheetFormat::Html] {
        let page = SheetPage { form: &form, values: &values, head: &head, fax: true, withheld: &BTreeSet::new() };
        let text = render(format, &page, &options).expect("a sheet").text;
        assert!(
            text.contains("(by phone)") && text.contains("does not exist") && !text.contains("sheet.page"),
            "{text}"
        );
    }
}
