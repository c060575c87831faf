//! What catalogues harvest of the projects that everyone may read (OAI-PMH 2.0): sets of records, and the concepts of ScoLOMFR
//! that stand for our words.
//!
//! **Start reading at** [`RecordSet`], then [`concepts_of_subject`].

mod concept;
mod set;

pub use concept::{Concept, Vocabulary, concept_of_cycle, concept_of_level, concepts_of_subject};
pub use set::RecordSet;
