//! Emergency cards as paper: one page for everybody, a card of the size of a business card, and nothing that must be read lost.

use std::fs;
use std::process::Command;

use jiff::civil::date;
use jiff::tz::TimeZone;
use renkei::domain::card::{
    BackupHospital, Bedridden, Contact, Dementia, Household, Insurance, Kit, KitContent, KitPlace, Lives, Moment,
    Resuscitation, Support, WishDocument, devices, support_roles,
};
use renkei::domain::person::{Consent, ConsentWay, KeyPerson, Sex, Supporter};
use renkei::domain::{CareLevel, Person, PersonId, Phone};
use renkei::exchange::demo;
use renkei::exchange::export::person::{CardFormat, CardOptions, CardPage, render};
use renkei::model::Registry;
use renkei::port::Record;
use renkei::rulebook::builtin;
use renkei::words::{Language, Words};
use strum::IntoEnumIterator;

use super::print::{bare, browser, paper};

/// What is printed, and what each of it must say of somebody who does not want to be resuscitated.
const PAPERS: [CardFormat; 3] = [CardFormat::PageHtml, CardFormat::WalletHtml, CardFormat::KitHtml];

const SENTENCE: &str = "長い記入が続いても紙から溢れず、数値120/80も英語Warfarinも折り返す。";

/// Everything that a card can say, each text with so many characters.
fn full(characters: usize) -> Person {
    let text: String = SENTENCE.chars().cycle().take(characters).collect();
    let short: String = text.chars().take(characters.min(12)).collect();
    let phone = |n: usize| Phone::parse(&format!("090-0000-{n:04}"));
    let place = |n: usize| Supporter {
        facility: None,
        place: Some(format!("架空機関{n} {text}")),
        name: Some(format!("担当{n} {short}")),
        phone: phone(n),
    };
    let mut person = Person::new(PersonId::from_bytes([0x61; 16]), format!("架空 長右衛門{short}"));
    person.kana = Some(format!("カクウ チョウエモン{text}"));
    (person.birth_date, person.sex, person.care_level) = (Some(date(1931, 10, 30)), Some(Sex::Male), CareLevel::Care5);
    (person.address, person.phone, person.fictional) = (Some(text.clone()), phone(1), true);
    (person.doctor, person.care_manager) = (place(2), place(3));
    person.key_person = KeyPerson { name: Some(text.clone()), relation: Some(text.clone()), phone: phone(4) };
    let on = date(2026, 1, 5);
    person.consent = Some(Consent { on, way: ConsentWay::Written, scope: text.clone(), withdrawn_on: None });
    (person.reviewed_on, person.note) = (Some(on), text.clone());
    let card = &mut person.card;
    (card.household, card.area, card.language) = (Some(Household::AloneByDay), text.clone(), text.clone());
    card.entry.clone_from(&text);
    card.contacts = (1..=6)
        .map(|n| Contact {
            name: format!("架空 家族{n}{short}"),
            relation: format!("長女の夫{short}"),
            mobile: phone(10 * n),
            home: phone(10 * n + 1),
            work: phone(10 * n + 2),
            hours: format!("平日18時以降、{text}"),
            lives: Some(Lives::Far),
            decides: n == 1,
            consulted: n == 2,
            note: text.clone(),
        })
        .collect();
    card.supporters = (0..8)
        .map(|n| Support {
            role: support_roles()[n % support_roles().len()].code.to_owned(),
            who: place(20 + n),
            night_phone: phone(200 + n),
            note: text.clone(),
        })
        .collect();
    card.backup_hospital =
        BackupHospital { hospital: place(90), number: text.clone(), registered_on: Some(on), exchanged_on: Some(on) };
    let medical = &mut card.medical;
    for field in [
        &mut medical.allergies,
        &mut medical.device_note,
        &mut medical.illnesses,
        &mut medical.history,
        &mut medical.infections,
        &mut medical.medicines,
        &mut medical.talking,
        &mut medical.walking,
        &mut medical.daily_living,
        &mut medical.cognition,
        &mut medical.vitals,
    ] {
        field.clone_from(&text);
    }
    "AB Rh-".clone_into(&mut medical.blood_type);
    medical.devices = devices().iter().map(|info| info.code.to_owned()).collect();
    medical.anticoagulant = true;
    (medical.bedridden, medical.dementia) = (Some(Bedridden::C2), Some(Dementia::IIIb));
    card.insurance =
        Insurance { health: text.clone(), care: text.clone(), disability: text.clone(), public: text.clone() };
    let wishes = &mut card.wishes;
    (wishes.hospital, wishes.treatment, wishes.if_unable) = (place(91), text.clone(), text.clone());
    wishes.resuscitation = Some(Resuscitation::NotWanted);
    wishes.doctor_phone = phone(92);
    wishes.document = Some(WishDocument {
        written_on: Some(on),
        signed_by_person: true,
        doctor: format!("架空 医師{short}"),
        place: text.clone(),
    });
    card.kit = Kit {
        place: Some(KitPlace::InFridge),
        place_note: text.clone(),
        contents: KitContent::iter().collect(),
        handed_on: Some(on),
        ..Kit::default()
    };
    card.checked_by = format!("架空 民生委員{text}");
    card.checked_by_phone = phone(93);
    card.emergency_consent_on = Some(on);
    person
}

