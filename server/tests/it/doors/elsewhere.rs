//! What is of another school, or of another commune: at every route with a thing in its path, those of elsewhere are told what they would be told
//! if it did not exist (404), or that all of that is not theirs to open, whatever is there (403, and to visitors where to sign in: 303). They are
//! never told 403 of a thing that they may not know of.

use super::{Door, addresses::Addresses, get, knock::knock, post, running, strangers};
use crate::harness::{Browser, Site};
use axum::http::StatusCode;
use domain::access::Role;
use sample::cast::{ANIMATOR, HEAD, OTHER_TEACHER, TEACHER};
use std::collections::BTreeSet;

/// Routes that name no thing of anyone's: the whole territory's, the portal's own, or a way to another address that is asked there.
const NOBODYS: [(&str, &str); 11] = [
    ("/communes/{key}", "everyone reads it"),
    ("/ecoles/{uai}", "everyone reads it, and in it what they may"),
    ("/iles/{function}", "the portal's own"),
    ("/images/{medium}", "the way to /medias/…, whatever is there"),
    ("/connexion/{provider}", "the portal's own"),
    ("/connexion/{provider}/retour", "the portal's own"),
    ("/connexion/{provider}/deconnexion", "the portal's own"),
    ("/connexion/{provider}/logo.webp", "the portal's own"),
    ("/moi/identites/{provider}", "the portal's own"),
    ("/pkg/{*__private__axum_nest_tail_param}", "files of the site"),
    ("/fonts/{*__private__axum_nest_tail_param}", "files of the site"),
];

/// What a visitor, a teacher of another school and a delegate of another commune are answered.
type Told = [u16; 3];

/// It is not there, for any of them.
const NOT_THERE: Told = [404, 404, 404];
/// The same, where a form is not read at all before someone is there.
const NOT_THERE_SENT: Told = [403, 404, 404];
/// Nothing of the kind is theirs to open.
const NOT_THEIRS: Told = [303, 403, 403];
const NOT_THEIRS_SENT: Told = [403, 403, 403];
/// A delegate has a desk, and it is not there on it.
const NOT_ON_THEIR_DESK: Told = [303, 403, 404];
const NOT_ON_THEIR_DESK_SENT: Told = [403, 403, 404];
/// One's own things: someone else's are not among them.
const NOT_THEIR_OWN: Told = [303, 404, 404];
const NOT_THEIR_OWN_SENT: Told = [403, 404, 404];

