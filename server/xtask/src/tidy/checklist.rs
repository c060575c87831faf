//! The sign-in checklist: each of its lines has its test.

use super::{Fault, File};

/// The table that says which.
const TABLE: &str = "docs/sign-in-checklist.md";
/// How many lines the checklist has.
const LINES: usize = 73;

/// Every line of the checklist stands in the table, once and in order, with tests that are there.
pub fn rule(files: &[File]) -> Vec<Fault> {
    let Some(table) = files.iter().find(|file| file.path == TABLE) else { return Vec::new() };
    let (mut faults, mut next) = (Vec::new(), 1);
    for (at, text) in table.text.lines().enumerate() {
        let Some(row) = Row::read(text) else { continue };
        if row.line != next {
            faults.push(Fault::new(table, at + 1, format!("line {} stands where line {next} should", row.line)));
        }
        next = row.line + 1;
        faults.extend(row.missing(files).into_iter().map(|what| Fault::new(table, at + 1, what)));
    }
    if next != LINES + 1 {
        faults.push(Fault::new(table, 1, format!("its last line is not {LINES}")));
    }
    faults
}

/// A row of the table: `| line | test | file | against what | tests in Rust |`.
struct Row<'a> {
    line: usize,
    test: &'a str,
    path: &'a str,
    also: Vec<&'a str>,
}

impl<'a> Row<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let cells: Vec<&str> = text.strip_prefix('|')?.strip_suffix('|')?.split('|').map(str::trim).collect();
        let &[line, test, path, _, also] = cells.as_slice() else { return None };
        Some(Self { line: line.parse().ok()?, test, path: path.trim_matches('`'), also: also.split('`').skip(1).step_by(2).collect() })
    }

    fn missing(&self, files: &[File]) -> Vec<String> {
        let mut missing = Vec::new();
        if !files.iter().any(|file| file.path == self.path && file.text.contains(self.test)) {
            missing.push(format!("there is no test « {} » in {}", self.test, self.path));
        }
        let is_there = |name: &str| files.iter().any(|file| file.is_rust() && file.text.contains(&format!("fn {name}(")));
        missing.extend(self.also.iter().filter(|name| !is_there(name)).map(|name| format!("there is no test `{name}`")));
        missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place;

    #[test]
    fn each_line_has_a_test_that_is_there() {
        let row = |line: usize, test: &str| format!("| {line} | {test} | `e/a.spec.mjs` | a provider | `it_holds` |\n");
        let whole: String = (1..=LINES).map(|line| row(line, "it")).collect();
        let faults = |table: &str, rust: &str| {
            let files = [File::new(TABLE, table), File::new("e/a.spec.mjs", "test(\"it\")"), File::new("a/tests/it.rs", rust)];
            rule(&files).len()
        };
        let rust = "fn it_holds() {";
        assert_eq!(faults(&whole, rust), 0);
        assert_eq!(faults(&whole, "fn it_held() {"), LINES);
        assert_eq!(faults(&whole.replacen("| it |", "| nothing |", 1), rust), 1);
        assert_eq!(faults(&whole.replacen("a.spec", "b.spec", 1), rust), 1);
        assert_eq!(faults(&format!("{whole}{}", row(LINES, "it")), rust), 1, "twice");
        assert_eq!(faults(&whole.replacen(&row(2, "it"), "", 1), rust), 1, "none");
        assert_eq!(faults("", rust), 1);
    }

    #[test]
    fn the_table_is_there() {
        assert!(place::root().join(TABLE).is_file());
    }
}
