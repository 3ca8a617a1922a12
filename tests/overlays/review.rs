use jiff::civil::date;
use renkei::command::Command;
use renkei::domain::{Doubt, DoubtId, DoubtReason, Facility, Verdict};
use renkei::message::Effect;
use renkei::overlay::review::{Outcome, Review};
use renkei::paint::Widths;
use renkei::pane::{Act, Input};
use renkei::port::{EntityKind, Put, Record};

use crate::stage::{SIZES, Stage, WIDTHS, draw, facility};

fn one() -> Facility {
    facility(1, "ひばり野訪問看護", "03-0555-0101")
}

fn two() -> Facility {
    facility(2, "訪問看護ひばり野", "03-0555-0101")
}

fn doubt(number: u8, verdict: Option<Verdict>) -> Doubt {
    Doubt {
        id: DoubtId::from_bytes([number; 16]),
        rev: 2,
        a: one().id,
        b: two().id,
        reason: DoubtReason::NameAndLot,
        found_on: date(2026, 6, 1),
        verdict,
    }
}

/// Stands for the import's own: the second goes, the first stays, the third pair becomes another one.
fn merge(a: Facility, b: Facility, doubts: &[Doubt], label: &dyn Fn(&str) -> String) -> Vec<Put> {
    assert_eq!(doubts.len(), 3, "decided pairs too");
    assert_eq!(label("preferred_way"), "連絡方法");
    vec![
        Put::Remove { kind: EntityKind::Facility, key: b.id.to_bytes(), rev: b.rev },
        Put::Save(Record::Facility(a)),
        Put::Save(Record::Doubt(doubt(1, Some(Verdict::Same)))),
        Put::Save(Record::Doubt(moved())),
    ]
}

fn moved() -> Doubt {
    Doubt { b: facility(9, "よその所", "03-0555-0909").id, ..doubt(3, None) }
}

fn open() -> (Stage, Review) {
    let doubts = vec![doubt(1, None), doubt(2, Some(Verdict::Same)), doubt(3, None)];
    let (mut review, acts) = Review::new(doubts, merge);
    assert_eq!(acts, [Act::Do(Effect::LoadFacility(one().id)), Act::Do(Effect::LoadFacility(two().id))]);
    review.loaded(one().id, Some(&one()));
    review.loaded(two().id, Some(&two()));
    (Stage::new(None), review)
}

fn press(review: &mut Review, stage: &Stage, text: &str) -> Vec<Act> {
    review.update(Input::Text(text.to_owned()), &stage.cx())
}

#[test]
fn the_same_place_is_merged_and_the_verdict_kept_in_one_write() {
    let (stage, mut review) = open();
    let doubts = [doubt(1, None), doubt(2, Some(Verdict::Same)), doubt(3, None)];
    let puts = merge(one(), two(), &doubts, &|_| "連絡方法".to_owned());
    assert_eq!(press(&mut review, &stage, "1"), [Act::Save { action: "merge", puts }]);
    assert!(review.is_saving());
    assert_eq!(press(&mut review, &stage, "1"), []);
    let loads = [Act::Do(Effect::LoadFacility(one().id)), Act::Do(Effect::LoadFacility(moved().b))];
    assert_eq!(review.saved(Outcome::Saved), loads, "the next pair, as the merge left it");
    assert_eq!(review.doubt(), Some(&Doubt { rev: 3, ..moved() }));
}

#[test]
fn the_imports_own_merge_fits() {
    let (mut review, _) = Review::new(vec![doubt(1, None)], renkei::exchange::import::merge);
    review.loaded(one().id, Some(&one()));
    review.loaded(two().id, Some(&two()));
    let acts = press(&mut review, &Stage::new(None), "1");
    let [Act::Save { action: "merge", puts }] = acts.as_slice() else { panic!("{acts:?}") };
    assert!(puts.contains(&Put::Save(Record::Doubt(doubt(1, Some(Verdict::Same))))), "{puts:?}");
    assert_eq!(review.saved(Outcome::Saved), []);
    assert!(review.doubt().is_none());
}

#[test]
fn different_places_are_kept_apart() {
    let (stage, mut review) = open();
    let puts = vec![Put::Save(Record::Doubt(doubt(1, Some(Verdict::Different))))];
    assert_eq!(press(&mut review, &stage, "２"), [Act::Save { action: "keep_apart", puts }]);
}

#[test]
fn enter_on_what_is_offered_first_decides_nothing() {
    let (stage, mut review) = open();
    let acts = review.update(Input::Command(Command::Open), &stage.cx());
    assert_eq!(acts.len(), 2, "the next pair is loaded: {acts:?}");
    assert_eq!(press(&mut review, &stage, "3"), [Act::Close], "after the last");
}

#[test]
fn nothing_is_merged_before_both_are_seen_or_when_one_is_gone() {
    let (mut review, _) = Review::new(vec![doubt(1, None)], merge);
    let stage = Stage::new(None);
    assert_eq!(press(&mut review, &stage, "1"), []);
    review.loaded(one().id, Some(&one()));
    review.loaded(two().id, None);
    assert_eq!(press(&mut review, &stage, "1"), []);
    assert_eq!(press(&mut review, &stage, "2").len(), 1, "kept apart it can be");
}

#[test]
fn a_refused_write_keeps_the_pair_and_reads_it_anew() {
    let (stage, mut review) = open();
    press(&mut review, &stage, "1");
    assert_eq!(review.saved(Outcome::Failed("先に直されました".to_owned())).len(), 2);
    assert_eq!(review.doubt().map(|d| d.id), Some(DoubtId::from_bytes([1; 16])));
    let drawn = draw(80, 24, Widths::Narrow, |canvas, area| review.view(canvas, area, &stage.cx()));
    assert!(drawn.text.contains("先に直されました"), "{}", drawn.text);
}

#[test]
fn both_stand_side_by_side_with_what_differs_marked() {
    let (stage, review) = open();
    let drawn = draw(80, 24, Widths::Narrow, |canvas, area| review.view(canvas, area, &stage.cx()));
    let row = drawn.text.lines().find(|row| row.contains("名称")).expect("a row");
    assert!(
        row.starts_with("*名称") && row.contains("ひばり野訪問看護") && row.contains("訪問看護ひばり野"),
        "{}",
        drawn.text
    );
    assert!(drawn.text.lines().any(|row| row.starts_with(" 電話")), "{}", drawn.text);
    assert!(drawn.text.contains("名前と番地が同じ") && drawn.text.contains("1 / 2"), "{}", drawn.text);
    let (x, y) = drawn.cursor.expect("a cursor");
    assert!(drawn.is_reversed(x, y));
}

#[test]
fn an_empty_list_says_so() {
    let (mut review, acts) = Review::new(Vec::new(), merge);
    assert_eq!(acts, []);
    let stage = Stage::new(None);
    assert_eq!(press(&mut review, &stage, "1"), []);
    let drawn = draw(60, 20, Widths::Narrow, |canvas, area| review.view(canvas, area, &stage.cx()));
    assert!(drawn.text.contains("ありません"), "{}", drawn.text);
}

#[test]
fn it_draws_at_every_size() {
    let (stage, review) = open();
    for (columns, rows) in SIZES {
        for widths in WIDTHS {
            draw(columns, rows, widths, |canvas, area| review.view(canvas, area, &stage.cx()));
        }
    }
}
