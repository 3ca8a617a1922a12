use proptest::prelude::*;
use ratatui::style::Modifier;
use rstest::rstest;

use super::*;
use crate::paint::{picture, uneven_rows};

fn row(width: u16, widths: Widths, act: impl FnOnce(&mut Canvas<'_>)) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
    act(&mut Canvas::new(&mut buffer, widths, Theme::Colour));
    assert_eq!(uneven_rows(&buffer), Vec::<u16>::new());
    buffer
}

#[rstest]
#[case::fits("特別養護", 8, "特別養護|", 8)]
#[case::cut_at_a_kanji("特別養護", 6, "特別..|", 6)]
#[case::one_cell_left_is_blank("特別養護", 7, "特別.. |", 7)]
#[case::cut_in_ascii("abcdef", 5, "abc..|", 5)]
#[case::only_the_mark("特別養護", 2, "..|", 2)]
#[case::half_the_mark("特別", 1, ".|", 1)]
#[case::no_room("特別", 0, "|", 0)]
#[case::half_width_kana("ｶﾞｰﾃﾞﾝ", 5, "ｶﾞｰ..|", 5)]
fn cuts_are_marked(#[case] text: &str, #[case] max: u16, #[case] expected: &str, #[case] used: u16) {
    let buffer = row(12, Widths::Narrow, |c| {
        let got = c.put(0, 0, text, max, Role::Text);
        assert_eq!(got, used);
        c.put(got, 0, "|", 1, Role::Text);
    });
    assert_eq!(picture(&buffer).trim_end(), expected);
}

#[test]
fn the_edge_of_the_buffer_cuts_as_well() {
    let buffer = row(6, Widths::Narrow, |c| {
        assert_eq!(c.put(1, 0, "特別養護", 99, Role::Text), 5);
        assert_eq!(c.put(6, 0, "x", 1, Role::Text), 0);
        assert_eq!(c.put(0, 1, "x", 1, Role::Text), 0);
    });
    assert_eq!(picture(&buffer), " 特..\n");
}

#[test]
fn ambiguous_characters_are_forced_wide_where_the_terminal_makes_them_wide() {
    let buffer = row(8, Widths::Wide, |c| {
        assert_eq!(c.put(0, 0, "○※a", 8, Role::Text), 5);
    });
    assert_eq!(buffer[(0, 0)].cell_width(), 2);
    assert_eq!(buffer[(2, 0)].cell_width(), 2);
    assert_eq!(buffer[(4, 0)].symbol(), "a");
    let narrow = row(8, Widths::Narrow, |c| {
        assert_eq!(c.put(0, 0, "○※a", 8, Role::Text), 3);
    });
    assert_eq!(narrow[(0, 0)].diff_option, CellDiffOption::None);
}

#[test]
fn drawing_over_half_a_wide_character_mends_the_other_half() {
    for widths in [Widths::Narrow, Widths::Wide] {
        let buffer = row(10, widths, |c| {
            c.put(0, 0, "特別○養護", 10, Role::Text);
            c.put(1, 0, "|", 1, Role::Text);
            c.fill(Rect::new(3, 0, 1, 1), Role::Text);
        });
        assert!(picture(&buffer).starts_with(" |  ○"), "{}", picture(&buffer));
        let over_forced = row(6, Widths::Wide, |c| {
            c.put(0, 0, "○○", 6, Role::Text);
            c.put(1, 0, "b", 1, Role::Text);
        });
        assert_eq!(picture(&over_forced), " b○\n");
    }
}

#[test]
fn hits_are_marked_where_they_stand_after_sanitising() {
    let text = "\u{200b}居宅\u{1b}支援";
    let at = text.find("支").unwrap();
    let buffer = row(10, Widths::Narrow, |c| {
        c.put_with_hits(0, 0, text, std::slice::from_ref(&(at..at + "支".len())), 10, Role::Selected);
    });
    let bold = |x: u16| buffer[(x, 0)].modifier.contains(Modifier::BOLD | Modifier::UNDERLINED);
    assert_eq!([bold(0), bold(2), bold(4), bold(6)], [false, false, true, false]);
    assert!(buffer[(4, 0)].modifier.contains(Modifier::REVERSED), "the row stays selected under the hit");
}

#[test]
fn right_aligned_text_ends_at_its_column() {
    let buffer = row(10, Widths::Narrow, |c| {
        assert_eq!(c.put_right(10, 0, "128件", 10, Role::Text), 5);
    });
    assert_eq!(picture(&buffer), "     128件\n");
    let cut = row(10, Widths::Narrow, |c| {
        c.put_right(10, 0, "特別養護老人", 7, Role::Text);
    });
    assert_eq!(picture(&cut), "   特別..\n");
}

#[rstest]
#[case(Widths::Narrow, "── 済 ───\n")]
#[case(Widths::Wide, "-- 済 ---\n")]
fn rules_carry_captions(#[case] widths: Widths, #[case] expected: &str) {
    let buffer = row(9, widths, |c| c.rule(Rect::new(0, 0, 9, 1), "済"));
    assert_eq!(picture(&buffer), expected);
}

#[test]
fn the_cursor_stays_on_the_screen() {
    row(9, Widths::Narrow, |c| {
        c.set_cursor(20, 5);
        assert_eq!(c.cursor, Some(Position { x: 8, y: 0 }));
    });
    let mut nothing = Buffer::empty(Rect::ZERO);
    let mut canvas = Canvas::new(&mut nothing, Widths::Narrow, Theme::Colour);
    canvas.set_cursor(0, 0);
    canvas.put(0, 0, "x", 5, Role::Text);
    canvas.rule(Rect::new(0, 0, 80, 1), "x");
    assert_eq!(canvas.cursor, None);
}

/// The payloads of systems.md 3.3: nothing that a terminal obeys or hides comes through.
#[rstest]
#[case("\u{1b}]52;c;aGFsbG8=\u{7}")]
#[case("\u{1b}[2J\u{1b}[H")]
#[case("\u{9b}31m\u{9d}0;t\u{9c}")]
#[case("\u{1b}P+q\u{1b}\\")]
#[case("\u{1b}]0;title\u{7}")]
#[case("a\rb\nc\td\u{8}e\u{7f}f\0g")]
#[case("\u{202e}gnp.exe\u{202c}")]
#[case("\u{2066}a\u{2069}\u{200e}\u{200f}\u{61c}")]
#[case("a\u{200b}b\u{200d}c\u{2060}d\u{feff}e")]
#[case("☎\u{fe0f}⚠\u{fe0f}1\u{fe0f}\u{20e3}")]
#[case("👍\u{1f3fd}\u{200d}👩")]
#[case("soft\u{ad}hyphen")]
#[case("\u{e0041}\u{e007f}tag")]
#[case("\u{fff9}x\u{fffa}y\u{fffb}")]
fn hostile_text_is_harmless(#[case] text: &str) {
    let buffer = row(40, Widths::Narrow, |c| {
        c.put(0, 0, text, 20, Role::Text);
        c.put_with_hits(20, 0, text, std::slice::from_ref(&(0..text.len())), 20, Role::Text);
    });
    for cell in buffer.content() {
        for c in cell.symbol().chars() {
            assert!(!crate::domain::text::is_unsafe(c), "{c:?}");
            assert!(!matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}'), "{c:?}");
        }
    }
}

proptest! {
    #[test]
    fn put_keeps_within_its_cells(
        text in any::<String>().boxed().prop_union("[あ-んａｊ○※ｶﾞ漢字\u{3099}👨\u{200d}a-z ]{0,40}".boxed()),
        before in "[漢○a]{0,20}",
        x in 0u16..45, y in 0u16..4, max in 0u16..50, wide: bool,
    ) {
        let widths = if wide { Widths::Wide } else { Widths::Narrow };
        let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 3));
        let mut canvas = Canvas::new(&mut buffer, widths, Theme::Colour);
        canvas.put(0, 1, &before, 40, Role::Text);
        let sentinel = canvas.buffer.clone();
        let used = canvas.put(x, y, &text, max, Role::Bar);
        prop_assert!(used <= max);
        prop_assert_eq!(uneven_rows(&buffer), Vec::<u16>::new());
        for cy in 0..3 {
            for cx in 0..40 {
                let inside = cy == y && cx >= x && cx < x.saturating_add(max);
                let mended = cy == y && cx < x && sentinel[(cx, cy)].cell_width() > x - cx;
                if inside || mended {
                    continue;
                }
                prop_assert_eq!(&sentinel[(cx, cy)].symbol(), &buffer[(cx, cy)].symbol());
                prop_assert!(!buffer[(cx, cy)].modifier.contains(Modifier::REVERSED));
            }
        }
    }

    #[test]
    fn what_fits_is_drawn_whole(text in "[a-z漢字かなｶﾞ○]{0,12}", wide: bool) {
        let widths = if wide { Widths::Wide } else { Widths::Narrow };
        let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 1));
        let mut canvas = Canvas::new(&mut buffer, widths, Theme::Colour);
        let used = canvas.put(0, 0, &text, 40, Role::Text);
        prop_assert_eq!(used, canvas.width(&text));
        let shown = picture(&buffer);
        prop_assert_eq!(shown.trim_end(), text.as_str());
    }
}

#[test]
fn a_blank_where_a_wide_character_was_cut_in_half_is_sent_again() {
    let area = Rect::new(0, 0, 8, 1);
    let drawn = |text: &str| {
        let mut buffer = Buffer::empty(area);
        let mut canvas = Canvas::new(&mut buffer, Widths::Narrow, Theme::Monochrome);
        canvas.fill(area, Role::Bar);
        canvas.put(0, 0, text, 8, Role::Bar);
        buffer
    };
    // 字 moves one cell to the left; the right half of the old one becomes a blank of the bar.
    let (old, new) = (drawn("a字 b"), drawn("字 b"));
    let sent: Vec<u16> = old.diff(&new).into_iter().map(|(x, _, _)| x).collect();
    assert!(sent.contains(&2), "the blank at 2 is not among {sent:?}");
}
