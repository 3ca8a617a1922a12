//! Who may write what: the rule of the roles. The store asks it inside every write transaction; the command line and the
//! screen ask the same rule beforehand, to say early what would be refused.

use std::collections::HashSet;

use super::{Author, Member, Role};

/// Why somebody may not write.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, thiserror::Error)]
pub enum Denial {
    /// The store has members, and none of them works under this account.
    #[error("this account is not in the list of members")]
    NotListed,
    /// All who worked under this account have left.
    #[error("this account's member has left")]
    Left,
    /// Several work under this account, and nobody said who it is.
    #[error("several members share this account; say who you are")]
    Unsaid,
    /// The member that was named works under another account.
    #[error("this member does not work under this account")]
    OtherAccount,
    /// The role does not go so far.
    #[error("the role {0} may not change this")]
    Role(Role),
    #[error("only an admin may change the list of members")]
    AdminsOnly,
    /// Two members would have the same code.
    #[error("the code is taken")]
    CodeTaken,
    /// The list begins with somebody who can change it.
    #[error("the first member must be an active admin")]
    FirstAdmin,
    /// Nobody could change the list any more.
    #[error("the last active admin must stay one")]
    LastAdmin,
}

/// What a write wants to change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Area {
    /// Facilities, doubts, tables of places.
    Register,
    /// Persons, their stays, tasks, sheets, and what was given to whom.
    Persons,
    /// The log: meetings and what they agreed on, publications, surveys.
    Log,
    Members,
    /// Taking something out of the trash and out of the history.
    ForEver,
    /// The place as a whole: a copy of all of it, a backup put in its stead, its keys, its journal cut short.
    Place,
}

/// What the list of members says of an account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AtKeyboard<'a> {
    /// There is no list: the store belongs to whoever may write the file.
    NoList,
    /// The only active member of this account.
    One(&'a Member),
    /// A shared account: one of these, in the order of their codes.
    Several(Vec<&'a Member>),
    /// Nobody; why.
    Nobody(Denial),
}

/// Who works under this account.
pub fn at_keyboard(members: &[Member], uid: u32) -> AtKeyboard<'_> {
    if members.is_empty() {
        return AtKeyboard::NoList;
    }
    let (mut active, left): (Vec<&Member>, Vec<&Member>) =
        members.iter().filter(|member| member.uids.contains(&uid)).partition(|member| member.is_active());
    active.sort_by(|a, b| a.code.cmp(&b.code));
    match active.as_slice() {
        [] if left.is_empty() => AtKeyboard::Nobody(Denial::NotListed),
        [] => AtKeyboard::Nobody(Denial::Left),
        [one] => AtKeyboard::One(one),
        _ => AtKeyboard::Several(active),
    }
}

/// What an author may do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Permit {
    /// There is no list of members.
    Everything,
    Role(Role),
}

impl Permit {
    /// What the list of members says of an author.
    pub fn of(members: &[Member], author: &Author) -> Result<Self, Denial> {
        let found = at_keyboard(members, author.uid);
        let Some(id) = author.member else {
            return match found {
                AtKeyboard::NoList => Ok(Self::Everything),
                AtKeyboard::One(member) => Ok(Self::Role(member.role)),
                AtKeyboard::Several(_) => Err(Denial::Unsaid),
                AtKeyboard::Nobody(denial) => Err(denial),
            };
        };
        if found == AtKeyboard::NoList {
            return Ok(Self::Everything);
        }
        let member = members.iter().find(|member| member.id == id).ok_or(Denial::NotListed)?;
        if !member.uids.contains(&author.uid) {
            Err(Denial::OtherAccount)
        } else if member.is_active() {
            Ok(Self::Role(member.role))
        } else {
            Err(Denial::Left)
        }
    }

    pub fn allows(self, area: Area) -> Result<(), Denial> {
        match (self, area) {
            (
                Self::Everything | Self::Role(Role::Admin),
                Area::Register | Area::Persons | Area::Log | Area::Members | Area::ForEver | Area::Place,
            )
            | (Self::Role(Role::Write), Area::Register | Area::Persons | Area::Log)
            | (Self::Role(Role::Meetings), Area::Log) => Ok(()),
            (Self::Role(role @ (Role::Read | Role::Meetings)), Area::Register | Area::Persons)
            | (Self::Role(role @ Role::Read), Area::Log) => Err(Denial::Role(role)),
            (Self::Role(Role::Read | Role::Meetings | Role::Write), Area::Members) => Err(Denial::AdminsOnly),
            (Self::Role(role @ (Role::Read | Role::Meetings | Role::Write)), Area::ForEver | Area::Place) => {
                Err(Denial::Role(role))
            }
        }
    }
}

