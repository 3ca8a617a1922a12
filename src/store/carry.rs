//! Keeps what a newer program wrote into a record when this one saves it: programs of two ages share one file, and a field
//! that this one does not know would otherwise be gone with its first edit.

use std::borrow::Cow;

use serde::de::IgnoredAny;

/// The body to store. `stored` is there now, `known` is what this program understands of it (decoded and encoded again), and
/// `new` is to be saved, all MessagePack. A part that was not changed keeps the stored bytes; a map keeps the fields that only
/// `stored` has; an element of a list is found again by what is known of it.
pub(super) fn carry<'a>(stored: &'a [u8], known: &[u8], new: &'a [u8]) -> Cow<'a, [u8]> {
    if known == stored {
        return Cow::Borrowed(new);
    }
    if new == known {
        return Cow::Borrowed(stored);
    }
    match (Parts::of(stored), Parts::of(known), Parts::of(new)) {
        (Some(Parts::Map(stored)), Some(Parts::Map(known)), Some(Parts::Map(new))) => fields(&stored, &known, &new),
        (Some(Parts::List(stored)), Some(Parts::List(known)), Some(Parts::List(new)))
            if stored.len() == known.len() =>
        {
            elements(&stored, &known, &new)
        }
        _ => Cow::Borrowed(new),
    }
}

/// An encoded key and its encoded value.
pub(super) type Field<'a> = (&'a [u8], &'a [u8]);

fn fields<'a>(stored: &[Field<'_>], known: &[Field<'_>], new: &[Field<'_>]) -> Cow<'a, [u8]> {
    let mut count = new.len();
    let mut body = Vec::new();
    for (name, value) in new {
        body.extend_from_slice(name);
        match (find(stored, name), find(known, name)) {
            (Some(stored), Some(known)) => body.extend_from_slice(&carry(stored, known, value)),
            _ => body.extend_from_slice(value),
        }
    }
    for (name, value) in stored {
        if find(known, name).is_none() && find(new, name).is_none() {
            body.extend_from_slice(name);
            body.extend_from_slice(value);
            count += 1;
        }
    }
    Cow::Owned(headed(MAP, count, &body))
}

fn find<'a>(fields: &[Field<'a>], name: &[u8]) -> Option<&'a [u8]> {
    fields.iter().find(|(key, _)| *key == name).map(|(_, value)| *value)
}

fn elements<'a>(stored: &[&[u8]], known: &[&[u8]], new: &[&[u8]]) -> Cow<'a, [u8]> {
    let mut body = Vec::new();
    for element in new {
        let same = known.iter().position(|known| known == element);
        body.extend_from_slice(same.and_then(|place| stored.get(place)).unwrap_or(element));
    }
    Cow::Owned(headed(LIST, new.len(), &body))
}

/// The first bytes of a map or list: up to 15 parts, a 16-bit and a 32-bit count (MessagePack specification, "formats").
type Heads = [u8; 3];
const MAP: Heads = [0x80, 0xde, 0xdf];
const LIST: Heads = [0x90, 0xdc, 0xdd];

fn headed([short, middle, long]: Heads, count: usize, body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(5 + body.len());
    if count < 16 {
        bytes.push(short | count as u8);
    } else if let Ok(count) = u16::try_from(count) {
        bytes.push(middle);
        bytes.extend_from_slice(&count.to_be_bytes());
    } else {
        bytes.push(long);
        bytes.extend_from_slice(&(count as u32).to_be_bytes());
    }
    bytes.extend_from_slice(body);
    bytes
}

