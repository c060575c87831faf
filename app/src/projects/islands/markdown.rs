//! What the toolbar does to a text: pure, so that it is tested without a browser.

use std::ops::Range;

/// What a button of the toolbar does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tool {
    /// Important words.
    Bold,
    /// Words set apart.
    Italic,
    /// A title within the story.
    Title,
    /// A list.
    List,
    /// A list whose order counts.
    Numbered,
    /// Someone's words.
    Quote,
    /// The way to a page elsewhere.
    Link,
    /// A table of two columns to fill in.
    Table,
}

impl Tool {
    pub(super) const ALL: [Self; 8] =
        [Self::Bold, Self::Italic, Self::Title, Self::List, Self::Numbered, Self::Quote, Self::Link, Self::Table];

    /// What the button says.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Bold => "Gras",
            Self::Italic => "Italique",
            Self::Title => "Intertitre",
            Self::List => "Liste",
            Self::Numbered => "Liste numérotée",
            Self::Quote => "Citation",
            Self::Link => "Lien",
            Self::Table => "Tableau",
        }
    }

    /// The key that does the same, with Ctrl.
    pub(super) const fn key(self) -> Option<&'static str> {
        match self {
            Self::Bold => Some("b"),
            Self::Italic => Some("i"),
            Self::Link => Some("k"),
            _ => None,
        }
    }
}

/// A change to a text: what takes the place of what, and what is selected then, within what is new. All in UTF-16 units, as
/// browsers count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) replaced: Range<usize>,
    pub(super) by: String,
    pub(super) selected: Range<usize>,
}

const TABLE: &str = "| Quand | Ce que l’on fait |\n| --- | --- |\n| Séance 1 |  |\n| Séance 2 |  |\n";

/// What `tool` does to `text`, where `selection` (in UTF-16 units) is selected.
pub(super) fn apply(tool: Tool, text: &str, selection: Range<usize>) -> Edit {
    let (start, end) = (byte_at(text, selection.start), byte_at(text, selection.end.max(selection.start)));
    let (range, by, selected) = match tool {
        Tool::Bold => wrap(text, start..end, "**", "mots importants"),
        Tool::Italic => wrap(text, start..end, "*", "mots"),
        Tool::Title => lines(text, start..end, |_| "## ".to_owned()),
        Tool::List => lines(text, start..end, |_| "- ".to_owned()),
        Tool::Numbered => lines(text, start..end, |place| format!("{}. ", place + 1)),
        Tool::Quote => lines(text, start..end, |_| "> ".to_owned()),
        Tool::Link => link(text, start..end),
        Tool::Table => table(text, end),
    };
    let replaced = units(&text[..range.start])..units(&text[..range.end]);
    let selected = units(&by[..selected.start])..units(&by[..selected.end]);
    Edit { replaced, by, selected }
}

type Change = (Range<usize>, String, Range<usize>);

/// Puts `mark` on both sides of what is selected, or takes it away from there.
fn wrap(text: &str, at: Range<usize>, mark: &str, example: &str) -> Change {
    let chosen = &text[at.clone()];
    let around = text[..at.start].ends_with(mark) && text[at.end..].starts_with(mark);
    // One star of the two that make words bold is not theirs.
    let of_two = mark == "*" && text[..at.start].ends_with("**") && !text[..at.start].ends_with("***");
    if around && !of_two {
        return (at.start - mark.len()..at.end + mark.len(), chosen.to_owned(), 0..chosen.len());
    }
    // Marks do not work against a space: what is selected beyond the words stays outside.
    let core = chosen.trim();
    let (before, after) = match chosen.find(core) {
        Some(lead) if !core.is_empty() => (&chosen[..lead], &chosen[lead + core.len()..]),
        _ => (chosen, ""),
    };
    let core = if core.is_empty() { example } else { core };
    let from = before.len() + mark.len();
    (at, format!("{before}{mark}{core}{mark}{after}"), from..from + core.len())
}

/// Begins every line that is touched with a mark, or takes it away when each has it.
fn lines(text: &str, at: Range<usize>, mark: impl Fn(usize) -> String) -> Change {
    let from = text[..at.start].rfind('\n').map_or(0, |line_end| line_end + 1);
    let to = text[at.end..].find('\n').map_or(text.len(), |line_end| at.end + line_end);
    let block = &text[from..to];
    let bare = |line: &str| -> Option<String> {
        let numbered = line.split_once(". ").filter(|(number, _)| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()));
        match numbered {
            Some((_, rest)) if mark(0) == "1. " => Some(rest.to_owned()),
            _ => line.strip_prefix(&*mark(0)).map(str::to_owned),
        }
    };
    let undone: Option<Vec<String>> = block.lines().map(bare).collect();
    let made = match undone {
        Some(lines) if !lines.is_empty() => lines.join("\n"),
        _ if block.is_empty() => mark(0),
        _ => block.lines().enumerate().map(|(place, line)| format!("{}{line}", mark(place))).collect::<Vec<_>>().join("\n"),
    };
    // A paragraph goes on until an empty line: what begins here must not be taken for its end.
    let close = from >= 2 && !text[..from].ends_with("\n\n") && !made.is_empty() && made != block && !continues(&text[..from], &mark(0));
    let made = if close { format!("\n{made}") } else { made };
    let end = made.len();
    let selected = if at.is_empty() { end..end } else { usize::from(close)..end };
    (from..to, made, selected)
}

