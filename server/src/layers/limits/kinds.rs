//! What is counted, and how much of it is enough for anyone.

use super::counts::Pace;
use axum::{
    body::HttpBody,
    extract::Request,
    http::{Method, header},
};
use domain::paths;

/// A form that weighs less holds no picture: what is typed is counted as any other.
const A_FILE: u64 = 16 * 1024;

/// A kind of request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// Any page, picture or file.
    Read,
    /// Any form.
    Write,
    /// Off to a provider.
    SignIn,
    /// Back from it.
    Return,
    /// A provider's server ends sessions.
    SignOutBy,
    /// The index is searched.
    Search,
    /// The same, with each letter that is typed.
    Suggestion,
    /// Pictures and documents come in.
    Upload,
    /// Everything that is held about someone, and erasing it.
    OwnData,
    /// A document is written.
    Document,
    /// Something is reported to the animator.
    Report,
    /// Someone asks to have a picture taken away.
    Removal,
    /// A secret is shown, or guessed.
    Key,
}

/// Of a kind, how much is enough.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paces {
    /// For one who is signed in; without it they are counted by their place too, as the act is nobody's yet.
    pub(super) account: Option<Pace>,
    /// For all visitors who come from one place, which may be a town's schools.
    pub(super) place: Pace,
    /// For one browser besides.
    pub(super) browser: Option<Pace>,
}

const fn pace(at_once: i64, a_minute: i64) -> Pace {
    Pace { at_once, a_minute }
}

const fn paces(account: Pace, place: Pace) -> Paces {
    Paces { account: Some(account), place, browser: None }
}

impl Kind {
    /// A class of thirty behind one address is the measure of places; two hundred who sign in at half past eight, that of signing in.
    pub(super) const fn paces(self) -> Paces {
        match self {
            Self::Read => paces(pace(3_000, 1_200), pace(12_000, 6_000)),
            Self::Write => paces(pace(600, 120), pace(1_200, 600)),
            Self::SignIn | Self::Return => Paces { account: None, place: pace(300, 300), browser: Some(pace(20, 20)) },
            Self::SignOutBy => Paces { account: None, place: pace(300, 300), browser: None },
            Self::Search => paces(pace(240, 120), pace(1_200, 600)),
            Self::Suggestion => paces(pace(600, 300), pace(3_000, 3_000)),
            Self::Upload => paces(pace(120, 30), pace(30, 10)),
            Self::OwnData => paces(pace(20, 2), pace(20, 10)),
            Self::Document => paces(pace(60, 30), pace(60, 30)),
            Self::Report => paces(pace(60, 10), pace(20, 6)),
            Self::Removal => paces(pace(30, 10), pace(20, 6)),
            Self::Key => paces(pace(120, 60), pace(300, 120)),
        }
    }
}

/// What `request` is counted as: what it is in particular, then as any other.
pub(super) fn kinds(request: &Request) -> impl Iterator<Item = Kind> {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let general = if reads { Kind::Read } else { Kind::Write };
    particular(request, reads).into_iter().chain([general])
}

fn particular(request: &Request, reads: bool) -> Option<Kind> {
    let path = request.uri().path();
    match path {
        paths::SEARCH | paths::SEARCH_FEED => return Some(Kind::Search),
        paths::SUGGESTIONS => return Some(Kind::Suggestion),
        paths::MY_DATA | paths::ERASE if !reads => return Some(Kind::OwnData),
        paths::REMOVAL if !reads => return Some(Kind::Removal),
        paths::LINK | paths::JOIN | paths::INVITATIONS | paths::CERTIFICATES | paths::MY_ARCHIVE => return Some(Kind::Key),
        // Nobody's word is asked for there, on this machine alone.
        paths::DEMO_SIGN_IN => return None,
        _ => {}
    }
    if let Some(rest) = below(path, paths::SIGN_IN).or_else(|| below(path, paths::MY_IDENTITIES)) {
        return match (rest.split_once('/'), reads) {
            (None, true) => Some(Kind::SignIn),
            (Some((_, "retour")), true) => Some(Kind::Return),
            (Some((_, "retour" | "deconnexion")), false) => Some(Kind::SignOutBy),
            _ => None,
        };
    }
    match path {
        _ if path.ends_with(".pdf") || path.ends_with("/export") => Some(Kind::Document),
        _ if !reads && path.ends_with("/signaler") => Some(Kind::Report),
        _ if !reads && brings_files(request) => Some(Kind::Upload),
        _ => None,
    }
}

