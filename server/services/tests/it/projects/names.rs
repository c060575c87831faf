//! An author is named as they choose.

use crate::{
    cast::{form, published, settle, sql, teacher, tilleuls},
    harness::{both, member},
};
use domain::{
    access::{Role, Viewer},
    identity::NameShown,
    projects::{Level, TrialForm},
};
use services::{
    error::Error,
    identity,
    projects::{self, Opened},
};

both! {
    async fn an_author_is_named_as_they_choose_everywhere(portal: TestPortal) {
        settle(&portal).await;
        let saved = published(&portal, &form("Radio", "Un texte")).await;
        let nobody = portal.cx(Viewer::Nobody);
        for (choice, expected) in
            [(NameShown::Initial, "Camille D."), (NameShown::School, "Une équipe d’école"), (NameShown::Full, "Camille Durand")]
        {
            identity::show_name(&portal.cx(teacher()), choice).await.expect("chosen");
            assert_eq!(identity::name_shown(&portal.cx(teacher())).await.expect("known"), choice);
            services::search::catch_up(&portal.portal).await.expect("the index follows");
            let Opened::Sheet(sheet) = projects::open(&nobody, &saved.slug).await.expect("a page") else { panic!("it did not move") };
            assert_eq!(sheet.project.authors.iter().map(|author| author.name.as_str()).collect::<Vec<_>>(), [expected]);
            let cards = projects::latest(&nobody, 5).await.expect("a list");
            assert_eq!(cards[0].authors, [expected], "what was remembered is not shown any more");
        }
        assert!(matches!(identity::show_name(&nobody, NameShown::Initial).await, Err(Error::SignIn)));
    }

    async fn who_tells_of_a_trial_is_named_as_they_choose_too(portal: TestPortal) {
        settle(&portal).await;
        sql(&portal, "INSERT INTO account_role (account_id, role, source, granted_ms) VALUES (2, 'teacher', 'ent', 0)").await;
        let saved = published(&portal, &form("Radio", "Un texte")).await;
        let cx = portal.cx(member(2, &[Role::Teacher], &[tilleuls()]));
        let on = "2026-01-12".parse().expect("a day");
        let trial = TrialForm { level: Level::Ce2, on, adaptation: String::new(), outcome: "Très bien".into() };
        projects::report_trial(&cx, &saved.slug, &trial).await.expect("told");
        identity::show_name(&cx, NameShown::Initial).await.expect("chosen");
        let echoes = projects::echoes(&portal.cx(Viewer::Nobody), &saved.slug).await.expect("echoes");
        assert_eq!(echoes.trials[0].name, "Dominique P.");
    }
}
