//! Several people at once, without a terminal: a stale form, drafts, who edits what, and waiting for another writer.

mod desk;

use desk::Desk;
use renkei::command::Command;
use renkei::domain::{Author, Facility, FacilityId, SessionId};
use renkei::keymap::Scope;
use renkei::message::{Effect, Msg};
use renkei::paint::Widths;
use renkei::port::{EntityKind, Presence, Put, Record};

fn desk() -> Desk {
    Desk::demo(80, 24, Widths::Narrow)
}

fn selected(desk: &Desk) -> Facility {
    desk.facility(desk.selected().expect("a list")).expect("stored")
}

/// Opens the selected facility's form at 部署 and types.
fn type_a_desk(desk: &mut Desk, text: &str) {
    desk.press("f2 pagedown ctrl-u");
    desk.commit(text);
}

/// 佐藤 writes the selected facility meanwhile.
fn saved_by_sato(desk: &mut Desk, change: impl FnOnce(&mut Facility)) {
    let mut theirs = selected(desk);
    change(&mut theirs);
    desk.written_by("佐藤", vec![Put::Save(Record::Facility(theirs))]);
}

fn stale(desk: &mut Desk) -> FacilityId {
    let id = desk.selected().expect("a list");
    type_a_desk(desk, "地域連携室");
    saved_by_sato(desk, |theirs| {
        theirs.local.desk.facts.department = Some("入退院支援室".to_owned());
        theirs.local.note.facts = String::from("駐車場は裏\n夜間は呼び鈴");
    });
    desk.press("ctrl-s");
    id
}

fn facts(desk: &Desk, id: FacilityId) -> (Option<String>, String) {
    let local = desk.facility(id).expect("stored").local;
    (local.desk.facts.department, local.note.facts)
}

#[test]
fn a_stale_save_shows_both_versions_field_by_field() {
    let mut desk = desk();
    let before = desk.last_seq();
    stale(&mut desk);
    insta::assert_snapshot!("conflict_80x24", desk.screen_with_cursor());
    assert_eq!(desk.last_seq(), before + 1, "nothing but theirs was written");
    assert_eq!(desk.app.scope(), Scope::Menu);
    // Esc: the form with the text intact, and saving again shows the two again.
    desk.press("esc");
    let screen = desk.screen();
    assert!(screen.contains("地域連携室") && screen.contains("まだ保存していません"), "{screen}");
    desk.press("ctrl-s");
    assert!(desk.screen().contains("入退院支援室"), "{}", desk.screen());
    assert_eq!(desk.last_seq(), before + 1);
}

#[test]
fn it_fits_a_small_screen_and_long_texts_are_scrolled() {
    let mut desk = Desk::demo(60, 20, Widths::Wide);
    type_a_desk(&mut desk, "地域連携室");
    desk.press("pagedown pagedown pagedown pagedown");
    desk.commit(&"長いメモ".repeat(40));
    saved_by_sato(&mut desk, |theirs| {
        theirs.local.desk.facts.department = Some("入退院支援室".to_owned());
        theirs.local.note.facts = "別の長いメモ".repeat(30);
    });
    desk.press("ctrl-s down");
    insta::assert_snapshot!("conflict_60x20", desk.screen_with_cursor());
    let top = desk.screen();
    desk.press("pagedown");
    assert_ne!(desk.screen(), top);
    desk.press("pageup");
    assert_eq!(desk.screen(), top);
}

#[test]
fn merged_field_by_field_nothing_of_either_is_lost() {
    let mut desk = desk();
    let id = stale(&mut desk);
    // "Save as chosen" comes back to what both changed until it was looked at.
    desk.press("1");
    assert!(desk.screen().contains("二人とも変えています"), "{}", desk.screen());
    desk.press("right 1");
    assert_eq!(facts(&desk, id), (Some("入退院支援室".to_owned()), "駐車場は裏\n夜間は呼び鈴".to_owned()));
    assert!(desk.app.overlays().is_empty());
}

