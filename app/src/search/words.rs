//! The French of results.

use domain::search::{Kind, Query};
use services::search::Said;

/// What one of a kind is called.
pub(super) const fn one(kind: Kind) -> &'static str {
    match kind {
        Kind::Project => "Projet",
        Kind::Collection => "Dossier",
        Kind::Training => "Formation",
        Kind::Session => "Session de formation",
        Kind::Topic => "Sujet d’échange",
        Kind::Post => "Message",
        Kind::Need => "Besoin",
        Kind::School => "École",
        Kind::Commune => "Commune",
    }
}

/// « 1 réponse », « 3 réponses ».
pub(super) fn counted(many: u64, one: &str, several: &str) -> String {
    format!("{many}\u{a0}{}", if many > 1 { several } else { one })
}

/// A part of a sentence: words, or a link that searches exactly what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words.
    Words(String),
    /// What the link says and searches.
    Link(String),
}

fn words(text: impl Into<String>) -> Piece {
    Piece::Words(text.into())
}

/// What was searched for other than what was typed, as sentences (Q12).
pub(super) fn instead(query: &Query, said: &Said) -> Vec<Vec<Piece>> {
    let typed = &query.words;
    let mut sentences = Vec::new();
    if let Some(corrected) = &said.corrected {
        let before = words(format!("Rien pour «\u{a0}{typed}\u{a0}»\u{202f}: voici ce qui répond à «\u{a0}"));
        sentences.push(vec![before, Piece::Link(corrected.clone()), words("\u{a0}».")]);
    }
    if let Some(also) = &said.also {
        let before = words(format!("D’abord ce qui répond à «\u{a0}{typed}\u{a0}», puis ce qui répond à «\u{a0}"));
        sentences.push(vec![before, Piece::Link(also.clone()), words("\u{a0}».")]);
    }
    if !said.left_out.is_empty() {
        let left: Vec<_> = said.left_out.iter().map(|word| format!("«\u{a0}{word}\u{a0}»")).collect();
        sentences.push(vec![words(format!("Rien ne répond à tous ces mots\u{202f}: voici ce qui répond sans {}.", left.join(" ni ")))]);
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(sentences: &[Vec<Piece>]) -> Vec<String> {
        let piece = |piece: &Piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Link(sought) => format!("[{sought}]"),
        };
        sentences.iter().map(|sentence| sentence.iter().map(piece).collect::<String>().replace(['\u{a0}', '\u{202f}'], " ")).collect()
    }

    #[test]
    fn what_was_searched_for_instead_is_said() {
        let query = Query { words: "evalaution".into(), ..Query::default() };
        let said = |said: Said| read(&instead(&query, &said));
        assert_eq!(said(Said::default()), Vec::<String>::new());
        assert_eq!(
            said(Said { corrected: Some("évaluation".into()), ..Said::default() }),
            ["Rien pour « evalaution » : voici ce qui répond à « [évaluation] »."]
        );
        assert_eq!(
            said(Said { also: Some("évaluation".into()), ..Said::default() }),
            ["D’abord ce qui répond à « evalaution », puis ce qui répond à « [évaluation] »."]
        );
        assert_eq!(
            said(Said { left_out: vec!["mare".into(), "zut".into()], ..Said::default() }),
            ["Rien ne répond à tous ces mots : voici ce qui répond sans « mare » ni « zut »."]
        );
    }
}
