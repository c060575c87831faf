//! Rust sources as rules see them: code without what is in its texts and comments, and the texts by themselves. Tests are left out.

/// A source taken apart.
pub struct Source {
    /// The code, line by line as written; comments and the insides of texts are blanks.
    pub code: String,
    /// Each text literal, with the line it begins on.
    pub texts: Vec<(usize, String)>,
}

/// Takes `text` apart, without its `#[cfg(test)] mod … { … }`.
pub fn read(text: &str) -> Source {
    let (mut code, mut texts) = split(text);
    while let Some((from, to)) = tests(&code) {
        let first = line_at(&code, from);
        let last = line_at(&code, to);
        texts.retain(|(line, _)| !(first..=last).contains(line));
        let blank: String = code[from..to].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        code.replace_range(from..to, &blank);
    }
    Source { code, texts }
}

/// The line (from 1) of a place in `text`.
pub fn line_at(text: &str, at: usize) -> usize {
    text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1
}

/// Where the first module of tests begins and ends.
fn tests(code: &str) -> Option<(usize, usize)> {
    let mark = "#[cfg(test)]";
    code.match_indices(mark).find_map(|(from, _)| {
        let after = &code[from + mark.len()..];
        let opens = after.find('{').filter(|opens| after.trim_start().starts_with("mod ") && !after[..*opens].contains(';'))?;
        let mut depth = 0_usize;
        let length = after[opens..].char_indices().find_map(|(at, c)| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            (depth == 0).then_some(at + 1)
        })?;
        Some((from, from + mark.len() + opens + length))
    })
}

/// Code and texts.
fn split(text: &str) -> (String, Vec<(usize, String)>) {
    let mut code = String::with_capacity(text.len());
    let mut texts = Vec::new();
    let mut line = 1;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let piece = piece(rest, code.chars().next_back());
        let length = piece.length();
        let taken = &rest[..length];
        match piece {
            Piece::Code(_) => code.push_str(taken),
            Piece::Comment(_) => code.extend(taken.chars().map(blank)),
            Piece::Text { opening, closing, .. } => {
                texts.push((line, taken[opening..length - closing].to_owned()));
                code.push_str(&taken[..opening]);
                code.extend(taken[opening..length - closing].chars().map(blank));
                code.push_str(&taken[length - closing..]);
            }
        }
        line += taken.matches('\n').count();
        debug_assert!(length >= c.len_utf8());
        rest = &rest[length..];
    }
    (code, texts)
}

fn blank(c: char) -> char {
    if c == '\n' { '\n' } else { ' ' }
}

/// What a source begins with.
enum Piece {
    Code(usize),
    Comment(usize),
    Text { length: usize, opening: usize, closing: usize },
}

impl Piece {
    fn length(&self) -> usize {
        match self {
            Self::Code(length) | Self::Comment(length) | Self::Text { length, .. } => *length,
        }
    }
}

fn piece(rest: &str, before: Option<char>) -> Piece {
    if rest.starts_with("//") {
        return Piece::Comment(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Piece::Comment(block_comment(rest));
    }
    if rest.starts_with('"') {
        return text_of(rest, 1);
    }
    // `r"…"`, `r#"…"#`, with `b` or `c` before: not the end of a name, not the raw name `r#type`.
    let starts_a_word = !before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if starts_a_word && let Some(opening) = raw_opening(rest) {
        let hashes = rest[..opening].matches('#').count();
        let end = format!("\"{}", "#".repeat(hashes));
        let length = rest[opening..].find(&end).map_or(rest.len(), |at| opening + at + end.len());
        return Piece::Text { length, opening, closing: end.len().min(length - opening) };
    }
    if rest.starts_with('\'') {
        return Piece::Code(character(rest));
    }
    Piece::Code(rest.chars().next().map_or(1, char::len_utf8))
}

fn text_of(rest: &str, opening: usize) -> Piece {
    let mut escaped = false;
    for (at, c) in rest[opening..].char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Piece::Text { length: opening + at + 1, opening, closing: 1 },
            _ => {}
        }
    }
    Piece::Text { length: rest.len(), opening, closing: 0 }
}

fn raw_opening(rest: &str) -> Option<usize> {
    let word = rest.strip_prefix("br").or_else(|| rest.strip_prefix("cr")).or_else(|| rest.strip_prefix('r'))?;
    let text = word.trim_start_matches('#');
    text.starts_with('"').then(|| rest.len() - text.len() + 1)
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// A character (`'"'`, `'\''`) is taken whole, so that what is in it opens nothing; a lifetime is its tick alone.
fn character(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => {
            chars.next();
            rest[3.min(rest.len())..].find('\'').map_or(1, |at| at + 4)
        }
        Some((at, c)) if rest[at + c.len_utf8()..].starts_with('\'') => at + c.len_utf8() + 1,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<String> {
        read(source).texts.into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn texts_are_told_from_code_and_comments() {
        let source = "let a = \"one \\\" two\"; // \"no\"\n/* \"no /* \"no\" */ */ let b = r#\"three \" four\"#;\nlet c = '\"'; let d = '\\''; let e: &'a str = b\"five\"; /// \"no\"\n";
        assert_eq!(texts(source), ["one \\\" two", "three \" four", "five"]);
        let code = read(source).code;
        assert!(!code.contains("no") && !code.contains("one") && code.contains("let b = r#\""), "{code}");
        assert_eq!(code.lines().count(), source.lines().count());
    }

    #[test]
    fn a_raw_name_is_no_text() {
        assert_eq!(texts("let r#type = for_r\"\"; use_r#\"x\"#"), ["", "x"]);
    }

    #[test]
    fn lines_are_those_of_the_file() {
        let source = read("\n\nlet a = \"x\ny\";\nlet b = \"z\";");
        assert_eq!(source.texts, [(3, "x\ny".to_owned()), (5, "z".to_owned())]);
    }

    #[test]
    fn modules_of_tests_are_left_out() {
        let source = read(
            "use a::b;\n#[cfg(test)]\nmod tests {\n  fn f() { let x = \"}\"; use crate::inside; }\n}\nuse c::after; const T: &str = \"kept\";\n#[cfg(test)]\nmod other;\n",
        );
        assert!(!source.code.contains("inside") && source.code.contains("after"), "{}", source.code);
        assert_eq!(source.texts, [(6, "kept".to_owned())]);
    }
}
