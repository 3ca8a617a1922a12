//! The fields of a meeting: what was said is one text with marks, who came is a line each.

use jiff::civil::Date;
use strum::IntoEnumIterator;

use super::date::{read_due, read_vague};
use super::parse::{ascii, code, code_text, codes, count, line, lines, time, time_text, yes_no, yes_no_text};
use super::{Coded, Described, FieldError, FieldKind, Label, Part};
use crate::domain::meeting::minutes::{parse, written};
use crate::domain::meeting::{self, Attendance, MOST_LINES, MeetingWay, Readings, Recording};
use crate::domain::publicity::Publicity;
use crate::domain::{Meeting, TaskId, Vague};

/// A meeting that costs more was typed wrongly.
const MOST_YEN: u32 = 100_000_000;

/// A field of a meeting, in the order of the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum MeetingField {
    Kind,
    Number,
    Title,
    Theme,
    On,
    From,
    Until,
    Place,
    Way,
    Lines,
    Next,
    Hosts,
    Cohosts,
    Chair,
    Speakers,
    Attendance,
    Observers,
    Absent,
    Materials,
    Teaching,
    Recording,
    RecordingAgreed,
    Budget,
    Fees,
    Scenes,
    Projects,
    Publicity,
    Anonymous,
    Source,
}

impl MeetingField {
    /// In the order of the form.
    pub fn all() -> Vec<Self> {
        Self::iter().collect()
    }

    /// The stable name.
    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    const fn part(self) -> &'static str {
        match self {
            Self::Kind | Self::Number | Self::Title | Self::Theme | Self::On => "meeting",
            Self::From | Self::Until | Self::Place | Self::Way => "meeting",
            Self::Lines | Self::Next => "meeting_lines",
            Self::Hosts | Self::Cohosts | Self::Chair | Self::Speakers | Self::Attendance => "meeting_people",
            Self::Observers | Self::Absent => "meeting_people",
            Self::Materials | Self::Teaching | Self::Scenes | Self::Projects => "meeting_more",
            Self::Publicity | Self::Anonymous | Self::Source => "meeting_more",
            Self::Recording | Self::RecordingAgreed | Self::Budget | Self::Fees => "meeting_more",
        }
    }
}

impl From<MeetingField> for Described {
    fn from(field: MeetingField) -> Self {
        let pair = |code: &str, ja, en| Coded { code: code.to_owned(), label: Label::Pair { ja, en } };
        let kind = match field {
            MeetingField::Kind => FieldKind::Choice {
                options: meeting::kinds().iter().map(|kind| pair(kind.code, kind.ja, kind.en)).collect(),
                optional: false,
            },
            MeetingField::Number | MeetingField::Observers => FieldKind::Number,
            MeetingField::Budget | MeetingField::Fees => FieldKind::Number,
            MeetingField::Recording => FieldKind::choice::<Recording>("recording", true),
            MeetingField::Title | MeetingField::Theme | MeetingField::Place | MeetingField::Chair => FieldKind::Line,
            // A day, a month or a year.
            MeetingField::On | MeetingField::Next => FieldKind::Line,
            MeetingField::Absent | MeetingField::Teaching | MeetingField::Source => FieldKind::Line,
            MeetingField::From | MeetingField::Until => FieldKind::Time,
            MeetingField::Way => FieldKind::choice::<MeetingWay>("meeting_way", true),
            MeetingField::Lines | MeetingField::Hosts | MeetingField::Cohosts => FieldKind::Text,
            MeetingField::Speakers | MeetingField::Attendance | MeetingField::Materials => FieldKind::Text,
            MeetingField::Scenes => {
                FieldKind::Several(meeting::scenes().iter().map(|one| pair(one.code, one.ja, one.en)).collect())
            }
            MeetingField::Projects => {
                FieldKind::Several(meeting::projects().iter().map(|one| pair(one.code, one.ja, one.en)).collect())
            }
            MeetingField::Publicity => FieldKind::choice::<Publicity>("publicity", false),
            MeetingField::Anonymous | MeetingField::RecordingAgreed => FieldKind::YesNo,
        };
        let label = Label::Key(format!("form.meeting.{}", field.name()));
        Self { name: field.name().to_owned(), label, kind, part: Part::of(field.part()), group: None }
    }
}

