//! Whatever can be found, by what it is and its id.

use super::Kind;
use crate::{
    ids::{CollectionId, PostId, ProjectId, SessionId, TopicId, TrainingId},
    problem::UnknownKey,
    territory::{Insee, Uai},
};

/// A thing that can be found. A topic that files a need is a [`Thing::Need`], and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// A project sheet.
    Project(ProjectId),
    /// A collection of projects.
    Collection(CollectionId),
    /// A training.
    Training(TrainingId),
    /// A session of one.
    Session(SessionId),
    /// A topic, with its first message.
    Topic(TopicId),
    /// A message that answers in a topic or to a need.
    Post(PostId),
    /// A need, with its first message.
    Need(TopicId),
    /// A school.
    School(Uai),
    /// A commune.
    Commune(Insee),
}

impl Thing {
    /// What it is.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Project(_) => Kind::Project,
            Self::Collection(_) => Kind::Collection,
            Self::Training(_) => Kind::Training,
            Self::Session(_) => Kind::Session,
            Self::Topic(_) => Kind::Topic,
            Self::Post(_) => Kind::Post,
            Self::Need(_) => Kind::Need,
            Self::School(_) => Kind::School,
            Self::Commune(_) => Kind::Commune,
        }
    }

    /// The project that it is, when it is one.
    pub const fn project(&self) -> Option<ProjectId> {
        if let Self::Project(id) = self { Some(*id) } else { None }
    }

    /// A number by which things that are equal otherwise stand in one order: its id, or 0.
    pub const fn number(&self) -> i64 {
        match self {
            Self::Project(id) => id.get(),
            Self::Collection(id) => id.get(),
            Self::Training(id) => id.get(),
            Self::Session(id) => id.get(),
            Self::Topic(id) | Self::Need(id) => id.get(),
            Self::Post(id) => id.get(),
            Self::School(_) | Self::Commune(_) => 0,
        }
    }
}

impl std::fmt::Display for Thing {
    /// `projet:12`, `ecole:0330001A`: what the index knows it by.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = self.kind().key();
        match self {
            Self::School(uai) => write!(f, "{kind}:{uai}"),
            Self::Commune(insee) => write!(f, "{kind}:{insee}"),
            other => write!(f, "{kind}:{}", other.number()),
        }
    }
}

impl std::str::FromStr for Thing {
    type Err = UnknownKey;
    fn from_str(text: &str) -> Result<Self, UnknownKey> {
        let unknown = || UnknownKey(text.chars().take(40).collect());
        fn id<T: std::str::FromStr>(text: &str) -> Option<T> {
            text.parse().ok()
        }
        let (kind, which) = text.split_once(':').ok_or_else(unknown)?;
        let thing = match kind.parse()? {
            Kind::Project => id(which).map(Self::Project),
            Kind::Collection => id(which).map(Self::Collection),
            Kind::Training => id(which).map(Self::Training),
            Kind::Session => id(which).map(Self::Session),
            Kind::Topic => id(which).map(Self::Topic),
            Kind::Post => id(which).map(Self::Post),
            Kind::Need => id(which).map(Self::Need),
            Kind::School => Uai::parse(which).ok().map(Self::School),
            Kind::Commune => Insee::parse(which).ok().map(Self::Commune),
        };
        thing.ok_or_else(unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn thing() -> impl Strategy<Value = Thing> {
        let numbered = (0..7_u8, any::<i64>()).prop_map(|(kind, id)| match kind {
            0 => Thing::Project(ProjectId::new(id)),
            1 => Thing::Collection(CollectionId::new(id)),
            2 => Thing::Training(TrainingId::new(id)),
            3 => Thing::Session(SessionId::new(id)),
            4 => Thing::Topic(TopicId::new(id)),
            5 => Thing::Post(PostId::new(id)),
            _ => Thing::Need(TopicId::new(id)),
        });
        let school = (0..10_000_000_u32).prop_map(|number| Thing::School(Uai::from_number(number)));
        let commune = "[0-9]{5}".prop_map(|code| Thing::Commune(Insee::parse(&code).expect("a code")));
        prop_oneof![numbered, school, commune]
    }

    proptest! {
        #[test]
        fn what_the_index_knows_it_by_reads_back(thing in thing()) {
            prop_assert_eq!(thing.to_string().parse::<Thing>().expect("a thing"), thing);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            prop_assert!(text.parse::<Thing>().is_err() || text.contains(':'));
        }
    }
}
