//! Dates as official papers write them: 令和8年6月12日. The eras are data (`era.tsv`).

use std::sync::OnceLock;

use jiff::civil::Date;

use super::figures::FiscalYear;

/// One era.
struct Era {
    name: &'static str,
    first_day: Date,
    /// The Western year that is its year 1.
    first_year: i16,
}

/// The date in the Japanese calendar; before its first era the Western year stands.
pub fn japanese(date: Date) -> String {
    let era = table().iter().rev().find(|era| era.first_day <= date);
    let year = match era.map(|era| (era.name, date.year() - era.first_year + 1)) {
        Some((name, 1)) => format!("{name}元"),
        Some((name, year)) => format!("{name}{year}"),
        None => date.year().to_string(),
    };
    format!("{year}年{}月{}日", date.month(), date.day())
}

/// How people write a day: to find it in what they wrote.
pub fn spellings(day: Date) -> Vec<String> {
    let (year, month, day_of) = (day.year(), day.month(), day.day());
    let mut all = vec![day.to_string(), japanese(day)];
    for mark in ["/", ".", "-"] {
        all.push(format!("{year}{mark}{month}{mark}{day_of}"));
        all.push(format!("{year}{mark}{month:02}{mark}{day_of:02}"));
    }
    all.push(format!("{year}年{month}月{day_of}日"));
    all.push(format!("{year}年{month:02}月{day_of:02}日"));
    all.push(format!("{year}{month:02}{day_of:02}"));
    all
}

/// A fiscal year as official papers name it: 令和8年度. One in which an era begins in spring has the new one's name.
pub fn fiscal_year(year: FiscalYear) -> String {
    let Ok(in_may) = Date::new(year.0, 5, 1) else { return format!("{}年度", year.0) };
    let day = japanese(in_may);
    day.split_once('年').map_or(day.clone(), |(year, _)| format!("{year}年度"))
}

/// In the order of time.
fn table() -> &'static [Era] {
    static TABLE: OnceLock<Vec<Era>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: Vec<Era> = include_str!("era.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| {
                let mut columns = line.split('\t');
                let (name, first_day, first_year) = (columns.next()?, columns.next()?, columns.next()?);
                Some(Era { name, first_day: first_day.parse().ok()?, first_year: first_year.parse().ok()? })
            })
            .collect();
        table.sort_by_key(|era| era.first_day);
        table
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(date(2026, 6, 12), "令和8年6月12日")]
    #[case(date(2019, 5, 1), "令和元年5月1日")]
    #[case(date(2019, 4, 30), "平成31年4月30日")]
    #[case(date(1989, 1, 7), "昭和64年1月7日")]
    #[case(date(1926, 12, 24), "大正15年12月24日")]
    #[case(date(1912, 7, 29), "明治45年7月29日")]
    #[case(date(1872, 12, 31), "1872年12月31日")]
    fn a_day_belongs_to_its_era(#[case] day: Date, #[case] written: &str) {
        assert_eq!(japanese(day), written);
    }

    #[test]
    fn a_fiscal_year_has_the_name_of_its_era() {
        let names = [2018, 2019, 2020, 2026].map(|year| fiscal_year(FiscalYear(year)));
        assert_eq!(names, ["平成30年度", "令和元年度", "令和2年度", "令和8年度"]);
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        assert_eq!(table().len(), include_str!("era.tsv").lines().filter(|line| !line.starts_with('#')).count());
    }
}
