//! Files that can be read in one go.

use super::{Fault, File};

const WARNS: usize = 400;
const FAILS: usize = 600;

/// A Rust file has 600 lines at most; over 400 it is time to cut it.
pub fn rule(files: &[File]) -> Vec<Fault> {
    let rust = files.iter().filter(|file| file.is_rust());
    rust.filter_map(|file| {
        let lines = file.text.lines().count();
        let fault = Fault::new(file, lines, format!("{lines} lines; {FAILS} at most, {WARNS} better, 150 best"));
        (lines > WARNS).then_some(Fault { only_warns: lines <= FAILS, ..fault })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_warns_and_a_longer_one_fails() {
        let of = |path: &str, lines: usize| rule(&[File::new(path, &"//\n".repeat(lines))]).first().map(|fault| fault.only_warns);
        assert_eq!(of("app/src/lib.rs", 400), None);
        assert_eq!(of("app/src/lib.rs", 401), Some(true));
        assert_eq!(of("app/src/lib.rs", 600), Some(true));
        assert_eq!(of("app/src/lib.rs", 601), Some(false));
        assert_eq!(of("docs/long.md", 1000), None);
    }
}
