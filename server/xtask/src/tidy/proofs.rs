//! A promise that says what tests it says the truth.

use super::{Fault, File};

/// Every *tested by `name`* of a doc comment names a test that is there.
pub fn rule(files: &[File]) -> Vec<Fault> {
    let rust: Vec<_> = files.iter().filter(|file| file.is_rust()).collect();
    let is_there = |name: &str| rust.iter().any(|file| file.text.contains(&format!("fn {name}(")));
    let mut faults = Vec::new();
    for file in &rust {
        for name in named(&file.text).iter().filter(|name| !is_there(name)) {
            faults.push(Fault::new(file, 1, format!("tested by `{name}`, it says: there is no such test")));
        }
    }
    faults
}

/// The tests that doc comments name, wherever their lines break.
fn named(text: &str) -> Vec<String> {
    let doc = |line: &str| {
        line.trim_start().strip_prefix("//!").or_else(|| line.trim_start().strip_prefix("///")).map(str::trim).map(str::to_owned)
    };
    let told = text.lines().filter_map(doc).collect::<Vec<_>>().join(" ");
    told.split("tested by `").skip(1).filter_map(|rest| rest.split_once('`')).map(|(name, _)| name.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_that_is_named_is_there() {
        let of = |head: &str, test: &str| rule(&[File::new("a/src/lib.rs", head), File::new("a/tests/it.rs", test)]).len();
        assert_eq!(of("//! Never; tested by\n//! `it_holds`.", "async fn it_holds(portal: Portal) {"), 0);
        assert_eq!(of("//! Never; tested by\n//! `it_holds`.", "fn it_held() {"), 1);
        assert_eq!(of("    /// Tested, tested by `it_holds` and by the table.", "fn it() {"), 1);
        assert_eq!(of("//! Tested by the table below.", ""), 0);
    }
}
