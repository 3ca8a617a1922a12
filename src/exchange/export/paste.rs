//! A publication as it is pasted: the text for each place.

use super::sanitise::sanitise;
use super::wrap::wrap;
use crate::domain::Publication;
use crate::domain::publication::{self, Place, circled};
use crate::words::Words;

/// Lines of the body where there is room for the beginning only.
const SHORT_LINES: usize = 3;

/// The whole text: what is checked before any of it goes out.
pub fn whole(one: &Publication, centre: &str, words: &Words) -> String {
    blocks(one, centre, words, false).join("\n\n")
}

/// The text for a place, with its line breaks.
pub fn publication(one: &Publication, place: &Place, centre: &str, words: &Words) -> String {
    let text = blocks(one, centre, words, place.is_short).join("\n\n");
    let lines: Vec<String> = text.lines().flat_map(|line| wrap(line, place.cells, 0)).collect();
    format!("{}\n", lines.join("\n"))
}

fn blocks(one: &Publication, centre: &str, words: &Words, short: bool) -> Vec<String> {
    let mut blocks = vec![title(one)];
    if let Some(question) = &one.question {
        let number = one.number.map(|n| n.to_string()).unwrap_or_default();
        let mut text = words.say("paste.question", &[("n", &number), ("text", &question.asked)]);
        if !question.answer.is_empty() {
            text += &format!("\n{}", words.say("paste.answer", &[("text", &question.answer)]));
        }
        if !question.by.is_empty() && !short {
            text += &format!("\n{}", words.say("paste.by", &[("by", &question.by)]));
        }
        blocks.push(text);
    }
    if let Some(figure) = &one.figure {
        blocks.push(format!("{}{}", figure.value, figure.unit));
    }
    if !one.body.is_empty() {
        let lines: Vec<&str> = one.body.lines().collect();
        let cut = short && lines.len() > SHORT_LINES;
        let mut text =
            lines.iter().take(if short { SHORT_LINES } else { lines.len() }).copied().collect::<Vec<_>>().join("\n");
        if cut {
            text += &format!("\n{}", words.get("paste.more"));
        }
        blocks.push(text);
    }
    // A figure never stands without what limits it.
    if !one.note.is_empty() && (!short || one.figure.is_some()) {
        blocks.push(words.say("paste.note", &[("text", &one.note)]));
    }
    let publishers = if one.publishers.is_empty() { centre.to_owned() } else { one.publishers.join("、") };
    if !publishers.is_empty() {
        blocks.push(publishers);
    }
    blocks.into_iter().map(|block| sanitise(block.trim())).filter(|block| !block.is_empty()).collect()
}

/// `感染症に関する事務連絡⑭ 件名`
fn title(one: &Publication) -> String {
    let kind = publication::kind(&one.kind).map_or("", |kind| kind.ja);
    let series = if one.series.is_empty() { kind } else { &one.series };
    let number = one.number.map(circled).unwrap_or_default();
    let head = if one.number.is_some() || one.title.is_empty() { format!("{series}{number}") } else { String::new() };
    let title = if one.title == one.series { "" } else { &one.title };
    [head.as_str(), title].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
