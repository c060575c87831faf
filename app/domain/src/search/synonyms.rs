//! Expressions that mean the same: whoever searches for one finds the others (Q7).

use crate::{
    problem::{Problems, Rule},
    text::{clean_line, fold},
};
use std::collections::HashSet;

/// The fewest expressions that mean the same.
pub const MIN_EXPRESSIONS: usize = 2;
/// The most in one group: a group of more says what it is about, and not that it is the same.
pub const MAX_EXPRESSIONS: usize = 20;
/// The longest expression, in characters.
pub const MAX_EXPRESSION: usize = 60;
/// The longest note on a group, in characters.
pub const MAX_NOTE: usize = 120;
/// The most groups: every search looks through all of them.
pub const MAX_GROUPS: usize = 500;
/// How much of a line is said back, in characters.
const SAID_BACK: usize = 40;

/// A group of synonyms as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SynonymForm {
    /// What means the same, in the order in which it was typed.
    pub expressions: Vec<String>,
    /// Why they stand together, for who tends the list; may be empty.
    pub note: String,
}

impl SynonymForm {
    /// Reads the form's pairs: `expressions`, one to a line, and `note`.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut form = Self::default();
        for (name, value) in pairs {
            match name {
                "expressions" => form.expressions = expressions(value),
                "note" => form.note = clean_line(value),
                _ => {}
            }
        }
        form
    }

    /// What stops it from being kept, whatever else is kept.
    pub fn lacks(&self) -> Problems {
        let mut problems = Problems::new();
        match self.expressions.len() {
            0 => problems.add("expressions", Rule::Required),
            few if few < MIN_EXPRESSIONS => problems.add("expressions", Rule::TooFew { min: MIN_EXPRESSIONS }),
            many if many > MAX_EXPRESSIONS => problems.add("expressions", Rule::TooMany { max: MAX_EXPRESSIONS }),
            _ => {}
        }
        for expression in self.expressions.iter().take(MAX_EXPRESSIONS) {
            if meant(expression).is_empty() {
                problems.add("expressions", Rule::LineWithoutWords(said_back(expression)));
            } else if expression.chars().count() > MAX_EXPRESSION {
                problems.add("expressions", Rule::LineTooLong { line: said_back(expression), max: MAX_EXPRESSION });
            }
        }
        problems.check_line("note", &self.note, false, MAX_NOTE);
        problems
    }

    /// What stops it from being kept beside `others`: an expression that one of them says means something else.
    pub fn clashes<'a>(&self, others: impl IntoIterator<Item = &'a Self>) -> Problems {
        let taken: HashSet<_> = others.into_iter().flat_map(|other| &other.expressions).map(|expression| meant(expression)).collect();
        let mut problems = Problems::new();
        for expression in self.expressions.iter().filter(|expression| taken.contains(&meant(expression))) {
            problems.add("expressions", Rule::InAnotherGroup(said_back(expression)));
        }
        problems
    }

    /// The expressions as they are kept, and as they stand in the form: one to a line. [`expressions`] reads it.
    pub fn text(&self) -> String {
        self.expressions.join("\n")
    }
}

/// The expressions of a text, one to a line. Empty lines, and those that say again what stands above, are left out.
pub fn expressions(text: &str) -> Vec<String> {
    let mut said = HashSet::new();
    text.lines().map(clean_line).filter(|line| !line.is_empty() && said.insert(meant(line))).collect()
}

/// What an expression is compared by: its words, without capitals, accents and signs.
fn meant(expression: &str) -> String {
    let folded = fold(expression);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn said_back(line: &str) -> String {
    line.chars().take(SAID_BACK).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(typed: &str) -> SynonymForm {
        SynonymForm::read([("expressions", typed)])
    }

    fn rules(problems: &Problems) -> Vec<Rule> {
        problems.iter().map(|problem| problem.rule.clone()).collect()
    }

    #[test]
    fn expressions_are_clean_lines_each_said_once() {
        let typed = " TNI \r\n\r\ntableau   numérique interactif\n\u{200b}tni\nVidéo-projecteur\nvideo projecteur";
        assert_eq!(form(typed).expressions, ["TNI", "tableau numérique interactif", "Vidéo-projecteur"]);
        let form = form(typed);
        assert_eq!(expressions(&form.text()), form.expressions, "what is kept reads back");
        assert_eq!(rules(&form.lacks()), []);
    }

    #[test]
    fn a_group_says_at_least_two_things_and_not_too_many_nor_too_long_ones() {
        let line = "a".repeat(MAX_EXPRESSION);
        let many = |how_many: usize| (0..how_many).map(|n| format!("mot {n}")).collect::<Vec<_>>().join("\n");
        let table = [
            (String::new(), vec![Rule::Required]),
            (" \n ".to_owned(), vec![Rule::Required]),
            ("TNI\ntni".to_owned(), vec![Rule::TooFew { min: 2 }]),
            ("TNI\nTBI".to_owned(), vec![]),
            (many(MAX_EXPRESSIONS), vec![]),
            (many(MAX_EXPRESSIONS + 1), vec![Rule::TooMany { max: 20 }]),
            (format!("b\n{line}"), vec![]),
            (format!("b\n{line}a"), vec![Rule::LineTooLong { line: "a".repeat(SAID_BACK), max: 60 }]),
            ("b\n!!!".to_owned(), vec![Rule::LineWithoutWords("!!!".to_owned())]),
        ];
        for (typed, expected) in table {
            assert_eq!(rules(&form(&typed).lacks()), expected, "{typed:?}");
        }
        let noted = SynonymForm { note: "a".repeat(MAX_NOTE + 1), ..form("a\nb") };
        assert_eq!(noted.lacks().iter().map(|problem| problem.field).collect::<Vec<_>>(), ["note"]);
    }

    #[test]
    fn an_expression_stands_in_one_group() {
        let others = [form("ENT\nespace numérique de travail"), form("CP\ncours préparatoire")];
        assert_eq!(rules(&form("TNI\nTBI").clashes(&others)), []);
        let clashing = form("Cours  PREPARATOIRE\nTNI\nent");
        assert_eq!(
            rules(&clashing.clashes(&others)),
            [Rule::InAnotherGroup("Cours PREPARATOIRE".to_owned()), Rule::InAnotherGroup("ent".to_owned())]
        );
        assert_eq!(rules(&form("numérique\ntravail").clashes(&others)), [], "a part of an expression is another one");
    }
}