/// Every route with a thing in its path, to one of the first teacher's, of their school or of its commune.
fn doors() -> Vec<(Told, Door)> {
    vec![
        (NOT_THERE, get("/projets/{slug}", "/projets/{reserved}")),
        (NOT_THERE, get("/projets/{slug}/modifier", "/projets/{reserved}/modifier")),
        (NOT_THERE, post("/projets/{slug}/modifier", "/projets/{reserved}/modifier", "title=Pris&version=1")),
        (NOT_THERE, get("/projets/{slug}/versions", "/projets/{reserved}/versions")),
        (NOT_THERE, post("/projets/{slug}/versions", "/projets/{reserved}/versions", "restored=1&version=1")),
        (NOT_THERE, post("/projets/{slug}/etat", "/projets/{reserved}/etat", "move=withdraw")),
        (NOT_THERE, get("/projets/{slug}/couverture.svg", "/projets/{reserved}/couverture.svg")),
        (NOT_THERE, post("/projets/{slug}/remarques", "/projets/{reserved}/remarques", "remark=1&do=settle")),
        (NOT_THERE, get("/projets/{slug}/retouches/{proposal}", "/projets/{reserved}/retouches/1")),
        (NOT_THERE, post("/projets/{slug}/retouches/{proposal}", "/projets/{reserved}/retouches/1", "version=1")),
        (NOT_THERE, post("/projets/{slug}/marques", "/projets/{reserved}/marques", "mark=bookmark&wanted=1")),
        (NOT_THERE, get("/projets/{slug}/partenaires", "/projets/{reserved}/partenaires")),
        (NOT_THERE_SENT, post("/projets/{slug}/partenaires", "/projets/{reserved}/partenaires", "do=answer&answer=Nous")),
        (NOT_THERE, get("/projets/{slug}/auteurs", "/projets/{reserved}/auteurs")),
        (NOT_THERE, post("/projets/{slug}/auteurs", "/projets/{reserved}/auteurs", "do=leave&id=1")),
        (NOT_THERE, get("/projets/{slug}/ouverture", "/projets/{reserved}/ouverture")),
        (NOT_THERE, post("/projets/{slug}/ouverture", "/projets/{reserved}/ouverture", "do=link")),
        (NOT_THERE, post("/projets/{slug}/reprises", "/projets/{reserved}/reprises", "")),
        (NOT_THERE, post("/projets/{slug}/essais", "/projets/{reserved}/essais", "level=ce1&on=2026-01-12&outcome=Bien")),
        (NOT_THERE, get("/projets/{slug}/scolomfr.xml", "/projets/{reserved}/scolomfr.xml")),
        (NOT_THERE, get("/projets/{slug}/bilan", "/projets/{reserved}/bilan")),
        (NOT_THERE, get("/projets/{slug}/attestation.pdf", "/projets/{reserved}/attestation.pdf")),
        (NOT_THERE, get("/projets/{slug}/pieces", "/projets/{reserved}/pieces")),
        (NOT_THERE, post("/projets/{slug}/pieces", "/projets/{reserved}/pieces", "do=add")),
        (NOT_ON_THEIR_DESK, get("/animation/projets/{slug}", "/animation/projets/{reserved}")),
        (NOT_THERE, post("/animation/projets/{slug}", "/animation/projets/{reserved}", "move=publish&version=1")),
        (NOT_THERE, get("/animation/projets/{slug}/retouches", "/animation/projets/{reserved}/retouches")),
        (NOT_THERE, post("/animation/projets/{slug}/retouches", "/animation/projets/{reserved}/retouches", "version=1&title=Pris")),
        (NOT_THERE, post("/animation/projets/{slug}/suivi", "/animation/projets/{reserved}/suivi", "reviewer=")),
        (NOT_THERE, post("/animation/projets/{slug}/verification", "/animation/projets/{reserved}/verification", "")),
        (NOT_THERE, get("/fichiers/{id}/{file}", "{picture of draft}")),
        (NOT_THERE, get("/medias/{medium}", "{page of picture of draft}")),
        (NOT_THERE, post("/medias/{medium}", "{page of picture of draft}", "intent=withdraw")),
        (NOT_THERE, get("/dossiers/{slug}", "/dossiers/{collection}")),
        (NOT_THEIRS, get("/animation/dossiers/{slug}", "/animation/dossiers/{collection}")),
        (NOT_THEIRS_SENT, post("/animation/dossiers/{slug}", "/animation/dossiers/{collection}", "do=publish")),
        (NOT_THERE, get("/formations/{slug}", "/formations/{prepared}")),
        (NOT_THERE, post("/formations/{slug}", "/formations/{prepared}", "session=1&do=register")),
        (NOT_ON_THEIR_DESK, get("/animation/formations/{slug}", "/animation/formations/{prepared}")),
        (NOT_ON_THEIR_DESK_SENT, post("/animation/formations/{slug}", "/animation/formations/{prepared}", "do=save&title=Pris")),
        (NOT_THEIRS, get("/animation/sessions/{id}", "/animation/sessions/{held}")),
        (NOT_THEIRS_SENT, post("/animation/sessions/{id}", "/animation/sessions/{held}", "do=cancel")),
        (NOT_THEIRS, get("/animation/sessions/{id}/presences", "/animation/sessions/{held}/presences")),
        (NOT_THEIRS_SENT, post("/animation/sessions/{id}/presences", "/animation/sessions/{held}/presences", "half_day=0&do=save")),
        (NOT_THEIRS, get("/animation/sessions/{id}/emargement.pdf", "/animation/sessions/{held}/emargement.pdf")),
        (NOT_THEIRS, get("/animation/sessions/{id}/attestations.pdf", "/animation/sessions/{held}/attestations.pdf")),
        (NOT_THEIRS_SENT, post("/animation/sessions/{id}/export", "/animation/sessions/{held}/export", "")),
        (NOT_THEIRS, get("/animation/sessions/{id}/bilan", "/animation/sessions/{held}/bilan")),
        (NOT_THEIRS_SENT, post("/animation/sessions/{id}/bilan", "/animation/sessions/{held}/bilan", "do=publish")),
        (NOT_THEIRS, get("/animation/presences/{id}", "/animation/presences/{ticket}")),
        (NOT_THEIRS_SENT, post("/animation/presences/{id}", "/animation/presences/{ticket}", "")),
        (NOT_THEIR_OWN, get("/moi/formations/{id}", "/moi/formations/{ticket}")),
        (NOT_THEIR_OWN, get("/moi/formations/{id}/attestation.pdf", "/moi/formations/{ticket}/attestation.pdf")),
        (NOT_THEIR_OWN, get("/moi/formations/sessions/{id}/avis", "/moi/formations/sessions/{held}/avis")),
        (NOT_THEIR_OWN_SENT, post("/moi/formations/sessions/{id}/avis", "/moi/formations/sessions/{held}/avis", "")),
        (NOT_THERE, get("/besoins/{id}", "/besoins/{need}")),
        (NOT_THERE, post("/besoins/{id}", "/besoins/{need}", "do=back")),
        (NOT_THERE, get("/echanges/{space}", "/echanges/{closed}")),
        (NOT_THERE, post("/echanges/{space}", "/echanges/{closed}", "do=watch")),
        (NOT_THERE, get("/echanges/{space}/{topic}", "/echanges/{closed}/{said}")),
        (NOT_THERE, get("/echanges/sujets/{id}", "/echanges/sujets/{said}")),
        (NOT_THERE_SENT, post("/echanges/sujets/{id}", "/echanges/sujets/{said}", "body=Pris")),
        (NOT_THERE_SENT, post("/echanges/sujets/{id}/gestes", "/echanges/sujets/{said}/gestes", "do=accept&post={message}")),
        (NOT_THERE, get("/echanges/sujets/{id}/personnes", "/echanges/sujets/{said}/personnes?q=a")),
        (NOT_THERE, get("/echanges/sujets/{id}/reglages", "/echanges/sujets/{said}/reglages")),
        (NOT_THERE, post("/echanges/sujets/{id}/reglages", "/echanges/sujets/{said}/reglages", "do=retitle&title=Pris")),
        (NOT_THERE, get("/echanges/sujets/{id}/projet", "/echanges/sujets/{said}/projet")),
        (NOT_THERE, post("/echanges/sujets/{id}/projet", "/echanges/sujets/{said}/projet", "posts={message}&title=Pris")),
        (NOT_THERE, get("/echanges/messages/{id}", "/echanges/messages/{message}")),
        (NOT_THERE, get("/echanges/messages/{id}/modifier", "/echanges/messages/{message}/modifier")),
        (NOT_THERE_SENT, post("/echanges/messages/{id}/modifier", "/echanges/messages/{message}/modifier", "do=save&body=Pris&version=1")),
        (NOT_THERE, get("/echanges/messages/{id}/historique", "/echanges/messages/{message}/historique")),
        (NOT_THERE, get("/echanges/messages/{id}/signaler", "/echanges/messages/{message}/signaler")),
        (NOT_THERE, post("/echanges/messages/{id}/signaler", "/echanges/messages/{message}/signaler", "reason=insult")),
        (NOT_THEIRS, get("/animation/espaces/{slug}", "/animation/espaces/{closed}")),
        (NOT_THEIRS_SENT, post("/animation/espaces/{slug}", "/animation/espaces/{closed}", "name=Pris")),
        (NOT_ON_THEIR_DESK_SENT, post("/animation/signalements/{id}", "/animation/signalements/{report}", "")),
        (NOT_ON_THEIR_DESK, get("/animation/signalements/messages/{id}", "/animation/signalements/messages/{message}")),
        (
            NOT_ON_THEIR_DESK_SENT,
            post("/animation/signalements/messages/{id}", "/animation/signalements/messages/{message}", "kind=hidden"),
        ),
        (NOT_THEIRS_SENT, post("/animation/signalements/recours/{id}", "/animation/signalements/recours/1", "decision=kept&answer=Oui")),
        (NOT_THEIRS_SENT, post("/animation/retraits/{request}", "/animation/retraits/{removal}", "decision=kept")),
        (NOT_ON_THEIR_DESK_SENT, post("/animation/personnes/{account}", "/animation/personnes/{person}", "do=refuse")),
    ]
}

