//! What was typed, cut into what must all be found: words, and expressions that have synonyms (Q7).

use super::french::{self, Word, compose};
use std::collections::HashMap;

/// How much a synonym counts beside what was typed.
const SYNONYM: f32 = 0.8;

/// Expressions that mean the same, in groups, as the animator keeps them.
#[derive(Debug, Default)]
pub struct Synonyms {
    /// Groups of expressions, each as its words that are searched for.
    groups: Vec<Vec<Vec<Word>>>,
    /// The expressions that begin with a stem: group and place in it, the longest first.
    by_first: HashMap<String, Vec<(usize, usize)>>,
}

impl Synonyms {
    /// Those of `groups`. An expression without a word that is searched for is left out.
    pub fn new(groups: &[Vec<String>]) -> Self {
        let read = |expression: &String| searched(&compose(expression));
        let groups: Vec<Vec<Vec<Word>>> =
            groups.iter().map(|group| group.iter().map(read).filter(|words| !words.is_empty()).collect()).collect();
        let mut by_first: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for (group, expressions) in groups.iter().enumerate() {
            for (at, words) in expressions.iter().enumerate() {
                if let Some(stem) = words.first().and_then(|word| word.stem.clone()) {
                    by_first.entry(stem).or_default().push((group, at));
                }
            }
        }
        for places in by_first.values_mut() {
            places.sort_by_key(|(group, at)| std::cmp::Reverse(groups[*group][*at].len()));
        }
        Self { groups, by_first }
    }

    /// The longest expression that `words` begin with: how many words it has, and those that mean the same.
    fn at(&self, words: &[Word]) -> Option<(usize, Vec<&[Word]>)> {
        let places = self.by_first.get(words.first()?.stem.as_ref()?)?;
        let begins = |expression: &[Word]| {
            expression.len() <= words.len() && expression.iter().zip(words).all(|(ours, theirs)| ours.stem == theirs.stem)
        };
        let (group, at) = *places.iter().find(|(group, at)| begins(&self.groups[*group][*at]))?;
        let length = self.groups[group][at].len();
        let others = self.groups[group].iter().enumerate().filter(|(other, _)| *other != at).map(|(_, words)| words.as_slice());
        Some((length, others.collect()))
    }
}

/// One thing that must be found, in any of these ways.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// As it was typed first, then its synonyms and what it may have been a mistake for.
    pub ways: Vec<Way>,
}

/// One way to say it: words that must all be there.
#[derive(Clone, Debug)]
pub(super) struct Way {
    pub words: Vec<Word>,
    /// How much it counts beside what was typed.
    pub weight: f32,
}

impl Unit {
    /// A single word, as it was typed.
    fn word(word: &Word) -> Self {
        Self { ways: vec![Way { words: vec![word.clone()], weight: 1.0 }] }
    }

    /// Whether it is asked for only when nothing else is.
    pub fn is_ambiguous(&self) -> bool {
        matches!(self.ways.as_slice(), [Way { words, .. }] if words.iter().all(Word::is_ambiguous))
    }

    /// Whether `other` was typed alike, and may be said in as many ways.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        let is_alike = |(ours, theirs): (&Word, &Word)| ours.folded == theirs.folded;
        let (ours, theirs) = (self.typed(), other.typed());
        self.ways.len() == other.ways.len() && ours.len() == theirs.len() && ours.iter().zip(theirs).all(is_alike)
    }

    /// What was typed of it.
    pub fn typed(&self) -> &[Word] {
        self.ways.first().map_or(&[], |way| &way.words)
    }

    /// The word that it is, when it is one.
    pub fn single(&self) -> Option<&Word> {
        if let [word] = self.typed() { Some(word) } else { None }
    }
}

/// The units of `typed`, which is composed. Words that are also stop words are asked for when there is nothing else.
pub(super) fn of(typed: &str, synonyms: &Synonyms) -> Vec<Unit> {
    let words = searched(typed);
    if words.is_empty() {
        return french::words(typed).iter().map(Unit::word).collect();
    }
    let mut units = Vec::new();
    let mut rest = words.as_slice();
    while let Some(word) = rest.first() {
        let (length, unit) = match synonyms.at(rest) {
            Some((length, others)) => {
                let typed = Way { words: rest[..length].to_vec(), weight: 1.0 };
                // The words of a long expression would else count together for more than the one that was typed.
                let weight = |words: &[Word]| SYNONYM * (length as f32 / words.len() as f32).min(1.0);
                let others = others.into_iter().map(|words| Way { words: words.to_vec(), weight: weight(words) });
                (length, Unit { ways: std::iter::once(typed).chain(others).collect() })
            }
            None => (1, Unit::word(word)),
        };
        // Said several times, it is asked for once.
        if !units.iter().any(|before: &Unit| before.says_the_same_as(&unit)) {
            units.push(unit);
        }
        rest = &rest[length..];
    }
    units
}

fn searched(text: &str) -> Vec<Word> {
    french::words(text).into_iter().filter(|word| word.stem.is_some()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn synonyms() -> Synonyms {
        let group = |expressions: &[&str]| expressions.iter().map(|&expression| expression.to_owned()).collect();
        Synonyms::new(&[group(&["TNI", "VPI", "tableau numérique interactif"]), group(&["tableau", "panneau"]), group(&["de la"])])
    }

    fn ways(typed: &str) -> Vec<Vec<String>> {
        let said = |way: &Way| way.words.iter().map(|word| word.folded.clone()).collect::<Vec<_>>().join(" ");
        of(typed, &synonyms()).iter().map(|unit| unit.ways.iter().map(said).collect()).collect()
    }

    #[test]
    fn an_expression_is_one_thing_to_find_and_the_longest_is_meant() {
        assert_eq!(ways("le vpi en CP"), [vec!["vpi", "tni", "tableau numerique interactif"], vec!["cp"]]);
        assert_eq!(ways("Tableaux numériques interactifs"), [vec!["tableaux numeriques interactifs", "tni", "vpi"]]);
        assert_eq!(ways("tableau noir"), [vec!["tableau", "panneau"], vec!["noir"]]);
    }

    #[test]
    fn stop_words_are_asked_for_when_there_is_nothing_else() {
        assert_eq!(ways("de la"), [vec!["de"], vec!["la"]]);
        assert!(ways("").is_empty());
    }
}
