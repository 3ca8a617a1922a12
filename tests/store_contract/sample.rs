//! Plainly fictional records.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::date;
use renkei::domain::acp::{CarePlace, Stance, Treatment};
use renkei::domain::conference::TalkKind;
use renkei::domain::disclosure::{Ground, Way};
use renkei::domain::facility::SourceKey;
use renkei::domain::guide::Desk;
use renkei::domain::meeting::{Line, Mark};
use renkei::domain::place::Reading;
use renkei::domain::publication::Question;
use renkei::domain::task::Origin;
use renkei::domain::{
    AcpTalk, AcpTalkId, Author, Conference, ConferenceId, Disclosure, DisclosureId, Doubt, DoubtId, DoubtReason,
    Episode, EpisodeId, Facility, FacilityId, Guide, GuideId, Kind, Listing, Meeting, MeetingId, Member, MemberId,
    Person, PersonId, PlaceTable, Publication, PublicationId, Publicity, Role, ServiceAct, ServiceActId, Sheet,
    SheetId, Source, Survey, SurveyId, Task, TaskId, Template, TemplateId, Vague,
};
use renkei::port::store::{Key, Label, Result, facility as load};
use renkei::port::{EntityKind, GroupId, Put, Record, Saved, Store, Transaction};

pub fn hana() -> Author {
    Author::account(1001, "hana")
}

pub fn taro() -> Author {
    Author::account(1002, "taro")
}

pub fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

/// The n-th facility; its id sorts by n.
pub fn id(n: u32) -> FacilityId {
    let mut bytes = [0; 16];
    bytes[..4].copy_from_slice(&n.to_be_bytes());
    bytes[15] = 1;
    FacilityId::from_bytes(bytes)
}

pub fn key(n: u32) -> Key {
    id(n).to_bytes()
}

pub fn facility(n: u32, note: &str) -> Facility {
    let mut facility = Facility::new(id(n));
    let number = SourceKey::Number(format!("99{n:08}"));
    let kind = Kind::new("medical:clinic");
    let mut listing = Listing::new(Source::CareService, number, kind, date(2025, 12, 1), format!("架空の事業所{n}"));
    listing.address = Some(format!("夢見市幻町{n}番地"));
    facility.listings.push(listing);
    facility.local.note.facts = String::from(note);
    facility
}

pub fn doubt(n: u32) -> Doubt {
    let mut bytes = [7; 16];
    bytes[..4].copy_from_slice(&n.to_be_bytes());
    Doubt {
        id: DoubtId::from_bytes(bytes),
        rev: 0,
        a: id(n),
        b: id(n + 1),
        reason: DoubtReason::NameAndLot,
        found_on: date(2026, 1, 5),
        verdict: None,
    }
}

/// The n-th member, under the account of the n-th author; the first is an admin.
pub fn member(n: u32) -> Member {
    let mut bytes = [9; 16];
    bytes[..4].copy_from_slice(&n.to_be_bytes());
    Member {
        id: MemberId::from_bytes(bytes),
        rev: 0,
        code: format!("n{n}"),
        name: format!("架空 {n}子"),
        uids: vec![1000 + n],
        role: if n == 1 { Role::Admin } else { Role::Write },
        left_on: None,
    }
}

pub fn places(code: &str) -> PlaceTable {
    let reading = |name: &str, kana: &str| Reading { name: name.to_owned(), kana: kana.to_owned() };
    PlaceTable {
        rev: 0,
        code: code.to_owned(),
        prefecture: reading("夢県", "ゆめけん"),
        municipality: reading("夢見市", "ゆめみし"),
        towns: vec![reading("幻町", "まぼろしちょう")],
        as_of: date(2026, 1, 31),
    }
}

pub fn transaction(author: &Author, action: &str, puts: Vec<Put>) -> Transaction {
    Transaction {
        author: author.clone(),
        at: at(0),
        label: Label { action: action.to_owned(), detail: format!("{} records", puts.len()) },
        puts,
        patience: Some(Duration::from_secs(20)),
    }
}