/// The pages of these persons on a Friday morning, with the register of the demo.
fn pages(persons: &[Person], language: Language) -> (Vec<CardPage>, CardOptions) {
    let today = date(2026, 6, 12);
    let registry = Registry::build(demo::city(today).facilities, &[]);
    let rulebook = builtin();
    let wall = today.at(9, 41, 0, 0).to_zoned(TimeZone::get("Asia/Tokyo").expect("bundled")).expect("exists");
    let moment = Moment { at: wall.datetime(), holidays: &rulebook.holidays, hours: &rulebook.hours.office };
    let mut options = CardOptions::new(Words::of(language));
    "みどり市地域連携室 03-0000-0000".clone_into(&mut options.office);
    let pages = persons.iter().map(|person| CardPage::of(person, &registry, &moment, &options)).collect();
    (pages, options)
}

fn people() -> Vec<Person> {
    let records = demo::care(date(2026, 6, 12), &builtin());
    records.into_iter().filter_map(Record::into_person).collect()
}

/// Somebody with nothing but a name, everybody of the demo, and cards that are fuller and fuller up to what a form takes.
fn everybody() -> Vec<Person> {
    let mut all = people();
    all.push(Person::new(PersonId::from_bytes([0x60; 16]), "架空 無記入".to_owned()));
    all.extend([8, 20, 40, 80, 200, 4_000].map(full));
    all
}

#[test]
fn every_card_prints_on_one_page() {
    assert_eq!(people().len(), 25);
    let everybody = everybody();
    for language in [Language::Ja, Language::En] {
        let (pages, options) = pages(&everybody, language);
        for format in PAPERS {
            // One run of the browser for all, each beginning a page: so many pages, each with the next person on it.
            let html = render(format, &pages, &options).text;
            let html = html.replace("</style>", ".card + .card { break-before: page; }</style>");
            let Some(paper) = paper(&format!("{format}-{language:?}"), &html) else { return };
            let firsts: Vec<String> = paper.iter().map(|text| bare(text).chars().take(60).collect()).collect();
            assert_eq!(paper.len(), pages.len(), "{format} {language:?}: {firsts:#?}");
            eprintln!("{format} {language:?}: {} persons on {} pages", pages.len(), paper.len());
            let decides = bare(options.words.get("card_page.service_decides"));
            for (text, page) in paper.iter().zip(&pages) {
                let family: String = page.name.chars().take_while(|c| !c.is_whitespace()).collect();
                assert!(bare(text).contains(&family), "{format}: {family}: {text}");
                // Its last words: where the lines of the sentence fall is the paper's affair, and labels stand between them.
                let last: String = decides.chars().skip(decides.chars().count() - 6).collect();
                let refuses = page.facts.iter().any(|fact| bare(&fact.text).contains(&decides));
                assert!(!refuses || bare(text).contains(&last), "{format}: never a bare tick: {text}");
            }
        }
    }
}

