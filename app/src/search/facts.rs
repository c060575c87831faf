//! What a result says of a thing beside its title: where, when, for whom, where it stands.

use super::words::counted;
use crate::ui::{
    card::place_line,
    dates::{day, day_and_hour},
    topics::named,
};
use domain::{projects::State, search::Thing, territory::SchoolState, time::Timestamp, training::SessionState};
use leptos::prelude::*;
use services::{
    curation::CollectionFound,
    discussions::TalkFound,
    projects::ProjectCard,
    search::About,
    territory::{PlaceFacts, PlaceFound},
    training::{SessionFound, TrainingFound},
};

/// A fact.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fact {
    /// In words; empty, it is not said.
    Words(String),
    /// An instant, and how it is said.
    At(Timestamp, String),
}

/// What is told of a thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Told {
    facts: Vec<Fact>,
    /// Where it stands, as a badge: its key, if it has a look of its own, and what it says.
    badges: Vec<(Option<&'static str>, String)>,
}

impl Told {
    fn of(facts: impl IntoIterator<Item = Fact>) -> Self {
        Self { facts: facts.into_iter().filter(|fact| *fact != Fact::Words(String::new())).collect(), badges: Vec::new() }
    }

    /// With a badge, if that `is` so.
    fn and(mut self, is: bool, key: Option<&'static str>, said: &str) -> Self {
        if is {
            self.badges.push((key, said.to_owned()));
        }
        self
    }
}

