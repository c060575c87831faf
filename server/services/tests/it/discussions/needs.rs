//! Needs: filed for a school, backed by schools, answered by the authority's people.

use crate::{
    cast::{animator, count, port, settle, sql, tilleuls},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Denial, Member, Role, Viewer},
    discussions::{MAX_ANSWER, NeedForm, NeedStatus, Service, TopicKind},
    ids::{AccountId, NeedStepId, SpaceId, TopicId},
    territory::{Insee, Uai},
};
use services::{
    discussions::{self, DraftPlace, Need, Where},
    error::{Conflict, Error, Result},
};

fn insee(code: &str) -> Insee {
    Insee::parse(code).expect("a code")
}

fn person(id: i64, role: Role, schools: Vec<Uai>, communes: &[&str]) -> Viewer {
    let communes: Vec<_> = communes.iter().map(|code| insee(code)).collect();
    let (communes, school_communes) = if role == Role::Official { (communes, Vec::new()) } else { (Vec::new(), communes) };
    Viewer::Member(Member {
        id: AccountId::new(id),
        name: format!("Membre {id}"),
        roles: vec![role],
        schools,
        communes,
        school_communes,
        animates: Vec::new(),
        links: Vec::new(),
    })
}

/// A teacher of Bordeaux.
pub(super) fn here() -> Viewer {
    person(1, Role::Teacher, vec![tilleuls()], &["33063"])
}

/// A teacher of Bègles.
pub(super) fn elsewhere() -> Viewer {
    person(2, Role::Teacher, vec![port()], &["33039"])
}

/// An official of these communes; of none: of the authority.
pub(super) fn official(communes: &[&str]) -> Viewer {
    person(4, Role::Official, Vec::new(), communes)
}

/// The cast, with what they are in the database too: 1 and 2 teach, 4 is an official of Bordeaux.
pub(super) async fn settled(portal: &TestPortal) {
    settle(portal).await;
    sql(
        portal,
        "INSERT INTO account_role (account_id, role, source, granted_ms) VALUES (2, 'teacher', 'ent', 0), (4, 'official', 'ent', 0);
         INSERT INTO account_school (account_id, uai) VALUES (1, '0990001N'), (2, '0990002P');
         INSERT INTO account_commune (account_id, insee) VALUES (4, '33063');",
    )
    .await;
}

/// A space that takes needs from teachers and advisors, and that officials read.
pub(super) async fn space(portal: &TestPortal, name: &'static str, more: &[(&'static str, &'static str)]) -> SpaceId {
    let mut pairs = vec![("needs", "yes"), ("post", "teacher"), ("post", "head"), ("post", "advisor"), ("read", "official")];
    pairs.extend(more);
    super::space(portal, name, &pairs).await.0
}

pub(super) fn form(title: &str, service: Service, school: &Uai, space: Option<SpaceId>) -> NeedForm {
    let form = NeedForm::read([("title", title), ("service", service.key()), ("school", school.as_str()), ("body", "Rien ne passe.")]);
    NeedForm { space, ..form.expect("a sound need") }
}

/// A need of the viewer's own school, about the network.
pub(super) async fn filed(portal: &TestPortal, viewer: Viewer, title: &str, space: SpaceId) -> TopicId {
    let school = viewer.member().and_then(|member| member.schools.first().cloned()).expect("a school");
    discussions::file_need(&portal.cx(viewer), &form(title, Service::Network, &school, Some(space))).await.expect("filed").0
}

pub(super) async fn need(portal: &TestPortal, viewer: Viewer, id: TopicId) -> Need {
    discussions::need_of(&portal.cx(viewer), id).await.expect("a need")
}

/// What became of it, in a word: `yes`, the fields that are wrong, or why not.
fn said<T>(done: &Result<T>) -> String {
    match done {
        Ok(_) => "yes".to_owned(),
        Err(Error::NotFound) => "nothing there".to_owned(),
        Err(Error::SignIn) => "sign in".to_owned(),
        Err(Error::Denied(_)) => "denied".to_owned(),
        Err(Error::Invalid(problems)) => problems.iter().map(|problem| problem.field).collect::<Vec<_>>().join(" "),
        Err(other) => format!("{other:?}"),
    }
}

