//! Answers to a survey from a table: a row an institution, a column a question. What a row would do is planned here and written elsewhere.

use std::collections::HashMap;

use jiff::civil::Date;

use super::csv_grid;
use super::encoding::{Encoding, decode_as};
use super::error::{ReadCause, ReadError};
use super::fold::fold_name;
use crate::domain::FacilityId;
use crate::domain::survey::{Answer, FlawKind, Survey};
use crate::domain::text::{clean_line, clean_text};
use crate::exchange::export::guard;
use crate::words::Words;

/// Headings of the columns beside the questions, folded.
const ID: [&str; 4] = ["facility", "id", "事業所id", "施設id"];
const NAME: [&str; 4] = ["name", "事業所", "事業所名", "施設名"];
const DAY: [&str; 3] = ["on", "回答日", "日付"];
const WAY: [&str; 3] = ["way", "方法", "回答方法"];

/// What a table would change.
#[derive(Debug, Default)]
pub struct AnswerPlan {
    pub new: Vec<Answer>,
    pub changed: Vec<Answer>,
    pub same: usize,
    pub rejected: Vec<RejectedAnswer>,
    /// Headings that are no question of the survey.
    pub unread: Vec<String>,
    pub header: Vec<String>,
}

/// A row that was left out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RejectedAnswer {
    pub line: u64,
    /// The heading of the cell that was wrong; `None` where it is the row as a whole.
    pub column: Option<String>,
    pub reason: AnswerReason,
}

/// Why. None repeats what stands in the row.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum AnswerReason {
    CellCount {
        found: usize,
        expected: usize,
    },
    NoFacility,
    /// Several of those who were asked have this name.
    SeveralFacilities,
    NotAsked,
    /// The institution stands on an earlier line.
    RowTwice {
        line: u64,
    },
    NotADate,
    Flaw(FlawKind),
}

/// What the plan has to know beside the file.
#[derive(Clone, Copy)]
pub struct AnswerSetting<'a> {
    pub survey: &'a Survey,
    /// Every institution with its name.
    pub names: &'a [(FacilityId, String)],
    pub known: &'a HashMap<FacilityId, Answer>,
    /// A day as people write it.
    pub day: &'a dyn Fn(&str) -> Option<Date>,
    /// Who takes the answers in.
    pub by: &'a str,
}

impl AnswerReason {
    pub fn sentence(self, words: &Words) -> String {
        match self {
            Self::CellCount { found, expected } => {
                words.say("survey.reason.cell_count", &[("found", &found), ("expected", &expected)])
            }
            Self::NoFacility => words.get("survey.reason.no_facility").to_owned(),
            Self::SeveralFacilities => words.get("survey.reason.several_facilities").to_owned(),
            Self::NotAsked => words.get("survey.reason.not_asked").to_owned(),
            Self::RowTwice { line } => words.say("survey.reason.row_twice", &[("line", &line)]),
            Self::NotADate => words.get("survey.reason.not_a_date").to_owned(),
            Self::Flaw(flaw) => {
                let code: &'static str = flaw.into();
                words.get(&format!("survey.flaw.{code}")).to_owned()
            }
        }
    }
}

/// Where each thing stands.
struct Columns {
    id: Option<usize>,
    name: Option<usize>,
    day: Option<usize>,
    way: Option<usize>,
    /// By the place of the question in the survey.
    questions: Vec<(usize, usize)>,
}

impl Columns {
    fn of(header: &[String], survey: &Survey) -> Self {
        let at = |names: &[&str]| header.iter().position(|heading| names.contains(&fold_name(heading).as_str()));
        let question = |(n, question): (usize, &crate::domain::survey::Question)| {
            let is = |heading: &String| {
                let folded = fold_name(heading);
                folded == fold_name(&question.code) || folded == fold_name(&question.text)
            };
            Some((n, header.iter().position(is)?))
        };
        let questions = survey.questions.iter().enumerate().filter_map(question).collect();
        Self { id: at(&ID), name: at(&NAME), day: at(&DAY), way: at(&WAY), questions }
    }

    fn has(&self, at: usize) -> bool {
        [self.id, self.name, self.day, self.way].contains(&Some(at)) || self.questions.iter().any(|one| one.1 == at)
    }
}

