//! The help page (which is the palette) and the which-key box, headless.

use jiff::Zoned;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use renkei::command::Command;
use renkei::keymap::{Chord, Keymap, Lookup, Preset, Scope};
use renkei::message::Session;
use renkei::model::Registry;
use renkei::overlay::help::Help;
use renkei::overlay::which_key;
use renkei::paint::{Canvas, Theme, Widths, picture, uneven_rows};
use renkei::pane::{Act, Context, Input};
use renkei::port::Now;
use renkei::words::{Language, Words};

struct World {
    registry: Registry,
    casebook: renkei::model::Casebook,
    session: Session,
    keymap: Keymap,
    now: Now,
    words: &'static Words,
    catalogue: renkei::form::Catalogue,
}

impl World {
    fn new(language: Language) -> Self {
        #[expect(clippy::disallowed_methods, reason = "a test needs some instant; nothing is measured with it")]
        let mono = std::time::Instant::now();
        let wall: Zoned = "2026-06-12T09:41:00+09:00[Asia/Tokyo]".parse().expect("a time");
        Self {
            registry: Registry::default(),
            casebook: renkei::model::Casebook::new(std::sync::Arc::default(), jiff::civil::date(2026, 6, 12)),
            session: Session::default(),
            keymap: Keymap::default(),
            now: Now { mono, wall },
            words: Words::of(language),
            catalogue: renkei::form::Catalogue::default(),
        }
    }

    fn context(&self) -> Context<'_> {
        Context {
            fire_policy: "",
            places: &PLACES,
            registry: &self.registry,
            casebook: &self.casebook,
            selected: None,
            session: &self.session,
            words: self.words,
            keymap: &self.keymap,
            now: &self.now,
            drafts: &[],
            others: &[],
            waiting: false,
            catalogue: &self.catalogue,
        }
    }

    fn help(&self, about: Scope) -> Help {
        Help::new(false, about, &self.context(), |command| {
            (command == Command::Undo).then(|| self.words.get("command.undo.short").to_owned())
        })
    }
}

static PLACES: renkei::domain::publication::PlaceNames = renkei::domain::publication::PlaceNames::new();

fn type_text(help: &mut Help, text: &str, world: &World) {
    assert_eq!(help.update(Input::Text(text.into()), &world.context()), []);
}

fn press(help: &mut Help, command: Command, world: &World) -> Vec<Act> {
    help.update(Input::Command(command), &world.context())
}

fn draw(help: &Help, world: &World, columns: u16, rows: u16, widths: Widths) -> (String, Option<(u16, u16)>) {
    let area = Rect::new(0, 0, columns, rows);
    let mut buffer = Buffer::empty(area);
    let mut canvas = Canvas::new(&mut buffer, widths, Theme::Monochrome);
    help.view(&mut canvas, area, &world.context());
    let cursor = canvas.cursor.map(|at| (at.x, at.y));
    assert_eq!(uneven_rows(&buffer), [] as [u16; 0]);
    (picture(&buffer), cursor)
}

#[test]
fn every_command_is_listed_and_those_of_the_place_come_first() {
    use strum::IntoEnumIterator;
    let world = World::new(Language::Ja);
    let help = world.help(Scope::List);
    let listed: Vec<Command> = help.matching().iter().map(|row| row.command).collect();
    assert_eq!(listed.len(), Command::iter().count());
    let here = listed.iter().take_while(|command| !world.keymap.keys_of(Scope::List, **command).is_empty()).count();
    assert!(listed[here..].iter().all(|command| world.keymap.keys_of(Scope::List, *command).is_empty()));
    assert!(here > 30);
}

#[test]
fn typing_filters_by_title_help_key_and_name_in_any_width() {
    let world = World::new(Language::Ja);
    for (typed, wanted) in [
        ("電話番号", Command::CopyPhone),
        ("copy-phone", Command::CopyPhone),
        ("ＣＯＰＹ－ＰＨＯＮＥ", Command::CopyPhone),
        ("ctrl-t", Command::CopyPhone),
        ("文字 幅", Command::Repaint),
    ] {
        let mut help = world.help(Scope::List);
        type_text(&mut help, typed, &world);
        let listed: Vec<Command> = help.matching().iter().map(|row| row.command).collect();
        assert!(listed.contains(&wanted), "{typed}: {listed:?}");
        assert!(listed.len() < 8, "{typed}: {listed:?}");
    }
}

#[test]
fn enter_closes_and_runs_what_is_selected() {
    let world = World::new(Language::Ja);
    let mut help = world.help(Scope::List);
    type_text(&mut help, "repaint", &world);
    assert_eq!(press(&mut help, Command::Open, &world), [Act::Close, Act::Run(Command::Repaint)]);
}

#[test]
fn what_cannot_run_now_stays_listed_and_says_why() {
    let world = World::new(Language::Ja);
    let mut help = world.help(Scope::List);
    type_text(&mut help, "undo", &world);
    assert_eq!(press(&mut help, Command::Open, &world), [Act::Say("今は使えません: 戻す".into())]);

    let mut help = world.help(Scope::List);
    type_text(&mut help, "save", &world);
    let [Act::Say(sentence)] = &press(&mut help, Command::Open, &world)[..] else { panic!("a sentence") };
    assert!(sentence.contains("書き込む画面"), "{sentence}");
}

