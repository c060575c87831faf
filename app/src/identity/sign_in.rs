//! `/connexion`: who one can sign in with; in the demo, as whom.

use crate::{
    outcome::Refused,
    shell::{Page, render},
    ui::icon::{Drawn, Icon},
    visit::{DemoPerson, Visit},
};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use domain::paths::{self, ReturnTo};
use leptos::prelude::*;
use services::identity::Provider;

/// A provider, as its button shows it.
struct Offered {
    id: String,
    label: String,
    has_logo: bool,
}

impl Offered {
    fn of(provider: &Provider) -> Self {
        Self { id: provider.id.clone(), label: provider.label.clone(), has_logo: provider.logo.is_some() }
    }
}

/// The page.
pub(super) async fn page(visit: Visit) -> Result<Response, Refused> {
    let wanted = visit.query().into_iter().find(|(name, _)| name == "retour").map_or_else(String::new, |(_, value)| value);
    let back = ReturnTo::parse(&wanted).as_str().to_owned();
    let providers: Vec<_> = visit.cx.portal.providers.offered().map(Offered::of).collect();
    let demo = if visit.cx.portal.settings.demo { visit.assets.demo.clone() } else { Vec::new() };
    let name = visit.cx.viewer.member().map(|member| member.name.clone());
    let page = Page { title: "Se connecter".into(), index: false, ..Page::default() };
    let mut response = render(&visit, StatusCode::OK, page, move || view! { <SignInPage providers demo back name/> });
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

#[component]
fn SignInPage(providers: Vec<Offered>, demo: Vec<DemoPerson>, back: String, name: Option<String>) -> impl IntoView {
    let already = name.map(|name| view! { <p class="notice good">"Vous êtes déjà dans la session de " {name} "."</p> });
    let encoded: String = url::form_urlencoded::byte_serialize(back.as_bytes()).collect();
    let provider = |Offered { id, label, has_logo }: Offered| {
        let address = format!("{}?retour={encoded}", paths::sign_in_with(&id));
        let logo = if has_logo {
            view! { <img src=paths::sign_in_logo(&id) alt=""/> }.into_any()
        } else {
            view! { <Drawn icon=Icon::Person/> }.into_any()
        };
        view! { <li><a class="button" href=address>{logo} <span>{label}</span></a></li> }
    };
    let none = (providers.is_empty() && demo.is_empty())
        .then(|| view! { <p>"Aucun service de connexion n’est encore réglé sur ce portail. L’administrateur peut en ajouter un."</p> });
    let list = (!providers.is_empty()).then(|| {
        view! {
            <section aria-labelledby="ent">
                <h2 id="ent">"Avec mon espace numérique de travail"</h2>
                <ul class="provider-list">{providers.into_iter().map(provider).collect_view()}</ul>
                <p class="byline">"Les élèves n’ont pas de compte ici\u{202f}: rien n’est gardé d’un essai de connexion."</p>
            </section>
        }
    });
    view! {
        <div class="sign-in">
            <header class="page-head">
                <h1>"Se connecter"</h1>
                <p class="lead">
                    "Avec le compte que vous avez déjà dans votre école ou votre service. Lire les projets publics ne demande aucun compte."
                </p>
                {already}
            </header>
            {none}
            {list}
            {(!demo.is_empty()).then(|| view! { <Demo people=demo back/> })}
        </div>
    }
}

#[component]
fn Demo(people: Vec<DemoPerson>, back: String) -> impl IntoView {
    let person = |person: DemoPerson| {
        view! { <li><button name="personne" value=person.key><b>{person.name}</b><small>{person.presented_as}</small></button></li> }
    };
    view! {
        <section class="demo-cast" aria-labelledby="demo">
            <h2 id="demo">"Visiter la démonstration"</h2>
            <p>"Ce portail est un exemple\u{202f}: choisissez à la place de qui le regarder."</p>
            <form method="post" action=paths::DEMO_SIGN_IN>
                <input type="hidden" name="retour" value=back/>
                <ul class="demo-people">{people.into_iter().map(person).collect_view()}</ul>
            </form>
        </section>
    }
}
