//! The territory: communes, schools, and how a commune takes part.
//!
//! **Promises.** A [`Uai`] or an [`Insee`] that exists is well formed; a school is never unmade, it closes.
//!
//! **Start reading at** [`Uai`], then [`SchoolKind`] and [`SchoolState`].

mod codes;
mod file;
mod position;
mod school;

pub use codes::{Insee, InvalidCode, Uai};
pub use file::{Container, Encoding, FileProblem, Generation};
pub use position::{Bounds, Position};

use crate::vocabulary::vocabulary;

vocabulary! {
    /// What kind of establishment a school is. A collège counts for the link between CM1, CM2 and 6e.
    SchoolKind {
        Nursery = "maternelle", "École maternelle";
        Elementary = "elementaire", "École élémentaire";
        Primary = "primaire", "École primaire";
        Special = "specialisee", "École spécialisée";
        College = "college", "Collège";
    }
}

vocabulary! {
    /// Whether a school receives pupils, as the official directory says it.
    SchoolState {
        Open = "ouvert", "Ouverte";
        Closing = "a-fermer", "Doit fermer";
        Closed = "ferme", "Fermée";
    }
}

vocabulary! {
    /// Priority education network (*éducation prioritaire*).
    PriorityEducation {
        Rep = "rep", "REP";
        RepPlus = "rep-plus", "REP+";
    }
}

vocabulary! {
    /// How a commune takes part in the authority's scheme.
    Membership {
        Transferred = "adhesion", "Adhésion";
        Agreement = "convention", "Convention";
        Outside = "hors-dispositif", "Hors dispositif";
    }
}
