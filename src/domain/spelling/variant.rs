//! 異体字: which kanji is written for which.

use std::sync::OnceLock;

/// The base of a variant kanji (`variant.tsv`), itself for all others.
pub fn variant_base(c: char) -> char {
    static TABLE: OnceLock<Variants> = OnceLock::new();
    if c < '\u{2E80}' {
        return c;
    }
    TABLE.get_or_init(Variants::read).base(c)
}

/// The lines of `variant.tsv`, for a quick look-up of the common block.
struct Variants {
    /// For U+4E00..=U+9FFF; 0 where there is no line.
    common: Vec<u16>,
    /// In their order.
    rare: Vec<(char, char)>,
}

const COMMON: u32 = 0x4E00;

impl Variants {
    fn read() -> Self {
        let mut table = Self { common: vec![0; 0x5200], rare: Vec::new() };
        for line in include_str!("variant.tsv").lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t').filter_map(|cell| cell.chars().next());
            let (Some(variant), Some(base)) = (cells.next(), cells.next()) else { continue };
            let slot = (variant as u32).checked_sub(COMMON).and_then(|i| table.common.get_mut(i as usize));
            match (slot, u16::try_from(base as u32)) {
                (Some(slot), Ok(base)) => *slot = base,
                _ => table.rare.push((variant, base)),
            }
        }
        table.rare.sort_unstable();
        table
    }

    fn base(&self, c: char) -> char {
        match (c as u32).checked_sub(COMMON).and_then(|i| self.common.get(i as usize)) {
            Some(0) => c,
            Some(&base) => char::from_u32(u32::from(base)).unwrap_or(c),
            None => {
                let found = self.rare.binary_search_by_key(&c, |(variant, _)| *variant);
                found.ok().and_then(|at| self.rare.get(at)).map_or(c, |(_, base)| *base)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_base_of_the_table_is_a_variant_itself() {
        for line in include_str!("variant.tsv").lines().filter(|l| !l.starts_with('#')) {
            let base = line.split('\t').nth(1).and_then(|cell| cell.chars().next()).expect("two cells");
            assert_eq!(variant_base(base), base, "{line}");
        }
    }
}
