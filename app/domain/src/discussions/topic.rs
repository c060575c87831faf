//! Topics: where they are shown, where they stand, and what is typed to open one.

use super::{PostForm, SpaceAccess};
use crate::{
    access::Principal,
    ids::{AccountId, SpaceId},
    problem::{Problems, Rule},
    projects::{MAX_TITLE, Subject},
    text::clean_line,
    time::Timestamp,
    vocabulary::vocabulary,
};

/// The most tags of a topic.
const MAX_TAGS: usize = 3;
/// The most spaces that show one topic.
const MAX_SPACES: usize = 6;

vocabulary! {
    /// What a topic is for.
    TopicKind {
        /// Someone asks; one of the answers can be accepted.
        Question = "question", "Question";
        /// An exchange of views.
        Talk = "talk", "Discussion";
        /// The authority is asked for something (D12).
        Need = "need", "Besoin";
    }
}

vocabulary! {
    /// Where a topic stands.
    TopicState {
        /// It opens at a minute that has not come.
        Scheduled = "scheduled", "Programmé";
        /// Its first message waits to be read by the animator.
        Waiting = "waiting", "En attente de relecture";
        /// It is shown.
        Shown = "shown", "Ouvert";
        /// The animator took it from its readers.
        Hidden = "hidden", "Masqué";
        /// It went into another one, to which its address leads.
        Merged = "merged", "Réuni à un autre sujet";
    }
}

/// Where a topic is shown, and so who may read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In spaces: read by the readers of any, written in by the writers of any (D6).
    Spaces(Vec<SpaceAccess>),
    /// Beside a project or a training: between those of the community who may read that.
    Beside(Vec<Principal>),
    /// Between some people and nobody else: partner classes (S20).
    Between(Vec<AccountId>),
}

/// A topic as it was typed, and sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicForm {
    /// In one line.
    pub title: String,
    /// What it is for. Never a need, which has a form of its own.
    pub kind: TopicKind,
    /// What it is about.
    pub tags: Vec<Subject>,
    /// Where it is shown; none, when it stands beside a project or a training.
    pub spaces: Vec<SpaceId>,
    /// The minute at which it opens; nothing, when at once (D5).
    pub opens: Option<Timestamp>,
    /// Its first message.
    pub post: PostForm,
}

impl TopicForm {
    /// Reads the form's pairs: `title`, `kind`, `tag`s, `space`s, `opens`, and what [`PostForm::read`] reads.
    ///
    /// # Errors
    /// What is missing or cannot be, beside its field.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>, now: Timestamp) -> Result<Self, Problems> {
        let pairs: Vec<_> = pairs.into_iter().collect();
        let (mut title, mut kind, mut tags, mut spaces, mut opens) = (String::new(), TopicKind::Talk, Vec::new(), Vec::new(), None);
        let mut problems = Problems::new();
        for (name, value) in &pairs {
            match *name {
                "title" => title = clean_line(value),
                "kind" => kind = value.parse().unwrap_or(TopicKind::Talk),
                "tag" => tags.extend(value.parse::<Subject>().ok()),
                "space" => spaces.extend(value.parse::<SpaceId>().ok()),
                "opens" if !value.trim().is_empty() => {
                    opens = Timestamp::from_paris(value);
                    if opens.is_none() {
                        problems.add("opens", Rule::NotAMinute);
                    } else if opens.is_some_and(|opens| opens <= now) {
                        problems.add("opens", Rule::NotAFutureDate);
                    }
                }
                _ => {}
            }
        }
        if kind == TopicKind::Need {
            kind = TopicKind::Talk;
        }
        check_title(&title, &mut problems);
        for (field, many, max) in [("tag", tags.len(), MAX_TAGS), ("space", spaces.len(), MAX_SPACES)] {
            if many > max {
                problems.add(field, Rule::TooMany { max });
            }
        }
        tags.sort_unstable();
        tags.dedup();
        spaces.sort_unstable();
        spaces.dedup();
        match PostForm::read(pairs) {
            Ok(post) if problems.is_empty() => Ok(Self { title, kind, tags, spaces, opens, post }),
            Ok(_) => Err(problems),
            Err(others) => {
                problems.extend(others);
                Err(problems)
            }
        }
    }
}

/// A title says something in letters or digits: a row of little pictures is read aloud one by one, and makes no address.
pub fn check_title(title: &str, problems: &mut Problems) {
    problems.check_line("title", title, true, MAX_TITLE);
    if !title.is_empty() && !title.chars().any(char::is_alphanumeric) {
        problems.add("title", Rule::NoWords);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_ms(1_795_000_000_000);

    fn named(pairs: &[(&'static str, &'static str)]) -> Vec<&'static str> {
        let read = TopicForm::read(pairs.to_vec(), NOW);
        read.err().map(|problems| problems.iter().map(|problem| problem.field).collect()).unwrap_or_default()
    }

    #[test]
    fn a_topic_has_a_title_in_words_and_a_first_message() {
        assert_eq!(named(&[]), ["title", "body"]);
        assert_eq!(named(&[("title", "👍👍"), ("body", "Bonjour")]), ["title"]);
        assert_eq!(named(&[("title", "1 tablette 👍"), ("body", "Bonjour")]), Vec::<&str>::new());
        assert_eq!(named(&[("title", "Tablettes"), ("body", "Bonjour"), ("opens", "2020-01-01T08:00")]), ["opens"]);
        assert_eq!(named(&[("title", "Tablettes"), ("body", "Bonjour"), ("opens", "demain")]), ["opens"]);
        let need = TopicForm::read([("title", "Tablettes"), ("body", "Bonjour"), ("kind", "need")], NOW).expect("sound");
        assert_eq!(need.kind, TopicKind::Talk, "a need has a form of its own");
    }
}