/// Reads a table and plans what each row would do. What a row leaves blank stays as it was answered before.
pub fn plan(
    bytes: Vec<u8>,
    path: &str,
    said: Option<Encoding>,
    cx: AnswerSetting<'_>,
) -> Result<AnswerPlan, ReadError> {
    let (text, _) = decode_as(bytes, path, said)?;
    let mut rows = csv_grid::read(&text, path)?.rows.into_iter();
    let header = rows.next().ok_or_else(|| ReadError::new(path, ReadCause::Empty))?;
    let header: Vec<String> = header.cells.iter().map(|cell| clean_line(unguarded(cell))).collect();
    let columns = Columns::of(&header, cx.survey);
    if columns.id.or(columns.name).is_none() {
        return Err(ReadError::new(path, ReadCause::NoColumn { column: ID[0].to_owned(), header }));
    }
    let unread = header.iter().enumerate().filter(|(at, _)| !columns.has(*at)).map(|(_, name)| name.clone()).collect();
    let mut plan = AnswerPlan { unread, header, ..AnswerPlan::default() };
    let mut lines: HashMap<FacilityId, u64> = HashMap::new();
    for row in rows {
        let cells: Vec<String> = row.cells.iter().map(|cell| clean_text(unguarded(cell))).collect();
        match answer(&columns, &plan.header, &cells, cx) {
            Ok(answer) => {
                if let Some(line) = lines.insert(answer.facility, row.line) {
                    let reason = AnswerReason::RowTwice { line };
                    plan.rejected.push(RejectedAnswer { line: row.line, column: None, reason });
                    lines.insert(answer.facility, line);
                    continue;
                }
                match cx.known.get(&answer.facility) {
                    None => plan.new.push(answer),
                    Some(known) if said_the_same(known, &answer) => plan.same += 1,
                    Some(_) => plan.changed.push(answer),
                }
            }
            Err((at, reason)) => {
                let column = at.map(|at| plan.header[at].clone());
                plan.rejected.push(RejectedAnswer { line: row.line, column, reason });
            }
        }
    }
    Ok(plan)
}

/// But for who wrote it down.
fn said_the_same(a: &Answer, b: &Answer) -> bool {
    (a.on, &a.way, &a.values) == (b.on, &b.way, &b.values)
}

type Wrong = (Option<usize>, AnswerReason);

fn answer(columns: &Columns, header: &[String], cells: &[String], cx: AnswerSetting<'_>) -> Result<Answer, Wrong> {
    if cells.len() != header.len() {
        return Err((None, AnswerReason::CellCount { found: cells.len(), expected: header.len() }));
    }
    let facility = facility(columns, cells, cx)?;
    let mut answer = cx.known.get(&facility).cloned().unwrap_or_else(|| Answer::new(cx.survey.id, facility));
    cx.by.clone_into(&mut answer.by);
    if let Some(at) = columns.day.filter(|at| !cells[*at].trim().is_empty()) {
        answer.on = Some((cx.day)(&cells[at]).ok_or((Some(at), AnswerReason::NotADate))?);
    }
    if let Some(at) = columns.way.filter(|at| !cells[*at].trim().is_empty()) {
        answer.way = clean_line(&cells[at]);
    } else if answer.way.is_empty() {
        answer.way.clone_from(&cx.survey.way);
    }
    for (n, at) in &columns.questions {
        let question = &cx.survey.questions[*n];
        let said = question.written(&cells[*at]).map_err(|flaw| (Some(*at), AnswerReason::Flaw(flaw)))?;
        if !said.is_empty() {
            answer.values.insert(question.code.clone(), said);
        }
    }
    Ok(answer)
}

/// Whose row it is: by the id, else by the name among those who were asked.
fn facility(columns: &Columns, cells: &[String], cx: AnswerSetting<'_>) -> Result<FacilityId, Wrong> {
    if let Some(at) = columns.id.filter(|at| !cells[*at].trim().is_empty()) {
        let id: Option<FacilityId> = cells[at].parse().ok();
        let id = id.filter(|id| cx.names.iter().any(|(known, _)| known == id));
        let id = id.ok_or((Some(at), AnswerReason::NoFacility))?;
        return if cx.survey.has_asked(id) { Ok(id) } else { Err((Some(at), AnswerReason::NotAsked)) };
    }
    let at = columns.name.ok_or((columns.id, AnswerReason::NoFacility))?;
    let name = fold_name(&cells[at]);
    let named = |(_, known): &&(FacilityId, String)| !name.is_empty() && fold_name(known) == name;
    let found: Vec<FacilityId> = cx.names.iter().filter(named).map(|(id, _)| *id).collect();
    let asked: Vec<FacilityId> = found.iter().copied().filter(|id| cx.survey.has_asked(*id)).collect();
    match (asked.as_slice(), found.is_empty()) {
        ([one], _) => Ok(*one),
        ([], true) => Err((Some(at), AnswerReason::NoFacility)),
        ([], false) => Err((Some(at), AnswerReason::NotAsked)),
        _ => Err((Some(at), AnswerReason::SeveralFacilities)),
    }
}

