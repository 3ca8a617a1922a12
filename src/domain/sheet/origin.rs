//! Where the first value of a field comes from.

/// What the register, the person and the stay can tell a form. The names are those of the forms' data files; a stroke parts them, because
/// what has a dot is a key of the words.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, strum::EnumString, strum::EnumIter, strum::IntoStaticStr)]
pub enum Origin {
    #[strum(serialize = "person/name")]
    PersonName,
    #[strum(serialize = "person/kana")]
    PersonKana,
    #[strum(serialize = "person/birth_date")]
    BirthDate,
    /// Whole years on the day of writing.
    #[strum(serialize = "person/age")]
    Age,
    /// A code: `female`, `male`, `other`.
    #[strum(serialize = "person/sex")]
    Sex,
    #[strum(serialize = "person/address")]
    Address,
    #[strum(serialize = "person/phone")]
    Phone,
    /// A code of [`CareLevel`](crate::domain::CareLevel): `support1`, `care3`, `applying`.
    #[strum(serialize = "person/care_level")]
    CareLevel,
    #[strum(serialize = "person/certified_until")]
    CertifiedUntil,
    #[strum(serialize = "person/reviewed_on")]
    ReviewedOn,
    #[strum(serialize = "care_manager/place")]
    CareManagerPlace,
    #[strum(serialize = "care_manager/name")]
    CareManagerName,
    #[strum(serialize = "care_manager/phone")]
    CareManagerPhone,
    #[strum(serialize = "care_manager/fax")]
    CareManagerFax,
    #[strum(serialize = "doctor/place")]
    DoctorPlace,
    #[strum(serialize = "doctor/name")]
    DoctorName,
    #[strum(serialize = "doctor/phone")]
    DoctorPhone,
    #[strum(serialize = "doctor/fax")]
    DoctorFax,
    #[strum(serialize = "key_person/name")]
    KeyPersonName,
    #[strum(serialize = "key_person/relation")]
    KeyPersonRelation,
    #[strum(serialize = "key_person/phone")]
    KeyPersonPhone,
    /// The code `yes` where a consent holds on the day of writing, else nothing.
    #[strum(serialize = "consent/given")]
    ConsentGiven,
    #[strum(serialize = "consent/on")]
    ConsentOn,
    /// A code: `written`, `spoken`.
    #[strum(serialize = "consent/way")]
    ConsentWay,
    #[strum(serialize = "consent/scope")]
    ConsentScope,
    #[strum(serialize = "episode/admitted_on")]
    AdmittedOn,
    #[strum(serialize = "episode/admitted_at")]
    AdmittedAt,
    /// A code: `yes`, `no`.
    #[strum(serialize = "episode/planned")]
    Planned,
    #[strum(serialize = "episode/hospital")]
    Hospital,
    #[strum(serialize = "episode/hospital_phone")]
    HospitalPhone,
    #[strum(serialize = "episode/hospital_fax")]
    HospitalFax,
    #[strum(serialize = "episode/ward")]
    Ward,
    #[strum(serialize = "episode/cause")]
    Cause,
    #[strum(serialize = "episode/discharge_decided_on")]
    DischargeDecidedOn,
    /// The day of discharge where it has happened, else the planned one.
    #[strum(serialize = "episode/discharge_planned_on")]
    DischargePlannedOn,
    #[strum(serialize = "hospital_contact/name")]
    HospitalContactName,
    #[strum(serialize = "hospital_contact/role")]
    HospitalContactRole,
    #[strum(serialize = "hospital_contact/phone")]
    HospitalContactPhone,
    #[strum(serialize = "conference/on")]
    ConferenceOn,
    #[strum(serialize = "conference/from")]
    ConferenceFrom,
    #[strum(serialize = "conference/until")]
    ConferenceUntil,
    /// A code: `interview`, `conference`.
    #[strum(serialize = "conference/kind")]
    ConferenceKind,
    #[strum(serialize = "conference/by_video")]
    ConferenceByVideo,
    #[strum(serialize = "conference/place")]
    ConferencePlace,
    #[strum(serialize = "conference/participants")]
    ConferenceParticipants,
    #[strum(serialize = "conference/points")]
    ConferencePoints,
    #[strum(serialize = "conference/document_copied")]
    ConferenceDocumentCopied,
    #[strum(serialize = "conference/consented")]
    ConferenceConsented,
    /// 記入日: the day of writing.
    #[strum(serialize = "sheet/written_on")]
    WrittenOn,
}

impl Origin {
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Does it belong to one admission (or one talk), so that the next one asks anew?
    pub fn is_of_stay(self) -> bool {
        ["episode/", "hospital_contact/", "conference/", "sheet/", "consent/"]
            .iter()
            .any(|kind| self.name().starts_with(kind))
    }
}
