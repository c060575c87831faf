//! Acts of moderation: what can be done, to which messages, with which words, and the appeal (M2).

use super::ReportReason;
use crate::{
    discussions::PostState,
    problem::{Problems, Rule},
    text::clean_text,
    time::Timestamp,
    vocabulary::vocabulary,
};

/// The longest words of an act, of an appeal and of its answer, in characters.
pub const MAX_WORDS: usize = 2_000;
/// The longest time for which someone is asked not to write, in days.
pub const MAX_SILENCE_DAYS: u32 = 90;
/// How long an act can be appealed, in days.
const APPEAL_DAYS: i64 = 30;
const DAY_MS: i64 = 86_400_000;

vocabulary! {
    /// What was done.
    ActKind {
        Hidden = "hidden", "Message masqué";
        Shown = "shown", "Message affiché de nouveau";
        Removed = "removed", "Message retiré";
        Approved = "approved", "Message publié après lecture";
        Refused = "refused", "Message refusé avant parution";
        Warned = "warned", "Rappel des règles";
        Silenced = "silenced", "Écriture suspendue";
        Unsilenced = "unsilenced", "Écriture rétablie";
        Erased = "erased", "Ancienne version effacée";
        TopicHidden = "topic-hidden", "Sujet masqué";
        TopicShown = "topic-shown", "Sujet affiché de nouveau";
    }
}

impl ActKind {
    /// Whether someone loses something by it: they are told why in words, and may appeal.
    pub const fn is_against(self) -> bool {
        matches!(self, Self::Hidden | Self::Removed | Self::Refused | Self::Warned | Self::Silenced | Self::TopicHidden)
    }

    /// Whether why it is done is said: to whoever loses something by it, and of what is erased for good, which no appeal gives back.
    pub const fn says_why(self) -> bool {
        self.is_against() || matches!(self, Self::Erased)
    }

    /// Whether it is about who wrote, rather than about what they wrote.
    pub const fn is_to_a_person(self) -> bool {
        matches!(self, Self::Warned | Self::Silenced | Self::Unsilenced)
    }

    /// Whether it counts beyond the message, or for good: whoever decides in some communes alone does not do it.
    pub const fn is_everywhere(self) -> bool {
        self.is_to_a_person() || matches!(self, Self::Erased)
    }

    /// Whether a whole topic is seen after it whose first message its author took back; nothing for what is done to a message or a person.
    pub const fn shows_topic(self) -> Option<bool> {
        match self {
            Self::TopicHidden => Some(false),
            Self::TopicShown => Some(true),
            _ => None,
        }
    }

    /// Whether it decides on what was read: it is done to no other words than those.
    pub const fn is_of_a_reading(self) -> bool {
        matches!(self, Self::Approved | Self::Refused)
    }

    /// Where the message stands after it; nothing when it is about a person, about what the message said before, or about its topic alone.
    pub const fn leaves(self) -> Option<PostState> {
        match self {
            Self::Shown | Self::Approved => Some(PostState::Shown),
            Self::Hidden => Some(PostState::Hidden),
            Self::Removed | Self::Refused => Some(PostState::Removed),
            Self::Warned | Self::Silenced | Self::Unsilenced | Self::Erased | Self::TopicHidden | Self::TopicShown => None,
        }
    }

    /// Whether it can be done to a message that stands there. What is said to a person about their message can be said wherever it stands, and
    /// what it said before is erased from wherever it stands.
    pub const fn is_done_to(self, state: PostState) -> bool {
        match self {
            Self::Hidden => matches!(state, PostState::Shown),
            Self::Removed => matches!(state, PostState::Shown | PostState::Hidden),
            Self::Shown => matches!(state, PostState::Hidden | PostState::Removed),
            Self::Approved | Self::Refused => matches!(state, PostState::Waiting),
            // Otherwise the topic goes with its first message.
            Self::TopicHidden | Self::TopicShown => matches!(state, PostState::Withdrawn),
            Self::Warned | Self::Silenced | Self::Unsilenced | Self::Erased => true,
        }
    }
}

/// Whether what was done at `at` can still be appealed.
pub const fn is_in_time(at: Timestamp, now: Timestamp) -> bool {
    now.since_ms(at) < APPEAL_DAYS * DAY_MS
}

