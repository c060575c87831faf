//! What stands around every page: skip link, header, footer; and what wakes it.

use super::icon::{Drawn, Icon, Mark};
use crate::{
    open_page::OpenPageIsland,
    visit::{Appearance, Visit},
};
use domain::{access::PortalAction, paths};
use leptos::{children::Children, prelude::*};

/// Header, the page, footer.
#[component]
pub fn Frame(
    /// The visit.
    visit: Visit,
    /// Whether the page gains something with JavaScript: that of a member always does.
    has_island: bool,
    /// The page.
    children: Children,
) -> impl IntoView {
    let island = has_island.then(|| view! { <OpenPageIsland/> });
    view! {
        <a class="skip-link" href="#contenu">"Aller au contenu"</a>
        <Header visit=visit.clone()/>
        <main id="contenu" class="page" tabindex="-1">
            {children()}
        </main>
        <Footer visit/>
        {island}
    }
}

#[component]
fn Header(visit: Visit) -> impl IntoView {
    let name = visit.cx.portal.settings.name.clone();
    let places = [
        ("Projets", paths::PROJECTS),
        ("Dossiers", paths::COLLECTIONS),
        ("Formations", paths::TRAININGS),
        ("Échanges", paths::DISCUSSIONS),
        ("Territoire", paths::TERRITORY),
        ("Recherche", paths::SEARCH),
    ];
    let here = visit.path().to_owned();
    let place = |(label, path): (&'static str, &'static str)| {
        let current = current(&here, path);
        view! { <li><a href=path aria-current=current>{label}</a></li> }
    };
    let desk = visit.may(PortalAction::OpenDesk).then(|| place(("Animation", paths::DESK)));
    let links = places.map(place).collect_view();
    view! {
        <header class="site-header">
            <div class="site-header-inner">
                <a class="logo" href=paths::HOME><Mark/><span>{name}</span></a>
                <nav class="site-nav" aria-label="Rubriques">
                    <ul class="site-places">{links} {desk}</ul>
                </nav>
                <div class="site-tools">
                    <AppearanceMenu visit=visit.clone()/>
                    <Bell visit=visit.clone()/>
                    <MemberMenu visit=visit.clone()/>
                </div>
            </div>
        </header>
    }
}

/// `page` on the page itself, `true` on the pages beneath it.
fn current(here: &str, path: &str) -> Option<&'static str> {
    if here == path { Some("page") } else { here.strip_prefix(path).is_some_and(|rest| rest.starts_with('/')).then_some("true") }
}

#[component]
fn AppearanceMenu(visit: Visit) -> impl IntoView {
    let choices = [(Appearance::Light, "Claire"), (Appearance::Dark, "Sombre"), (Appearance::Device, "Comme l’appareil")];
    let chosen = visit.appearance;
    let button = |(appearance, label): (Appearance, &'static str)| {
        let pressed = if appearance == chosen { "true" } else { "false" };
        view! { <button name="apparence" value=appearance.key() aria-pressed=pressed>{label}</button> }
    };
    view! {
        <details class="menu brief" name="menu">
            <summary><Drawn icon=Icon::Appearance/> <span>"Apparence"</span></summary>
            <form class="menu-panel" method="post" action=paths::APPEARANCE>
                <input type="hidden" name="retour" value=visit.here().to_owned()/>
                {choices.map(button).collect_view()}
            </form>
        </details>
    }
}

/// Where a member is told what happened, and how much of it they have not read.
#[component]
fn Bell(visit: Visit) -> impl IntoView {
    let many = match visit.notices {
        0 => None,
        many @ 1..100 => Some(many.to_string()),
        _ => Some("99+".to_owned()),
    };
    let label = many.as_ref().map_or_else(|| "Notifications".to_owned(), |many| format!("Notifications ({many})"));
    let here = current(visit.path(), paths::NOTICES);
    visit.cx.viewer.member().is_some().then(|| {
        view! {
            <a class="bell" href=paths::NOTICES aria-label=label.clone() title=label aria-current=here>
                <Drawn icon=Icon::Bell/>
                <b data-notices>{many}</b>
            </a>
        }
    })
}

#[component]
fn MemberMenu(visit: Visit) -> impl IntoView {
    let Some(member) = visit.cx.viewer.member().cloned() else {
        return view! { <a class="button quiet" href=paths::SIGN_IN>"Se connecter"</a> }.into_any();
    };
    let roles: Vec<_> = member.roles.iter().map(|role| role.label()).collect();
    let roles = if roles.is_empty() { "Compte en attente".to_owned() } else { roles.join(", ") };
    let writes = visit.may(PortalAction::StartProject).then(|| view! { <a href=paths::NEW_PROJECT>"Partager un projet"</a> });
    view! {
        <details class="menu" name="menu">
            <summary><Drawn icon=Icon::Person/> <span>{member.name.clone()}</span></summary>
            <div class="menu-panel">
                <p class="menu-who">{roles}</p>
                {writes}
                <a href=paths::MY_PROJECTS>"Mes projets"</a>
                <a href=paths::MY_TRAININGS>"Mes formations"</a>
                <a href=paths::DRAFTS>"Mes brouillons"</a>
                <a href=paths::ME>"Mon compte"</a>
                <form method="post" action=paths::SIGN_OUT><button>"Se déconnecter"</button></form>
            </div>
        </details>
    }
    .into_any()
}

#[component]
fn Footer(visit: Visit) -> impl IntoView {
    let territory = visit.cx.portal.settings.territory.clone();
    let links = [
        ("Accessibilité\u{202f}: non conforme", paths::ACCESSIBILITY),
        ("Mentions légales", paths::LEGAL),
        ("Données personnelles", paths::PRIVACY),
        ("Retrait d’une image", paths::REMOVAL),
        ("Plan du site", paths::SITE_MAP),
        ("Aide", paths::HELP),
    ];
    let link = |(label, path): (&'static str, &'static str)| view! { <li><a href=path>{label}</a></li> };
    view! {
        <footer class="site-footer">
            <div>
                <p>"Préau, le portail où les écoles de " {territory} " montrent leurs projets."</p>
                <nav aria-label="Pied de page">
                    <ul class="footer-links">{links.map(link).collect_view()}</ul>
                </nav>
            </div>
        </footer>
    }
}
