//! Markdown that people typed, made into HTML that cannot do harm.
//!
//! **Start reading at** [`markdown`], then `figures`.

mod figures;
mod names;

pub use figures::{TextFigure, TextFigures, pictures_in, without_pictures};
pub use names::{Piece, pieces};

use ammonia::{Builder, UrlRelative};
use domain::{ids::AccountId, text::is_shown};
use figures::{NOT_PRINTED, WithFigures};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// HTML that went through the sanitiser. Made by [`markdown`] and [`SafeHtml::highlighted`] only: the views show nothing else unescaped.
#[derive(Clone, Debug, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// The same, with each person whom it names ([`pieces`]) shown as the name that `name` gives; one that it does not know stays as it is.
    #[must_use]
    pub fn with_names<'n>(&self, name: impl Fn(AccountId) -> Option<&'n str>) -> Self {
        let mut out = String::with_capacity(self.0.len());
        for piece in pieces(&self.0) {
            match piece {
                Piece::Words(words) => out.push_str(words),
                Piece::Named(account, words) => match name(account) {
                    Some(name) => {
                        out.push_str("<strong>@");
                        html_escape(&mut out, name);
                        out.push_str("</strong>");
                    }
                    None => out.push_str(words),
                },
            }
        }
        Self(out)
    }

    /// Text in which `marks` (byte ranges, in order) are wrapped in `<mark>`; everything is escaped.
    pub fn highlighted(text: &str, marks: impl IntoIterator<Item = std::ops::Range<usize>>) -> Self {
        let mut out = String::with_capacity(text.len() + 64);
        let mut at = 0;
        for mark in marks {
            let (Some(before), Some(found)) = (text.get(at..mark.start), text.get(mark.clone())) else { continue };
            html_escape(&mut out, before);
            out.push_str("<mark>");
            html_escape(&mut out, found);
            out.push_str("</mark>");
            at = mark.end;
        }
        html_escape(&mut out, text.get(at..).unwrap_or_default());
        Self(out)
    }

    /// What is read of it where there is no HTML: its text, without marks.
    pub fn text(&self) -> String {
        let (mut text, mut in_tag) = (String::with_capacity(self.0.len()), false);
        for c in self.0.chars() {
            match c {
                '<' => in_tag = true,
                '>' if in_tag => in_tag = false,
                c if !in_tag => text.push(c),
                _ => {}
            }
        }
        // Last what all others begin with.
        let escapes = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
        escapes.iter().fold(text, |text, (escaped, c)| text.replace(escaped, c))
    }
}

/// Adds a part to what a thing says in words, behind the others; nothing, where there is none.
pub fn add_part(text: &mut String, part: &str) {
    if part.is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push_str(" · ");
    }
    text.push_str(part);
}

fn html_escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
}

/// The sanitiser: what Markdown and `figures` make and nothing more. Remote pictures never come this far (each would tell another host
/// who reads); remote frames, scripts, styles, ids and classes are refused here.
static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let tags = HashSet::from([
        "p",
        "br",
        "hr",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "code",
        "em",
        "strong",
        "del",
        "a",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "sup",
        "img",
    ]);
    let attributes = HashMap::from([
        ("a", HashSet::from(["href", "title"])),
        ("ol", HashSet::from(["start"])),
        ("img", HashSet::from(["src", "srcset", "sizes", "width", "height", "alt", "loading", "decoding"])),
    ]);
    let mut builder = Builder::default();
    builder
        .tags(tags)
        .tag_attributes(attributes)
        .allowed_classes(HashMap::from([("img", HashSet::from([NOT_PRINTED]))]))
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some("nofollow ugc noopener"));
    builder
});

fn parser(typed: &str) -> Parser<'_> {
    Parser::new_ext(typed, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
}

/// Renders Markdown (CommonMark, tables, strikethrough) with the pictures that it may show, and sanitises it. Titles begin at level
/// `h2`, as the page has its own `h1`.
pub fn markdown(typed: &str, figures: &TextFigures) -> SafeHtml {
    let events = WithFigures::new(parser(typed).map(tame), figures);
    let mut rendered = String::with_capacity(typed.len() * 2);
    html::push_html(&mut rendered, events);
    rendered.retain(is_shown);
    SafeHtml(SANITISER.clean(&rendered).to_string())
}

