//! Trainings to come, counted from the day on which the demo is filled: a calendar that is always over would show nothing.

use crate::cast::{ADVISOR, ANIMATOR};
use anyhow::{Context, anyhow};
use domain::{
    access::Viewer,
    projects::Cycle,
    time::{Day, Quiet, french::weekday},
    training::{SessionForm, SessionMove, TrainingForm, WishForm},
};
use services::{cx::Cx, training};
use std::collections::BTreeMap;

/// A training as its form sends it, and its sessions.
struct Planned {
    text: &'static [(&'static str, &'static str)],
    sessions: &'static [PlannedSession],
}

/// A session: how many Wednesdays of school from now, its hours, the rest of its form, who leads it, and who asks for a place, in this order.
struct PlannedSession {
    wednesday: usize,
    hours: &'static [(&'static str, &'static str)],
    form: &'static [(&'static str, &'static str)],
    trainer: &'static str,
    asked_by: &'static [&'static str],
}

const TRAININGS: [Planned; 4] = [
    Planned {
        text: &[
            ("title", "Tenir une radio d’école avec un téléphone"),
            ("summary", "Une demi-journée pour enregistrer, couper et diffuser une première émission, sans rien acheter."),
            ("aims", "Préparer un conducteur avec une classe\nPlacer la voix, et le micro\nCouper et assembler dans un logiciel libre"),
            ("body", "On arrive les mains vides, on repart avec **trois minutes d’antenne** et le conducteur qui va avec."),
            ("materials", "Un téléphone chargé\nDes écouteurs"),
            ("cycles", "2"),
            ("cycles", "3"),
            ("competences", "2.2"),
            ("competences", "3.2"),
            ("competences", "4.3"),
        ],
        sessions: &[
            PlannedSession {
                wednesday: 2,
                hours: &[("14:00", "17:00")],
                form: &[
                    ("mode", "on-site"),
                    ("place", "Maison des associations"),
                    ("room", "Salle Garonne"),
                    ("commune", "33063"),
                    ("capacity", "20"),
                ],
                trainer: "animatrice",
                asked_by: &["t01", "t02", "t03", "t04", "t05"],
            },
            PlannedSession {
                wednesday: 6,
                hours: &[("14:00", "17:00")],
                form: &[("mode", "on-site"), ("place", "Médiathèque"), ("commune", "33281"), ("capacity", "2")],
                trainer: "animatrice",
                asked_by: &["t06", "t07", "enseignant", "t08"],
            },
        ],
    },
    Planned {
        text: &[
            ("title", "Photographier une classe sans montrer les visages"),
            ("summary", "Cadrer les mains, les œuvres, les dos\u{202f}; masquer ce qui reste\u{202f}; parler aux familles."),
            ("aims", "Savoir ce que la loi demande\nCadrer autrement\nMasquer avant de publier"),
            ("competences", "1.4"),
            ("competences", "5.1"),
        ],
        sessions: &[PlannedSession {
            wednesday: 1,
            hours: &[("17:30", "19:00")],
            form: &[("mode", "online"), ("online", "https://visio.preau.example/photographier"), ("capacity", "50")],
            trainer: "conseillere",
            asked_by: &["t09", "t10", "directrice"],
        }],
    },
    Planned {
        text: &[
            ("title", "Un petit robot en maternelle"),
            ("summary", "Deux demi-journées, l’une pour apprendre, l’autre pour raconter ce qui s’est passé en classe entre-temps."),
            ("aims", "Coder un déplacement avec le corps, puis avec le robot\nFaire verbaliser l’erreur"),
            ("cycles", "1"),
            ("competences", "3.1"),
            ("competences", "5.1"),
        ],
        sessions: &[PlannedSession {
            wednesday: 4,
            hours: &[("09:00", "12:00"), ("14:00", "16:30")],
            form: &[
                ("mode", "on-site"),
                ("place", "Espace des Possibles"),
                ("room", "Atelier 2"),
                ("commune", "33249"),
                ("capacity", "12"),
                ("kept", "4"),
                ("kept_days", "7"),
            ],
            trainer: "animatrice",
            asked_by: &["t11", "t12"],
        }],
    },
    Planned {
        text: &[
            ("title", "Rendre un document lisible par tous"),
            ("summary", "Titres, contrastes, textes de remplacement\u{202f}: corriger ensemble un document de sa propre classe."),
            ("aims", "Repérer ce qui empêche de lire\nLe corriger en dix minutes"),
            ("materials", "Un document de sa classe"),
            ("competences", "4.1"),
        ],
        sessions: &[PlannedSession {
            wednesday: 9,
            hours: &[("13:30", "16:30")],
            form: &[
                ("mode", "both"),
                ("place", "Hôtel de ville"),
                ("commune", "33522"),
                ("online", "https://visio.preau.example/lisible"),
                ("capacity", "16"),
                ("approval", "head"),
            ],
            trainer: "conseillere",
            asked_by: &["enseignante"],
        }],
    },
];

