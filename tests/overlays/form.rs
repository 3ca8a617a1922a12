use renkei::command::Command;
use renkei::domain::Facility;
use renkei::domain::facility::Ability;
use renkei::form::{Catalogue, Draft, Field, FieldError, Section, Subject};
use renkei::keymap::Scope;
use renkei::overlay::form::{Form, Outcome};
use renkei::paint::Widths;
use renkei::pane::{Act, Input, Question, Request};
use renkei::port::{Put, Record};

use crate::stage::{SIZES, Stage, WIDTHS, draw, facility};

fn hibari() -> Facility {
    let mut facility = facility(1, "ひばり野訪問看護", "03-0555-0101");
    facility.rev = 4;
    facility
}

fn edit(facility: Facility) -> Form {
    Form::new(Draft::edit(Subject::Facility, facility))
}

fn add() -> Form {
    let nothing = renkei::pane::FormFor::Facility(None);
    Form::new(nothing.draft(&Catalogue::default()).expect("its form is known"))
}

fn run(form: &mut Form, stage: &Stage, command: Command) -> Vec<Act> {
    form.update(Input::Command(command), &stage.cx())
}

fn typed(form: &mut Form, stage: &Stage, text: &str) {
    assert_eq!(form.update(Input::Text(text.to_owned()), &stage.cx()), []);
}

