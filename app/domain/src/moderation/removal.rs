//! What anyone may ask to have taken away, without an account (S5): a picture or a recording in which a child can be recognised.
//!
//! **Start reading at** [`RemovalForm`].

use crate::{
    ids::MediumId,
    problem::{Problems, Rule},
    text::{clean_line, clean_text},
    vocabulary::vocabulary,
};

/// The longest message, in characters.
pub const MAX_MESSAGE: usize = 2_000;
/// The longest address, in characters (RFC 5321, 4.5.3.1.3).
pub const MAX_ADDRESS: usize = 254;

vocabulary! {
    /// Who asks.
    Asker {
        Parent = "parent", "Je suis parent ou responsable d’un enfant que l’on y reconnaît";
        Shown = "shown", "C’est moi que l’on y reconnaît";
        Other = "other", "Autre chose ne va pas avec cette image";
    }
}

vocabulary! {
    /// What was decided.
    Decision {
        Removed = "removed", "Retirée";
        Kept = "kept", "Montrée de nouveau";
    }
}

/// A request as it was typed, and sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemovalForm {
    /// The medium.
    pub medium: MediumId,
    /// Who asks.
    pub asker: Asker,
    /// What they say of it; may be empty.
    pub message: String,
    /// Where an answer reaches them; nothing when they want none.
    pub contact: Option<String>,
}

impl RemovalForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Each thing that is missing or cannot be, beside its field.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Problems> {
        let (mut medium, mut asker, mut message, mut contact) = (None, None, String::new(), String::new());
        for (name, value) in pairs {
            match name {
                "medium" => medium = value.trim().parse().ok(),
                "asker" => asker = value.parse().ok(),
                "message" => clean_text(value).trim().clone_into(&mut message),
                "contact" => contact = clean_line(value),
                _ => {}
            }
        }
        let mut problems = Problems::new();
        for (field, given) in [("medium", medium.is_some()), ("asker", asker.is_some())] {
            if !given {
                problems.add(field, Rule::Required);
            }
        }
        problems.check_line("message", &message, false, MAX_MESSAGE);
        if !contact.is_empty() && !is_an_address(&contact) {
            problems.add("contact", Rule::NotAnAddress);
        }
        let (Some(medium), Some(asker)) = (medium, asker) else { return Err(problems) };
        problems.into_result()?;
        Ok(Self { medium, asker, message, contact: Some(contact).filter(|contact| !contact.is_empty()) })
    }
}

/// Whether a letter could go there: the mail server says the rest.
fn is_an_address(text: &str) -> bool {
    let plain = text.len() <= MAX_ADDRESS
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, ',' | ';' | '<' | '>' | '"'));
    let parts = text.rsplit_once('@');
    plain && parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_whole_or_says_what_it_lacks() {
        let whole = [("medium", "7"), ("asker", "parent"), ("message", " Ma fille "), ("contact", "p@exemple.fr")];
        let read = RemovalForm::read(whole).expect("whole");
        assert_eq!((read.medium.get(), read.asker, read.message.as_str()), (7, Asker::Parent, "Ma fille"));
        assert_eq!(RemovalForm::read([("medium", "7"), ("asker", "shown"), ("contact", " ")]).map(|read| read.contact), Ok(None));
        let named = |pairs: &[(&str, &str)]| -> Vec<_> {
            RemovalForm::read(pairs.iter().copied()).err().map(|p| p.iter().map(|p| p.field).collect()).unwrap_or_default()
        };
        assert_eq!(named(&[]), ["medium", "asker"]);
        for wrong in ["moi", "a@b", "a b@c.fr", "a@c.fr, d@e.fr", "@c.fr", "a@.fr", "<a@c.fr>"] {
            assert_eq!(named(&[("medium", "7"), ("asker", "other"), ("contact", wrong)]), ["contact"], "{wrong}");
        }
    }
}
