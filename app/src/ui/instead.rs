//! What was searched for other than what was typed, said above what was found (Q12).

use super::listing::{List, address};
use domain::search::Query;
use leptos::prelude::*;
use services::search::Said;

/// Says it, one sentence after the other; nothing when what was typed was searched for, and nothing else.
#[component]
pub fn SaidInstead(
    /// The list above which it stands.
    list: List,
    /// What is asked.
    query: Query,
    /// What was searched for.
    said: Said,
) -> impl IntoView {
    let path = list.path;
    let piece = move |piece: Piece| match piece {
        Piece::Words(words) => words.into_any(),
        Piece::Link(sought) => {
            let exactly = address(path, &Query { words: sought.clone(), ..Query::default() });
            view! { <a href=exactly>{sought}</a> }.into_any()
        }
    };
    let sentence = |sentence: Vec<Piece>| view! { <p class="search-instead">{sentence.into_iter().map(piece).collect_view()}</p> };
    instead(&query, &said).into_iter().map(sentence).collect_view()
}

/// A part of a sentence: words, or a link that searches exactly what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// Words.
    Words(String),
    /// What the link says and searches.
    Link(String),
}

fn words(text: impl Into<String>) -> Piece {
    Piece::Words(text.into())
}

/// What was searched for other than what was typed, as sentences (Q12).
fn instead(query: &Query, said: &Said) -> Vec<Vec<Piece>> {
    let typed = &query.words;
    let left: Vec<_> = said.left_out.iter().map(|word| format!("«\u{a0}{word}\u{a0}»")).collect();
    let left = left.join(" ni ");
    let mut sentences = Vec::new();
    match &said.corrected {
        Some(corrected) => {
            let before = words(format!("Rien pour «\u{a0}{typed}\u{a0}»\u{202f}: voici ce qui répond à «\u{a0}"));
            let after = if left.is_empty() { "\u{a0}».".to_owned() } else { format!("\u{a0}», sans {left}.") };
            sentences.push(vec![before, Piece::Link(corrected.clone()), words(after)]);
        }
        None if left.is_empty() => {}
        None => sentences.push(vec![words(format!("Rien ne répond à {left}\u{202f}: voici ce qui répond aux autres mots."))]),
    }
    if let Some(also) = &said.also {
        let before = words(format!("D’abord ce qui répond à «\u{a0}{typed}\u{a0}», puis ce qui répond à «\u{a0}"));
        sentences.push(vec![before, Piece::Link(also.clone()), words("\u{a0}».")]);
    }
    sentences.extend(said.whole.map(|whole| vec![words(in_part(whole))]));
    sentences
}

fn in_part(whole: usize) -> String {
    match whole {
        0 => "Rien ne répond à tous les mots à la fois\u{202f}: voici ce qui répond à une partie d’entre eux.".to_owned(),
        1 => "Un seul résultat répond à tous les mots\u{202f}; les suivants répondent à une partie d’entre eux.".to_owned(),
        many => format!("Les {many}\u{a0}premiers résultats répondent à tous les mots, les suivants à une partie d’entre eux."),
    }
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
            ["Rien ne répond à « mare » ni « zut » : voici ce qui répond aux autres mots."]
        );
        assert_eq!(
            said(Said { corrected: Some("évaluation zut".into()), left_out: vec!["zut".into()], ..Said::default() }),
            ["Rien pour « evalaution » : voici ce qui répond à « [évaluation zut] », sans « zut »."]
        );
        assert_eq!(
            said(Said { whole: Some(2), ..Said::default() }),
            ["Les 2 premiers résultats répondent à tous les mots, les suivants à une partie d’entre eux."]
        );
    }
}
