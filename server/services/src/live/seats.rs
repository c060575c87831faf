//! How many listen at once: all together, one account, one place that visitors come from.

use domain::ids::AccountId;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// How many listen at once, at most.
pub const MOST: usize = 5_000;
/// How many of them one account has: a page listens while it is seen, and nobody sees more.
pub const OF_ONE_ACCOUNT: usize = 12;
/// How many of them are visitors': they leave room for members, whatever they do.
pub const OF_VISITORS: usize = 2_500;
/// How many visitors come from one place: the schools of a town may share one address.
pub const OF_ONE_PLACE: usize = 500;

/// Who listens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Someone who is signed in.
    Account(AccountId),
    /// Nobody in particular, with what stands for the place that they come from, where that is known.
    Visitor(Option<u64>),
}

impl Who {
    const fn at_most(self) -> usize {
        match self {
            Self::Account(_) => OF_ONE_ACCOUNT,
            Self::Visitor(Some(_)) => OF_ONE_PLACE,
            Self::Visitor(None) => OF_VISITORS,
        }
    }
}

/// The seats that are taken.
#[derive(Debug, Default)]
struct Taken {
    all: usize,
    visitors: usize,
    by: BTreeMap<Who, usize>,
}

/// The seats of all who listen in this process.
#[derive(Clone, Debug, Default)]
pub(super) struct Seats(Arc<Mutex<Taken>>);

impl Seats {
    /// A seat for `who`, until it is dropped; nothing where they have theirs, or all are taken.
    pub(super) fn take(&self, who: Who) -> Option<Seat> {
        let mut taken = self.taken();
        let own = taken.by.get(&who).copied().unwrap_or_default();
        let is_visitor = matches!(who, Who::Visitor(_));
        if taken.all >= MOST || own >= who.at_most() || is_visitor && taken.visitors >= OF_VISITORS {
            return None;
        }
        taken.all += 1;
        taken.visitors += usize::from(is_visitor);
        taken.by.insert(who, own + 1);
        drop(taken);
        Some(Seat { seats: self.clone(), who })
    }

    /// How many are taken.
    pub(super) fn count(&self) -> usize {
        self.taken().all
    }

    fn give_back(&self, who: Who) {
        let mut taken = self.taken();
        taken.all -= 1;
        taken.visitors -= usize::from(matches!(who, Who::Visitor(_)));
        let own = taken.by.get(&who).copied().unwrap_or_default();
        if own > 1 {
            taken.by.insert(who, own - 1);
        } else {
            taken.by.remove(&who);
        }
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A seat, given back when it is dropped.
#[derive(Debug)]
pub(super) struct Seat {
    seats: Seats,
    who: Who,
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.seats.give_back(self.who);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_takes_the_seats_of_others() {
        let seats = Seats::default();
        let take = |who: Who, many: usize| (0..many).filter_map(|_| seats.take(who)).collect::<Vec<_>>();
        let (one, other) = (Who::Account(AccountId::new(1)), Who::Account(AccountId::new(2)));
        let mut hers = take(one, OF_ONE_ACCOUNT + 3);
        assert_eq!((hers.len(), take(other, 1).len()), (OF_ONE_ACCOUNT, 1));
        hers.pop();
        assert_eq!(take(one, 2).len(), 1, "what is given back is there again");
        let town = take(Who::Visitor(Some(7)), OF_ONE_PLACE + 1);
        assert_eq!(town.len(), OF_ONE_PLACE);
        let unknown = take(Who::Visitor(None), MOST);
        assert_eq!(unknown.len() + town.len(), OF_VISITORS, "visitors together");
        assert!(seats.take(Who::Visitor(Some(8))).is_none() && seats.take(other).is_some());
        drop((hers, town, unknown));
        assert_eq!(seats.count(), 0);
        assert!(seats.taken().by.is_empty(), "who has left leaves no trace");
    }

    #[test]
    fn there_are_so_many_seats() {
        let seats = Seats::default();
        let of = |number: usize| Who::Account(AccountId::new(i64::try_from(number).expect("a number")));
        let all: Vec<_> = (0..=MOST).filter_map(|number| seats.take(of(number))).collect();
        assert_eq!((all.len(), seats.count()), (MOST, MOST));
    }
}
