//! The fields of the index, and the mark that tells one shape of index from another.

use super::french;
use domain::search::Facet;
use sha2::{Digest, Sha256};
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions};

/// The fields, by name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    pub id: Field,
    pub acl: Field,
    pub state: Field,
    pub title: Field,
    /// The title's words as written but for capitals and accents: a word found as it stands counts more than its cousins.
    pub title_exact: Field,
    pub text: Field,
    /// Every distinct word, folded and as written, to put typing mistakes right.
    pub forms: Field,
    pub cycle: Field,
    pub level: Field,
    pub subject: Field,
    pub equipment: Field,
    pub commune: Field,
    pub school: Field,
    pub published: Field,
    pub updated: Field,
}

/// The analyser of searched text.
pub(super) const STEMMED: &str = "fr";
/// The analyser that only folds.
pub(super) const FOLDED: &str = "fr_folded";

impl Fields {
    /// The fields, and the schema that they make.
    pub fn new() -> (Self, Schema) {
        let analysed = |with: &str| {
            let indexing = TextFieldIndexing::default().set_tokenizer(with).set_index_option(IndexRecordOption::WithFreqs);
            TextOptions::default().set_indexing_options(indexing)
        };
        let mut schema = Schema::builder();
        let fields = Self {
            id: schema.add_i64_field("id", INDEXED | FAST),
            acl: schema.add_text_field("acl", STRING),
            state: schema.add_text_field("state", STRING),
            title: schema.add_text_field("title", analysed(STEMMED)),
            title_exact: schema.add_text_field("title_exact", analysed(FOLDED)),
            text: schema.add_text_field("text", analysed(STEMMED)),
            forms: schema.add_text_field("forms", STRING),
            cycle: schema.add_text_field("cycle", STRING | FAST),
            level: schema.add_text_field("level", STRING | FAST),
            subject: schema.add_text_field("subject", STRING | FAST),
            equipment: schema.add_text_field("equipment", STRING | FAST),
            commune: schema.add_text_field("commune", STRING | FAST),
            school: schema.add_text_field("school", STRING),
            published: schema.add_i64_field(PUBLISHED, FAST),
            updated: schema.add_i64_field(UPDATED, FAST),
        };
        (fields, schema.build())
    }

    /// The field that a facet counts.
    pub const fn of(&self, facet: Facet) -> Field {
        match facet {
            Facet::Cycle => self.cycle,
            Facet::Level => self.level,
            Facet::Subject => self.subject,
            Facet::Equipment => self.equipment,
            Facet::Commune => self.commune,
        }
    }
}

/// Name of the column of ids.
pub(super) const ID: &str = "id";
/// Name of the column of publications.
pub(super) const PUBLISHED: &str = "published";
/// Name of the column of the last saves.
pub(super) const UPDATED: &str = "updated";

/// A short text that changes with the fields or with the analysis: an index that bears another one is made again.
pub(super) fn fingerprint(schema: &Schema) -> anyhow::Result<String> {
    let mut hash = Sha256::new();
    hash.update(serde_json::to_string(schema)?);
    hash.update(french::fingerprint());
    Ok(hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}