/// The part of an address after its last `/`, up to what is not of a number.
fn number(address: &str) -> String {
    address.rsplit('/').next().unwrap_or_default().chars().take_while(char::is_ascii_digit).collect()
}

/// What is the first teacher's, or of their commune alone.
async fn theirs(site: &Site) -> Vec<(&'static str, String)> {
    let (teacher, animator) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await);
    let mut theirs = talk(site, &teacher, &animator).await;
    theirs.extend(trained(&teacher, &animator).await);
    let made = animator.post("/animation/dossiers", &[("title", "À l’antenne"), ("summary", "Trois classes.")]).await;
    theirs.push(("{collection}", made.location().replace("/animation/dossiers/", "")));
    crate::pictures::published_with_picture(site).await;
    let nobody = site.nobody();
    let medium = nobody.get("/retrait-image?projet=la-mare").await.attributes("input[name=medium]", "value").remove(0);
    nobody.post("/retrait-image", &[("projet", "la-mare"), ("medium", &medium), ("asker", "parent")]).await;
    let asked = animator.get("/animation/retraits").await.attributes(".removal-list form", "action").remove(0);
    theirs.push(("{removal}", number(&asked)));
    theirs.push(("{person}", strangers::account(site, "dici", &[Role::Teacher]).await.to_string()));
    theirs
}

