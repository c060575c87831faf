//! Who gets a place (T1, T2, T19): exact, in the order in which people came, with seats kept for those who were never served.
//!
//! **Invariants.** Never more people in than seats; a seat that someone waiting may have is never empty; of two who may have the same
//! seats, the one who came first has one first. Tested as properties below.

use crate::{
    time::{Day, Timestamp},
    vocabulary::vocabulary,
};

/// Seats of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seats {
    /// How many there are.
    pub capacity: u32,
    /// Seats kept for schools or communes never served, if some are.
    pub kept: Option<KeptSeats>,
}

/// Seats that are kept for schools or communes never served, until a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptSeats {
    /// How many.
    pub seats: u32,
    /// The first day on which anyone may have them.
    pub released_on: Day,
}

vocabulary! {
    /// Whether someone may have a kept seat.
    Claim {
        /// Their school or their commune was never served.
        NeverServed = "never-served", "Jamais servie";
        /// It was.
        Served = "served", "Déjà servie";
    }
}

/// How many are in, by what they may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// By people of schools or communes never served.
    pub never_served: u32,
    /// By others.
    pub served: u32,
}

impl Taken {
    /// How many are in.
    pub const fn all(self) -> u32 {
        self.never_served.saturating_add(self.served)
    }

    /// The same with one more.
    #[must_use]
    pub const fn and(self, claim: Claim) -> Self {
        match claim {
            Claim::NeverServed => Self { never_served: self.never_served.saturating_add(1), ..self },
            Claim::Served => Self { served: self.served.saturating_add(1), ..self },
        }
    }
}

impl Seats {
    /// Seats that only people never served may have at `now`, beyond those that such people hold already.
    fn withheld(self, taken: Taken, now: Timestamp) -> u32 {
        match self.kept {
            Some(kept) if now < kept.released_on.beginning() => kept.seats.saturating_sub(taken.never_served),
            _ => 0,
        }
    }

    /// Whether someone with this claim may have a seat at `now`.
    pub fn has_room(self, taken: Taken, claim: Claim, now: Timestamp) -> bool {
        let free = self.capacity.saturating_sub(taken.all());
        match claim {
            Claim::NeverServed => free > 0,
            Claim::Served => free > self.withheld(taken, now),
        }
    }

    /// Those of `waiting`, in the order in which they came, who get a seat at `now`.
    pub fn next<T: Copy>(self, taken: Taken, waiting: &[(T, Claim)], now: Timestamp) -> Vec<T> {
        let mut taken = taken;
        let mut next = Vec::new();
        for (who, claim) in waiting {
            if self.has_room(taken, *claim, now) {
                taken = taken.and(*claim);
                next.push(*who);
            }
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::from_paris(text).expect("an instant")
    }

    fn seats(capacity: u32, kept: u32) -> Seats {
        Seats { capacity, kept: Some(KeptSeats { seats: kept, released_on: "2026-12-01".parse().expect("a day") }) }
    }

    #[test]
    fn kept_seats_wait_for_those_never_served_until_they_are_released() {
        use Claim::{NeverServed, Served};
        let three = seats(3, 1);
        let before = at("2026-11-30T23:59");
        let asked = [(1, Served), (2, Served), (3, Served), (4, NeverServed), (5, Served)];
        assert_eq!(three.next(Taken::default(), &asked, before), [1, 2, 4], "the third waits, one never served does not");
        assert_eq!(three.next(Taken::default(), &asked, at("2026-12-01T00:00")), [1, 2, 3], "then whoever came first");
        // One never served who is in already fills the kept seat.
        let taken = Taken::default().and(NeverServed);
        assert_eq!(three.next(taken, &asked, before), [1, 2]);
        assert_eq!(seats(1, 5).next(Taken::default(), &asked, before), [4], "more kept than there are");
        assert_eq!(seats(0, 0).next(Taken::default(), &asked, before), Vec::<i32>::new());
    }

    fn claims() -> impl Strategy<Value = Vec<Claim>> {
        proptest::collection::vec(prop_oneof![Just(Claim::NeverServed), Just(Claim::Served)], 0..40)
    }

    proptest! {
        #[test]
        fn never_more_than_seats_none_empty_for_nothing_and_in_order(
            capacity in 0u32..20, kept in 0u32..20, served in 0u32..10, never in 0u32..10, claims in claims(), released in any::<bool>()
        ) {
            let seats = seats(capacity, kept);
            let now = at(if released { "2026-12-01T08:00" } else { "2026-11-01T08:00" });
            let before = Taken { never_served: never, served };
            let waiting: Vec<_> = claims.iter().copied().enumerate().collect();
            let next = seats.next(before, &waiting, now);
            let after = next.iter().fold(before, |taken, at| taken.and(claims[*at]));
            prop_assert!(after.all() <= capacity.max(before.all()), "never more");
            prop_assert!(next.is_sorted(), "in order");
            for (at, claim) in &waiting {
                if !next.contains(at) {
                    prop_assert!(!seats.has_room(after, *claim, now), "nobody waits for a seat that they may have");
                    prop_assert!(next.iter().all(|in_| in_ < at || claims[*in_] != *claim), "nobody like them came later and is in");
                }
            }
        }

        #[test]
        fn all_at_once_or_one_after_the_other_is_the_same(capacity in 0u32..12, kept in 0u32..12, claims in claims()) {
            let (seats, now) = (seats(capacity, kept), at("2026-11-01T08:00"));
            let waiting: Vec<_> = claims.iter().copied().enumerate().collect();
            let at_once = seats.next(Taken::default(), &waiting, now);
            let mut taken = Taken::default();
            let mut one_by_one = Vec::new();
            for (at, claim) in &waiting {
                if seats.has_room(taken, *claim, now) {
                    taken = taken.and(*claim);
                    one_by_one.push(*at);
                }
            }
            prop_assert_eq!(at_once, one_by_one);
        }
    }
}