pub fn write(store: &dyn Store, author: &Author, puts: Vec<Put>) -> Result<Saved> {
    store.write(transaction(author, "edit", puts))
}

pub fn save(facility: Facility) -> Put {
    Put::Save(Record::Facility(facility))
}

/// Saves the n-th facility with this note, over whatever is there, and gives the group.
pub fn set(store: &dyn Store, author: &Author, n: u32, note: &str) -> GroupId {
    let mut wanted = facility(n, note);
    wanted.rev = load(store, id(n)).unwrap().map_or(0, |facility| facility.rev);
    write(store, author, vec![save(wanted)]).unwrap().group.expect("something changed")
}

pub fn remove(store: &dyn Store, author: &Author, n: u32) -> GroupId {
    let rev = load(store, id(n)).unwrap().expect("it is there").rev;
    let put = Put::Remove { kind: EntityKind::Facility, key: key(n), rev };
    write(store, author, vec![put]).unwrap().group.expect("something changed")
}

/// Moves the n-th facility to the trash.
pub fn trash(store: &dyn Store, author: &Author, n: u32) -> GroupId {
    let rev = load(store, id(n)).unwrap().expect("it is there").rev;
    let put = Put::Trash { kind: EntityKind::Facility, key: key(n), rev };
    write(store, author, vec![put]).unwrap().group.expect("something changed")
}

pub fn restore(n: u32) -> Put {
    Put::Restore { kind: EntityKind::Facility, key: key(n) }
}

pub fn purge(n: u32) -> Put {
    Put::Purge { kind: EntityKind::Facility, key: key(n) }
}

pub fn note(store: &dyn Store, n: u32) -> Option<String> {
    load(store, id(n)).unwrap().map(|facility| facility.local.note.facts)
}

pub fn rev(store: &dyn Store, n: u32) -> Option<u64> {
    load(store, id(n)).unwrap().map(|facility| facility.rev)
}

/// Everything of a kind, its `rev` set to 0: what an undo must bring back.
pub fn contents(store: &dyn Store, kind: EntityKind) -> Vec<Record> {
    let mut all = Vec::new();
    store
        .scan(kind, &mut |mut record| {
            record.set_rev(0);
            all.push(record);
        })
        .unwrap();
    all
}

pub fn person(n: u8) -> Person {
    Person::new(PersonId::from_bytes([n; 16]), "架空花子".to_owned())
}

pub fn template() -> Template {
    Template {
        id: TemplateId::of("sample", "1"),
        rev: 0,
        name: "sample".to_owned(),
        version: "1".to_owned(),
        title: "架空の手引き".to_owned(),
        items: Vec::new(),
    }
}

pub fn stay(n: u8) -> Episode {
    Episode::new(EpisodeId::from_bytes([n; 16]), person(n).id, date(2026, 5, 1), template().id)
}

pub fn disclosure(n: u8) -> Disclosure {
    Disclosure {
        id: DisclosureId::from_bytes([n; 16]),
        rev: 0,
        person: person(n).id,
        episode: Some(stay(n).id),
        at: date(2026, 5, 1).at(16, 0, 0, 0),
        document: "admission_sheet".to_owned(),
        sheet: Some(sheet(n).id),
        contents: "全部".to_owned(),
        to: None,
        to_name: "架空病院".to_owned(),
        to_address: String::new(),
        to_desk: String::new(),
        way: Way::Fax,
        number: None,
        read_back: true,
        place: String::new(),
        receipt: None,
        ground: Ground::Consent(date(2026, 4, 1)),
        by: "架空".to_owned(),
    }
}

pub fn conference(n: u8) -> Conference {
    Conference {
        id: ConferenceId::from_bytes([n; 16]),
        rev: 0,
        episode: stay(n).id,
        person: person(n).id,
        kind: TalkKind::Conference,
        on: date(2026, 5, 9),
        from: None,
        until: None,
        by_video: false,
        place: String::new(),
        participants: Vec::new(),
        points: String::new(),
        document_copied: false,
        consented: false,
    }
}

