//! `/echanges/nouveau`: opening a topic, in spaces or beside a project or a training.

use super::{
    again::Again,
    new_form::{NewPage, Prepared},
    picture,
};
use crate::{
    kept,
    outcome::Refused,
    sent::{Sent, new_mark},
    shell::{Page, render},
    visit::Visit,
};
use axum::{
    extract::Request,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    access::{Denial, PortalAction},
    discussions::TopicForm,
    ids::SpaceId,
    paths,
    problem::Rule,
    projects::Subject,
};
use leptos::prelude::*;
use services::{
    access,
    discussions::{self, About, DraftPlace, Space},
    error::Error,
    notifications::{self, Reach},
    projects::{self, Opened},
    training,
};

/// What the buttons send as `do`.
pub(super) mod act {
    pub(in crate::discussions) const OPEN: &str = "open";
    pub(in crate::discussions) const KEEP: &str = "draft";
    pub(in crate::discussions) const COUNT: &str = "count";
}

/// Where a topic is to stand.
#[derive(Clone, Debug)]
pub(super) enum Target {
    /// In spaces.
    Spaces {
        /// Those in which the viewer may open one.
        offered: Vec<Space>,
        /// The one that the address names.
        asked: Option<SpaceId>,
    },
    /// Beside something.
    Beside {
        /// What.
        about: About,
        /// What it is called.
        title: String,
        /// Its address.
        address: String,
        /// The address of this form.
        form: String,
    },
}

impl Target {
    /// Where the address says.
    async fn of(visit: &Visit) -> Result<Self, Error> {
        access::check(&visit.cx, PortalAction::UseAccount)?;
        let pairs = visit.query();
        let asked = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
        if let Some(slug) = asked("projet") {
            let Opened::Sheet(sheet) = projects::open(&visit.cx, slug).await? else { return Err(Error::NotFound) };
            let (about, title) = (About::Project(sheet.project.id), sheet.project.draft.title.clone());
            return Self::beside(visit, about, title, paths::project(slug), paths::new_topic_about_project(slug)).await;
        }
        if let Some(slug) = asked("formation") {
            let training = training::training(&visit.cx, slug).await?.training;
            let (about, title) = (About::Training(training.id), training.form.title);
            return Self::beside(visit, about, title, paths::training(slug), paths::new_topic_about_training(slug)).await;
        }
        let offered = discussions::spaces_to_post(&visit.cx).await?;
        if offered.is_empty() {
            return Err(Error::Denied(Denial::Role));
        }
        let asked = asked("espace").and_then(|slug| offered.iter().find(|space| space.slug == slug)).map(|space| space.id);
        Ok(Self::Spaces { offered, asked })
    }

    async fn beside(visit: &Visit, about: About, title: String, address: String, form: String) -> Result<Self, Error> {
        if !discussions::beside(&visit.cx, about).await?.may_open {
            return Err(Error::Denied(Denial::Role));
        }
        Ok(Self::Beside { about, title, address, form })
    }

    /// The address of the form.
    pub(super) fn form(&self) -> String {
        match self {
            Self::Beside { form, .. } => form.clone(),
            Self::Spaces { offered, asked } => {
                let named = offered.iter().find(|space| Some(space.id) == *asked);
                named.map_or_else(|| paths::NEW_TOPIC.to_owned(), |space| paths::new_topic_in(&space.slug))
            }
        }
    }

    const fn about(&self) -> Option<About> {
        match self {
            Self::Beside { about, .. } => Some(*about),
            Self::Spaces { .. } => None,
        }
    }

    /// Where what is begun is kept, until a space is ticked.
    pub(super) const fn draft_place(&self) -> DraftPlace {
        match self {
            Self::Beside { about: About::Project(id), .. } => DraftPlace::Project(*id),
            Self::Beside { about: About::Training(id), .. } => DraftPlace::Training(*id),
            Self::Spaces { asked: Some(id), .. } => DraftPlace::Space(*id),
            Self::Spaces { asked: None, .. } => DraftPlace::New,
        }
    }

    /// The same as the target, where a form names the space: the first that it ticks.
    fn narrowed(self, sent: &Sent) -> Self {
        match self {
            Self::Spaces { offered, asked } => {
                let known = |id: &SpaceId| offered.iter().any(|space| space.id == *id);
                let asked = ticked(sent).into_iter().next().filter(known).or(asked);
                Self::Spaces { offered, asked }
            }
            beside => beside,
        }
    }
}

/// The page.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    let target = Target::of(&visit).await?;
    Ok(page(&visit, target, Again::default()).await?)
}

/// `POST`: opens the topic, or keeps what was begun.
pub(super) async fn make(visit: Visit, request: Request) -> Result<Response, Refused> {
    access::check(&visit.cx, PortalAction::UseAccount)?;
    let mut sent = Sent::read(request).await?;
    let target = match Target::of(&visit).await {
        Ok(target) => target,
        Err(error) => return Ok(nowhere(&visit, error, &sent).await?),
    };
    let done = match sent.value("do") {
        act::KEEP => begun(&visit, &target, &sent).await.map(Some),
        act::COUNT => looked(&visit, &target, &mut sent).await.map(|()| None),
        _ => opened(&visit, &target, &mut sent).await.map(Some),
    };
    match done {
        Ok(Some(address)) => Ok(Redirect::to(&address).into_response()),
        Ok(None) => Ok(page(&visit, target, Again::look(sent.pairs)).await?),
        Err(error) => Ok(once_more(&visit, target, error, sent).await?),
    }
}

