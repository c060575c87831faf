//! No page sends anyone to a third party unasked: what reaches the browser names no other host.

use super::{
    Fault, File,
    source::{self, line_at},
};

/// What reaches the browser.
const FOLDERS: [&str; 3] = ["app/", "style/", "public/"];

/// Addresses that may stand there: in which files, what they begin with, and why.
const EXCEPTIONS: [(&str, &str, &str); 9] = [
    ("", "https://creativecommons.org/licenses/", "licence deeds, followed by a reader who wants to"),
    ("", "https://creativecommons.org/publicdomain/", "licence deeds, followed by a reader who wants to"),
    ("", "https://schema.org", "the name of a vocabulary: never fetched"),
    ("", "http://www.w3.org/", "names of XML namespaces: never fetched"),
    ("", "https://www.etalab.gouv.fr/licence-ouverte-open-licence", "a licence deed, followed by a reader who wants to"),
    ("public/fonts/OFL-", "http", "the font's licence, to be kept word for word; no page links to it"),
    ("app/domain/src/harvest/", "http://data.education.fr/voc/scolomfr/", "names of concepts: told to catalogues, never fetched"),
    ("app/domain/src/paths/openredirects.txt", "http", "where tests must not be sent; no page links to it"),
    ("app/domain/src/", "https://preau.example.fr/", "a sample that stands for the portal itself"),
];

/// No address of another host in pages, style or files that are served; tests and comments aside.
pub fn rule(files: &[File]) -> Vec<Fault> {
    let served = files.iter().filter(|file| FOLDERS.iter().any(|folder| file.path.starts_with(folder)) && !file.is_tests());
    served
        .flat_map(|file| {
            let found = if file.is_rust() { in_texts(file) } else { in_file(file) };
            found
                .into_iter()
                .filter(|(_, url)| !is_excepted(&file.path, url))
                .map(|(line, url)| Fault::new(file, line, format!("« {url} » is another host (exceptions: server/xtask/src/tidy/urls.rs)")))
        })
        .collect()
}

fn is_excepted(path: &str, url: &str) -> bool {
    EXCEPTIONS.iter().any(|(files, start, _)| path.starts_with(files) && url.starts_with(start))
}

fn in_texts(file: &File) -> Vec<(usize, String)> {
    let texts = source::read(&file.text).texts;
    texts.iter().flat_map(|(line, text)| addresses(text).into_iter().map(move |(at, url)| (line + line_at(text, at) - 1, url))).collect()
}

fn in_file(file: &File) -> Vec<(usize, String)> {
    let text = if file.path.ends_with(".css") { without_comments(&file.text) } else { file.text.clone() };
    addresses(&text).into_iter().map(|(at, url)| (line_at(&text, at), url)).collect()
}

/// Addresses with a host: `http://…`, `https://…`, and `//…` where style or markup would follow it.
fn addresses(text: &str) -> Vec<(usize, String)> {
    let ends = |c: char| c.is_whitespace() || "\"'<>)`\\".contains(c);
    let mut found: Vec<(usize, String)> = Vec::new();
    for start in ["http://", "https://", "url(//", "url(\"//", "url('//", "=\"//", "='//"] {
        for (at, _) in text.match_indices(start) {
            let from = if start.starts_with("http") { at } else { at + start.len() - 2 };
            let url: String = text[from..].chars().take_while(|c| !ends(*c)).collect();
            // A prefix alone (`starts_with("https://")`) names no host.
            let host = url.split("//").nth(1).unwrap_or_default();
            if host.starts_with(|c: char| c.is_alphanumeric()) {
                found.push((from, url));
            }
        }
    }
    found.sort();
    found
}

/// Style without its comments, line by line as written.
fn without_comments(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::with_capacity(text.len());
    while let Some(from) = rest.find("/*") {
        let to = rest[from..].find("*/").map_or(rest.len(), |to| from + to + 2);
        kept.push_str(&rest[..from]);
        kept.extend(rest[from..to].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = &rest[to..];
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(path: &str, text: &str) -> Vec<usize> {
        rule(&[File::new(path, text)]).iter().map(|fault| fault.line).collect()
    }

    #[test]
    fn the_address_of_another_host_is_a_fault() {
        assert_eq!(faults("app/src/shell.rs", "\n<link href=\"x\"/>\n\"a https://cdn.example.com/x.js\""), [3]);
        assert_eq!(faults("style/base.css", "/* http://a.fr\n */ a { src: url(//cdn.fr/a) }\nb { src: url(\"https://cdn.fr\") }"), [2, 3]);
        assert_eq!(faults("public/help.html", "<script src=\"//cdn.fr/a.js\">"), [1]);
        assert_eq!(faults("public/robots.txt", "Sitemap: http://cdn.fr"), [1]);
    }

    #[test]
    fn exceptions_comments_and_tests_are_not() {
        assert!(
            faults(
                "app/src/a.rs",
                "// https://a.fr\n\"https://creativecommons.org/licenses/by/4.0/\"; \"http://www.w3.org/2000/svg\"; \"https://\""
            )
            .is_empty()
        );
        assert!(faults("app/src/a.rs", "#[cfg(test)]\nmod tests { const A: &str = \"https://evil.fr\"; }").is_empty());
        assert!(faults("server/src/a.rs", "\"https://a.fr\"").is_empty());
        assert!(faults("style/a.css", "a { src: url(\"/fonts/a.woff2\") } b { src: url(data:x) }").is_empty());
        assert_eq!(faults("app/src/a.rs", "\"https://creativecommons.org.evil.fr/\"").len(), 1);
    }

    #[test]
    fn every_exception_has_its_reason() {
        assert!(EXCEPTIONS.iter().all(|(_, start, reason)| start.starts_with("http") && reason.len() > 20));
    }
}
