//! Who signs a project.

use crate::{
    cast::{animator, begun, form, over, port, settle, sql, teacher, tilleuls},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Role, Viewer},
    ids::AccountId,
    problem::Rule,
    projects::{Cycle, Level},
};
use services::{
    error::Error,
    outside::Secret,
    projects::{self, Opened, SaveMode},
};

/// A teacher of another school.
fn colleague() -> Viewer {
    member(2, &[Role::Teacher], &[port()])
}

async fn names(portal: &TestPortal, viewer: Viewer, slug: &str) -> Vec<String> {
    match projects::open(&portal.cx(viewer), slug).await.expect("a project") {
        Opened::Sheet(sheet) => sheet.project.authors.into_iter().map(|author| author.name).collect(),
        Opened::Moved(slug) => panic!("moved to {slug}"),
    }
}

both! {
    async fn who_is_invited_signs_once_and_brings_their_school(portal: TestPortal) {
        settle(&portal).await;
        let (author, other) = (portal.cx(teacher()), portal.cx(colleague()));
        let saved = begun(&portal, &form("Radio", "Un texte")).await;
        assert!(matches!(projects::open(&other, &saved.slug).await, Err(Error::NotFound)), "a draft is its authors' alone");
        let secret = projects::invite(&author, &saved.slug).await.expect("invited");
        let shown = projects::invitation(&other, &secret).await.expect("its page");
        assert_eq!((shown.title.as_str(), shown.schools.as_slice()), ("Radio", &[(port(), "École du Port".to_owned())][..]));
        let joined = projects::join(&other, &secret, Some(&port())).await.expect("joined");
        assert_eq!(names(&portal, colleague(), &joined.slug).await, ["Camille Durand", "Dominique Petit"]);
        let (project, _) = projects::open_to_edit(&other, &joined.slug).await.expect("they write it together");
        assert_eq!(project.draft.schools, [tilleuls(), port()]);
        let third = portal.cx(member(4, &[Role::Teacher], &[port()]));
        assert!(matches!(projects::join(&third, &secret, None).await, Err(Error::NotFound)), "a link serves once");
        let typed = over(joined.version, project_form());
        projects::save(&author, &joined.slug, &typed, SaveMode::Kept).await.expect("the school of another stays");

        // Each may leave; the last stays; the first sends others away, nobody else does.
        let away = projects::leave(&other, &saved.slug, AccountId::new(1)).await;
        assert!(matches!(away, Err(Error::Denied(_))), "{away:?}");
        projects::leave(&author, &saved.slug, AccountId::new(2)).await.expect("sent away");
        assert!(matches!(projects::open(&other, &saved.slug).await, Err(Error::NotFound)));
        let last = projects::leave(&author, &saved.slug, AccountId::new(1)).await;
        assert!(matches!(&last, Err(Error::Invalid(problems)) if problems.iter().all(|p| p.rule == Rule::LastAuthor)), "{last:?}");
        assert!(matches!(projects::leave(&author, &saved.slug, AccountId::new(404)).await, Err(Error::NotFound)));
    }

    async fn an_invitation_ends_is_taken_back_and_is_for_those_who_write(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let saved = begun(&portal, &form("Radio", "Un texte")).await;
        let secret = projects::invite(&author, &saved.slug).await.expect("invited");
        for viewer in [Viewer::Nobody, member(4, &[Role::Parent], &[]), member(4, &[Role::Official], &[]), member(4, &[], &[])] {
            let cx = portal.cx(viewer.clone());
            for answer in [projects::invitation(&cx, &secret).await.map(drop), projects::join(&cx, &secret, None).await.map(drop)] {
                assert!(matches!(answer, Err(Error::SignIn | Error::Denied(_))), "{viewer:?} {answer:?}");
            }
        }
        let other = portal.cx(colleague());
        assert!(matches!(projects::invitation(&other, &Secret::from_outside("rien")).await, Err(Error::NotFound)));
        for viewer in [colleague(), animator(), Viewer::Nobody] {
            let answer = projects::invite(&portal.cx(viewer), &saved.slug).await;
            assert!(matches!(answer, Err(Error::NotFound)), "a draft is not seen");
        }
        let not_theirs = projects::join(&other, &secret, Some(&tilleuls())).await.expect("it is named already");
        assert_eq!(not_theirs.version, saved.version);
        let second = projects::invite(&author, &saved.slug).await.expect("invited");
        let third = portal.cx(member(4, &[Role::Teacher], &[tilleuls()]));
        let refused = projects::join(&third, &second, Some(&port())).await;
        assert!(matches!(&refused, Err(Error::Invalid(problems)) if problems.iter().all(|p| p.field == "schools")), "{refused:?}");
        let waiting = projects::authors(&author, &saved.slug).await.expect("a list").invitations;
        projects::take_invitation_back(&author, &saved.slug, waiting[0].id).await.expect("taken back");
        assert!(matches!(projects::invitation(&third, &second).await, Err(Error::NotFound)));
        let last = projects::invite(&author, &saved.slug).await.expect("invited");
        portal.portal.clock.advance_ms(14 * 86_400_000);
        assert!(matches!(projects::invitation(&third, &last).await, Err(Error::NotFound)), "it has ended");
        for _ in 0..10 {
            projects::invite(&author, &saved.slug).await.expect("invited");
        }
        let refused = projects::invite(&author, &saved.slug).await.map(drop);
        assert!(matches!(&refused, Err(Error::Invalid(problems)) if problems.iter().all(|p| p.rule == Rule::TooMany { max: 12 })), "{refused:?}");
    }

    async fn a_project_of_cm2_and_6e_names_a_school_and_a_college(portal: TestPortal) {
        settle(&portal).await;
        sql(
            &portal,
            "INSERT INTO school (uai, name, name_key, kind, nature_code, public_sector, commune, address, postcode, constituency, \
             constituency_code, pial, state, row_hash, updated_ms) VALUES \
             ('0990003R', 'Collège du Parc', 'college du parc', 'college', '340', TRUE, '33063', '', '', '', '', '', 'ouvert', '', 0)",
        )
        .await;
        let college = domain::territory::Uai::from_number(990_003);
        assert_eq!(college.as_str(), "0990003R");
        let author = portal.cx(teacher());
        let mut both = form("Radio", "Un texte");
        both.draft.cycles = vec![Cycle::Three];
        both.draft.levels = vec![Level::Cm2, Level::Sixth];
        let saved = projects::start(&author, &both, SaveMode::Kept).await.expect("a draft");
        let refused = projects::submit(&author, &saved.slug, saved.version).await;
        let alone = |problems: &domain::problem::Problems| problems.iter().all(|p| (p.field, &p.rule) == ("schools", &Rule::NeedsBothSchools));
        assert!(matches!(&refused, Err(Error::Invalid(problems)) if alone(problems)), "{refused:?}");
        let secret = projects::invite(&author, &saved.slug).await.expect("invited");
        let there = portal.cx(member(2, &[Role::Teacher], std::slice::from_ref(&college)));
        let joined = projects::join(&there, &secret, Some(&college)).await.expect("joined");
        projects::submit(&author, &joined.slug, joined.version).await.expect("it names both");
    }
}

/// The sheet as its first author types it over the one that the second has joined.
fn project_form() -> domain::projects::ProjectForm {
    let mut typed = form("Radio", "Un autre texte");
    typed.draft.schools = vec![tilleuls(), port()];
    typed
}
