//! What of the desk is shown: everything, what the viewer looks after, what comes from some communes (E3).

use crate::{
    ui::field::{Among, Choice, ChoiceList},
    visit::Visit,
};
use domain::{ids::AccountId, paths, territory::Insee};
use leptos::prelude::*;
use services::projects::{ProjectCard, QueueItem};
use std::collections::{BTreeMap, BTreeSet};

/// The viewer's own, as the address says it.
const MINE: &str = "moi";

/// What is asked for. What is said twice must hold twice.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    /// What the viewer looks after.
    pub(super) mine: bool,
    /// What comes from the viewer's own communes.
    home: bool,
    /// What comes from one of these communes; from any when none is named.
    communes: BTreeSet<Insee>,
    /// The viewer.
    viewer: Option<AccountId>,
    /// The viewer's own communes.
    own: BTreeSet<Insee>,
}

impl Filter {
    /// `?suivi=moi`, `?territoire=moi`, `?commune=33063&commune=33039`, of a viewer whose own communes are `own`.
    pub(super) fn read(visit: &Visit, own: BTreeSet<Insee>) -> Self {
        let mut filter = Self { viewer: visit.cx.account(), own, ..Self::default() };
        for (name, value) in visit.query() {
            match name.as_str() {
                "suivi" => filter.mine = value == MINE,
                "territoire" => filter.home = value == MINE,
                "commune" => filter.communes.extend(value.parse::<Insee>().ok()),
                _ => {}
            }
        }
        filter
    }

    /// Whether everything is shown.
    pub(super) fn is_open(&self) -> bool {
        !self.mine && !self.home && self.communes.is_empty()
    }

    /// Whether the viewer looks after `item`.
    fn owns(&self, item: &QueueItem) -> bool {
        item.reviewer.as_ref().is_some_and(|reviewer| Some(reviewer.id) == self.viewer)
    }

    /// Whether `card` comes from where is asked for.
    pub(super) fn is_from_there(&self, card: &ProjectCard) -> bool {
        let from = |communes: &BTreeSet<Insee>| card.places.iter().any(|place| communes.contains(&place.insee));
        (!self.home || from(&self.own)) && (self.communes.is_empty() || from(&self.communes))
    }

    /// Whether `item` is asked for.
    pub(super) fn keeps(&self, item: &QueueItem) -> bool {
        (!self.mine || self.owns(item)) && self.is_from_there(&item.card)
    }
}

/// What there is to choose among, before anything is left out.
#[derive(Clone, Debug)]
pub(super) struct Offer {
    /// How many the viewer looks after.
    mine: usize,
    /// How many come from the viewer's own communes.
    home: usize,
    /// The communes that something comes from, by name, each with how many.
    communes: Vec<(Insee, String, usize)>,
}

impl Offer {
    /// Of `queue` and of the `cards` that are to be checked.
    pub(super) fn of<'a>(filter: &Filter, queue: &'a [QueueItem], cards: impl Iterator<Item = &'a ProjectCard>) -> Self {
        let at_home = Filter { home: true, own: filter.own.clone(), ..Filter::default() };
        let mut communes: BTreeMap<(String, Insee), usize> = BTreeMap::new();
        let mut home = 0;
        for card in queue.iter().map(|item| &item.card).chain(cards) {
            home += usize::from(at_home.is_from_there(card));
            let places: BTreeSet<_> = card.places.iter().map(|place| (place.commune.clone(), place.insee.clone())).collect();
            for place in places {
                *communes.entry(place).or_default() += 1;
            }
        }
        let communes = communes.into_iter().map(|((name, insee), many)| (insee, name, many)).collect();
        Self { mine: queue.iter().filter(|item| filter.owns(item)).count(), home, communes }
    }
}

/// The ways to leave something out; none where there is nothing to choose.
#[component]
pub(super) fn Filters(filter: Filter, offer: Offer) -> impl IntoView {
    let current = |chosen: bool| chosen.then_some("page");
    let link = move |shown: bool, chosen: bool, query: &str, label: String| {
        shown.then(|| view! { <li><a href=format!("{}{query}", paths::DESK) aria-current=current(chosen)>{label}</a></li> })
    };
    let mine = link(filter.mine || offer.mine > 0, filter.mine, "?suivi=moi", format!("Ce que je suis ({})", offer.mine));
    let home = link(!filter.own.is_empty(), filter.home, "?territoire=moi", format!("Mon territoire ({})", offer.home));
    let chosen = filter.communes.clone();
    let choices: Vec<_> = offer
        .communes
        .into_iter()
        .map(|(insee, name, many)| Choice {
            label: format!("{name} ({many})"),
            note: "",
            chosen: chosen.contains(&insee),
            value: insee.to_string(),
        })
        .collect();
    let by_commune = (choices.len() > 1 || !chosen.is_empty()).then(|| {
        view! {
            <details class="disclosure" open=!chosen.is_empty()>
                <summary>"Choisir des communes"</summary>
                <form class="form" method="get" action=paths::DESK>
                    {filter.mine.then(|| view! { <input type="hidden" name="suivi" value=MINE/> })}
                    {filter.home.then(|| view! { <input type="hidden" name="territoire" value=MINE/> })}
                    <fieldset class="field">
                        <legend>"Ce qui vient de"</legend>
                        <ChoiceList name="commune" choices among=Among::Several class="in-line"/>
                    </fieldset>
                    <p class="button-row"><button class="button quiet">"Montrer"</button></p>
                </form>
            </details>
        }
    });
    (mine.is_some() || home.is_some() || by_commune.is_some()).then(|| {
        view! {
            <nav aria-label="Ce qui est montré">
                <ul class="button-row">{link(true, filter.is_open(), "", "Tout".to_owned())} {mine} {home}</ul>
                {by_commune}
            </nav>
        }
    })
}
