//! Random writes, undos and redos of two people, against a model that is plain enough to be believed.

use std::collections::BTreeMap;

use proptest::prelude::*;
use renkei::domain::Author;
use renkei::port::{EntityKind, GroupId, Put, Record, Store, StoreError};

use crate::sample::*;

#[derive(Clone, Debug)]
enum Act {
    /// Save (a text) or remove (none) these records in one transaction.
    Write(bool, BTreeMap<u32, Option<u8>>),
    /// Move this record to the trash, or bring it back where it lies there.
    Trash(bool, u32),
    Undo(bool),
    UndoGroup(bool, usize),
    Redo(bool),
    /// End the program and start it again.
    Reopen,
}

fn act() -> impl Strategy<Value = Act> {
    let puts = prop::collection::btree_map(0..5_u32, prop::option::weighted(0.8, 0..3_u8), 1..4);
    prop_oneof![
        4 => (any::<bool>(), puts).prop_map(|(who, puts)| Act::Write(who, puts)),
        2 => (any::<bool>(), 0..5_u32).prop_map(|(who, n)| Act::Trash(who, n)),
        3 => any::<bool>().prop_map(Act::Undo),
        1 => (any::<bool>(), 0..12_usize).prop_map(|(who, which)| Act::UndoGroup(who, which)),
        3 => any::<bool>().prop_map(Act::Redo),
        1 => Just(Act::Reopen),
    ]
}

type State = BTreeMap<u32, String>;

/// A group by its whole effect: what it found, what it left.
#[derive(Clone)]
struct Group {
    number: GroupId,
    uid: u32,
    effect: BTreeMap<u32, (Option<String>, Option<String>)>,
    undone: bool,
    /// What is missing before or after it lies in the trash.
    trash: bool,
}

#[derive(Default)]
struct Model {
    state: State,
    trash: State,
    groups: Vec<Group>,
    /// By uid: the groups that the next redos put back, the next one last.
    redo: BTreeMap<u32, Vec<usize>>,
}

impl Model {
    /// Can this group be turned that way now?
    fn fits(&self, which: usize, back: bool) -> bool {
        self.groups[which].effect.iter().all(|(n, (before, after))| {
            let expected = if back { after } else { before };
            self.state.get(n) == expected.as_ref()
        })
    }

    fn turn(&mut self, which: usize, back: bool) {
        for (n, (before, after)) in self.groups[which].effect.clone() {
            if let Some(text) = if back { before } else { after } {
                self.trash.remove(&n);
                self.state.insert(n, text);
                continue;
            }
            let gone = self.state.remove(&n);
            if self.groups[which].trash {
                self.trash.extend(gone.map(|text| (n, text)));
            }
        }
        self.groups[which].undone = back;
        // Who turned it last has it on their pile, and nobody else.
        for pile in self.redo.values_mut() {
            pile.retain(|earlier| *earlier != which);
        }
    }
}

fn author(who: bool) -> Author {
    if who { hana() } else { taro() }
}

fn state_of(records: Vec<Record>) -> State {
    records
        .into_iter()
        .map(|record| match record {
            Record::Facility(facility) => {
                let n = u32::from_be_bytes(facility.id.to_bytes()[..4].try_into().unwrap());
                (n, facility.local.note.facts)
            }
            other => panic!("{other:?} among the facilities"),
        })
        .collect()
}

