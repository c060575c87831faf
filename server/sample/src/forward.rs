//! What became of the sheets: collections, and what other classes made of some.

use crate::cast::ANIMATOR;
use anyhow::Context;
use domain::{
    access::Viewer,
    curation::CollectionForm,
    projects::{Level, Mark, TrialForm},
};
use services::{
    curation,
    cx::Cx,
    projects::{self, Shelf},
};
use std::collections::BTreeMap;

/// A collection: its title, its summary, what leads in, and its sheets.
const COLLECTIONS: [(&str, &str, &str, &[&str]); 2] = [
    (
        "Des voix et des sons",
        "Enregistrer, écouter, recommencer\u{202f}: cinq façons de faire entendre une classe, du magnétophone à l’antenne.",
        "Commencez par le poème\u{202f}: deux séances, et rien à installer. L’antenne du vendredi demande une année.",
        &[
            "Un poème à vingt-quatre voix",
            "Dix minutes d’antenne le vendredi matin",
            "Une piste pour chaque voix\u{202f}: préparer la chorale chez soi",
            "Des lettres sonores avec une classe espagnole",
            "Trois villages et un retard d’une demi-seconde",
        ],
    ),
    (
        "Le vivant devant la porte",
        "Compter, photographier, attendre\u{202f}: des enquêtes que l’on mène sans quitter le quartier.",
        "Aucune de ces classes n’a eu besoin d’un car. Toutes ont eu besoin de patience.",
        &[
            "Compter les bourdons au pied de l’immeuble",
            "La ruche où l’on n’entre pas",
            "L’hôtel à insectes était presque vide",
            "Il fait plus frais sous les chênes, mais de combien\u{202f}?",
        ],
    ),
];

/// A trial: the sheet, who tells of it, with which class, when, what they changed and what came of it.
const TRIALS: [(&str, &str, Level, &str, &str, &str); 3] = [
    (
        "Dix minutes d’antenne le vendredi matin",
        "enseignant",
        Level::Cm1,
        "2026-03-13",
        "Une émission par période au lieu d’une par semaine, enregistrée dans la bibliothèque.",
        "Les plus discrets ont demandé à présenter. La deuxième émission a pris moitié moins de temps que la première.",
    ),
    (
        "Compter les bourdons au pied de l’immeuble",
        "t18",
        Level::Cm2,
        "2026-05-19",
        "",
        "Onze minutes par semaine ont suffi. Nous avons compté moins de bourdons que la première classe, et cherché pourquoi.",
    ),
    (
        "Un poème à vingt-quatre voix",
        "t19",
        Level::Ce2,
        "2026-04-02",
        "À douze voix\u{a0}: la classe est petite.",
        "Chacun a réécouté sa phrase jusqu’à ce qu’elle lui plaise, ce qui n’arrive jamais à voix haute devant les autres.",
    ),
];

/// Makes the collections and tells the trials, unless they are there already or a sheet of theirs is not.
pub(crate) async fn put_forward(system: &Cx, people: &BTreeMap<String, Viewer>) -> anyhow::Result<()> {
    let viewer = |key: &str| people.get(key).cloned().with_context(|| format!("nobody is called {key:?}"));
    let animator = system.as_viewer(viewer(ANIMATOR.key)?);
    if !curation::all_collections(&animator).await?.is_empty() {
        return Ok(());
    }
    let shown = projects::readable(system, Shelf::Published).await?;
    let slugs: BTreeMap<String, String> = projects::cards(system, &shown).await?.into_iter().map(|card| (card.title, card.slug)).collect();
    for (title, summary, body, sheets) in COLLECTIONS {
        let form = CollectionForm { title: title.into(), summary: summary.into(), body: body.into() };
        let made = curation::make(&animator, &form).await?;
        for sheet in sheets {
            let slug = slugs.get(*sheet).with_context(|| format!("no sheet is called {sheet:?}"))?;
            curation::add(&animator, &made, slug).await?;
        }
        curation::publish(&animator, &made).await?;
    }
    for (sheet, by, level, on, adaptation, outcome) in TRIALS {
        let slug = slugs.get(sheet).with_context(|| format!("no sheet is called {sheet:?}"))?;
        let teller = system.as_viewer(viewer(by)?);
        let on = on.parse().ok().context("the day of a trial is one")?;
        projects::mark(&teller, slug, Mark::Thanks, true).await?;
        projects::report_trial(&teller, slug, &TrialForm { level, on, adaptation: adaptation.into(), outcome: outcome.into() }).await?;
    }
    Ok(())
}