both! {
    async fn who_may_file_a_need(portal: TestPortal) {
        settled(&portal).await;
        space(&portal, "Besoins", &[]).await;
        let table = [
            (Viewer::Nobody, tilleuls(), "sign in"),
            (here(), tilleuls(), "yes"),
            (here(), port(), "school"),
            (person(2, Role::Head, vec![port()], &["33039"]), port(), "yes"),
            (member(2, &[Role::Advisor], &[]), port(), "yes"),
            (animator(), tilleuls(), "yes"),
            (animator(), Uai::from_number(990_009), "school"),
            (official(&["33063"]), tilleuls(), "denied"),
            (person(4, Role::Parent, vec![tilleuls()], &["33063"]), tilleuls(), "denied"),
            (member(4, &[Role::Admin], &[]), tilleuls(), "denied"),
            (member(4, &[], &[]), tilleuls(), "denied"),
        ];
        for (viewer, school, expected) in table {
            let done = discussions::file_need(&portal.cx(viewer.clone()), &form("Du réseau", Service::Network, &school, None)).await;
            assert_eq!(said(&done), expected, "{viewer:?} {school}");
        }
        let places = |viewer| { let cx = portal.cx(viewer); async move { discussions::need_places(&cx).await } };
        let own = places(here()).await.expect("places");
        assert_eq!((own.schools.len(), own.spaces.len(), own.may_back), (1, 1, true));
        let every = places(animator()).await.expect("places");
        assert_eq!((every.schools.len(), every.may_back), (2, false));
        assert_eq!(said(&places(official(&["33063"])).await), "denied");
        sql(&portal, "UPDATE school SET state = 'ferme' WHERE uai = '0990002P'").await;
        for viewer in [elsewhere(), animator()] {
            let done = discussions::file_need(&portal.cx(viewer), &form("Du réseau", Service::Network, &port(), None)).await;
            assert_eq!(said(&done), "school", "a school that is closed needs nothing");
        }
    }

    async fn a_need_is_filed_where_its_people_read(portal: TestPortal) {
        settled(&portal).await;
        let bordeaux = space(&portal, "Bordeaux", &[("commune", "33063")]).await;
        let talk = space(&portal, "Entraide", &[("needs", "no")]).await;
        let sent = |viewer: Viewer, school: Uai, space| {
            let cx = portal.cx(viewer);
            async move {
                let (id, _) = discussions::file_need(&cx, &form("Des tablettes", Service::Equipment, &school, space)).await?;
                let topic = discussions::topic(&cx, id, Where::Page(1)).await?.topic;
                assert_eq!((topic.kind, topic.commune.is_some()), (TopicKind::Need, true));
                Ok::<_, Error>(topic.spaces.first().map(|space| space.id))
            }
        };
        let wrong = sent(elsewhere(), port(), Some(talk)).await;
        assert_eq!(said(&wrong), "space", "no space takes needs from there");
        let begles = space(&portal, "Bègles", &[("commune", "33039")]).await;
        for (viewer, school, chosen, expected) in [
            (elsewhere(), port(), None, begles),
            (elsewhere(), port(), Some(bordeaux), begles),
            (here(), tilleuls(), Some(talk), bordeaux),
            (animator(), port(), None, begles),
            (animator(), port(), Some(bordeaux), bordeaux),
        ] {
            assert_eq!(sent(viewer.clone(), school, chosen).await.expect("filed"), Some(expected), "{viewer:?} {chosen:?}");
        }
    }

    async fn a_need_sent_twice_is_filed_once(portal: TestPortal) {
        settled(&portal).await;
        space(&portal, "Besoins", &[]).await;
        let cx = portal.cx(here());
        discussions::keep_draft(&cx, DraftPlace::Need, "Du réseau", "Rien").await.expect("kept");
        let school = tilleuls();
        let pairs = [("title", "Du réseau"), ("service", "network"), ("school", school.as_str()), ("body", "Rien."), ("sent", "ab12")];
        let sent = NeedForm::read(pairs).expect("a sound need");
        assert_eq!(discussions::already_filed(&cx, &sent.post.sent).await.expect("known"), None);
        let (one, other) = tokio::join!(discussions::file_need(&cx, &sent), discussions::file_need(&cx, &sent));
        let filed = one.expect("filed");
        assert_eq!(other.expect("filed"), filed);
        assert_eq!(discussions::already_filed(&cx, &sent.post.sent).await.expect("known"), Some(filed.clone()));
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM need").await, 1);
        assert_eq!(discussions::draft(&cx, DraftPlace::Need).await.expect("none"), None);
        let shown = need(&portal, here(), filed.0).await;
        assert_eq!((shown.card.backers, shown.card.mine_backed, shown.card.status), (1, true, NeedStatus::Filed));
    }

    async fn needs_come_five_an_hour(portal: TestPortal) {
        settled(&portal).await;
        let space = space(&portal, "Besoins", &[]).await;
        for number in 1..=5 {
            filed(&portal, here(), &format!("Besoin {number}"), space).await;
        }
        let cx = portal.cx(here());
        let sixth = form("Besoin 6", Service::Network, &tilleuls(), Some(space));
        assert!(matches!(discussions::file_need(&cx, &sixth).await, Err(Error::Slow(_))));
        filed(&portal, elsewhere(), "Celui d’une autre école", space).await;
        portal.portal.clock.advance_ms(3_600_000);
        discussions::file_need(&cx, &sixth).await.expect("an hour later");
        for number in 1..=6 {
            let form = form(&format!("Annonce {number}"), Service::Network, &tilleuls(), Some(space));
            discussions::file_need(&portal.cx(animator()), &form).await.expect("filed");
        }
    }

    async fn who_may_back_and_answer_a_need(portal: TestPortal) {
        settled(&portal).await;
        let everywhere = space(&portal, "Partout", &[("read", "parent")]).await;
        let limited = space(&portal, "Bordeaux", &[("read", "parent"), ("commune", "33063")]).await;
        let needs = [filed(&portal, here(), "Du réseau", everywhere).await, filed(&portal, here(), "Un câble", limited).await];
        let nothing = "nothing there";
        // Backs and answers what everyone of the community reads; then what those of Bordeaux read.
        let table = [
            (Viewer::Nobody, [nothing, nothing], [nothing, nothing]),
            (here(), ["yes", "denied"], ["yes", "denied"]),
            (elsewhere(), ["yes", "denied"], [nothing, nothing]),
            (member(2, &[Role::Advisor], &[]), ["denied", "denied"], ["denied", "denied"]),
            (person(2, Role::Advisor, vec![port()], &["33039"]), ["yes", "denied"], ["yes", "denied"]),
            (official(&["33063"]), ["denied", "yes"], ["denied", "yes"]),
            (official(&["33039"]), ["denied", "denied"], [nothing, nothing]),
            (official(&["33039", "33063"]), ["denied", "yes"], ["denied", "yes"]),
            (official(&[]), ["denied", "yes"], [nothing, nothing]),
            (person(4, Role::Parent, vec![tilleuls()], &["33063"]), ["denied", "denied"], ["denied", "denied"]),
            (animator(), ["denied", "yes"], ["denied", "yes"]),
            (member(4, &[Role::Admin], &[]), [nothing, nothing], [nothing, nothing]),
        ];
        for (viewer, on_all, on_limited) in table {
            let cx = portal.cx(viewer.clone());
            for (id, expected) in needs.into_iter().zip([on_all, on_limited]) {
                let before = need(&portal, animator(), id).await;
                let (status, seen) = (before.card.status.next().next().expect("somewhere to go"), before.steps.last().map(|step| step.id));
                let backed = said(&discussions::back_need(&cx, id).await);
                let left = said(&discussions::back_no_more(&cx, id).await);
                let answered = said(&discussions::answer_need(&cx, id, seen, status, "Nous regardons.").await);
                assert_eq!([backed.as_str(), answered.as_str()], expected, "{viewer:?} {id}");
                assert_eq!(left, backed, "{viewer:?} {id}");
                let seen = discussions::need_of(&cx, id).await;
                assert_eq!(seen.is_err(), backed == nothing, "{viewer:?} {id}");
                if let Ok(seen) = seen {
                    assert_eq!((seen.may_answer, !seen.may_back.is_empty()), (answered == "yes", backed == "yes"), "{viewer:?} {id}");
                }
            }
        }
    }

    async fn who_is_asked_not_to_write_answers_no_need(portal: TestPortal) {
        settled(&portal).await;
        let space = space(&portal, "Besoins", &[]).await;
        let id = filed(&portal, here(), "Du réseau", space).await;
        sql(&portal, "INSERT INTO silence (account_id, until_ms) VALUES (4, 9999999999999)").await;
        let refused = discussions::answer_need(&portal.cx(official(&["33063"])), id, None, NeedStatus::Heard, "Nous regardons.").await;
        assert!(matches!(refused, Err(Error::Denied(Denial::Silenced))), "{refused:?}");
        assert_eq!(need(&portal, here(), id).await.steps, []);
    }

    async fn a_need_is_answered_in_public_by_someone_who_speaks_for_someone(portal: TestPortal) {
        settled(&portal).await;
        let space = space(&portal, "Besoins", &[]).await;
        let id = filed(&portal, here(), "Du réseau", space).await;
        let cx = portal.cx(official(&["33063"]));
        let long = "a".repeat(MAX_ANSWER + 1);
        for (status, answer, wrong) in [
            (NeedStatus::Heard, " \n ", "answer"),
            (NeedStatus::Heard, long.as_str(), "answer"),
            (NeedStatus::Filed, "Oui.", "status"),
            (NeedStatus::Filed, "", "status answer"),
        ] {
            assert_eq!(said(&discussions::answer_need(&cx, id, None, status, answer).await), wrong);
        }
        assert_eq!(need(&portal, here(), id).await.steps, []);
        let step = discussions::answer_need(&cx, id, None, NeedStatus::Heard, "Nous **regardons**.\n\n<script>alert(1)</script>").await.expect("said");
        assert_eq!(said(&discussions::answer_need(&cx, id, Some(step), NeedStatus::Heard, "Encore.").await), "status");
        portal.portal.clock.advance_ms(1_000);
        discussions::answer_need(&portal.cx(animator()), id, Some(step), NeedStatus::Planned, "Pour janvier.").await.expect("said");
        let seen = need(&portal, here(), id).await;
        let steps: Vec<_> = seen.steps.iter().map(|step| (step.status, step.name.as_str(), step.of.as_str())).collect();
        assert_eq!(steps, [(NeedStatus::Heard, "Noa Leroy", "Bordeaux"), (NeedStatus::Planned, "Alix Martin", "Bordeaux Métropole")]);
        assert_eq!((seen.steps[0].id, seen.card.status, seen.card.since), (step, NeedStatus::Planned, portal.portal.clock.now()));
        let answer = seen.steps[0].answer.as_str();
        assert!(answer.contains("<strong>regardons</strong>") && !answer.contains("<script"), "{answer}");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM audit WHERE action = 'need-answer'").await, 2);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM outbox WHERE event LIKE '%need-answered%'").await, 2);
        sql(&portal, "DELETE FROM account WHERE id = 4").await;
        let left = need(&portal, here(), id).await;
        assert_eq!((left.steps[0].name.as_str(), left.steps[0].of.as_str(), left.steps.len()), ("", "", 2), "an answer stays when who gave it leaves");
    }

    async fn of_two_who_answer_at_once_the_second_sees_what_the_first_said(portal: TestPortal) {
        settled(&portal).await;
        let space = space(&portal, "Besoins", &[]).await;
        let id = filed(&portal, here(), "Du réseau", space).await;
        let (commune, authority) = (portal.cx(official(&["33063"])), portal.cx(animator()));
        let (one, other) = tokio::join!(
            discussions::answer_need(&commune, id, None, NeedStatus::Declined, "Rien n’est prévu."),
            discussions::answer_need(&authority, id, None, NeedStatus::Planned, "Pour janvier.")
        );
        let stale = |done: &Result<NeedStepId>| matches!(done, Err(Error::Conflict(Conflict::StaleVersion { .. })));
        assert_eq!([&one, &other].iter().filter(|done| stale(done)).count(), 1, "{one:?} {other:?}");
        let seen = need(&portal, here(), id).await;
        assert_eq!(seen.steps.len(), 1);
        let (first, text) = if one.is_ok() { (commune, "Rien n’est prévu.") } else { (authority, "Pour janvier.") };
        let again = discussions::answer_need(&first, id, None, seen.card.status, text).await.expect("said already");
        assert_eq!((again, need(&portal, here(), id).await.steps.len()), (seen.steps[0].id, 1), "sent twice, it is said once");
        let back = discussions::answer_need(&first, id, Some(again), NeedStatus::Studied, "Nous regardons.").await.expect("said");
        let third = discussions::answer_need(&first, id, Some(back), seen.card.status, "Encore.").await.expect("said");
        assert!(stale(&discussions::answer_need(&first, id, Some(again), NeedStatus::Heard, "Ah.").await), "it stands where it stood, and was answered twice");
        assert!(discussions::answer_need(&first, id, Some(third), NeedStatus::Heard, "Ah.").await.is_ok());
    }
}
