//! What came of a survey: as a text to be published, Markdown, a table, or JSON. What single institutions answered stands in it only where it
//! was asked for.

use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use super::csv;
use super::json::SCHEMA;
use super::markdown::escape;
use super::sanitise::sanitise;
use crate::domain::survey::{Answer, Question, QuestionKind, Survey, Tally, TallyRow};
use crate::domain::text::clean_line;
use crate::words::Words;

/// Cells of a bar of a hundred percent.
const BAR: u32 = 20;

/// Everything that an export may show.
#[derive(Debug)]
pub struct SurveyReport<'a> {
    pub survey: &'a Survey,
    pub whole: Tally,
    /// By kind or area, with what each group is called.
    pub groups: Vec<(String, Tally)>,
    /// Where it was asked for: each institution that answered, by name.
    pub answers: Option<Vec<SingleAnswer<'a>>>,
    /// Who publishes it; may be empty.
    pub publisher: String,
}

/// What one institution answered.
#[derive(Debug)]
pub struct SingleAnswer<'a> {
    pub name: String,
    pub answer: &'a Answer,
}

impl SurveyReport<'_> {
    /// Bars and tables in cells.
    pub fn text(&self, words: &Words) -> String {
        let mut text = format!("{}\n", clean_line(&self.survey.title));
        for line in self.head(words) {
            text += &format!("{line}\n");
        }
        let mut shown_group = "";
        for question in &self.survey.questions {
            let rows = rows_of(&self.whole, question);
            if !question.group.is_empty() {
                if shown_group != question.group && !rows.is_empty() {
                    text += &format!("\n{}\n", clean_line(&question.group));
                    text += &grid(&self.grid_of(&self.whole, &question.group, words));
                }
                shown_group = &question.group;
                continue;
            }
            text += &format!("\n{}\n", clean_line(&question.text));
            if rows.is_empty() {
                text += &format!("  {}\n", words.get("survey.no_counts"));
            }
            text += &self.bars(question, &rows, words);
        }
        for (name, tally) in &self.groups {
            let line = format!("{}  {}", clean_line(name), answered(tally, words));
            text += &format!("\n[{line}]\n");
            for question in &self.survey.questions {
                text += &format!("  {}: {}\n", label(question), cells(tally, question, words).join("  "));
            }
        }
        if let Some(answers) = &self.answers {
            text += &format!("\n{}\n", words.get("survey.answers"));
            for one in answers {
                text += &format!("{}\n", clean_line(&one.name));
                for question in &self.survey.questions {
                    let said = said(question, one.answer);
                    if !said.is_empty() {
                        text += &format!("  {}: {said}\n", label(question));
                    }
                }
            }
        }
        if !self.publisher.is_empty() {
            text += &format!("\n{}\n", clean_line(&self.publisher));
        }
        text
    }

    /// For a report.
    pub fn markdown(&self, words: &Words) -> String {
        let mut text = format!("# {}\n\n", escape(&clean_line(&self.survey.title)));
        for line in self.head(words) {
            text += &format!("- {}\n", escape(&line));
        }
        let parts = std::iter::once((words.get("survey.all").to_owned(), &self.whole));
        for (name, tally) in parts.chain(self.groups.iter().map(|(name, tally)| (name.clone(), tally))) {
            text += &format!("\n## {}\n\n{}\n\n", escape(&clean_line(&name)), escape(&answered(tally, words)));
            let head = ["question", "choice", "count", "share"].map(|name| words.get(&column(name)).to_owned());
            text += &format!("| {} |\n|---|---|---:|---:|\n", head.join(" | "));
            for question in &self.survey.questions {
                for row in rows_of(tally, question) {
                    let (label, choice) = (escape(&label(question)), escape(&choice_text(question, row, words)));
                    let share = row.share.map(|share| format!("{share}%")).unwrap_or_default();
                    text += &format!("| {label} | {choice} | {} | {share} |\n", row.count);
                }
            }
        }
        if let Some(answers) = &self.answers {
            text += &format!("\n## {}\n", escape(words.get("survey.answers")));
            for one in answers {
                text += &format!("\n### {}\n\n", escape(&clean_line(&one.name)));
                for question in &self.survey.questions {
                    let said = said(question, one.answer);
                    if !said.is_empty() {
                        text += &format!("- {}: {}\n", escape(&label(question)), escape(&said));
                    }
                }
            }
        }
        if !self.publisher.is_empty() {
            text += &format!("\n{}\n", escape(&clean_line(&self.publisher)));
        }
        text
    }

    /// The counts, a row a choice; with the answers of single institutions a row an institution instead, as an import takes it.
    pub fn csv(&self, words: &Words) -> String {
        if let Some(answers) = &self.answers {
            let codes = self.survey.questions.iter().map(|question| question.code.clone());
            let head = ["facility", "name", "on", "way"].map(str::to_owned).into_iter().chain(codes);
            let mut text = csv::record(&head.collect::<Vec<_>>());
            for one in answers {
                let answer = one.answer;
                let on = answer.on.map(|day| day.to_string()).unwrap_or_default();
                let said = self.survey.questions.iter().map(|question| answer.said(&question.code).join(";"));
                let head = [answer.facility.to_string(), one.name.clone(), on, answer.way.clone()];
                text += &csv::record(&head.into_iter().chain(said).collect::<Vec<_>>());
            }
            return text;
        }
        let names = ["group", "code", "question", "choice", "count", "share", "asked", "answered", "rate", "inferred"];
        let mut text = csv::record(&names.map(|name| words.get(&column(name)).to_owned()));
        let parts = std::iter::once((words.get("survey.all").to_owned(), &self.whole));
        for (name, tally) in parts.chain(self.groups.iter().map(|(name, tally)| (name.clone(), tally))) {
            for question in &self.survey.questions {
                for row in rows_of(tally, question) {
                    text += &csv::record(&[
                        name.clone(),
                        question.code.clone(),
                        label(question),
                        choice_text(question, row, words),
                        row.count.to_string(),
                        row.share.map(|share| share.to_string()).unwrap_or_default(),
                        tally.asked.to_string(),
                        tally.answered.to_string(),
                        tally.rate.clone(),
                        if tally.inferred { words.get("survey.inferred_short").to_owned() } else { String::new() },
                    ]);
                }
            }
        }
        text
    }

    /// One object. Every key is always there; `answers` is `null` where they were not asked for.
    pub fn json(&self) -> Value {
        let survey = self.survey;
        let groups = self.groups.iter().map(|(name, tally)| {
            let mut value = tally_json(tally);
            value["name"] = json!(sanitise(name));
            value
        });
        let single = |one: &SingleAnswer<'_>| {
            json!({
                "facility": one.answer.facility.to_string(),
                "name": sanitise(&one.name),
                "on": one.answer.on,
                "way": one.answer.way,
                "values": one.answer.values,
                "fictional": one.answer.fictional,
            })
        };
        json!({
            "schema": SCHEMA,
            "id": survey.id.to_string(),
            "name": survey.name,
            "title": sanitise(&survey.title),
            "on": survey.on.to_string(),
            "feeds": survey.feeds,
            "fictional": survey.fictional,
            "total": tally_json(&self.whole),
            "groups": groups.collect::<Vec<_>>(),
            "answers": self.answers.as_ref().map(|answers| answers.iter().map(single).collect::<Vec<_>>()),
        })
    }

    /// When, who answered, and what is to be known of the counts.
    fn head(&self, words: &Words) -> Vec<String> {
        let survey = self.survey;
        let mut lines = Vec::new();
        if !survey.purpose.is_empty() {
            lines.push(clean_line(&survey.purpose));
        }
        let on = survey.published.as_ref().filter(|_| self.whole.inferred).map_or(survey.on, |published| published.on);
        lines.push(format!("{on}  {}", answered(&self.whole, words)).trim().to_owned());
        if self.whole.inferred {
            lines.push(words.get("survey.inferred").to_owned());
        }
        if survey.fictional {
            lines.push(words.get("survey.fictional").to_owned());
        }
        if self.whole.inferred && !survey.source.is_empty() {
            lines.push(words.say("survey.source", &[("source", &clean_line(&survey.source))]));
        }
        lines
    }

    fn bars(&self, question: &Question, rows: &[&TallyRow], words: &Words) -> String {
        let labels: Vec<String> = rows.iter().map(|row| choice_text(question, row, words)).collect();
        let width = labels.iter().map(|label| label.width()).max().unwrap_or(0);
        let mut text = String::new();
        for (row, label) in rows.iter().zip(&labels) {
            let Some(share) = row.share else {
                text += &format!("  {label}  {}\n", row.count);
                continue;
            };
            let full = ((share * BAR + 50) / 100) as usize;
            let bar = format!("[{}{}]", "#".repeat(full), "-".repeat(BAR as usize - full));
            let known = if self.whole.inferred { published_mark(question, row, words) } else { String::new() };
            let line = format!("  {}  {bar} {share:>3}% {:>3}  {known}", padded(label, width), row.count);
            text += &format!("{}\n", line.trim_end());
        }
        text
    }

    /// The questions of a table: the head, then a row each.
    fn grid_of(&self, tally: &Tally, group: &str, words: &Words) -> Vec<Vec<String>> {
        let questions: Vec<&Question> = self.survey.questions.iter().filter(|one| one.group == group).collect();
        let choices = questions.first().map_or(&[][..], |question| &question.choices);
        let head = std::iter::once(String::new()).chain(choices.iter().map(|choice| clean_line(&choice.text)));
        let row = |question: &&Question| {
            let cells = cells_bare(tally, question);
            std::iter::once(label(question)).chain(cells).collect::<Vec<_>>()
        };
        let mut table = vec![head.collect::<Vec<_>>()];
        table.extend(questions.iter().map(row));
        if questions.is_empty() {
            table.push(vec![words.get("survey.no_counts").to_owned()]);
        }
        table
    }
}

