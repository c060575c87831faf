//! Three figures of a ranking: how good its first ten are, how much it found, whether its first one answers.

use domain::search::Thing;
use std::collections::{BTreeMap, BTreeSet};

/// How many are looked at for nDCG.
const TEN: usize = 10;
/// How many are looked at for recall.
const TWENTY: usize = 20;
/// From which grade on a thing answers.
const ANSWERS: u8 = 2;

/// How good a ranking is; each from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// nDCG@10: what the first ten are worth (2^grade − 1, divided by the logarithm of their place), of what the best ten would be.
    pub ndcg: f64,
    /// Recall@20: how many of the first twenty are of use, of as many as there are, or of twenty where there are more.
    pub recall: f64,
    /// Success@1: whether the first one answers (grade 2 or 3).
    pub success: f64,
}

impl Figures {
    /// The names of the three, in their order.
    pub const NAMES: [&str; 3] = ["nDCG@10", "recall@20", "success@1"];

    /// Of `ranking`, best first, where `grades` are those of all that is of use. A thing that stands in it twice counts where it stands first.
    pub fn of(grades: &BTreeMap<Thing, u8>, ranking: &[Thing]) -> Self {
        let mut seen = BTreeSet::new();
        let given: Vec<u8> =
            ranking.iter().filter(|thing| seen.insert(*thing)).map(|thing| grades.get(thing).copied().unwrap_or_default()).collect();
        let mut best: Vec<u8> = grades.values().copied().collect();
        best.sort_unstable_by(|a, b| b.cmp(a));
        Self {
            ndcg: share(gained(&given), gained(&best)),
            recall: share(useful(&given), useful(&best)),
            success: if given.first().is_some_and(|grade| *grade >= ANSWERS) { 1.0 } else { 0.0 },
        }
    }

    /// The mean of each; 0 where there are none.
    pub fn mean<'f>(all: impl IntoIterator<Item = &'f Self>) -> Self {
        let (mut sum, mut many) = (Self::default(), 0.0);
        for figures in all {
            sum.ndcg += figures.ndcg;
            sum.recall += figures.recall;
            sum.success += figures.success;
            many += 1.0;
        }
        Self { ndcg: share(sum.ndcg, many), recall: share(sum.recall, many), success: share(sum.success, many) }
    }

    /// The three, in the order of [`Self::NAMES`].
    pub const fn all(&self) -> [f64; 3] {
        [self.ndcg, self.recall, self.success]
    }
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

fn gained(grades: &[u8]) -> f64 {
    grades.iter().take(TEN).zip(2_u32..).map(|(grade, place)| (f64::from(*grade).exp2() - 1.0) / f64::from(place).log2()).sum()
}

fn useful(grades: &[u8]) -> f64 {
    grades.iter().take(TWENTY).filter(|grade| **grade > 0).map(|_| 1.0).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::ProjectId;

    fn thing(id: i64) -> Thing {
        Thing::Project(ProjectId::new(id))
    }

    fn of(grades: &[(i64, u8)], ranking: &[i64]) -> Figures {
        let grades = grades.iter().map(|(id, grade)| (thing(*id), *grade)).collect();
        Figures::of(&grades, &ranking.iter().copied().map(thing).collect::<Vec<_>>())
    }

    fn near(one: f64, other: f64) -> bool {
        (one - other).abs() < 1e-9
    }

    #[test]
    fn the_best_ranking_is_worth_one_and_an_empty_one_nothing() {
        assert_eq!(of(&[(1, 3), (2, 2), (3, 1)], &[1, 2, 3]), Figures { ndcg: 1.0, recall: 1.0, success: 1.0 });
        assert_eq!(of(&[(1, 3)], &[]), Figures::default());
        assert_eq!(of(&[(1, 3)], &[8, 9]), Figures::default());
    }

    #[test]
    fn figures_are_those_reckoned_by_hand() {
        // Best: 7/1 + 3/log2(3) + 1/2. Given: nothing at the first place, 1/log2(3), 7/2.
        let figures = of(&[(1, 3), (2, 2), (3, 1)], &[9, 3, 1]);
        let (best, given) = (7.0 + 3.0 / 3_f64.log2() + 0.5, 1.0 / 3_f64.log2() + 3.5);
        assert!(near(figures.ndcg, given / best) && near(figures.ndcg, 0.439_797_981), "{figures:?}");
        assert!(near(figures.recall, 2.0 / 3.0) && near(figures.success, 0.0), "{figures:?}");
        // What is of use only is no answer.
        assert!(near(of(&[(1, 1)], &[1]).success, 0.0));
        assert!(near(of(&[(1, 2)], &[1]).success, 1.0));
    }

    #[test]
    fn the_eleventh_counts_for_recall_alone_and_the_twenty_first_for_nothing() {
        let other: Vec<i64> = (100..110).collect();
        let eleventh = of(&[(1, 3)], &[other.as_slice(), &[1]].concat());
        assert!(near(eleventh.ndcg, 0.0) && near(eleventh.recall, 1.0), "{eleventh:?}");
        let others: Vec<i64> = (100..120).collect();
        assert_eq!(of(&[(1, 3)], &[others.as_slice(), &[1]].concat()), Figures::default());
    }

    #[test]
    fn where_more_than_twenty_are_of_use_twenty_are_all() {
        let grades: Vec<_> = (0..30).map(|id| (id, 1)).collect();
        assert!(near(of(&grades, &(0..25).collect::<Vec<_>>()).recall, 1.0));
        assert!(near(of(&grades, &(0..10).collect::<Vec<_>>()).recall, 0.5));
    }

    #[test]
    fn what_stands_twice_counts_once() {
        assert_eq!(of(&[(1, 1), (2, 1)], &[1, 1, 1]).recall, 0.5);
    }

    #[test]
    fn a_mean_is_of_each_figure() {
        let two = [Figures { ndcg: 1.0, recall: 0.5, success: 1.0 }, Figures { ndcg: 0.5, recall: 0.0, success: 0.0 }];
        assert_eq!(Figures::mean(&two), Figures { ndcg: 0.75, recall: 0.25, success: 0.5 });
        assert_eq!(Figures::mean(std::iter::empty()), Figures::default());
    }
}
