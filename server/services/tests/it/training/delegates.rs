//! A delegate runs what takes place in their communes, as whoever runs trainings does, and nothing elsewhere (G8).

use super::{asks, everyone, open, radio, session, teacher, teachers};
use crate::{
    cast::{animator, settle, sql, tilleuls},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Denial, Member, Role, Viewer},
    ids::{AccountId, SessionId},
    problem::Rule,
    territory::Insee,
    training::{ExportForm, SessionMove, SessionState, Standing, TrainingForm},
};
use services::{
    error::{Error, Result},
    training,
};
use std::fmt::Debug;

fn delegate(communes: &[&str]) -> Viewer {
    let animates = communes.iter().map(|code| Insee::parse(code).expect("a code")).collect();
    match member(4, &[Role::Delegate], &[]) {
        Viewer::Member(member) => Viewer::Member(Member { animates, ..member }),
        other => other,
    }
}

/// A session at Bordeaux, and one of the same training at Bègles, both open.
async fn both_places(portal: &TestPortal) -> (SessionId, SessionId) {
    settle(portal).await;
    teachers(portal).await;
    let here = open(portal, &[]).await;
    let cx = portal.cx(animator());
    let elsewhere = session(&[("commune", "33039"), ("day-1", "2026-12-09")]);
    let elsewhere = training::prepare(&cx, "radio-en-classe", elsewhere, &[]).await.expect("a session");
    training::move_session(&cx, elsewhere, SessionMove::Open).await.expect("open");
    (here, elsewhere)
}

fn denied<T: Debug>(answer: Result<T>) {
    assert!(matches!(answer, Err(Error::Denied(Denial::Role))), "{answer:?}");
}

