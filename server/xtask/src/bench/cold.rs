//! What a browser that has never been here transfers for one page.

use super::http::{Answer, Client};
use anyhow::{Result, bail};
use std::collections::BTreeSet;

/// Bytes transferred, by kind, and in how many requests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cold {
    /// The page.
    pub html: usize,
    /// Style sheets.
    pub css: usize,
    /// Scripts.
    pub js: usize,
    /// Islands.
    pub wasm: usize,
    /// Fonts that the style names.
    pub fonts: usize,
    /// Pictures, icons among them; those further down too, which a browser fetches when they come near.
    pub pictures: usize,
    /// Requests, the page's own among them.
    pub requests: usize,
}

/// Loads `path` and all that it names.
///
/// # Errors
/// When something that the page names is not there.
pub fn load(client: &mut Client, path: &str) -> Result<Cold> {
    let page = get(client, path)?;
    let mut cold = Cold { html: page.body.len(), requests: 1, ..Cold::default() };
    let mut named: BTreeSet<String> = linked(&page.text()?);
    let sheets: Vec<String> = named.iter().filter(|url| kind(url) == "css").cloned().collect();
    for sheet in sheets {
        named.extend(urls(&get(client, &sheet)?.text()?));
    }
    for url in &named {
        let answer = get(client, url)?;
        cold.requests += 1;
        let bytes = answer.body.len();
        match kind(url) {
            "css" => cold.css += bytes,
            "js" => cold.js += bytes,
            "wasm" => cold.wasm += bytes,
            "woff2" => cold.fonts += bytes,
            _ => cold.pictures += bytes,
        }
    }
    Ok(cold)
}

fn get(client: &mut Client, path: &str) -> Result<Answer> {
    let answer = client.get(path)?;
    if answer.status != 200 {
        bail!("{path} answers {}", answer.status);
    }
    Ok(answer)
}

fn kind(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or_default().rsplit('.').next().unwrap_or_default()
}

/// What a page makes a browser fetch: style, scripts, preloads, icons, pictures. What lies in a template is dead, and is not fetched.
fn linked(html: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let alive = html.split("</template>").filter_map(|part| part.split("<template").next());
    for tag in alive.flat_map(|part| part.split('<').skip(1)) {
        // A `>` may stand in an attribute, but not before those that are read here.
        let tag = tag.split('>').next().unwrap_or_default();
        let url = match tag.split_whitespace().next().unwrap_or_default() {
            "link" if attribute(tag, "rel").is_some_and(|rel| ["stylesheet", "modulepreload", "preload", "icon"].contains(&rel)) => {
                attribute(tag, "href")
            }
            "script" | "img" => attribute(tag, "src"),
            _ => None,
        };
        found.extend(url.filter(|url| url.starts_with('/')).map(|url| url.replace("&amp;", "&")));
    }
    found
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    value.split('"').next()
}

/// What a style sheet makes a browser fetch.
fn urls(css: &str) -> Vec<String> {
    let inside = css.split("url(").skip(1).filter_map(|rest| rest.split(')').next());
    inside.map(|url| url.trim_matches(['"', '\'', ' ']).to_owned()).filter(|url| url.starts_with('/')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_names_is_found() {
        let html = r#"<link rel="stylesheet" href="/pkg/a.css"><link rel="canonical" href="/projets"><link rel="icon" href="/favicon.svg"/>
            <link rel="modulepreload" href="/pkg/a.js"><link rel="preload" href="/pkg/a.wasm" as="fetch"><img alt="x" src="/fichiers/1/640.webp?a=1&amp;b=2">
            <img src="/fichiers/1/640.webp?a=1&amp;b=2"><img src="data:x"><a href="/b.css"><template id="x"><link rel="preload" href="/pkg/b.wasm"></template><img src="/d.png">"#;
        let found: Vec<String> = linked(html).into_iter().collect();
        assert_eq!(found, ["/d.png", "/favicon.svg", "/fichiers/1/640.webp?a=1&b=2", "/pkg/a.css", "/pkg/a.js", "/pkg/a.wasm"]);
        assert_eq!(found.iter().map(|url| kind(url)).collect::<Vec<_>>(), ["png", "svg", "webp", "css", "js", "wasm"]);
    }

    #[test]
    fn what_a_style_names_is_found() {
        assert_eq!(
            urls("@font-face{src:url(/fonts/a.woff2)format(\"woff2\")}.a{background:url(\"/b.svg\"),url(data:x)}"),
            ["/fonts/a.woff2", "/b.svg"]
        );
    }
}
