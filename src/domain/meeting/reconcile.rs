//! Which lines of a text that was written anew are lines that stood there before: an action keeps its task and an issue its number, also where it
//! was reworded or moved.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::minutes::Parsed;
use super::{Line, Mark, Meeting};
use crate::domain::TaskId;

/// More lines than this belong into several meetings.
pub const MOST_LINES: usize = 1_000;

impl Meeting {
    /// Takes a text that was typed as its lines; `new_id` gives the ids of tasks that are new.
    pub fn rewrite(&mut self, parsed: Vec<Parsed>, new_id: &mut dyn FnMut() -> TaskId) {
        let old = std::mem::take(&mut self.lines);
        (self.lines, self.numbered) = reconcile(&old, self.numbered, parsed, new_id);
    }

    /// Issues are numbered from the first again.
    pub fn forget_numbers(&mut self) {
        self.numbered = 0;
        for line in &mut self.lines {
            line.number = None;
            line.of = None;
        }
    }
}

/// Of a thousand pairs of letters, so many must be the same between the same neighbours, and so many anywhere else.
const HALF: usize = 500;
const MOST: usize = 750;

/// The lines of a text, with what they were before; and the highest number that an issue has or had.
///
/// First a line that is the same but for whom and when, in order (the longest common run); then the same anywhere, for it was moved. Then, between
/// the same neighbours, what has most in common, at least half; then what has three quarters in common anywhere. The rest is new.
pub fn reconcile(
    old: &[Line],
    numbered: u32,
    new: Vec<Parsed>,
    new_id: &mut dyn FnMut() -> TaskId,
) -> (Vec<Line>, u32) {
    let former = matched(old, &new);
    let mut highest = old.iter().filter_map(|line| line.number).fold(numbered, u32::max);
    let mut taken: BTreeSet<TaskId> = BTreeSet::new();
    let mut lines: Vec<Line> = Vec::with_capacity(new.len());
    let named: Vec<Option<u32>> = new.iter().map(|line| line.of).collect();
    for (parsed, former) in new.into_iter().zip(former) {
        let before = former.map(|at| &old[at]);
        let mut line = Line {
            mark: parsed.mark,
            text: parsed.text,
            task: None,
            number: None,
            of: None,
            who: parsed.who,
            due: parsed.due.day(),
        };
        match line.mark {
            Mark::Action => {
                let kept = before.and_then(|before| before.task).filter(|id| !taken.contains(id));
                let id = kept.unwrap_or_else(&mut *new_id);
                taken.insert(id);
                line.task = Some(id);
                // Behind `@` stands one word; whom it means may have blanks.
                if let (Some(said), Some(was)) = (&line.who, before.and_then(|before| before.who.as_ref()))
                    && was.split_whitespace().collect::<String>() == *said
                {
                    line.who = Some(was.clone());
                }
            }
            Mark::Issue => {
                line.number = before.and_then(|before| before.number).or_else(|| {
                    highest += 1;
                    Some(highest)
                });
            }
            Mark::Decision | Mark::Question | Mark::Note => {}
        }
        lines.push(line);
    }
    let known: BTreeSet<u32> = lines.iter().filter_map(|line| line.number).collect();
    let mut above = None;
    for (line, named) in lines.iter_mut().zip(named) {
        above = line.number.or(above);
        if line.mark == Mark::Action {
            line.of = named.filter(|of| known.contains(of)).or(above);
        }
    }
    (lines, highest)
}

/// For each new line the old one that it was.
fn matched(old: &[Line], new: &[Parsed]) -> Vec<Option<usize>> {
    let mut of: Vec<Option<usize>> = vec![None; new.len()];
    for (before, now) in common_run(old, new) {
        of[now] = Some(before);
    }
    let anchors: Vec<(usize, usize)> =
        of.iter().enumerate().filter_map(|(now, before)| Some(((*before)?, now))).collect();
    moved(old, new, &mut of, same_in_full);
    moved(old, new, &mut of, same);
    reworded(old, new, &anchors, &mut of, HALF);
    reworded(old, new, &[], &mut of, MOST);
    of
}

