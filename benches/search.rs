//! Search at 500,000 synthetic facilities, beside finders that people use, on the same lines in one run.
//!
//! `cargo bench --bench search [-- COUNT]`. It prints a table of medians and maxima in milliseconds, ratios to the peers,
//! and the peak memory of the process. Ratios within one run are what counts: the machine may be shared.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock, its arguments and the path")]

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher as Nucleo, Utf32Str};
use renkei::domain::FacilityId;
use renkei::search::{Document, Field, Index, Query};

/// The generator: a plain congruential one, so that every run sees the same city.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.roll(from.len())]
    }
}

/// Syllables of places and people that do not exist, with their readings.
const FIRST: [(&str, &str); 24] = [
    ("花", "ハナ"),
    ("桑", "クワ"),
    ("月", "ツキ"),
    ("星", "ホシ"),
    ("若", "ワカ"),
    ("緑", "ミドリ"),
    ("白", "シラ"),
    ("黒", "クロ"),
    ("青", "アオ"),
    ("赤", "アカ"),
    ("金", "カナ"),
    ("銀", "ギン"),
    ("高", "タカ"),
    ("深", "フカ"),
    ("長", "ナガ"),
    ("細", "ホソ"),
    ("大", "オオ"),
    ("小", "コ"),
    ("東", "ヒガシ"),
    ("西", "ニシ"),
    ("南", "ミナミ"),
    ("北", "キタ"),
    ("上", "カミ"),
    ("下", "シモ"),
];
const SECOND: [(&str, &str); 30] = [
    ("川", "カワ"),
    ("山", "ヤマ"),
    ("田", "ダ"),
    ("野", "ノ"),
    ("原", "ハラ"),
    ("崎", "サキ"),
    ("浜", "ハマ"),
    ("島", "シマ"),
    ("森", "モリ"),
    ("沢", "サワ"),
    ("谷", "タニ"),
    ("橋", "ハシ"),
    ("井", "イ"),
    ("池", "イケ"),
    ("岡", "オカ"),
    ("坂", "サカ"),
    ("瀬", "セ"),
    ("名", "ナ"),
    ("木", "キ"),
    ("村", "ムラ"),
    ("里", "サト"),
    ("津", "ツ"),
    ("江", "エ"),
    ("塚", "ヅカ"),
    ("園", "ゾノ"),
    ("城", "シロ"),
    ("松", "マツ"),
    ("杉", "スギ"),
    ("竹", "タケ"),
    ("梅", "ウメ"),
];
const KINDS: [(&str, &str, &str); 14] = [
    ("訪問看護ステーション", "ホウモンカンゴステーション", "care:130"),
    ("居宅介護支援事業所", "キョタクカイゴシエンジギョウショ", "care:430"),
    ("クリニック", "クリニック", "medical:clinic"),
    ("内科クリニック", "ナイカクリニック", "medical:clinic"),
    ("薬局", "ヤッキョク", "medical:pharmacy"),
    ("歯科医院", "シカイイン", "medical:dental"),
    ("デイサービスセンター", "デイサービスセンター", "care:150"),
    ("病院", "ビョウイン", "medical:hospital"),
    ("グループホーム", "グループホーム", "care:320"),
    ("特別養護老人ホーム", "トクベツヨウゴロウジンホーム", "care:510"),
    ("ヘルパーステーション", "ヘルパーステーション", "care:110"),
    ("福祉用具レンタル", "フクシヨウグレンタル", "care:170"),
    ("通所リハビリテーション", "ツウショリハビリテーション", "care:160"),
    ("介護老人保健施設", "カイゴロウジンホケンシセツ", "care:520"),
];
const OWNERS: [(&str, &str); 6] = [
    ("医療法人", "イリョウホウジン"),
    ("社会福祉法人", "シャカイフクシホウジン"),
    ("株式会社", "カブシキガイシャ"),
    ("有限会社", "ユウゲンガイシャ"),
    ("", ""),
    ("", ""),
];

