//! The list of those who asked for a place, taken away as a file (T17).

use super::{Registration, Session, gate, rows};
use crate::{
    cx::Cx,
    error::{Error, Result},
    identity, pdf,
    spreadsheet::{self, Cell, Sheet},
};
use domain::{
    ids::SessionId,
    time::french::{day, day_and_hour},
    training::{ExportColumn, ExportForm, ExportFormat, Presence},
};

/// What `form` takes of the list of `session`, for who runs trainings. That it was taken is logged: by whom, as what, with which columns.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`.
pub async fn export(cx: &Cx, session: SessionId, form: &ExportForm) -> Result<Vec<u8>> {
    gate::open(cx)?;
    let mut conn = cx.read().await?;
    let session = rows::session(&mut conn, session).await?.ok_or(Error::NotFound)?;
    gate::session(cx, &mut conn, &session).await?;
    let training = rows::training_of(&mut conn, session.training).await?.ok_or(Error::NotFound)?;
    let mut lines = Vec::new();
    for registration in rows::registrations(&mut conn, session.id).await? {
        let who = rows::person(&mut conn, registration.account).await?;
        let marks = rows::presences_of(&mut conn, registration.id).await?;
        lines.push(Line { registration, who, marks: marks.into_iter().map(|(place, presence, _)| (place, presence)).collect() });
    }
    drop(conn);
    let mut change = cx.begin().await?;
    let columns: Vec<_> = form.columns.iter().map(|column| column.key()).collect();
    let how = format!("{}:{}", form.format.key(), columns.join(","));
    identity::record(cx, &mut change, "session-export", &format!("session:{}", session.id), &how).await?;
    change.commit().await?;
    let when = session.form.half_days.first().map(|half_day| half_day.in_words()).unwrap_or_default();
    let sheet = sheet(&training.form.title, &session, &lines, &form.columns);
    match form.format {
        ExportFormat::Csv => spreadsheet::csv(&sheet),
        ExportFormat::Ods => spreadsheet::ods(&sheet),
        ExportFormat::Pdf => paper(cx, sheet, when).await,
    }
}

struct Line {
    registration: Registration,
    who: rows::Person,
    marks: Vec<(usize, Presence)>,
}

fn sheet(title: &str, session: &Session, lines: &[Line], columns: &[ExportColumn]) -> Sheet {
    let head = columns.iter().flat_map(|column| heads(*column, session)).collect();
    let row = |line: &Line| columns.iter().flat_map(|column| cells(*column, session, line)).collect();
    Sheet { name: title.to_owned(), head, rows: lines.iter().map(row).collect() }
}

/// A column for each half-day where presences are taken; one otherwise.
fn heads(column: ExportColumn, session: &Session) -> Vec<String> {
    match column {
        ExportColumn::Presence => session.form.half_days.iter().map(|half_day| day_and_hour(half_day.from)).collect(),
        other => vec![other.label().to_owned()],
    }
}

fn cells(column: ExportColumn, session: &Session, line: &Line) -> Vec<Cell> {
    let noted = |place: usize| line.marks.iter().find(|(known, _)| *known == place).map(|(_, presence)| *presence);
    let half_days = session.form.half_days.iter().enumerate();
    let cell = match column {
        ExportColumn::Name => line.who.name.as_str().into(),
        ExportColumn::School => line.who.school.as_str().into(),
        ExportColumn::Uai => line.who.uai.as_str().into(),
        ExportColumn::Commune => line.who.commune.as_str().into(),
        ExportColumn::Email => line.who.email.clone().into(),
        ExportColumn::Standing => line.registration.standing.label().into(),
        ExportColumn::Asked => day_and_hour(line.registration.asked).into(),
        ExportColumn::Presence => {
            return half_days.map(|(place, _)| noted(place).map(|presence| presence.label().to_owned()).into()).collect();
        }
        ExportColumn::Minutes => {
            half_days.map(|(place, half_day)| noted(place).map_or(0, |presence| presence.minutes(half_day.minutes()))).sum::<i64>().into()
        }
    };
    vec![cell]
}

async fn paper(cx: &Cx, sheet: Sheet, when: String) -> Result<Vec<u8>> {
    let text = |cell: Cell| match cell {
        Cell::Text(text) => text,
        Cell::Number(number) => number.to_string(),
        Cell::Empty => String::new(),
    };
    pdf::list(pdf::List {
        portal: cx.portal.settings.name.clone(),
        territory: cx.portal.settings.territory.clone(),
        title: sheet.name,
        subtitle: when,
        head: sheet.head,
        rows: sheet.rows.into_iter().map(|row| row.into_iter().map(text).collect()).collect(),
        today: day(cx.now()),
    })
    .await
}
