use renkei::command::Command;
use renkei::domain::{Facility, FacilityId};
use renkei::overlay::confirm::Confirm;
use renkei::pane::{Act, Input, Question};
use renkei::port::{EntityKind, Put};

use crate::stage::{SIZES, Stage, WIDTHS, draw, facility};

fn by_hand() -> Facility {
    let mut facility = Facility::new(FacilityId::from_bytes([7; 16]));
    facility.rev = 3;
    facility.local.identity.facts.name = Some("ひばり野サロン".to_owned());
    facility
}

fn run(confirm: &mut Confirm, stage: &Stage, command: Command) -> Vec<Act> {
    confirm.update(Input::Command(command), &stage.cx())
}

#[test]
fn enter_on_what_is_offered_first_harms_nothing() {
    let stage = Stage::new(Some(by_hand()));
    for question in [Question::DiscardForm, Question::Remove(by_hand().id)] {
        let mut confirm = Confirm::new(question);
        assert_eq!(run(&mut confirm, &stage, Command::Open), [Act::Close]);
        assert_eq!(run(&mut confirm, &stage, Command::Back), [Act::Close]);
        assert_eq!(run(&mut confirm, &stage, Command::Remove), [], "the key that asked answers nothing");
        assert_eq!(confirm.update(Input::Text("d".to_owned()), &stage.cx()), []);
    }
}

#[test]
fn the_other_answer_is_one_step_away() {
    let stage = Stage::new(Some(by_hand()));
    let mut confirm = Confirm::new(Question::DiscardForm);
    run(&mut confirm, &stage, Command::Right);
    assert_eq!(run(&mut confirm, &stage, Command::Open), [Act::Close, Act::Close]);

    let mut confirm = Confirm::new(Question::Remove(by_hand().id));
    run(&mut confirm, &stage, Command::Right);
    let put = Put::Remove { kind: EntityKind::Facility, key: by_hand().id.to_bytes(), rev: 3 };
    assert_eq!(run(&mut confirm, &stage, Command::Open), [Act::Close, Act::Save { action: "remove", puts: vec![put] }]);
}

#[test]
fn a_published_facility_is_not_removed() {
    let published = facility(1, "ひばり野訪問看護", "03-0555-0101");
    let id = published.id;
    let stage = Stage::new(Some(published));
    let mut confirm = Confirm::new(Question::Remove(id));
    run(&mut confirm, &stage, Command::Right);
    assert_eq!(run(&mut confirm, &stage, Command::Open), [Act::Close]);
}

#[test]
fn what_is_not_loaded_is_not_removed_without_a_word() {
    let stage = Stage::new(None);
    let mut confirm = Confirm::new(Question::Remove(by_hand().id));
    run(&mut confirm, &stage, Command::Right);
    let acts = run(&mut confirm, &stage, Command::Open);
    assert!(matches!(acts.as_slice(), [Act::Close, Act::Say(_)]), "{acts:?}");
}

#[test]
fn quitting_is_the_second_press_or_enter() {
    let stage = Stage::new(None);
    let quit = [Act::Close, Act::Quit];
    assert_eq!(run(&mut Confirm::new(Question::Quit), &stage, Command::Quit), quit);
    assert_eq!(run(&mut Confirm::new(Question::Quit), &stage, Command::Open), quit);
    assert_eq!(Confirm::new(Question::Quit).update(Input::Text("q".to_owned()), &stage.cx()), quit);
    assert_eq!(run(&mut Confirm::new(Question::Quit), &stage, Command::Back), [Act::Close]);
}

#[test]
fn it_draws_at_every_size() {
    let stage = Stage::new(Some(by_hand()));
    for question in [Question::Quit, Question::DiscardForm, Question::Remove(by_hand().id)] {
        let confirm = Confirm::new(question);
        for (columns, rows) in SIZES {
            for widths in WIDTHS {
                draw(columns, rows, widths, |canvas, area| confirm.view(canvas, area, &stage.cx()));
            }
        }
        let drawn = draw(80, 24, WIDTHS[0], |canvas, area| confirm.view(canvas, area, &stage.cx()));
        let (x, y) = drawn.cursor.expect("a cursor");
        assert!(drawn.is_reversed(x, y), "{}", drawn.text);
    }
}