/// Height and width of each box of this class in millimetres, as the browser lays it out, and how far its text reaches.
fn boxes(html: &str, class: &str) -> Option<Vec<[f64; 4]>> {
    let script = format!(
        "<script>document.title = 'BOXES ' + [...document.querySelectorAll('.{class}')].map(e => \
         [e.offsetWidth, e.offsetHeight, e.scrollWidth, e.scrollHeight].join(',')).join(';')</script></body>"
    );
    let chromium = browser()?;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("card.html");
    fs::write(&file, html.replace("</body>", &script)).expect("written");
    let out = Command::new(chromium)
        .args(super::print::quiet(folder.path()))
        .arg("--dump-dom")
        .arg(format!("file://{}", file.display()))
        .env("HOME", folder.path())
        .output()
        .expect("chromium runs");
    let dom = String::from_utf8(out.stdout).expect("UTF-8");
    let said = dom.split("<title>BOXES ").nth(1).and_then(|rest| rest.split('<').next());
    let said = said.unwrap_or_else(|| panic!("measured: {dom}"));
    let pixels = |number: &str| number.parse::<f64>().expect("a number") * 25.4 / 96.0;
    let boxes = said.split(';').map(|one| {
        let sizes: Vec<f64> = one.split(',').map(pixels).collect();
        sizes.try_into().expect("four numbers")
    });
    Some(boxes.collect())
}

#[test]
fn a_card_to_carry_is_of_the_size_of_a_business_card() {
    let everybody = everybody();
    for language in [Language::Ja, Language::En] {
        let (pages, options) = pages(&everybody, language);
        let html = render(CardFormat::WalletHtml, &pages, &options).text;
        let Some(sides) = boxes(&html, "side") else { return };
        assert_eq!(sides.len(), 2 * everybody.len());
        let highest = sides.iter().map(|side| side[1].max(side[3])).fold(0.0, f64::max);
        eprintln!("{language:?}: the highest of {} sides is {highest:.1} mm", sides.len());
        for (at, [width, height, wide, high]) in sides.iter().enumerate() {
            let name = &pages[at / 2].name;
            // A pixel is a quarter of a millimetre, and the line around the card lies in its 91.
            assert!(
                (54.5..55.5).contains(height) && (90.2..91.5).contains(width),
                "{at} {name}: {width} x {height} mm"
            );
            assert!(*wide < 91.5 && *high < 55.5, "{at} {name}: the text reaches {wide} x {high} mm");
        }
    }
}

#[test]
fn what_is_cut_says_so_and_what_fits_is_whole() {
    let (people, options) = pages(&people(), Language::Ja);
    let more = |format| {
        let key = if format == CardFormat::WalletHtml { "card_page.wallet.more" } else { "card_page.more" };
        Words::of(Language::Ja).get(key)
    };
    for page in &people {
        for format in [CardFormat::PageHtml, CardFormat::KitHtml] {
            let text = render(format, std::slice::from_ref(page), &options).text;
            assert!(!text.contains(more(format)), "{format}: {}", page.name);
        }
    }
    let (longest, options) = pages(&[full(4_000)], Language::Ja);
    for format in PAPERS {
        let text = render(format, &longest, &options).text;
        assert!(text.matches(more(format)).count() > 5, "{format}");
        for must in ["090-0000-0010", "消防機関が判断します", "アレルギー"] {
            assert!(text.contains(must), "{format}: {must}");
        }
    }
}