/// Keeps the draft; gives the address at which one goes on.
async fn begun(visit: &Visit, target: &Target, sent: &Sent) -> Result<String, Error> {
    let narrowed = target.clone().narrowed(sent);
    let place = narrowed.draft_place();
    discussions::keep_draft(&visit.cx, place, sent.value("title"), sent.value("body")).await?;
    if place != DraftPlace::New {
        forget_placeless(visit, target).await?;
    }
    Ok(narrowed.form())
}

/// Takes what was typed as if it were sent, its picture too, and opens nothing: whoever typed it sees first how many will be told.
async fn looked(visit: &Visit, target: &Target, sent: &mut Sent) -> Result<(), Error> {
    discussions::check_open(&visit.cx, &ticked(sent), target.about(), &picture::as_typed(sent)).await?;
    let wrong = picture::take_in(visit, sent).await?;
    Ok(picture::and(wrong, Ok(()))?)
}

/// Opens the topic; gives its address.
async fn opened(visit: &Visit, target: &Target, sent: &mut Sent) -> Result<String, Error> {
    let (about, spaces) = (target.about(), ticked(sent));
    discussions::check_open(&visit.cx, &spaces, about, &picture::as_typed(sent)).await?;
    let wrong = picture::take_in(visit, sent).await?;
    match picture::and(wrong, TopicForm::read(sent.borrowed(), visit.cx.now())) {
        Ok(form) => {
            let (id, slug) = discussions::open_topic(&visit.cx, &form, about).await?;
            forget_placeless(visit, target).await?;
            Ok(paths::topic(id, &slug))
        }
        Err(mut problems) => {
            // Told at once with the others, not once they are mended.
            if about.is_none() && !sent.borrowed().any(|(name, _)| name == "space") {
                problems.add("space", Rule::Required);
            }
            Err(problems.into())
        }
    }
}

/// Forgets what was kept while no space was chosen: the form at its address offered it, and holds what became of it.
async fn forget_placeless(visit: &Visit, target: &Target) -> Result<(), Error> {
    if target.draft_place() == DraftPlace::New { discussions::forget_draft(&visit.cx, DraftPlace::New).await } else { Ok(()) }
}

/// The spaces that a form ticks.
fn ticked(sent: &Sent) -> Vec<SpaceId> {
    sent.borrowed().filter(|(name, _)| *name == "space").filter_map(|(_, value)| value.parse().ok()).collect()
}

/// How many will be told of it as the form stands (N7); nothing while it is not said where it would be.
async fn reach(visit: &Visit, target: &Target, again: &Again) -> Result<Option<Reach>, Error> {
    let typed = |field: &'static str| again.typed.pairs.iter().filter(move |(name, _)| name == field).map(|(_, value)| value.as_str());
    let spaces: Vec<SpaceId> = match target {
        Target::Beside { .. } => Vec::new(),
        Target::Spaces { .. } if again.is_again() => typed("space").filter_map(|value| value.parse().ok()).collect(),
        Target::Spaces { offered, asked } => match offered.as_slice() {
            [only] => vec![only.id],
            _ => asked.iter().copied().collect(),
        },
    };
    if spaces.is_empty() && target.about().is_none() {
        return Ok(None);
    }
    let mut tags: Vec<Subject> = typed("tag").filter_map(|value| value.parse().ok()).collect();
    tags.sort_unstable();
    tags.dedup();
    match notifications::reach_of_topic(&visit.cx, &spaces, &tags, target.about()).await {
        Ok(reach) => Ok(Some(reach)),
        // What was typed is wrong otherwise, and the form says it.
        Err(Error::Invalid(_) | Error::NotFound | Error::Denied(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What was typed, once more: in the same page, or by itself where that has no form for it any more.
async fn once_more(visit: &Visit, target: Target, error: Error, sent: Sent) -> Result<Response, Error> {
    let (title, body) = (sent.value("title").to_owned(), sent.value("body").to_owned());
    let place = ticked(&sent).first().map(|space| DraftPlace::Space(*space)).filter(|_| target.about().is_none());
    let place = place.unwrap_or_else(|| target.draft_place());
    let shown = match Again::after(error, sent.pairs) {
        Ok(again) => {
            // Whoever leaves the page finds it where it would have gone, which is nowhere yet.
            if place == DraftPlace::New {
                discussions::keep_refused(&visit.cx, place, &title, &body).await?;
            }
            page(visit, target, again).await
        }
        Err(why) => Err(why),
    };
    match shown {
        Err(why) => kept::answer(visit, Some(place), &title, &body, why).await,
        shown => shown,
    }
}

/// What was typed for a place where its writer opens no topic any more.
async fn nowhere(visit: &Visit, error: Error, sent: &Sent) -> Result<Response, Error> {
    let pairs = visit.query();
    let asked = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let place = match (asked("projet"), asked("formation")) {
        (Some(slug), _) => discussions::draft_place_of_project(&visit.cx, slug, DraftPlace::Project).await?,
        (None, Some(slug)) => discussions::draft_place_of_training(&visit.cx, slug).await?,
        (None, None) => Some(ticked(sent).first().map_or(DraftPlace::New, |space| DraftPlace::Space(*space))),
    };
    kept::answer(visit, place, sent.value("title"), sent.value("body"), error).await
}

async fn page(visit: &Visit, target: Target, again: Again) -> Result<Response, Error> {
    let draft = discussions::draft(&visit.cx, target.draft_place()).await?;
    let sent = match again.typed.value("sent") {
        Some(sent) => sent,
        None => new_mark()?,
    };
    let reach = reach(visit, &target, &again).await?;
    let head = Page { title: "Ouvrir un sujet".into(), index: false, islands: true, ..Page::default() };
    let response = render(visit, again.status(), head, {
        let prepared = Prepared { target, draft, sent, again: again.clone(), reach };
        move || view! { <NewPage prepared/> }
    });
    Ok(again.answered(response))
}
