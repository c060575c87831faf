//! Titles that begin as someone types. Rights are asked inside the query, as for a search: a word of a title that one may not read
//! brings nothing.

use super::{Index, find, find::Selection, french, orders::latest, wanted::Wanted};
use crate::access::Audience;
use domain::search::Thing;
use tantivy::{
    Term,
    collector::TopDocs,
    query::{BooleanQuery, FuzzyTermQuery, Occur, Query},
};

/// Letters typed before anything is offered: one letter means nothing, and stands in every title.
const LEAST_LETTERS: usize = 2;

impl Index {
    /// The things of the selection that `readers` may see and whose titles hold each word of `typed`, the last one as a beginning; the
    /// latest first, `limit` at most.
    ///
    /// # Errors
    /// The disk's.
    pub fn suggest(&self, typed: &str, readers: &Audience, selection: Selection<'_>, limit: usize) -> anyhow::Result<Vec<Thing>> {
        let typed = french::compose(typed);
        let words = french::words(&typed);
        let Some((last, whole)) = words.split_last() else { return Ok(Vec::new()) };
        if words.iter().map(|word| word.folded.chars().count()).sum::<usize>() < LEAST_LETTERS {
            return Ok(Vec::new());
        }
        let generation = self.current();
        let wanted = Wanted { fields: &generation.fields, readers, selection: &selection };
        let mut clauses = wanted.rights();
        for word in whole {
            clauses.push((Occur::Must, wanted.term(generation.fields.title_exact, &word.folded, 1.0)));
        }
        let beginning = Term::from_field_text(generation.fields.title_exact, &last.folded);
        let beginning: Box<dyn Query> = Box::new(FuzzyTermQuery::new_prefix(beginning, 0, true));
        clauses.push((Occur::Must, beginning));
        let searcher = generation.searcher();
        let top = searcher.search(&BooleanQuery::new(clauses), &latest(TopDocs::with_limit(limit)))?;
        find::things(&searcher, &top.into_iter().map(|(_, address)| address).collect::<Vec<_>>())
    }
}
