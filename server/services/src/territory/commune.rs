//! A commune, as the portal keeps it and as lists show it.

use super::report::CommuneField;
use domain::territory::{Insee, Membership, Position};

/// All that is kept of a commune.
#[derive(Clone, Debug, PartialEq)]
pub struct CommuneFacts {
    /// Its code.
    pub insee: Insee,
    /// Its name.
    pub name: String,
    /// How many people live there.
    pub population: Option<i64>,
    /// Its middle.
    pub position: Option<Position>,
    /// Its outline: a GeoJSON `Polygon` or `MultiPolygon`, as text.
    pub boundary: Option<String>,
    /// How it takes part.
    pub membership: Membership,
}

/// A commune in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct CommuneCard {
    /// Its code.
    pub insee: Insee,
    /// Its name.
    pub name: String,
    /// How many people live there.
    pub population: Option<i64>,
    /// Its middle.
    pub position: Option<Position>,
    /// How it takes part.
    pub membership: Membership,
    /// How many of its schools receive pupils.
    pub schools: i64,
}

impl CommuneFacts {
    /// A commune of which nothing is known but its name. It is outside the scheme until somebody says that it takes part: a file
    /// that is silent must not make the portal state publicly that a commune has joined.
    pub(super) const fn named(insee: Insee, name: String) -> Self {
        Self { insee, name, population: None, position: None, boundary: None, membership: Membership::Outside }
    }

    /// What differs from `before`.
    pub(super) fn differences(&self, before: &Self) -> Vec<CommuneField> {
        use CommuneField as F;
        let compared = [
            (F::Name, self.name == before.name),
            (F::Population, self.population == before.population),
            (F::Position, self.position == before.position),
            (F::Boundary, self.boundary == before.boundary),
            (F::Membership, self.membership == before.membership),
        ];
        compared.into_iter().filter(|(_, same)| !same).map(|(field, _)| field).collect()
    }
}
