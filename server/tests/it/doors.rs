//! Every route × every person: one reviewed table of statuses. A route, or a method of one, that is not in it fails.

use crate::harness::{Browser, Part, Site};
use axum::{
    body::Body,
    http::{Method, Request, header},
};
use sample::cast::{ADMIN, ADVISOR, ANIMATOR, HEAD, OFFICIAL, OTHER_TEACHER, PARENT, Person, TEACHER};
use std::{collections::BTreeSet, fmt::Write, path::Path};

/// Who knocks, as columns.
const PEOPLE: [Person; 8] = [TEACHER, OTHER_TEACHER, HEAD, ADVISOR, ANIMATOR, OFFICIAL, PARENT, ADMIN];

/// A door: the route as the source writes it, an address that it leads to, and the form that is sent, if one is.
struct Door {
    route: &'static str,
    address: &'static str,
    form: Option<&'static str>,
}

impl Door {
    const fn method(&self) -> Method {
        if self.form.is_some() { Method::POST } else { Method::GET }
    }
}

const fn get(route: &'static str, address: &'static str) -> Door {
    Door { route, address, form: None }
}

const fn post(route: &'static str, address: &'static str, form: &'static str) -> Door {
    Door { route, address, form: Some(form) }
}

/// Every door. `{draft}` is a draft of the first teacher's, `{public}` a published project, `{school}` one for its school alone;
/// `{space}` is for teachers and read by officials, and the first teacher's `{topic}` and `{post}` are in it.
/// Forms are such that whoever may send them is told what is wrong with them: nothing changes on the way.
fn doors() -> Vec<Door> {
    vec![
        get("paths::HOME", "/"),
        get("paths::PROJECTS", "/projets"),
        get("paths::NEW_PROJECT", "/projets/nouveau"),
        post("paths::NEW_PROJECT", "/projets/nouveau", ""),
        get("/projets/{slug}", "/projets/{public}"),
        get("/projets/{slug}", "/projets/{draft}"),
        get("/projets/{slug}", "/projets/{submitted}"),
        get("/projets/{slug}", "/projets/{community}"),
        get("/projets/{slug}", "/projets/{school}"),
        get("/projets/{slug}", "/projets/rien-de-tel"),
        get("/projets/{slug}/modifier", "/projets/{draft}/modifier"),
        get("/projets/{slug}/modifier", "/projets/{public}/modifier"),
        post("/projets/{slug}/modifier", "/projets/{draft}/modifier", ""),
        get("/projets/{slug}/versions", "/projets/{draft}/versions"),
        get("/projets/{slug}/versions", "/projets/{public}/versions"),
        post("/projets/{slug}/versions", "/projets/{draft}/versions", "restored=1&version=0"),
        post("/projets/{slug}/etat", "/projets/{draft}/etat", "move=submit&version=0"),
        post("/projets/{slug}/etat", "/projets/{submitted}/etat", "move=archive"),
        get("/projets/{slug}/couverture.svg", "/projets/{draft}/couverture.svg"),
        get("/projets/{slug}/couverture.svg", "/projets/{public}/couverture.svg"),
        post("/iles/{function}", "/iles/apercu", "markdown=Bonjour"),
        get("paths::MY_PROJECTS", "/moi/projets"),
        get("paths::ME", "/moi"),
        post("paths::ME", "/moi", "name_shown="),
        get("paths::MY_DATA", "/moi/donnees"),
        post("paths::MY_DATA", "/moi/donnees", "do="),
        get("paths::MY_ARCHIVE", "/moi/donnees/archive?cle=rien"),
        get("paths::ERASE", "/moi/donnees/effacer"),
        post("paths::ERASE", "/moi/donnees/effacer", "confirmation=non"),
        get("paths::ACCEPTANCES", "/animation/acceptations"),
        get("paths::DESK", "/animation"),
        get("/animation/projets/{slug}", "/animation/projets/{submitted}"),
        get("/animation/projets/{slug}", "/animation/projets/{draft}"),
        post("/animation/projets/{slug}", "/animation/projets/{submitted}", "move=publish&version=0"),
        post("/projets/{slug}/remarques", "/projets/{submitted}/remarques", "remark=1&do=answer&answer=Oui"),
        post("/projets/{slug}/remarques", "/projets/{public}/remarques", "remark=1&do=settle"),
        get("/projets/{slug}/retouches/{proposal}", "/projets/{submitted}/retouches/1"),
        post("/projets/{slug}/retouches/{proposal}", "/projets/{draft}/retouches/1", "version=0"),
        get("/animation/projets/{slug}/retouches", "/animation/projets/{submitted}/retouches"),
        get("/animation/projets/{slug}/retouches", "/animation/projets/{public}/retouches"),
        post("/animation/projets/{slug}/retouches", "/animation/projets/{submitted}/retouches", "version=0"),
        get("paths::REVIEW_SETTINGS", "/animation/relecture"),
        post("paths::REVIEW_SETTINGS", "/animation/relecture", "do=add-phrase&phrase="),
        post("/animation/projets/{slug}/suivi", "/animation/projets/{submitted}/suivi", "reviewer=1"),
        post("/animation/projets/{slug}/suivi", "/animation/projets/{draft}/suivi", "reviewer="),
        post("/animation/projets/{slug}/verification", "/animation/projets/{submitted}/verification", ""),
        post("/animation/projets/{slug}/verification", "/animation/projets/{public}/verification", ""),
        get("paths::COLLECTIONS", "/dossiers"),
        get("/dossiers/{slug}", "/dossiers/rien"),
        get("paths::CURATE_COLLECTIONS", "/animation/dossiers"),
        post("paths::CURATE_COLLECTIONS", "/animation/dossiers", "title="),
        get("/animation/dossiers/{slug}", "/animation/dossiers/rien"),
        post("/animation/dossiers/{slug}", "/animation/dossiers/rien", "do=publish"),
        get("paths::CURATE_HOME", "/animation/une"),
        post("paths::CURATE_HOME", "/animation/une", "do=plan"),
        get("paths::TRAININGS", "/formations"),
        get("/formations/{slug}", "/formations/{training}"),
        get("/formations/{slug}", "/formations/rien"),
        post("/formations/{slug}", "/formations/{training}", "session={session}"),
        get("paths::MY_TRAININGS", "/moi/formations"),
        post("paths::MY_TRAININGS", "/moi/formations", "registration=1&do=approve"),
        get("paths::TRAININGS_CALENDAR", "/formations.ics"),
        get("paths::MY_CALENDAR", "/moi/formations.ics?cle=rien"),
        get("paths::WISHES", "/formations/souhaits"),
        post("paths::WISHES", "/formations/souhaits", "do=make&title="),
        get("paths::NEEDS", "/besoins"),
        get("paths::NEW_NEED", "/besoins/nouveau"),
        post("paths::NEW_NEED", "/besoins/nouveau", "title="),
        get("/besoins/{id}", "/besoins/1"),
        post("/besoins/{id}", "/besoins/1", "do=back"),
        get("/moi/formations/{id}", "/moi/formations/1"),
        get("/moi/formations/{id}/attestation.pdf", "/moi/formations/1/attestation.pdf"),
        get("paths::MY_HOURS", "/moi/formations/heures.pdf"),
        get("/moi/formations/sessions/{id}/avis", "/moi/formations/sessions/{session}/avis"),
        post("/moi/formations/sessions/{id}/avis", "/moi/formations/sessions/{session}/avis", ""),
        get("paths::CERTIFICATES", "/attestations"),
        get("paths::CERTIFICATES", "/attestations?numero=7K3F-02QX-M9TB"),
        get("/animation/sessions/{id}/presences", "/animation/sessions/{session}/presences"),
        post("/animation/sessions/{id}/presences", "/animation/sessions/{session}/presences", "half_day=0&do=save"),
        get("/animation/presences/{id}", "/animation/presences/1"),
        post("/animation/presences/{id}", "/animation/presences/1", ""),
        get("/animation/sessions/{id}/emargement.pdf", "/animation/sessions/{session}/emargement.pdf"),
        get("/animation/sessions/{id}/attestations.pdf", "/animation/sessions/{session}/attestations.pdf"),
        post("/animation/sessions/{id}/export", "/animation/sessions/{session}/export", ""),
        get("/animation/sessions/{id}/bilan", "/animation/sessions/{session}/bilan"),
        post("/animation/sessions/{id}/bilan", "/animation/sessions/{session}/bilan", "do=publish"),
        get("paths::NOTICES", "/moi/notifications"),
        post("paths::NOTICES", "/moi/notifications", "do="),
        get("paths::LETTERS", "/moi/courriels"),
        post("paths::LETTERS", "/moi/courriels", "reminders=daily"),
        get("paths::STOP_LETTERS", "/courriels/arret?compte=1&sorte=review&cle=rien"),
        post("paths::STOP_LETTERS", "/courriels/arret?compte=1&sorte=review&cle=rien", ""),
        get("paths::RUN_TRAININGS", "/animation/formations"),
        post("paths::RUN_TRAININGS", "/animation/formations", "title="),
        get("/animation/formations/{slug}", "/animation/formations/{training}"),
        post("/animation/formations/{slug}", "/animation/formations/{training}", "do=save&title="),
        get("/animation/sessions/{id}", "/animation/sessions/{session}"),
        get("/animation/sessions/{id}", "/animation/sessions/1"),
        post("/animation/sessions/{id}", "/animation/sessions/{session}", "do=save"),
        get("paths::DISCUSSIONS", "/echanges"),
        get("/echanges/{space}", "/echanges/{space}"),
        get("/echanges/{space}", "/echanges/rien"),
        post("/echanges/{space}", "/echanges/{space}", ""),
        get("paths::NEW_TOPIC", "/echanges/nouveau"),
        post("paths::NEW_TOPIC", "/echanges/nouveau", "title="),
        get("paths::NEW_TOPIC", "/echanges/nouveau?projet={public}"),
        get("paths::NEW_TOPIC", "/echanges/nouveau?formation={training}"),
        get("paths::DRAFTS", "/echanges/brouillons"),
        post("paths::DRAFTS", "/echanges/brouillons", "place="),
        get("/echanges/{space}/{topic}", "/echanges/{space}/{topic}"),
        get("/echanges/sujets/{id}", "/echanges/sujets/{topic}"),
        post("/echanges/sujets/{id}", "/echanges/sujets/{topic}", "body="),
        post("/echanges/sujets/{id}/gestes", "/echanges/sujets/{topic}/gestes", "do=accept&post=1"),
        get("/echanges/sujets/{id}/personnes", "/echanges/sujets/{topic}/personnes?q=a"),
        get("/echanges/sujets/{id}/reglages", "/echanges/sujets/{topic}/reglages"),
        post("/echanges/sujets/{id}/reglages", "/echanges/sujets/{topic}/reglages", "do=retitle&title="),
        get("/echanges/messages/{id}", "/echanges/messages/{post}"),
        get("/echanges/messages/{id}/modifier", "/echanges/messages/{post}/modifier"),
        post("/echanges/messages/{id}/modifier", "/echanges/messages/{post}/modifier", "do=save&body="),
        get("/echanges/messages/{id}/historique", "/echanges/messages/{post}/historique"),
        get("paths::RUN_SPACES", "/animation/espaces"),
        post("paths::RUN_SPACES", "/animation/espaces", "name="),
        get("/animation/espaces/{slug}", "/animation/espaces/{space}"),
        post("/animation/espaces/{slug}", "/animation/espaces/{space}", "name="),
        get("paths::REMOVAL", "/retrait-image"),
        post("paths::REMOVAL", "/retrait-image", "medium=1&asker=parent"),
        get("paths::REMOVALS", "/animation/retraits"),
        post("/animation/retraits/{request}", "/animation/retraits/1", "decision=kept"),
        get("/echanges/sujets/{id}/projet", "/echanges/sujets/1/projet"),
        post("/echanges/sujets/{id}/projet", "/echanges/sujets/1/projet", "posts=1&title="),
        get("/echanges/messages/{id}/signaler", "/echanges/messages/1/signaler"),
        post("/echanges/messages/{id}/signaler", "/echanges/messages/1/signaler", "reason=insult"),
        get("paths::REPORTS", "/animation/signalements"),
        post("paths::REPORTS", "/animation/signalements", "do=add-phrase&phrase="),
        post("/animation/signalements/{id}", "/animation/signalements/1", ""),
        get("/animation/signalements/messages/{id}", "/animation/signalements/messages/1"),
        post("/animation/signalements/messages/{id}", "/animation/signalements/messages/1", "kind=shown"),
        post("/animation/signalements/recours/{id}", "/animation/signalements/recours/1", "decision=kept&answer=Oui"),
        get("paths::MY_MODERATION", "/moi/moderation"),
        post("paths::MY_MODERATION", "/moi/moderation", "act=1&appeal=Non"),
        get("paths::MODERATION_LOG", "/echanges/moderation"),
        post("/projets/{slug}/marques", "/projets/{public}/marques", "mark=bookmark&wanted=1"),
        post("/projets/{slug}/marques", "/projets/{draft}/marques", "mark=bookmark&wanted=1"),
        get("paths::PARTNERS", "/projets/partenaires"),
        get("/projets/{slug}/partenaires", "/projets/{draft}/partenaires"),
        get("/projets/{slug}/partenaires", "/projets/{public}/partenaires"),
        post("/projets/{slug}/partenaires", "/projets/{public}/partenaires", "do=answer&answer="),
        get("/projets/{slug}/auteurs", "/projets/{draft}/auteurs"),
        get("/projets/{slug}/auteurs", "/projets/{public}/auteurs"),
        post("/projets/{slug}/auteurs", "/projets/{draft}/auteurs", "do=leave&id=1"),
        get("/projets/{slug}/ouverture", "/projets/{draft}/ouverture"),
        get("/projets/{slug}/ouverture", "/projets/{public}/ouverture"),
        get("/projets/{slug}/ouverture", "/projets/{submitted}/ouverture"),
        post("/projets/{slug}/ouverture", "/projets/{public}/ouverture", "do=dates&public_from=demain"),
        get("paths::LINK", "/lien?cle=rien"),
        post("paths::LINK", "/lien", ""),
        get("paths::INVITATIONS", "/invitations?cle=rien"),
        post("paths::INVITATIONS", "/invitations", "cle=rien"),
        post("/projets/{slug}/reprises", "/projets/{draft}/reprises", ""),
        post("/projets/{slug}/reprises", "/projets/{submitted}/reprises", ""),
        post("/projets/{slug}/essais", "/projets/{public}/essais", "level=ce1&on=2026-01-12&outcome=Bien"),
        post("/projets/{slug}/essais", "/projets/{community}/essais", "remove=1"),
        get("paths::SEARCH", "/recherche?q=classe"),
        get("paths::SUGGESTIONS", "/recherche/suggestions?q=classe"),
        get("paths::LIVE", "/echanges/direct?sujet=1"),
        get("paths::TERRITORY", "/territoire"),
        get("/communes/{key}", "/communes/33063-bordeaux"),
        get("/ecoles/{uai}", "/ecoles/{uai}"),
        get("/ecoles/{uai}", "/ecoles/0000000A"),
        get("paths::SIGN_IN", "/connexion"),
        post("paths::DEMO_SIGN_IN", "/connexion/demo", ""),
        get("/connexion/{provider}", "/connexion/rien"),
        get("/connexion/{provider}/retour", "/connexion/rien/retour"),
        post("paths::APPEARANCE", "/apparence", ""),
        get("paths::ACCESSIBILITY", "/accessibilite"),
        get("paths::LEGAL", "/mentions-legales"),
        get("paths::PRIVACY", "/donnees-personnelles"),
        get("paths::SITE_MAP", "/plan-du-site"),
        get("paths::HELP", "/aide"),
        get("paths::PROJECTS_FEED", "/projets.atom"),
        get("paths::OAI", "/oai?verb=Identify"),
        post("paths::OAI", "/oai", "verb=Identify"),
        get("/projets/{slug}/scolomfr.xml", "/projets/{public}/scolomfr.xml"),
        get("/projets/{slug}/scolomfr.xml", "/projets/{draft}/scolomfr.xml"),
        get("/fichiers/{id}/{file}", "{picture of draft}"),
        post("paths::PICTURES", "/images", ""),
        get("/images/{medium}", "/images/1"),
        get("/medias/{medium}", "{page of picture of draft}"),
        get("/medias/{medium}", "{page of sound}"),
        get("/medias/{medium}", "/medias/1"),
        post("/medias/{medium}", "{page of picture of draft}", "intent=withdraw"),
        post("/medias/{medium}", "{page of sound}", "intent=describe&title="),
        get("/projets/{slug}/bilan", "/projets/{draft}/bilan"),
        get("/projets/{slug}/bilan", "/projets/{public}/bilan"),
        get("/projets/{slug}/attestation.pdf", "/projets/{draft}/attestation.pdf"),
        get("/projets/{slug}/attestation.pdf", "/projets/{public}/attestation.pdf"),
        get("/projets/{slug}/pieces", "/projets/{draft}/pieces"),
        get("/projets/{slug}/pieces", "/projets/{public}/pieces"),
        post("/projets/{slug}/pieces", "/projets/{draft}/pieces", "do=add"),
        get("/fichiers/{id}/{file}", "{sound}"),
        get("/fichiers/{id}/{file}", "/fichiers/1/640.webp"),
        get("paths::SITEMAP", "/sitemap.xml"),
        get("paths::ROBOTS", "/robots.txt"),
        get("paths::HEALTH", "/healthz"),
        get("paths::READY", "/readyz"),
        // Last: they end the session.
        post("paths::DEMO_SIGN_IN", "/connexion/demo", "personne=parente"),
        post("paths::SIGN_OUT", "/deconnexion", ""),
    ]
}

