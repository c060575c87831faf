//! `/formations/souhaits`: trainings that are wished for, between colleagues. Backers are counted, never named.

use super::words;
use crate::{
    outcome::Refused,
    sent::{Sent, Typed},
    shell::{Page, render},
    ui::{
        field::{Choice, LineField, Question, SelectField, TextField},
        listing::CommuneNames,
        problems::ProblemSummary,
        trail::{Trail, step},
    },
    visit::Visit,
};
use axum::{
    extract::Request,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    access::PortalAction,
    ids::WishId,
    paths,
    problem::{Problems, Rule},
    projects::{Cycle, MAX_TITLE},
    training::{CalendarQuery, WishForm, WishState},
};
use leptos::prelude::*;
use services::{
    error::Error,
    training::{self, WishCard},
};

/// What the forms send as `do`.
mod act {
    pub(super) const MAKE: &str = "make";
    pub(super) const BACK: &str = "back";
    pub(super) const BACK_NO_MORE: &str = "back-no-more";
    pub(super) const ANSWER: &str = "answer";
    pub(super) const CLOSE: &str = "close";
}

/// The page.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    Ok(page(&visit, StatusCode::OK, Typed::default()).await?)
}

/// `POST`: makes a wish, backs one, backs it no more, or closes it.
pub(super) async fn change(visit: Visit, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let cx = &visit.cx;
    let wish = || sent.value("wish").parse::<WishId>().map_err(|_| Error::NotFound);
    let done = match sent.value("do") {
        act::MAKE => match WishForm::read(sent.borrowed()) {
            Ok(form) => training::make_wish(cx, &form).await.map(Some),
            Err(problems) => Err(problems.into()),
        },
        act::BACK => match sent.value("for").parse() {
            Ok(cycle) => training::back(cx, wish()?, cycle).await.map(|()| wish().ok()),
            Err(_) => Err(Problems::one("for", Rule::Required).into()),
        },
        act::BACK_NO_MORE => training::back_no_more(cx, wish()?).await.map(|()| None),
        act::ANSWER => training::answer_wish(cx, wish()?, sent.value("training")).await.map(|()| wish().ok()),
        act::CLOSE => training::close_wish(cx, wish()?).await.map(|()| None),
        _ => Err(Problems::one("title", Rule::Unreadable).into()),
    };
    match done {
        Ok(wish) => Ok(Redirect::to(&wish.map_or_else(|| paths::WISHES.to_owned(), paths::wish)).into_response()),
        Err(Error::Invalid(problems)) => {
            let typed = Typed { pairs: sent.pairs, problems };
            Ok(page(&visit, StatusCode::UNPROCESSABLE_ENTITY, typed).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(visit: &Visit, status: StatusCode, typed: Typed) -> Result<Response, Error> {
    let pairs = visit.query();
    let query = CalendarQuery::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let wishes = training::wishes(&visit.cx, query.commune.as_ref(), query.cycle).await?;
    let communes = crate::territory::names(&visit.cx).await?;
    let trainings = if visit.may(PortalAction::RunTraining) { training::trainings(&visit.cx).await? } else { Vec::new() };
    let trainings: Vec<_> = trainings.into_iter().map(|(training, _)| (training.slug, training.form.title)).collect();
    let may = May { wish: visit.may(PortalAction::Register), answer: visit.may(PortalAction::RunTraining) };
    let page = Page { title: "Formations souhaitées".into(), index: false, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <WishesPage wishes query communes typed may trainings/> }))
}

/// What the viewer may do here.
#[derive(Clone, Copy)]
struct May {
    wish: bool,
    answer: bool,
}

#[component]
fn WishesPage(
    wishes: Vec<WishCard>,
    query: CalendarQuery,
    communes: CommuneNames,
    typed: Typed,
    may: May,
    /// Addresses and titles of what could answer a wish, for who runs trainings.
    trainings: Vec<(String, String)>,
) -> impl IntoView {
    let none = wishes.is_empty().then(|| {
        let words = if query.is_narrowed() {
            "Aucun souhait pour ce choix."
        } else {
            "Aucun souhait pour l’instant. Le vôtre peut être le premier."
        };
        view! { <p class="empty">{words}</p> }
    });
    let items =
        wishes.into_iter().map(|card| view! { <WishItem card may typed=typed.clone() trainings=trainings.clone()/> }).collect_view();
    view! {
        <Trail above=vec![step("Formations", paths::TRAININGS)] here="Formations souhaitées"/>
        <div class="page-head">
            <h1>"Formations souhaitées"</h1>
            <p class="lead">"Demandez une formation, ou soutenez une demande\u{a0}: plus il y a de soutiens, plus vite elle vient. Quand elle ouvre, ses soutiens l’apprennent en premier."</p>
        </div>
        <ProblemSummary problems=typed.problems.clone() label=words::field/>
        <super::list::Narrow query communes action=paths::WISHES/>
        <section class="section" aria-labelledby="liste">
            <h2 id="liste">"Ce que souhaitent vos collègues"</h2>
            {none}
            <ol class="session-list">{items}</ol>
        </section>
        {may.wish.then(|| view! { <NewWish typed/> })}
    }
}

#[component]
fn WishItem(card: WishCard, may: May, typed: Typed, trainings: Vec<(String, String)>) -> impl IntoView {
    let WishCard { wish, backers, by_commune, by_cycle, mine } = card;
    let counted = |name: &str, many: u32| format!("{name}\u{a0}: {many}");
    let communes: Vec<_> = by_commune.iter().map(|(name, many)| counted(name, *many)).collect();
    let cycles: Vec<_> = by_cycle.iter().map(|(cycle, many)| counted(cycle.label(), *many)).collect();
    let from: Vec<_> = [communes.join(", "), cycles.join(", ")].into_iter().filter(|part| !part.is_empty()).collect();
    let id = wish.id;
    let title = format!("souhait-{id}");
    let answered = wish.training.map(|training| {
        view! { <p class="notice good">"Une formation y répond\u{a0}: " <a href=paths::training(&training.slug)>{training.form.title}</a></p> }
    });
    let open = wish.state == WishState::Open;
    view! {
        <li id=title.clone()>
            <h3 id=format!("{title}-titre")>{wish.title}</h3>
            <p>{wish.why}</p>
            <p><span class="badge">{format!("{backers}\u{a0}{}", words::plural(backers, "soutien", "soutiens"))}</span></p>
            <p class="byline">{from.join(" · ")}</p>
            {answered}
            {open.then(|| view! { <WishActs id mine=mine backers may typed trainings/> })}
        </li>
    }
}

/// What the viewer may do about a wish that waits.
#[component]
fn WishActs(id: WishId, mine: bool, backers: u32, may: May, typed: Typed, trainings: Vec<(String, String)>) -> impl IntoView {
    let about = format!("souhait-{id}-titre");
    let missing = typed.value("wish").is_some_and(|wish| wish == id.to_string()) && typed.problems.of("for").next().is_some();
    // The summary of problems leads to the one that was sent.
    let select = if missing { "for".to_owned() } else { format!("cycle-{id}") };
    let error = missing.then(|| view! { <p class="field-error" id="for-erreur">"Choisissez le cycle où vous enseignez."</p> });
    let described = if missing { format!("{about} for-erreur") } else { about.clone() };
    let option = |cycle: &Cycle| view! { <option value=cycle.key()>{cycle.label()}</option> };
    let back = if mine {
        view! { <button class="button quiet" name="do" value=act::BACK_NO_MORE aria-describedby=about.clone()>{if backers == 1 { "Retirer mon souhait" } else { "Ne plus soutenir" }}</button> }
            .into_any()
    } else {
        view! {
            <div class="field">
                <label for=select.clone()>"Vous enseignez en"</label>
                {error}
                <select id=select name="for" aria-invalid=missing.then_some("true") aria-describedby=described>
                    <option value="">"Choisir un cycle"</option>
                    {Cycle::ALL.iter().map(option).collect_view()}
                </select>
            </div>
            <button class="button" name="do" value=act::BACK aria-describedby=about.clone()>"Soutenir"</button>
        }
        .into_any()
    };
    let back = may.wish.then(|| {
        view! {
            <form class="narrow" method="post" action=paths::WISHES>
                <input type="hidden" name="wish" value=id.to_string()/>
                {back}
            </form>
        }
    });
    let answer = may.answer.then(|| view! { <Answer id about trainings/> });
    view! { {back} {answer} }
}

/// What who runs trainings does about a wish: a new training, one that is there, or nothing.
#[component]
fn Answer(id: WishId, about: String, trainings: Vec<(String, String)>) -> impl IntoView {
    let prepare = format!("{}?souhait={id}", paths::RUN_TRAININGS);
    let select = format!("formation-{id}");
    let option = |(slug, title): (String, String)| view! { <option value=slug>{title}</option> };
    let known = (!trainings.is_empty()).then(|| {
        view! {
            <div class="field">
                <label for=select.clone()>"Une formation qui existe"</label>
                <select id=select name="training">{trainings.into_iter().map(option).collect_view()}</select>
            </div>
            <button class="button quiet" name="do" value=act::ANSWER aria-describedby=about.clone()>"Indiquer que cette formation y répond"</button>
        }
    });
    view! {
        <details class="disclosure">
            <summary>"Répondre"</summary>
            <p><a class="button" href=prepare aria-describedby=about.clone()>"Créer la formation"</a></p>
            <form class="narrow" method="post" action=paths::WISHES>
                <input type="hidden" name="wish" value=id.to_string()/>
                {known}
            </form>
            <form method="post" action=paths::WISHES>
                <input type="hidden" name="wish" value=id.to_string()/>
                <p>"Sans suite, le souhait disparaît de la liste, et ses soutiens ne sont pas prévenus. On ne peut pas revenir en arrière."</p>
                <button class="button danger" name="do" value=act::CLOSE aria-describedby=about>"Retirer ce souhait"</button>
            </form>
        </details>
    }
}

#[component]
fn NewWish(typed: Typed) -> impl IntoView {
    let ask = |name: &'static str, help: &'static str| Question::new(name, words::field(name), help, true, &typed.problems);
    let value = |name: &str| typed.value(name).unwrap_or_default();
    let chosen = value("wish_cycle");
    let mut cycles = vec![Choice { value: String::new(), label: "Choisir un cycle".to_owned(), note: "", chosen: chosen.is_empty() }];
    cycles.extend(Cycle::ALL.iter().map(|cycle| Choice {
        value: cycle.key().to_owned(),
        label: cycle.label().to_owned(),
        note: "",
        chosen: cycle.key() == chosen,
    }));
    view! {
        <section class="section" aria-labelledby="souhaiter">
            <h2 id="souhaiter">"Souhaiter une formation"</h2>
            <form class="form" method="post" action=paths::WISHES novalidate>
                <LineField question=ask("title", "Ce que vous voudriez apprendre, en une ligne.") value=value("title") max=MAX_TITLE/>
                <TextField question=ask("why", "Ce que vous en feriez en classe. Vos collègues le liront\u{a0}: ne nommez personne.") value=value("why") class="short-text"/>
                <SelectField question=Question::new("wish_cycle", words::field("wish_cycle"), "", true, &typed.problems) choices=cycles/>
                <p><button class="button" name="do" value=act::MAKE>"Envoyer ce souhait"</button></p>
            </form>
        </section>
    }
}
