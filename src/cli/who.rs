//! Who is at the keyboard, where the store has a list of members: by the account, or by `--as` (or `RENKEI_AS`) on a shared one.

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use crate::domain::permission::{Area, AtKeyboard, Denial, Permit, at_keyboard};
use crate::domain::{Author, Member};
use crate::message::sentence;
use crate::port::store::{EntityKind, Store};

/// The variable that says the code where `--as` does not.
const VARIABLE: &str = "RENKEI_AS";

/// What a command is about to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Intent {
    /// It goes on without a member where nobody can be told.
    Reading,
    Writing,
}

/// The list of members, in the order of their codes.
pub fn members(cx: &Context, store: &dyn Store) -> Result<Vec<Member>, Failure> {
    let mut members = Vec::new();
    store
        .scan(EntityKind::Member, &mut |record| members.extend(record.into_member()))
        .map_err(|error| cx.store_failure(&error))?;
    members.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(members)
}

/// The author of what this run writes.
pub fn author(cx: &Context, store: &dyn Store, intent: Intent) -> Result<Author, Failure> {
    let members = members(cx, store)?;
    let account = &cx.account;
    let said = cx.options.member.clone().or_else(|| cx.environment.text(VARIABLE).filter(|_| !members.is_empty()));
    let found = at_keyboard(&members, account.uid);
    let one = match (&said, found) {
        (Some(code), AtKeyboard::One(member)) if member.code == *code => Some(member),
        (Some(code), AtKeyboard::Several(several)) if several.iter().any(|member| member.code == *code) => {
            several.into_iter().find(|member| member.code == *code)
        }
        (Some(_), AtKeyboard::NoList) => return Err(Failure::new(Exit::Usage, cx.words.get("cli.member.no_list"))),
        (_, AtKeyboard::Nobody(denial)) if intent == Intent::Writing => {
            return Err(Failure::new(Exit::InUse, sentence::denied(cx.words, denial)));
        }
        // Said, and nobody of this account: also a reading command must not go on under no name.
        (Some(_), AtKeyboard::One(_) | AtKeyboard::Several(_) | AtKeyboard::Nobody(_)) => {
            return Err(Failure::new(Exit::Usage, cx.words.get("cli.member.not_here")));
        }
        (None, AtKeyboard::One(member)) => Some(member),
        (None, AtKeyboard::Several(_)) if intent == Intent::Writing => {
            return Err(Failure::new(Exit::Usage, sentence::denied(cx.words, Denial::Unsaid)));
        }
        (None, AtKeyboard::NoList | AtKeyboard::Several(_) | AtKeyboard::Nobody(_)) => None,
    };
    Ok(match one {
        Some(member) => Author { member: Some(member.id), name: member.name.clone(), ..account.clone() },
        None => account.clone(),
    })
}

/// For the screen: those who must be asked who of them it is, or why nobody can write.
pub fn to_ask(cx: &Context, store: &dyn Store) -> Result<(Vec<Member>, Option<Denial>), Failure> {
    let members = members(cx, store)?;
    let denied = Permit::of(&members, cx.author()).and_then(|permit| permit.allows(Area::Register)).err();
    let AtKeyboard::Several(several) = at_keyboard(&members, cx.account.uid) else { return Ok((Vec::new(), denied)) };
    let unsaid = denied == Some(Denial::Unsaid);
    Ok(if unsaid { (several.into_iter().cloned().collect(), None) } else { (Vec::new(), denied) })
}