/// Lowers a first-level title, and shows raw HTML as text.
fn tame(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Start(Tag::Heading { level: HeadingLevel::H1, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: HeadingLevel::H2, id, classes, attrs })
        }
        Event::End(TagEnd::Heading(HeadingLevel::H1)) => Event::End(TagEnd::Heading(HeadingLevel::H2)),
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        other => other,
    }
}

/// Plain words as Markdown must hold them to show them.
pub fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The plain text of some Markdown, for the index, the feed's summary and link previews.
pub fn plain(typed: &str) -> String {
    words_of(typed, true)
}

/// The same without what it quotes: what whoever typed it says themselves.
pub fn plain_unquoted(typed: &str) -> String {
    words_of(typed, false)
}

fn words_of(typed: &str, with_quotations: bool) -> String {
    let mut text = String::with_capacity(typed.len());
    let mut quoted = 0_usize;
    for event in parser(typed) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => quoted += 1,
            Event::End(TagEnd::BlockQuote(_)) => {
                quoted = quoted.saturating_sub(1);
                space(&mut text);
            }
            _ if quoted > 0 && !with_quotations => {}
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak => space(&mut text),
            // Emphasis and links end inside words; blocks and table cells do not.
            Event::End(end) if !matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image) => {
                space(&mut text)
            }
            _ => {}
        }
    }
    text.retain(is_shown);
    text.trim_end().to_owned()
}

