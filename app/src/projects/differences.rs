//! What differs between two sheets, shown word by word.

use super::words;
use leptos::prelude::*;
use services::projects::{FieldChange, Piece};

/// How much of a passage that did not change is shown on each side of a change, in characters.
const AROUND: usize = 120;

/// Each field that differs, what went struck out and what came underlined; both are said to screen readers too.
#[component]
pub(super) fn Differences(
    /// The fields.
    changes: Vec<FieldChange>,
) -> impl IntoView {
    let difference = |change: FieldChange| {
        view! {
            <section class="difference">
                <h3>{words::field(change.field)}</h3>
                <Words pieces=change.pieces/>
            </section>
        }
    };
    view! { <div class="differences">{changes.into_iter().map(difference).collect_view()}</div> }
}

/// The words of one text made into those of another.
#[component]
pub(super) fn Words(
    /// What stays, goes and comes.
    pieces: Vec<Piece>,
) -> impl IntoView {
    let last = pieces.len().saturating_sub(1);
    let shown = pieces.into_iter().enumerate().map(|(place, piece)| view! { <Shown piece first={place == 0} last={place == last}/> });
    view! { <p class="difference-text">{shown.collect_view()}</p> }
}

#[component]
fn Shown(piece: Piece, first: bool, last: bool) -> impl IntoView {
    match piece {
        Piece::Same(text) => shortened(&text, first, last).into_any(),
        Piece::Gone(text) => {
            view! { <del><span class="visually-hidden">"[retiré\u{a0}: "</span>{text}<span class="visually-hidden">"] "</span></del> }
                .into_any()
        }
        Piece::New(text) => {
            view! { <ins><span class="visually-hidden">"[ajouté\u{a0}: "</span>{text}<span class="visually-hidden">"] "</span></ins> }
                .into_any()
        }
    }
}

/// A long passage that did not change: its two ends; at the beginning and the end of the text, the one beside the change.
fn shortened(text: &str, first: bool, last: bool) -> String {
    let count = text.chars().count();
    let (head, tail) = (if first { 0 } else { AROUND }, if last { 0 } else { AROUND });
    if count <= head + tail + AROUND {
        return text.to_owned();
    }
    let head: String = text.chars().take(head).collect();
    let tail: String = text.chars().skip(count - tail).collect();
    format!("{head} […] {tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_passage_keeps_what_stands_beside_a_change() {
        let text = format!("début {} fin", "mot ".repeat(200));
        let (middle, first, last) = (shortened(&text, false, false), shortened(&text, true, false), shortened(&text, false, true));
        assert!(middle.starts_with("début") && middle.ends_with("fin") && middle.contains("[…]"));
        assert!(first.starts_with(" […] ") && first.ends_with("fin"));
        assert!(last.starts_with("début") && last.ends_with(" […] "));
        assert_eq!(shortened("court", true, true), "court");
    }
}