pub(super) fn get(meeting: &Meeting, field: MeetingField) -> String {
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    match field {
        MeetingField::Kind => meeting.kind.clone(),
        MeetingField::Number => number(meeting.number),
        MeetingField::Title => meeting.title.clone(),
        MeetingField::Theme => meeting.theme.clone(),
        MeetingField::On => meeting.on.to_string(),
        MeetingField::From => time_text(meeting.from),
        MeetingField::Until => time_text(meeting.until),
        MeetingField::Place => meeting.place.clone(),
        MeetingField::Way => code_text(meeting.way),
        MeetingField::Lines => written(&meeting.lines),
        MeetingField::Next => meeting.next.to_string(),
        MeetingField::Hosts => meeting.hosts.join("\n"),
        MeetingField::Cohosts => meeting.cohosts.join("\n"),
        MeetingField::Chair => meeting.chair.clone(),
        MeetingField::Speakers => meeting.speakers.join("\n"),
        MeetingField::Attendance => meeting.attendance.iter().map(came).collect::<Vec<_>>().join("\n"),
        MeetingField::Observers => number(meeting.observers),
        MeetingField::Absent => meeting.absent.clone(),
        MeetingField::Materials => meeting.materials.join("\n"),
        MeetingField::Teaching => meeting.teaching.clone(),
        MeetingField::Recording => code_text(meeting.recording),
        MeetingField::RecordingAgreed => yes_no_text(meeting.recording_agreed),
        MeetingField::Budget => number(meeting.budget),
        MeetingField::Fees => number(meeting.fees),
        MeetingField::Scenes => meeting.scenes.join("\n"),
        MeetingField::Projects => meeting.projects.join("\n"),
        MeetingField::Publicity => code_text(Some(meeting.publicity)),
        MeetingField::Anonymous => yes_no_text(meeting.anonymous),
        MeetingField::Source => meeting.source.clone(),
    }
}

/// Sets a field from typed text; empty text takes the value away. Days in the text of the lines are looked at from `today`.
pub(super) fn set(meeting: &mut Meeting, field: MeetingField, typed: &str, today: Date) -> Result<(), FieldError> {
    let text = || line(typed).unwrap_or_default();
    match field {
        MeetingField::Kind => {
            let code = line(typed).ok_or(FieldError::Missing)?;
            meeting::kind(&code).ok_or(FieldError::NotAChoice)?.code.clone_into(&mut meeting.kind);
        }
        MeetingField::Number => meeting.number = count(typed)?,
        MeetingField::Title => meeting.title = text(),
        MeetingField::Theme => meeting.theme = text(),
        MeetingField::On => meeting.on = vague(typed, today)?,
        MeetingField::From => meeting.from = time(typed)?,
        MeetingField::Until => meeting.until = time(typed)?,
        MeetingField::Place => meeting.place = text(),
        MeetingField::Way => meeting.way = code(typed)?,
        MeetingField::Lines => {
            let parsed = parse(typed, today, &read_due);
            if parsed.len() > MOST_LINES {
                return Err(FieldError::TooLong);
            }
            if meeting.rev == 0 {
                // Nobody has seen the numbers of what was never kept.
                meeting.forget_numbers();
            }
            meeting.rewrite(parsed, &mut TaskId::new);
        }
        MeetingField::Next => meeting.next = vague(typed, today)?,
        MeetingField::Hosts => meeting.hosts = lines(typed),
        MeetingField::Cohosts => meeting.cohosts = lines(typed),
        MeetingField::Chair => meeting.chair = text(),
        MeetingField::Speakers => meeting.speakers = lines(typed),
        MeetingField::Attendance => meeting.attendance = attendance(typed, &meeting.attendance)?,
        MeetingField::Observers => meeting.observers = count(typed)?,
        MeetingField::Absent => meeting.absent = text(),
        MeetingField::Materials => meeting.materials = lines(typed),
        MeetingField::Teaching => meeting.teaching = text(),
        MeetingField::Recording => meeting.recording = code(typed)?,
        MeetingField::RecordingAgreed => meeting.recording_agreed = yes_no(typed)?,
        MeetingField::Budget => meeting.budget = yen(typed)?,
        MeetingField::Fees => meeting.fees = yen(typed)?,
        MeetingField::Scenes => meeting.scenes = codes(typed, |code| meeting::scene(code).is_some())?,
        MeetingField::Projects => meeting.projects = codes(typed, |code| meeting::project(code).is_some())?,
        MeetingField::Publicity => meeting.publicity = code(typed)?.ok_or(FieldError::Missing)?,
        MeetingField::Anonymous => meeting.anonymous = yes_no(typed)?,
        MeetingField::Source => meeting.source = text(),
    }
    Ok(())
}