fn facility(number: u64) -> Document {
    let mut dice = Dice(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66);
    dice.roll(2);
    let mut place = || {
        let (a, b) = (*dice.pick(&FIRST), *dice.pick(&SECOND));
        (format!("{}{}", a.0, b.0), format!("{}{}", a.1, b.1))
    };
    let (city, city_kana) = place();
    let (town, town_kana) = place();
    let (person, person_kana) = place();
    let kind = *dice.pick(&KINDS);
    let owner = *dice.pick(&OWNERS);
    let (core, core_kana) = if dice.roll(3) == 0 { (&city, &city_kana) } else { (&person, &person_kana) };
    let mut id = [0; 16];
    id[8..].copy_from_slice(&number.to_be_bytes());
    let mut doc = Document::new(FacilityId::from_bytes(id));
    let gap = if owner.0.is_empty() { "" } else { "　" };
    if dice.roll(2) == 0 {
        doc.push(Field::Name, &format!("{}{gap}{core}{}", owner.0, kind.0));
        doc.push(Field::Kana, &format!("{}{gap}{core_kana}{}", owner.1, kind.1));
    } else {
        doc.push(Field::Name, &format!("{}{gap}{}{core}", owner.0, kind.0));
        doc.push(Field::Kana, &format!("{}{gap}{}{core_kana}", owner.1, kind.1));
    }
    let (a, b, c) = (dice.roll(8) + 1, dice.roll(30) + 1, dice.roll(40) + 1);
    let lot = if dice.roll(2) == 0 { format!("{a}丁目{b}番{c}号") } else { format!("{a}-{b}-{c}") };
    doc.push(Field::Address, &format!("架空県{city}市{town}町{lot}"));
    doc.push(Field::AddressKana, &format!("かくうけん {city_kana}し"));
    doc.push(Field::Town, &format!("{town}町"));
    doc.push(Field::TownKana, &format!("{town_kana}チョウ"));
    let phone = |dice: &mut Dice| format!("0{:03}-0{}-{:04}", dice.roll(900) + 100, dice.roll(10), dice.roll(10_000));
    let phones = [phone(&mut dice), phone(&mut dice)];
    doc.push(Field::Phone, &phones[0]);
    doc.push(Field::Fax, &phones[1]);
    doc.push(Field::Number, &format!("99{number:08}"));
    doc.push(Field::Corporation, &format!("{}{gap}{person}会", owner.0));
    doc.push(Field::Kind, kind.0);
    doc.push(Field::Code, kind.2);
    doc
}

/// Median and maximum.
struct Spread {
    median: f64,
    max: f64,
}

fn measure<T>(times: usize, mut act: impl FnMut() -> T) -> (Spread, T) {
    let mut result = act();
    let mut all: Vec<Duration> = (0..times)
        .map(|_| {
            let start = Instant::now();
            result = act();
            start.elapsed()
        })
        .collect();
    all.sort_unstable();
    let ms = |d: Duration| d.as_secs_f64() * 1e3;
    (Spread { median: ms(all[all.len() / 2]), max: ms(all[all.len() - 1]) }, result)
}

const QUERIES: [&str; 26] = [
    "桑",
    "市",
    "花川",
    "訪問看護",
    "クリニック",
    "hanakawa",
    "0594",
    "k",
    "ha",
    "kuwan",
    "はなかわ",
    "ﾊﾅｶﾜ",
    "病院",
    "医療法人",
    "花川 訪問看護",
    "市 病院",
    "クリニック 桑名",
    "kuwana houmon",
    "種別:特養 花川",
    "花川 -クリニック",
    "0123-04-5678",
    "99001234",
    "1-2-3",
    "桑川看",
    "深梅竹",
    "centre",
];

fn main() {
    let count: u64 = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(500_000);
    let before = peak_memory();
    let start = Instant::now();
    let mut index = Index::build((0..count).map(facility));
    let build = start.elapsed();
    println!(
        "{count} facilities: built in {:.2} s, peak memory {} MB (before: {} MB)",
        build.as_secs_f64(),
        peak_memory(),
        before
    );

    let mut rows_all = Vec::new();
    let mut count_all = Vec::new();
    println!("{:24} {:>9} {:>9} {:>9} {:>9} {:>8}", "query", "rows ms", "max", "count ms", "max", "hits");
    for text in QUERIES {
        let query = Query::parse(text);
        let (rows, _) = measure(40, || index.rows(&query, 50));
        let (exact, hits) = measure(15, || index.count(&query));
        println!("{text:24} {:9.4} {:9.4} {:9.4} {:9.4} {hits:8}", rows.median, rows.max, exact.median, exact.max);
        rows_all.push(rows);
        count_all.push(exact);
    }
    summary("first 50 rows (goal 0.1 / 2 ms)", &rows_all);
    summary("exact count   (goal 1 / 12 ms)", &count_all);

    let mut keys = Vec::new();
    for word in ["hanakawa", "houmonkango", "くわなしか", "0594", "花川クリニック"] {
        for (end, c) in word.char_indices() {
            let typed = &word[..end + c.len_utf8()];
            keys.push(measure(5, || index.search(&Query::parse(typed), 50).total).0);
        }
    }
    summary("key to rows and exact count, parsing included (goal 5 / 16 ms with the paint)", &keys);

    let mut next = 0;
    let (update, ()) = measure(2000, || {
        next += 7;
        index.update(facility(next % count));
    });
    println!("update: median {:.4} ms, max {:.2} ms (a segment is frozen now and then)", update.median, update.max);

    peers(&Index::build((0..count).map(facility)), count);
    println!("peak memory at the end, peers included: {} MB", peak_memory());
}

