//! `/moi/notifications`: what a member is told in the portal, day by day, and what they follow.

use crate::{
    outcome::Refused,
    sent::Sent,
    shell::{Page, render},
    ui::{
        dates::{day, hour},
        paging::{PageLinks, address_with},
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
    discussions::{Attention, Followed},
    paths,
    problem::{Problems, Rule},
    time::{Day, Timestamp},
};
use leptos::prelude::*;
use services::{
    discussions::{self, FollowedPage, FollowedTitle},
    error::Error,
    notifications::{self, Notice},
};

/// What the forms send as `do`.
mod act {
    pub(super) const READ: &str = "read";
    pub(super) const READ_ALL: &str = "read-all";
    pub(super) const FOLLOW_NO_MORE: &str = "follow-no-more";
}

/// What the address calls the page of what the member follows: notices have pages of their own.
const FOLLOWED: &str = "suivis";

/// The page.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    let number = page_number(&visit);
    let (notices, more) = notifications::notices(&visit.cx, number).await?;
    let followed = discussions::followed_titles(&visit.cx, asked(&visit, FOLLOWED)).await?;
    // What turned out to be no longer so is not counted any more.
    let visit = Visit { notices: notifications::count_unread(&visit.cx).await?, ..visit };
    let told = Told { days: by_day(notices), unread: visit.notices > 0, number, more, today: Day::containing(visit.cx.now()) };
    let done = visit.query().iter().any(|(name, value)| name == "fait" && value == "lu");
    let page = Page { title: "Notifications".into(), index: false, ..Page::default() };
    Ok(render(&visit, StatusCode::OK, page, move || view! { <NoticesPage told followed done/> }))
}

/// `POST`: one notice is read, or all are; something is followed, or muted, no more.
pub(super) async fn change(visit: Visit, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let cx = &visit.cx;
    cx.account().ok_or(Error::SignIn)?;
    let back = match sent.value("do") {
        act::READ => {
            notifications::read_one(cx, sent.value("notice")).await?;
            address(page_number(&visit))
        }
        act::READ_ALL => {
            notifications::read_all(cx).await?;
            format!("{}?fait=lu", paths::NOTICES)
        }
        act::FOLLOW_NO_MORE => {
            let followed: Followed = sent.value("followed").parse().map_err(|_| Error::NotFound)?;
            discussions::follow(cx, followed, Attention::Normal).await?;
            format!("{}#suivis", address_with(paths::NOTICES, FOLLOWED, asked(&visit, FOLLOWED)))
        }
        _ => return Err(Problems::one("do", Rule::Unreadable).into()),
    };
    Ok(Redirect::to(&back).into_response())
}

/// Which page of notices is asked for, from 1.
fn page_number(visit: &Visit) -> u32 {
    asked(visit, "page")
}

/// Which page the address asks for under this name, from 1.
fn asked(visit: &Visit, wanted: &str) -> u32 {
    let asked = visit.query().into_iter().find(|(name, _)| name == wanted).and_then(|(_, value)| value.parse().ok());
    asked.unwrap_or(1).max(1)
}

fn address(page: u32) -> String {
    address_with(paths::NOTICES, "page", page)
}

/// A page of what the member is told.
struct Told {
    days: Vec<(Day, Vec<Notice>)>,
    /// Whether there is anything that they have not read, on any page.
    unread: bool,
    number: u32,
    /// Whether older ones follow.
    more: bool,
    today: Day,
}

/// Notices by the day on which they came, in their order.
fn by_day(notices: Vec<Notice>) -> Vec<(Day, Vec<Notice>)> {
    let mut days: Vec<(Day, Vec<Notice>)> = Vec::new();
    for notice in notices {
        let day = Day::containing(notice.at);
        match days.last_mut() {
            Some((known, of_day)) if *known == day => of_day.push(notice),
            _ => days.push((day, vec![notice])),
        }
    }
    days
}

/// As pages set it: letters are plain text, where a break before a sign does no harm.
fn set_for_pages(line: &str) -> String {
    let spaced = [" :", " ;", " ?", " !", " »"].iter().fold(line.to_owned(), |line, sign| line.replace(sign, &sign.replace(' ', "\u{a0}")));
    spaced.replace("« ", "«\u{a0}")
}

#[component]
fn NoticesPage(told: Told, followed: FollowedPage, done: bool) -> impl IntoView {
    let Told { days, unread, number, more, today } = told;
    let empty = days.is_empty().then(|| {
        let words = if number == 1 {
            "Rien pour l’instant. Ici paraîtront les messages qui vous nomment, ceux des sujets que vous suivez, et ce que deviennent vos projets et vos formations."
        } else {
            "Il n’y a rien de plus ancien."
        };
        view! { <p class="empty">{words}</p> }
    });
    let read_all = unread.then(|| {
        view! {
            <form method="post" action=paths::NOTICES>
                <button class="button quiet" name="do" value=act::READ_ALL>"Tout marquer comme lu"</button>
            </form>
        }
    });
    let section = |(day, notices): (Day, Vec<Notice>)| view! { <NoticesOfDay day notices today number/> };
    view! {
        <Trail above=vec![step("Mon compte", paths::ME)] here="Notifications"/>
        <div class="page-head">
            <div class="page-head-row">
                <h1>"Notifications"</h1>
                {read_all}
            </div>
            <p>"Ce qui vous est aussi écrit, et quand, se choisit sous "<a href=paths::LETTERS>"Mes courriels"</a>"."</p>
        </div>
        {done.then(|| view! { <p class="notice good" role="status">"Tout est marqué comme lu."</p> })}
        {empty}
        {days.into_iter().map(section).collect_view()}
        <Others number more/>
        <FollowedList followed number/>
    }
}