#[test]
fn enter_walks_through_the_fields_and_saves_mine_beside_theirs() {
    let mut desk = desk();
    let id = stale(&mut desk);
    desk.press("enter enter");
    assert_eq!(facts(&desk, id).0.as_deref(), Some("入退院支援室"), "Enter on a field writes nothing");
    desk.press("enter");
    assert_eq!(facts(&desk, id), (Some("地域連携室".to_owned()), "駐車場は裏\n夜間は呼び鈴".to_owned()));
    assert_eq!(desk.app.toast(), Some("保存しました"));
}

#[test]
fn all_mine_and_all_theirs_mean_what_their_columns_show() {
    let mut desk = desk();
    let note = selected(&desk).local.note.facts;
    let id = stale(&mut desk);
    desk.press("2");
    assert_eq!(facts(&desk, id), (Some("地域連携室".to_owned()), note));

    let mut desk = self::desk();
    let id = stale(&mut desk);
    let before = desk.last_seq();
    desk.press("3");
    assert_eq!(desk.last_seq(), before);
    assert_eq!(facts(&desk, id).0.as_deref(), Some("入退院支援室"));
    assert!(desk.app.overlays().is_empty());
    assert_eq!(desk.app.toast(), Some("相手の内容のままにしました"));
}

#[test]
fn a_merge_can_be_stale_again() {
    let mut desk = desk();
    let id = stale(&mut desk);
    saved_by_sato(&mut desk, |theirs| theirs.local.desk.facts.department = Some("外来".to_owned()));
    desk.press("left 1");
    let screen = desk.screen();
    assert!(screen.contains("外来") && screen.contains("地域連携室"), "{screen}");
    desk.press("left 1");
    assert_eq!(facts(&desk, id), (Some("地域連携室".to_owned()), "駐車場は裏\n夜間は呼び鈴".to_owned()));
}

#[test]
fn kept_as_a_draft_mine_is_offered_when_the_form_is_opened_again() {
    let mut desk = desk();
    let id = stale(&mut desk);
    desk.press("4");
    assert!(desk.app.overlays().is_empty(), "{}", desk.screen());
    assert_eq!(desk.app.toast(), Some("下書きに残しました"));
    assert_eq!(facts(&desk, id).0.as_deref(), Some("入退院支援室"));
    assert_eq!(desk.drafts().len(), 1);

    desk.press("f2");
    insta::assert_snapshot!("draft_offered", desk.screen_with_cursor());
    desk.press("enter");
    assert!(desk.screen().contains("地域連携室"), "{}", desk.screen());
    // It still knows what it was opened on: the two are seen again, not one over the other.
    desk.press("ctrl-s");
    assert!(desk.screen().contains("入退院支援室"), "{}", desk.screen());
    desk.press("left 1");
    assert_eq!(facts(&desk, id), (Some("地域連携室".to_owned()), "駐車場は裏\n夜間は呼び鈴".to_owned()));
    assert_eq!(desk.drafts(), [], "saved, so it is dropped");
}

#[test]
fn the_form_can_be_opened_without_the_draft_which_stays() {
    let mut desk = desk();
    stale(&mut desk);
    desk.press("4 f2 down enter");
    let screen = desk.screen();
    assert!(screen.contains("入退院支援室") && !screen.contains("地域連携室"), "{screen}");
    assert_eq!(desk.drafts().len(), 1);
}

/// Imports rewrite what is published, which no form edits: there is nothing for a person to decide.
#[test]
fn what_no_field_of_the_form_shows_is_no_conflict() {
    let mut desk = desk();
    let id = desk.selected().expect("a list");
    type_a_desk(&mut desk, "地域連携室");
    saved_by_sato(&mut desk, |theirs| {
        if let Some(listing) = theirs.listings.first_mut() {
            listing.capacity = Some(99);
        }
    });
    desk.press("ctrl-s");
    assert!(desk.app.overlays().is_empty(), "{}", desk.screen());
    assert_eq!(facts(&desk, id).0.as_deref(), Some("地域連携室"));
    assert_eq!(desk.facility(id).expect("stored").listings[0].capacity, Some(99));
}

/// "One place less", said by two who both saw three, is two places less: nobody is told that it was saved.
#[test]
fn the_same_written_by_both_is_shown() {
    let mut desk = desk();
    type_a_desk(&mut desk, "地域連携室");
    saved_by_sato(&mut desk, |theirs| theirs.local.desk.facts.department = Some("地域連携室".to_owned()));
    desk.press("ctrl-s");
    assert!(desk.screen().contains("二人とも同じ内容"), "{}", desk.screen());
    desk.press("1");
    assert!(desk.app.overlays().is_empty(), "{}", desk.screen());
}