/// A space of their commune's teachers, with a topic, its message, a need, and a report.
async fn talk(site: &Site, teacher: &Browser, animator: &Browser) -> Vec<(&'static str, String)> {
    let form = [("name", "Entre nous"), ("post", "teacher"), ("needs", "yes"), ("commune", strangers::HERE)];
    let space = animator.post("/animation/espaces", &form).await.location().replace("/animation/espaces/", "");
    let form = teacher.get(&format!("/echanges/nouveau?espace={space}")).await;
    let id = form.attributes("input[name=space][checked]", "value").remove(0);
    let typed = [("title", "Entre collègues"), ("body", "Bonjour"), ("kind", "question"), ("space", id.as_str())];
    let topic = teacher.post("/echanges/nouveau", &typed).await.location();
    let edit = teacher.get(&topic).await.attributes(".post-acts a[href$='/modifier']", "href").remove(0);
    let message = number(edit.trim_end_matches("/modifier"));
    let school = TEACHER.school().expect("a school").to_string();
    // One like no other of the demo: else she would be asked whether it is the same.
    let need = [("title", "Un zébulon bleu"), ("service", "network"), ("school", &school), ("space", &id), ("body", "Rien ne passe.")];
    let need = teacher.post("/besoins/nouveau", &need).await;
    assert_eq!(need.status, StatusCode::SEE_OTHER, "{:?}", need.select(".error-summary li"));
    let need = need.location();
    let head = site.as_(HEAD).await;
    head.post(&format!("/echanges/messages/{message}/signaler"), &[("reason", "insult")]).await;
    let actions = animator.get("/animation/signalements").await.attributes("form", "action");
    let mut reports = actions.iter().filter_map(|action| action.strip_prefix("/animation/signalements/"));
    let report = reports.rfind(|rest| rest.chars().all(|c| c.is_ascii_digit())).expect("a report").to_owned();
    vec![("{closed}", space), ("{said}", number(&topic)), ("{message}", message), ("{need}", number(&need)), ("{report}", report)]
}

/// A training that is being prepared, and the teacher's place in another's session.
async fn trained(teacher: &Browser, animator: &Browser) -> Vec<(&'static str, String)> {
    let made = animator.post("/animation/formations", &[("title", "Chaises"), ("summary", "Une heure."), ("cycles", "2")]).await;
    let prepared = made.location().replace("/animation/formations/", "");
    let desk = crate::training::prepared(animator, &[]).await;
    animator.post(&desk, &[("do", "open")]).await;
    let held = number(&desk);
    teacher.post("/formations/tables-et-tablettes", &[("session", &held), ("do", "register")]).await;
    let places = teacher.get("/moi/formations").await.attributes("a[href^='/moi/formations/']", "href");
    let ticket = places.iter().map(|place| number(place)).find(|ticket| !ticket.is_empty()).expect("a ticket");
    vec![("{prepared}", prepared), ("{held}", held), ("{ticket}", ticket)]
}

#[tokio::test]
async fn what_is_of_another_school_is_not_there_or_not_theirs_at_every_door() {
    let site = Site::open().await;
    let addresses = Addresses::of(&site).await.and(theirs(&site).await);
    let people = [site.nobody(), site.as_(OTHER_TEACHER).await, strangers::delegate(&site, strangers::ELSEWHERE).await];
    let mut wrong = Vec::new();
    for (expected, door) in doors() {
        let mut told = Vec::new();
        for browser in &people {
            told.push(knock(browser, &door, &addresses).await);
        }
        if told != expected {
            wrong.push(format!("{} {}: {told:?}, and not {expected:?}", door.method(), addresses.fill(door.address)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // They are all there for whom they concern, so that what was told was not that they do not exist.
    let (teacher, animator) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await);
    for path in [
        "/projets/{reserved}",
        "{picture of draft}",
        "/echanges/{closed}",
        "/echanges/sujets/{said}",
        "/echanges/messages/{message}/historique",
        "/besoins/{need}",
        "/moi/formations/{ticket}",
    ] {
        let status = teacher.get(&addresses.fill(path)).await.status;
        assert!(status.is_success() || status.is_redirection(), "{path}: {status}");
    }
    for path in ["/animation/dossiers/{collection}", "/animation/formations/{prepared}", "/animation/sessions/{held}"] {
        assert!(animator.get(&addresses.fill(path)).await.status.is_success(), "{path}");
    }
}

#[tokio::test]
async fn every_route_with_a_thing_in_its_path_was_tried_from_elsewhere() {
    let site = Site::open().await;
    let running = running::routes(&format!("{:?}", site.router));
    let with_things: BTreeSet<_> = running.into_iter().filter(|(path, _)| path.contains('{')).collect();
    let mut tried: BTreeSet<_> = doors().into_iter().map(|(_, door)| (door.route.to_owned(), door.method().to_string())).collect();
    tried.extend(with_things.iter().filter(|(path, _)| NOBODYS.iter().any(|(known, _)| known == path)).cloned());
    assert_eq!(with_things, tried, "left: run; right: tried, or nobody's");
}
