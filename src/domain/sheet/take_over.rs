//! A sheet from a former one: what still holds is taken over, what has no place any more is kept aside.

use super::{FieldKind, Known, Sheet, SheetField, SheetForm, Values, picks, prefill};

/// The values of a sheet that goes on from another.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TakenOver {
    pub values: Values,
    /// Values whose field is gone, or which are no option any more: the whole value under its field's name.
    pub aside: Values,
}

/// The same sheet under this form, which may be another version: every value is in one of the two, none in both.
pub fn take_over(form: &SheetForm, former: &Sheet) -> TakenOver {
    let mut taken = TakenOver::default();
    let all = former.aside.iter().filter(|(name, _)| !former.values.contains_key(*name)).chain(&former.values);
    for (name, value) in all {
        let fits = form.field(name).is_some_and(|field| takes(field, value));
        let side = if fits { &mut taken.values } else { &mut taken.aside };
        side.insert(name.clone(), value.clone());
    }
    // What lay aside under the name of a value that stands is kept under a name of its own.
    for (name, value) in former.aside.iter().filter(|(name, _)| former.values.contains_key(*name)) {
        let mut spare = format!("{name}_");
        while taken.values.contains_key(&spare) || taken.aside.contains_key(&spare) || former.aside.contains_key(&spare)
        {
            spare.push('_');
        }
        taken.aside.insert(spare, value.clone());
    }
    taken
}

/// A new sheet: a former one's values but for those of its admission, then what is known today, which wins.
pub fn begin(form: &SheetForm, former: Option<&Sheet>, known: &Known<'_>) -> TakenOver {
    let mut begun = former.map(|former| take_over(form, former)).unwrap_or_default();
    begun.values.retain(|name, _| form.field(name).is_some_and(|field| !field.is_fresh()));
    begun.values.extend(prefill(form, known));
    begun
}

/// May the value stand in the field? Only options are judged: a text is never thrown out for how it is written.
fn takes(field: &SheetField, value: &str) -> bool {
    match &field.kind {
        FieldKind::Choice(options) => options.iter().any(|option| option == value),
        FieldKind::Several(options) => picks(value).all(|pick| options.iter().any(|option| option == pick)),
        FieldKind::YesNo { .. } => ["yes", "no"].contains(&value),
        FieldKind::Line | FieldKind::Text | FieldKind::Number | FieldKind::Date | FieldKind::Phone => true,
    }
}