fn put(acts: Vec<Act>) -> (&'static str, Facility) {
    match acts.as_slice() {
        [Act::Save { action, puts }] => match puts.as_slice() {
            [Put::Save(Record::Facility(facility))] => (action, facility.clone()),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_edit_is_saved_and_only_then_the_form_closes() {
    let stage = Stage::new(None);
    let mut form = edit(hibari()).by("中村".to_owned()).at_field("person");
    typed(&mut form, &stage, "高橋");
    let (action, saved) = put(run(&mut form, &stage, Command::Save));
    assert_eq!(action, "edit");
    assert_eq!(saved.rev, 4);
    assert_eq!(saved.local.desk.facts.person.as_deref(), Some("高橋"));
    assert_eq!(saved.local.desk.confirmed_on, Some(jiff::civil::date(2026, 6, 12)));
    assert_eq!(saved.local.desk.confirmed_by.as_deref(), Some("中村"));
    assert!(form.is_saving());
    typed(&mut form, &stage, "さん");
    assert_eq!(run(&mut form, &stage, Command::Save), [], "saved once");
    assert_eq!(form.saved(Outcome::Saved, &stage.cx()), [Act::Close]);
}

#[test]
fn a_failed_save_keeps_what_was_typed() {
    let stage = Stage::new(None);
    let mut form = edit(hibari()).at_field("person");
    typed(&mut form, &stage, "高橋");
    run(&mut form, &stage, Command::Save);
    assert_eq!(form.saved(Outcome::Failed("ディスクがいっぱいです".to_owned()), &stage.cx()), []);
    assert!(form.draft().is_dirty());
    let drawn = draw(80, 24, Widths::Narrow, |canvas, area| form.view(canvas, area, &stage.cx()));
    assert!(drawn.text.contains("ディスクがいっぱいです") && drawn.text.contains("高橋"), "{}", drawn.text);
}

#[test]
fn a_stale_save_never_goes_over_theirs_by_itself() {
    let stage = Stage::new(None);
    let mut form = edit(hibari()).at_field("person");
    typed(&mut form, &stage, "高橋");
    for _ in 0..2 {
        let (_, saved) = put(run(&mut form, &stage, Command::Save));
        assert_eq!(saved.rev, 4, "of the record that it was opened on");
        assert_eq!(form.saved(Outcome::Stale, &stage.cx()), []);
    }
    let drawn = draw(80, 24, Widths::Narrow, |canvas, area| form.view(canvas, area, &stage.cx()));
    assert!(drawn.text.contains("まだ保存していません") && drawn.text.contains("高橋"), "{}", drawn.text);
    let mut theirs = hibari();
    theirs.rev = 5;
    theirs.local.desk.facts.person = Some("伊藤".to_owned());
    theirs.local.note.facts = "きのう電話した".to_owned();
    let (_, saved) = put(form.merge(Some(theirs.into()), &["note".to_owned()], &stage.cx()));
    assert_eq!(saved.rev, 5);
    assert_eq!(saved.local.desk.facts.person.as_deref(), Some("高橋"));
    assert_eq!(saved.local.note.facts, "きのう電話した");
}

#[test]
fn a_record_removed_meanwhile_can_be_made_anew() {
    let stage = Stage::new(None);
    let mut form = edit(hibari()).at_field("note");
    typed(&mut form, &stage, "覚え書き");
    run(&mut form, &stage, Command::Save);
    form.saved(Outcome::Stale, &stage.cx());
    let (_, saved) = put(form.merge(None, &[], &stage.cx()));
    assert_eq!((saved.rev, saved.local.note.facts.as_str()), (0, "覚え書き"));
}

#[test]
fn where_only_theirs_is_taken_there_is_nothing_to_save() {
    let stage = Stage::new(None);
    let mut form = edit(hibari()).at_field("note");
    typed(&mut form, &stage, "覚え書き");
    let mut theirs = hibari();
    theirs.rev = 5;
    theirs.local.note.facts = "電話は午後".to_owned();
    assert_eq!(form.merge(Some(theirs.into()), &["note".to_owned()], &stage.cx()), [Act::Close]);
}

#[test]
fn what_is_not_saved_is_gone_on_with_from_a_draft() {
    let stage = Stage::new(None);
    let mut form = edit(hibari()).at_field("person");
    assert_eq!(form.unsaved(), None);
    typed(&mut form, &stage, "高橋");
    let mut kept = form.unsaved().expect("it is not saved");
    kept.fields.insert("a_field_of_a_newer_renkei".to_owned(), "?".to_owned());
    kept.fields.insert("area".to_owned(), "北\u{1b}[31m町".to_owned());
    let mut resumed = Form::resume(&kept, &stage.catalogue).expect("its form is known");
    assert!(resumed.draft().is_dirty());
    assert_ne!(resumed.unsaved().expect("it is not saved").id, kept.id, "the old one may still be open elsewhere");
    let (action, saved) = put(run(&mut resumed, &stage, Command::Save));
    assert_eq!((action, saved.rev), ("edit", 4));
    assert_eq!(saved.local.desk.facts.person.as_deref(), Some("高橋"));
    assert_eq!(saved.local.identity.facts.area.as_deref(), Some("北[31m町"), "sanitised at the door");

    let mut adding = add();
    typed(&mut adding, &stage, "ひばり野サロン");
    let kept = adding.unsaved().expect("it is not saved");
    assert_eq!(kept.base, None);
    let resumed = Form::resume(&kept, &stage.catalogue).expect("its form is known");
    assert!(resumed.draft().is_adding());
    assert_eq!(resumed.draft().base().key(), adding.draft().base().key(), "the same facility, not one more");
}

#[test]
fn escape_asks_only_where_something_would_be_lost() {
    let stage = Stage::new(None);
    let mut form = edit(hibari()).at_field("note");
    assert_eq!(run(&mut form, &stage, Command::Back), [Act::Close]);
    typed(&mut form, &stage, "a");
    let asks = [Act::Open(Request::Confirm(Question::DiscardForm))];
    assert_eq!(run(&mut form, &stage, Command::Back), asks);
    run(&mut form, &stage, Command::DeleteBack);
    assert_eq!(run(&mut form, &stage, Command::Back), [Act::Close]);
}

#[test]
fn adding_needs_a_name_and_a_kind_and_says_so_at_the_fields() {
    let stage = Stage::new(None);
    let mut form = add();
    assert_eq!(run(&mut form, &stage, Command::Save), []);
    let required = |name: &str| (name.to_owned(), FieldError::Required);
    assert_eq!(form.errors(), [required("name"), required("kinds")]);
    assert_eq!(form.field(), "name");
    let drawn = draw(80, 24, Widths::Narrow, |canvas, area| form.view(canvas, area, &stage.cx()));
    assert_eq!(drawn.text.matches("名称と種別").count(), 2, "{}", drawn.text);
    typed(&mut form, &stage, "ひばり野サロン");
    assert_eq!(form.errors(), [required("kinds")], "a mended field says nothing more");
    run(&mut form, &stage, Command::NextField);
    run(&mut form, &stage, Command::NextField);
    assert_eq!(form.field(), "kinds");
    run(&mut form, &stage, Command::Open);
    assert_eq!(form.scope(), Scope::Menu);
    run(&mut form, &stage, Command::Mark);
    run(&mut form, &stage, Command::Down);
    typed(&mut form, &stage, "　");
    run(&mut form, &stage, Command::Open);
    assert_eq!(form.scope(), Scope::Form);
    let (action, saved) = put(run(&mut form, &stage, Command::Save));
    assert_eq!((action, saved.rev), ("add", 0));
    let kinds: Vec<&str> = saved.kinds().iter().map(|kind| kind.code()).collect();
    assert_eq!(kinds, ["local:salon", "local:health_class"]);
}

#[test]
fn answers_are_turned_typed_and_taken_away() {
    let stage = Stage::new(None);
    let mut form = edit(hibari()).at_field("capability.drip");
    let answer = |form: &Form| form.draft().entries().iter().find(|e| e.name() == form.field()).expect("it").ability();
    run(&mut form, &stage, Command::CursorRight);
    assert_eq!(answer(&form), Some(Ability::Yes));
    run(&mut form, &stage, Command::CursorLeft);
    assert_eq!(answer(&form), None);
    for (text, expected) in [
        ("否", Some(Ability::No)),
        ("談", Some(Ability::Ask)),
        ("1", Some(Ability::Yes)),
        ("x", Some(Ability::Yes)),
        ("未", None),
    ] {
        typed(&mut form, &stage, text);
        assert_eq!(answer(&form), expected, "{text}");
    }
}

#[test]
fn enter_goes_on_and_breaks_lines_only_in_the_note() {
    let stage = Stage::new(None);
    let mut form = edit(hibari());
    run(&mut form, &stage, Command::Open);
    assert_eq!(form.field(), "kana");
    let mut form = edit(hibari()).at_field("note");
    typed(&mut form, &stage, "一");
    run(&mut form, &stage, Command::Open);
    typed(&mut form, &stage, "二");
    run(&mut form, &stage, Command::PreviousField);
    assert_eq!(form.field(), "note", "up stays in the note while there is a line");
    run(&mut form, &stage, Command::PreviousField);
    assert_ne!(form.field(), "note");
    let (_, saved) = put(run(&mut form, &stage, Command::Save));
    assert_eq!(saved.local.note.facts, "一\n二");
}

#[test]
fn pages_are_the_groups() {
    let stage = Stage::new(None);
    let mut form = edit(hibari());
    let section = |form: &Form| Field::parse(form.field()).expect("a field").section();
    let mut seen = vec![section(&form)];
    for _ in 0..5 {
        run(&mut form, &stage, Command::PageDown);
        seen.push(section(&form));
    }
    assert_eq!(seen, Section::all());
    run(&mut form, &stage, Command::PageUp);
    assert_eq!(form.field(), "vacancy");
}

#[test]
fn the_cursor_stands_at_the_caret_in_cells_and_long_lines_scroll() {
    let stage = Stage::new(None);
    let mut form = edit(hibari()).at_field("area");
    typed(&mut form, &stage, "北a");
    let at = |form: &Form| {
        let drawn = draw(60, 20, Widths::Narrow, |canvas, area| form.view(canvas, area, &stage.cx()));
        (drawn.cursor.expect("a cursor"), drawn.text)
    };
    let ((x, y), text) = at(&form);
    assert_eq!(x, 17 + 3, "{text}");
    assert!(text.lines().nth(usize::from(y)).is_some_and(|row| row.contains("北a")), "{text}");
    run(&mut form, &stage, Command::CursorLeft);
    assert_eq!(at(&form).0.0, 17 + 2);
    run(&mut form, &stage, Command::LineEnd);
    typed(&mut form, &stage, &"長い地区の名".repeat(8));
    let ((x, _), text) = at(&form);
    assert!((50..60).contains(&x), "{x} in\n{text}");
    assert!(!text.contains("北a"), "{text}");
}

#[test]
fn an_empty_field_shows_what_the_sources_say() {
    let stage = Stage::new(None);
    let form = edit(hibari()).at_field("address");
    let drawn = draw(80, 24, Widths::Narrow, |canvas, area| form.view(canvas, area, &stage.cx()));
    assert!(drawn.text.contains("公開: 03-0555-0101") && drawn.text.contains("公開: 架空県"), "{}", drawn.text);
    assert!(!form.draft().is_dirty());
}

#[test]
fn it_draws_at_every_size_with_every_field_in_focus() {
    let stage = Stage::new(None);
    let mut full = hibari();
    full.local.note.facts = "一行目①\n二行目→\n".repeat(12);
    full.local.identity.facts.name = Some("葛\u{E0100}城ｶﾞ架空①の園".repeat(6));
    for field in Field::all() {
        let mut form = edit(full.clone()).at_field(&field.name());
        for (columns, rows) in SIZES {
            for widths in WIDTHS {
                let drawn = draw(columns, rows, widths, |canvas, area| form.view(canvas, area, &stage.cx()));
                if rows >= 10 {
                    let (x, y) = drawn.cursor.unwrap_or_else(|| panic!("{field:?} has no cursor in\n{}", drawn.text));
                    assert!(x < columns && y < rows);
                }
            }
        }
        if field == Field::Kinds {
            run(&mut form, &stage, Command::Open);
            draw(60, 20, Widths::Wide, |canvas, area| form.view(canvas, area, &stage.cx()));
        }
    }
}