fn cells_bare(tally: &Tally, question: &Question) -> Vec<String> {
    let cell = |row: &TallyRow| match row.share {
        Some(share) => format!("{} ({share}%)", row.count),
        None => row.count.to_string(),
    };
    rows_of(tally, question).into_iter().map(cell).collect()
}

fn cells(tally: &Tally, question: &Question, words: &Words) -> Vec<String> {
    let short = |row: &TallyRow| {
        let choice = question.choices.iter().find(|choice| choice.code == row.choice);
        choice.map_or_else(|| choice_text(question, row, words), |choice| clean_line(&choice.short))
    };
    let names = rows_of(tally, question).into_iter().map(short);
    names.zip(cells_bare(tally, question)).map(|(name, cell)| format!("{name} {cell}")).collect()
}

fn label(question: &Question) -> String {
    clean_line(&question.text)
}

/// An answer in words.
fn said(question: &Question, answer: &Answer) -> String {
    let text = |said: &String| {
        let choice = question.choices.iter().find(|choice| choice.code == *said);
        clean_line(choice.map_or(said, |choice| &choice.text))
    };
    answer.said(&question.code).iter().map(text).collect::<Vec<_>>().join("、")
}

fn column(name: &str) -> String {
    format!("survey.column.{name}")
}

fn rows_of<'t>(tally: &'t Tally, question: &Question) -> Vec<&'t TallyRow> {
    tally.rows.iter().filter(|row| row.question == question.code).collect()
}

