//! How the page of all needs is narrowed and sorted: in its address.

use super::{NeedStatus, Service};
use crate::{territory::Insee, vocabulary::vocabulary};

vocabulary! {
    /// Which needs come first.
    NeedOrder {
        Waiting = "waiting", "Attente la plus longue";
        Backed = "backed", "Le plus soutenus";
        Recent = "recent", "Les plus récents";
    }
}

/// What is asked of the page of needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedQuery {
    /// Of one commune.
    pub commune: Option<Insee>,
    /// About one service.
    pub service: Option<Service>,
    /// Standing there.
    pub status: Option<NeedStatus>,
    /// Which come first.
    pub order: NeedOrder,
}

impl NeedQuery {
    /// Reads the address's pairs: `commune`, `service`, `etat`, `tri`. What is unknown asks for nothing.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut query = Self { commune: None, service: None, status: None, order: NeedOrder::Waiting };
        for (name, value) in pairs {
            match name {
                "commune" => query.commune = Insee::parse(value).ok(),
                "service" => query.service = value.parse().ok(),
                "etat" => query.status = value.parse().ok(),
                "tri" => query.order = value.parse().unwrap_or(NeedOrder::Waiting),
                _ => {}
            }
        }
        query
    }

    /// The pairs that ask for this again; what is asked by default is left out.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let order = (self.order != NeedOrder::Waiting).then(|| self.order.key().to_owned());
        let pairs = [
            ("commune", self.commune.as_ref().map(ToString::to_string)),
            ("service", self.service.map(|service| service.key().to_owned())),
            ("etat", self.status.map(|status| status.key().to_owned())),
            ("tri", order),
        ];
        pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// Whether some are left out.
    pub const fn is_narrowed(&self) -> bool {
        self.commune.is_some() || self.service.is_some() || self.status.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_narrows_and_what_is_unknown_does_not() {
        let query = NeedQuery::read([("commune", "33063"), ("service", "ent"), ("etat", "done"), ("tri", "backed")]);
        assert!(query.is_narrowed() && query.order == NeedOrder::Backed && query.status == Some(NeedStatus::Done));
        assert!(!NeedQuery::read([("commune", "x"), ("service", "x"), ("etat", "")]).is_narrowed());
        let pairs = query.pairs();
        assert_eq!(NeedQuery::read(pairs.iter().map(|(name, value)| (*name, value.as_str()))), query);
        assert!(NeedQuery::read([("tri", "waiting")]).pairs().is_empty());
    }
}
