//! The words of the format, as people write them, beside the program's own.

use serde_json::Value;

use crate::domain::CareLevel;
use crate::domain::checklist::Variant;
use crate::domain::episode::{EndReason, SupportFee};

const CARE_LEVELS: [(&str, CareLevel); 19] = [
    ("不明", CareLevel::Unknown),
    ("未認定", CareLevel::None),
    ("未申請", CareLevel::None),
    ("認定なし", CareLevel::None),
    ("なし", CareLevel::None),
    ("非該当", CareLevel::None),
    ("自立", CareLevel::None),
    ("申請中", CareLevel::Applying),
    ("事業対象者", CareLevel::Programme),
    ("要支援", CareLevel::Support1),
    ("要支援1", CareLevel::Support1),
    ("要支援2", CareLevel::Support2),
    ("要介護1", CareLevel::Care1),
    ("要介護2", CareLevel::Care2),
    ("要介護3", CareLevel::Care3),
    ("要介護4", CareLevel::Care4),
    ("要介護5", CareLevel::Care5),
    ("要介護", CareLevel::Care1),
    ("総合事業対象者", CareLevel::Programme),
];

/// What says that another level has been applied for; until it is decided, the one named beside it holds.
const CHANGING: [&str; 3] = ["区分変更", "申請中", "更新中"];

pub(in crate::cli::episode) const SUPPORT_FEES: [(&str, SupportFee); 6] = [
    ("不明", SupportFee::Unknown),
    ("加算1", SupportFee::One),
    ("加算2", SupportFee::Two),
    ("なし", SupportFee::None),
    ("届出なし", SupportFee::None),
    ("未届", SupportFee::None),
];

const END_REASONS: [(&str, EndReason); 23] = [
    ("自宅", EndReason::Home),
    ("自宅退院", EndReason::Home),
    ("自宅へ退院", EndReason::Home),
    ("退院", EndReason::Home),
    ("在宅", EndReason::Home),
    ("discharge", EndReason::Home),
    ("discharged", EndReason::Home),
    ("施設", EndReason::Institution),
    ("facility", EndReason::Institution),
    ("転院", EndReason::Transfer),
    ("transferred", EndReason::Transfer),
    ("死亡", EndReason::Death),
    ("死亡退院", EndReason::Death),
    ("死去", EndReason::Death),
    ("逝去", EndReason::Death),
    ("看取り", EndReason::Death),
    ("died", EndReason::Death),
    ("deceased", EndReason::Death),
    ("取りやめ", EndReason::Cancelled),
    ("取消", EndReason::Cancelled),
    ("中止", EndReason::Cancelled),
    ("canceled", EndReason::Cancelled),
    ("キャンセル", EndReason::Cancelled),
];

/// 施設入所, 老健入所, 有料老人ホームへ入居 ...
const MOVED_IN: [&str; 2] = ["入所", "入居"];

/// A discharge of which no more is said.
const OTHER_ENDS: [&str; 2] = ["その他", "other"];

const VARIANTS: [(&str, &str); 9] = [
    ("N65", "NEW65"),
    ("N40", "NEW40"),
    ("ケアマネあり", "CM"),
    ("看取り", "EOL"),
    ("看取", "EOL"),
    ("急", "RUSH"),
    ("急な退院", "RUSH"),
    ("短", "SHORT"),
    ("短期", "SHORT"),
];

/// Without full-width digits and letters, which come out of the input method, and with small letters.
fn folded(text: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        _ => c,
    };
    text.trim().chars().map(narrow).collect::<String>().to_ascii_lowercase()
}

pub(in crate::cli::episode) fn named<T: Copy + std::str::FromStr>(value: &Value, names: &[(&str, T)]) -> Option<T> {
    let text = folded(value.as_str()?);
    names.iter().find(|(name, _)| *name == text).map(|(_, value)| *value).or_else(|| text.parse().ok())
}

/// A care level as people write it.
pub(in crate::cli) fn care_level(text: &str) -> Option<CareLevel> {
    named(&Value::from(text), &CARE_LEVELS)
}

/// The same with 区分変更中 and the like: the level that is named beside it, else 申請中.
pub(super) fn care_level_now(value: &Value) -> Option<CareLevel> {
    if let Some(level) = named(value, &CARE_LEVELS) {
        return Some(level);
    }
    let text = folded(value.as_str()?);
    if !CHANGING.iter().any(|word| text.contains(word)) {
        return None;
    }
    let is_level = |name: &str| name.ends_with(|c: char| c.is_ascii_digit()) || name == "事業対象者";
    let level = CARE_LEVELS.iter().find(|(name, _)| is_level(name) && text.contains(name)).map(|(_, level)| *level);
    Some(level.unwrap_or(CareLevel::Applying))
}

/// How a stay ended.
pub(in crate::cli::episode) fn end_reason(value: &Value) -> Option<EndReason> {
    let moved_in = || {
        let text = folded(value.as_str()?);
        MOVED_IN.iter().any(|end| text.ends_with(end)).then_some(EndReason::Institution)
    };
    named(value, &END_REASONS).or_else(moved_in)
}

/// The same where その他 is a plain discharge.
pub(super) fn end_reason_or_other(value: &Value) -> Option<EndReason> {
    let other = || OTHER_ENDS.contains(&folded(value.as_str()?).as_str()).then_some(EndReason::Home);
    end_reason(value).or_else(other)
}

/// `["NEW65", "RUSH"]`, or the one word alone. One base at most; CM where none is said.
pub(in crate::cli::episode) fn variant(value: &Value) -> Option<Variant> {
    let one = std::slice::from_ref(value);
    let words = value.as_array().map_or(one, Vec::as_slice);
    let mut variant = Variant::default();
    let mut base = None;
    for word in words {
        let word = folded(word.as_str()?).to_ascii_uppercase();
        let word = VARIANTS.iter().find(|(name, _)| *name == word).map_or(word.as_str(), |(_, known)| known);
        if let Ok(named) = word.parse() {
            if base.replace(named).is_some_and(|other| other != named) {
                return None;
            }
        } else {
            variant.set(word.parse().ok()?, true);
        }
    }
    variant.base = base.unwrap_or_default();
    Some(variant)
}