#[tokio::test]
async fn who_gets_through_which_door() {
    let site = Site::open().await;
    let addresses = Addresses::of(&site).await;
    let mut browsers: Vec<Browser> = vec![site.nobody()];
    for person in PEOPLE {
        browsers.push(site.as_(person).await);
    }
    let mut table = format!("{:<58} nobody", "");
    for person in PEOPLE {
        write!(table, " {:>11}", person.key).expect("a column");
    }
    for door in doors() {
        let method = door.method();
        let Door { address, form, .. } = door;
        let filled = form.map(|form| addresses.fill(form)).unwrap_or_default();
        write!(table, "\n{:<58}", [method.as_str(), address, form.unwrap_or_default()].join(" ").trim_end()).expect("a row");
        for (column, browser) in browsers.iter().enumerate() {
            let request = Request::builder()
                .method(method.clone())
                .uri(addresses.fill(address))
                .header(header::ORIGIN, crate::harness::ORIGIN)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(filled.clone()));
            let status = browser.ask(request.expect("a request")).await.status.as_u16();
            let width = if column == 0 { 7 } else { 12 };
            write!(table, "{status:>width$}").expect("a cell");
        }
    }
    insta::assert_snapshot!(table);
}

/// Addresses of projects that the table needs, by what they are.
struct Addresses {
    known: Vec<(&'static str, String)>,
}

impl Addresses {
    async fn of(site: &Site) -> Self {
        use domain::projects::{State, Visibility};
        let cards = services::projects::cards(
            &site.system(),
            &services::projects::readable(&site.system(), services::projects::Shelf::All).await.expect("ids"),
        )
        .await
        .expect("cards");
        let teacher = site.as_(TEACHER).await;
        let mut photo = std::io::Cursor::new(Vec::new());
        image::DynamicImage::new_rgb8(400, 300).write_to(&mut photo, image::ImageFormat::Png).expect("a picture");
        let photo = photo.into_inner();
        let parts = [Part::Text("title", "Un brouillon"), Part::Text("intent", "save"), Part::File("pictures", "photo.png", &photo)];
        assert_eq!(teacher.upload("/projets/nouveau", &parts).await.location(), "/projets/un-brouillon/modifier");
        let picture = teacher.get("/projets/un-brouillon").await.attributes(".project-cover img", "src").remove(0);
        let uai = TEACHER.school().expect("a school").to_string();
        let page = picture.rsplit_once('/').map(|(folder, _)| folder.replace("/fichiers", "/medias")).expect("its folder");
        let sound = site.nobody().get("/projets/dix-minutes-d-antenne-le-vendredi-matin").await.attributes("audio", "src").remove(0);
        let page_of_sound = sound.rsplit_once('/').map(|(folder, _)| folder.replace("/fichiers", "/medias")).expect("its folder");
        let session = site.nobody().get("/formations").await.attributes(".session-list a", "href").remove(0);
        let (training, session) = session.split_once("#session-").expect("a session's address");
        let (space, topic, post) = discussed(site, &teacher).await;
        let mut known = vec![
            ("{space}", space),
            ("{topic}", topic),
            ("{post}", post),
            ("{training}", training.trim_start_matches("/formations/").to_owned()),
            ("{session}", session.to_owned()),
            ("{page of sound}", page_of_sound),
            ("{sound}", sound),
            ("{draft}", "un-brouillon".to_owned()),
            ("{page of picture of draft}", page),
            ("{picture of draft}", picture),
            ("{uai}", uai),
        ];
        let wanted: [(&str, State, Option<Visibility>); 4] = [
            ("{submitted}", State::Submitted, None),
            ("{public}", State::Published, Some(Visibility::Public)),
            ("{community}", State::Published, Some(Visibility::Community)),
            ("{school}", State::Published, Some(Visibility::School)),
        ];
        for (name, state, visibility) in wanted {
            for card in cards.iter().filter(|card| card.state == state) {
                let Ok(services::projects::Opened::Sheet(sheet)) = services::projects::open(&site.system(), &card.slug).await else {
                    continue;
                };
                if visibility.is_none_or(|visibility| sheet.project.draft.visibility == visibility) {
                    known.push((name, card.slug.clone()));
                    break;
                }
            }
        }
        assert_eq!(known.len(), 15, "the demo has one of each: {known:?}");
        Self { known }
    }

