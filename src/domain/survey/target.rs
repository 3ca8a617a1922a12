//! Whom a survey is sent to.

use super::Target;

impl Target {
    /// Is an institution with these kinds, of this area, cooperating or not, one that is asked?
    pub fn meets<'a>(&self, kinds: impl IntoIterator<Item = &'a str>, area: &str, partner: bool) -> bool {
        let of_kind = self.kinds.is_empty() || kinds.into_iter().any(|kind| self.kinds.iter().any(|one| one == kind));
        of_kind && (self.area.is_empty() || self.area == area) && (partner || !self.partner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_condition_that_is_there_must_hold() {
        let all = Target::default();
        assert!(all.meets([], "", false));
        let some = Target { kinds: vec!["care:150".to_owned()], area: "浜手".to_owned(), partner: true };
        assert!(some.meets(["care:430", "care:150"], "浜手", true));
        assert!(!some.meets(["care:430"], "浜手", true));
        assert!(!some.meets(["care:150"], "川沿", true));
        assert!(!some.meets(["care:150"], "浜手", false));
    }
}