/// The facts on a line, and the badges after them.
#[component]
pub(super) fn Facts(about: About) -> impl IntoView {
    let Told { facts, badges } = told(about);
    let fact = |(place, fact): (usize, Fact)| {
        let before = (place > 0).then_some(" · ");
        let said = match fact {
            Fact::Words(words) => words.into_any(),
            Fact::At(at, said) => view! { <time datetime=at.rfc3339()>{said}</time> }.into_any(),
        };
        view! { {before} {said} }
    };
    let badge = |(key, said): (Option<&'static str>, String)| view! { " " <span class="badge" data-state=key>{said}</span> };
    view! {
        <p class="byline">
            {facts.into_iter().enumerate().map(fact).collect_view()}
            {badges.into_iter().map(badge).collect_view()}
        </p>
    }
}

fn words(said: impl Into<String>) -> Fact {
    Fact::Words(said.into())
}

/// A day; nothing to say where it is not known.
fn on(at: Option<Timestamp>) -> Fact {
    at.map_or_else(|| words(""), |at| Fact::At(at, day(at)))
}

fn told(about: About) -> Told {
    match about {
        About::Project(card) => project(&card),
        About::Collection(found) => collection(&found),
        About::Training(found) => training(&found),
        About::Session(found) => session(&found),
        About::Talk(found) => talk(*found),
        About::Place(found) => place(found),
    }
}

fn project(card: &ProjectCard) -> Told {
    let about: Vec<_> = card.levels.iter().map(|level| level.label()).chain(card.subjects.iter().map(|subject| subject.label())).collect();
    let told = Told::of([words(place_line(card)), words(about.join(", ")), on(card.published)]);
    told.and(card.state != State::Published, Some(card.state.key()), card.state.label())
}

fn collection(found: &CollectionFound) -> Told {
    let projects = u64::try_from(found.projects).unwrap_or_default();
    Told::of([words(counted(projects, "projet", "projets")), on(found.published)])
}

fn training(found: &TrainingFound) -> Told {
    let cycles: Vec<_> = found.cycles.iter().map(|cycle| cycle.label()).collect();
    let next = match found.next.split_first() {
        None => words("Pas de session à venir"),
        Some((next, [])) => Fact::At(*next, format!("Prochaine session le {}", day_and_hour(*next))),
        Some((next, others)) => {
            let others = counted(others.len() as u64, "autre ensuite", "autres ensuite");
            Fact::At(*next, format!("Prochaine session le {}, {others}", day_and_hour(*next)))
        }
    };
    Told::of([words(if cycles.is_empty() { "Tous les cycles".to_owned() } else { cycles.join(", ") }), next])
}

fn session(found: &SessionFound) -> Told {
    let when = match found.half_days.split_first() {
        None => words(""),
        Some((first, [])) => Fact::At(first.from, first.in_words()),
        Some((first, others)) => {
            let others = counted(others.len() as u64, "autre demi-journée", "autres demi-journées");
            Fact::At(first.from, format!("{}, et {others}", first.in_words()))
        }
    };
    let place = found.mode.place_in_words([found.place.as_str(), &found.room, &found.commune]);
    let trainers = if found.trainers.is_empty() { String::new() } else { format!("avec {}", found.trainers.join(", ")) };
    let announced = found.to_be_announced.map(|at| format!("Annoncée à tous le {}", day_and_hour(at)));
    Told::of([when, words(place), words(trainers), words(announced.unwrap_or_default())]).and(
        found.state != SessionState::Open,
        Some(found.state.key()),
        found.state.label(),
    )
}

fn talk(found: TalkFound) -> Told {
    let TalkFound { thing, kind, author, at, spaces, beside, private, locked, replies, answered, need, .. } = found;
    let at = Fact::At(at, day(at));
    if let Some(need) = need.filter(|_| matches!(thing, Thing::Need(_))) {
        let place = format!("{}, {}", need.school, need.commune);
        let backers = counted(need.backers.into(), "école le soutient", "écoles le soutiennent");
        let told = Told::of([words(need.service.label()), words(place), words(backers), at]);
        return told.and(true, Some(need.status.key()), need.status.label());
    }
    let place = match beside {
        Some(title) => format!("à propos de «\u{a0}{title}\u{a0}»"),
        None => spaces.join(", "),
    };
    let is_post = matches!(thing, Thing::Post(_));
    let replies = if is_post { String::new() } else { counted(replies.into(), "réponse", "réponses") };
    Told::of([words(named(&author)), words(place), at, words(replies)])
        .and(!is_post, None, kind.label())
        .and(answered, None, if is_post { "Réponse retenue" } else { "Réponse trouvée" })
        .and(locked && !is_post, None, "Fermé")
        .and(private, None, "Entre quelques personnes")
}

fn place(found: PlaceFound) -> Told {
    match found.facts {
        PlaceFacts::School { kind, state, commune_name, .. } => {
            Told::of([words(kind.label()), words(commune_name)]).and(state != SchoolState::Open, None, state.label())
        }
        PlaceFacts::Commune { membership, schools } => {
            let schools = u64::try_from(schools).unwrap_or_default();
            Told::of([words(counted(schools, "école ou collège", "écoles et collèges")), words(membership.label())])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        ids::{SessionId, TrainingId},
        projects::Cycle,
        territory::{Insee, SchoolKind, Uai},
        training::{HalfDay, Mode},
    };

    fn at(typed: &str) -> Timestamp {
        Timestamp::from_paris(typed).expect("a date")
    }

    fn said(told: &Told) -> String {
        let facts = told.facts.iter().map(|fact| match fact {
            Fact::Words(said) | Fact::At(_, said) => said.as_str(),
        });
        let badges = told.badges.iter().map(|(_, said)| format!("[{said}]"));
        facts.map(ToOwned::to_owned).chain(badges).collect::<Vec<_>>().join(" | ").replace('\u{a0}', " ")
    }

    #[test]
    fn a_training_says_when_it_is_next() {
        let mut found = TrainingFound {
            published: None,
            thing: Thing::Training(TrainingId::new(1)),
            title: String::new(),
            summary: String::new(),
            text: String::new(),
            address: String::new(),
            cycles: vec![Cycle::Two],
            next: vec![at("2026-12-02T14:00"), at("2026-12-09T14:00")],
            updated: at("2026-11-23T09:00"),
        };
        assert_eq!(said(&training(&found)), "Cycle 2 | Prochaine session le mercredi 2 décembre 2026, 14 h, 1 autre ensuite");
        (found.cycles, found.next) = (Vec::new(), Vec::new());
        assert_eq!(said(&training(&found)), "Tous les cycles | Pas de session à venir");
    }

    #[test]
    fn a_session_says_when_and_where_and_what_has_become_of_it() {
        let half_days = vec![HalfDay { from: at("2026-12-02T14:00"), until: at("2026-12-02T17:00") }];
        let mut found = SessionFound {
            published: None,
            thing: Thing::Session(SessionId::new(1)),
            title: String::new(),
            text: String::new(),
            address: String::new(),
            starts: Some(half_days[0].from),
            half_days,
            mode: Mode::OnSite,
            place: "Canopé".into(),
            room: String::new(),
            commune: "Bordeaux".into(),
            trainers: vec!["Sofia Delmarre".into()],
            state: SessionState::Open,
            to_be_announced: None,
            updated: at("2026-11-23T09:00"),
        };
        let open = "mercredi 2 décembre 2026, de 14 h à 17 h | Canopé, Bordeaux | avec Sofia Delmarre";
        assert_eq!(said(&session(&found)), open);
        found.state = SessionState::Cancelled;
        assert_eq!(said(&session(&found)), format!("{open} | [Annulée]"));
    }

    #[test]
    fn a_school_says_where_it_is_and_when_it_is_closed() {
        let facts = PlaceFacts::School {
            kind: SchoolKind::Elementary,
            state: SchoolState::Closed,
            commune: Insee::parse("33063").expect("a code"),
            commune_name: "Bordeaux".into(),
        };
        let found = PlaceFound {
            thing: Thing::School(Uai::from_number(330_001)),
            title: String::new(),
            text: String::new(),
            address: String::new(),
            facts,
        };
        assert_eq!(said(&place(found)), "École élémentaire | Bordeaux | [Fermée]");
    }
}