fn same(before: &Line, now: &Parsed) -> bool {
    before.mark == now.mark && before.text == now.text
}

fn same_in_full(before: &Line, now: &Parsed) -> bool {
    same(before, now) && before.who == now.who && before.due == now.due.day()
}

/// The longest run of the same lines in the same order. Of two that differ in whom and when only, the one that is the same in full counts more than
/// both crosswise.
///
/// What is the same in full at the beginning and at the end is taken first: of a long text in which one line is typed, next to nothing is left to
/// be compared with each other.
fn common_run(old: &[Line], new: &[Parsed]) -> Vec<(usize, usize)> {
    let alike = |(before, now): &(&Line, &Parsed)| same_in_full(before, now);
    let head = old.iter().zip(new).take_while(alike).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(alike).count();
    let between = longest_run(&old_rest[..old_rest.len() - tail], &new_rest[..new_rest.len() - tail]);
    let begun = (0..head).map(|at| (at, at));
    let middle = between.into_iter().map(|(before, now)| (head + before, head + now));
    let ended = (1..=tail).rev().map(|from_end| (old.len() - from_end, new.len() - from_end));
    begun.chain(middle).chain(ended).collect()
}

fn longest_run(old: &[Line], new: &[Parsed]) -> Vec<(usize, usize)> {
    let weight = |before: &Line, now: &Parsed| match (same_in_full(before, now), same(before, now)) {
        (true, _) => 3,
        (false, true) => 1,
        (false, false) => 0,
    };
    let width = new.len() + 1;
    let mut best = vec![0_u32; (old.len() + 1) * width];
    for before in (0..old.len()).rev() {
        for now in (0..new.len()).rev() {
            let weight = weight(&old[before], &new[now]);
            let skipped = best[(before + 1) * width + now].max(best[before * width + now + 1]);
            let taken = if weight > 0 { weight + best[(before + 1) * width + now + 1] } else { 0 };
            best[before * width + now] = skipped.max(taken);
        }
    }
    let (mut before, mut now, mut run) = (0, 0, Vec::new());
    while before < old.len() && now < new.len() {
        let here = best[before * width + now];
        let weight = weight(&old[before], &new[now]);
        if weight > 0 && here == weight + best[(before + 1) * width + now + 1] {
            run.push((before, now));
            before += 1;
            now += 1;
        } else if here == best[(before + 1) * width + now] {
            before += 1;
        } else {
            now += 1;
        }
    }
    run
}

/// The same line at another place.
fn moved(old: &[Line], new: &[Parsed], of: &mut [Option<usize>], same: fn(&Line, &Parsed) -> bool) {
    let mut used: BTreeSet<usize> = of.iter().flatten().copied().collect();
    for (now, line) in new.iter().enumerate() {
        if of[now].is_some() {
            continue;
        }
        if let Some(before) = (0..old.len()).find(|before| !used.contains(before) && same(&old[*before], line)) {
            used.insert(before);
            of[now] = Some(before);
        }
    }
}

/// Between the same neighbours, what has at least so much of its pairs of letters in common; the most alike first.
fn reworded(old: &[Line], new: &[Parsed], anchors: &[(usize, usize)], of: &mut [Option<usize>], least: usize) {
    let used: BTreeSet<usize> = of.iter().flatten().copied().collect();
    let has_identity = |mark: Mark| matches!(mark, Mark::Action | Mark::Issue);
    let gap_of_old = |at: usize| anchors.partition_point(|(before, _)| *before < at);
    let gap_of_new = |at: usize| anchors.partition_point(|(_, now)| *now < at);
    let mut rest: BTreeMap<usize, Vec<(usize, Bigrams)>> = BTreeMap::new();
    for at in (0..old.len()).filter(|at| !used.contains(at) && has_identity(old[*at].mark)) {
        rest.entry(gap_of_old(at)).or_default().push((at, bigrams(&old[at].text)));
    }
    let mut pairs = Vec::new();
    for (now, line) in new.iter().enumerate().filter(|(now, line)| of[*now].is_none() && has_identity(line.mark)) {
        let Some(rest) = rest.get(&gap_of_new(now)) else { continue };
        let letters = bigrams(&line.text);
        for (before, former) in rest {
            if old[*before].mark == line.mark
                && let Some(overlap) = overlap(former, &letters).filter(|overlap| *overlap >= least)
            {
                pairs.push((std::cmp::Reverse(overlap), *before, now));
            }
        }
    }
    pairs.sort_unstable();
    let mut used = BTreeSet::new();
    for (_, before, now) in pairs {
        if of[now].is_none() && used.insert(before) {
            of[now] = Some(before);
        }
    }
}