fn space(text: &mut String) {
    if !text.is_empty() && !text.ends_with(' ') {
        text.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_loses_its_pictures_and_nothing_else() {
        let typed = "Avant ![la classe](image:12) après, ![un chat](https://exemple.fr/chat.png)\n\n![](image:7)";
        assert_eq!(without_pictures(typed), "Avant  après, ![un chat](https://exemple.fr/chat.png)");
        assert_eq!(without_pictures("Rien"), "Rien");
    }

    #[test]
    fn markdown_becomes_plain_honest_html() {
        let cases = [
            ("# Titre\n\nUn *mot*.", "<h2>Titre</h2>\n<p>Un <em>mot</em>.</p>"),
            ("[lien](https://exemple.fr)", "<p><a href=\"https://exemple.fr\" rel=\"nofollow ugc noopener\">lien</a></p>"),
            ("| a | b |\n|---|---|\n| 1 | 2 |", "<table>"),
            ("![une photo](https://ailleurs.fr/p.png)", "<p>une photo</p>"),
        ];
        for (typed, expected) in cases {
            assert!(
                markdown(typed, &TextFigures::default()).as_str().trim().starts_with(expected),
                "{typed} → {}",
                markdown(typed, &TextFigures::default()).as_str()
            );
        }
    }

    #[test]
    fn a_text_shows_the_pictures_of_its_sheet_and_no_other() {
        let figure = TextFigure { width: 700, height: 400, alt: "Le \"potager\"".to_owned(), on_paper: true };
        let figures = TextFigures::new([(domain::ids::PictureId::new(12), figure)]);
        let shown = markdown("![](image:12) et ![Un *semis* <b>](image:12)", &figures);
        let first = "<img src=\"/fichiers/12/640.webp\" srcset=\"/fichiers/12/320.webp 320w, /fichiers/12/640.webp 640w\"";
        assert_eq!(shown.as_str().matches(first).count(), 2, "{}", shown.as_str());
        assert!(shown.as_str().contains("width=\"700\" height=\"400\" alt=\"Le &quot;potager&quot;\""), "{}", shown.as_str());
        assert!(shown.as_str().contains("alt=\"Un semis &lt;b&gt;\""), "{}", shown.as_str());
        for other in ["![mot](image:13)", "![mot](image:x)", "![mot](/fichiers/12/640.webp)", "![mot](data:image/png;base64,AA)"] {
            assert_eq!(markdown(other, &figures).as_str().trim(), "<p>mot</p>", "{other}");
        }
        let elsewhere = markdown("![](image:12)", &figures.seen_from_elsewhere("https://preau.example.fr/"));
        assert!(elsewhere.as_str().contains("src=\"https://preau.example.fr/fichiers/12/640.webp\""), "{}", elsewhere.as_str());
        assert_eq!(pictures_in("![a](image:3) [![b](image:4)](image:5) ![c](image:3)").len(), 2);
        assert_eq!(plain("Avant ![le mot](image:3) après"), "Avant le mot après");
    }

    #[test]
    fn nothing_that_runs_or_calls_elsewhere_comes_through() {
        let corpus = [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<svg/onload=alert(1)>",
            "[clic](javascript:alert(1))",
            "[clic](JaVaScRiPt&colon;alert(1))",
            "[clic](data:text/html;base64,PHNjcmlwdD4=)",
            "[clic](vbscript:x)",
            "<a href=\"javascript:x\">y</a>",
            "![x](https://pisteur.fr/1.gif)",
            "<iframe src=https://ailleurs.fr></iframe>",
            "<p style=\"position:fixed\" onclick=x>y</p>",
            "<https://ok.fr/\"onmouseover=alert(1)>",
            "`<script>`\n\n    <script>alert(1)</script>",
            "<!--><script>alert(1)</script>-->",
        ];
        for typed in corpus {
            let html = markdown(typed, &TextFigures::default());
            // What stands between a tag's brackets: what is outside was escaped, and is read as text.
            let tags: Vec<_> =
                html.as_str().split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag.to_lowercase()).collect();
            for tag in tags {
                for bad in ["script", "img", "svg", "iframe"] {
                    assert!(!tag.starts_with(bad), "{typed} → {}", html.as_str());
                }
                for bad in ["javascript:", "data:", "vbscript:", " style", " on"] {
                    assert!(!tag.contains(bad), "{typed} → {}", html.as_str());
                }
            }
        }
    }

    #[test]
    fn highlights_are_escaped() {
        let text = "l’<évaluation> en classe";
        let start = text.find("évaluation").unwrap_or_default();
        let html = SafeHtml::highlighted(text, std::iter::once(start..start + "évaluation".len()));
        assert_eq!(html.as_str(), "l’&lt;<mark>évaluation</mark>&gt; en classe");
    }

    #[test]
    fn what_is_highlighted_is_read_without_html() {
        for text in ["l’<évaluation> en classe", "Tom & Jerry : \"1 < 2\"", "l'eau &amp; le feu &lt;b&gt;", ""] {
            let marks = text.find("en").map(|at| at..at + 2);
            assert_eq!(SafeHtml::highlighted(text, marks).text(), text);
        }
    }

    #[test]
    fn words_that_are_escaped_are_shown_as_they_are() {
        for words in ["Un *pas*_de_`côté` [ici](https://exemple.fr)", "<b> &amp; \\ ~~x~~ | #1", "Inès C."] {
            assert_eq!(plain(&escaped(words)), words);
        }
    }

    #[test]
    fn plain_text_has_no_markup() {
        assert_eq!(plain("## Titre\n\nUn **mot** et `du code`\n- a\n- b"), "Titre Un mot et du code a b");
        let answer = "Oui.\n\n> [Message 3](/echanges/messages/42)\u{a0}:\n>\n> Un *mot*.\n> > Un autre.\n\nEt non.";
        assert_eq!(plain_unquoted(answer), "Oui. Et non.");
        assert_eq!(plain(answer), "Oui. Message 3\u{a0}: Un mot. Un autre. Et non.");
    }

    #[test]
    fn parts_stand_behind_one_another_and_none_is_empty() {
        let mut text = String::new();
        for part in ["", "Le jardin", "", "Cenon"] {
            add_part(&mut text, part);
        }
        assert_eq!(text, "Le jardin · Cenon");
    }

    proptest! {
        #[test]
        fn whatever_is_typed_only_the_allowed_elements_come_out(typed in ".*") {
            let html = markdown(&typed, &TextFigures::default());
            prop_assert!(!html.as_str().to_lowercase().contains("<script"));
        }
    }
}
