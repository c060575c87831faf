//! SQL stands in few places, where its traps are known.

use super::{Fault, File, source};

/// Crates that might be tempted. This one has no database.
const CRATES: [&str; 4] = ["app/", "server/src/", "server/services/src/", "server/sample/src/"];

/// Files that hold SQL all the same, and why.
const EXCEPTIONS: [(&str, &str); 1] =
    [("server/services/src/access.rs", "the filter of what a viewer may see: one fragment, shared by the lists of every slice")];

/// A text that is SQL stands in `rows.rs`, under `rows/` or under `db/` only.
pub fn rule(files: &[File]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| file.is_rust() && CRATES.iter().any(|folder| file.path.starts_with(folder))) {
        if file.path.split('/').any(|part| ["rows.rs", "rows", "db"].contains(&part)) || file.is_tests() || is_excepted(file) {
            continue;
        }
        let texts = source::read(&file.text).texts;
        let sql = texts.iter().filter(|(_, text)| is_sql(text));
        faults.extend(sql.map(|(line, _)| Fault::new(file, *line, "SQL outside rows.rs")));
    }
    faults
}

fn is_excepted(file: &File) -> bool {
    EXCEPTIONS.iter().any(|(path, _)| file.path == *path)
}

fn is_sql(text: &str) -> bool {
    ["SELECT ", "INSERT INTO", "DELETE FROM"].iter().any(|word| text.contains(word)) || (text.contains("UPDATE ") && text.contains(" SET "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sql_outside_its_place_is_a_fault() {
        let of = |path: &str, text: &str| rule(&[File::new(path, text)]).len();
        for text in ["\"SELECT 1\"", "r\"INSERT INTO a\"", "\"UPDATE a\n SET b = 1\"", "\"DELETE FROM a\""] {
            assert_eq!(of("server/services/src/projects/write.rs", text), 1, "{text}");
            assert_eq!(of("server/services/src/projects/rows.rs", text), 0, "{text}");
            assert_eq!(of("server/services/src/projects/rows/load.rs", text), 0, "{text}");
            assert_eq!(of("server/services/src/db/mod.rs", text), 0, "{text}");
            assert_eq!(of("server/services/tests/it/projects.rs", text), 0, "{text}");
        }
        assert_eq!(of("app/src/projects/list.rs", "// SELECT 1\nlet a = \"UPDATE what you SELECTed\";"), 0);
    }
}
