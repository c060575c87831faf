//! What someone follows, and how closely (D2).

use crate::{
    ids::{SpaceId, TopicId},
    problem::UnknownKey,
    projects::Subject,
    vocabulary::vocabulary,
};

vocabulary! {
    /// How closely something is followed.
    Attention {
        /// Each message makes a notification.
        Watch = "watch", "Suivre";
        /// Only what names or answers one does.
        Normal = "normal", "Seulement si l’on me nomme";
        /// Nothing does.
        Mute = "mute", "Ne plus suivre";
    }
}

/// What can be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Followed {
    /// New topics of a space.
    Space(SpaceId),
    /// Messages of a topic.
    Topic(TopicId),
    /// New topics that bear a tag.
    Tag(Subject),
}

impl Followed {
    /// The short text that the database and forms hold.
    pub fn key(self) -> String {
        match self {
            Self::Space(id) => format!("space:{id}"),
            Self::Topic(id) => format!("topic:{id}"),
            Self::Tag(tag) => format!("tag:{}", tag.key()),
        }
    }
}

impl Followed {
    /// The topic, where it is one.
    pub const fn topic(self) -> Option<TopicId> {
        match self {
            Self::Topic(id) => Some(id),
            Self::Space(_) | Self::Tag(_) => None,
        }
    }
}

impl std::str::FromStr for Followed {
    type Err = UnknownKey;
    fn from_str(text: &str) -> Result<Self, UnknownKey> {
        let unknown = || UnknownKey(text.chars().take(40).collect());
        let (kind, rest) = text.split_once(':').ok_or_else(unknown)?;
        match kind {
            "space" => rest.parse().map(Self::Space).map_err(|_| unknown()),
            "topic" => rest.parse().map(Self::Topic).map_err(|_| unknown()),
            "tag" => rest.parse().map(Self::Tag),
            _ => Err(unknown()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_followed_is_read_as_it_was_written() {
        for followed in [Followed::Space(SpaceId::new(3)), Followed::Topic(TopicId::new(9)), Followed::Tag(Subject::Francais)] {
            assert_eq!(followed.key().parse(), Ok(followed));
        }
        for wrong in ["", "space", "space:x", "tag:", "person:3"] {
            assert!(wrong.parse::<Followed>().is_err(), "{wrong}");
        }
    }
}