    fn fill(&self, address: &str) -> String {
        self.known.iter().fold(address.to_owned(), |address, (name, slug)| address.replace(name, slug))
    }
}

/// A space for teachers, which officials read, a topic of the teacher's in it, and its first message.
async fn discussed(site: &Site, teacher: &Browser) -> (String, String, String) {
    let animator = site.as_(ANIMATOR).await;
    let made = animator.post("/animation/espaces", &[("name", "Derrière la porte"), ("post", "teacher"), ("read", "official")]).await;
    let space = made.location().replace("/animation/espaces/", "");
    let form = teacher.get(&format!("/echanges/nouveau?espace={space}")).await;
    let number = form.attributes("input[name=space][checked]", "value").remove(0);
    let typed = [("title", "Qui passe"), ("body", "Bonjour"), ("kind", "question"), ("space", number.as_str())];
    let topic = teacher.post("/echanges/nouveau", &typed).await.location();
    let edit = teacher.get(&topic).await.attributes(".post-acts a[href$='/modifier']", "href").remove(0);
    let post = edit.replace("/echanges/messages/", "").replace("/modifier", "");
    (space, topic.replace("/echanges/sujets/", ""), post)
}

#[test]
fn every_route_of_the_source_is_in_the_table() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut routes = BTreeSet::new();
    for folder in ["app/src", "server/src/endpoints"] {
        collect(&root.join(folder), &mut routes);
    }
    let known: BTreeSet<_> = doors().iter().map(|door| (door.route.to_owned(), door.method().to_string())).collect();
    assert_eq!(routes, known, "left: in the source; right: in the table");
}

