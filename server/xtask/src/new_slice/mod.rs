//! `cargo xtask new-slice bookmarks`: the skeletons of a slice, one in each link of the chain.
//!
//! **Promises.** Writes new files only, or nothing at all; what existing files need is printed, because it asks for thought. What is
//! written compiles and its tests pass once the printed lines are in place.
//!
//! **Start reading at** [`write()`].

mod templates;

use crate::{machine, place};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// Writes the slice `name` and prints what comes next.
///
/// # Errors
/// A name that is ill-formed or taken.
pub fn run(name: &str) -> Result<()> {
    let stamp = machine::utc("%Y%m%d%H%M%S")?;
    for file in write(place::root(), name, &stamp)? {
        println!("  {}", file.display());
    }
    println!("{}", templates::fill(templates::NEXT, name, &stamp));
    Ok(())
}

/// Writes the skeletons under `root`; gives their paths.
///
/// # Errors
/// A name that is ill-formed or taken: then nothing is written.
fn write(root: &Path, name: &str, stamp: &str) -> Result<Vec<PathBuf>> {
    check(root, name)?;
    let files =
        templates::FILES.map(|(path, text)| (PathBuf::from(templates::fill(path, name, stamp)), templates::fill(text, name, stamp)));
    if let Some((taken, _)) = files.iter().find(|(path, _)| root.join(path).exists()) {
        bail!("{} is there already", taken.display());
    }
    for (path, text) in &files {
        place::write(&root.join(path), text)?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

/// A slice is one plural word of small letters, and its word is not in use in any link.
fn check(root: &Path, name: &str) -> Result<()> {
    let plain = name.chars().all(|c| c.is_ascii_lowercase()) && name.ends_with('s') && !name.ends_with("ss") && name.len() > 2;
    if !plain {
        bail!("« {name} » is no name for a slice: one English noun of PRODUCT's glossary, plural, small letters, e.g. `bookmarks`");
    }
    for folder in ["app/domain/src", "server/services/src", "app/src"] {
        for taken in [name.to_owned(), format!("{name}.rs")] {
            if root.join(folder).join(&taken).exists() {
                bail!("the slice `{name}` is there already: {folder}/{taken}");
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_new_slice_has_a_file_in_every_link() {
        let root = tempfile::tempdir().unwrap();
        let mut files: Vec<_> =
            write(root.path(), "bookmarks", "20261123101500").unwrap().into_iter().map(|path| path.display().to_string()).collect();
        files.sort();
        assert_eq!(
            files,
            [
                "app/domain/src/bookmarks/mod.rs",
                "app/src/bookmarks/list.rs",
                "app/src/bookmarks/mod.rs",
                "app/src/bookmarks/words.rs",
                "migrations/20261123101500_bookmarks_start.sql",
                "server/services/src/bookmarks/mod.rs",
                "server/services/src/bookmarks/read.rs",
                "server/services/src/bookmarks/rows.rs",
                "server/services/src/bookmarks/write.rs",
                "server/services/tests/it/bookmarks.rs",
                "style/bookmarks.css",
            ]
        );
        for file in files {
            let text = fs::read_to_string(root.path().join(&file)).unwrap();
            assert!(!text.contains("%"), "{file}: {text}");
        }
    }

    #[test]
    fn a_name_that_is_taken_or_ill_formed_writes_nothing() {
        let root = tempfile::tempdir().unwrap();
        for name in ["", "Bookmarks", "book-marks", "bookmark", "../../etcs", "book marks", "2s"] {
            assert!(write(root.path(), name, "20261123101500").is_err(), "{name}");
        }
        place::write(&root.path().join("app/domain/src/bookmarks.rs"), "").unwrap();
        assert!(write(root.path(), "bookmarks", "20261123101500").unwrap_err().to_string().contains("there already"));
        assert_eq!(place::files_under(root.path()).unwrap().len(), 1);
    }
}
