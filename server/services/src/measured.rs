//! What happens in this process, counted for whoever operates the portal.
//!
//! **Promises.** Numbers alone, since the process started: nothing of anyone, and no word of anyone's. Counting waits for nothing.
//!
//! **Invariants.** What is counted apart is an enum of ours, never what someone sent; enforced by the types here.
//!
//! **Start reading at** [`Measured`].

use crate::index::Why;
use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Duration,
};

/// What is asked of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A page of what matches, or how much does.
    Find,
    /// What the words typed so far may mean.
    Suggest,
}

impl Asked {
    /// Each of them.
    pub const ALL: [Self; 2] = [Self::Find, Self::Suggest];

    /// Its name in the measures.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Find => "find",
            Self::Suggest => "suggest",
        }
    }
}

/// What is done with the index, and may fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Taking in what happened; rebuilding it too.
    Follow,
    /// Answering.
    Answer,
    /// Looking whether its files are as they were written.
    Look,
}

impl Work {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::Follow, Self::Answer, Self::Look];

    /// Its name in the measures.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Follow => "follow",
            Self::Answer => "answer",
            Self::Look => "look",
        }
    }
}

/// Everything that is counted. One per process.
#[derive(Debug, Default)]
pub struct Measured {
    /// By the first digit of their status.
    answers: Counts<5>,
    searches: [Times; Asked::ALL.len()],
    failures: Counts<{ Work::ALL.len() }>,
    rebuilds: Counts<{ Why::ALL.len() }>,
    rebuilding: AtomicU64,
    rebuild_done: AtomicU64,
    rebuild_total: AtomicU64,
}

impl Measured {
    /// Counts an answer over HTTP.
    pub fn answered(&self, status: u16) {
        if let Some(class) = usize::from(status / 100).checked_sub(1) {
            self.answers.add(class);
        }
    }

    /// How many answers over HTTP had a status that begins with this digit, 1 to 5.
    pub fn answers(&self, class: usize) -> u64 {
        class.checked_sub(1).map_or(0, |class| self.answers.get(class))
    }

    /// Counts a question that the index answered.
    pub fn searched(&self, asked: Asked, took: Duration) {
        self.searches[asked as usize].add(took);
    }

    /// How many such questions were answered, and how long that took.
    pub fn searches(&self, asked: Asked) -> Timing {
        self.searches[asked as usize].read()
    }

    /// Counts something that failed.
    pub fn failed(&self, work: Work) {
        self.failures.add(work as usize);
    }

    /// How often that failed.
    pub fn failures(&self, work: Work) -> u64 {
        self.failures.get(work as usize)
    }

    /// Counts an index that was made again and is in use.
    pub fn rebuilt(&self, why: Why) {
        self.rebuilds.add(why as usize);
    }

    /// How often the index was made again for this reason.
    pub fn rebuilds(&self, why: Why) -> u64 {
        self.rebuilds.get(why as usize)
    }

    /// Says that the index is being made again, until what is answered is dropped.
    pub fn rebuilding(&self) -> Rebuilding<'_> {
        self.rebuilding.fetch_add(1, Relaxed);
        Rebuilding(self)
    }

    /// How many things of how many are done of the index that is being made; nothing when none is.
    pub fn rebuild(&self) -> Option<(u64, u64)> {
        (self.rebuilding.load(Relaxed) > 0).then(|| (self.rebuild_done.load(Relaxed), self.rebuild_total.load(Relaxed)))
    }
}

/// An index that is being made again. Dropped, it is no longer, whatever became of it.
#[derive(Debug)]
pub struct Rebuilding<'a>(&'a Measured);

impl Rebuilding<'_> {
    /// Says how many things of how many are done.
    pub fn progress(&self, done: usize, total: usize) {
        let number = |many: usize| u64::try_from(many).unwrap_or(u64::MAX);
        self.0.rebuild_done.store(number(done), Relaxed);
        self.0.rebuild_total.store(number(total), Relaxed);
    }
}

