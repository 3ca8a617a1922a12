use renkei::command::Command;
use renkei::domain::{Facility, Phone};
use renkei::message::{Effect, FileFormat};
use renkei::overlay::copy::{Copy, QrFault};
use renkei::paint::Widths;
use renkei::pane::{Act, Input};
use renkei::port::clipboard::CopyText;
use rstest::rstest;

use crate::decode::decode;
use crate::stage::{SIZES, Stage, WIDTHS, draw, facility};

fn hibari() -> Facility {
    facility(1, "ひばり野訪問看護", "03-0555-0101")
}

fn open(facility: Facility) -> (Stage, Copy) {
    let stage = Stage::new(Some(facility.clone()));
    let (copy, acts) = Copy::new(vec![facility.id], &stage.cx());
    assert_eq!(acts, [], "the selected record needs no loading");
    (stage, copy)
}

fn press(copy: &mut Copy, stage: &Stage, text: &str) -> Vec<Act> {
    copy.update(Input::Text(text.to_owned()), &stage.cx())
}

fn copied(acts: &[Act]) -> &str {
    match acts {
        [Act::Do(Effect::Copy { text: CopyText(text), items: 1 }), Act::Used(_), Act::Close] => text,
        other => panic!("{other:?}"),
    }
}

#[rstest]
#[case("1", "03-0555-0101")]
#[case("１", "03-0555-0101")]
#[case("2", "ひばり野訪問看護 (訪看) 電話 03-0555-0101")]
#[case("3", "ひばり野訪問看護\nヒバリノ\n種別 訪看\n電話 03-0555-0101\n")]
#[case("4", "名称\t種別\t電話")]
#[case("5", "BEGIN:VCARD\r\nVERSION:3.0\r\n")]
#[case("6", "## ひばり野訪問看護\n")]
fn a_digit_copies_at_once_and_the_menu_closes(#[case] digit: &str, #[case] begins: &str) {
    let (stage, mut copy) = open(hibari());
    let acts = press(&mut copy, &stage, digit);
    assert!(copied(&acts).starts_with(begins), "{}", copied(&acts));
}

#[test]
fn what_the_preview_shows_is_what_enter_copies() {
    let (stage, mut copy) = open(hibari());
    copy.update(Input::Command(Command::Down), &stage.cx());
    copy.update(Input::Command(Command::Down), &stage.cx());
    let drawn = draw(80, 24, Widths::Narrow, |canvas, area| copy.view(canvas, area, &stage.cx()));
    let acts = copy.update(Input::Command(Command::Open), &stage.cx());
    for line in copied(&acts).lines() {
        assert!(drawn.text.contains(line), "{line} in\n{}", drawn.text);
    }
}

#[test]
fn the_safe_setting_replaces_and_says_so() {
    let (stage, mut copy) = open(facility(1, "ゔぃおら😀", "03-0555-0101"));
    assert_eq!(press(&mut copy, &stage, "e"), []);
    copy.update(Input::Command(Command::Down), &stage.cx());
    let drawn = draw(80, 24, Widths::Narrow, |canvas, area| copy.view(canvas, area, &stage.cx()));
    assert!(drawn.text.contains("ゔ>ヴ"), "{}", drawn.text);
    assert!(drawn.text.contains("〓"), "{}", drawn.text);
    let acts = press(&mut copy, &stage, "2");
    assert!(copied(&acts).starts_with("ヴぃおら〓"));
}

#[test]
fn the_length_of_a_line_can_be_left_alone() {
    let long = "とても長い名前の架空の訪問看護ステーション北町みなみ支店";
    let (stage, mut copy) = open(facility(1, long, "03-0555-0101"));
    let folded = press(&mut copy, &stage, "3");
    assert!(!copied(&folded).contains(long));
    press(&mut copy, &stage, "l");
    let whole = press(&mut copy, &stage, "3");
    assert!(copied(&whole).contains(long));
}

