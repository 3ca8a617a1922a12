//! Variants of a checklist: one base, any overlays (domain.md 2.3).

use serde::{Deserialize, Serialize};

/// Who the stay is about, as far as the checklist differs.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    Default,
    Serialize,
    Deserialize,
    strum::Display,
    strum::EnumString,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum Base {
    /// ケアマネあり
    #[default]
    Cm,
    /// なし、65歳以上
    New65,
    /// なし、40〜64歳
    New40,
}

/// What lies over the base.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    Serialize,
    Deserialize,
    strum::Display,
    strum::EnumString,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum Overlay {
    /// 看取り
    Eol,
    /// 急な退院
    Rush,
    /// 短期
    Short,
}

/// A base with its overlays.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Variant {
    pub base: Base,
    #[serde(default)]
    pub eol: bool,
    #[serde(default)]
    pub rush: bool,
    #[serde(default)]
    pub short: bool,
}

/// How an item stands in a variant.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// ●: it is to be done.
    Required,
    /// ○: where it fits.
    Optional,
    /// –: it does not stand in this variant.
    Absent,
}

/// How an item stands in each base and overlay.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Marks {
    pub cm: Mark,
    pub new65: Mark,
    pub new40: Mark,
    pub eol: Mark,
    pub rush: Mark,
    pub short: Mark,
}

/// How an item stands in a merged variant.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Level {
    /// ●
    Required,
    /// ○
    Optional,
}

/// What of a variant leaves an item out.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Missing {
    Base(Base),
    Overlay(Overlay),
}

impl Missing {
    /// The name of the part (`CM`).
    pub fn name(self) -> &'static str {
        match self {
            Self::Base(base) => base.into(),
            Self::Overlay(overlay) => overlay.into(),
        }
    }
}

impl Variant {
    pub const fn of(base: Base) -> Self {
        Self { base, eol: false, rush: false, short: false }
    }

    pub fn has(self, overlay: Overlay) -> bool {
        match overlay {
            Overlay::Eol => self.eol,
            Overlay::Rush => self.rush,
            Overlay::Short => self.short,
        }
    }

    pub fn set(&mut self, overlay: Overlay, on: bool) {
        match overlay {
            Overlay::Eol => self.eol = on,
            Overlay::Rush => self.rush = on,
            Overlay::Short => self.short = on,
        }
    }

    /// Merges base and overlays (domain.md 2.3).
    ///
    /// What the base leaves out stays out; what every base leaves out comes in with EOL where that marks it. ● of EOL raises ○.
    /// – of RUSH and SHORT takes out, their ○ lowers to optional, their ● changes nothing.
    pub fn level(self, marks: &Marks) -> Result<Level, Missing> {
        let mut level = match marks.of(self.base) {
            Mark::Required => Level::Required,
            Mark::Optional => Level::Optional,
            Mark::Absent if self.eol && marks.only_with_overlay() => match marks.eol {
                Mark::Required => Level::Required,
                Mark::Optional => Level::Optional,
                Mark::Absent => return Err(Missing::Base(self.base)),
            },
            Mark::Absent => return Err(Missing::Base(self.base)),
        };
        if self.eol && marks.eol == Mark::Required {
            level = Level::Required;
        }
        for (overlay, mark) in [(Overlay::Rush, marks.rush), (Overlay::Short, marks.short)] {
            match mark {
                Mark::Absent if self.has(overlay) => return Err(Missing::Overlay(overlay)),
                Mark::Optional if self.has(overlay) => level = Level::Optional,
                Mark::Required | Mark::Optional | Mark::Absent => {}
            }
        }
        Ok(level)
    }
}

impl Marks {
    pub const fn of(&self, base: Base) -> Mark {
        match base {
            Base::Cm => self.cm,
            Base::New65 => self.new65,
            Base::New40 => self.new40,
        }
    }

    /// No base has it: an item of the end of life.
    pub const fn only_with_overlay(&self) -> bool {
        matches!((self.cm, self.new65, self.new40), (Mark::Absent, Mark::Absent, Mark::Absent))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str) -> Marks {
        let mut marks = text.chars().map(|c| match c {
            '●' => Mark::Required,
            '○' => Mark::Optional,
            _ => Mark::Absent,
        });
        let mut next = || marks.next().unwrap();
        Marks { cm: next(), new65: next(), new40: next(), eol: next(), rush: next(), short: next() }
    }

    fn variant(text: &str) -> Variant {
        let mut variant = Variant::of(text.split(' ').next().unwrap().parse().unwrap());
        for overlay in text.split(' ').skip(1) {
            variant.set(overlay.parse().unwrap(), true);
        }
        variant
    }

    /// Variant, marks in the order of domain.md's table, what comes of it.
    #[test]
    fn merging() {
        use Level::{Optional, Required};
        let cases = [
            ("CM", "●–○●●–", Ok(Required)),
            ("NEW65", "●–○●●–", Err(Missing::Base(Base::New65))),
            ("NEW65 EOL", "●–○●●–", Err(Missing::Base(Base::New65))),
            ("NEW40", "●–○●●–", Ok(Optional)),
            ("NEW40 EOL", "●–○●●–", Ok(Required)),
            ("NEW40 EOL", "●–○○●–", Ok(Optional)),
            ("NEW40 RUSH", "●–○●●–", Ok(Optional)),
            ("CM RUSH", "●●●●–●", Err(Missing::Overlay(Overlay::Rush))),
            ("CM RUSH", "●●●●○–", Ok(Optional)),
            ("CM SHORT", "●●●●○–", Err(Missing::Overlay(Overlay::Short))),
            ("CM EOL SHORT", "○○○●●○", Ok(Optional)),
            ("CM", "–––●●–", Err(Missing::Base(Base::Cm))),
            ("CM RUSH", "–––●●–", Err(Missing::Base(Base::Cm))),
            ("CM EOL", "–––●●–", Ok(Required)),
            ("CM EOL SHORT", "–––●●–", Err(Missing::Overlay(Overlay::Short))),
            ("NEW40 EOL SHORT", "–––●●○", Ok(Optional)),
        ];
        for (name, given, wanted) in cases {
            assert_eq!(variant(name).level(&marks(given)), wanted, "{name} {given}");
        }
    }
}