impl Drop for Rebuilding<'_> {
    fn drop(&mut self) {
        self.progress(0, 0);
        self.0.rebuilding.fetch_sub(1, Relaxed);
    }
}

/// A count of each of so many cases.
#[derive(Debug)]
struct Counts<const N: usize>([AtomicU64; N]);

impl<const N: usize> Default for Counts<N> {
    fn default() -> Self {
        Self(std::array::from_fn(|_| AtomicU64::new(0)))
    }
}

impl<const N: usize> Counts<N> {
    fn add(&self, case: usize) {
        if let Some(count) = self.0.get(case) {
            count.fetch_add(1, Relaxed);
        }
    }

    fn get(&self, case: usize) -> u64 {
        self.0.get(case).map_or(0, |count| count.load(Relaxed))
    }
}

/// The times up to which answers are counted apart, in microseconds.
pub const BOUNDS_US: [u64; 11] = [1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000];

/// How often something was done, and how long it took.
#[derive(Debug, Default)]
struct Times {
    /// Up to each of the bounds and above the one before it; the last, above them all.
    within: Counts<{ BOUNDS_US.len() + 1 }>,
    sum_us: AtomicU64,
}

impl Times {
    fn add(&self, took: Duration) {
        let us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.within.add(BOUNDS_US.iter().take_while(|bound| **bound < us).count());
        self.sum_us.fetch_add(us, Relaxed);
    }

    fn read(&self) -> Timing {
        let mut count = 0;
        let up_to = std::array::from_fn(|at| {
            count += self.within.get(at);
            count
        });
        // What was above them all is read last: the total is never less than what it is made of.
        Timing { up_to, count: count + self.within.get(BOUNDS_US.len()), sum: Duration::from_micros(self.sum_us.load(Relaxed)) }
    }
}

/// How often something was done, and how long it took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timing {
    /// How often within each of [`BOUNDS_US`].
    pub up_to: [u64; BOUNDS_US.len()],
    /// How often at all.
    pub count: u64,
    /// How long in all.
    pub sum: Duration,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_counted_up_to_each_bound() {
        let measured = Measured::default();
        for us in [0, 1_000, 1_001, 60_000, 9_000_000] {
            measured.searched(Asked::Find, Duration::from_micros(us));
        }
        let read = measured.searches(Asked::Find);
        assert_eq!(read.up_to, [2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4]);
        assert_eq!((read.count, read.sum), (5, Duration::from_micros(9_062_001)));
        assert_eq!(measured.searches(Asked::Suggest), Timing::default(), "each apart");
    }

    #[test]
    fn what_is_counted_apart_stays_apart() {
        let measured = Measured::default();
        for status in [200, 204, 404, 503, 999, 0] {
            measured.answered(status);
        }
        assert_eq!([0, 1, 2, 3, 4, 5, 6].map(|class| measured.answers(class)), [0, 0, 2, 0, 1, 1, 0], "what is no status is not counted");
        for (at, why) in Why::ALL.into_iter().enumerate() {
            assert_eq!(why as usize, at, "each has its place");
            measured.rebuilt(why);
        }
        measured.rebuilt(Why::Damaged);
        assert_eq!((measured.rebuilds(Why::Damaged), measured.rebuilds(Why::Empty)), (2, 1));
        measured.failed(Work::Look);
        assert_eq!(Work::ALL.map(|work| measured.failures(work)), [0, 0, 1]);
    }

    #[test]
    fn an_index_is_being_made_until_it_is_done_or_given_up() {
        let measured = Measured::default();
        assert_eq!(measured.rebuild(), None);
        let first = measured.rebuilding();
        first.progress(3, 10);
        let second = measured.rebuilding();
        drop(first);
        second.progress(1, 10);
        assert_eq!(measured.rebuild(), Some((1, 10)));
        drop(second);
        assert_eq!(measured.rebuild(), None);
    }
}
