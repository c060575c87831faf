//! Signing in with a CAS server (lines 68 to 73). Its answers are read in `services::identity::cas_answer`, which has tests of its own.

use super::{
    count, member,
    sign_in::{begin, finish, query},
    texts,
};
use crate::harness::{TestPortal, both};
use axum::{
    Router,
    extract::{Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    access::{Role, Viewer},
    identity::Refusal,
    paths::ReturnTo,
    territory::Uai,
};
use serde_json::{Value, json};
use services::{
    identity::{self, Answer, Calling, Finished, NotSignedOut, Prompt, Providers, SignInFailure},
    outside::Secret,
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
};
use url::Url;

/// A CAS server on loopback, whose tickets are good once, for one service.
#[derive(Clone)]
struct FakeCas(Arc<Shared>);

struct Shared {
    base: String,
    behaviour: Mutex<Behaviour>,
}

#[derive(Default)]
struct Behaviour {
    /// Tickets, each with its service and what is said of its bearer.
    tickets: HashMap<String, (String, String)>,
    /// How many of the next calls break off or fail.
    failing: usize,
    /// Whether only CAS 2 is spoken.
    old: bool,
    /// Whether any answer is given that is none.
    rubbish: bool,
    /// Paths and queries asked for.
    seen: Vec<(String, HashMap<String, String>)>,
}

impl FakeCas {
    async fn serve() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://{}/cas", listener.local_addr().expect("an address"));
        let fake = Self(Arc::new(Shared { base, behaviour: Mutex::default() }));
        let router =
            Router::new().route("/cas/p3/serviceValidate", get(p3)).route("/cas/serviceValidate", get(p2)).with_state(fake.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        fake
    }

    fn set(&self) -> MutexGuard<'_, Behaviour> {
        self.0.behaviour.lock().expect("not poisoned")
    }

    /// What a browser comes back with, once `said` is known of who signed in at `url`.
    fn answer(&self, url: &Url, said: &str) -> Answer {
        assert_eq!(url.path(), "/cas/login");
        let service: Url = query(url, "service").parse().expect("an address");
        let ticket = format!("ST-{}", Secret::new().expect("chance").reveal());
        self.set().tickets.insert(ticket.clone(), (service.to_string(), said.to_owned()));
        Answer { state: vec![query(&service, "state")], ticket: vec![ticket], ..Answer::default() }
    }

    fn asked(&self) -> usize {
        self.set().seen.len()
    }
}

async fn p3(state: State<FakeCas>, query: Query<HashMap<String, String>>) -> Response {
    if state.set().old {
        state.set().seen.push(("p3".to_owned(), query.0));
        return StatusCode::NOT_FOUND.into_response();
    }
    validate("p3", state, query)
}

async fn p2(state: State<FakeCas>, query: Query<HashMap<String, String>>) -> Response {
    validate("p2", state, query)
}

