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
    #[error("this must not be empty")]
    Missing,
    #[error("a birth date with its year is expected, such as S15.3.1, 昭和15年3月1日 or 1940-03-01")]
    NotABirthDate,
    #[error("this day cannot lie in the future")]
    NotYet,
    #[error("a time of the day is expected, such as 16:30, 1630 or 16時半")]
    NotATime,
    #[error("this is none of the choices")]
    NotAChoice,
    #[error("this day lies before the admission")]
    BeforeAdmission,
    #[error("this day lies before the one on which the consent was given")]
    BeforeConsent,
    #[error("this day lies before the talk")]
    BeforeTalk,
    #[error("the day of the consent is missing")]
    NoConsentDay,
    #[error("the talk cannot end before it begins")]
    EndsBeforeStart,
    #[error("each line is a profession, a place and a name, with blanks between")]
    NotAParticipant,
    #[error("this institution has no FAX number in the register; write it there first")]
    NoFax,
    #[error("the number read back is not the one in the register")]
    NotReadBack,
    #[error("the day of the consent or a reason is needed")]
    NoGround,
    #[error("this institution is not in the register; choose one of the list")]
    NotRegistered,
    #[error("this day lies before the one from which it holds")]
    BeforeFrom,
    #[error("the question is not answered yet; write the answer first")]
    NotAnswered,
    #[error("the text was changed meanwhile; close this and look at it again")]
    LookAgain,
    #[error("the record is for fewer people than read there")]
    Narrower,
    #[error("the text may name somebody; mend it, or say why it may stand")]
    MayName,
    #[error("the text may name somebody and comes of a meeting that speaks of cases; mend it")]
    MayNameFinal,
    #[error("a profession that is not in the list of professions")]
    UnknownProfession,
}

impl FieldError {
    pub fn key(self) -> String {
        let name: &'static str = self.into();
        format!("form.error.{name}")
    }
}
