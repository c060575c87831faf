//! The demo's training that took place: who came, what they thought, what is told of it.

use crate::cast::{ANIMATOR, TEACHER};
use anyhow::{Context, anyhow};
use domain::{
    access::Viewer,
    time::{Day, Timestamp, french::weekday},
    training::{EvaluationForm, Presence, SessionForm, SessionMove, TrainingForm},
};
use services::{cx::Cx, training};
use std::collections::BTreeMap;

const TEXT: [(&str, &str); 7] = [
    ("title", "Raconter sa classe en images"),
    ("summary", "Choisir, légender, masquer\u{202f}: ce que les familles verront de l’année, en une fiche."),
    ("aims", "Choisir dix images sur cent\nÉcrire une légende qui apprend quelque chose"),
    ("cycles", "2"),
    ("cycles", "3"),
    ("competences", "1.4"),
    ("competences", "2.2"),
];

/// Who asked for a place, whether they were there in the morning and in the afternoon, and what each answered.
const CAME: [(&str, [Presence; 2], &str); 8] = [
    (TEACHER.key, [Presence::Present, Presence::Present], "4444"),
    ("t01", [Presence::Present, Presence::Present], "4344"),
    ("t02", [Presence::Present, Presence::Partial], "3343"),
    ("t03", [Presence::Present, Presence::Present], "4434"),
    ("t04", [Presence::Partial, Presence::Present], "3442"),
    ("t05", [Presence::Present, Presence::Present], "4444"),
    ("t06", [Presence::Excused, Presence::Excused], ""),
    ("t07", [Presence::Absent, Presence::Absent], ""),
];

const REPORT: &str = "Nous avons trié cent photos d’une sortie à la mare, et n’en avons gardé que huit.\n\n\
- Une image sans légende n’apprend rien\u{202f}: nous avons écrit les légendes d’abord.\n\
- Les dos, les mains et les carnets racontent mieux que les visages.\n\
- À refaire avec les enfants\u{202f}: ils choisissent autrement que nous.";

/// Has the training take place some weeks before `today`, on a Wednesday of school. `go_to` moves the demo's clock.
pub(crate) async fn hold(system: &Cx, people: &BTreeMap<String, Viewer>, today: Day, go_to: impl Fn(Timestamp)) -> anyhow::Result<()> {
    if !training::trainings(system).await?.is_empty() {
        return Ok(());
    }
    let cx =
        |key: &str| people.get(key).map(|viewer| system.as_viewer(viewer.clone())).with_context(|| format!("nobody is called {key:?}"));
    let quiet = &system.portal.settings.quiet;
    let of_school = |day: &Day| weekday(day.beginning()) == "mercredi" && !quiet.is_day_off(*day);
    let day = (10..100).map(|days| today.minus_days(days)).find(of_school).context("a Wednesday of school")?;
    let animator = cx(ANIMATOR.key)?;
    go_to(Timestamp::from_paris(&format!("{}T10:00", day.minus_days(26))).context("a morning")?);
    let slug = training::make(&animator, &TrainingForm::read(TEXT), None).await?;
    let form = form(day).map_err(|problems| anyhow!("the session of {slug} cannot be: {problems:?}"))?;
    let ends = form.half_days.last().context("it has half-days")?.until;
    let id = training::prepare(&animator, &slug, form, &[animator.account().context("the animator has an account")?]).await?;
    training::move_session(&animator, id, SessionMove::Open).await?;
    let mut places = Vec::new();
    for (who, ..) in CAME {
        places.push(training::register(&cx(who)?, id).await?.id);
    }
    go_to(ends);
    training::move_session(&animator, id, SessionMove::Hold).await?;
    for half_day in 0..2 {
        let marks: Vec<_> = places.iter().zip(CAME).map(|(place, (_, came, _))| (*place, Some(came[half_day]))).collect();
        training::mark(&animator, id, half_day, &marks).await?;
    }
    training::move_session(&animator, id, SessionMove::Close).await?;
    training::save_report(&animator, id, REPORT, true).await?;
    go_to(ends.plus_ms(3_600_000));
    for (who, _, answers) in CAME.iter().skip(1).filter(|(.., answers)| !answers.is_empty()) {
        training::evaluate(&cx(who)?, id, &evaluation(answers)?).await?;
    }
    Ok(())
}

fn form(day: Day) -> Result<SessionForm, domain::problem::Problems> {
    let day = day.to_string();
    SessionForm::read([
        ("mode", "on-site"),
        ("place", "Médiathèque"),
        ("room", "Salle du bas"),
        ("commune", "33063"),
        ("capacity", "12"),
        ("day-1", &day),
        ("from-1", "09:00"),
        ("until-1", "12:00"),
        ("day-2", &day),
        ("from-2", "13:30"),
        ("until-2", "16:30"),
    ])
}

/// Of one digit for each question.
fn evaluation(answers: &str) -> anyhow::Result<EvaluationForm> {
    let mut pairs: Vec<(&str, &str)> =
        ["expected", "clear", "usable", "conditions"].into_iter().zip(answers.split("").filter(|digit| !digit.is_empty())).collect();
    if answers.starts_with("43") {
        pairs.push(("remark", "J’aurais aimé plus de temps pour les légendes."));
    }
    EvaluationForm::read(pairs).map_err(|problems| anyhow!("an opinion cannot be: {problems:?}"))
}