/// What the text of the lines means, row by row, as it is typed over a meeting.
pub fn readings(text: &str, meeting: &Meeting, today: Date) -> Readings {
    if meeting.rev > 0 {
        return Readings::of(text, meeting, today, &read_due);
    }
    // As it will be saved: what was never kept is numbered from the first.
    let mut begun = meeting.clone();
    begun.forget_numbers();
    Readings::of(text, &begun, today, &read_due)
}

/// What a meeting cannot be without, and what cannot stand beside the other fields.
pub(super) fn faults(meeting: &Meeting) -> Vec<(MeetingField, FieldError)> {
    let mut faults = Vec::new();
    if meeting.kind.is_empty() {
        faults.push((MeetingField::Kind, FieldError::Missing));
    }
    if let (Some(from), Some(until)) = (meeting.from, meeting.until)
        && until < from
    {
        faults.push((MeetingField::Until, FieldError::EndsBeforeStart));
    }
    faults
}

/// `30000`, `30,000円`, `３万円`.
fn yen(typed: &str) -> Result<Option<u32>, FieldError> {
    let text: String = ascii(typed).chars().filter(|c| !matches!(c, ',' | '、' | '円')).collect();
    if text.is_empty() {
        return Ok(None);
    }
    let (figures, unit) = text.strip_suffix('万').map_or((text.as_str(), 1), |figures| (figures, 10_000));
    let amount = figures.parse::<u32>().ok().and_then(|figures| figures.checked_mul(unit));
    amount.filter(|yen| *yen <= MOST_YEN).map(Some).ok_or(FieldError::NotANumber)
}

fn vague(typed: &str, today: Date) -> Result<Vague, FieldError> {
    read_vague(typed, today).ok_or(FieldError::NotADate)
}