fn select_one_added_by_hand(desk: &mut Desk) {
    while !selected(desk).listings.is_empty() {
        desk.press("down");
    }
}

#[test]
fn a_facility_removed_meanwhile_is_made_anew_or_kept_as_a_draft() {
    for (answer, there) in [("1", true), ("2", false), ("enter", false)] {
        let mut desk = desk();
        select_one_added_by_hand(&mut desk);
        let facility = selected(&desk);
        let id = facility.id;
        type_a_desk(&mut desk, "地域連携室");
        let put = Put::Remove { kind: EntityKind::Facility, key: id.to_bytes(), rev: facility.rev };
        desk.written_by("佐藤", vec![put]);
        desk.press("ctrl-s");
        if answer == "1" {
            insta::assert_snapshot!("conflict_removed", desk.screen_with_cursor());
        }
        desk.press(answer);
        assert_eq!(desk.facility(id).is_some(), there);
        // The cursor stands on the answer that loses nothing.
        assert_eq!(desk.drafts().len(), usize::from(answer == "enter"));
        assert!(desk.app.overlays().is_empty(), "{}", desk.screen());
    }
}

#[test]
fn what_is_typed_is_kept_two_seconds_after_the_last_key_and_ten_after_the_first() {
    let mut desk = desk();
    type_a_desk(&mut desk, "一");
    desk.wait(1_900);
    assert_eq!(desk.drafts(), []);
    desk.wait(200);
    let text = |desk: &Desk| desk.drafts().first().map(|draft| draft.unsaved.fields["desk"].clone());
    assert_eq!(text(&desk).as_deref(), Some("一"));
    for _ in 0..6 {
        desk.commit("二");
        desk.wait(1_500);
    }
    assert_eq!(text(&desk).as_deref(), Some("一"), "it is typed on");
    desk.commit("三");
    desk.wait(1_500);
    assert_eq!(text(&desk).as_deref(), Some("一二二二二二二三"), "however fast one types");
    assert_eq!(desk.drafts().len(), 1);
    let seq = desk.last_seq();
    desk.press("ctrl-s");
    assert_eq!(desk.drafts(), []);
    assert_eq!(desk.last_seq(), seq + 1, "a draft is no change");
}

#[test]
fn escape_from_a_form_can_leave_its_text_as_a_draft() {
    let mut desk = desk();
    type_a_desk(&mut desk, "三");
    desk.press("esc right enter");
    assert!(desk.app.overlays().is_empty(), "{}", desk.screen());
    assert_eq!(desk.drafts().len(), 1);
    assert_eq!(desk.drafts()[0].unsaved.fields["desk"], "三");
}

#[test]
fn a_draft_goes_with_what_it_holds() {
    // Typed back.
    let mut desk = desk();
    desk.press("f2 pagedown");
    desk.commit("一");
    desk.wait(2_000);
    assert_eq!(desk.drafts().len(), 1);
    desk.press("backspace");
    assert_eq!(desk.drafts(), []);
    // Given up.
    desk.commit("二");
    desk.wait(2_000);
    assert_eq!(desk.drafts().len(), 1);
    desk.press("esc right right enter");
    assert!(desk.app.overlays().is_empty(), "{}", desk.screen());
    assert_eq!(desk.drafts(), []);
    // Given up by leaving.
    type_a_desk(&mut desk, "三");
    desk.wait(2_000);
    desk.press("ctrl-q right enter");
    assert!(desk.asked.contains(&Effect::Quit));
    assert_eq!(desk.drafts(), []);
}

#[test]
fn an_end_from_outside_keeps_what_was_typed_at_once() {
    let mut desk = desk();
    let id = desk.selected();
    type_a_desk(&mut desk, "途中");
    assert_eq!(desk.attending, id.map(|id| (EntityKind::Facility, id.to_bytes())));
    desk.send(Msg::Ending);
    assert_eq!(desk.drafts().len(), 1);
    assert_eq!(desk.attending, None);
}

