//! Masking: nothing is left of what was masked, whatever else happens to the picture meanwhile, and wherever a power cut comes.

use super::pictures::{declared, refused, seen, sheet};
use crate::{
    cast::{animator, begun, count, form, over, published, settle, teacher, with_pictures},
    harness::{TestPortal, both},
};
use domain::{
    access::Viewer,
    ids::PictureId,
    media::{Hidden, People, Zone},
};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use services::{
    error::{Conflict, Error},
    files::Files,
    media,
    projects::{self, SaveMode},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    future::poll_fn,
    io::Cursor,
    path::Path,
    pin::{Pin, pin},
    task::Poll,
};

const HOUR_MS: i64 = 3_600_000;
/// Longer than any file may wait: the store writes by the machine's clock, which tests do not move.
const LONG_MS: i64 = 40 * 365 * 24 * HOUR_MS;
/// Below it two neighbours look the same; between two stripes there is far more, in every file that they are made into.
const FAINT: u8 = 25;

/// A picture of the author's, of stripes, in which nobody can be recognised.
async fn striped(portal: &TestPortal) -> PictureId {
    let mut png = Cursor::new(Vec::new());
    let pixels = RgbImage::from_fn(640, 480, |x, _| if x / 4 % 2 == 0 { Rgb([250, 250, 250]) } else { Rgb([5, 5, 5]) });
    DynamicImage::ImageRgb8(pixels).write_to(&mut png, ImageFormat::Png).expect("a picture");
    let author = portal.cx(teacher());
    let picture = media::take_in(&author, png.into_inner()).await.expect("taken in");
    projects::declare_people(&author, picture, &People::Nobody).await.expect("declared");
    picture
}

fn everything() -> Vec<Zone> {
    vec![Zone::new(0, 0, 1000, 1000).expect("a zone")]
}

/// The widest spread of brightness between two neighbours.
fn contrast(file: &[u8]) -> u8 {
    let pixels = image::load_from_memory(file).expect("a picture").into_luma8();
    let (width, height) = pixels.dimensions();
    let places = (0..height).flat_map(|y| (1..width).map(move |x| (x, y)));
    places.map(|(x, y)| pixels.get_pixel(x - 1, y)[0].abs_diff(pixels.get_pixel(x, y)[0])).max().unwrap_or_default()
}

/// What lies in the store of `picture`, by key.
async fn stored(portal: &TestPortal, picture: PictureId) -> BTreeMap<String, Vec<u8>> {
    let files = &portal.portal.files;
    let mut stored = BTreeMap::new();
    for file in files.list(&format!("media/{picture}")).await.expect("a list") {
        let content = files.get(&file.key).await.expect("a file").to_vec();
        stored.insert(file.key, content);
    }
    stored
}

async fn known(portal: &TestPortal, picture: PictureId) -> media::Picture {
    let mut conn = portal.system().read().await.expect("a connection");
    media::load(&mut conn, picture).await.expect("an answer").expect("a picture")
}

/// Asserts that the files of `before` gave way to as many, of the present revision, in which nothing is to be seen.
async fn is_masked_in_every_file(portal: &TestPortal, picture: PictureId, before: &BTreeMap<String, Vec<u8>>) {
    let after = stored(portal, picture).await;
    let revision = known(portal, picture).await.revision.get();
    assert_eq!(after.len(), before.len());
    for (key, content) in &after {
        assert!(key.starts_with(&format!("media/{picture}/{revision}/")) && !before.contains_key(key), "{key}");
        assert!(contrast(content) < FAINT, "{key}: {}", contrast(content));
    }
}

/// Asserts that the sweeps of the years to come find no file without a row, no row without files, and nothing that was left over.
async fn ends_whole(portal: &TestPortal) {
    portal.portal.clock.advance_ms(LONG_MS);
    let system = portal.system();
    projects::sweep_media(&system).await.expect("swept");
    assert_eq!(projects::sweep_files(&system).await.expect("swept"), 0);
    let files = portal.portal.files.list("media").await.expect("a list");
    let there: BTreeSet<_> = files.iter().filter_map(|file| file.key.split('/').nth(1)).collect();
    assert_eq!(i64::try_from(there.len()), Ok(count(portal, "SELECT COUNT(*) FROM medium").await), "{there:?}");
}