/// The pairs of letters that stand beside each other, sorted.
type Bigrams = Vec<(char, char)>;

/// How much two texts have in common, in thousandths; `None` where one of them has no pair of letters.
fn overlap(a: &Bigrams, b: &Bigrams) -> Option<usize> {
    let all = a.len() + b.len();
    let (mut at, mut other, mut common) = (0, 0, 0);
    while let (Some(one), Some(two)) = (a.get(at), b.get(other)) {
        match one.cmp(two) {
            Ordering::Less => at += 1,
            Ordering::Greater => other += 1,
            Ordering::Equal => (at, other, common) = (at + 1, other + 1, common + 1),
        }
    }
    (all > 0).then(|| 2_000 * common / all)
}

fn bigrams(text: &str) -> Bigrams {
    let letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut pairs: Bigrams = letters.windows(2).map(|pair| (pair[0], pair[1])).collect();
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use proptest::prelude::*;

    use super::*;
    use crate::domain::meeting::minutes::{parse, written};

    const TODAY: Date = date(2026, 6, 12);

    /// Ids that count up: which one a line got can be read off.
    fn ids() -> impl FnMut() -> TaskId {
        let mut next = 100_u8;
        move || {
            next += 1;
            TaskId::from_bytes([next; 16])
        }
    }

    fn read(text: &str) -> Vec<Parsed> {
        parse(text, TODAY, &|text, _| text.parse().ok())
    }

    fn begun(text: &str) -> (Vec<Line>, u32) {
        let mut next = 0_u8;
        reconcile(&[], 0, read(text), &mut || {
            next += 1;
            TaskId::from_bytes([next; 16])
        })
    }

    fn task_of(lines: &[Line], text: &str) -> Option<TaskId> {
        lines.iter().find(|line| line.text == text).unwrap_or_else(|| panic!("{text}")).task
    }

    #[test]
    fn a_line_reworded_or_moved_keeps_its_task() {
        let (old, numbered) = begun("! 夜の吸引\n> 候補を家族へ説明 @中村\n> 区分変更の申請\n! 薬\n> 医師へ聞く");
        let again = "! 薬\n> 医師へ聞く\n! 夜の吸引\n> 候補二つを家族へ説明 @病棟 2026-06-20\n> 区分変更の申請";
        let (new, _) = reconcile(&old, numbered, read(again), &mut ids());
        assert_eq!(task_of(&new, "候補二つを家族へ説明"), task_of(&old, "候補を家族へ説明"));
        for same in ["区分変更の申請", "医師へ聞く"] {
            assert_eq!(task_of(&new, same), task_of(&old, same));
        }
        let numbers: Vec<u32> = new.iter().filter_map(|line| line.number).collect();
        assert_eq!(numbers, [2, 1]);
        assert_eq!(new.iter().map(|line| line.of).collect::<Vec<_>>(), [None, Some(2), None, Some(1), Some(1)]);
    }

    #[test]
    fn another_action_gets_a_task_of_its_own() {
        let (old, numbered) = begun("> 候補を家族へ説明");
        let (new, _) = reconcile(&old, numbered, read("> 市役所へ届ける"), &mut ids());
        assert_ne!(new[0].task, old[0].task);
    }

    #[test]
    fn two_of_the_same_words_are_told_by_whom() {
        let (old, numbered) = begun("> 電話する @中村\n> 電話する @病棟");
        let (new, _) = reconcile(&old, numbered, read("> 電話する @病棟\n> 電話する @中村"), &mut ids());
        assert_eq!((new[0].task, new[1].task), (old[1].task, old[0].task));
    }

    #[test]
    fn a_number_is_never_used_again() {
        let (old, numbered) = begun("! 一\n! 二");
        let (without, numbered) = reconcile(&old, numbered, read("! 一"), &mut ids());
        let (again, _) = reconcile(&without, numbered, read("! 一\n! 別のこと"), &mut ids());
        assert_eq!(again.iter().filter_map(|line| line.number).collect::<Vec<_>>(), [1, 3]);
    }

    #[test]
    fn a_line_twice_the_same_at_both_ends_keeps_its_tasks_in_order() {
        let (old, numbered) = begun("> 電話する\n> 送る\n> 電話する");
        let (new, _) = reconcile(&old, numbered, read("> 電話する\n> 電話する"), &mut ids());
        assert_eq!(new.iter().map(|line| line.task).collect::<Vec<_>>(), [old[0].task, old[2].task]);
        let (new, _) = reconcile(&old, numbered, read("> 電話する\n> 送る\n> 会う\n> 電話する"), &mut ids());
        assert_eq!([0, 1, 3].map(|at| new[at].task), [0, 1, 2].map(|at: usize| old[at].task));
    }

    #[test]
    fn an_action_may_name_an_issue_that_is_there() {
        let (lines, _) = begun("! 一\n! 二\n>1 送る\n>7 会う\n> 話す");
        assert_eq!(lines.iter().map(|line| line.of).collect::<Vec<_>>(), [None, None, Some(1), Some(2), Some(2)]);
    }

    /// Lines with texts that have nothing in common.
    fn text_of(numbers: &[usize]) -> String {
        const WORDS: [&str; 8] =
            ["送る", "説明会", "区分変更", "申請書類", "医師へ", "見学日程", "薬局連絡", "名簿更新"];
        let lines = numbers.iter().map(|n| {
            let (word, mark) = (WORDS[n % 8], if n % 3 == 0 { '!' } else { '>' });
            format!("{mark} {word}{}{}{}", n / 8, n / 8, n / 8)
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    proptest! {
        #[test]
        fn ids_are_unique_and_none_is_made_for_a_line_that_was_there(
            before in proptest::collection::btree_set(0_usize..24, 0..16),
            shuffled in Just((0_usize..32).collect::<Vec<_>>()).prop_shuffle(),
            kept in proptest::collection::vec(any::<bool>(), 32),
        ) {
            let before: Vec<usize> = before.into_iter().collect();
            let after: Vec<usize> = shuffled.into_iter().filter(|n| kept[*n]).collect();
            let (old, numbered) = begun(&text_of(&before));
            let (new, highest) = reconcile(&old, numbered, read(&text_of(&after)), &mut ids());
            let tasks: Vec<TaskId> = new.iter().filter_map(|line| line.task).collect();
            let numbers: Vec<u32> = new.iter().filter_map(|line| line.number).collect();
            prop_assert_eq!(tasks.iter().collect::<BTreeSet<_>>().len(), tasks.len());
            prop_assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), numbers.len());
            prop_assert!(numbers.iter().all(|number| *number <= highest) && highest >= numbered);
            for (n, line) in after.iter().zip(&new) {
                let was = before.iter().position(|old| old == n).map(|at| &old[at]);
                if let Some(was) = was {
                    prop_assert_eq!((was.task, was.number), (line.task, line.number));
                }
            }
        }

        #[test]
        fn what_is_written_and_read_again_is_the_same(numbers in proptest::collection::vec(0_usize..24, 0..16)) {
            let (lines, numbered) = begun(&text_of(&numbers));
            let mut none = || -> TaskId { panic!("a new id for a line that was there") };
            let again = reconcile(&lines, numbered, read(&written(&lines)), &mut none);
            prop_assert_eq!(again, (lines, numbered));
        }
    }
}
