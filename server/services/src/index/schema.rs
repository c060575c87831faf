//! The fields of the index, and the mark that tells one shape of index from another.

use super::french;
use domain::search::Facet;
use sha2::{Digest, Sha256};
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, SchemaBuilder, TextFieldIndexing, TextOptions};

/// The fields, by name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// What it is and its id: `domain::search::Thing`, as text.
    pub key: Field,
    /// Its id as a number, which parts what is equal otherwise.
    pub number: Field,
    pub acl: Field,
    /// Groups that read it from the instant `later` on.
    pub later_acl: Field,
    pub later: Field,
    pub state: Field,
    pub title: Field,
    /// The title's words as written but for capitals and accents: a word found as it stands counts more than its cousins.
    pub title_exact: Field,
    pub text: Field,
    pub attached: Field,
    /// Every word of all of it, without capitals and accents: what is looked through for words close to one that was mistyped.
    pub folded: Field,
    /// Every distinct word, folded and as written, to say how a word is written.
    pub forms: Field,
    facets: [Field; Facet::ALL.len()],
    pub published: Field,
    pub updated: Field,
    pub tried: Field,
    /// How much a match counts, in hundredths.
    pub weight: Field,
}

/// The analyser of searched text.
pub(super) const STEMMED: &str = "fr";
/// The analyser that only folds.
pub(super) const FOLDED: &str = "fr_folded";

impl Fields {
    /// The fields, and the schema that they make.
    pub fn new() -> (Self, Schema) {
        let mut schema = Schema::builder();
        let fields = Self {
            key: schema.add_text_field(KEY, STRING | FAST),
            number: schema.add_i64_field(NUMBER, FAST),
            acl: schema.add_text_field("acl", STRING),
            later_acl: schema.add_text_field("later_acl", STRING),
            later: schema.add_i64_field("later", INDEXED),
            state: schema.add_text_field("state", STRING),
            title: analysed(&mut schema, "title", STEMMED),
            title_exact: analysed(&mut schema, "title_exact", FOLDED),
            text: analysed(&mut schema, "text", STEMMED),
            attached: analysed(&mut schema, "attached", STEMMED),
            folded: analysed(&mut schema, "folded", FOLDED),
            forms: schema.add_text_field("forms", STRING),
            facets: Facet::ALL.map(|facet| schema.add_text_field(facet.parameter(), STRING | FAST)),
            published: schema.add_i64_field(PUBLISHED, INDEXED | FAST),
            updated: schema.add_i64_field(UPDATED, FAST),
            tried: schema.add_u64_field(TRIED, FAST),
            weight: schema.add_u64_field(WEIGHT, FAST),
        };
        (fields, schema.build())
    }

    /// The field that a facet counts.
    pub fn of(&self, facet: Facet) -> Field {
        let [kind, cycle, level, subject, competence, equipment, commune, school, year, licence, language] = self.facets;
        match facet {
            Facet::Kind => kind,
            Facet::Cycle => cycle,
            Facet::Level => level,
            Facet::Subject => subject,
            Facet::Competence => competence,
            Facet::Equipment => equipment,
            Facet::Commune => commune,
            Facet::School => school,
            Facet::Year => year,
            Facet::Licence => licence,
            Facet::Language => language,
        }
    }
}

fn analysed(schema: &mut SchemaBuilder, name: &str, with: &str) -> Field {
    let indexing = TextFieldIndexing::default().set_tokenizer(with).set_index_option(IndexRecordOption::WithFreqs);
    schema.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
}

/// Name of the column of keys.
pub(super) const KEY: &str = "key";
/// Name of the column of ids.
pub(super) const NUMBER: &str = "number";
/// Name of the column of publications.
pub(super) const PUBLISHED: &str = "published";
/// Name of the column of the last saves.
pub(super) const UPDATED: &str = "updated";
/// Name of the column of trials.
pub(super) const TRIED: &str = "tried";
/// Name of the column of weights.
pub(super) const WEIGHT: &str = "weight";

/// A short text that changes with the fields or with the analysis: an index that bears another one is made again.
pub(super) fn fingerprint(schema: &Schema) -> anyhow::Result<String> {
    let mut hash = Sha256::new();
    hash.update(serde_json::to_string(schema)?);
    hash.update(french::fingerprint());
    Ok(hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}
