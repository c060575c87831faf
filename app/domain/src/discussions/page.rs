//! Where a message stands in its topic, and which page shows it (D15).

/// How many messages a page shows.
pub const PAGE: u32 = 50;

/// The place of a message in its topic: 1 for the one that opens it. It stays when messages before it are hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position(u32);

impl Position {
    /// The message that opens a topic.
    pub const OPENING: Self = Self(1);

    /// The place of this number, from 1.
    pub const fn new(number: u32) -> Self {
        Self(if number == 0 { 1 } else { number })
    }

    /// Its number, from 1.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// The page on which it stands, from 1.
    pub const fn page(self) -> u32 {
        (self.0 - 1) / PAGE + 1
    }

    /// The first and the last place of a page, from 1.
    pub const fn of_page(page: u32) -> (Self, Self) {
        let page = if page == 0 { 1 } else { page };
        let before = (page - 1).saturating_mul(PAGE);
        (Self(before.saturating_add(1)), Self(before.saturating_add(PAGE)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_place_is_on_its_page_and_on_no_other(number in 1u32..2_000_000) {
            let position = Position::new(number);
            let (first, last) = Position::of_page(position.page());
            prop_assert!(first <= position && position <= last);
            prop_assert!(Position::of_page(position.page() + 1).0 > position);
        }
    }

    #[test]
    fn pages_that_are_not_there_do_no_harm() {
        assert_eq!(Position::of_page(0), (Position::new(1), Position::new(50)));
        assert!(Position::of_page(u32::MAX).0.get() > 1_000_000);
    }
}
