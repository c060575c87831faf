//! What a new slice begins with. `%names%` is its word, `%name%` the singular, `%Name%` and `%Names%` with a capital, `%stamp%` the time in UTC.

/// Fills a template in.
pub fn fill(template: &str, names: &str, stamp: &str) -> String {
    let name = singular(names);
    let large = |word: &str| word[..1].to_uppercase() + &word[1..];
    let words = [
        ("%names%", names.to_owned()),
        ("%name%", name.clone()),
        ("%Names%", large(names)),
        ("%Name%", large(&name)),
        ("%stamp%", stamp.to_owned()),
    ];
    words.iter().fold(template.to_owned(), |text, (mark, word)| text.replace(mark, word))
}

/// The singular of an English plural, as far as names of slices go.
fn singular(names: &str) -> String {
    let sibilant = |stem: &&str| ["sh", "ch", "x", "ss", "z"].iter().any(|end| stem.ends_with(end));
    if let Some(stem) = names.strip_suffix("ies") {
        return format!("{stem}y");
    }
    names.strip_suffix("es").filter(sibilant).or_else(|| names.strip_suffix('s')).unwrap_or(names).to_owned()
}

/// Every file, by its path.
pub const FILES: [(&str, &str); 11] = [
    ("migrations/%stamp%_%names%_start.sql", include_str!("templates/migration.sql")),
    ("app/domain/src/%names%/mod.rs", include_str!("templates/domain.rs.txt")),
    ("server/services/src/%names%/mod.rs", include_str!("templates/services.rs.txt")),
    ("server/services/src/%names%/read.rs", include_str!("templates/read.rs.txt")),
    ("server/services/src/%names%/write.rs", include_str!("templates/write.rs.txt")),
    ("server/services/src/%names%/rows.rs", include_str!("templates/rows.rs.txt")),
    ("server/services/tests/it/%names%.rs", include_str!("templates/it.rs.txt")),
    ("app/src/%names%/mod.rs", include_str!("templates/app.rs.txt")),
    ("app/src/%names%/list.rs", include_str!("templates/list.rs.txt")),
    ("app/src/%names%/words.rs", include_str!("templates/words.rs.txt")),
    ("style/%names%.css", include_str!("templates/style.css")),
];

/// What is left to do by hand.
pub const NEXT: &str = include_str!("templates/next.txt");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_several_has_a_name() {
        for (names, name) in [("bookmarks", "bookmark"), ("wishes", "wish"), ("replies", "reply"), ("boxes", "box"), ("spaces", "space")] {
            assert_eq!(singular(names), name);
        }
    }
}
