//! `cargo xtask tidy`: the shape of the house, checked as a test of this crate too.
//!
//! **Promises.** Each rule of ARCHITECTURE that the compiler cannot hold is a function here, from the files to the faults, with a test
//! on a sample that breaks it. Exceptions are lists, each entry with its reason.
//!
//! **Start reading at** [`RULES`].

mod arrows;
mod calls;
mod checklist;
mod heads;
mod migrations;
mod modules;
mod order;
mod proofs;
mod raw_text;
mod sizes;
mod source;
mod sql;
mod tutorial;
mod urls;

use crate::place;
use anyhow::{Context, Result};
use std::{fmt, fs, path::Path};

/// A file of the house, by its path from the top.
#[derive(Clone, Debug)]
pub struct File {
    /// From the top, with `/`.
    pub path: String,
    /// What is in it.
    pub text: String,
}

impl File {
    #[cfg(test)]
    fn new(path: &str, text: &str) -> Self {
        Self { path: path.into(), text: text.into() }
    }

    fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Whether it holds tests alone: `tests/…`, or a module `tests.rs`.
    fn is_tests(&self) -> bool {
        self.path.split('/').any(|part| ["tests", "tests.rs"].contains(&part))
    }
}

/// What is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    path: String,
    line: usize,
    what: String,
    only_warns: bool,
}

impl Fault {
    fn new(file: &File, line: usize, what: impl Into<String>) -> Self {
        Self { path: file.path.clone(), line, what: what.into(), only_warns: false }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.only_warns { "warning: " } else { "" };
        write!(f, "{}:{}: {kind}{}", self.path, self.line, self.what)
    }
}

/// A rule of the house.
type Rule = fn(&[File]) -> Vec<Fault>;

const RULES: [Rule; 14] = [
    arrows::rule,
    order::rule,
    sizes::rule,
    heads::rule,
    sql::rule,
    urls::rule,
    calls::rule,
    checklist::rule,
    migrations::first_line,
    migrations::name,
    modules::rule,
    proofs::rule,
    raw_text::rule,
    tutorial::rule,
];

/// Folders that hold nothing of ours.
const NOT_OURS: [&str; 8] = [".git", "target", "node_modules", "data", "results", "test-results", "playwright-report", ".library"];

/// Checks the house and prints what is wrong; says whether nothing is.
///
/// # Errors
/// When files cannot be read.
pub fn run() -> Result<bool> {
    let files = house(place::root())?;
    let faults: Vec<Fault> = RULES.iter().flat_map(|rule| rule(&files)).collect();
    for fault in &faults {
        println!("{fault}");
    }
    let failed = faults.iter().filter(|fault| !fault.only_warns).count();
    println!("tidy: {} files, {failed} faults, {} warnings", files.len(), faults.len() - failed);
    Ok(failed == 0)
}

/// Every text file of the house.
fn house(root: &Path) -> Result<Vec<File>> {
    let mut files = Vec::new();
    let mut waiting = vec![root.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))? {
            let entry = entry?;
            let path = entry.path();
            if entry.file_type()?.is_dir() {
                if !NOT_OURS.iter().any(|name| entry.file_name() == *name) {
                    waiting.push(path);
                }
            } else if let Ok(text) = fs::read_to_string(&path) {
                // Pictures and fonts are no text: no rule reads them.
                let path = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                files.push(File { path, text });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_is_tidy() {
        let files = house(place::root()).unwrap();
        assert!(files.iter().any(|file| file.path == "server/xtask/src/tidy/mod.rs"), "the house was read");
        let faults: Vec<String> =
            RULES.iter().flat_map(|rule| rule(&files)).filter(|fault| !fault.only_warns).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    }
}