fn choice_text(question: &Question, row: &TallyRow, words: &Words) -> String {
    match question.choices.iter().find(|choice| choice.code == row.choice) {
        Some(choice) => clean_line(&choice.text),
        None if question.kind == QuestionKind::Number => words.get("survey.numbers").to_owned(),
        None => words.get("survey.texts").to_owned(),
    }
}

/// Whether the source itself states the percent.
fn published_mark(question: &Question, row: &TallyRow, words: &Words) -> String {
    let Some(percent) = question.published.get(&row.choice) else { return String::new() };
    let key = if question.stated.contains(&row.choice) { "survey.published" } else { "survey.rest" };
    words.say(key, &[("percent", percent)])
}

fn answered(tally: &Tally, words: &Words) -> String {
    let rate = if tally.rate.is_empty() { "-" } else { &tally.rate };
    words.say("survey.answered", &[("answered", &tally.answered), ("asked", &tally.asked), ("rate", &rate)])
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// A table in cells; the first column stands left, the others right.
fn grid(table: &[Vec<String>]) -> String {
    let columns = table.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|at| table.iter().filter_map(|row| row.get(at)).map(|cell| cell.width()).max().unwrap_or(0))
        .collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().enumerate().map(|(at, cell)| {
            let blanks = " ".repeat(widths[at].saturating_sub(cell.width()));
            if at == 0 { format!("{cell}{blanks}") } else { format!("{blanks}{cell}") }
        });
        format!("  {}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    table.iter().map(line).collect()
}

fn tally_json(tally: &Tally) -> Value {
    let row = |row: &TallyRow| json!({ "question": row.question, "choice": row.choice, "count": row.count, "share": row.share });
    json!({
        "asked": tally.asked,
        "answered": tally.answered,
        "rate": tally.rate,
        "inferred": tally.inferred,
        "rows": tally.rows.iter().map(row).collect::<Vec<_>>(),
    })
}
