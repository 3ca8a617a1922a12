//! The HTML as paper: printed by a headless browser, its pages counted and read back.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use renkei::domain::sheet::{Answer, SheetForm, Values};
use renkei::exchange::export::sheet::{CoverFormat, SheetFormat, render_cover};

use super::sample::{admission, builtin, cover, filled, form, options, write};

/// Where a program lies; the reason to skip is said on stderr.
fn find(program: &str) -> Option<PathBuf> {
    let found =
        ["/usr/bin", "/usr/local/bin", "/bin"].iter().map(|dir| Path::new(dir).join(program)).find(|p| p.exists());
    if found.is_none() {
        eprintln!("SKIPPED: there is no {program} here");
    }
    found
}

/// A folder in which somebody wants to look at what is printed.
#[expect(clippy::disallowed_methods, reason = "a test's own switch")]
fn print_to() -> Option<std::ffi::OsString> {
    std::env::var_os("RENKEI_PRINT_TO")
}

/// The pages of the printed form as text; `None` where this machine cannot print.
fn printed(form: &SheetForm, values: &Values, fax: bool) -> Option<Vec<String>> {
    let name = format!("{}{}", form.name, if fax { "-fax" } else { "" });
    paper(&name, &write(SheetFormat::Html, form, values, fax))
}

/// The headless browser; the reason to skip is said on stderr.
pub(super) fn browser() -> Option<PathBuf> {
    find("chromium")
}

/// What makes it print and do nothing else, with a profile of its own in the folder.
pub(super) fn quiet(folder: &Path) -> Vec<String> {
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    let flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
    ];
    flags.iter().map(|flag| (*flag).to_owned()).chain([profile]).collect()
}

pub(super) fn paper(name: &str, text: &str) -> Option<Vec<String>> {
    let (chromium, pdftotext, fonts) = (browser()?, find("pdftotext")?, find("fc-list")?);
    let fonts = Command::new(fonts).arg(":lang=ja").output().expect("fc-list runs");
    if fonts.stdout.is_empty() {
        eprintln!("SKIPPED: there is no Japanese font here");
        return None;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (html, pdf) = (folder.path().join("sheet.html"), folder.path().join("sheet.pdf"));
    fs::write(&html, text).expect("the HTML is written");
    if let Some(keep) = print_to() {
        let _ = fs::copy(&html, Path::new(&keep).join(name).with_extension("html"));
    }
    let out = Command::new(chromium)
        .args(quiet(folder.path()))
        .arg("--no-pdf-header-footer")
        .arg(format!("--print-to-pdf={}", pdf.display()))
        .arg(format!("file://{}", html.display()))
        .env("HOME", folder.path())
        .output()
        .expect("chromium runs");
    assert!(pdf.exists(), "nothing was printed: {}", String::from_utf8_lossy(&out.stderr));
    let text = Command::new(pdftotext).arg("-layout").arg(&pdf).arg("-").output().expect("pdftotext runs");
    let text = String::from_utf8(text.stdout).expect("UTF-8");
    Some(text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect())
}

/// Without blanks and line breaks: where they fall is the paper's affair.
pub(super) fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn a_filled_sheet_prints_on_its_pages_with_nothing_cut() {
    let (form, values) = (form("admission_sheet"), admission());
    let Some(pages) = printed(&form, &values, false) else { return };
    assert!(pages.len() <= 4, "{} pages", pages.len());
    let text = bare(&pages.concat());
    for part in &form.parts {
        assert!(text.contains(&bare(&part.title)), "{}", part.title);
        for field in &part.fields {
            match field.answer(values.get(&field.name).map(String::as_str)) {
                Answer::Said(said) if said.chars().count() < 12 => {
                    assert!(text.contains(&bare(&said)), "{}: {said}", field.name);
                }
                Answer::Marked(marks) => {
                    for mark in marks.iter().filter(|mark| mark.chosen && mark.text.chars().count() < 8) {
                        assert!(text.contains(&format!("レ{}", bare(&mark.text))), "{}: {}", field.name, mark.text);
                    }
                }
                Answer::Said(_) | Answer::Blank | Answer::ByPhone => {}
            }
        }
        // Lines of two cells that stand side by side are mixed in the text: the last value is looked for by its pieces.
        let last = part.fields.iter().rev().find_map(|field| {
            match field.answer(values.get(&field.name).map(String::as_str)) {
                Answer::Said(said) => Some(bare(&said)),
                Answer::Marked(_) | Answer::Blank | Answer::ByPhone => None,
            }
        });
        if let Some(last) = last {
            let pieces: Vec<char> = last.chars().collect();
            assert!(
                pieces.chunks(6).all(|piece| text.contains(&piece.iter().collect::<String>())),
                "{}: {last}",
                part.title
            );
        }
    }
    for (at, page) in pages.iter().enumerate() {
        assert!(bare(page).contains(&format!("{}/{}", at + 1, pages.len())), "page {}: {page}", at + 1);
        assert!(bare(page).contains("見本花子様"), "page {}", at + 1);
    }
}

#[test]
fn a_printed_fax_hides_what_must_not_be_faxed() {
    let (form, values) = (form("admission_sheet"), admission());
    let Some(pages) = printed(&form, &values, true) else { return };
    let text = bare(&pages.concat());
    for never in ["架空性腫瘍", "生活保護", "見本年金", "架空市福祉事務所", "長女のみに説明済み"]
    {
        assert!(!text.contains(never), "{never}");
    }
    assert_eq!(text.matches("「電話で」").count(), form.fields().filter(|field| !field.fax).count());
}

#[test]
fn the_cover_prints_on_one_page() {
    let html = render_cover(CoverFormat::Html, &cover(), &options()).text;
    let Some(pages) = paper("cover", &html) else { return };
    assert_eq!(pages.len(), 1);
    assert!(bare(&pages[0]).contains("受領者") && bare(&pages[0]).contains("誤送信"));
}

#[test]
fn the_other_forms_print_too() {
    for name in ["discharge_record", "conference_record"] {
        let form = form(name);
        let Some(pages) = printed(&form, &filled(&form, "文"), false) else { return };
        assert!(pages.len() <= 3, "{name}: {} pages", pages.len());
    }
}

#[test]
fn every_form_prints_whole_also_with_long_texts() {
    let long = "長い文が続いても、枠の中で折り返され、次の頁へ送られ、最後の一文字まで残る。".repeat(12);
    for form in builtin() {
        let Some(pages) = printed(&form, &filled(&form, &long), false) else { return };
        let text = bare(&pages.concat());
        let count = form
            .fields()
            .filter(|field| {
                matches!(field.kind, renkei::domain::sheet::FieldKind::Line | renkei::domain::sheet::FieldKind::Text)
            })
            .count();
        // 頁 stands once in each sentence, and nowhere else.
        assert_eq!(text.matches('頁').count(), count * 12, "{}", form.name);
    }
}

/// Every export of the sample, for looking at: `RENKEI_PRINT_TO=folder`.
#[test]
fn the_sample_is_kept_where_somebody_asks_for_it() {
    let Some(folder) = print_to() else { return };
    let (form, values) = (form("admission_sheet"), admission());
    for (format, ending) in [(SheetFormat::Text, "txt"), (SheetFormat::Markdown, "md"), (SheetFormat::Json, "json")] {
        let path = Path::new(&folder).join("admission_sheet").with_extension(ending);
        fs::write(path, write(format, &form, &values, false)).expect("it is written");
    }
}
