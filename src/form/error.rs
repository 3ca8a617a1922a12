//! Why a value cannot stand in its field.

/// Its sentence for people is the word `form.error.<name>`; none holds what was typed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, thiserror::Error, strum::IntoStaticStr, strum::EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum FieldError {
    #[error("there is no field of this name; `renkei set --help` lists them")]
    UnknownField,
    #[error("a name and at least one kind are required")]
    Required,
    #[error("a whole number from 0 to 9999 is expected")]
    NotANumber,
    #[error("a date is expected, such as 2026-06-12, R8.6.12, 6/12 or today")]
    NotADate,
    #[error("a confirmation cannot lie in the future")]
    InTheFuture,
    #[error("one of 可 談 否 (yes, ask, no) or nothing is expected")]
    NotAnAbility,
    #[error("yes or no is expected")]
    NotYesOrNo,
    #[error(
        "there is no such kind of service, or several have this name; give its code, such as care:130 or local:salon"
    )]
    UnknownKind,
    #[error("a latitude and a longitude inside Japan are expected, such as 35.0617,136.6838")]
    NotAPlace,
    #[error("this is no phone number: it holds no digit")]
    NotAPhone,
    #[error("this is no e-mail address")]
    NotAnEmail,
    #[error("the text is longer than 4,000 characters")]
    TooLong,
}

impl FieldError {
    pub fn key(self) -> String {
        let name: &'static str = self.into();
        format!("form.error.{name}")
    }
}