#[test]
fn nothing_typed_that_matches_runs_nothing_and_letters_can_be_taken_back() {
    let world = World::new(Language::Ja);
    let mut help = world.help(Scope::List);
    type_text(&mut help, "repaintx", &world);
    assert!(help.matching().is_empty());
    assert_eq!(press(&mut help, Command::Open, &world), []);
    press(&mut help, Command::DeleteBack, &world);
    assert_eq!(help.matching().len(), 1);
    press(&mut help, Command::DeleteToStart, &world);
    assert!(help.matching().len() > 40);
}

#[test]
fn esc_closes() {
    let world = World::new(Language::Ja);
    let mut help = world.help(Scope::List);
    assert_eq!(press(&mut help, Command::Back, &world), [Act::Close]);
    assert_eq!(help.scope(), Scope::Help);
}

#[test]
fn moving_stays_within_the_list() {
    let world = World::new(Language::Ja);
    let mut help = world.help(Scope::List);
    press(&mut help, Command::Up, &world);
    assert_eq!(press(&mut help, Command::Open, &world), [Act::Close, Act::Run(Command::Search)]);
    press(&mut help, Command::Bottom, &world);
    press(&mut help, Command::PageDown, &world);
    let (shown, _) = draw(&help, &world, 80, 24, Widths::Narrow);
    let last = help.matching().last().map(|row| world.words.get(&row.command.title_key()).to_owned()).expect("a row");
    assert!(shown.lines().any(|line| line.starts_with(&format!(">{last}"))), "{shown}");
}

#[test]
fn tab_shows_the_keys_of_each_preset_and_comes_back() {
    let world = World::new(Language::Ja);
    let mut help = world.help(Scope::List);
    type_text(&mut help, "copy-phone", &world);
    let mut seen = Vec::new();
    for _ in 0..5 {
        seen.push(draw(&help, &world, 80, 24, Widths::Narrow).0);
        press(&mut help, Command::NextPane, &world);
    }
    assert!(seen[0].contains("キー") && !seen[0].contains("y y"), "{}", seen[0]);
    assert!(seen[1].contains("vim") && seen[1].contains("y y"), "{}", seen[1]);
    assert!(seen[2].contains("emacs"), "{}", seen[2]);
    assert!(seen[3].contains("やさしい"), "{}", seen[3]);
    assert_eq!(seen[4], seen[0]);
}

#[test]
fn a_persons_own_key_is_shown() {
    let mut world = World::new(Language::En);
    world.keymap = Keymap::with_user(Preset::Yasashii, "[list]\n\"f12\" = \"pin\"\n").expect("valid");
    let mut help = world.help(Scope::List);
    type_text(&mut help, "f12", &world);
    assert_eq!(help.matching().len(), 1);
    assert!(draw(&help, &world, 80, 24, Widths::Narrow).0.contains("F12"));
}

#[test]
fn the_cursor_stands_behind_what_was_typed() {
    let world = World::new(Language::Ja);
    let mut help = world.help(Scope::List);
    let (_, empty) = draw(&help, &world, 80, 24, Widths::Narrow);
    type_text(&mut help, "写す", &world);
    let (_, typed) = draw(&help, &world, 80, 24, Widths::Narrow);
    let (empty, typed) = (empty.expect("a cursor"), typed.expect("a cursor"));
    assert_eq!((typed.0, typed.1), (empty.0 + 4, empty.1));
    press(&mut help, Command::CursorLeft, &world);
    assert_eq!(draw(&help, &world, 80, 24, Widths::Narrow).1, Some((empty.0 + 2, empty.1)));
}

#[test]
fn a_long_filter_keeps_its_end_and_the_cursor_in_sight() {
    let world = World::new(Language::Ja);
    let mut help = world.help(Scope::List);
    type_text(&mut help, &"あいうえお".repeat(12), &world);
    type_text(&mut help, "終", &world);
    for columns in [120, 80, 60, 20, 6] {
        let (shown, cursor) = draw(&help, &world, columns, 24, Widths::Narrow);
        assert!(cursor.is_some_and(|(x, y)| x < columns && y == 0));
        assert!(columns < 60 || shown.lines().next().expect("a row").contains('終'), "{shown}");
    }
}

#[test]
fn help_at_80x24_and_60x20() {
    let world = World::new(Language::Ja);
    let help = world.help(Scope::List);
    insta::assert_snapshot!("help_80x24", draw(&help, &world, 80, 24, Widths::Narrow).0);
    insta::assert_snapshot!("help_60x20_safe", draw(&help, &world, 60, 20, Widths::Wide).0);
    for (columns, rows) in [(80, 24), (60, 20), (120, 40), (40, 10), (10, 4), (1, 1)] {
        draw(&help, &world, columns, rows, Widths::Wide);
        draw(&help, &world, columns, rows, Widths::Narrow);
    }
}

#[test]
fn which_key_shows_what_may_follow() {
    let world = World::new(Language::Ja);
    let keymap = Keymap::preset(Preset::Emacs);
    let pressed = [Chord::ctrl('c')];
    let Lookup::Pending(next) = keymap.lookup(Scope::List, &pressed, false) else { panic!("a prefix") };
    let area = Rect::new(0, 0, 80, 24);
    let mut buffer = Buffer::empty(area);
    let mut canvas = Canvas::new(&mut buffer, Widths::Wide, Theme::Monochrome);
    which_key::view(&mut canvas, area, &pressed, &next, world.words);
    let shown = picture(&buffer);
    insta::assert_snapshot!("which_key_80x24_safe", shown);
    for (_, command) in next {
        let title = command.expect("two keys each").title_key();
        assert!(shown.contains(world.words.get(&title)), "{title}");
    }
}