both! {
    async fn a_delegate_runs_sessions_of_their_communes_alone(portal: TestPortal) {
        let (here, elsewhere) = both_places(&portal).await;
        let place = asks(&portal, here, 100).await;
        let other = asks(&portal, elsewhere, 101).await;
        let cx = portal.cx(delegate(&["33063"]));
        let form = ExportForm::read([("columns", "name"), ("format", "csv")]).expect("a sound choice");

        assert_eq!(everyone(&cx, here).await.len(), 1);
        assert_eq!(training::presences(&cx, here).await.expect("a list").people.len(), 1);
        assert!(training::results(&cx, here).await.is_ok() && training::export(&cx, here, &form).await.is_ok());
        assert_eq!(training::check_in(&cx, place.id).await.expect("a place").participant.name, "Enseignante 100");

        denied(training::session_desk(&cx, elsewhere).await);
        denied(training::presences(&cx, elsewhere).await);
        denied(training::results(&cx, elsewhere).await);
        denied(training::export(&cx, elsewhere, &form).await);
        denied(training::check_in(&cx, other.id).await);
        denied(training::move_session(&cx, elsewhere, SessionMove::Cancel).await);
        denied(training::mark(&cx, elsewhere, 0, &[]).await);
        denied(training::certificates(&cx, elsewhere).await);
        denied(training::save_report(&cx, elsewhere, "Ce qui s’est dit.", false).await);
        for stranger in [teacher(100, tilleuls()), delegate(&[])] {
            denied(training::session_desk(&portal.cx(stranger.clone()), here).await);
            denied(training::trainings(&portal.cx(stranger)).await);
        }

        assert_eq!(training::move_session(&cx, here, SessionMove::Cancel).await.expect("cancelled"), SessionState::Cancelled);
        let sheet = training::training(&cx, "radio-en-classe").await.expect("a sheet");
        let runs: Vec<_> = sheet.sessions.iter().map(|seen| (seen.session.id, seen.may_run)).collect();
        assert_eq!((runs, sheet.may_run, sheet.may_write), (vec![(here, true), (elsewhere, false)], true, false));
    }

    async fn a_delegate_prepares_sessions_where_they_animate(portal: TestPortal) {
        let (here, elsewhere) = both_places(&portal).await;
        let cx = portal.cx(delegate(&["33063"]));
        let slug = "radio-en-classe";
        let prepared = training::prepare(&cx, slug, session(&[("day-1", "2027-01-06")]), &[]).await.expect("a session");
        let listed = training::trainings(&cx).await.expect("a list");
        let [(_, states)] = listed.as_slice() else { panic!("one training: {listed:?}") };
        assert_eq!(states.as_slice(), [SessionState::Open, SessionState::Draft], "not the one elsewhere");
        let seen = async |viewer: Viewer| {
            let sheet = training::training(&portal.cx(viewer), slug).await.expect("a sheet");
            sheet.sessions.into_iter().any(|seen| seen.session.id == prepared)
        };
        assert!(seen(delegate(&["33063"])).await && !seen(delegate(&["33039"])).await, "what is prepared is theirs");

        let online = [("mode", "online"), ("place", ""), ("commune", ""), ("online", "https://visio.exemple.fr/radio")];
        let there = [("commune", "33039"), ("day-1", "2027-01-13")];
        for (form, rule) in [(session(&there), Rule::Unknown("33039".to_owned())), (session(&online), Rule::Required)] {
            let refused = training::prepare(&cx, slug, form.clone(), &[]).await;
            assert!(matches!(&refused, Err(Error::Invalid(problems)) if problems.of("commune").eq([&rule])), "{refused:?}");
            let updated = training::session_desk(&cx, here).await.expect("a desk").session.updated;
            let moved = training::change_session(&cx, here, updated, form, &[]).await;
            assert!(matches!(&moved, Err(Error::Invalid(problems)) if problems.of("commune").eq([&rule])), "{moved:?}");
        }
        let updated = training::session_desk(&portal.cx(animator()), elsewhere).await.expect("a desk").session.updated;
        denied(training::change_session(&cx, elsewhere, updated, session(&[("day-1", "2026-12-10")]), &[]).await);
        let updated = training::session_desk(&cx, here).await.expect("a desk").session.updated;
        training::change_session(&cx, here, updated, session(&[("capacity", "3")]), &[AccountId::new(3)]).await.expect("changed");
    }

    async fn a_training_that_a_delegate_makes_is_of_their_communes(portal: TestPortal) {
        settle(&portal).await;
        let cx = portal.cx(delegate(&["33063"]));
        let slug = training::make(&cx, &radio(), None).await.expect("a training");
        let changed = TrainingForm { summary: "Une journée.".to_owned(), ..radio() };
        training::save(&cx, &slug, &changed).await.expect("saved");
        assert!(training::training(&cx, &slug).await.expect("theirs").may_write);
        let other = portal.cx(delegate(&["33039"]));
        assert!(matches!(training::training(&other, &slug).await, Err(Error::NotFound)), "nothing of it is shown yet");
        assert!(matches!(training::prepare(&other, &slug, session(&[("commune", "33039")]), &[]).await, Err(Error::NotFound)));
        denied(training::save(&other, &slug, &changed).await);
        assert!(training::trainings(&other).await.expect("a list").is_empty());
        // On line, it takes place nowhere: it is theirs as its training is.
        let online = [("mode", "online"), ("place", ""), ("commune", ""), ("online", "https://visio.exemple.fr/radio")];
        let id = training::prepare(&cx, &slug, session(&online), &[]).await.expect("a session");
        training::move_session(&cx, id, SessionMove::Open).await.expect("open");
        denied(training::session_desk(&other, id).await);
        // The animator's is of no commune.
        let whole = training::make(&portal.cx(animator()), &radio(), None).await.expect("a training");
        denied(training::save(&cx, &whole, &changed).await);
    }

    async fn a_delegate_says_whether_someone_may_come_where_they_animate(portal: TestPortal) {
        settle(&portal).await;
        teachers(&portal).await;
        sql(&portal, "INSERT INTO account_role (account_id, role, source, granted_ms) VALUES (4, 'delegate', 'granted', 0)").await;
        let here = open(&portal, &[("approval", "head")]).await;
        let asked = asks(&portal, here, 100).await;
        assert_eq!(asked.standing, Standing::Asked);
        let elsewhere = portal.cx(delegate(&["33039"]));
        assert!(training::to_approve(&elsewhere).await.expect("a list").is_empty());
        assert!(matches!(training::decide(&elsewhere, asked.id, true).await, Err(Error::NotFound)));
        let cx = portal.cx(delegate(&["33063"]));
        assert_eq!(training::to_approve(&cx).await.expect("a list").len(), 1);
        assert_eq!(training::decide(&cx, asked.id, true).await.expect("agreed"), Standing::Registered);
        assert!(training::trainers(&cx).await.expect("a list").iter().any(|trainer| trainer.id == AccountId::new(4)));
    }
}