/// What came on one day.
#[component]
fn NoticesOfDay(day: Day, notices: Vec<Notice>, today: Day, number: u32) -> impl IntoView {
    let heading = if day == today { "Aujourd’hui".to_owned() } else { self::day(day.beginning()) };
    let id = format!("jour-{day}");
    view! {
        <section class="section" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{heading}</h2>
            <ol class="notices">{notices.into_iter().map(|notice| view! { <NoticeItem notice number/> }).collect_view()}</ol>
        </section>
    }
}

#[component]
fn NoticeItem(notice: Notice, number: u32) -> impl IntoView {
    let Notice { id, kind, line, path, at, read } = notice;
    let line = set_for_pages(&line);
    let said = match path {
        Some(path) => view! { <a href=path>{line}</a> }.into_any(),
        None => view! { <span>{line}</span> }.into_any(),
    };
    let state = (!read).then(|| view! { <span class="badge" data-state="submitted">"Nouveau"</span> });
    let about = id.clone();
    let form = (!read).then(|| {
        view! {
            <form method="post" action=address(number)>
                <input type="hidden" name="notice" value=id/>
                <button class="button plain" name="do" value=act::READ aria-describedby=about.clone()>"Marquer comme lu"</button>
            </form>
        }
    });
    view! {
        <li>
            <p id=about.clone()>{state} " " {said}</p>
            <p class="byline"><At at/> " · " {kind.label()}</p>
            {form}
        </li>
    }
}

/// An hour in a `<time>`; its day stands above.
#[component]
fn At(at: Timestamp) -> impl IntoView {
    view! { <time datetime=at.rfc3339()>{hour(at)}</time> }
}

/// Where newer and older ones are.
#[component]
fn Others(number: u32, more: bool) -> impl IntoView {
    (number > 1 || more).then(|| {
        let newer = (number > 1).then(|| view! { <li><a href=address(number - 1) rel="prev">"Plus récentes"</a></li> });
        let older = more.then(|| view! { <li><a href=address(number.saturating_add(1)) rel="next">"Plus anciennes"</a></li> });
        view! { <nav class="pagination" aria-label="Pages des notifications"><ul>{newer} {older}</ul></nav> }
    })
}

/// What the member chose to follow, and to mute.
#[component]
fn FollowedList(
    followed: FollowedPage,
    /// The page of notices above it.
    number: u32,
) -> impl IntoView {
    let FollowedPage { titles, page, pages, .. } = followed;
    let items = titles.into_iter().map(|one| view! { <FollowedItem one page/> }).collect_view();
    view! {
        <section class="section" aria-labelledby="suivis">
            <h2 id="suivis">"Ce que vous suivez"</h2>
            <p>"Vous suivez les sujets où vous avez écrit, tant que vous ne dites pas le contraire sur leur page. Le reste se choisit sur la page d’un espace ou d’un sujet."</p>
            <ul class="people-list">{items}</ul>
            <PageLinks address=address(number) page pages label="Pages de ce que vous suivez" anchor="#suivis" name=FOLLOWED/>
        </section>
    }
}

#[component]
fn FollowedItem(
    one: FollowedTitle,
    /// The page to which one comes back.
    page: u32,
) -> impl IntoView {
    let FollowedTitle { followed, label, path, attention } = one;
    let muted = attention == Attention::Mute;
    let what = match followed {
        Followed::Space(_) => "Espace",
        Followed::Topic(_) => "Sujet",
        Followed::Tag(_) => "Thème",
    };
    let key = followed.key();
    let about = format!("suivi-{}", key.replace(':', "-"));
    view! {
        <li>
            <p id=about.clone()>
                <a href=path>{label}</a>
                <span class="byline">" · " {what} {muted.then_some(", dont vous ne recevez rien")}</span>
            </p>
            <form method="post" action=address_with(paths::NOTICES, FOLLOWED, page)>
                <input type="hidden" name="followed" value=key/>
                <button class="button quiet" name="do" value=act::FOLLOW_NO_MORE aria-describedby=about>
                    {if muted { "Ne plus l’ignorer" } else { "Arrêter de suivre" }}
                </button>
            </form>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::notifications::LetterKind;

    #[test]
    fn lines_of_letters_are_set_as_pages_are() {
        assert_eq!(set_for_pages("Nouveau sujet : « La mare » ?"), "Nouveau sujet\u{a0}: «\u{a0}La mare\u{a0}»\u{a0}?");
    }

    #[test]
    fn notices_stand_under_the_day_on_which_they_came() {
        let notice = |at: &str| {
            let at = Timestamp::from_paris(at).expect("an instant");
            Notice { id: String::new(), kind: LetterKind::Replies, line: String::new(), path: None, at, read: false }
        };
        let days = by_day(["2026-11-24T00:30", "2026-11-23T23:30", "2026-11-23T08:00"].map(notice).into());
        assert_eq!(
            days.iter().map(|(day, of_day)| (day.to_string(), of_day.len())).collect::<Vec<_>>(),
            [("2026-11-24".to_owned(), 1), ("2026-11-23".to_owned(), 2)]
        );
    }
}
