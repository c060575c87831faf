//! Pictures are kept with all their files or not at all, and go when no project shows them.

use crate::{
    cast::{settle, teacher, with_pictures},
    harness::{TestPortal, both},
};
use domain::{
    access::Viewer,
    ids::PictureId,
    projects::{ProjectDraft, ProjectForm},
};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use services::{
    error::Error,
    media,
    projects::{self, SaveMode},
};
use std::io::Cursor;

const HOUR_MS: i64 = 3_600_000;

fn photo() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let pixels = RgbImage::from_fn(500, 300, |x, y| Rgb([(x % 256) as u8, (y % 256) as u8, 90]));
    DynamicImage::ImageRgb8(pixels).write_to(&mut bytes, ImageFormat::Png).expect("a picture");
    bytes.into_inner()
}

fn form(title: &str, version: Option<i64>) -> ProjectForm {
    ProjectForm { draft: ProjectDraft { title: title.into(), ..ProjectDraft::default() }, version, ..ProjectForm::default() }
}

/// Whether the picture has its row, and how many of its files are there.
async fn left(portal: &TestPortal, picture: PictureId) -> (bool, usize) {
    let cx = portal.system();
    let row = media::load(&mut cx.read().await.expect("a connection"), picture).await.expect("an answer");
    let files = portal.portal.files.list(&format!("media/{picture}")).await.expect("a list");
    (row.is_some(), files.len())
}

both! {
    async fn a_picture_is_kept_with_its_files_or_not_at_all(portal: TestPortal) {
        settle(&portal).await;
        assert!(matches!(media::take_in(&portal.cx(Viewer::Nobody), photo()).await, Err(Error::SignIn)));
        let cx = portal.cx(teacher());
        let picture = media::take_in(&cx, photo()).await.expect("a picture");
        let (row, files) = left(&portal, picture).await;
        assert!(row && files > 1, "{files}");
        let known = media::load(&mut cx.read().await.expect("a connection"), picture).await.expect("an answer").expect("a picture");
        assert_eq!((known.size.width, known.size.height), (500, 300));
        let refused = media::take_in(&cx, b"no picture at all".to_vec()).await;
        assert!(matches!(&refused, Err(Error::Invalid(problems)) if problems.iter().all(|problem| problem.field == "pictures")), "{refused:?}");
    }

    async fn a_picture_that_no_project_shows_goes_after_a_day(portal: TestPortal) {
        settle(&portal).await;
        let cx = portal.cx(teacher());
        let (first, second, never) = (
            media::take_in(&cx, photo()).await.expect("a picture"),
            media::take_in(&cx, photo()).await.expect("a picture"),
            media::take_in(&cx, photo()).await.expect("a picture"),
        );
        let saved = projects::start(&cx, &with_pictures(form("Radio", None), &[first]), SaveMode::Kept).await.expect("a draft");
        let system = portal.system();
        portal.portal.clock.advance_ms(23 * HOUR_MS);
        assert_eq!(projects::sweep_media(&system).await.expect("swept"), 0, "one may still be placed");
        let again = with_pictures(form("Radio", Some(saved.version)), &[second]);
        projects::save(&cx, &saved.slug, &again, SaveMode::Kept).await.expect("saved");
        portal.portal.clock.advance_ms(2 * HOUR_MS);
        assert_eq!(projects::sweep_media(&system).await.expect("swept"), 2);
        assert_eq!((left(&portal, first).await, left(&portal, never).await), ((false, 0), (false, 0)));
        assert!(left(&portal, second).await.1 > 1, "what a project shows stays");
        assert_eq!(projects::sweep_media(&system).await.expect("swept"), 0);
    }
}
