//! Migrations say why they are there, and are named so that they sort.

use super::{Fault, File};

fn migrations(files: &[File]) -> impl Iterator<Item = &File> {
    files.iter().filter(|file| file.path.starts_with("migrations/"))
}

/// The first line of a migration is a comment.
pub fn first_line(files: &[File]) -> Vec<Fault> {
    let silent = migrations(files).filter(|file| {
        file.text.lines().next().is_none_or(|line| line.trim_start_matches('-').trim().is_empty() || !line.starts_with("--"))
    });
    silent.map(|file| Fault::new(file, 1, "its first line does not say why it is there (`-- …`)")).collect()
}

/// A migration is called `<fourteen digits of UTC>_<slice>_<what>.sql`.
pub fn name(files: &[File]) -> Vec<Fault> {
    let named = |file: &&File| {
        let name = file.path.trim_start_matches("migrations/").strip_suffix(".sql")?;
        let (stamp, words) = name.split_once('_')?;
        let plain = words.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        (stamp.len() == 14 && stamp.bytes().all(|b| b.is_ascii_digit()) && plain && words.contains('_')).then_some(())
    };
    let lost = migrations(files).filter(|file| named(file).is_none());
    lost.map(|file| Fault::new(file, 1, "a migration is called <utc, 14 digits>_<slice>_<what>.sql")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_migration_that_does_not_say_why_is_a_fault() {
        let of = |text: &str| first_line(&[File::new("migrations/20261123090000_media_start.sql", text)]).len();
        assert_eq!(of("-- Pictures.\nCREATE TABLE a (b INT);"), 0);
        assert_eq!(of("CREATE TABLE a (b INT); -- Pictures."), 1);
        assert_eq!(of("--\nCREATE"), 1);
        assert_eq!(of(""), 1);
    }

    #[test]
    fn a_migration_that_does_not_sort_is_a_fault() {
        let of = |path: &str| name(&[File::new(path, "-- a")]).len();
        assert_eq!(of("migrations/20261123090000_media_start.sql"), 0);
        for path in [
            "migrations/1_media_start.sql",
            "migrations/20261123090000_media.sql",
            "migrations/media.sql",
            "migrations/20261123090000_Media_x.sql",
        ] {
            assert_eq!(of(path), 1, "{path}");
        }
    }
}
