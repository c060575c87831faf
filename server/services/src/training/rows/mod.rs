//! SQL of trainings, their sessions, and who has a place in them.

use super::onlooker::Onlooker;
use sqlx::{Database, Encode, QueryBuilder, Type};

/// Whom a session `s` concerns before it is announced to everyone: who leads it, wished for it, asked for a place, or must agree that a
/// colleague has one. Of one session, within a query on `s`: `""` twice; of several: the table, and which.
macro_rules! concerned {
    ($sessions:literal, $which:literal) => {
        concat!(
            "SELECT l.account_id FROM ",
            $sessions,
            "training_trainer l WHERE l.session_id = s.id",
            $which,
            " UNION ALL SELECT b.account_id FROM ",
            $sessions,
            "wish w JOIN wish_backer b ON b.wish_id = w.id WHERE w.training_id = s.training_id AND w.state = 'answered'",
            $which,
            " UNION ALL SELECT p.account_id FROM ",
            $sessions,
            "registration p WHERE p.session_id = s.id",
            $which,
            " UNION ALL SELECT d.account_id FROM ",
            $sessions,
            "registration a JOIN account_school theirs ON theirs.account_id = a.account_id \
             JOIN account_school ours ON ours.uai = theirs.uai JOIN account_role d ON d.account_id = ours.account_id AND d.role = 'head' \
             WHERE a.session_id = s.id AND a.standing = 'asked' AND s.approval = 'head'",
            $which
        )
    };
}

/// Which sessions `s` an onlooker sees, by their values: none that is being prepared; one that is not announced to everyone yet, when it
/// concerns them.
macro_rules! shown {
    ($account:literal, $announced_by:literal) => {
        concat!(
            "s.state <> 'draft' AND (COALESCE(s.announced_ms, 0) <= ",
            $announced_by,
            " OR ",
            $account,
            " IN (",
            concerned!("", ""),
            "))"
        )
    };
}

mod calendar;
mod evaluation;
mod feeds;
mod found;
pub(super) mod holdings;
mod people;
mod presence;
mod registrations;
mod reminders;
mod sessions;
mod trainings;
mod wishes;

pub(super) use calendar::*;
pub(super) use evaluation::*;
pub(super) use feeds::*;
pub(super) use found::*;
pub(super) use people::*;
pub(super) use presence::*;
pub(super) use registrations::*;
pub(super) use reminders::*;
pub(super) use sessions::*;
pub(super) use trainings::*;
pub(super) use wishes::*;

/// Adds a condition to a query of another slice: that an onlooker sees a session of the training whose number stands in `column`. It asks what
/// `shown` does.
pub(crate) fn push_shown<D: Database>(query: &mut QueryBuilder<D>, column: &'static str, onlooker: Onlooker)
where
    i64: for<'q> Encode<'q, D> + Type<D>,
{
    query.push("EXISTS (SELECT 1 FROM training_session s WHERE s.training_id = ").push(column).push(" AND ");
    push_seen(query, onlooker);
    query.push(")");
}

/// `1, 2, 3)`: the list of numbers and its closing parenthesis.
fn push_numbers<D: Database>(query: &mut QueryBuilder<D>, numbers: impl IntoIterator<Item = i64>)
where
    i64: for<'q> Encode<'q, D> + Type<D>,
{
    let mut list = query.separated(", ");
    for number in numbers {
        list.push_bind(number);
    }
    query.push(")");
}

/// Adds a condition to a query on sessions `s`: that an onlooker sees them. It asks what `shown` does.
fn push_seen<D: Database>(query: &mut QueryBuilder<D>, onlooker: Onlooker)
where
    i64: for<'q> Encode<'q, D> + Type<D>,
{
    let (account, announced_by) = onlooker.values();
    query.push("s.state <> 'draft' AND (COALESCE(s.announced_ms, 0) <= ").push_bind(announced_by);
    if let Some(account) = account {
        query.push(" OR ").push_bind(account).push(concat!(" IN (", concerned!("", ""), ")"));
    }
    query.push(")");
}
