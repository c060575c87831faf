//! What is left of someone who goes: their seats go to those who wait, and what is old goes with time (R3).

use super::{
    places::{fill, locked, moved, still_to_come},
    rows,
};
use crate::{
    cx::{Change, Cx},
    db::Conn,
    error::Result,
};
use domain::{ids::AccountId, time::Timestamp, training::Happening};

/// Gives up every place that `account` has, or waits for, in sessions to come; those who wait have the seats at once.
///
/// # Errors
/// The database's.
pub async fn give_up_all(cx: &Cx, change: &mut Change, account: AccountId) -> Result<()> {
    let mut live = rows::registrations_of(change, account).await?;
    live.retain(|registration| registration.standing.is_live());
    // Locks are taken in one order, whoever asks: nobody waits for who waits for them.
    live.sort_by_key(|registration| registration.session);
    for registration in live {
        let session = locked(change, registration.session).await?;
        // Asked again under the lock: a seat may have been offered, or taken, meanwhile.
        let Some(known) = rows::registration(change, registration.id).await?.filter(|known| known.standing.is_live()) else { continue };
        if still_to_come(cx, &session).is_ok() {
            moved(cx, change, &known, Happening::Cancel, true).await?;
            fill(cx, change, &session).await?;
        }
    }
    Ok(())
}

/// Forgets who had a place in sessions that were over before `before`, with presences and certificates; of how many places.
///
/// # Errors
/// The database's.
pub async fn purge_registrations(conn: &mut impl Conn, before: Timestamp) -> Result<u64> {
    rows::holdings::purge(conn, before).await
}
