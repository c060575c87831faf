//! Chance that can be had again, and words that stand where they were put and nowhere else.

/// Chance: the same from the same seed (SplitMix64).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) const fn of(seed: u64) -> Self {
        Self(seed)
    }

    const fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 on, below `end`; 0 when there is none.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).expect("a small number");
        usize::try_from(self.draw() % end).expect("less than a small number")
    }

    /// One of `all`, if there is any.
    pub(super) fn pick<T: Clone>(&mut self, all: &[T]) -> Option<T> {
        all.get(self.below(all.len())).cloned()
    }

    /// Whether what happens so many times in a hundred does now.
    pub(super) fn happens(&mut self, in_a_hundred: usize) -> bool {
        self.below(100) < in_a_hundred
    }

    /// `all` in another order.
    pub(super) fn shuffle<T>(&mut self, all: &mut [T]) {
        for end in (1..all.len()).rev() {
            all.swap(end, self.below(end + 1));
        }
    }
}

/// Any two differ in both letters.
const SYLLABLES: [&str; 5] = ["ba", "de", "mi", "lo", "ru"];
/// How many words there are.
const WORDS: usize = 625;
/// How many of them everyone says.
const SHARED: usize = 3;

/// A word that one can say, and that the stemmer leaves alone: no French ending ends as it does. The last two syllables are made of the others so
/// that two words differ in three at least: no mistake of two letters makes one of the other.
fn word(number: usize) -> String {
    let said = [number % 5, number / 5 % 5, number / 25 % 5, number / 125 % 5];
    let sum: usize = said.iter().sum();
    let weighted: usize = said.iter().zip(1..).map(|(digit, weight)| digit * weight).sum();
    let syllables = said.into_iter().chain([sum % 5, weighted % 5]).map(|digit| SYLLABLES[digit]);
    syllables.chain(["k"]).collect()
}

/// The words that were given out.
pub(super) struct Words(Vec<String>);

impl Words {
    /// Those that everyone says.
    pub(super) fn new() -> Self {
        Self((0..SHARED).map(word).collect())
    }

    /// One that stands nowhere yet.
    pub(super) fn fresh(&mut self) -> String {
        assert!(self.0.len() < WORDS - 1, "all words are used up");
        let fresh = word(self.0.len());
        self.0.push(fresh.clone());
        fresh
    }

    /// Those that many things say.
    pub(super) fn shared(&self) -> &[String] {
        &self.0[..SHARED]
    }

    /// All that were given, the shared ones too.
    pub(super) fn all(&self) -> &[String] {
        &self.0
    }

    /// One that is never given.
    pub(super) fn nowhere() -> String {
        word(WORDS - 1)
    }
}

/// The word with its first letter as at the beginning of a title.
pub(super) fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    format!("{}{rest}", first.to_uppercase())
}

/// The word with one letter typed wrong.
pub(super) fn mistyped(word: &str, dice: &mut Dice) -> String {
    // Not its last letter, without which it is another word to the stemmer.
    let at = dice.below(word.len() - 1);
    format!("{}z{}", &word[..at], &word[at + 1..])
}

/// How many letters are wrong, missing, too many or swapped between two words.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut rows = vec![(0..=other.len()).collect::<Vec<_>>()];
    for i in 1..=one.len() {
        let mut row = vec![i];
        for j in 1..=other.len() {
            let changed = rows[i - 1][j - 1] + usize::from(one[i - 1] != other[j - 1]);
            let mut least = changed.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[one.len()][other.len()]
}

#[test]
fn no_mistake_that_is_forgiven_makes_one_word_of_another() {
    assert_eq!((word(0), word(1), Words::nowhere()), ("babababababak".to_owned(), "debababadedek".to_owned(), word(624)));
    let mut dice = Dice::of(7);
    for one in 0..120 {
        let typed = mistyped(&word(one), &mut dice);
        assert_eq!(distance(&typed, &word(one)), 1);
        for other in (0..one).chain([WORDS - 1]) {
            assert!(distance(&word(one), &word(other)) > 3 && distance(&typed, &word(other)) > 2, "{one} {other}");
        }
    }
}

#[test]
fn chance_is_the_same_from_the_same_seed() {
    let rolled = |seed: u64| {
        let mut dice = Dice::of(seed);
        (0..20).map(|_| dice.below(6)).collect::<Vec<_>>()
    };
    assert_eq!(rolled(1), rolled(1));
    assert_ne!(rolled(1), rolled(2));
    let mut cards: Vec<usize> = (0..52).collect();
    Dice::of(3).shuffle(&mut cards);
    assert!(!cards.is_sorted());
    cards.sort_unstable();
    assert_eq!(cards, (0..52).collect::<Vec<_>>());
}