/// Without the apostrophe that an export put before what a spreadsheet would calculate.
fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if guard(rest) == cell => rest,
        Some(_) | None => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::SurveyId;
    use crate::domain::survey::{Choice, Question, QuestionKind};

    fn id(n: u8) -> FacilityId {
        FacilityId::from_bytes([n; 16])
    }

    fn survey() -> Survey {
        let choice = |code: &str, text: &str| Choice { code: code.into(), text: text.into(), ..Choice::default() };
        let open = Question {
            code: "open".to_owned(),
            text: "開けますか".to_owned(),
            choices: vec![choice("yes", "はい"), choice("no", "いいえ")],
            ..Question::default()
        };
        let remark = Question { code: "remark".to_owned(), kind: QuestionKind::Text, ..Question::default() };
        let (questions, asked) = (vec![open, remark], vec![id(1), id(2), id(3), id(4)]);
        Survey { id: SurveyId::from_bytes([9; 16]), questions, asked, way: "fax".to_owned(), ..Survey::default() }
    }

    fn planned(text: &str, known: &[Answer]) -> AnswerPlan {
        let names = [(1, "デイ いろは"), (2, "デイ 同じ"), (3, "デイ　同じ"), (4, "デイ 四"), (5, "薬局")];
        let names: Vec<(FacilityId, String)> = names.map(|(n, name)| (id(n), name.to_owned())).to_vec();
        let known = known.iter().map(|answer| (answer.facility, answer.clone())).collect();
        let (survey, day) = (survey(), |text: &str| text.parse().ok());
        let cx = AnswerSetting { survey: &survey, names: &names, known: &known, day: &day, by: "月丘" };
        plan(text.as_bytes().to_vec(), "a.csv", None, cx).expect("a table")
    }

    #[test]
    fn csv_rejects_tell_line_and_column() {
        let text = format!(
            "事業所名,facility,回答日,開けますか,remark,電話\n\
             ﾃﾞｲいろは,,2026-11-02,はい,'=1+1,x\n\
             デイ同じ,,,はい,,\n\
             薬局,,,はい,,\n\
             どこにもない,,,はい,,\n\
             ,{four},きのう,はい,,\n\
             ,{four},,たぶん,,\n\
             ,{four},,2,\"二行の\n備考\",\n\
             デイ 四,,,1,,\n\
             短い,,はい\n",
            four = id(4),
        );
        let plan = planned(&text, &[]);
        let told: Vec<(u64, Option<&str>, AnswerReason)> =
            plan.rejected.iter().map(|one| (one.line, one.column.as_deref(), one.reason)).collect();
        let flaw = AnswerReason::Flaw(FlawKind::NotAChoice);
        let wanted = [
            (3, Some("事業所名"), AnswerReason::SeveralFacilities),
            (4, Some("事業所名"), AnswerReason::NotAsked),
            (5, Some("事業所名"), AnswerReason::NoFacility),
            (6, Some("回答日"), AnswerReason::NotADate),
            (7, Some("開けますか"), flaw),
            (10, None, AnswerReason::RowTwice { line: 8 }),
            (11, None, AnswerReason::CellCount { found: 3, expected: 6 }),
        ];
        assert_eq!(told, wanted);
        let new: Vec<(FacilityId, &[String], &[String])> =
            plan.new.iter().map(|one| (one.facility, one.said("open"), one.said("remark"))).collect();
        let own = |text: &str| vec![text.to_owned()];
        assert_eq!(new, [(id(1), &*own("yes"), &*own("=1+1")), (id(4), &*own("no"), &*own("二行の\n備考"))]);
        assert_eq!(plan.unread, ["電話"]);
        assert!(plan.new.iter().all(|answer| answer.way == "fax" && answer.by == "月丘"));
    }

    #[test]
    fn what_a_row_leaves_blank_stays() {
        let mut known = Answer::new(survey().id, id(1));
        known.values.insert("remark".to_owned(), vec!["前の備考".to_owned()]);
        known.way = "fax".to_owned();
        let plan = planned(&format!("id,open,remark\n{},yes,\n", id(1)), std::slice::from_ref(&known));
        assert_eq!(plan.changed.len(), 1);
        assert_eq!(plan.changed[0].said("remark"), ["前の備考"]);
        let again = planned(&format!("id,open,remark\n{},yes,\n", id(1)), &plan.changed);
        assert_eq!((again.same, again.new.len() + again.changed.len()), (1, 0), "taken in twice it changes nothing");
    }
}