/// An act as it was typed, and sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActForm {
    /// What is done.
    pub kind: ActKind,
    /// Why; nothing where nobody loses anything by it.
    pub reason: Option<ReportReason>,
    /// What the person is told, in words.
    pub words: String,
    /// For how many days someone does not write; 0 elsewhere.
    pub days: u32,
    /// Which version of the message was read; nothing when the form did not say.
    pub version: Option<i64>,
    /// Which former version is erased; nothing elsewhere.
    pub former: Option<i64>,
}

impl ActForm {
    /// Reads the form's pairs: `kind`, `reason`, `words`, the texts sent as `phrase`, which are put beneath the words, `days`, `version` and
    /// `former`.
    ///
    /// # Errors
    /// What is missing or cannot be, beside its field.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Problems> {
        let (mut kind, mut reason, mut days, mut version, mut former) = (None, None, None, None, None);
        let (mut words, mut phrases) = (String::new(), Vec::new());
        for (name, value) in pairs {
            match name {
                "kind" => kind = value.parse::<ActKind>().ok(),
                "reason" => reason = value.parse::<ReportReason>().ok(),
                "words" => clean_text(value).trim().clone_into(&mut words),
                "phrase" => phrases.push(clean_text(value).trim().to_owned()),
                "days" => days = value.trim().parse::<u32>().ok(),
                "version" => version = value.trim().parse::<i64>().ok(),
                "former" => former = value.trim().parse::<i64>().ok(),
                _ => {}
            }
        }
        let said = [words].into_iter().chain(phrases).filter(|text| !text.is_empty());
        let words = said.collect::<Vec<_>>().join("\n\n");
        let Some(kind) = kind else { return Err(Problems::one("kind", Rule::Required)) };
        let mut problems = Problems::new();
        let former = former.filter(|_| kind == ActKind::Erased);
        if kind == ActKind::Erased && former.is_none() {
            problems.add("former", Rule::Required);
        }
        if kind.says_why() && reason.is_none() {
            problems.add("reason", Rule::Required);
        }
        problems.check_line("words", &words, kind.says_why(), MAX_WORDS);
        let days = match days.filter(|days| (1..=MAX_SILENCE_DAYS).contains(days)) {
            Some(days) if kind == ActKind::Silenced => days,
            None if kind == ActKind::Silenced => {
                problems.add("days", Rule::NotANumber { max: MAX_SILENCE_DAYS });
                0
            }
            _ => 0,
        };
        problems.into_result()?;
        Ok(Self { kind, reason: reason.filter(|_| kind.says_why()), words, days, version, former })
    }

    /// What is said of it beside the message, to who wrote it.
    pub fn told(&self) -> String {
        self.reason.map_or_else(String::new, |reason| format!("{}\u{a0}: {}", reason.label(), self.words))
    }

    /// Until when someone does not write, from `now` on.
    pub fn until(&self, now: Timestamp) -> Option<Timestamp> {
        (self.kind == ActKind::Silenced).then(|| now.plus_ms(i64::from(self.days) * DAY_MS))
    }
}

/// An appeal as it was typed, and sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppealForm {
    /// What is said against the act.
    pub text: String,
}

