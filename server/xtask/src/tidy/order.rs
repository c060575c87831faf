//! Slices lean one way: a slice uses those to its left only. News travels right by events.

use super::{
    Fault, File,
    source::{self, line_at},
};

/// `access ids media text outbox ◀ identity territory ◀ projects … ◀ curation …`. A new slice is put in its group here.
const ORDER: [&[&str]; 8] = [
    &["access", "ids", "media", "text", "outbox"],
    &["identity", "territory"],
    &["projects", "training"],
    &["discussions"],
    &["curation", "moderation"],
    &["search"],
    &["notifications", "reports", "harvest"],
    &["privacy"],
];

/// The crates whose slices lean, and their folders that are no slices: every slice may use them.
const CRATES: [(&str, &[&str]); 2] = [
    ("server/services/src/", &["cx", "db", "files", "holdings", "index", "live", "mail", "outside", "pdf", "spreadsheet"]),
    ("app/src/", &["ui", "shell", "pages", "open_page"]),
];

/// A slice uses no slice to its right, nor one beside it, save in the first group. A folder has its place in the order.
pub fn rule(files: &[File]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (crate_folder, foundations) in CRATES {
        for file in files.iter().filter(|file| file.is_rust() && !file.is_tests()) {
            let Some(inside) = file.path.strip_prefix(crate_folder) else { continue };
            let (slice, in_folder) = inside.split_once('/').map_or((inside.trim_end_matches(".rs"), false), |(folder, _)| (folder, true));
            match place(slice) {
                Some(place) => {
                    faults.extend(used(file, inside).into_iter().filter_map(|(line, other)| too_far(file, line, slice, place, &other)))
                }
                None if in_folder && !foundations.contains(&slice) && inside.ends_with("/mod.rs") => {
                    let what = format!("`{slice}` has no place in the order of slices (server/xtask/src/tidy/order.rs)");
                    faults.push(Fault::new(file, 1, what));
                }
                None => {}
            }
        }
    }
    faults
}

/// The group of a slice; nothing for what is no slice.
pub fn place(slice: &str) -> Option<usize> {
    ORDER.iter().position(|group| group.contains(&slice))
}

fn too_far(file: &File, line: usize, slice: &str, at: usize, other: &str) -> Option<Fault> {
    let there = place(other)?;
    if other == slice || there < at || (there == 0 && at == 0) {
        return None;
    }
    let side = if there > at { "to its right" } else { "beside it" };
    Some(Fault::new(file, line, format!("`{slice}` uses `{other}`, {side}: a slice uses those to its left; news goes by events")))
}

/// The modules of the crate that a file names: after `crate::`, and after as many `super::` as lead to its top.
fn used(file: &File, inside: &str) -> Vec<(usize, String)> {
    let code = source::read(&file.text).code;
    let depth = inside.matches('/').count() + usize::from(!inside.ends_with("/mod.rs"));
    let mut used = Vec::new();
    for top in ["crate::".to_owned(), "super::".repeat(depth)] {
        for (at, _) in code.match_indices(&top) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || ['_', '$', ':'].contains(&c)) {
                continue;
            }
            let line = line_at(&code, at);
            used.extend(first_names(&code[at + top.len()..]).into_iter().map(|(name, lines)| (line + lines, name)));
        }
    }
    used
}

/// The names that a path goes on with: one, or those of a group `{a, b::{c, d}}`; each with how many lines further down it stands.
fn first_names(rest: &str) -> Vec<(String, usize)> {
    let name = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(group) = rest.strip_prefix('{') else { return vec![(name(rest), 0)] };
    let (mut names, mut depth, mut lines, mut expected) = (Vec::new(), 0_usize, 0, true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => expected = true,
            '\n' => lines += 1,
            c if expected && !c.is_whitespace() => {
                names.push((name(&group[at..]), lines));
                expected = false;
            }
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(path: &str, text: &str) -> Vec<(usize, String)> {
        rule(&[File::new(path, text)]).into_iter().map(|fault| (fault.line, fault.what)).collect()
    }

    #[test]
    fn a_slice_uses_those_to_its_left() {
        let text = "use crate::{\n    access::{self, projects},\n    db::Conn,\n    identity, territory,\n};\nuse crate::outbox;\n";
        assert!(faults("server/services/src/projects/write.rs", text).is_empty());
        assert!(faults("server/services/src/access.rs", "use crate::media;").is_empty());
        assert!(faults("app/src/routes.rs", "use crate::search;").is_empty());
    }

    #[test]
    fn a_slice_to_the_right_is_a_fault_however_it_is_named() {
        let told = "`identity` uses `projects`, to its right: a slice uses those to its left; news goes by events";
        for (path, text, line) in [
            ("server/services/src/identity/mod.rs", "use crate::projects::Project;", 1),
            ("server/services/src/identity/rows.rs", "\nuse crate::{\n    db::{self, Conn},\n    projects,\n};", 4),
            ("server/services/src/identity/mod.rs", "fn f() { crate::projects::list(); }", 1),
            ("server/services/src/identity/mod.rs", "use super::projects;", 1),
            ("server/services/src/identity/rows/load.rs", "use super::super::super::projects;", 1),
            ("app/src/identity/page.rs", "// first\nuse crate::projects;", 2),
            ("app/src/identity.rs", "use crate::projects;", 1),
        ] {
            assert_eq!(faults(path, text), [(line, told.to_owned())], "{path}: {text}");
        }
        assert_eq!(faults("server/services/src/access.rs", "use crate::projects;").len(), 1);
    }

    #[test]
    fn slices_beside_each_other_do_not_use_each_other() {
        for (path, text) in [
            ("server/services/src/identity/mod.rs", "use crate::territory;"),
            ("server/services/src/territory/mod.rs", "use crate::identity;"),
            ("app/src/reports/mod.rs", "use crate::notifications;"),
        ] {
            assert!(faults(path, text)[0].1.contains("beside it"), "{path}");
        }
    }

    #[test]
    fn words_in_comments_texts_and_tests_name_nothing() {
        let text = "// use crate::projects;\nconst A: &str = \"crate::projects\";\nuse crate::identity::projects;\n#[cfg(test)]\nmod tests {\n use crate::projects;\n}\n";
        assert!(faults("server/services/src/identity/mod.rs", text).is_empty());
    }

    #[test]
    fn a_folder_without_a_place_is_a_fault() {
        assert!(faults("server/services/src/bookmarks/mod.rs", "//! Head")[0].1.contains("no place in the order"));
        assert!(faults("server/services/src/db/mod.rs", "//! Head").is_empty());
    }
}
