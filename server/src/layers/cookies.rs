//! Our five cookies: the session, the browser of a sign-in under way, that someone signed out here, the secret links that were opened,
//! and the appearance.

use axum::http::{HeaderMap, HeaderValue, header};
use cookie::{Cookie, SameSite, time::Duration};
use services::{cx::Settings, outside::Secret};

/// The session.
pub const SESSION: &str = "preau";
/// What binds a sign-in under way to one browser.
pub const BROWSER: &str = "preau-connexion";
/// Says that someone has signed out, or erased their account, in this browser: whoever signs in next says again who they are.
pub const LEFT: &str = "preau-sortie";
/// The secret links that were opened in this browser.
pub const LINKS: &str = "preau-liens";

/// How many links a browser keeps: the last that were opened.
const MANY_LINKS: usize = 8;
/// Stands between two secrets: base64url has none.
const BETWEEN: char = '.';

/// A session's longest life; the database's limit is what counts.
const SESSION_AGE: Duration = Duration::hours(12);
/// A sign-in's longest life.
const BROWSER_AGE: Duration = Duration::minutes(10);

/// The value of the cookie `name`, exactly one of it.
///
/// Two cookies of one name mean that someone planted one from another path or domain: then neither is believed.
pub fn read(headers: &HeaderMap, settings: &Settings, name: &str) -> Option<String> {
    let name = full_name(settings, name);
    let mut found = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| Cookie::split_parse(line).filter_map(Result::ok))
        .filter(|cookie| cookie.name() == name);
    match (found.next(), found.next()) {
        (Some(cookie), None) => Some(cookie.value().to_owned()),
        _ => None,
    }
}

/// `Set-Cookie` for a new session.
pub fn session(settings: &Settings, secret: &Secret) -> HeaderValue {
    build(settings, SESSION, secret.reveal(), SESSION_AGE)
}

/// `Set-Cookie` for a sign-in that begins.
pub fn browser(settings: &Settings, secret: &Secret) -> HeaderValue {
    build(settings, BROWSER, secret.reveal(), BROWSER_AGE)
}

/// The `Set-Cookie`s for a browser whose session has ended: nothing of it is left, and whoever signs in next says again who they are.
pub fn signed_out(settings: &Settings) -> [HeaderValue; 3] {
    [forget(settings, SESSION), forget(settings, LINKS), build(settings, LEFT, "1", SESSION_AGE)]
}

/// `Set-Cookie` for the secret links of a browser, as long as a session's longest life: it may be one that others use too.
pub fn links(settings: &Settings, links: &[Secret]) -> HeaderValue {
    let from = links.len().saturating_sub(MANY_LINKS);
    let value = links[from..].iter().map(Secret::reveal).collect::<Vec<_>>().join(&BETWEEN.to_string());
    build(settings, LINKS, &value, SESSION_AGE)
}

/// The secret links that were opened in this browser, the last one last.
pub fn read_links(headers: &HeaderMap, settings: &Settings) -> Vec<Secret> {
    let kept = read(headers, settings, LINKS).unwrap_or_default();
    kept.split(BETWEEN).filter(|secret| !secret.is_empty()).take(MANY_LINKS).map(Secret::from_outside).collect()
}

/// `Set-Cookie` that forgets `name`.
pub fn forget(settings: &Settings, name: &str) -> HeaderValue {
    build(settings, name, "", Duration::ZERO)
}

fn build(settings: &Settings, name: &str, value: &str, age: Duration) -> HeaderValue {
    let cookie = Cookie::build((full_name(settings, name), value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(is_https(settings))
        .max_age(age)
        .build();
    // Names are ours and values are base64url: what is built is always a valid header.
    HeaderValue::from_str(&cookie.to_string()).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// `__Host-` binds a cookie to this very host over https. On loopback without TLS browsers refuse that prefix.
fn full_name(settings: &Settings, name: &str) -> String {
    if is_https(settings) { format!("__Host-{name}") } else { name.to_owned() }
}

fn is_https(settings: &Settings) -> bool {
    settings.public_url.scheme() == "https"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(url: &str) -> Settings {
        Settings {
            public_url: url.parse().expect("an address"),
            name: String::new(),
            territory: String::new(),
            sender: String::new(),
            sender_name: String::new(),
            quiet: domain::time::Quiet::of(domain::time::SchoolZone::A),
            retention: Default::default(),
            demo: false,
        }
    }

    fn parts(value: HeaderValue) -> Vec<String> {
        let mut parts: Vec<_> = value.to_str().expect("a text").split("; ").map(str::to_owned).collect();
        parts[1..].sort();
        parts
    }

    #[test]
    fn over_https_every_cookie_of_ours_is_bound_to_this_very_host() {
        let settings = settings("https://preau.exemple.fr/");
        let secret = Secret::from_outside("s3cret");
        for (cookie, first, age) in [
            (session(&settings, &secret), "__Host-preau=s3cret", "Max-Age=43200"),
            (browser(&settings, &secret), "__Host-preau-connexion=s3cret", "Max-Age=600"),
            (forget(&settings, SESSION), "__Host-preau=", "Max-Age=0"),
        ] {
            // No Domain: browsers refuse the prefix with one.
            assert_eq!(parts(cookie), [first, "HttpOnly", age, "Path=/", "SameSite=Lax", "Secure"]);
        }
    }

    #[test]
    fn on_this_machine_alone_cookies_go_without_tls_and_prefix() {
        let cookie = session(&settings("http://127.0.0.1:3000/"), &Secret::from_outside("s3cret"));
        assert_eq!(parts(cookie), ["preau=s3cret", "HttpOnly", "Max-Age=43200", "Path=/", "SameSite=Lax"]);
    }

    #[test]
    fn a_name_without_its_prefix_is_not_believed_over_https() {
        let settings = settings("https://preau.exemple.fr/");
        let read_from = |line: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, HeaderValue::from_static(line));
            read(&headers, &settings, SESSION)
        };
        assert_eq!(read_from("a=b; __Host-preau=mine"), Some("mine".to_owned()));
        assert_eq!(read_from("preau=planted"), None);
        assert_eq!(read_from("__Host-preau=mine; __Host-preau=planted"), None);
    }
}
