//! What kind of school a national nature code means, and which states and kinds count for what.

use super::{SchoolKind, SchoolState};

impl SchoolKind {
    /// The kind that a `code_nature` means, with the directory's two flags; nothing for what is not a school of the portal.
    ///
    /// A school with both nursery and elementary classes has either code in the directory, so the flags decide: it is primary.
    /// Source: the codes met in two real directories (FORMATS 3.1).
    pub fn from_nature(code: &str, nursery: bool, elementary: bool) -> Option<Self> {
        match code {
            "101" | "103" | "151" | "153" if nursery && elementary => Some(Self::Primary),
            "101" | "103" => Some(Self::Nursery),
            "151" | "153" => Some(Self::Elementary),
            "162" => Some(Self::Special),
            "340" => Some(Self::College),
            _ => None,
        }
    }

    /// Whether a commune answers for it: all but the collège, which is the department's.
    pub const fn is_first_degree(self) -> bool {
        !matches!(self, Self::College)
    }

    /// Whether it has nursery classes (cycle 1).
    pub const fn has_nursery_classes(self) -> bool {
        matches!(self, Self::Nursery | Self::Primary)
    }
}

impl SchoolState {
    /// Whether there are pupils in it: a school that is to close still has its own.
    pub const fn receives_pupils(self) -> bool {
        !matches!(self, Self::Closed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flags_make_a_school_primary_whatever_its_code() {
        let cases = [
            (("101", true, false), Some(SchoolKind::Nursery)),
            (("103", true, false), Some(SchoolKind::Nursery)),
            (("151", false, true), Some(SchoolKind::Elementary)),
            (("153", false, true), Some(SchoolKind::Elementary)),
            (("151", true, true), Some(SchoolKind::Primary)),
            (("101", true, true), Some(SchoolKind::Primary)),
            (("162", true, true), Some(SchoolKind::Special)),
            (("340", false, false), Some(SchoolKind::College)),
            (("300", false, false), None),
            (("809", true, true), None),
            (("", true, true), None),
        ];
        for ((code, nursery, elementary), kind) in cases {
            assert_eq!(SchoolKind::from_nature(code, nursery, elementary), kind, "{code}");
        }
    }

    #[test]
    fn a_school_that_is_to_close_still_receives_pupils() {
        let receiving: Vec<_> = SchoolState::ALL.iter().filter(|state| state.receives_pupils()).collect();
        assert_eq!(receiving, [&SchoolState::Open, &SchoolState::Closing]);
    }
}
