//! `/besoins`: what schools ask the authority for, by commune, service and state, and how long each has waited.

use super::{need_form, need_part, need_part::NeedState, need_words as words};
use crate::{
    outcome::Refused,
    shell::{Page, render},
    ui::{
        field::{Choice, Question, SelectField},
        icon::{Drawn, Icon},
        listing::CommuneNames,
    },
    visit::Visit,
};
use axum::{Router, http::StatusCode, response::Response, routing::get};
use domain::{
    access::PortalAction,
    discussions::{NeedOrder, NeedQuery, NeedStatus},
    paths,
    problem::Problems,
};
use leptos::prelude::*;
use services::discussions::{self, NeedCard, NeedsPage};

/// The routes of needs.
pub(super) fn routes() -> Router {
    Router::new()
        .route(paths::NEEDS, get(open))
        .route(paths::NEW_NEED, get(need_form::open).post(need_form::file))
        .route("/besoins/{id}", get(need_part::open).post(need_part::change))
}

/// The page.
async fn open(visit: Visit) -> Result<Response, Refused> {
    let pairs = visit.query();
    let asked = NeedQuery::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let page = pairs.iter().find(|(name, _)| name == "page").and_then(|(_, value)| value.parse::<u32>().ok()).unwrap_or(1);
    let needs = discussions::needs(&visit.cx, &asked, page).await?;
    let communes = crate::territory::names(&visit.cx).await?;
    let may_file = visit.may(PortalAction::FileNeed);
    let first = asked.pairs().is_empty() && needs.page == 1;
    let page = Page {
        title: "Besoins".into(),
        description: "Ce que les écoles demandent pour le numérique, ce qui leur est répondu, et depuis quand elles attendent.".into(),
        index: first,
        canonical: first.then(|| paths::NEEDS.to_owned()),
        ..Page::default()
    };
    Ok(render(&visit, StatusCode::OK, page, move || view! { <AllNeeds asked needs communes may_file/> }))
}

/// The address of the list as `asked` asks for it, at one of its pages.
fn address(asked: &NeedQuery, page: u32) -> String {
    let mut pairs = asked.pairs();
    if page > 1 {
        pairs.push(("page", page.to_string()));
    }
    if pairs.is_empty() {
        return paths::NEEDS.to_owned();
    }
    let query: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    format!("{}?{query}", paths::NEEDS)
}

#[component]
fn AllNeeds(
    asked: NeedQuery,
    needs: NeedsPage,
    /// Names of communes.
    communes: CommuneNames,
    /// Whether the viewer may file one.
    may_file: bool,
) -> impl IntoView {
    let none = needs.cards.is_empty().then(|| {
        let said = if asked.is_narrowed() { "Aucun besoin pour ce choix." } else { "Aucun besoin à lire pour l’instant." };
        view! { <p class="empty">{said}</p> }
    });
    let file = may_file.then(|| view! { <a class="button" href=paths::NEW_NEED>"Déposer un besoin"</a> });
    let (page, pages) = (needs.page, needs.pages);
    let items = needs.cards.iter().cloned().map(|card| view! { <li><NeedItem card/></li> }).collect_view();
    view! {
        <div class="page-head">
            <div class="page-head-row">
                <h1>"Besoins"</h1>
                <div class="button-row">{file}</div>
            </div>
            <p class="lead">"Ce qui manque aux écoles pour le numérique, les écoles qui le demandent aussi, et ce que répondent la commune et la métropole."</p>
        </div>
        <Narrow asked=asked.clone() needs=needs.clone() communes/>
        <section class="section" aria-labelledby="liste">
            <h2 id="liste">{words::how_many(needs.total)}</h2>
            <States asked=asked.clone() by_status=needs.by_status.clone()/>
            {none}
            <ol class="need-list">{items}</ol>
            <Around asked page pages/>
        </section>
    }
}

/// A need in a list.
#[component]
pub(super) fn NeedItem(
    /// The need.
    card: NeedCard,
) -> impl IntoView {
    let mine = card.mine_backed.then_some(", dont la vôtre");
    view! {
        <h3 id=format!("besoin-{}", card.id)><a href=paths::topic(card.id, &card.slug)>{card.title.clone()}</a></h3>
        <p class="byline">{card.service.label()} " · " {card.school.clone()} ", " {card.commune.clone()}</p>
        <p class="need-backers">{words::backers(card.backers)} {mine}</p>
        <NeedState card/>
    }
}

/// How many needs stand where, each a link to them.
#[component]
fn States(asked: NeedQuery, by_status: Vec<(NeedStatus, u32)>) -> impl IntoView {
    if by_status.is_empty() {
        return ().into_any();
    }
    let all: u32 = by_status.iter().map(|(_, many)| many).sum();
    let link = |label: &'static str, many: u32, status: Option<NeedStatus>| {
        let current = (asked.status == status).then_some("true");
        let href = address(&NeedQuery { status, ..asked.clone() }, 1);
        view! { <li><a class="chip" href=href aria-current=current>{label} " " <span class="need-count">{many}</span></a></li> }
    };
    let links = by_status.iter().map(|(status, many)| link(status.label(), *many, Some(*status))).collect_view();
    view! {
        <nav class="need-states not-printed" aria-label="Besoins par état">
            <ul class="chips">{link("Tous", all, None)} {links}</ul>
        </nav>
    }
    .into_any()
}

