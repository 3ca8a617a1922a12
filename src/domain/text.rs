//! The door for text: everything that comes in (files, paste, database, environment) passes here once.

/// One line: no control character, no invisible direction or joiner character, no line break; ends trimmed.
///
/// Tabs and line breaks become one space. Variation selectors are kept (葛󠄀 is a name), since they draw nothing by themselves.
pub fn clean_line(text: &str) -> String {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return text.trim().to_owned();
    }
    let out = clean_typed(text);
    let trimmed = out.trim_matches([' ', '\u{3000}']);
    if trimmed.len() == out.len() { out } else { trimmed.to_owned() }
}

/// As [`clean_line`], but blanks at the ends stay: part of a line that is being typed.
pub fn clean_typed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c if is_unsafe(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// Several lines: as [`clean_line`], but `\n` stays (and `\r\n` becomes `\n`), a tab becomes a space.
pub fn clean_text(text: &str) -> String {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<String> = unified.split('\n').map(clean_line).collect();
    lines.join("\n").trim_end_matches('\n').to_owned()
}

/// Characters that a terminal, a clipboard or a reader must never get from data.
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{061C}' | '\u{180E}'
            | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// The cells of each line of one of our data files (`.tsv`); lines that begin with `#` say what it holds.
pub fn table_rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| line.split('\t').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_lose_their_teeth() {
        assert_eq!(clean_line("\u{1b}]52;c;aGk=\u{7} 桑\u{9b}31m"), "]52;c;aGk= 桑31m");
        assert_eq!(clean_line("a\u{202e}b\u{200b}c\u{feff}"), "abc");
    }

    #[test]
    fn lines_are_joined_or_kept() {
        assert_eq!(clean_line(" 一\r\n二\t三\u{3000}"), "一 二 三");
        assert_eq!(clean_text("一\r\n二\r\n\r\n"), "一\n二");
        assert_eq!(clean_typed("山田\u{3000}\u{1b}"), "山田\u{3000}");
    }
}
