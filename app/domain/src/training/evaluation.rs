//! What those who came think of a session (T18): few questions, no name, and no result from which someone could be guessed.

use crate::{
    problem::{Problems, Rule},
    text::clean_text,
    vocabulary::vocabulary,
};

/// From how many answers on results are shown: with fewer, each could be guessed.
pub const MIN_ANSWERS: u32 = 5;
/// The longest remark, in characters.
pub const MAX_REMARK: usize = 2_000;

vocabulary! {
    /// What is asked.
    EvaluationQuestion {
        Aims = "expected", "La formation a répondu à mes attentes";
        Clear = "clear", "Les explications étaient claires";
        Usable = "usable", "Je pourrai m’en servir en classe";
        Conditions = "conditions", "Le lieu, l’horaire et le matériel convenaient";
    }
}

vocabulary! {
    /// What is answered.
    Score {
        No = "1", "Pas du tout";
        RatherNo = "2", "Plutôt non";
        RatherYes = "3", "Plutôt oui";
        Yes = "4", "Tout à fait";
    }
}

/// Someone's answers, all of them given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvaluationForm {
    /// One for each question, in their order.
    pub scores: Vec<(EvaluationQuestion, Score)>,
    /// What they add; may be empty.
    pub remark: String,
}

impl EvaluationForm {
    /// Reads the form's pairs: a score by the key of its question, and `remark`.
    ///
    /// # Errors
    /// Each question without an answer, by its key.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Problems> {
        let pairs: Vec<_> = pairs.into_iter().collect();
        let value = |name: &str| pairs.iter().rev().find(|(known, _)| *known == name).map_or("", |(_, value)| value);
        let mut problems = Problems::new();
        let mut scores = Vec::new();
        for question in EvaluationQuestion::ALL {
            match value(question.key()).parse() {
                Ok(score) => scores.push((*question, score)),
                Err(_) => problems.add(question.key(), Rule::Required),
            }
        }
        let remark = clean_text(value("remark")).trim().to_owned();
        problems.check_line("remark", &remark, false, MAX_REMARK);
        problems.into_result()?;
        Ok(Self { scores, remark })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_is_answered_and_a_remark_may_be() {
        let mut pairs = vec![("expected", "4"), ("clear", "3"), ("usable", "1"), ("remark", " Merci ")];
        let named = |pairs: &[(&str, &str)]| {
            EvaluationForm::read(pairs.to_vec()).err().map(|problems| problems.iter().map(|problem| problem.field).collect::<Vec<_>>())
        };
        assert_eq!(named(&pairs), Some(vec!["conditions"]));
        pairs.push(("conditions", "5"));
        assert_eq!(named(&pairs), Some(vec!["conditions"]), "no such score");
        pairs.push(("conditions", "2"));
        let form = EvaluationForm::read(pairs).expect("whole");
        assert_eq!((form.scores.len(), form.scores[3].1, form.remark.as_str()), (4, Score::RatherNo, "Merci"));
    }
}