impl AppealForm {
    /// Reads the form's pair: `appeal`.
    ///
    /// # Errors
    /// `appeal` when nothing is said, or too much.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Problems> {
        let typed = pairs.into_iter().find(|(name, _)| *name == "appeal").map_or("", |(_, value)| value);
        let text = clean_text(typed).trim().to_owned();
        let mut problems = Problems::new();
        problems.check_line("appeal", &text, true, MAX_WORDS);
        problems.into_result()?;
        Ok(Self { text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(pairs: &[(&'static str, &'static str)]) -> Vec<&'static str> {
        let read = ActForm::read(pairs.to_vec());
        read.err().map(|problems| problems.iter().map(|problem| problem.field).collect()).unwrap_or_default()
    }

    #[test]
    fn an_act_against_someone_says_why_and_in_which_words() {
        assert_eq!(named(&[]), ["kind"]);
        for kind in ["hidden", "removed", "refused", "warned", "topic-hidden"] {
            assert_eq!(named(&[("kind", kind)]), ["reason", "words"], "{kind}");
            assert_eq!(named(&[("kind", kind), ("reason", "insult"), ("words", "Restons courtois.")]), Vec::<&str>::new(), "{kind}");
        }
        for kind in ["shown", "approved", "unsilenced", "topic-shown"] {
            assert_eq!(named(&[("kind", kind)]), Vec::<&str>::new(), "{kind}");
        }
        assert_eq!(named(&[("kind", "erased")]), ["former", "reason", "words"]);
        let erased = [("kind", "erased"), ("former", "2"), ("reason", "personal"), ("words", "Une adresse."), ("version", "3")];
        let read = ActForm::read(erased).expect("sound");
        assert_eq!((read.former, read.version, read.reason), (Some(2), Some(3), Some(ReportReason::Personal)));
        assert!(!read.kind.is_against(), "no appeal gives it back");
        for days in ["", "0", "91", "beaucoup"] {
            assert_eq!(named(&[("kind", "silenced"), ("reason", "insult"), ("words", "Non."), ("days", days)]), ["days"], "{days}");
        }
    }

    #[test]
    fn phrases_stand_beneath_what_was_typed() {
        let pairs = [("kind", "removed"), ("reason", "off-topic"), ("words", " Voir ailleurs. "), ("phrase", "Merci."), ("days", "7")];
        let read = ActForm::read(pairs).expect("sound");
        assert_eq!((read.words.as_str(), read.days, read.until(Timestamp::from_ms(0))), ("Voir ailleurs.\n\nMerci.", 0, None));
        assert_eq!((read.version, read.former), (None, None));
        assert_eq!(read.told(), "Hors sujet\u{a0}: Voir ailleurs.\n\nMerci.");
        assert_eq!(named(&[("kind", "hidden"), ("reason", "other"), ("phrase", "Merci.")]), Vec::<&str>::new(), "a phrase alone will do");
    }

    #[test]
    fn what_is_done_to_a_message_is_true_of_where_it_stands() {
        let done = |state: PostState| {
            ActKind::ALL.iter().filter(|kind| kind.leaves().is_some() && kind.is_done_to(state)).copied().collect::<Vec<_>>()
        };
        assert_eq!(done(PostState::Waiting), [ActKind::Approved, ActKind::Refused]);
        assert_eq!(done(PostState::Shown), [ActKind::Hidden, ActKind::Removed]);
        assert_eq!(done(PostState::Hidden), [ActKind::Shown, ActKind::Removed]);
        assert_eq!(done(PostState::Removed), [ActKind::Shown]);
        assert_eq!(done(PostState::Withdrawn), [], "its author took it back");
        let whole = |state: PostState| {
            ActKind::ALL.iter().filter(|kind| kind.shows_topic().is_some() && kind.is_done_to(state)).copied().collect::<Vec<_>>()
        };
        assert_eq!(whole(PostState::Withdrawn), [ActKind::TopicHidden, ActKind::TopicShown]);
        for state in PostState::ALL.iter().filter(|state| **state != PostState::Withdrawn) {
            assert_eq!(whole(*state), [], "{state:?}: the topic goes with its first message");
        }
    }

    #[test]
    fn what_counts_beyond_a_message_is_not_a_delegates_to_do() {
        let beyond: Vec<_> = ActKind::ALL.iter().filter(|kind| kind.is_everywhere()).copied().collect();
        assert_eq!(beyond, [ActKind::Warned, ActKind::Silenced, ActKind::Unsilenced, ActKind::Erased]);
    }

    #[test]
    fn an_act_is_appealed_for_a_month() {
        let at = Timestamp::from_ms(1_000);
        assert!(is_in_time(at, at.plus_ms(30 * DAY_MS - 1)));
        assert!(!is_in_time(at, at.plus_ms(30 * DAY_MS)));
        assert!(AppealForm::read([("appeal", " \n")]).is_err());
        assert_eq!(
            AppealForm::read([("appeal", "Je ne visais personne. ")]).map(|form| form.text),
            Ok("Je ne visais personne.".to_owned())
        );
    }
}
