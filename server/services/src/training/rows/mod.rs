//! SQL of trainings, their sessions, and who has a place in them.

/// Which sessions `s` an onlooker sees, by their values: none that is being prepared; one that is not announced to everyone yet, when it
/// concerns them, because they lead it, wished for it, asked for a place, or must agree that a colleague has one.
macro_rules! shown {
    ($account:literal, $announced_by:literal) => {
        concat!(
            "s.state <> 'draft' AND (COALESCE(s.announced_ms, 0) <= ",
            $announced_by,
            " OR ",
            $account,
            " IN (SELECT l.account_id FROM training_trainer l WHERE l.session_id = s.id \
             UNION ALL SELECT b.account_id FROM wish w JOIN wish_backer b ON b.wish_id = w.id \
             WHERE w.training_id = s.training_id AND w.state = 'answered' \
             UNION ALL SELECT p.account_id FROM registration p WHERE p.session_id = s.id \
             UNION ALL SELECT d.account_id FROM registration a JOIN account_school theirs ON theirs.account_id = a.account_id \
             JOIN account_school ours ON ours.uai = theirs.uai JOIN account_role d ON d.account_id = ours.account_id AND d.role = 'head' \
             WHERE a.session_id = s.id AND a.standing = 'asked' AND s.approval = 'head'))"
        )
    };
}

mod calendar;
mod evaluation;
mod feeds;
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
pub(super) use people::*;
pub(super) use presence::*;
pub(super) use registrations::*;
pub(super) use reminders::*;
pub(super) use sessions::*;
pub(super) use trainings::*;
pub(super) use wishes::*;
