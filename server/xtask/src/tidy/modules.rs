//! No file is forgotten: a module that nobody declares is compiled by nobody, and its tests never run.

use super::{Fault, File};

/// Where a crate begins: cargo finds these by their names.
const ROOTS: [&str; 3] = ["lib.rs", "main.rs", "build.rs"];

/// Every Rust file but a crate's root is declared (`mod name;`) by the file above it.
pub fn rule(files: &[File]) -> Vec<Fault> {
    let rust = files.iter().filter(|file| file.is_rust());
    rust.filter(|file| !declared(file, files))
        .map(|file| Fault::new(file, 1, "no file declares this module: it is never compiled"))
        .collect()
}

fn declared(file: &File, files: &[File]) -> bool {
    let Some((folder, name)) = file.path.rsplit_once('/') else { return false };
    // An example is a program of its own.
    if ROOTS.contains(&name) || folder.ends_with("/examples") {
        return true;
    }
    // `a/b/mod.rs` is the module `b` of `a`; `a/b.rs` too.
    let (folder, module) = match name.strip_suffix(".rs") {
        Some("mod") => folder.rsplit_once('/').unwrap_or(("", folder)),
        Some(module) => (folder, module),
        None => return false,
    };
    let above = ["mod.rs", "lib.rs", "main.rs"].map(|root| format!("{folder}/{root}"));
    let beside = format!("{folder}.rs");
    // What examples share is declared in each that uses it.
    let examples = folder.rsplit_once('/').map(|(folder, _)| folder).filter(|folder| folder.ends_with("/examples"));
    let uses = |other: &File| examples.is_some_and(|examples| other.path.rsplit_once('/').is_some_and(|(folder, _)| folder == examples));
    let ending = format!("mod {module};");
    let says = |line: &str| line.trim().ends_with(&ending) && !line.trim_start().starts_with("//");
    let declares = |text: &str| text.lines().any(says);
    files.iter().any(|other| (above.contains(&other.path) || other.path == beside || uses(other)) && declares(&other.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_that_nobody_declares_is_a_fault() {
        let of = |parent: &str, text: &str, path: &str| rule(&[File::new(parent, text), File::new(path, "")]).len();
        assert_eq!(of("a/src/lib.rs", "mod words;", "a/src/words.rs"), 0);
        assert_eq!(of("a/src/lib.rs", "pub(crate) mod words;", "a/src/words/mod.rs"), 0);
        assert_eq!(of("a/src/words/mod.rs", "//! mod form;\nmod other;", "a/src/words/form.rs"), 2, "and `words` itself");
        assert_eq!(of("a/tests/it/main.rs", "mod search;", "a/tests/it/territory.rs"), 1);
        assert_eq!(of("a/tests/it/territory.rs", "mod file;", "a/tests/it/territory/file.rs"), 1, "`territory` alone");
        assert_eq!(of("a/src/lib.rs", "", "a/src/main.rs"), 0);
        assert_eq!(of("a/src/lib.rs", "", "a/examples/b.rs"), 0);
        assert_eq!(of("a/examples/b.rs", "mod support {\n    pub mod portal;\n}", "a/examples/support/portal.rs"), 0);
        assert_eq!(of("a/examples/b.rs", "", "a/examples/support/portal.rs"), 1);
    }
}
