//! Files without a row, and rows without files: what a power cut between the two leaves behind.

use super::{FOLDER, Rendition, Revision, attachments, rows};
use crate::{cx::Cx, db::Conn, error::Result};
use domain::{ids::MediumId, media::Hidden};
use std::collections::{HashMap, HashSet};

/// How long files may wait for their row: an upload writes one and then the other.
const WAIT_MS: i64 = 10 * 60_000;

/// What a sweep has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Files removed, to which no row led.
    pub files: usize,
    /// Media shown until now whose files were not there.
    pub lost: Vec<MediumId>,
    /// Media hidden as lost whose files are there again.
    pub found: Vec<MediumId>,
}

/// Compares the store with the database: removes files to which no row leads, and names media whose files are gone, or are back from a
/// backup. It is for the caller to hide those and to show these, with the projects that they stand in.
///
/// # Errors
/// `Unavailable` when the store or the database is away: the next sweep goes on.
pub async fn sweep(cx: &Cx) -> Result<Swept> {
    // The files first: a medium that comes in meanwhile is then in the rows only.
    let files = cx.portal.files.list(FOLDER).await?;
    let rows = rows::all(&mut cx.read().await?).await?;
    let known: HashMap<MediumId, Revision> = rows.iter().map(|row| (row.medium, row.revision)).collect();
    let mut swept = Swept::default();
    let mut there = HashSet::new();
    for file in files {
        let Some((medium, revision)) = named(&file.key) else { continue };
        if known.get(&medium) == Some(&revision) {
            there.insert(medium);
        } else if cx.now().since_ms(file.written) > WAIT_MS {
            cx.portal.files.delete(&file.key).await?;
            swept.files += 1;
        }
    }
    for row in rows.iter().filter(|row| cx.now().since_ms(row.taken_in) > WAIT_MS) {
        match (there.contains(&row.medium), row.hidden) {
            (false, None) => swept.lost.push(row.medium),
            (true, Some(Hidden::Lost)) => swept.found.push(row.medium),
            _ => {}
        }
    }
    Ok(swept)
}

/// Whether no file of `medium` lies there, as its row is in `conn`: asked before it is taken for lost, since a masking may have put others
/// in the place of those that a sweep had listed.
///
/// # Errors
/// `Unavailable` when the store or the database is away.
pub async fn is_lost(cx: &Cx, conn: &mut impl Conn, medium: MediumId) -> Result<bool> {
    let Some(revision) = rows::revision(conn, medium).await? else { return Ok(false) };
    let files = cx.portal.files.list(&format!("{FOLDER}/{medium}")).await?;
    Ok(!files.iter().any(|file| named(&file.key) == Some((medium, revision))))
}

/// The medium and the revision that a key belongs to: `media/12/640.webp`, `media/12/345/640.webp`.
fn named(key: &str) -> Option<(MediumId, Revision)> {
    let mut parts = key.strip_prefix(FOLDER)?.strip_prefix('/')?.split('/');
    let medium = parts.next()?.parse().ok()?;
    let (revision, name) = match (parts.next()?, parts.next()) {
        (name, None) => (Revision::FIRST, name),
        (revision, Some(name)) => (Revision(revision.parse().ok()?), name),
    };
    let known = name.parse::<Rendition>().is_ok() || attachments::is_named(name);
    (known && parts.next().is_none()).then_some((medium, revision))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::PictureId;

    #[test]
    fn a_key_names_its_picture_and_its_revision_or_is_left_alone() {
        let of = |key: &str| named(key).map(|(medium, revision)| (medium.get(), revision.get()));
        assert_eq!(of("media/12/640.webp"), Some((12, 0)));
        assert_eq!(of("media/12/345/apercu.jpg"), Some((12, 345)));
        assert_eq!(of("media/12/fichier.mp3"), Some((12, 0)));
        for other in [
            "media/12/641.webp",
            "media/12/fichier.exe",
            "media/x/640.webp",
            "media/12",
            "media/12/3/4/640.webp",
            "joint/12/640.webp",
            "media/12/a/640.webp",
        ] {
            assert_eq!(of(other), None, "{other}");
        }
        for revision in [Revision::FIRST, Revision(9)] {
            let key = Rendition::Width(320).key(PictureId::new(5), revision);
            assert_eq!(named(&key), Some((MediumId::new(5), revision)));
        }
    }
}
