//! Two facilities that a person said are one, made one (rule R3: two numbers never merge by themselves).

use super::pairs::ordered;
use super::registry::class;
use crate::domain::facility::{Facility, Group, Listing, Local};
use crate::domain::{Doubt, Verdict};
use crate::port::{EntityKind, Put, Record};

/// Puts that move everything of `b` to `a` and remove `b`. Nothing is lost: of two local facts that differ the one in the
/// group that was confirmed later stays (`a`'s when neither was), and the other goes into the note as `label(field): value`.
///
/// `doubts` are all pairs of the store: the pair itself gets the verdict "same", other pairs of `b` become pairs of `a`.
pub fn merge(a: Facility, b: Facility, doubts: &[Doubt], label: &dyn Fn(&str) -> String) -> Vec<Put> {
    let (a_id, b_id) = (a.id, b.id);
    let mut puts = vec![Put::Remove { kind: EntityKind::Facility, key: b_id.to_bytes(), rev: b.rev }];
    let mut kept = a;
    for listing in b.listings {
        take_listing(&mut kept.listings, listing);
    }
    kept.local = merge_local(kept.local, b.local, label);
    puts.push(Put::Save(Record::Facility(kept)));
    for doubt in doubts.iter().filter(|d| d.a == b_id || d.b == b_id || ordered(d.a, d.b) == ordered(a_id, b_id)) {
        let pair = ordered(a_id, b_id);
        if ordered(doubt.a, doubt.b) == pair {
            puts.push(Put::Save(Record::Doubt(Doubt { verdict: Some(Verdict::Same), ..doubt.clone() })));
            continue;
        }
        let other = if doubt.a == b_id { doubt.b } else { doubt.a };
        let (first, second) = ordered(a_id, other);
        let known = doubts.iter().any(|d| ordered(d.a, d.b) == (first, second));
        puts.push(if known {
            Put::Remove { kind: EntityKind::Doubt, key: doubt.id.to_bytes(), rev: doubt.rev }
        } else {
            Put::Save(Record::Doubt(Doubt { a: first, b: second, ..doubt.clone() }))
        });
    }
    puts
}

/// One source's row about one service stands once; of two the newer one.
fn take_listing(listings: &mut Vec<Listing>, listing: Listing) {
    let same =
        |l: &&mut Listing| l.source == listing.source && l.key == listing.key && class(&l.kind) == class(&listing.kind);
    match listings.iter_mut().find(same) {
        Some(held) if held.as_of < listing.as_of => *held = listing,
        Some(_) => {}
        None => listings.push(listing),
    }
}

/// Facts that lost against newer ones, as lines for the note.
struct Lost<'a> {
    lines: Vec<String>,
    label: &'a dyn Fn(&str) -> String,
}

impl Lost<'_> {
    /// The winner of two values; the other one is written down.
    fn choose<T: PartialEq>(
        &mut self,
        field: &str,
        mine: Option<T>,
        theirs: Option<T>,
        theirs_win: bool,
        show: fn(&T) -> String,
    ) -> Option<T> {
        match (mine, theirs) {
            (Some(mine), Some(theirs)) if mine != theirs => {
                let (wins, loses) = if theirs_win { (theirs, mine) } else { (mine, theirs) };
                self.lines.push(format!("{}: {}", (self.label)(field), show(&loses)));
                Some(wins)
            }
            (mine, theirs) => mine.or(theirs),
        }
    }
}

fn merge_local(mine: Local, theirs: Local, label: &dyn Fn(&str) -> String) -> Local {
    let mut lost = Lost { lines: Vec::new(), label };
    let mut merged = mine;
    macro_rules! options {
        ($group:ident: $($field:ident, $show:expr;)*) => {{
            let theirs_win = merged.$group.confirmed_on < theirs.$group.confirmed_on;
            $(
                merged.$group.facts.$field = lost.choose(
                    stringify!($field),
                    merged.$group.facts.$field.take(),
                    theirs.$group.facts.$field.clone(),
                    theirs_win,
                    $show,
                );
            )*
        }};
    }
    options! { identity:
        name, Clone::clone;
        kana, Clone::clone;
        short_name, Clone::clone;
        municipality, Clone::clone;
        postal_code, Clone::clone;
        address, Clone::clone;
        area, Clone::clone;
        coordinates, |c| format!("{:.6},{:.6}", c.latitude, c.longitude);
        phone, |p| p.original().to_owned();
        fax, |p| p.original().to_owned();
        url, Clone::clone;
        email, Clone::clone;
    }
    options! { desk:
        department, Clone::clone;
        person, Clone::clone;
        profession, Clone::clone;
        direct_phone, |p| p.original().to_owned();
        night_phone, |p| p.original().to_owned();
        preferred_way, Clone::clone;
    }
    options! { hours:
        care_manager, Clone::clone;
        business, Clone::clone;
        closed, Clone::clone;
    }
    options! { vacancy:
        places, ToString::to_string;
        waiting, ToString::to_string;
        remark, Clone::clone;
    }
    for kind in theirs.identity.facts.kinds.clone() {
        if !merged.identity.facts.kinds.contains(&kind) {
            merged.identity.facts.kinds.push(kind);
        }
    }
    merged.identity.facts.partner |= theirs.identity.facts.partner;
    let theirs_win = merged.capabilities.confirmed_on < theirs.capabilities.confirmed_on;
    for (code, answer) in theirs.capabilities.facts.0.clone() {
        let held = merged.capabilities.facts.0.get(&code).copied();
        let winner = lost.choose(&code, held, Some(answer), theirs_win, |ability| ability.mark().to_owned());
        merged.capabilities.facts.0.extend(winner.map(|ability| (code, ability)));
    }
    confirm(&mut merged.identity, &theirs.identity);
    confirm(&mut merged.desk, &theirs.desk);
    confirm(&mut merged.hours, &theirs.hours);
    confirm(&mut merged.capabilities, &theirs.capabilities);
    confirm(&mut merged.vacancy, &theirs.vacancy);
    confirm(&mut merged.note, &theirs.note);
    let mut note = std::mem::take(&mut merged.note.facts);
    for line in std::iter::once(theirs.note.facts).chain(lost.lines) {
        if !line.is_empty() && !note.contains(&line) {
            note = if note.is_empty() { line } else { format!("{note}\n{line}") };
        }
    }
    merged.note.facts = note;
    merged
}

