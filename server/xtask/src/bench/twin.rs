//! A page's bytes as a file of the same server: what no page can be faster than.

use super::http::{Answer, Client};
use crate::place;
use anyhow::{Result, bail};
use std::path::Path;

/// A page, as a file.
#[derive(Debug)]
pub struct Twin {
    /// Where it is served.
    pub path: String,
    /// How it is compressed. Whoever asks for this way alone has it opened at the first try.
    pub encoding: &'static str,
}

/// Lays what `path` answers into the folder that is served, and looks that it is served.
///
/// # Errors
/// When the page is not answered, or its file not as the page was.
pub fn make(site: &Path, port: u16, name: &str, path: &str) -> Result<Twin> {
    let page = Client::new(port).get(path)?;
    if page.status != 200 {
        bail!("{path} answers {}", page.status);
    }
    let twin = keep(site, name, &page)?;
    let file = Client::accepting(port, twin.encoding).get(&twin.path)?;
    if file.status != 200 || file.body != page.body {
        bail!("{} answers {}, and not what {path} answered", twin.path, file.status);
    }
    Ok(twin)
}

fn keep(site: &Path, name: &str, page: &Answer) -> Result<Twin> {
    let (encoding, extension) = match page.encoding.as_deref() {
        None | Some("identity") => ("identity", ""),
        Some("gzip") => ("gzip", ".gz"),
        Some("br") => ("br", ".br"),
        Some(other) => bail!("compressed as « {other} », which was not asked for"),
    };
    let path = format!("pkg/{name}.html");
    place::write(&site.join(format!("{path}{extension}")), &page.body)?;
    Ok(Twin { path: format!("/{path}"), encoding })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_page_lies_as_it_was_answered() {
        let site = tempfile::tempdir().unwrap();
        let kept = |encoding: Option<&str>| {
            let page = Answer { status: 200, encoding: encoding.map(str::to_owned), location: None, body: b"page".to_vec() };
            keep(site.path(), "home", &page).map(|twin| (twin.path, twin.encoding))
        };
        for (encoding, asked, file) in
            [(Some("gzip"), "gzip", "pkg/home.html.gz"), (Some("br"), "br", "pkg/home.html.br"), (None, "identity", "pkg/home.html")]
        {
            assert_eq!(kept(encoding).unwrap(), ("/pkg/home.html".to_owned(), asked));
            assert_eq!(fs::read(site.path().join(file)).unwrap(), b"page");
        }
        assert!(kept(Some("zstd")).is_err());
    }
}