/// The first argument of every `.route(` in the sources beneath `folder`, with each method that it takes.
fn collect(folder: &Path, routes: &mut BTreeSet<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("a folder").filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, routes);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let source = std::fs::read_to_string(&path).expect("a source");
            for rest in source.split(".route(").skip(1) {
                let (route, handlers) = arguments(rest).split_once(',').expect("a route and its handlers");
                let methods = methods(handlers);
                assert!(!methods.is_empty(), "{}: {route} takes methods that this test does not know: {handlers}", path.display());
                routes.extend(methods.into_iter().map(|method| (route.trim().trim_matches('"').to_owned(), method)));
            }
        }
    }
}

/// What stands before the parenthesis that closes a call; `rest` begins after the one that opens it.
fn arguments(rest: &str) -> &str {
    let mut depth = 1_usize;
    for (at, c) in rest.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &rest[..at];
        }
    }
    panic!("a call that does not end: {rest}")
}

/// The methods of `get(…).post(…)`.
fn methods(handlers: &str) -> Vec<String> {
    let calls = |name: &&str| {
        let mut found = handlers.match_indices(*name).filter(|(at, _)| handlers[at + name.len()..].starts_with('('));
        found.any(|(at, _)| !handlers[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'))
    };
    let known = ["get", "post", "put", "patch", "delete", "head", "options", "any", "on"];
    known.into_iter().filter(calls).map(str::to_uppercase).collect()
}

#[test]
fn a_method_more_on_a_known_route_is_seen() {
    let source = "\n    paths::A,\n    get(a::get).post(a::post),\n).route(\"/b\", post(b))";
    let (route, handlers) = arguments(source).split_once(',').expect("a route and its handlers");
    assert_eq!((route.trim(), methods(handlers)), ("paths::A", vec!["GET".to_owned(), "POST".to_owned()]));
}
