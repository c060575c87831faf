//! The tutorial's change can still be made.

use super::{Fault, File};

const WHERE: &str = "docs/tutorial/";

/// Every part of a diff under `docs/tutorial` finds the lines that it changes, once.
pub fn rule(files: &[File]) -> Vec<Fault> {
    let diffs = files.iter().filter(|file| file.path.starts_with(WHERE) && file.path.ends_with(".diff"));
    diffs.flat_map(|diff| stale(diff, files)).collect()
}

fn stale(diff: &File, files: &[File]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut target = None;
    let mut lines = diff.text.lines().enumerate().peekable();
    while let Some((number, line)) = lines.next() {
        if let Some(path) = line.strip_prefix("--- ") {
            target = path.strip_prefix("a/");
        } else if let (true, Some(path)) = (line.starts_with("@@ "), target) {
            let mut before = String::new();
            while let Some((_, line)) = lines.next_if(|(_, line)| line.starts_with([' ', '+', '-']) && !line.starts_with("--- ")) {
                if !line.starts_with('+') {
                    before.push_str(&line[1..]);
                    before.push('\n');
                }
            }
            let found = files.iter().find(|file| file.path == path).map_or(0, |file| file.text.matches(&before).count());
            if found != 1 {
                faults.push(Fault::new(
                    diff,
                    number + 1,
                    format!("{path} has these lines {found} times: make the tutorial's change again"),
                ));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_that_cannot_be_made_any_more_is_a_fault() {
        let diff = "--- a/a.rs\n+++ b/a.rs\n@@ -1,2 +1,3 @@\n one\n-two\n+2\n--- /dev/null\n+++ b/new.sql\n@@ -0,0 +1 @@\n+-- New.\n";
        let of = |text: &str| rule(&[File::new("docs/tutorial/x.diff", diff), File::new("a.rs", text)]).len();
        assert_eq!(of("zero\none\ntwo\nthree\n"), 0);
        assert_eq!(of("one\nthree\ntwo\n"), 1);
        assert_eq!(of("one\ntwo\none\ntwo\n"), 1);
        assert_eq!(rule(&[File::new("docs/tutorial/x.diff", diff)]).len(), 1, "the file is gone");
    }
}
