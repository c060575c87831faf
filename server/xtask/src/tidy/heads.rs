//! Module heads are the architecture: every slice says what it promises, or where to start reading.

use super::{Fault, File, order};

/// Where slices are folders.
const CRATES: [&str; 3] = ["app/domain/src/", "server/services/src/", "app/src/"];

/// The `mod.rs` of every slice begins with a head that says *Promises* or *Start reading at*.
pub fn rule(files: &[File]) -> Vec<Fault> {
    let slices = files.iter().filter(|file| {
        let inside = CRATES.iter().find_map(|folder| file.path.strip_prefix(folder));
        inside.and_then(|inside| inside.strip_suffix("/mod.rs")).is_some_and(|slice| order::place(slice).is_some())
    });
    slices
        .filter(|file| {
            let head = file.text.lines().take_while(|line| line.starts_with("//!"));
            !head.into_iter().any(|line| line.contains("Promises") || line.contains("Start reading at"))
        })
        .map(|file| Fault::new(file, 1, "no head (`//!`) that says *Promises* or *Start reading at*"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slice_without_a_head_is_a_fault() {
        let of = |path: &str, text: &str| rule(&[File::new(path, text)]).len();
        assert_eq!(of("server/services/src/projects/mod.rs", "//! Projects.\n//!\n//! **Start reading at** [`write`].\nmod a;"), 0);
        assert_eq!(of("server/services/src/projects/mod.rs", "//! **Promises.** Much.\n"), 0);
        assert_eq!(of("server/services/src/projects/mod.rs", "//! Projects.\nmod a;\n"), 1);
        assert_eq!(of("server/services/src/projects/mod.rs", "mod a;\n//! Start reading at a.\n"), 1);
        assert_eq!(of("server/services/src/projects/rows/mod.rs", "mod a;"), 0);
        assert_eq!(of("server/services/src/db/mod.rs", "mod a;"), 0);
        assert_eq!(of("app/src/search/mod.rs", ""), 1);
    }
}
