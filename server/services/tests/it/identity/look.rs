//! What an operator is told of a provider before anyone signs in with it.

use super::fake_provider::Fake;
use axum::{Router, routing::get};
use domain::time::Timestamp;
use serde_json::{Value, json};
use services::{
    identity::{Look, Looked, Provider, Providers},
    outside::Clock,
};

const CALLBACK: &str = "https://preau.example.fr/connexion/ent/retour";

async fn look(provider: Provider) -> Vec<Looked> {
    Providers::new(vec![provider.clone()]).expect("providers").look(&provider, CALLBACK).await
}

fn fault(looked: &[Looked]) -> (Look, &str) {
    let found: Vec<_> = looked.iter().filter_map(|one| Some((one.what, one.found.as_ref().err()?.as_str()))).collect();
    match found.as_slice() {
        [one] => *one,
        other => panic!("not one fault: {other:?}"),
    }
}

async fn fake() -> Fake {
    Fake::serve(Clock::fixed(Timestamp::from_ms(0))).await
}

#[tokio::test]
async fn a_sound_provider_is_found_sound() {
    let fake = fake().await;
    let looked = look(fake.row("ent", json!({}))).await;
    assert!(looked.iter().all(|one| one.found.is_ok()), "{looked:?}");
    assert_eq!(looked.iter().map(|one| one.what).collect::<Vec<_>>(), [Look::Discovery, Look::Endpoints, Look::Keys]);
}

#[tokio::test]
async fn each_fault_is_found_where_it_is() {
    let fake = fake().await;
    let faults: [(Value, Value, Look, &str); 5] = [
        (json!({}), json!({ "issuer": "https://evil.fr" }), Look::Discovery, "il nomme \"https://evil.fr\""),
        (json!({}), json!({ "token_endpoint": "http://192.0.2.1/token" }), Look::Endpoints, "n’est pas en https"),
        (json!({}), json!({ "jwks_uri": null }), Look::Keys, "ne donne pas de `jwks_uri`"),
        (json!({}), json!({ "id_token_signing_alg_values_supported": ["HS256"] }), Look::Keys, "[\"HS256\"]"),
        (json!({ "issuer": format!("{}/ailleurs", fake.issuer()) }), json!({}), Look::Discovery, "répond 404"),
    ];
    for (row, discovery, what, why) in faults {
        fake.set().discovery = discovery;
        let looked = look(fake.row("ent", row)).await;
        let (found, said) = fault(&looked);
        assert!(found == what && said.contains(why), "{what:?} {why}: {looked:?}");
    }
    fake.set().discovery = json!({});
    fake.set().published = Vec::new();
    assert!(fault(&look(fake.row("ent", json!({}))).await).1.contains("aucune clé"));
}

#[tokio::test]
async fn a_userinfo_endpoint_that_refuses_nobody_is_one() {
    let fake = fake().await;
    let at = |path: &str| format!("{}{path}", fake.issuer());
    let row = |userinfo: &str| {
        let written = json!({
            "kind": "oauth2_userinfo", "authorization_endpoint": at("/authorize"), "token_endpoint": at("/token"),
            "userinfo_endpoint": at(userinfo),
        });
        fake.row("ent", written)
    };
    assert!(look(row("/userinfo")).await.iter().all(|one| one.found.is_ok()));
    assert_eq!(fault(&look(row("/nowhere")).await).0, Look::Userinfo);
}

async fn cas(answer: &'static str) -> Provider {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let site = format!("http://{}", listener.local_addr().expect("an address"));
    let router = Router::new().route("/p3/serviceValidate", get(move || async move { answer }));
    tokio::spawn(async move { axum::serve(listener, router).await });
    serde_json::from_value(json!({ "id": "cas", "label": "CAS", "kind": "cas", "site": site })).expect("a provider")
}

#[tokio::test]
async fn a_cas_server_refuses_a_made_up_ticket() {
    let sound = cas(
        "<cas:serviceResponse xmlns:cas=\"http://www.yale.edu/tp/cas\"><cas:authenticationFailure code=\"INVALID_TICKET\"/></cas:serviceResponse>",
    )
    .await;
    assert!(look(sound).await.iter().all(|one| one.found.is_ok()));
    let unknown = cas(
        "<cas:serviceResponse xmlns:cas=\"http://www.yale.edu/tp/cas\"><cas:authenticationFailure code=\"INVALID_SERVICE\"/></cas:serviceResponse>",
    )
    .await;
    assert!(fault(&look(unknown).await).1.contains("INVALID_SERVICE"));
    assert_eq!(fault(&look(cas("<html>Bienvenue</html>").await).await).0, Look::Validation);
}
