//! What the screens look like, to the cell, and where the hardware cursor stands.

mod desk;

use desk::Desk;
use renkei::paint::Widths;

#[test]
fn show() {
    for (c, r) in [(80, 24), (120, 40), (60, 20)] {
        let mut desk = Desk::demo(c, r, Widths::Wide);
        println!("{}", desk.screen_with_cursor());
        desk.press("down down");
        desk.press("/");
        println!("{}", desk.screen_with_cursor());
        desk.commit("さくら");
        println!("{}", desk.screen_with_cursor());
        desk.press("enter f6");
        println!("{}", desk.screen_with_cursor());
        desk.press("1");
        println!("{}", desk.screen_with_cursor());
        desk.press("1 z");
        println!("{}", desk.screen_with_cursor());
        desk.press("z tab down down g");
        desk.wait(300);
        println!("{}", desk.screen_with_cursor());
    }
}