fn summary(what: &str, all: &[Spread]) {
    let mut medians: Vec<f64> = all.iter().map(|s| s.median).collect();
    medians.sort_by(f64::total_cmp);
    let max = all.iter().map(|s| s.max).fold(0.0, f64::max);
    println!(
        "{what}: median {:.4} ms, slowest median {:.3} ms, max {max:.3} ms",
        medians[medians.len() / 2],
        medians[medians.len() - 1]
    );
}

/// The same lines through nucleo (one thread) and, where it is installed, fzf.
fn peers(index: &Index, count: u64) {
    let lines: Vec<String> = (0..count)
        .map(|n| facility(n).fields.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\t"))
        .collect();
    let file = std::env::temp_dir().join(format!("renkei-bench-{}.txt", std::process::id()));
    let has_fzf =
        Command::new("fzf").arg("--version").stdout(Stdio::null()).status().is_ok_and(|status| status.success());
    if has_fzf {
        let mut out = std::io::BufWriter::new(std::fs::File::create(&file).expect("a temporary file"));
        for line in &lines {
            writeln!(out, "{line}").expect("room for the lines");
        }
    } else {
        println!("fzf: not on PATH, left out");
    }
    println!("fzf: its own --bench where it has one, else start, reading and search of one run");
    println!("{:24} {:>10} {:>12} {:>8} {:>12} {:>8}", "query", "renkei ms", "nucleo ms", "ratio", "fzf ms", "ratio");
    for text in ["桑", "市", "花川", "訪問看護", "クリニック", "hanakawa", "0594"] {
        let query = Query::parse(text);
        let own = measure(10, || index.search(&query, 50).total).0.median;
        let nucleo = measure(1, || nucleo_top(&lines, text)).0.median;
        let fzf = has_fzf.then(|| fzf_once(&file, text)).flatten();
        println!(
            "{text:24} {own:10.3} {nucleo:12.1} {:8.0} {:>12} {:>8}",
            nucleo / own,
            fzf.map_or("-".to_owned(), |ms| format!("{ms:.1}")),
            fzf.map_or("-".to_owned(), |ms| format!("{:.0}", ms / own)),
        );
    }
    drop(std::fs::remove_file(&file));
}

fn nucleo_top(lines: &[String], text: &str) -> usize {
    let pattern = Pattern::parse(text, CaseMatching::Smart, Normalization::Smart);
    let mut matcher = Nucleo::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut scored: Vec<(u32, usize)> = lines
        .iter()
        .enumerate()
        .filter_map(|(at, line)| Some((pattern.score(Utf32Str::new(line, &mut buffer), &mut matcher)?, at)))
        .collect();
    scored.sort_unstable_by(|a, b| b.cmp(a));
    scored.truncate(50);
    scored.len()
}

/// One search by fzf, in milliseconds: its own measure (`--bench`) where it has one, else start, reading and search together.
fn fzf_once(file: &std::path::Path, text: &str) -> Option<f64> {
    let run = |args: &[&str]| {
        let input = std::fs::File::open(file).ok()?;
        let start = Instant::now();
        let out = Command::new("fzf").args(["--filter", text]).args(args).stdin(input).output().ok()?;
        Some((out, start.elapsed().as_secs_f64() * 1e3))
    };
    let (out, _) = run(&["--bench", "2s"])?;
    let all = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
    let average =
        all.split_whitespace().find_map(|part| part.strip_prefix("avg=")).map(|value| value.trim_end_matches(','));
    let average = average.and_then(|value| {
        let (number, unit) = match (value.strip_suffix("ms"), value.strip_suffix("µs")) {
            (Some(number), _) => (number, 1.0),
            (None, Some(number)) => (number, 1e-3),
            (None, None) => (value.strip_suffix('s')?, 1e3),
        };
        Some(number.parse::<f64>().ok()? * unit)
    });
    average.or_else(|| Some(run(&[])?.1))
}

/// VmHWM in megabytes; 0 where there is no /proc.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