fn run(acts: &[Act], mut store: Box<dyn Store>, reopen: &dyn Fn(Box<dyn Store>) -> Box<dyn Store>) {
    let mut model = Model::default();
    let mut revs: BTreeMap<u32, u64> = BTreeMap::new();
    for act in acts {
        match act {
            Act::Reopen => store = reopen(store),
            Act::Write(who, wanted) => {
                let puts = wanted.iter().map(|(n, text)| match text {
                    Some(text) => {
                        let mut wanted = facility(*n, &text.to_string());
                        wanted.rev = rev(&*store, *n).unwrap_or(0);
                        save(wanted)
                    }
                    None => {
                        Put::Remove { kind: EntityKind::Facility, key: key(*n), rev: rev(&*store, *n).unwrap_or(0) }
                    }
                });
                let saved = write(&*store, &author(*who), puts.collect()).unwrap();
                let effect: BTreeMap<_, _> = wanted
                    .iter()
                    .map(|(n, text)| (*n, (model.state.get(n).cloned(), text.map(|text| text.to_string()))))
                    .filter(|(_, (before, after))| before != after)
                    .collect();
                assert_eq!(saved.changes, effect.len() as u64);
                assert_eq!(saved.group.is_some(), !effect.is_empty());
                if let Some(number) = saved.group {
                    let uid = author(*who).uid;
                    model.groups.push(Group { number, uid, effect, undone: false, trash: false });
                    model.turn(model.groups.len() - 1, false);
                    model.redo.remove(&uid);
                }
            }
            Act::Trash(who, n) => {
                let there = model.state.get(n).cloned();
                let lies = model.trash.get(n).cloned();
                let put = match rev(&*store, *n) {
                    Some(rev) => Put::Trash { kind: EntityKind::Facility, key: key(*n), rev },
                    None => restore(*n),
                };
                let result = write(&*store, &author(*who), vec![put]);
                if there.is_none() && lies.is_none() {
                    assert!(matches!(result, Err(StoreError::NotInTrash)), "{result:?}");
                } else {
                    let effect = BTreeMap::from([(*n, (there, lies))]);
                    let uid = author(*who).uid;
                    model.groups.push(Group {
                        number: result.unwrap().group.unwrap(),
                        uid,
                        effect,
                        undone: false,
                        trash: true,
                    });
                    model.turn(model.groups.len() - 1, false);
                    model.redo.remove(&uid);
                }
            }
            Act::Undo(who) => {
                let uid = author(*who).uid;
                let which = model.groups.iter().rposition(|group| group.uid == uid && !group.undone);
                back(&mut model, &*store, *who, which, None);
            }
            Act::UndoGroup(who, which) => {
                let Some(group) = model.groups.get(*which) else { continue };
                let number = group.number;
                let which = (!group.undone).then_some(*which);
                back(&mut model, &*store, *who, which, Some(number));
            }
            Act::Redo(who) => {
                let uid = author(*who).uid;
                let which = model.redo.get(&uid).and_then(|pile| pile.last()).copied();
                let result = store.redo(&author(*who), at(1));
                match which {
                    None => assert!(matches!(result, Err(StoreError::NothingToRedo)), "{result:?}"),
                    Some(which) if !model.fits(which, false) => {
                        assert!(matches!(result, Err(StoreError::ChangedSince { .. })), "{result:?}");
                    }
                    Some(which) => {
                        assert_eq!(result.unwrap().of, Some(model.groups[which].number));
                        model.turn(which, false);
                    }
                }
            }
        }
        check(&model, &*store, &mut revs);
    }
}

fn back(model: &mut Model, store: &dyn Store, who: bool, which: Option<usize>, number: Option<GroupId>) {
    let result = store.undo(&author(who), at(1), number);
    match which {
        None => assert!(matches!(result, Err(StoreError::NothingToUndo)), "{result:?}"),
        Some(which) if !model.fits(which, true) => {
            assert!(matches!(result, Err(StoreError::ChangedSince { .. })), "{result:?}");
        }
        Some(which) => {
            assert_eq!(result.unwrap().of, Some(model.groups[which].number));
            model.turn(which, true);
            model.redo.entry(author(who).uid).or_default().push(which);
        }
    }
}

fn check(model: &Model, store: &dyn Store, revs: &mut BTreeMap<u32, u64>) {
    assert_eq!(state_of(contents(store, EntityKind::Facility)), model.state);
    assert_eq!(state_of(store.trash(99).unwrap().into_iter().map(|thrown| thrown.record).collect()), model.trash);
    let history = store.history(usize::MAX).unwrap();
    for group in &model.groups {
        let entry = history.iter().find(|entry| entry.group == group.number).unwrap();
        assert_eq!((entry.undone, entry.author.uid), (group.undone, group.uid));
        assert_eq!(entry.changes, group.effect.len() as u64);
    }
    // `rev` never goes back, also over a removal.
    for n in model.state.keys() {
        let now = rev(store, *n).unwrap();
        let then = revs.insert(*n, now).unwrap_or(0);
        assert!(now >= then, "the rev of {n} fell from {then} to {now}");
    }
    // The journal tells the whole story: played from nothing, it gives what is there.
    let mut replayed = BTreeMap::new();
    let changes = store.changes_since(0).unwrap().unwrap();
    assert_eq!(changes.len() as u64, store.last_seq().unwrap());
    for change in changes {
        assert_eq!(replayed.get(&change.key).cloned(), change.before);
        match change.after {
            Some(after) => drop(replayed.insert(change.key, after)),
            None => drop(replayed.remove(&change.key)),
        }
    }
    let mut stored = BTreeMap::new();
    store.scan(EntityKind::Facility, &mut |record| drop(stored.insert(record.key(), record))).unwrap();
    assert_eq!(replayed, stored);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_acts_in_memory(acts in prop::collection::vec(act(), 1..40)) {
        run(&acts, crate::in_memory().store, &|store| store);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_acts_in_a_file(acts in prop::collection::vec(act(), 1..40)) {
        let folder = tempfile::tempdir().unwrap();
        let open = || -> Box<dyn Store> {
            Box::new(renkei::store::RedbStore::open(folder.path(), renkei::store::Options::default()).unwrap())
        };
        run(&acts, open(), &|store| {
            drop(store);
            open()
        });
    }
}