fn validate(path: &str, State(fake): State<FakeCas>, Query(query): Query<HashMap<String, String>>) -> Response {
    let mut behaviour = fake.set();
    behaviour.seen.push((path.to_owned(), query.clone()));
    if behaviour.failing > 0 {
        behaviour.failing -= 1;
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    if behaviour.rubbish {
        return "<html>Bienvenue</html>".into_response();
    }
    let inside = match behaviour.tickets.remove(&query["ticket"]) {
        Some((service, said)) if service == query["service"] => format!("<cas:authenticationSuccess>{said}</cas:authenticationSuccess>"),
        Some(_) => failure("INVALID_SERVICE"),
        None => failure("INVALID_TICKET"),
    };
    let xml = format!("<cas:serviceResponse xmlns:cas=\"http://www.yale.edu/tp/cas\">{inside}</cas:serviceResponse>");
    ([(header::CONTENT_TYPE, "application/xml")], xml).into_response()
}

fn failure(code: &str) -> String {
    format!("<cas:authenticationFailure code=\"{code}\">non</cas:authenticationFailure>")
}

/// A person, as an ENT says it in the envelope that is asked for.
fn person(user: &str, profile: &str) -> String {
    let uai = Uai::from_number(330_001);
    format!(
        "<cas:user>{user}</cas:user><cas:attributes><cas:userAttributes><cas:lastName>MARTIN</cas:lastName>\
         <cas:firstName>Camille</cas:firstName><cas:email>c.martin@ac-bordeaux.fr</cas:email><cas:profile>{profile}</cas:profile>\
         <cas:schools><cas:school externalId=\"{uai}\" name=\"ENS\"><cas:classes><cas:class>CM1</cas:class></cas:classes></cas:school>\
         </cas:schools></cas:userAttributes></cas:attributes>"
    )
}

async fn with_fake(portal: TestPortal, change: Value) -> (TestPortal, FakeCas) {
    let fake = FakeCas::serve().await;
    let mut row = json!({ "id": "ent", "label": "L’ENT", "kind": "cas", "site": fake.0.base });
    row.as_object_mut().expect("an object").extend(change.as_object().cloned().unwrap_or_default());
    let rows = vec![serde_json::from_value(row).expect("a provider")];
    (portal.changed(|portal| portal.providers = Providers::new(rows).expect("providers")), fake)
}

async fn sign_in(portal: &TestPortal, fake: &FakeCas, said: &str) -> Result<Finished, SignInFailure> {
    let browser = Secret::new().expect("chance");
    let url = begin(portal, &browser).await?;
    finish(portal, &browser, fake.answer(&url, said)).await
}

both! {
    /// Line 68.
    async fn a_ticket_is_validated_once_for_the_very_same_address(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        let finished = sign_in(&portal, &fake, &person("b7785dc5", "Teacher")).await.expect("signed in");
        assert_eq!(finished.return_to.as_str(), "/projets?page=2");
        let seen = member(&portal, &finished.session).await.expect("someone");
        assert_eq!((seen.name.as_str(), seen.roles), ("Camille MARTIN", vec![Role::Teacher]));
        assert_eq!(seen.schools, [Uai::from_number(330_001)]);
        assert_eq!(texts(&portal, "SELECT subject FROM account_identity").await, ["b7785dc5"]);
        assert_eq!(fake.asked(), 1);
        let (path, query) = fake.set().seen.remove(0);
        assert_eq!(path, "p3");
        assert!(query["service"].starts_with("https://preau.example.fr/connexion/ent/retour?state="), "{query:?}");
        assert!(!query.contains_key("renew"));
    }

    /// Line 69.
    async fn a_ticket_that_was_used_or_is_for_another_site_signs_nobody_in(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        let browser = Secret::new().expect("chance");
        let first = fake.answer(&begin(&portal, &browser).await.expect("an address"), &person("u", "Teacher"));
        finish(&portal, &browser, first.clone()).await.expect("signed in");
        assert!(matches!(finish(&portal, &browser, first.clone()).await, Err(SignInFailure::BadAnswer(_))), "its state was used");
        let (one, two) = (begin(&portal, &browser).await.expect("an address"), begin(&portal, &browser).await.expect("an address"));
        let replayed = Answer { ticket: first.ticket, ..fake.answer(&one, "") };
        assert!(matches!(finish(&portal, &browser, replayed).await, Err(SignInFailure::BadTicket)));
        let of_another = fake.answer(&two, &person("u", "Teacher")).ticket;
        let three = begin(&portal, &browser).await.expect("an address");
        let moved = Answer { ticket: of_another, ..fake.answer(&three, "") };
        assert!(matches!(finish(&portal, &browser, moved).await, Err(SignInFailure::BadTicket)), "it was for another state");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM session").await, 1);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM audit WHERE action = 'sign-in' AND outcome = 'failed'").await, 2);
    }

    /// Lines 6 to 8 and 15, for tickets.
    async fn an_answer_needs_one_ticket_and_one_state_of_this_browsers(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        let (mine, theirs) = (Secret::new().expect("chance"), Secret::new().expect("chance"));
        for tickets in [vec![], vec![String::new()], vec!["a".to_owned(), "b".to_owned()], vec!["ST 1".to_owned()], vec!["é".to_owned()]] {
            let url = begin(&portal, &mine).await.expect("an address");
            let answer = Answer { ticket: tickets.clone(), ..fake.answer(&url, &person("u", "Teacher")) };
            assert!(matches!(finish(&portal, &mine, answer).await, Err(SignInFailure::BadAnswer("not one ticket"))), "{tickets:?}");
        }
        let answer = fake.answer(&begin(&portal, &mine).await.expect("an address"), &person("u", "Teacher"));
        assert!(matches!(finish(&portal, &theirs, answer).await, Err(SignInFailure::BadAnswer("begun in another browser"))));
        assert_eq!(fake.asked(), 0);
    }

    /// Line 71.
    async fn a_server_that_fails_is_asked_again_twice_and_one_that_refuses_never(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        fake.set().failing = 2;
        sign_in(&portal, &fake, &person("u", "Teacher")).await.expect("the third time");
        assert_eq!(fake.asked(), 3);
        fake.set().failing = 3;
        let answer = sign_in(&portal, &fake, &person("u", "Teacher")).await;
        assert!(matches!(&answer, Err(SignInFailure::Provider(why)) if why.contains("503")), "{answer:?}");
        assert_eq!(fake.asked(), 6);
        let browser = Secret::new().expect("chance");
        let answer = fake.answer(&begin(&portal, &browser).await.expect("an address"), "");
        let made_up = Answer { ticket: vec!["ST-made-up".to_owned()], ..answer };
        assert!(matches!(finish(&portal, &browser, made_up).await, Err(SignInFailure::BadTicket)));
        assert_eq!(fake.asked(), 7, "once");
    }

    async fn a_server_of_cas_2_is_asked_at_its_own_address(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        fake.set().old = true;
        sign_in(&portal, &fake, &person("u", "Teacher")).await.expect("signed in");
        assert_eq!(fake.set().seen.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>(), ["p3", "p2"]);
    }

    /// Line 70, and what lacks what tells people apart.
    async fn an_answer_that_is_none_signs_nobody_in(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        for said in ["", "<cas:user>a</cas:user><cas:user>b</cas:user>", "<cas:user>ad<!-- -->min</cas:user>", "<cas:user> </cas:user>"] {
            let answer = sign_in(&portal, &fake, said).await;
            assert!(matches!(answer, Err(SignInFailure::Provider(_))), "{said}: {answer:?}");
        }
        fake.set().rubbish = true;
        assert!(matches!(sign_in(&portal, &fake, &person("u", "Teacher")).await, Err(SignInFailure::Provider(_))));
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM account").await, 0);
    }

    async fn who_someone_is_may_be_an_attribute(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({ "subject_claim": "ENTPersonJointure" })).await;
        let said = format!("{}<cas:ENTPersonJointure>AC-1</cas:ENTPersonJointure>", person("login", "Teacher"));
        sign_in(&portal, &fake, &said).await.expect("signed in");
        assert_eq!(texts(&portal, "SELECT subject FROM account_identity").await, ["AC-1"]);
        assert!(sign_in(&portal, &fake, &person("login", "Teacher")).await.is_err(), "the login is not who they are");
    }

    /// Line 43.
    async fn pupils_and_parents_leave_nothing_behind(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        for (profile, refusal) in [("Student", Refusal::Pupil), ("[\"Relative\"]", Refusal::Parent)] {
            let answer = sign_in(&portal, &fake, &person("u", profile)).await;
            assert!(matches!(&answer, Err(SignInFailure::Refused(why)) if *why == refusal), "{answer:?}");
        }
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM account").await, 0);
    }

    /// Line 58: and only a ticket that a password was typed for is taken then.
    async fn who_signs_in_after_a_sign_out_says_again_who_they_are(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        let (cx, browser) = (portal.cx(Viewer::Nobody), Secret::new().expect("chance"));
        let url = identity::begin(&cx, "ent", &browser, ReturnTo::parse("/"), Prompt::Anew).await.expect("an address");
        assert_eq!(query(&url, "renew"), "true");
        let finished = finish(&portal, &browser, fake.answer(&url, &person("u", "Teacher"))).await.expect("signed in");
        assert_eq!(fake.set().seen[0].1["renew"], "true");
        let url = identity::close_session(&cx, &finished.session).await.expect("closed").expect("an address");
        assert!(url.path().ends_with("/cas/logout"), "{url}");
        assert_eq!(query(&url, "service"), "https://preau.example.fr/");
    }

    /// Line 72.
    async fn a_server_ends_the_session_of_a_ticket_that_it_names(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        let browser = Secret::new().expect("chance");
        let answer = fake.answer(&begin(&portal, &browser).await.expect("an address"), &person("u", "Teacher"));
        let ticket = answer.ticket[0].clone();
        let finished = finish(&portal, &browser, answer).await.expect("signed in");
        let other = sign_in(&portal, &fake, &person("u", "Teacher")).await.expect("signed in");
        assert!(!texts(&portal, "SELECT provider_session FROM session").await.contains(&ticket), "kept hashed");
        let cx = portal.cx(Viewer::Nobody);
        let call = async |index: &str| {
            let xml = format!(
                "<samlp:LogoutRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"LR-1\" Version=\"2.0\">\
                 <samlp:SessionIndex>{index}</samlp:SessionIndex></samlp:LogoutRequest>"
            );
            identity::back_channel(&cx, "ent", Calling::Request(&xml)).await
        };
        assert_eq!(call("ST-unknown").await.expect("no error"), 0);
        assert_eq!(call(ticket.as_str()).await.expect("known"), 1);
        assert_eq!(call(ticket.as_str()).await.expect("no error"), 0);
        assert_eq!(member(&portal, &finished.session).await, None);
        assert!(member(&portal, &other.session).await.is_some());
        for wrong in ["", "<a/>", &"x".repeat(70_000)] {
            assert!(matches!(identity::back_channel(&cx, "ent", Calling::Request(wrong)).await, Err(NotSignedOut::Unbelieved(_))));
        }
        assert!(matches!(identity::back_channel(&cx, "ent", Calling::Token("a.b.c")).await, Err(NotSignedOut::Unbelieved(_))));
    }

    /// Line 73: nor is it in what failed.
    async fn no_failure_repeats_a_ticket(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        let browser = Secret::new().expect("chance");
        for failing in [0, 3] {
            fake.set().failing = failing;
            let answer = fake.answer(&begin(&portal, &browser).await.expect("an address"), "");
            let ticket = answer.ticket[0].clone();
            let said = format!("{answer:?} {:?}", finish(&portal, &browser, answer.clone()).await);
            assert!(!said.contains(&ticket), "{said}");
        }
    }
}