/// Whether the line before is of the same list or quote.
fn continues(before: &str, mark: &str) -> bool {
    let line = before.trim_end_matches('\n').rsplit('\n').next().unwrap_or_default();
    line.starts_with(mark) || (mark == "1. " && line.starts_with(|c: char| c.is_ascii_digit()))
}

fn link(text: &str, at: Range<usize>) -> Change {
    const ADDRESS: &str = "https://";
    let chosen = &text[at.clone()];
    if chosen.starts_with("http://") || chosen.starts_with(ADDRESS) {
        let words = "ce que l’on y trouve";
        return (at, format!("[{words}]({chosen})"), 1..1 + words.len());
    }
    let words = if chosen.is_empty() { "ce que l’on y trouve" } else { chosen };
    let from = words.len() + 3;
    (at, format!("[{words}]({ADDRESS})"), from..from + ADDRESS.len())
}

/// A table after the line in which `at` stands.
fn table(text: &str, at: usize) -> Change {
    let line_end = text[at..].find('\n').map_or(text.len(), |line_end| at + line_end);
    let gap = match &text[..line_end] {
        "" => "",
        before if before.ends_with("\n\n") => "",
        before if before.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let from = gap.len() + TABLE.find("Quand").unwrap_or(0);
    (line_end..line_end, format!("{gap}{TABLE}"), from..from + "Quand".len())
}

/// How long a text is, as browsers count.
pub(crate) fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The byte at which the UTF-16 unit `unit` begins; the end of the text when it has fewer.
pub(crate) fn byte_at(text: &str, unit: usize) -> usize {
    let mut seen = 0;
    for (byte, c) in text.char_indices() {
        if seen >= unit {
            return byte;
        }
        seen += c.len_utf16();
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` holds the selection between `[` and `]`; so does the answer.
    fn after(tool: Tool, text: &str) -> String {
        let (before, rest) = text.split_once('⟦').expect("a selection begins");
        let (chosen, end) = rest.split_once('⟧').expect("and ends");
        let whole = format!("{before}{chosen}{end}");
        let edit = apply(tool, &whole, units(before)..units(before) + units(chosen));
        let whole: Vec<u16> = whole.encode_utf16().collect();
        let by: Vec<u16> = edit.by.encode_utf16().collect();
        let text = |units: &[u16]| String::from_utf16(units).expect("text");
        format!(
            "{}{}⟦{}⟧{}{}",
            text(&whole[..edit.replaced.start]),
            text(&by[..edit.selected.start]),
            text(&by[edit.selected.clone()]),
            text(&by[edit.selected.end..]),
            text(&whole[edit.replaced.end..]),
        )
    }

    #[test]
    fn each_tool_does_what_it_says() {
        let cases = [
            (Tool::Bold, "un ⟦mot⟧ dit", "un **⟦mot⟧** dit"),
            (Tool::Bold, "un **⟦mot⟧** dit", "un ⟦mot⟧ dit"),
            (Tool::Bold, "un⟦ mot ⟧dit", "un **⟦mot⟧** dit"),
            (Tool::Bold, "😀 ⟦⟧", "😀 **⟦mots importants⟧**"),
            (Tool::Italic, "**⟦mot⟧**", "***⟦mot⟧***"),
            (Tool::Italic, "***⟦mot⟧***", "**⟦mot⟧**"),
            (Tool::Italic, "l’⟦été⟧", "l’*⟦été⟧*"),
            (Tool::Title, "⟦⟧", "## ⟦⟧"),
            (Tool::Title, "Le mat⟦⟧ériel", "## Le matériel⟦⟧"),
            (Tool::Title, "## Le⟦⟧ matériel", "Le matériel⟦⟧"),
            (Tool::List, "un\n\n⟦écouter\nparler⟧\n\ndeux", "un\n\n⟦- écouter\n- parler⟧\n\ndeux"),
            (Tool::List, "⟦- écouter\n- parler⟧", "⟦écouter\nparler⟧"),
            (Tool::List, "un texte\n⟦écouter⟧", "un texte\n\n⟦- écouter⟧"),
            (Tool::List, "- écouter\n⟦parler⟧", "- écouter\n⟦- parler⟧"),
            (Tool::Numbered, "⟦écouter\nparler⟧", "⟦1. écouter\n2. parler⟧"),
            (Tool::Numbered, "⟦1. écouter\n2. parler⟧", "⟦écouter\nparler⟧"),
            (Tool::Quote, "⟦« Encore ! »⟧", "⟦> « Encore ! »⟧"),
            (Tool::Link, "voir ⟦la radio⟧", "voir [la radio](⟦https://⟧)"),
            (Tool::Link, "⟦https://example.org⟧", "[⟦ce que l’on y trouve⟧](https://example.org)"),
            (Tool::Table, "un⟦⟧", "un\n\n| ⟦Quand⟧ | Ce que l’on fait |\n| --- | --- |\n| Séance 1 |  |\n| Séance 2 |  |\n"),
        ];
        for (tool, before, expected) in cases {
            assert_eq!(after(tool, before), expected, "{tool:?} {before}");
        }
    }

    #[test]
    fn a_selection_that_is_not_of_this_text_does_no_harm() {
        for tool in Tool::ALL {
            for selection in [0..99, 99..99, Range { start: 3, end: 1 }, 1..2] {
                let edit = apply(tool, "😀é", selection.clone());
                assert!(edit.replaced.end <= 3 && edit.replaced.start <= edit.replaced.end, "{tool:?} {selection:?}");
            }
        }
    }
}
