use renkei::command::Command;
use renkei::overlay::confirm::Confirm;
use renkei::pane::{Act, Input, Question, Resolution};
use renkei::port::GroupId;

use crate::stage::{SIZES, Stage, WIDTHS, draw};

fn group() -> Question {
    Question::UndoGroup { group: GroupId(12), what: "12 2026-06-12 10:30 架空花子 編集 3件".to_owned() }
}

fn rest() -> Question {
    Question::UndoRest { group: GroupId(12), rest: 7, why: "2 件が、そのあと変わっています".to_owned() }
}

fn run(confirm: &mut Confirm, stage: &Stage, command: Command) -> Vec<Act> {
    confirm.update(Input::Command(command), &stage.cx())
}

#[test]
fn enter_on_what_is_offered_first_harms_nothing() {
    let stage = Stage::new(None);
    for question in [Question::DiscardForm, rest()] {
        let mut confirm = Confirm::new(question);
        assert_eq!(run(&mut confirm, &stage, Command::Open), [Act::Close]);
        assert_eq!(run(&mut confirm, &stage, Command::Back), [Act::Close]);
        assert_eq!(run(&mut confirm, &stage, Command::Remove), [], "the key that asked answers nothing");
        assert_eq!(confirm.update(Input::Text("d".to_owned()), &stage.cx()), []);
    }
}

#[test]
fn the_other_answer_is_one_step_away() {
    let stage = Stage::new(None);
    let mut confirm = Confirm::new(Question::DiscardForm);
    run(&mut confirm, &stage, Command::Right);
    assert_eq!(
        run(&mut confirm, &stage, Command::Open),
        [Act::Resolve(Resolution::KeepDraft)],
        "nothing typed is lost"
    );
    run(&mut confirm, &stage, Command::Right);
    assert_eq!(run(&mut confirm, &stage, Command::Open), [Act::Close, Act::Close]);

    for (question, keep_changed) in [(group(), false), (rest(), true)] {
        let mut confirm = Confirm::new(question);
        run(&mut confirm, &stage, Command::Right);
        let undo = Act::Undo { group: GroupId(12), keep_changed };
        assert_eq!(run(&mut confirm, &stage, Command::Open), [Act::Close, undo]);
    }
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
    let stage = Stage::new(None);
    for question in [Question::Quit, Question::DiscardForm, group(), rest()] {
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