/// The later confirmation stands.
fn confirm<T>(mine: &mut Group<T>, theirs: &Group<T>) {
    if mine.confirmed_on < theirs.confirmed_on {
        mine.confirmed_on = theirs.confirmed_on;
        mine.confirmed_by.clone_from(&theirs.confirmed_by);
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::facility::{Ability, Source, SourceKey};
    use crate::domain::{DoubtId, DoubtReason, FacilityId, Kind, Phone};

    fn facility(number: &str) -> Facility {
        let mut facility = Facility::new(FacilityId::new());
        facility.rev = 3;
        let key = SourceKey::Number(number.to_owned());
        let day = date(2025, 12, 31);
        facility.listings.push(Listing::new(Source::CareService, key, Kind::care("130"), day, "虹の里".into()));
        facility
    }

    fn doubt(a: FacilityId, b: FacilityId) -> Doubt {
        let (a, b) = ordered(a, b);
        let found_on = date(2026, 1, 1);
        Doubt { id: DoubtId::new(), rev: 1, a, b, reason: DoubtReason::NameAndLot, found_on, verdict: None }
    }

    fn saved(puts: &[Put]) -> Facility {
        puts.iter().find_map(|put| put.saved().and_then(Record::as_facility).cloned()).unwrap()
    }

    #[test]
    fn everything_moves_and_nothing_is_lost() {
        let (mut a, mut b) = (facility("9910000001"), facility("9970000002"));
        a.local.desk.facts.person = Some("甲野".into());
        a.local.desk.confirmed_on = Some(date(2025, 1, 1));
        b.local.desk.facts.person = Some("乙野".into());
        b.local.desk.facts.department = Some("相談室".into());
        b.local.desk.confirmed_on = Some(date(2025, 6, 1));
        b.local.identity.facts.phone = Phone::parse("03-0123-4567");
        a.local.note.facts = "坂の上".into();
        b.local.note.facts = "駐車場なし".into();
        a.local.capabilities.facts.0.insert("suction".into(), Ability::Yes);
        b.local.capabilities.facts.0.insert("suction".into(), Ability::No);
        let merged = saved(&merge(a.clone(), b, &[], &|field| field.to_owned()));
        assert_eq!((merged.id, merged.rev, merged.listings.len()), (a.id, 3, 2));
        assert_eq!(merged.local.desk.facts.person.as_deref(), Some("乙野"));
        assert_eq!(merged.local.desk.facts.department.as_deref(), Some("相談室"));
        assert_eq!(merged.local.desk.confirmed_on, Some(date(2025, 6, 1)));
        assert!(merged.local.identity.facts.phone.is_some());
        assert_eq!(merged.local.note.facts, "坂の上\n駐車場なし\nperson: 甲野\nsuction: 否");
    }

    #[test]
    fn the_pair_is_decided_and_other_pairs_follow() {
        let (a, b, c) = (facility("9910000001"), facility("9970000002"), facility("9970000003"));
        let doubts = [doubt(a.id, b.id), doubt(b.id, c.id)];
        let puts = merge(a.clone(), b.clone(), &doubts, &|field| field.to_owned());
        let kept: Vec<&Doubt> = puts.iter().filter_map(|put| put.saved().and_then(Record::as_doubt)).collect();
        assert_eq!(kept[0].verdict, Some(Verdict::Same));
        assert_eq!((kept[1].a, kept[1].b, kept[1].verdict), (ordered(a.id, c.id).0, ordered(a.id, c.id).1, None));
        assert!(puts.contains(&Put::Remove { kind: EntityKind::Facility, key: b.id.to_bytes(), rev: 3 }));
    }
}
