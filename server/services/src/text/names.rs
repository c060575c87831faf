//! Whom a kept text names: `@[number]`, the number being that of an account. What it reads as is decided where it is shown.

use domain::ids::AccountId;

/// A piece of a kept text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'text> {
    /// As it stands.
    Words(&'text str),
    /// Someone who is named, and the words that name them.
    Named(AccountId, &'text str),
}

/// A kept text piece by piece, in order: together they are the whole of it.
pub fn pieces(kept: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = kept;
    std::iter::from_fn(move || {
        let (piece, after) = first(rest)?;
        rest = after;
        Some(piece)
    })
}

/// The first piece of a text, and what comes after it; nothing of an empty one.
fn first(text: &str) -> Option<(Piece<'_>, &str)> {
    named(text).or_else(|| {
        // What looks like a name and is none is words, as what stands before one.
        let from = if text.starts_with(OPENS) { OPENS.len() } else { 0 };
        let (words, after) = text.split_at(text[from..].find(OPENS).map_or(text.len(), |at| from + at));
        (!words.is_empty()).then_some((Piece::Words(words), after))
    })
}

const OPENS: &str = "@[";

fn named(text: &str) -> Option<(Piece<'_>, &str)> {
    let inside = text.strip_prefix(OPENS)?;
    let (number, after) = inside.split_at(inside.find(|c: char| !c.is_ascii_digit())?);
    let after = after.strip_prefix(']')?;
    let words = &text[..text.len() - after.len()];
    Some((Piece::Named(AccountId::new(number.parse().ok()?), words), after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn named_in(kept: &str) -> Vec<i64> {
        let number = |piece| if let Piece::Named(account, _) = piece { Some(account.get()) } else { None };
        pieces(kept).filter_map(number).collect()
    }

    #[test]
    fn a_name_is_a_number_in_brackets_and_nothing_else_is() {
        assert_eq!(named_in("@[7] et @[x], @[@[9]], @[], @[12, @\\[3] @[-4] a@[5]"), [7, 9, 5]);
        assert_eq!(named_in(&format!("@[{}]", "9".repeat(40))), Vec::<i64>::new(), "no account has such a number");
        assert_eq!(
            pieces("Merci @[7] !").collect::<Vec<_>>(),
            [Piece::Words("Merci "), Piece::Named(AccountId::new(7), "@[7]"), Piece::Words(" !")]
        );
        assert_eq!(pieces("").next(), None);
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_whole_text(kept in "[@\\[\\]0-9é ]*") {
            let whole: String = pieces(&kept).map(|piece| match piece { Piece::Words(words) | Piece::Named(_, words) => words }).collect();
            prop_assert_eq!(whole, kept);
        }
    }
}
