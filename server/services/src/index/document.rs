//! What the index holds of a project.

use super::{
    french::{self, compose},
    schema::Fields,
};
use domain::{
    access::Principal,
    ids::ProjectId,
    projects::{Cycle, Equipment, Level, State, Subject},
    territory::{Insee, Uai},
    time::Timestamp,
};
use std::collections::BTreeSet;
use tantivy::{TantivyDocument, schema::Field};

/// A project, as far as it is searched for. Nothing of it can be read back but its id: pages read the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The project.
    pub id: ProjectId,
    /// Who may read it: `domain::access::readers`.
    pub acl: Vec<Principal>,
    /// Where it stands.
    pub state: State,
    /// Its title.
    pub title: String,
    /// Everything else that is searched: summary, story, names of its places and authors, labels of its vocabularies.
    pub text: String,
    /// Cycles.
    pub cycles: Vec<Cycle>,
    /// Levels.
    pub levels: Vec<Level>,
    /// Subjects.
    pub subjects: Vec<Subject>,
    /// Equipment.
    pub equipment: Vec<Equipment>,
    /// Communes of its schools.
    pub communes: Vec<Insee>,
    /// Its schools.
    pub schools: Vec<Uai>,
    /// When it was first published.
    pub published: Option<Timestamp>,
    /// When it was last saved.
    pub updated: Timestamp,
}

impl Document {
    /// The document as the index library takes it. A value given twice counts once.
    pub(super) fn fill(&self, fields: &Fields) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        let (title, text) = (compose(&self.title), compose(&self.text));
        document.add_i64(fields.id, self.id.get());
        document.add_text(fields.title, &title);
        document.add_text(fields.title_exact, &title);
        document.add_text(fields.text, &text);
        for (folded, written) in french::forms(&title).union(&french::forms(&text)) {
            document.add_text(fields.forms, format!("{folded}\0{written}"));
        }
        document.add_text(fields.state, self.state.key());
        document.add_i64(fields.updated, self.updated.ms());
        if let Some(published) = self.published {
            document.add_i64(fields.published, published.ms());
        }
        let mut add_each = |field: Field, values: BTreeSet<String>| {
            for value in values {
                document.add_text(field, value);
            }
        };
        add_each(fields.acl, self.acl.iter().map(Principal::key).collect());
        add_each(fields.cycle, self.cycles.iter().map(|v| v.key().to_owned()).collect());
        add_each(fields.level, self.levels.iter().map(|v| v.key().to_owned()).collect());
        add_each(fields.subject, self.subjects.iter().map(|v| v.key().to_owned()).collect());
        add_each(fields.equipment, self.equipment.iter().map(|v| v.key().to_owned()).collect());
        add_each(fields.commune, self.communes.iter().map(ToString::to_string).collect());
        add_each(fields.school, self.schools.iter().map(ToString::to_string).collect());
        document
    }
}
