//! Two sheets beside each other, word by word.

use domain::{projects::ProjectDraft, territory::Uai};
use similar::{ChangeTag, TextDiff};
use std::time::Duration;

/// How long two texts are compared at most; what is left then is shown as replaced, which is true if less fine.
const PATIENCE: Duration = Duration::from_millis(300);

/// A piece of a text beside another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// In the older one alone.
    Gone(String),
    /// In the newer one alone.
    New(String),
}

/// A field that two sheets do not say alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Its name in the form.
    pub field: &'static str,
    /// The older text made into the newer one.
    pub pieces: Vec<Piece>,
}

/// The fields that `new` does not say as `old` does. `school` names a school.
pub(super) fn compare(old: &ProjectDraft, new: &ProjectDraft, school: impl Fn(&Uai) -> String) -> Vec<FieldChange> {
    let (old, new) = (old.told(&school), new.told(&school));
    let changed = old.into_iter().zip(new).filter(|(old, new)| old != new);
    changed.map(|((field, old), (_, new))| FieldChange { field, pieces: words(&old, &new) }).collect()
}

/// The words of `old` made into those of `new`.
pub(super) fn words(old: &str, new: &str) -> Vec<Piece> {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_unicode_words(old, new);
    let mut run = Run::default();
    for change in diff.iter_all_changes() {
        run.add(change.tag(), change.value());
    }
    run.end();
    run.pieces
}

/// Pieces being put together: neighbours of a kind become one, and what goes stands before what comes.
#[derive(Default)]
struct Run {
    pieces: Vec<Piece>,
    gone: String,
    new: String,
    /// Spaces between two changes: part of both, so that a changed sentence reads as one.
    gap: String,
}

impl Run {
    fn add(&mut self, tag: ChangeTag, text: &str) {
        let changing = !self.gone.is_empty() || !self.new.is_empty();
        match tag {
            ChangeTag::Equal if changing && text.trim().is_empty() && !text.contains('\n') => self.gap.push_str(text),
            ChangeTag::Equal => {
                self.end();
                match self.pieces.last_mut() {
                    Some(Piece::Same(same)) => same.push_str(text),
                    _ => self.pieces.push(Piece::Same(text.to_owned())),
                }
            }
            ChangeTag::Delete | ChangeTag::Insert => {
                self.gone.push_str(&self.gap);
                self.new.push_str(&self.gap);
                self.gap.clear();
                let side = if tag == ChangeTag::Delete { &mut self.gone } else { &mut self.new };
                side.push_str(text);
            }
        }
    }

    fn end(&mut self) {
        for (text, piece) in [(&mut self.gone, Piece::Gone as fn(String) -> Piece), (&mut self.new, Piece::New)] {
            if !text.is_empty() {
                self.pieces.push(piece(std::mem::take(text)));
            }
        }
        if !self.gap.is_empty() {
            self.pieces.push(Piece::Same(std::mem::take(&mut self.gap)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece::*, *};
    use proptest::prelude::*;

    #[test]
    fn words_are_compared_not_letters() {
        let pieces = words("Nous avons écouté l’émission.", "Nous avons beaucoup aimé l’émission !");
        let expected = [
            Same("Nous avons ".into()),
            Gone("écouté".into()),
            New("beaucoup aimé".into()),
            Same(" l’émission".into()),
            Gone(".".into()),
            New(" !".into()),
        ];
        assert_eq!(pieces, expected);
        assert_eq!(words("", "Tout"), [New("Tout".into())]);
        assert_eq!(words("Tout", ""), [Gone("Tout".into())]);
    }

    #[test]
    fn only_what_changed_is_told() {
        let old = ProjectDraft { title: "Radio".into(), body: "Un".into(), ..ProjectDraft::default() };
        let new = ProjectDraft { body: "Deux".into(), ..old.clone() };
        let changes = compare(&old, &new, Uai::to_string);
        assert_eq!(changes, [FieldChange { field: "body", pieces: vec![Gone("Un".into()), New("Deux".into())] }]);
        assert_eq!(compare(&old, &old, Uai::to_string), []);
    }

    #[test]
    fn two_long_stories_that_share_nothing_are_compared_all_the_same() {
        let story = |word: &str| format!("{word} ").repeat(10_000);
        assert_eq!(words(&story("oui"), &story("non")).len(), 3, "all gone, all new, and the last space");
    }

    proptest! {
        #[test]
        fn the_pieces_are_both_texts(old in "[ab \n]{0,12}", new in "[ab \n]{0,12}") {
            let pieces = words(&old, &new);
            let side = |keep: fn(&Piece) -> Option<&str>| pieces.iter().filter_map(keep).collect::<String>();
            prop_assert_eq!(side(|piece| match piece { Same(text) | Gone(text) => Some(text), New(_) => None }), old);
            prop_assert_eq!(side(|piece| match piece { Same(text) | New(text) => Some(text), Gone(_) => None }), new);
        }
    }
}