/// Where, about what, in which state, and which first.
#[component]
fn Narrow(asked: NeedQuery, needs: NeedsPage, communes: CommuneNames) -> impl IntoView {
    let none = Problems::new();
    let ask = |name: &'static str| Question::new(name, words::field(name), "", false, &none);
    let about = Question::new("service", "Service", "", false, &none);
    let commune =
        asked.commune.map(|insee| (insee.to_string(), communes.get(insee.as_str()).cloned().unwrap_or_else(|| insee.to_string())));
    let service = asked.service.map(|service| (service.key().to_owned(), service.label().to_owned()));
    let status = asked.status.map(|status| (status.key().to_owned(), status.label().to_owned()));
    let of_communes = needs.by_commune.into_iter().map(|(insee, name, many)| (insee.to_string(), name, many)).collect();
    let of_services =
        needs.by_service.into_iter().map(|(service, many)| (service.key().to_owned(), service.label().to_owned(), many)).collect();
    let of_statuses =
        needs.by_status.into_iter().map(|(status, many)| (status.key().to_owned(), status.label().to_owned(), many)).collect();
    let orders = NeedOrder::ALL.iter().map(|order| Choice {
        value: order.key().to_owned(),
        label: order.label().to_owned(),
        note: "",
        chosen: *order == asked.order,
    });
    view! {
        <search aria-label="Choisir des besoins">
            <form class="narrow" method="get" action=paths::NEEDS>
                <SelectField question=ask("commune") choices=choices("Toutes", commune, of_communes)/>
                <SelectField question=about choices=choices("Tous", service, of_services)/>
                <SelectField question=ask("etat") choices=choices("Tous", status, of_statuses)/>
                <SelectField question=ask("tri") choices=orders.collect()/>
                <button class="button quiet">"Afficher"</button>
            </form>
        </search>
    }
}

/// What a list can be narrowed to, and how many needs that would show. What is chosen stays, though it shows none.
fn choices(all: &str, chosen: Option<(String, String)>, mut counted: Vec<(String, String, u32)>) -> Vec<Choice> {
    if let Some((value, label)) = &chosen
        && !counted.iter().any(|(known, _, _)| known == value)
    {
        counted.push((value.clone(), label.clone(), 0));
    }
    let is_chosen = |value: &str| chosen.as_ref().is_some_and(|(chosen, _)| chosen == value);
    let mut choices = vec![Choice { value: String::new(), label: all.to_owned(), note: "", chosen: chosen.is_none() }];
    choices.extend(counted.into_iter().map(|(value, label, many)| {
        let chosen = is_chosen(&value);
        Choice { value, label: format!("{label} ({many})"), note: "", chosen }
    }));
    choices
}

/// The pages before and after this one.
#[component]
fn Around(asked: NeedQuery, page: u32, pages: u32) -> impl IntoView {
    if pages < 2 {
        return ().into_any();
    }
    let before = (page > 1).then(|| {
        view! { <li><a href=address(&asked, page - 1) rel="prev"><Drawn icon=Icon::Before/>"Précédente"</a></li> }
    });
    let after = (page < pages).then(|| {
        view! { <li><a href=address(&asked, page + 1) rel="next">"Suivante"<Drawn icon=Icon::After/></a></li> }
    });
    view! {
        <nav class="pagination not-printed" aria-label="Pages de la liste">
            <ul>
                {before}
                <li><span>{format!("Page {page} sur {pages}")}</span></li>
                {after}
            </ul>
        </nav>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_stays_among_the_choices() {
        let counted = vec![("33063".to_owned(), "Bordeaux".to_owned(), 3)];
        let shown = |chosen: Option<(&str, &str)>| {
            let chosen = chosen.map(|(value, label)| (value.to_owned(), label.to_owned()));
            let all = choices("Toutes", chosen, counted.clone());
            all.into_iter().map(|choice| format!("{}{}", choice.label, if choice.chosen { " !" } else { "" })).collect::<Vec<_>>()
        };
        assert_eq!(shown(None), ["Toutes !", "Bordeaux (3)"]);
        assert_eq!(shown(Some(("33063", "Bordeaux"))), ["Toutes", "Bordeaux (3) !"]);
        assert_eq!(shown(Some(("33039", "Bègles"))), ["Toutes", "Bordeaux (3)", "Bègles (0) !"]);
    }

    #[test]
    fn an_address_asks_for_what_is_shown() {
        let asked = NeedQuery::read([("etat", "filed"), ("tri", "backed")]);
        assert_eq!(address(&asked, 2), "/besoins?etat=filed&tri=backed&page=2");
        assert_eq!(address(&NeedQuery::read([]), 1), paths::NEEDS);
    }
}
