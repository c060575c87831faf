//! The demo's people, who need no password, on loopback alone.

use super::{rows::account as rows, session};
use crate::{
    cx::{Cx, Settings},
    error::{Error, Result},
    outside::Secret,
};
use url::{Host, Url};

/// The provider of the demo's people. No real one may be called so.
pub const DEMO_PROVIDER: &str = "demo";

/// Signs in one of the demo's people, by key (`enseignante`, `animatrice`…); gives what the cookie must hold. The session
/// that the browser had, `previous`, is ended.
///
/// # Errors
/// `NotFound` when this is no demo, when the portal is reached from elsewhere than this machine, or when there is no such person.
pub async fn sign_in_demo(cx: &Cx, person: &str, previous: Option<&Secret>) -> Result<Secret> {
    if !is_open(&cx.portal.settings) {
        return Err(Error::NotFound);
    }
    let mut change = cx.begin().await?;
    let account = rows::active_account(&mut change, DEMO_PROVIDER, person).await?.ok_or(Error::NotFound)?;
    let secret = session::open_session(cx, &mut change, account, DEMO_PROVIDER, None, previous).await?;
    change.commit().await?;
    Ok(secret)
}

/// Whether anyone has an account who is none of the demo's people.
///
/// # Errors
/// The database's.
pub async fn real_people(cx: &Cx) -> Result<bool> {
    rows::has_others(&mut cx.read().await?, DEMO_PROVIDER).await
}

fn is_open(settings: &Settings) -> bool {
    settings.demo && is_loopback(&settings.public_url)
}

/// Whether `url` is this machine's own: 127.0.0.0/8, ::1 or localhost.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn loopback_is_this_machine_and_nothing_that_looks_like_it() {
        let loopback = |url: &str| is_loopback(&url.parse().expect("an address"));
        for own in ["http://127.0.0.1:3000/", "http://127.9.9.9/", "http://[::1]:8080/", "https://LOCALHOST/", "http://2130706433/"] {
            assert!(loopback(own), "{own}");
        }
        for other in [
            "https://preau.example.fr/",
            "http://localhost.evil.fr/",
            "http://127.0.0.1.evil.fr/",
            "http://10.0.0.1/",
            "http://[::]/",
            "http://0.0.0.0/",
        ] {
            assert!(!loopback(other), "{other}");
        }
    }
}