/// `医師 架空病院 3`; what is not said is left out.
fn came(one: &Attendance) -> String {
    let profession = meeting::profession(&one.profession).map_or(one.profession.as_str(), |known| known.ja);
    let count = one.count.map(|count| count.to_string()).unwrap_or_default();
    let parts = [profession, one.organisation.as_str(), count.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn attendance(typed: &str, before: &[Attendance]) -> Result<Vec<Attendance>, FieldError> {
    lines(typed).iter().map(|line| one_came(line, before)).collect()
}

/// The profession, where the line begins with the name of one; at the end how many, in figures; between them the organisation.
fn one_came(line: &str, before: &[Attendance]) -> Result<Attendance, FieldError> {
    let names =
        meeting::professions().iter().flat_map(|one| [one.ja, one.short_ja, one.en, one.code].map(|name| (name, one)));
    let begun = names.filter_map(|(name, one)| {
        let rest = line.strip_prefix(name)?;
        (rest.is_empty() || rest.starts_with(char::is_whitespace)).then_some((name.len(), one, rest))
    });
    let (profession, rest) = match begun.max_by_key(|(length, ..)| *length) {
        Some((_, one, rest)) => (one.code.to_owned(), rest.trim()),
        None => (String::new(), line),
    };
    let (organisation, last) = rest.rsplit_once(char::is_whitespace).unwrap_or(("", rest));
    let figures = ascii(last.trim_end_matches(['名', '人']));
    let is_count = !figures.is_empty() && figures.bytes().all(|b| b.is_ascii_digit());
    let (organisation, count) = if is_count { (organisation.trim(), count(&figures)?) } else { (rest, None) };
    let facility = before.iter().find(|one| one.organisation == organisation).and_then(|one| one.facility);
    Ok(Attendance { profession, organisation: organisation.to_owned(), facility, count })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;
    use crate::domain::figures::FiscalYear;

    const TODAY: Date = date(2026, 6, 12);

    fn meeting(facts: &[(MeetingField, &str)]) -> Meeting {
        let mut meeting = Meeting::default();
        for (field, text) in facts {
            set(&mut meeting, *field, text, TODAY).unwrap_or_else(|error| panic!("{field:?}: {error}"));
        }
        meeting
    }

    #[rstest]
    #[case("医師 架空病院 3", "doctor", "架空病院", Some(3))]
    #[case("医師　架空 病院　３名", "doctor", "架空 病院", Some(3))]
    #[case("架空病院", "", "架空病院", None)]
    #[case("医師", "doctor", "", None)]
    #[case("医師 12人", "doctor", "", Some(12))]
    #[case("医師会 2", "", "医師会", Some(2))]
    fn who_came_is_read_as_it_is_written(
        #[case] typed: &str,
        #[case] profession: &str,
        #[case] organisation: &str,
        #[case] count: Option<u32>,
    ) {
        let meeting = meeting(&[(MeetingField::Attendance, typed)]);
        let [one] = &meeting.attendance[..] else { panic!("one line") };
        assert_eq!((one.profession.as_str(), one.organisation.as_str(), one.count), (profession, organisation, count));
        let again = attendance(&get(&meeting, MeetingField::Attendance), &[]).unwrap();
        assert_eq!(again, meeting.attendance);
    }

    #[rstest]
    #[case("", Vague::Unknown)]
    #[case("6/1", Vague::Day(date(2026, 6, 1)))]
    #[case("2021年7月", Vague::Month { year: 2021, month: 7 })]
    #[case("令和3年7月", Vague::Month { year: 2021, month: 7 })]
    #[case("R3.7", Vague::Month { year: 2021, month: 7 })]
    #[case("2021-07", Vague::Month { year: 2021, month: 7 })]
    #[case("令和2年度", Vague::Year(FiscalYear(2020)))]
    #[case("FY2020", Vague::Year(FiscalYear(2020)))]
    fn a_day_may_be_a_month_or_a_year(#[case] typed: &str, #[case] expected: Vague) {
        assert_eq!(meeting(&[(MeetingField::On, typed)]).on, expected);
    }

    #[rstest]
    #[case(MeetingField::On, "いつか")]
    #[case(MeetingField::On, "2021年13月")]
    #[case(MeetingField::Kind, "whim")]
    #[case(MeetingField::Kind, "")]
    #[case(MeetingField::Scenes, "hospital\nwhim")]
    #[case(MeetingField::Number, "たくさん")]
    #[case(MeetingField::Budget, "少し")]
    #[case(MeetingField::Budget, "999999万")]
    #[case(MeetingField::Publicity, "")]
    fn the_rest_is_refused(#[case] field: MeetingField, #[case] typed: &str) {
        assert!(set(&mut Meeting::default(), field, typed, TODAY).is_err());
    }

    #[rstest]
    #[case("30,000円", Some(30_000))]
    #[case("３万円", Some(30_000))]
    #[case("0", Some(0))]
    #[case("", None)]
    fn money_is_read_as_people_write_it(#[case] typed: &str, #[case] expected: Option<u32>) {
        assert_eq!(meeting(&[(MeetingField::Fees, typed)]).fees, expected);
    }

    #[test]
    fn days_in_the_text_are_those_of_the_day_on_which_it_was_typed() {
        let meeting = meeting(&[(MeetingField::Lines, "！夜の吸引\n> 診療情報を送る @病棟 あさって")]);
        assert_eq!(get(&meeting, MeetingField::Lines), "! 夜の吸引\n> 診療情報を送る @病棟 2026-06-14");
    }

    #[test]
    fn every_field_gives_back_what_it_was_given() {
        let facts: &[(MeetingField, &str)] = &[
            (MeetingField::Kind, "providers"),
            (MeetingField::Number, "2"),
            (MeetingField::Title, "集い"),
            (MeetingField::From, "18:00"),
            (MeetingField::Way, "online"),
            (MeetingField::Hosts, "架空市\n架空医師会"),
            (MeetingField::Observers, "3"),
            (MeetingField::Recording, "video"),
            (MeetingField::RecordingAgreed, "yes"),
            (MeetingField::Budget, "30000"),
            (MeetingField::Fees, "0"),
            (MeetingField::Scenes, "hospital\ndaily"),
            (MeetingField::Projects, "a\nc"),
            (MeetingField::Publicity, "open"),
            (MeetingField::Anonymous, "yes"),
        ];
        let meeting = meeting(facts);
        for (field, text) in facts {
            assert_eq!(get(&meeting, *field), *text, "{field:?}");
        }
    }
}