/// What stands below `folder`, if anything does.
fn below<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    path.strip_prefix(folder)?.strip_prefix('/').filter(|rest| !rest.is_empty())
}

fn brings_files(request: &Request) -> bool {
    let form = request.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"));
    form && request.body().size_hint().upper().is_none_or(|bytes| bytes > A_FILE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn kinds_of(method: Method, path: &str, content_type: &str, bytes: usize) -> Vec<Kind> {
        let request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, content_type);
        kinds(&request.body(Body::from("x".repeat(bytes))).expect("a request")).collect()
    }

    #[test]
    fn each_request_is_counted_as_what_it_is_and_as_any_other() {
        use Kind::{Document, Key, OwnData, Read, Removal, Report, Return, Search, SignIn, SignOutBy, Suggestion, Upload, Write};
        let (get, post) = (Method::GET, Method::POST);
        for (method, path, expected) in [
            (&get, "/projets", &[Read][..]),
            (&get, "/recherche?q=a", &[Search, Read]),
            (&get, "/recherche.atom?q=a", &[Search, Read]),
            (&get, "/recherche/suggestions?q=a", &[Suggestion, Read]),
            (&get, "/connexion", &[Read]),
            (&get, "/connexion/ent?retour=/", &[SignIn, Read]),
            (&get, "/connexion/ent/retour?state=a", &[Return, Read]),
            (&get, "/connexion/ent/logo.webp", &[Read]),
            (&post, "/connexion/ent/retour", &[SignOutBy, Write]),
            (&post, "/connexion/ent/deconnexion", &[SignOutBy, Write]),
            (&post, "/connexion/demo", &[Write]),
            (&get, "/moi/identites/ent", &[SignIn, Read]),
            (&get, "/moi/identites", &[Read]),
            (&get, "/moi/donnees", &[Read]),
            (&post, "/moi/donnees", &[OwnData, Write]),
            (&get, "/moi/donnees/archive?cle=a", &[Key, Read]),
            (&get, "/moi/formations/heures.pdf", &[Document, Read]),
            (&post, "/animation/sessions/1/export", &[Document, Write]),
            (&post, "/echanges/messages/1/signaler", &[Report, Write]),
            (&get, "/echanges/messages/1/signaler", &[Read]),
            (&post, "/retrait-image", &[Removal, Write]),
            (&get, "/lien?cle=a", &[Key, Read]),
        ] {
            assert_eq!(kinds_of(method.clone(), path, "application/x-www-form-urlencoded", 10), expected, "{method} {path}");
        }
        assert_eq!(kinds_of(post.clone(), "/images", "multipart/form-data; boundary=a", 20_000), [Upload, Write]);
        assert_eq!(kinds_of(post, "/projets/nouveau", "multipart/form-data; boundary=a", 2_000), [Write], "nothing but what was typed");
    }

    #[test]
    fn a_steady_pace_is_a_whole_number_of_milliseconds() {
        use Kind::{Document, Key, OwnData, Read, Removal, Report, Return, Search, SignIn, SignOutBy, Suggestion, Upload, Write};
        let all = [Read, Write, SignIn, Return, SignOutBy, Search, Suggestion, Upload, OwnData, Document, Report, Removal, Key];
        for kind in all {
            let Paces { account, place, browser } = kind.paces();
            for pace in [account, Some(place), browser].into_iter().flatten() {
                assert!(pace.a_minute > 0 && 60_000 % pace.a_minute == 0 && pace.at_once >= pace.a_minute / 2, "{kind:?}: {pace:?}");
            }
        }
    }
}
