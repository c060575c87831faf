//! Files without a row, and rows without files: what a power cut between the two leaves behind.

use super::{FOLDER, Rendition, Revision, rows};
use crate::{cx::Cx, error::Result};
use domain::{ids::PictureId, media::Hidden};
use std::collections::{HashMap, HashSet};

/// How long files may wait for their row: an upload writes one and then the other.
const WAIT_MS: i64 = 10 * 60_000;

/// What a sweep has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Files removed, to which no row led.
    pub files: usize,
    /// Pictures shown until now whose files are gone.
    pub lost: Vec<PictureId>,
    /// Pictures hidden as lost whose files are there again.
    pub found: Vec<PictureId>,
}

/// Compares the store with the database: removes files to which no row leads, and names pictures whose files are gone, or are back from a
/// backup. It is for the caller to hide those and to show these, with the projects that they stand in.
///
/// # Errors
/// `Unavailable` when the store or the database is away: the next sweep goes on.
pub async fn sweep(cx: &Cx) -> Result<Swept> {
    // The files first: a picture that comes in meanwhile is then in the rows only.
    let files = cx.portal.files.list(FOLDER).await?;
    let rows = rows::all(&mut cx.read().await?).await?;
    let known: HashMap<PictureId, Revision> = rows.iter().map(|row| (row.picture, row.revision)).collect();
    let mut swept = Swept::default();
    let mut there = HashSet::new();
    for file in files {
        let Some((picture, revision)) = named(&file.key) else { continue };
        if known.get(&picture) == Some(&revision) {
            there.insert(picture);
        } else if cx.now().since_ms(file.written) > WAIT_MS {
            cx.portal.files.delete(&file.key).await?;
            swept.files += 1;
        }
    }
    for row in rows.iter().filter(|row| cx.now().since_ms(row.taken_in) > WAIT_MS) {
        match (there.contains(&row.picture), row.hidden) {
            (false, None) => {
                tracing::error!(picture = %row.picture, "the files of a picture are gone from the store: put them back from a backup");
                swept.lost.push(row.picture);
            }
            (true, Some(Hidden::Lost)) => swept.found.push(row.picture),
            _ => {}
        }
    }
    Ok(swept)
}

/// The picture and the revision that a key belongs to: `media/12/640.webp`, `media/12/345/640.webp`.
fn named(key: &str) -> Option<(PictureId, Revision)> {
    let mut parts = key.strip_prefix(FOLDER)?.strip_prefix('/')?.split('/');
    let picture = parts.next()?.parse().ok()?;
    let (revision, name) = match (parts.next()?, parts.next()) {
        (name, None) => (Revision::FIRST, name),
        (revision, Some(name)) => (Revision(revision.parse().ok()?), name),
    };
    name.parse::<Rendition>().ok().filter(|_| parts.next().is_none()).map(|_| (picture, revision))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_names_its_picture_and_its_revision_or_is_left_alone() {
        let of = |key: &str| named(key).map(|(picture, revision)| (picture.get(), revision.get()));
        assert_eq!(of("media/12/640.webp"), Some((12, 0)));
        assert_eq!(of("media/12/345/apercu.jpg"), Some((12, 345)));
        for other in
            ["media/12/641.webp", "media/x/640.webp", "media/12", "media/12/3/4/640.webp", "joint/12/640.webp", "media/12/a/640.webp"]
        {
            assert_eq!(of(other), None, "{other}");
        }
        for revision in [Revision::FIRST, Revision(9)] {
            let key = Rendition::Width(320).key(PictureId::new(5), revision);
            assert_eq!(named(&key), Some((PictureId::new(5), revision)));
        }
    }
}