/// A wish, what for, and who backs it for which cycle.
type Wished = (&'static str, &'static str, &'static [(&'static str, Cycle)]);

const WISHES: &[Wished] = &[
    (
        "Programmer un robot dehors, sans écran",
        "Faire de la géométrie dans la cour, avec des trajets que les enfants inventent.",
        &[("t01", Cycle::One), ("t05", Cycle::One), ("t09", Cycle::Two), ("t12", Cycle::One)],
    ),
    (
        "Aider un enfant dyslexique avec une tablette",
        "Choisir une police, une lecture à voix haute, une dictée vocale, et s’en tenir à l’essentiel.",
        &[("t03", Cycle::Three), ("t08", Cycle::Two)],
    ),
];

/// Plans the trainings, opens their sessions and has people ask for places, unless there are trainings already.
pub(crate) async fn plan(system: &Cx, people: &BTreeMap<String, Viewer>, today: Day) -> anyhow::Result<()> {
    if training::trainings(system).await?.len() > 1 {
        return Ok(());
    }
    let cx =
        |key: &str| people.get(key).map(|viewer| system.as_viewer(viewer.clone())).with_context(|| format!("nobody is called {key:?}"));
    let animator = cx(ANIMATOR.key)?;
    for planned in &TRAININGS {
        let slug = training::make(&animator, &TrainingForm::read(planned.text.iter().copied()), None).await?;
        for session in planned.sessions {
            let form = form(session, today, &system.portal.settings.quiet)
                .map_err(|problems| anyhow!("a session of {slug} cannot be: {problems:?}"))?;
            let trainer = cx(if session.trainer == ADVISOR.key { ADVISOR.key } else { ANIMATOR.key })?
                .account()
                .context("a trainer has an account")?;
            let id = training::prepare(&animator, &slug, form, &[trainer]).await?;
            training::move_session(&animator, id, SessionMove::Open).await?;
            for who in session.asked_by {
                training::register(&cx(who)?, id).await?;
            }
        }
    }
    wish(&cx).await
}

/// What is wished for, and by how many.
async fn wish(cx: &impl Fn(&str) -> anyhow::Result<Cx>) -> anyhow::Result<()> {
    for (title, why, backers) in WISHES {
        let mut made = None;
        for (who, cycle) in *backers {
            let form = WishForm { title: (*title).to_owned(), why: (*why).to_owned(), cycle: *cycle };
            made = Some(training::make_wish(&cx(who)?, &form).await?);
        }
        made.context("a wish that nobody backs")?;
    }
    Ok(())
}

fn form(session: &PlannedSession, today: Day, quiet: &Quiet) -> Result<SessionForm, domain::problem::Problems> {
    let mut day = today;
    let mut wednesdays = 0;
    while wednesdays < session.wednesday {
        day = day.tomorrow();
        wednesdays += usize::from(weekday(day.beginning()) == "mercredi" && !quiet.is_day_off(day));
    }
    let mut pairs: Vec<(String, String)> = session.form.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    for (number, (from, until)) in (1..).zip(session.hours) {
        pairs.push((format!("day-{number}"), day.to_string()));
        pairs.push((format!("from-{number}"), (*from).to_owned()));
        pairs.push((format!("until-{number}"), (*until).to_owned()));
    }
    SessionForm::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}
