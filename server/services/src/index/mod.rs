//! The search index.

/// The search index.
#[derive(Debug)]
pub struct Index;

impl Index {
    /// An index in memory.
    ///
    /// # Errors
    /// The index library's.
    pub fn in_memory() -> anyhow::Result<Self> {
        Ok(Self)
    }
}

/// x
pub mod document {
    use domain::{access::Principal, ids::ProjectId, projects::*, territory::*, time::Timestamp};
    /// x
    pub struct Document {
        pub id: ProjectId,
        pub acl: Vec<Principal>,
        pub state: State,
        pub title: String,
        pub text: String,
        pub cycles: Vec<Cycle>,
        pub levels: Vec<Level>,
        pub subjects: Vec<Subject>,
        pub equipment: Vec<Equipment>,
        pub communes: Vec<Insee>,
        pub schools: Vec<Uai>,
        pub published: Option<Timestamp>,
        pub updated: Timestamp,
    }
}