#[test]
fn drafts_are_told_of_at_the_start_and_listed() {
    let mut desk = desk();
    type_a_desk(&mut desk, "途中の部署");
    desk.wait(2_000);
    let drafts = desk.drafts();
    let mut desk = self::desk();
    for draft in &drafts {
        desk.store.keep_draft(draft, None).expect("kept");
    }
    desk.send(Msg::Drafts(drafts));
    assert_eq!(desk.app.toast(), Some("保存していない下書きが 1 件あります。Ctrl-E で続きを書けます"));
    desk.press("d");
    insta::assert_snapshot!("drafts_listed", desk.screen_with_cursor());
    desk.press("delete down delete");
    assert_eq!(desk.drafts().len(), 1, "the key twice, and nothing between");
    desk.press("delete");
    assert_eq!(desk.drafts(), []);
    desk.press("esc d");
    assert!(desk.screen().contains("下書きはありません"), "{}", desk.screen());
}

fn presence(id: FacilityId, session: u8, desk: &Desk) -> Presence {
    let at = desk.now.wall.timestamp();
    Presence {
        session: SessionId::from_bytes([session; 16]),
        author: Author { tty: Some("pts/2".to_owned()), ..Author::account(1001, "佐藤") },
        kind: EntityKind::Facility,
        key: id.to_bytes(),
        since: at,
        seen_at: at,
    }
}

#[test]
fn who_edits_the_same_is_told_in_the_form_and_beside_the_list() {
    let mut desk = desk();
    let id = desk.selected().expect("a list");
    desk.send(Msg::Others(vec![presence(id, 1, &desk)]));
    let told = "佐藤さん (pts/2) が編集中です (09:41 から)";
    assert!(desk.screen().contains(told), "{}", desk.screen());
    desk.press("f2");
    assert!(desk.screen().contains(told), "{}", desk.screen());
    desk.send(Msg::Others(vec![presence(id, 1, &desk), presence(id, 2, &desk)]));
    assert!(desk.screen().contains("ほか 1 人"), "{}", desk.screen());
    desk.send(Msg::Others(Vec::new()));
    assert!(!desk.screen().contains("編集中"), "{}", desk.screen());
}

#[test]
fn others_are_told_while_a_form_is_open_and_never_without() {
    let mut desk = desk();
    let id = desk.selected();
    desk.wait(60_000);
    assert_eq!(desk.attending, None);
    desk.press("f2");
    assert_eq!(desk.attending, id.map(|id| (EntityKind::Facility, id.to_bytes())));
    // Renewed every 20 seconds.
    desk.attending = None;
    desk.wait(19_000);
    assert_eq!(desk.attending, None);
    desk.wait(1_000);
    assert_eq!(desk.attending, id.map(|id| (EntityKind::Facility, id.to_bytes())));
    desk.press("esc");
    assert_eq!(desk.attending, None);
    // Nobody else can have open what does not exist yet.
    desk.press("f5");
    desk.commit("新しい家");
    assert_eq!(desk.attending, None);
}

#[test]
fn a_write_that_waits_says_so_and_its_text_stays() {
    let mut desk = desk();
    type_a_desk(&mut desk, "待つ");
    // The store thread has not answered yet.
    let chord = renkei::keymap::Chord::parse("ctrl-s").expect("a key");
    let effects = desk.app.update(Msg::Key(chord), &desk.now.clone());
    let Some(Effect::Save { ticket, .. }) = effects.first() else { panic!("{effects:?}") };
    assert!(!desk.screen().contains("待っています"));
    desk.wait(1_000);
    assert!(desk.screen().contains("ほかの人の書き込みを待っています"), "{}", desk.screen());
    desk.press("f1");
    assert_eq!(desk.app.scope(), Scope::Help, "keys are answered");
    desk.press("esc");
    let busy = renkei::port::StoreError::Busy(std::time::Duration::from_secs(5));
    desk.send(Msg::Stored { ticket: *ticket, reply: renkei::message::StoreReply::Failed(busy) });
    let screen = desk.screen();
    assert!(screen.contains("待つ") && screen.contains("5 秒"), "{screen}");
}

#[test]
fn the_palette_knows_where_drafts_are() {
    let desk = desk();
    let keys = desk.app.context().keymap.keys_of(Scope::List, Command::Drafts);
    assert!(!keys.is_empty());
}
