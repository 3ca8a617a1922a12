//! Reads the Cabinet Office's table of holidays (`syukujitsu.csv`, CP932: `国民の祝日・休日月日,国民の祝日・休日名称`).

use jiff::civil::Date;

use super::fault::{Fault, FaultKind};

/// The rows, where every line is one; the first line is the heading.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Vec<(Date, String)>, Vec<Fault>> {
    let at = |line: usize, kind| Fault { file: file.to_owned(), line, column: 1, kind };
    // The office publishes CP932; who has opened and saved it may have made UTF-8 of it.
    let text = if let Ok(text) = std::str::from_utf8(bytes) {
        text.trim_start_matches('\u{feff}').to_owned()
    } else {
        let (text, _, broken) = encoding_rs::SHIFT_JIS.decode(bytes);
        if broken {
            return Err(vec![at(1, FaultKind::Encoding)]);
        }
        text.into_owned()
    };
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for (n, line) in text.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty()) {
        match row(line) {
            Some(row) => rows.push(row),
            None => faults.push(at(n + 1, FaultKind::Holiday)),
        }
    }
    if rows.is_empty() && faults.is_empty() {
        faults.push(at(1, FaultKind::Empty));
    }
    if faults.is_empty() { Ok(rows) } else { Err(faults) }
}

/// `1955/1/1,元日`
fn row(line: &str) -> Option<(Date, String)> {
    let (day, name) = line.split_once(',')?;
    let mut parts = day.trim().split(['/', '-']);
    let mut part = || parts.next()?.parse::<i16>().ok();
    let (year, month, day) = (part()?, part()?, part()?);
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    let name = name.trim().trim_matches('"');
    (!name.is_empty() && parts.next().is_none()).then(|| (date, name.to_owned()))
}
