//! The fields of the kit in the refrigerator.

use jiff::civil::Date;

use super::super::parse::{code, code_text, date, date_text, line, yes_no, yes_no_text};
use super::super::{FieldError, FieldKind};
use super::{past, several};
use crate::domain::card::{Kit, KitContent, KitPlace};

/// A field of the kit, in the order of the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum KitField {
    Place,
    PlaceNote,
    SealEntrance,
    SealFridge,
    WalletCard,
    Contents,
    HandedOn,
    HandedBy,
    SheetOf,
}

impl KitField {
    pub(super) fn kind(self) -> FieldKind {
        match self {
            Self::Place => FieldKind::choice::<KitPlace>("kit_place", true),
            Self::PlaceNote | Self::HandedBy => FieldKind::Line,
            Self::SealEntrance | Self::SealFridge | Self::WalletCard => FieldKind::YesNo,
            Self::Contents => FieldKind::several::<KitContent>("kit_content"),
            Self::HandedOn | Self::SheetOf => FieldKind::Date,
        }
    }
}

pub(super) fn get(kit: &Kit, field: KitField) -> String {
    match field {
        KitField::Place => code_text(kit.place),
        KitField::PlaceNote => kit.place_note.clone(),
        KitField::SealEntrance => yes_no_text(kit.seal_entrance),
        KitField::SealFridge => yes_no_text(kit.seal_fridge),
        KitField::WalletCard => yes_no_text(kit.wallet_card),
        KitField::Contents => {
            kit.contents.iter().map(|content| code_text(Some(*content))).collect::<Vec<_>>().join("\n")
        }
        KitField::HandedOn => date_text(kit.handed_on),
        KitField::HandedBy => kit.handed_by.clone(),
        KitField::SheetOf => date_text(kit.sheet_of),
    }
}

/// Sets a field from typed text; empty text takes the value away.
pub(super) fn set(kit: &mut Kit, field: KitField, typed: &str, today: Date) -> Result<(), FieldError> {
    match field {
        KitField::Place => kit.place = code(typed)?,
        KitField::PlaceNote => kit.place_note = line(typed).unwrap_or_default(),
        KitField::SealEntrance => kit.seal_entrance = yes_no(typed)?,
        KitField::SealFridge => kit.seal_fridge = yes_no(typed)?,
        KitField::WalletCard => kit.wallet_card = yes_no(typed)?,
        KitField::Contents => {
            let known: Vec<[&str; 3]> =
                <KitContent as strum::IntoEnumIterator>::iter().map(|content| [content.into(); 3]).collect();
            let codes = several(typed, &known, &[])?;
            kit.contents = codes.iter().filter_map(|code| code.parse().ok()).collect();
        }
        KitField::HandedOn => kit.handed_on = past(date(typed, today)?, today)?,
        KitField::HandedBy => kit.handed_by = line(typed).unwrap_or_default(),
        KitField::SheetOf => kit.sheet_of = past(date(typed, today)?, today)?,
    }
    Ok(())
}