pub fn sheet(n: u8) -> Sheet {
    Sheet {
        id: SheetId::from_bytes([n; 16]),
        rev: 0,
        person: person(n).id,
        episode: Some(stay(n).id),
        form: "admission_sheet".to_owned(),
        form_version: "1".to_owned(),
        values: [("name".to_owned(), "架空花子".to_owned())].into(),
        aside: std::collections::BTreeMap::new(),
        written_on: None,
    }
}

pub fn acp_talk(n: u8) -> AcpTalk {
    let mut talk = AcpTalk::new(AcpTalkId::from_bytes([n; 16]), person(n).id, date(2026, 6, 1));
    "家の縁側".clone_into(&mut talk.values);
    talk.last_place = Some(CarePlace::Home);
    talk.treatments.insert(Treatment::Ventilator, Stance::NotWanted);
    talk
}

/// With an action whose task is [`action`].
pub fn meeting(n: u8) -> Meeting {
    let line = |mark, text: &str, task| Line {
        mark,
        text: text.to_owned(),
        task,
        number: (mark == Mark::Issue).then_some(1),
        of: (mark == Mark::Action).then_some(1),
        who: None,
        due: (mark == Mark::Action).then_some(date(2026, 6, 14)),
    };
    Meeting {
        id: MeetingId::from_bytes([n; 16]),
        kind: "providers".to_owned(),
        title: "架空の集い".to_owned(),
        on: Vague::Month { year: 2026, month: 6 },
        lines: vec![
            line(Mark::Issue, "情報が遅い", None),
            line(Mark::Action, "一覧を配る", Some(action(n).id)),
            line(Mark::Question, "面会はできるか", None),
        ],
        ..Meeting::default()
    }
}

/// What [`meeting`] agreed on.
pub fn action(n: u8) -> Task {
    Task {
        id: TaskId::from_bytes([n; 16]),
        rev: 0,
        episode: None,
        person: None,
        origin: Origin::Action {
            meeting: MeetingId::from_bytes([n; 16]),
            text: "一覧を配る".to_owned(),
            due: Some(date(2026, 6, 14)),
            done_on: None,
        },
        assignee: None,
        state: renkei::domain::task::TaskState::Open,
        note: String::new(),
    }
}

pub fn publication(n: u8) -> Publication {
    let question =
        Question { asked: "面会はできるか".to_owned(), answer: "できる".to_owned(), ..Question::default() };
    Publication {
        id: PublicationId::from_bytes([n; 16]),
        kind: "qa".to_owned(),
        number: Some(1),
        question: Some(question),
        ..Publication::default()
    }
}

pub fn guide(n: u8) -> Guide {
    let desk = Desk { facility: Some(id(u32::from(n))), name: String::new(), why: "まずここへ".to_owned() };
    Guide {
        id: GuideId::from_bytes([n; 16]),
        worry: "どこに相談したら".to_owned(),
        desks: vec![desk],
        ..Guide::default()
    }
}

pub fn survey(n: u8) -> Survey {
    Survey {
        id: SurveyId::from_bytes([n; 16]),
        title: "架空の調査".to_owned(),
        asked: vec![id(u32::from(n))],
        ..Survey::default()
    }
}

pub fn closing(n: u8) -> ServiceAct {
    ServiceAct {
        id: ServiceActId::from_bytes([n; 16]),
        rev: 0,
        facility: id(u32::from(n)),
        state: "closed".to_owned(),
        from: date(2026, 6, 1),
        until: None,
        services: Vec::new(),
        reason: "infection".to_owned(),
        note: String::new(),
        said_by: "管理者".to_owned(),
        by: "中村".to_owned(),
        at: date(2026, 6, 1).at(9, 0, 0, 0),
        publicity: Publicity::Partners,
        fictional: true,
    }
}