/// The encoded parts of an encoded value.
pub(super) enum Parts<'a> {
    Map(Vec<Field<'a>>),
    List(Vec<&'a [u8]>),
}

impl<'a> Parts<'a> {
    /// `None` for what is neither map nor list.
    pub(super) fn of(bytes: &'a [u8]) -> Option<Self> {
        let (&first, rest) = bytes.split_first()?;
        if let Some((count, mut rest)) = counted(MAP, first, rest) {
            return (0..count)
                .map(|_| Some((next(&mut rest)?, next(&mut rest)?)))
                .collect::<Option<_>>()
                .map(Self::Map);
        }
        let (count, mut rest) = counted(LIST, first, rest)?;
        (0..count).map(|_| next(&mut rest)).collect::<Option<_>>().map(Self::List)
    }
}

/// The count in the head of a map or list, and what follows it.
fn counted([short, middle, long]: Heads, first: u8, rest: &[u8]) -> Option<(usize, &[u8])> {
    if first & 0xf0 == short {
        Some((usize::from(first & 0x0f), rest))
    } else if first == middle {
        let (count, rest) = rest.split_first_chunk()?;
        Some((usize::from(u16::from_be_bytes(*count)), rest))
    } else if first == long {
        let (count, rest) = rest.split_first_chunk()?;
        Some((usize::try_from(u32::from_be_bytes(*count)).ok()?, rest))
    } else {
        None
    }
}

/// Cuts one encoded value off the front.
fn next<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let from = *rest;
    let _: IgnoredAny = rmp_serde::from_read(&mut *rest).ok()?;
    from.get(..from.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use serde_json::{Value, json};

    use super::*;

    fn pack(value: &Value) -> Vec<u8> {
        let mut bytes = Vec::new();
        value.serialize(&mut rmp_serde::Serializer::new(&mut bytes).with_struct_map()).unwrap();
        bytes
    }

    fn carried(stored: &Value, known: &Value, new: &Value) -> Value {
        rmp_serde::from_slice(&carry(&pack(stored), &pack(known), &pack(new))).unwrap()
    }

    #[test]
    fn an_unknown_field_stays_at_any_depth() {
        let stored = json!({"name": "a", "later": 7, "desk": {"person": "b", "badge": [1, 2]}});
        let known = json!({"name": "a", "desk": {"person": "b"}});
        let new = json!({"name": "A", "desk": {"person": "B"}});
        let wanted = json!({"name": "A", "desk": {"person": "B", "badge": [1, 2]}, "later": 7});
        assert_eq!(carried(&stored, &known, &new), wanted);
    }

    #[test]
    fn a_known_field_that_was_emptied_stays_empty() {
        let stored = json!({"name": "a", "note": "old", "later": 7});
        let known = json!({"name": "a", "note": "old"});
        assert_eq!(carried(&stored, &known, &json!({"name": "a"})), json!({"name": "a", "later": 7}));
    }

    #[test]
    fn an_unchanged_element_of_a_list_keeps_its_unknown_fields_wherever_it_went() {
        let stored = json!({"l": [{"n": 1, "x": 1}, {"n": 2, "x": 2}, {"n": 3, "x": 3}]});
        let known = json!({"l": [{"n": 1}, {"n": 2}, {"n": 3}]});
        let new = json!({"l": [{"n": 9}, {"n": 3}, {"n": 1}]});
        assert_eq!(carried(&stored, &known, &new), json!({"l": [{"n": 9}, {"n": 3, "x": 3}, {"n": 1, "x": 1}]}));
    }

    #[test]
    fn nothing_unknown_nothing_carried() {
        let stored = json!({"a": 1, "b": [1, 2]});
        assert_eq!(carried(&stored, &stored, &json!({"b": [2]})), json!({"b": [2]}));
    }

    #[test]
    fn large_maps_and_lists_have_longer_heads() {
        for count in [15_u32, 16, 70_000] {
            let list: Vec<u32> = (0..count).collect();
            let map: serde_json::Map<String, Value> = (0..count).map(|n| (n.to_string(), json!(n))).collect();
            let known = json!({"list": list, "map": map});
            let mut stored = known.clone();
            stored["later"] = json!(true);
            let mut new = known.clone();
            new["list"] = json!([0]);
            let mut wanted = new.clone();
            wanted["later"] = json!(true);
            assert_eq!(carried(&stored, &known, &new), wanted);
        }
    }
}