/// May the list of members be like this? It is empty, or somebody can change it; and a code names one member.
pub fn may_stand(before: &[Member], after: &[Member]) -> Result<(), Denial> {
    let codes: HashSet<&str> = after.iter().map(|member| member.code.as_str()).collect();
    if codes.len() < after.len() {
        return Err(Denial::CodeTaken);
    }
    let admin = after.iter().any(|member| member.is_active() && member.role == Role::Admin);
    if after.is_empty() || admin {
        Ok(())
    } else if before.is_empty() {
        Err(Denial::FirstAdmin)
    } else {
        Err(Denial::LastAdmin)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use strum::IntoEnumIterator;

    use super::*;
    use crate::domain::MemberId;

    fn member(n: u8, role: Role, uids: &[u32]) -> Member {
        let (id, code) = (MemberId::from_bytes([n; 16]), format!("m{n}"));
        Member { id, rev: 1, code, name: format!("架空{n}"), uids: uids.to_vec(), role, left_on: None }
    }

    fn gone(mut member: Member) -> Member {
        member.left_on = Some(date(2026, 4, 1));
        member
    }

    fn author(uid: u32, n: Option<u8>) -> Author {
        Author { member: n.map(|n| MemberId::from_bytes([n; 16])), ..Author::account(uid, "x") }
    }

    #[test]
    fn without_a_list_everybody_may_write_everything() {
        for author in [author(1, None), author(1, Some(3))] {
            let permit = Permit::of(&[], &author).unwrap();
            for area in [Area::Register, Area::Persons, Area::Log, Area::Members, Area::ForEver, Area::Place] {
                assert_eq!(permit.allows(area), Ok(()));
            }
        }
    }

    #[test]
    fn each_role_and_each_area() {
        for role in Role::iter() {
            let list = [member(1, role, &[7]), member(2, Role::Admin, &[8])];
            for author in [author(7, None), author(7, Some(1))] {
                let permit = Permit::of(&list, &author).unwrap();
                let register = match role {
                    Role::Read | Role::Meetings => Err(Denial::Role(role)),
                    Role::Write | Role::Admin => Ok(()),
                };
                let log = if role == Role::Read { Err(Denial::Role(role)) } else { Ok(()) };
                let members = if role == Role::Admin { Ok(()) } else { Err(Denial::AdminsOnly) };
                let for_ever = if role == Role::Admin { Ok(()) } else { Err(Denial::Role(role)) };
                let areas = [Area::Register, Area::Persons, Area::Log, Area::Members, Area::ForEver, Area::Place];
                let found = areas.map(|area| permit.allows(area));
                assert_eq!(found, [register, register, log, members, for_ever, for_ever], "{role}");
            }
        }
    }

    #[test]
    fn who_is_not_in_the_list_or_has_left_or_says_somebody_elses_name_is_refused() {
        let list = [
            member(1, Role::Admin, &[7]),
            gone(member(2, Role::Admin, &[8])),
            member(3, Role::Write, &[9, 10]),
            member(4, Role::Read, &[9]),
            gone(member(5, Role::Admin, &[7])),
        ];
        let of = |uid, n| Permit::of(&list, &author(uid, n));
        assert_eq!(of(99, None), Err(Denial::NotListed));
        assert_eq!(of(99, Some(77)), Err(Denial::NotListed));
        assert_eq!(of(99, Some(1)), Err(Denial::OtherAccount));
        assert_eq!(of(8, None), Err(Denial::Left));
        assert_eq!(of(8, Some(2)), Err(Denial::Left));
        assert_eq!(of(9, None), Err(Denial::Unsaid));
        assert_eq!(of(9, Some(3)), Ok(Permit::Role(Role::Write)));
        assert_eq!(of(9, Some(4)), Ok(Permit::Role(Role::Read)));
        assert_eq!(of(10, None), Ok(Permit::Role(Role::Write)));
        assert_eq!(of(7, None), Ok(Permit::Role(Role::Admin)), "who has left does not make the account a shared one");
        assert_eq!(of(7, Some(5)), Err(Denial::Left));
    }

    #[test]
    fn who_is_at_a_shared_account_stands_in_the_order_of_the_codes() {
        let list = [member(4, Role::Read, &[9]), member(3, Role::Write, &[9]), gone(member(2, Role::Write, &[9]))];
        let AtKeyboard::Several(found) = at_keyboard(&list, 9) else { panic!("a shared account") };
        assert_eq!(found.iter().map(|member| member.code.as_str()).collect::<Vec<_>>(), ["m3", "m4"]);
    }

    #[test]
    fn a_list_without_an_active_admin_cannot_stand() {
        let (admin, writer) = (member(1, Role::Admin, &[7]), member(2, Role::Write, &[8]));
        let both = [admin.clone(), writer.clone()];
        assert_eq!(may_stand(&[], std::slice::from_ref(&admin)), Ok(()));
        assert_eq!(may_stand(&[], std::slice::from_ref(&writer)), Err(Denial::FirstAdmin));
        assert_eq!(may_stand(&[], &[gone(admin.clone())]), Err(Denial::FirstAdmin));
        assert_eq!(may_stand(&both, &[gone(admin.clone()), writer.clone()]), Err(Denial::LastAdmin));
        let demoted = Member { role: Role::Write, ..admin.clone() };
        assert_eq!(may_stand(&both, &[demoted, writer.clone()]), Err(Denial::LastAdmin));
        assert_eq!(may_stand(&both, std::slice::from_ref(&writer)), Err(Denial::LastAdmin));
        assert_eq!(may_stand(&both, &[admin.clone(), gone(writer)]), Ok(()));
        let twin = Member { id: MemberId::from_bytes([9; 16]), uids: vec![], ..admin.clone() };
        assert_eq!(may_stand(&both, &[admin.clone(), twin]), Err(Denial::CodeTaken));
        assert_eq!(may_stand(&[admin], &[]), Ok(()), "the list is taken back as a whole");
    }
}
