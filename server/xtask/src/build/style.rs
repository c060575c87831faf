//! The style sheet: one bundle, minified.

use anyhow::{Error, Result, anyhow, bail};
use lightningcss::{
    bundler::{Bundler, FileProvider},
    error::Error as CssError,
    stylesheet::{MinifyOptions, ParserOptions, PrinterOptions},
    targets::{Browsers, Targets},
};
use std::{fmt::Display, path::Path};

/// The browsers that are written for: spring 2024, the first that all have nesting and `light-dark()` themselves. Written for older
/// ones, both would be replaced by longer rules, and `light-dark()` by a trick with custom properties.
fn browsers() -> Browsers {
    let version = |major: u32, minor: u32| Some((major << 16) | (minor << 8));
    Browsers {
        chrome: version(123, 0),
        edge: version(123, 0),
        firefox: version(120, 0),
        safari: version(17, 5),
        ios_saf: version(17, 5),
        ..Browsers::default()
    }
}

/// Bundles `main` with all that it imports.
///
/// # Errors
/// A rule that is not understood, or an import that is not there, with its file and line.
pub fn bundle(main: &Path) -> Result<String> {
    if !main.is_file() {
        bail!("{} is not there", main.display());
    }
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(main).map_err(fault)?;
    let targets = Targets { browsers: Some(browsers()), ..Targets::default() };
    sheet.minify(MinifyOptions { targets, ..MinifyOptions::default() }).map_err(fault)?;
    let printed = sheet.to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() });
    Ok(printed.map_err(fault)?.code)
}

/// A fault with its place; lightningcss counts lines from 0.
#[expect(clippy::needless_pass_by_value, reason = "what map_err asks for")]
fn fault<T: Display>(error: CssError<T>) -> Error {
    match &error.loc {
        Some(place) => anyhow!("{}:{}:{}: {}", place.filename, place.line + 1, place.column, error.kind),
        None => anyhow!("style: {}", error.kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn bundled(files: &[(&str, &str)]) -> Result<String> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        bundle(&folder.path().join("main.css"))
    }

    #[test]
    fn imports_are_brought_in_within_their_layers() {
        let css = bundled(&[
            ("main.css", "@layer base, ui; @import \"base.css\" layer(base); @import \"card.css\" layer(ui);"),
            ("base.css", "body { margin: 0px }"),
            ("card.css", "/* pinned */ .card { color: #ff0000 }"),
        ])
        .unwrap();
        assert_eq!(css, "@layer base{body{margin:0}}@layer ui{.card{color:red}}");
    }

    #[test]
    fn what_browsers_know_themselves_stays_as_written() {
        let css = bundled(&[(
            "main.css",
            ":root { color-scheme: light dark; --paper: light-dark(#fff, #000); color: light-dark(#111, #eee) }
             .card { & h2:has(a) { margin-inline: 1rem } @container (width > 30rem) { display: grid } }
             @view-transition { navigation: auto }",
        )])
        .unwrap();
        assert!(css.contains("color:light-dark(#111,#eee)"), "{css}");
        assert!(css.contains("--paper:light-dark(#fff,#000)"), "{css}");
        assert!(css.contains(".card{& h2:has(a){margin-inline:1rem}"), "{css}");
        assert!(css.contains("@container (width>30rem)"), "{css}");
        assert!(css.contains("@view-transition{navigation:auto}"), "{css}");
        assert!(!css.contains("lightningcss"), "{css}");
    }

    #[test]
    fn addresses_of_fonts_stay_as_written() {
        let css = bundled(&[("main.css", "@font-face { font-family: A; src: url(\"/fonts/a.woff2\") format(\"woff2\") }")]).unwrap();
        assert!(css.contains("url(/fonts/a.woff2)"), "{css}");
    }

    #[test]
    fn a_fault_is_told_with_its_file_and_line() {
        let error = bundled(&[("main.css", "@import \"base.css\";"), ("base.css", "body {}\n.a { color: red; } }")]).unwrap_err();
        assert!(error.to_string().contains("base.css:2"), "{error}");
        let error = bundled(&[("main.css", "@import \"nowhere.css\";")]).unwrap_err();
        assert!(error.to_string().contains("main.css:1:1: No such file"), "{error}");
    }
}
