//! Every route × every person: one reviewed table of statuses. A route that is not in it fails.

use crate::harness::{Browser, Site};
use axum::{
    body::Body,
    http::{Method, Request, header},
};
use sample::cast::{ADMIN, ADVISOR, ANIMATOR, HEAD, OFFICIAL, OTHER_TEACHER, PARENT, Person, TEACHER};
use std::{collections::BTreeSet, fmt::Write, path::Path};

/// Who knocks, as columns.
const PEOPLE: [Person; 8] = [TEACHER, OTHER_TEACHER, HEAD, ADVISOR, ANIMATOR, OFFICIAL, PARENT, ADMIN];

/// A door: its method, the route as the source writes it, and an address that it leads to.
struct Door(Method, &'static str, &'static str);

/// Every door. `{draft}` is a draft of the first teacher's, `{public}` a published project, `{school}` one for its school alone.
fn doors() -> Vec<Door> {
    let (get, post) = (Method::GET, Method::POST);
    vec![
        Door(get.clone(), "paths::HOME", "/"),
        Door(get.clone(), "paths::PROJECTS", "/projets"),
        Door(get.clone(), "paths::NEW_PROJECT", "/projets/nouveau"),
        Door(post.clone(), "paths::NEW_PROJECT", "/projets/nouveau"),
        Door(get.clone(), "/projets/{slug}", "/projets/{public}"),
        Door(get.clone(), "/projets/{slug}", "/projets/{draft}"),
        Door(get.clone(), "/projets/{slug}", "/projets/{submitted}"),
        Door(get.clone(), "/projets/{slug}", "/projets/{community}"),
        Door(get.clone(), "/projets/{slug}", "/projets/{school}"),
        Door(get.clone(), "/projets/{slug}", "/projets/rien-de-tel"),
        Door(get.clone(), "/projets/{slug}/modifier", "/projets/{draft}/modifier"),
        Door(get.clone(), "/projets/{slug}/modifier", "/projets/{public}/modifier"),
        Door(post.clone(), "/projets/{slug}/modifier", "/projets/{draft}/modifier"),
        Door(post.clone(), "/projets/{slug}/etat", "/projets/{draft}/etat"),
        Door(get.clone(), "/projets/{slug}/couverture.svg", "/projets/{draft}/couverture.svg"),
        Door(get.clone(), "/projets/{slug}/couverture.svg", "/projets/{public}/couverture.svg"),
        Door(post.clone(), "/iles/{function}", "/iles/apercu"),
        Door(get.clone(), "paths::MY_PROJECTS", "/moi/projets"),
        Door(get.clone(), "paths::DESK", "/animation"),
        Door(get.clone(), "/animation/projets/{slug}", "/animation/projets/{submitted}"),
        Door(get.clone(), "/animation/projets/{slug}", "/animation/projets/{draft}"),
        Door(post.clone(), "/animation/projets/{slug}", "/animation/projets/{public}"),
        Door(get.clone(), "paths::SEARCH", "/recherche?q=classe"),
        Door(get.clone(), "paths::TERRITORY", "/territoire"),
        Door(get.clone(), "/communes/{key}", "/communes/33063-bordeaux"),
        Door(get.clone(), "/ecoles/{uai}", "/ecoles/0000000A"),
        Door(get.clone(), "paths::SIGN_IN", "/connexion"),
        Door(post.clone(), "paths::DEMO_SIGN_IN", "/connexion/demo"),
        Door(get.clone(), "/connexion/{provider}", "/connexion/rien"),
        Door(get.clone(), "/connexion/{provider}/retour", "/connexion/rien/retour"),
        Door(post.clone(), "paths::APPEARANCE", "/apparence"),
        Door(get.clone(), "paths::ACCESSIBILITY", "/accessibilite"),
        Door(get.clone(), "paths::LEGAL", "/mentions-legales"),
        Door(get.clone(), "paths::PRIVACY", "/donnees-personnelles"),
        Door(get.clone(), "paths::SITE_MAP", "/plan-du-site"),
        Door(get.clone(), "paths::HELP", "/aide"),
        Door(get.clone(), "paths::PROJECTS_FEED", "/projets.atom"),
        Door(get.clone(), "/fichiers/{id}/{file}", "/fichiers/1/640.webp"),
        Door(get.clone(), "paths::HEALTH", "/healthz"),
        Door(get, "paths::READY", "/readyz"),
        // Last: it ends the session.
        Door(post, "paths::SIGN_OUT", "/deconnexion"),
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
    for Door(method, _, address) in doors() {
        write!(table, "\n{:<58}", format!("{method} {address}")).expect("a row");
        for (column, browser) in browsers.iter().enumerate() {
            let request = Request::builder()
                .method(method.clone())
                .uri(addresses.fill(address))
                .header(header::ORIGIN, crate::harness::ORIGIN)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::empty());
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
        let draft = site.as_(TEACHER).await.post("/projets/nouveau", &[("title", "Un brouillon"), ("intent", "save")]).await;
        assert_eq!(draft.location(), "/projets/un-brouillon/modifier");
        let mut known = vec![("{draft}", "un-brouillon".to_owned())];
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
        assert_eq!(known.len(), 5, "the demo has one of each: {known:?}");
        Self { known }
    }

    fn fill(&self, address: &str) -> String {
        self.known.iter().fold(address.to_owned(), |address, (name, slug)| address.replace(name, slug))
    }
}

#[test]
fn every_route_of_the_source_is_in_the_table() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut routes = BTreeSet::new();
    for folder in ["app/src", "server/src/endpoints"] {
        collect(&root.join(folder), &mut routes);
    }
    let known: BTreeSet<String> = doors().iter().map(|Door(_, route, _)| (*route).to_owned()).collect();
    assert_eq!(routes, known, "left: in the source; right: in the table");
}

/// The first argument of every `.route(` in the sources beneath `folder`.
fn collect(folder: &Path, routes: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder").filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, routes);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let source = std::fs::read_to_string(&path).expect("a source");
            for rest in source.split(".route(").skip(1) {
                routes.insert(rest.split(',').next().unwrap_or_default().trim().trim_matches('"').to_owned());
            }
        }
    }
}