#[test]
fn several_facilities_are_loaded_first_and_copied_together() {
    let (one, two) = (hibari(), facility(2, "みなみ薬局", "03-0555-0202"));
    let stage = Stage::new(Some(one.clone()));
    let (mut copy, acts) = Copy::new(vec![one.id, two.id], &stage.cx());
    assert_eq!(acts, [Act::Do(Effect::LoadFacility(two.id))]);
    let early = press(&mut copy, &stage, "1");
    assert!(matches!(early.as_slice(), [Act::Say(_)]), "{early:?}");
    copy.loaded(two.id, Some(&two), &stage.cx());
    match press(&mut copy, &stage, "1").as_slice() {
        [Act::Do(Effect::Copy { text: CopyText(text), items: 2 }), Act::Close] => {
            assert_eq!(text, "03-0555-0101  ひばり野訪問看護\n03-0555-0202  みなみ薬局");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(copy.code(), Err(QrFault::OneOnly));
}

#[test]
fn without_a_number_nothing_is_copied_and_it_says_so() {
    let (stage, mut copy) = open(facility(1, "電話のない所", ""));
    let acts = press(&mut copy, &stage, "1");
    assert!(matches!(acts.as_slice(), [Act::Say(sentence)] if sentence.contains("電話")), "{acts:?}");
}

#[test]
fn files_and_the_manual_page_have_the_text() {
    let (stage, mut copy) = open(hibari());
    assert_eq!(press(&mut copy, &stage, "8"), []);
    match press(&mut copy, &stage, "2").as_slice() {
        [
            Act::Do(Effect::WriteFile { format: FileFormat::Csv, text: CopyText(text), items: 1 }),
            Act::Used(_),
            Act::Close,
        ] => {
            assert!(text.starts_with("\u{feff}ID,名称,"), "{text}");
        }
        other => panic!("{other:?}"),
    }
    let (stage, mut copy) = open(hibari());
    copy.update(Input::Command(Command::Down), &stage.cx());
    match press(&mut copy, &stage, "9").as_slice() {
        [Act::Do(Effect::ManualPage(CopyText(text))), Act::Used(_), Act::Close] => {
            assert!(text.starts_with("ひばり野訪問看護 (訪看)"), "{text}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_code_is_that_of_the_number_with_light_around_it() {
    let (stage, mut copy) = open(hibari());
    assert_eq!(press(&mut copy, &stage, "7"), []);
    assert!(copy.wants_whole_screen());
    let expected = qrcode::QrCode::with_error_correction_level("tel:0305550101", qrcode::EcLevel::L).expect("a code");
    assert_eq!(expected.width(), 21, "the smallest there is");
    let drawn = draw(80, 24, Widths::Wide, |canvas, area| copy.view(canvas, area, &stage.cx()));
    let quiet = 1;
    for y in 0..23_u16 {
        for x in 0..23_u16 {
            let inside = (quiet..21 + quiet).contains(&x) && (quiet..21 + quiet).contains(&y);
            let dark = inside && expected[((x - quiet) as usize, (y - quiet) as usize)] == qrcode::Color::Dark;
            for half in 0..2 {
                assert_eq!(drawn.is_reversed(2 * x + half, y), !dark, "module {x},{y}");
            }
        }
    }
    assert!(drawn.text.contains("03-0555-0101"));
    let text = decode(|x, y| !drawn.is_reversed(2 * (x as u16 + quiet), y as u16 + quiet));
    assert_eq!(text, "tel:0305550101");
    press(&mut copy, &stage, "i");
    let inverted = draw(80, 24, Widths::Wide, |canvas, area| copy.view(canvas, area, &stage.cx()));
    assert!(!inverted.is_reversed(0, 0));
}

#[test]
fn half_blocks_say_the_same() {
    let (stage, mut copy) = open(facility(1, "ひばり野訪問看護", "090-0000-0000"));
    press(&mut copy, &stage, "7");
    let drawn = draw(80, 20, Widths::Narrow, |canvas, area| copy.view(canvas, area, &stage.cx()));
    let quiet = 4;
    let text = decode(|x, y| {
        let (x, y) = (x + quiet, y + quiet);
        let (column, row, lower) = (x as u16, (y / 2) as u16, y % 2 == 1);
        match (drawn.buffer[(column, row)].symbol(), drawn.is_reversed(column, row)) {
            (" ", reversed) => !reversed,
            ("▀", false) => lower,
            ("▄", false) => !lower,
            other => panic!("{other:?}"),
        }
    });
    assert_eq!(text, "tel:09000000000");
}

#[test]
fn a_card_to_store_fits_80x24_with_half_blocks_or_says_what_it_needs() {
    let (stage, mut copy) = open(hibari());
    press(&mut copy, &stage, "7");
    press(&mut copy, &stage, "q");
    let code = copy.code().expect("a code");
    let drawn = draw(80, 24, Widths::Narrow, |canvas, area| copy.view(canvas, area, &stage.cx()));
    assert!(drawn.text.contains('▀'), "{}", drawn.text);
    let rows = code.width() + 2;
    let drawn = draw(80, 24, Widths::Wide, |canvas, area| copy.view(canvas, area, &stage.cx()));
    assert!(!drawn.text.contains('▀'));
    assert!(drawn.text.contains(&format!("縦{rows}行")), "{}", drawn.text);
    let drawn = draw(80, 40, Widths::Wide, |canvas, area| copy.view(canvas, area, &stage.cx()));
    assert!(drawn.is_reversed(0, 0));
}

#[test]
fn an_impossible_number_gives_no_code() {
    let (stage, mut copy) = open(facility(1, "番号ちがいの所", "03-1"));
    press(&mut copy, &stage, "7");
    assert_eq!(copy.code(), Err(QrFault::ImpossiblePhone("03-1".to_owned())));
    let drawn = draw(80, 24, Widths::Narrow, |canvas, area| copy.view(canvas, area, &stage.cx()));
    assert!(drawn.text.contains("03-1"), "{}", drawn.text);
    let mut mended = facility(1, "番号ちがいの所", "03-1");
    mended.local.desk.facts.direct_phone = Phone::parse("090-0000-0000");
    let (_, copy) = open(mended);
    assert_eq!(copy.code().expect("a code").number, "090-0000-0000");
}

#[test]
fn escape_goes_back_one_page_then_out() {
    let (stage, mut copy) = open(hibari());
    press(&mut copy, &stage, "8");
    assert_eq!(copy.update(Input::Command(Command::Back), &stage.cx()), []);
    assert_eq!(copy.update(Input::Command(Command::Back), &stage.cx()), [Act::Close]);
}

#[test]
fn it_draws_at_every_size() {
    for page in ["", "7", "8"] {
        let (stage, mut copy) =
            open(facility(1, "とても長い名前の架空の①訪問看護ステーション→北町みなみ支店", "03-0555-0101"));
        press(&mut copy, &stage, page);
        for (columns, rows) in SIZES {
            for widths in WIDTHS {
                draw(columns, rows, widths, |canvas, area| copy.view(canvas, area, &stage.cx()));
            }
        }
    }
}
