//! What the animator puts forward.

use crate::{
    cast::{animator, begun, form, handed_over, published, settle, teacher, tilleuls},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Role, Viewer},
    curation::{CollectionForm, SlotForm},
    ids::{ProjectId, SlotId},
    order::Shift,
    problem::Rule,
    projects::Visibility,
    training::{SessionForm, SessionMove, TrainingForm},
};
use services::{
    curation,
    error::{Error, Result},
    projects, training,
};

fn theme(title: &str) -> CollectionForm {
    CollectionForm { title: title.into(), summary: "Trois classes à l’antenne.".into(), body: "Par où **commencer**.".into() }
}

fn slot(slug: &str, from: &str, until: &str) -> SlotForm {
    SlotForm { slug: slug.into(), from: from.parse().expect("a day"), until: until.parse().expect("a day") }
}

async fn in_order(portal: &TestPortal, viewer: Viewer, slug: &str) -> Vec<String> {
    let sheet = curation::collection(&portal.cx(viewer), slug).await.expect("its page");
    sheet.projects.into_iter().map(|card| card.title).collect()
}

async fn large(portal: &TestPortal) -> Vec<String> {
    curation::on_home(&portal.cx(Viewer::Nobody)).await.expect("home").into_iter().map(|card| card.title).collect()
}

both! {
    async fn what_is_put_forward_is_shown_to_those_who_may_read_it(portal: TestPortal) {
        settle(&portal).await;
        let cx = portal.cx(animator());
        let mut own = form("Jardin", "Un texte");
        own.draft.visibility = Visibility::School;
        let (radio, jardin) = (published(&portal, &form("Radio", "Un texte")).await, published(&portal, &own).await);
        let draft = begun(&portal, &form("Lune", "Un texte")).await;
        let slug = curation::make(&cx, &theme("À l’antenne")).await.expect("made");
        assert_eq!(slug, "a-l-antenne");
        assert_eq!(curation::make(&cx, &theme("À l’antenne")).await.expect("made"), "a-l-antenne-2");
        assert!(matches!(curation::collection(&portal.cx(Viewer::Nobody), &slug).await, Err(Error::NotFound)), "it is being made");
        let empty = curation::publish(&cx, &slug).await;
        assert!(matches!(&empty, Err(Error::Invalid(problems)) if problems.iter().all(|p| p.field == "project")), "{empty:?}");
        for project in [&radio.slug, &jardin.slug, &radio.slug] {
            curation::add(&cx, &slug, project).await.expect("added");
        }
        for unknown in [draft.slug.as_str(), "rien"] {
            let refused = curation::add(&cx, &slug, unknown).await;
            assert!(matches!(&refused, Err(Error::Invalid(problems)) if problems.iter().all(|p| p.rule == Rule::NotAProject)), "{refused:?}");
        }
        assert!(curation::collections(&portal.cx(Viewer::Nobody)).await.expect("a list").is_empty());
        curation::publish(&cx, &slug).await.expect("published");
        assert_eq!(in_order(&portal, animator(), &slug).await, ["Radio", "Jardin"]);
        assert_eq!(in_order(&portal, teacher(), &slug).await, ["Radio", "Jardin"]);
        assert_eq!(in_order(&portal, Viewer::Nobody, &slug).await, ["Radio"], "what is its school’s own is not there");
        let list = curation::collections(&portal.cx(Viewer::Nobody)).await.expect("a list");
        assert_eq!(list.iter().map(|card| (card.collection.slug.as_str(), card.projects.len())).collect::<Vec<_>>(), [(slug.as_str(), 1)]);

        curation::shift(&cx, &slug, jardin.id, Shift::Up).await.expect("moved");
        assert_eq!(in_order(&portal, animator(), &slug).await, ["Jardin", "Radio"]);
        curation::save(&cx, &slug, &theme("La radio")).await.expect("saved");
        let sheet = curation::collection(&cx, &slug).await.expect("its address stays");
        assert!(sheet.body.as_str().contains("<strong>commencer</strong>") && sheet.collection.form.title == "La radio");
        curation::take_out(&cx, &slug, radio.id).await.expect("out");
        assert!(matches!(curation::collection(&portal.cx(Viewer::Nobody), &slug).await, Err(Error::NotFound)), "nor opened");
        assert_eq!(in_order(&portal, teacher(), &slug).await, ["Jardin"]);
        assert!(curation::collections(&portal.cx(Viewer::Nobody)).await.expect("a list").is_empty(), "an empty one is not offered");
        assert!(matches!(curation::shift(&cx, &slug, radio.id, Shift::Up).await, Err(Error::NotFound)));
        assert!(matches!(curation::delete(&cx, &slug).await, Err(Error::NotFound)), "it is shown");
        curation::withdraw(&cx, &slug).await.expect("withdrawn");
        assert!(matches!(curation::collection(&cx, &slug).await, Err(Error::NotFound)));
        curation::delete(&cx, &slug).await.expect("deleted");
        assert_eq!(curation::all_collections(&cx).await.expect("a list").len(), 1);
    }

    async fn a_slot_lasts_its_days_in_its_order(portal: TestPortal) {
        settle(&portal).await;
        let cx = portal.cx(animator());
        let (radio, jardin) = (published(&portal, &form("Radio", "Un texte")).await, published(&portal, &form("Jardin", "Un texte")).await);
        assert!(large(&portal).await.is_empty(), "nothing is planned");
        let today = domain::time::Day::containing(cx.now());
        let day = |days: i64| domain::time::Day::containing(cx.now().plus_ms(days * 86_400_000)).to_string();
        curation::plan(&cx, &slot(&jardin.slug, &day(1), &day(2))).await.expect("planned");
        curation::plan(&cx, &slot(&radio.slug, &today.to_string(), &day(1))).await.expect("planned");
        assert_eq!(large(&portal).await, ["Radio"], "the other has not begun");
        portal.portal.clock.advance_ms(86_400_000);
        assert_eq!(large(&portal).await, ["Jardin", "Radio"]);
        let planned = curation::slots(&cx).await.expect("a list");
        curation::shift_slot(&cx, planned[0].0.id, Shift::Down).await.expect("moved");
        assert_eq!(large(&portal).await, ["Radio", "Jardin"]);
        portal.portal.clock.advance_ms(86_400_000);
        assert_eq!(large(&portal).await, ["Jardin"], "the other has ended");
        projects::withdraw(&cx, &jardin.slug).await.expect("withdrawn");
        assert!(large(&portal).await.is_empty(), "what is not to be read is not put forward");
        let planned = curation::slots(&cx).await.expect("a list");
        curation::remove_slot(&cx, planned[0].0.id).await.expect("removed");
        assert!(matches!(curation::remove_slot(&cx, planned[0].0.id).await, Err(Error::NotFound)));
        let refused = curation::plan(&cx, &slot("rien", &day(0), &day(1))).await;
        assert!(matches!(&refused, Err(Error::Invalid(problems)) if problems.iter().all(|p| p.field == "project")), "{refused:?}");
    }

    async fn the_animator_alone_puts_forward(portal: TestPortal) {
        settle(&portal).await;
        let radio = published(&portal, &form("Radio", "Un texte")).await;
        let slug = curation::make(&portal.cx(animator()), &theme("À l’antenne")).await.expect("made");
        for viewer in [Viewer::Nobody, teacher(), member(2, &[Role::Advisor], &[tilleuls()]), member(2, &[Role::Admin], &[])] {
            let cx = portal.cx(viewer.clone());
            let answers: Vec<Result<()>> = vec![
                curation::make(&cx, &theme("Autre")).await.map(drop),
                curation::save(&cx, &slug, &theme("Autre")).await,
                curation::add(&cx, &slug, &radio.slug).await,
                curation::take_out(&cx, &slug, ProjectId::new(1)).await,
                curation::shift(&cx, &slug, ProjectId::new(1), Shift::Up).await,
                curation::publish(&cx, &slug).await,
                curation::withdraw(&cx, &slug).await,
                curation::delete(&cx, &slug).await,
                curation::all_collections(&cx).await.map(drop),
                curation::collection_to_curate(&cx, &slug).await.map(drop),
                curation::plan(&cx, &slot(&radio.slug, "2026-11-25", "2036-11-25")).await,
                curation::remove_slot(&cx, SlotId::new(1)).await,
                curation::shift_slot(&cx, SlotId::new(1), Shift::Up).await,
                curation::slots(&cx).await.map(drop),
            ];
            for answer in answers {
                assert!(matches!(answer, Err(Error::SignIn | Error::Denied(_))), "{viewer:?} {answer:?}");
            }
        }
    }
}