/// `portal` with its files in `folder`: there each takes a moment to be written, in which something else can happen.
fn kept_in(portal: TestPortal, folder: &Path) -> TestPortal {
    portal.changed(|portal| portal.files = Files::in_folder(folder).expect("a folder"))
}

/// How often a test tries to come between: on a machine with much to do, all may be over before it looks.
const TRIES: usize = 10;

/// Has `masking` go on until the first of its files lies in the store at `folder`, and no further: what the test does next comes between. What it
/// came to, where it was over before.
async fn until_it_writes<T>(folder: &Path, picture: PictureId, mut masking: Pin<&mut impl Future<Output = T>>) -> Option<T> {
    let folder = folder.join(format!("media/{picture}"));
    poll_fn(|task| {
        if writes(&folder) {
            return Poll::Ready(None);
        }
        match masking.as_mut().poll(task) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(done) => Poll::Ready(Some(done)),
        }
    })
    .await
}

/// Whether a file of a later revision than the first lies there, whole: one that is being written has another name.
fn writes(folder: &Path) -> bool {
    let within = |folder: &Path| std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    within(folder)
        .filter(|path| path.is_dir())
        .any(|revision| within(&revision).any(|file| file.extension().is_some_and(|it| it == "webp")))
}

both! {
    async fn what_is_masked_is_in_no_file_any_more(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let picture = striped(&portal).await;
        let saved = published(&portal, &with_pictures(form("Potager", "Texte"), &[picture])).await;
        let former = stored(&portal, picture).await;
        assert!(former.values().all(|content| contrast(content) > 2 * FAINT), "the stripes are there");
        let first = known(&portal, picture).await.revision;
        for (answer, what) in [
            (projects::mask_picture(&portal.cx(animator()), picture, 0, everything()).await, "the animator"),
            (projects::mask_picture(&portal.cx(Viewer::Nobody), picture, 0, everything()).await, "nobody"),
        ] {
            assert!(matches!(answer, Err(Error::Denied(_) | Error::SignIn)), "{what}: {answer:?}");
        }
        assert_eq!(refused(&projects::mask_picture(&author, picture, 0, Vec::new()).await).len(), 1);
        projects::mask_picture(&author, picture, first.get(), everything()).await.expect("masked");
        assert_ne!(known(&portal, picture).await.revision, first);
        is_masked_in_every_file(&portal, picture, &former).await;

        // Who had the page from before is told, and nothing is masked twice.
        let kept = stored(&portal, picture).await;
        let stale = projects::mask_picture(&author, picture, first.get(), everything()).await;
        assert!(matches!(stale, Err(Error::Conflict(Conflict::StaleVersion { .. }))), "{stale:?}");
        assert_eq!(stored(&portal, picture).await, kept, "nothing is left of the attempt");
        assert_eq!(sheet(&portal.cx(Viewer::Nobody), &saved.slug).await.figures.len(), 1);
        ends_whole(&portal).await;
    }

    async fn of_two_who_mask_at_once_one_is_told_and_no_file_is_left_over(portal: TestPortal) {
        settle(&portal).await;
        let picture = striped(&portal).await;
        begun(&portal, &with_pictures(form("Potager", "Texte"), &[picture])).await;
        let zones = |x| vec![Zone::new(x, 0, 100, 100).expect("a zone")];
        let (one, other) = (portal.cx(teacher()), portal.cx(teacher()));
        let (one, other) =
            tokio::join!(projects::mask_picture(&one, picture, 0, zones(0)), projects::mask_picture(&other, picture, 0, zones(500)));
        let mut answers = [one, other];
        answers.sort_by_key(Result::is_err);
        assert!(matches!(&answers, [Ok(()), Err(Error::Conflict(_))]), "{answers:?}");
        let revision = known(&portal, picture).await.revision.get();
        let keys: Vec<_> = stored(&portal, picture).await.into_keys().collect();
        assert!(keys.iter().all(|key| key.starts_with(&format!("media/{picture}/{revision}/"))), "{keys:?}");
        ends_whole(&portal).await;
    }

    async fn a_picture_that_a_save_replaces_while_it_is_masked_is_masked_all_the_same_and_goes_after_a_day(portal: TestPortal) {
        let folder = tempfile::tempdir().expect("a folder");
        let portal = kept_in(portal, folder.path());
        settle(&portal).await;
        for _ in 0..TRIES {
            let (picture, other) = (striped(&portal).await, declared(&portal).await);
            let saved = published(&portal, &with_pictures(form("Potager", "Texte"), &[picture])).await;
            let (former, untouched) = (stored(&portal, picture).await, stored(&portal, other).await);
            let author = portal.cx(teacher());
            let mut masking = pin!(projects::mask_picture(&author, picture, 0, everything()));
            if until_it_writes(folder.path(), picture, masking.as_mut()).await.is_some() {
                projects::sweep_media(&portal.system()).await.expect("swept");
                continue;
            }
            let replaced = over(saved.version, with_pictures(form("Potager", "Texte"), &[other]));
            // Whichever has the row waits for nobody: both go on.
            let (kept, masked) = tokio::join!(projects::save(&author, &saved.slug, &replaced, SaveMode::Kept), masking);
            kept.expect("saved");
            masked.expect("masked");

            is_masked_in_every_file(&portal, picture, &former).await;
            assert_eq!(seen(&portal, picture).await, (false, true, false), "no sheet shows it: it is its owner's alone");
            let figures = sheet(&portal.cx(Viewer::Nobody), &saved.slug).await.figures;
            assert_eq!(figures.iter().map(|figure| figure.picture).collect::<Vec<_>>(), [other]);
            portal.portal.clock.advance_ms(25 * HOUR_MS);
            assert_eq!(projects::sweep_media(&portal.system()).await.expect("swept"), 1);
            assert!(stored(&portal, picture).await.is_empty());
            assert_eq!(stored(&portal, other).await, untouched);
            ends_whole(&portal).await;
            return;
        }
        panic!("nothing came between");
    }

    async fn a_picture_that_is_swept_while_it_is_masked_leaves_neither_file_nor_row(portal: TestPortal) {
        let folder = tempfile::tempdir().expect("a folder");
        let portal = kept_in(portal, folder.path());
        settle(&portal).await;
        for _ in 0..TRIES {
            let picture = striped(&portal).await;
            portal.portal.clock.advance_ms(25 * HOUR_MS);
            let author = portal.cx(teacher());
            let mut masking = pin!(projects::mask_picture(&author, picture, 0, everything()));
            if until_it_writes(folder.path(), picture, masking.as_mut()).await.is_some() {
                projects::sweep_media(&portal.system()).await.expect("swept");
                continue;
            }
            let system = portal.system();
            let (swept, answer) = tokio::join!(projects::sweep_media(&system), masking);
            assert_eq!(swept.expect("swept"), 1);
            // It may have been committed by the time its files were seen: then it was swept masked.
            assert!(matches!(answer, Ok(()) | Err(Error::NotFound)), "{answer:?}");
            assert_eq!(stored(&portal, picture).await, BTreeMap::new());
            assert_eq!(count(&portal, "SELECT (SELECT COUNT(*) FROM medium) + (SELECT COUNT(*) FROM picture)").await, 0);
            ends_whole(&portal).await;
            return;
        }
        panic!("nothing came between");
    }

    async fn a_picture_that_a_family_takes_away_while_it_is_masked_stays_away(portal: TestPortal) {
        let folder = tempfile::tempdir().expect("a folder");
        let portal = kept_in(portal, folder.path());
        settle(&portal).await;
        for _ in 0..TRIES {
            let picture = striped(&portal).await;
            let saved = published(&portal, &with_pictures(form("Potager", &format!("![](image:{picture})")), &[picture])).await;
            let former = stored(&portal, picture).await;
            let author = portal.cx(teacher());
            let mut masking = pin!(projects::mask_picture(&author, picture, 0, everything()));
            if until_it_writes(folder.path(), picture, masking.as_mut()).await.is_some() {
                projects::sweep_media(&portal.system()).await.expect("swept");
                continue;
            }
            let other = portal.cx(animator());
            let (away, masked) = tokio::join!(projects::withdraw_consent(&other, picture), masking);
            away.expect("taken away");
            masked.expect("masked");

            is_masked_in_every_file(&portal, picture, &former).await;
            assert_eq!(known(&portal, picture).await.medium.hidden, Some(Hidden::Withdrawn));
            assert_eq!(seen(&portal, picture).await, (false, true, true));
            let shown = sheet(&portal.cx(Viewer::Nobody), &saved.slug).await;
            assert!(shown.figures.is_empty() && !shown.body.as_str().contains("<img"), "{}", shown.body.as_str());
            assert_eq!(projects::latest(&portal.cx(Viewer::Nobody), 1).await.expect("cards")[0].cover, None);
            ends_whole(&portal).await;
            assert_eq!(known(&portal, picture).await.medium.hidden, Some(Hidden::Withdrawn), "the sweeps bring nothing back");
            return;
        }
        panic!("nothing came between");
    }

    async fn a_sweep_that_began_before_a_masking_takes_no_picture_for_lost(portal: TestPortal) {
        let folder = tempfile::tempdir().expect("a folder");
        let portal = kept_in(portal, folder.path());
        settle(&portal).await;
        let picture = striped(&portal).await;
        let saved = published(&portal, &with_pictures(form("Potager", "Texte"), &[picture])).await;
        portal.portal.clock.advance_ms(HOUR_MS);
        let (system, author) = (portal.system(), portal.cx(teacher()));
        // It lists the files now, and reads the rows once it is asked again; one that was over at once began nothing.
        let mut begun = None;
        for _ in 0..50 {
            let mut sweep = Box::pin(projects::sweep_files(&system));
            if futures::poll!(sweep.as_mut()).is_pending() {
                begun = Some(sweep);
                break;
            }
        }
        let sweep = begun.expect("a sweep that has begun and is not over");
        projects::mask_picture(&author, picture, 0, everything()).await.expect("masked");
        sweep.await.expect("swept");
        assert_eq!(known(&portal, picture).await.medium.hidden, None, "its files are there");
        assert_eq!(sheet(&portal.cx(Viewer::Nobody), &saved.slug).await.figures.len(), 1);
        ends_whole(&portal).await;
    }

    async fn what_a_power_cut_left_of_the_files_before_a_masking_is_swept_and_nothing_else(portal: TestPortal) {
        settle(&portal).await;
        let (picture, other) = (striped(&portal).await, striped(&portal).await);
        let saved = published(&portal, &with_pictures(form("Potager", "Texte"), &[picture, other])).await;
        let former = stored(&portal, picture).await;
        projects::mask_picture(&portal.cx(teacher()), picture, 0, everything()).await.expect("masked");
        let (masked, untouched) = (stored(&portal, picture).await, stored(&portal, other).await);
        let all = masked.len() + untouched.len();
        // As if the portal had been killed once the masking was committed, and before it removed the files that this replaced.
        for (key, content) in &former {
            portal.portal.files.put(key, content.clone()).await.expect("put");
        }
        assert_eq!(stored(&portal, picture).await.len(), former.len() + masked.len());
        assert_eq!(known(&portal, picture).await.medium.hidden, None);
        portal.portal.clock.advance_ms(LONG_MS);
        let system = portal.system();
        assert_eq!(projects::sweep_files(&system).await.expect("swept"), former.len());
        assert_eq!((stored(&portal, picture).await, stored(&portal, other).await), (masked.clone(), untouched));
        assert!(masked.values().all(|content| contrast(content) < FAINT && !former.values().any(|before| before == content)));
        assert_eq!(portal.portal.files.list("media").await.expect("a list").len(), all);
        assert_eq!(sheet(&portal.cx(Viewer::Nobody), &saved.slug).await.figures.len(), 2);
        assert_eq!(projects::sweep_files(&system).await.expect("swept"), 0);
    }
}
