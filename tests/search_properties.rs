//! What must hold of search whatever the records and whatever is typed.

use proptest::prelude::*;
use renkei::domain::FacilityId;
use renkei::search::{Document, Field, Hits, Index, Query, fold, fold_mapped, highlight};

/// Letters that meet each other often, and the difficult ones.
const NAME: &str = "[花川桑名病院髙高﨑ーあいかがカガｶﾞ々ヴァＡb1 　・-]{1,10}";

fn record() -> impl Strategy<Value = Document> {
    let texts = (
        prop::collection::vec(NAME, 0..3),
        prop::option::of("[アイカガハナーン 　]{1,8}"),
        prop::option::of("[花川市北南町１2-]{1,8}"),
        prop::option::of("0[0-9]{1,3}-[0-9]{2,4}-[0-9]{4}"),
        prop::option::of(prop::sample::select(vec!["care:510", "care:130", "vacancy:open"])),
        prop::option::of("[花川会a-c 　]{1,6}"),
    );
    (0u8..40, texts).prop_map(|(id, (names, kana, address, phone, code, note))| {
        let mut doc = Document::new(FacilityId::from_bytes([id; 16]));
        for name in names {
            doc.push(Field::Name, &name);
        }
        let single = [
            (Field::Kana, kana),
            (Field::Address, address.clone()),
            (Field::AddressKana, address.map(|_| "はなかわし".to_owned())),
            (Field::Phone, phone),
            (Field::Code, code.map(str::to_owned)),
            (Field::Note, note),
        ];
        for (field, text) in single {
            doc.push(field, text.as_deref().unwrap_or_default());
        }
        doc
    })
}

fn query() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        NAME,
        "[花川桑名病院高崎]{1,3}",
        "[はなかわ]{1,3}",
        "(hana|kawa|ka|byouin|an|k|shi|a)",
        "[0-9]{1,5}",
        Just("種別:特養".to_owned()),
        Just("空き:有".to_owned()),
        Just("\"花 川\"".to_owned()),
        Just("住所:市".to_owned()),
    ];
    prop::collection::vec((prop::bool::weighted(0.2), word), 1..3).prop_map(|words| {
        let words: Vec<String> =
            words.into_iter().map(|(not, word)| if not { format!("-{word}") } else { word }).collect();
        words.join(" ")
    })
}

/// All records by one way of making the index, one by one: they are read through, never looked up.
fn scanned(docs: &[Document]) -> Index {
    let mut index = Index::default();
    for doc in docs {
        index.update(doc.clone());
    }
    index
}

fn hits(index: &Index, text: &str) -> Hits {
    index.search(&Query::parse(text), 500)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn looking_up_finds_what_reading_through_finds(docs in prop::collection::vec(record(), 0..60), text in query()) {
        prop_assert_eq!(hits(&Index::build(docs.clone()), &text), hits(&scanned(&docs), &text), "{}", text);
    }

    #[test]
    fn an_updated_index_answers_as_a_rebuilt_one(
        before in prop::collection::vec(record(), 0..40),
        changes in prop::collection::vec(record(), 0..20),
        removed in prop::collection::vec(0u8..40, 0..5),
        text in query(),
    ) {
        let mut index = Index::build(before.clone());
        let mut all = before;
        for doc in changes {
            index.update(doc.clone());
            all.push(doc);
        }
        for id in removed {
            let id = FacilityId::from_bytes([id; 16]);
            prop_assert_eq!(index.remove(id), all.iter().any(|doc| doc.id == id));
            all.retain(|doc| doc.id != id);
        }
        let rebuilt = Index::build(all);
        prop_assert_eq!(index.len(), rebuilt.len());
        prop_assert_eq!(hits(&index, &text), hits(&rebuilt, &text), "{}", text);
    }

    #[test]
    fn fewer_rows_are_the_first_of_more(docs in prop::collection::vec(record(), 0..60), text in query(), limit in 1usize..8) {
        let index = Index::build(docs);
        let all = hits(&index, &text);
        let few = index.rows(&Query::parse(&text), limit);
        let literal: Vec<_> = all.rows.iter().take(limit).cloned().collect();
        prop_assert_eq!(few, literal, "{}", text);
        prop_assert!(index.count(&Query::parse(&text)) <= all.total);
    }

    #[test]
    fn every_part_of_a_name_finds_it(name in NAME, from in 0usize..10, length in 1usize..6) {
        // A minus sign before a word excludes it. Cut between characters of the fold: half of ｶﾞ, or a 々 without what it repeats, is another text.
        let folded = fold_mapped(&name);
        let letters = folded.text.chars().count();
        prop_assume!(letters > 0);
        let from = from % letters;
        let to = (from + length).min(letters);
        let part: String = name.chars().skip(folded.original_of(from).start).take(folded.original_of(to - 1).end - folded.original_of(from).start).collect();
        prop_assume!(!part.starts_with(['々', 'ー']) && !part.contains('-') && !fold(&part).is_empty() && folded.text.contains(&fold(&part)));
        let mut doc = Document::new(FacilityId::from_bytes([1; 16]));
        doc.push(Field::Name, &name);
        let query = Query::parse(&part);
        prop_assert_eq!(Index::build([doc]).count(&query), 1, "{} in {}", part, name);
    }

    #[test]
    fn nothing_that_is_typed_breaks_anything(docs in prop::collection::vec(record(), 0..10), text in "\\PC{0,20}") {
        let query = Query::parse(&text);
        let found = Index::build(docs.clone()).search(&query, 50);
        for hit in &found.rows {
            for why in &hit.why {
                let letters = why.text.chars().count();
                prop_assert!(why.positions.iter().all(|range| range.start < range.end && range.end <= letters), "{:?}", why);
            }
        }
        for (_, original) in docs.iter().flat_map(|doc| &doc.fields) {
            let letters = original.chars().count();
            prop_assert!(highlight(original, &query).iter().all(|range| range.start < range.end && range.end <= letters));
        }
    }
}

#[test]
fn many_updates_freeze_and_join_segments_without_losing_one() {
    let doc = |n: u16, name: &str| {
        let mut id = [0; 16];
        id[..2].copy_from_slice(&n.to_be_bytes());
        let mut doc = Document::new(FacilityId::from_bytes(id));
        doc.push(Field::Name, &format!("{name}{n}号"));
        doc
    };
    let mut index = Index::build((0..1000).map(|n| doc(n, "花川")));
    for n in 0..3000 {
        index.update(doc(n, "桑原"));
    }
    for n in 2900..3000 {
        assert!(index.remove(doc(n, "").id));
    }
    assert_eq!(index.len(), 2900);
    assert_eq!(index.count(&Query::parse("桑原")), 2900);
    assert_eq!(index.count(&Query::parse("花川")), 0);
    let rebuilt = Index::build((0..2900).map(|n| doc(n, "桑原")));
    assert_eq!(index.search(&Query::parse("原1"), 40), rebuilt.search(&Query::parse("原1"), 40));
}