both! {
    async fn a_training_is_about_projects_that_its_page_names_and_they_name_it(portal: TestPortal) {
        settle(&portal).await;
        let cx = portal.cx(animator());
        let saved = published(&portal, &form("Radio", "Un texte")).await;
        let draft = handed_over(&portal, &form("Lune", "Un texte")).await;
        let slug = training::make(&cx, &TrainingForm::read([("title", "Radio en classe"), ("summary", "Une heure.")]), None).await.expect("a training");
        let id = training::training(&cx, &slug).await.expect("its page").training.id;
        let addresses = format!("https://preau.example.fr/projets/{0}\n\n{0}\n", saved.slug);
        curation::set_projects_of_training(&cx, &slug, &addresses).await.expect("said");
        curation::set_projects_of_training(&cx, &slug, &addresses).await.expect("said again");
        let nobody = portal.cx(Viewer::Nobody);
        assert_eq!(curation::projects_of_training(&nobody, id).await.expect("cards").iter().map(|card| card.title.as_str()).collect::<Vec<_>>(), ["Radio"]);
        assert_eq!(curation::trainings_about(&nobody, saved.id).await.expect("trainings"), [], "none of its sessions is shown");
        for wrong in ["rien-de-tel", &draft.slug] {
            let refused = curation::set_projects_of_training(&cx, &slug, wrong).await;
            assert!(matches!(refused, Err(Error::Invalid(_))), "{wrong}: {refused:?}");
        }
        assert!(matches!(curation::set_projects_of_training(&portal.cx(teacher()), &slug, "").await, Err(Error::Denied(_))));
        let session = SessionForm::read([("mode", "online"), ("online", "https://v.example/x"), ("day-1", "2026-12-02"), ("from-1", "14:00"), ("until-1", "17:00"), ("capacity", "5")]);
        let session = training::prepare(&cx, &slug, session.expect("sound"), &[]).await.expect("a session");
        training::move_session(&cx, session, SessionMove::Open).await.expect("open");
        assert_eq!(curation::trainings_about(&nobody, saved.id).await.expect("trainings"), [(slug.clone(), "Radio en classe".to_owned())]);
        curation::set_projects_of_training(&cx, &slug, "").await.expect("of none any more");
        assert_eq!(curation::projects_of_training(&nobody, id).await.expect("cards").len(), 0);
    }
}
