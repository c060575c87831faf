//! What is held, told and handed over.

use super::{EMAIL, NAME, SECOND, SUBJECT, UID, everything::lived, herself, recently};
use crate::{
    cast::{animator, count, settle},
    harness::{both, member},
};
use domain::access::{Role, Viewer};
use futures::TryStreamExt;
use services::{
    error::Error,
    outside::Secret,
    privacy::{self, Archive},
};
use std::io::{Cursor, Read};
use zip::ZipArchive;

async fn bytes(archive: Archive) -> Vec<u8> {
    archive
        .content
        .try_fold(Vec::new(), |mut all, piece| async move {
            all.extend_from_slice(&piece);
            Ok(all)
        })
        .await
        .expect("whole")
}

both! {
    async fn an_archive_holds_all_that_is_held(portal: TestPortal) {
        let account = lived(&portal).await;
        let cx = recently(&portal, account);
        let held = privacy::held(&cx).await.expect("held");
        let many = |title: &str| held.iter().find(|held| held.title.starts_with(title)).expect("a part").many;
        assert_eq!((many("Vos projets, seul"), many("Votre nom"), many("Vos sessions")), (4, 1, 1), "{held:?}");
        assert!(held.iter().all(|held| held.many > 0), "she did everything: {held:?}");
        let secret = privacy::ask_archive(&cx).await.expect("a link");
        let archive = bytes(privacy::open_archive(&cx, &secret).await.expect("an archive")).await;
        let mut zip = ZipArchive::new(Cursor::new(archive)).expect("a zip");
        let mut read = |name: &str| {
            let mut text = String::new();
            zip.by_name(name).expect("a file").read_to_string(&mut text).expect("a text");
            text
        };
        assert!(read("compte.json").contains(NAME) && read("compte.json").contains(EMAIL));
        assert!(read("compte.json").contains("Remplaçante"), "in her provider's own words");
        let identities = read("identites.json");
        assert!([SUBJECT, SECOND, UID].iter().all(|known| identities.contains(known)), "{identities}");
        let begun = read("suivis-et-brouillons.json");
        assert!(["post:", "answer:", "appuis", "projet tiré d’un sujet"].iter().all(|known| begun.contains(known)), "{begun}");
        assert!(read("reactions-et-besoins.json").contains("soutien") && read("roles-et-ecoles.json").contains("granted"));
        assert!(read("messages.json").contains("Tu n’y connais rien."), "also what was taken away");
        assert!(read("recherches.json").contains("tablettes"), "what she searches");
        assert!(read("projets.json").contains("2026-11-23T"), "instants are dates");
        assert!(read("LISEZ-MOI.txt").contains("tableau"));
        let files: Vec<_> = zip.file_names().map(|name| name.expect("a name").into_owned()).filter(|name| name.starts_with("fichiers/")).collect();
        assert!(files.iter().any(|name| name.ends_with(".webp")) && files.iter().any(|name| name.ends_with(".mp3")), "{files:?}");
    }

    async fn an_archive_is_handed_over_once_to_who_has_just_signed_in(portal: TestPortal) {
        settle(&portal).await;
        let account = crate::privacy::arrived(&portal).await;
        let (cx, stale) = (recently(&portal, account), portal.cx(herself(account)));
        assert!(matches!(privacy::ask_archive(&stale).await, Err(Error::SignIn)));
        let secret = privacy::ask_archive(&cx).await.expect("a link");
        let other = portal.cx(member(2, &[Role::Teacher], &[])).signed_in_at(Some(cx.now()));
        for (who, expected) in [(&stale, "sign in"), (&portal.cx(Viewer::Nobody), "sign in"), (&other, "nothing")] {
            let refused = privacy::open_archive(who, &secret).await.err();
            assert!(matches!((&refused, expected), (Some(Error::SignIn), "sign in") | (Some(Error::NotFound), "nothing")), "{refused:?}");
        }
        assert!(privacy::open_archive(&cx, &Secret::from_outside("rien")).await.is_err());
        let mut archive = privacy::open_archive(&cx, &secret).await.expect("an archive");
        let mut long = 0;
        while let Some(piece) = archive.content.try_next().await.expect("whole") {
            long += piece.len();
        }
        assert!(long > 0);
        assert_eq!(archive.content.try_next().await.expect("no error"), None, "what compresses answers asks once more after the end");
        assert!(matches!(privacy::open_archive(&cx, &secret).await.err(), Some(Error::NotFound)), "used");
        let late = privacy::ask_archive(&cx).await.expect("a link");
        portal.portal.clock.advance_ms(24 * 3_600_000);
        assert!(matches!(privacy::open_archive(&recently(&portal, account), &late).await.err(), Some(Error::NotFound)), "a day later");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM audit WHERE action IN ('archive-ask', 'archive-open')").await, 3);
        for _ in 0..3 {
            privacy::ask_archive(&recently(&portal, account)).await.expect("a link");
        }
        assert!(matches!(privacy::ask_archive(&recently(&portal, account)).await, Err(Error::Slow(_))), "three a day");
    }

    async fn who_accepted_which_rules_is_known_to_administrators(portal: TestPortal) {
        settle(&portal).await;
        let account = crate::privacy::arrived(&portal).await;
        let cx = portal.cx(herself(account));
        assert_eq!(privacy::accepted(&cx).await.expect("an answer"), None);
        privacy::accept(&cx).await.expect("accepted");
        let at = cx.now();
        portal.portal.clock.advance_ms(60_000);
        privacy::accept(&cx).await.expect("accepted already");
        assert_eq!(privacy::accepted(&cx).await.expect("an answer"), Some(at));
        assert!(matches!(privacy::acceptances(&portal.cx(animator())).await, Err(Error::Denied(_))));
        let all = privacy::acceptances(&portal.cx(member(4, &[Role::Admin], &[]))).await.expect("a report");
        assert_eq!(all.iter().map(|one| (one.name.as_str(), one.at)).collect::<Vec<_>>(), [(NAME, at)]);
    }
}
