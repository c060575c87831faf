//! Addresses, as people and machines see them.

use super::*;
use proptest::prelude::*;

#[test]
fn a_page_is_found_however_its_address_was_copied() {
    for address in ["https://p.fr/projets/la-mare", " /projets/la-mare?x=1#y", "la-mare", "p.fr/projets/la-mare/"] {
        assert_eq!(slug_in(address), "la-mare", "{address}");
    }
    assert_eq!(slug_in(""), "");
}

#[test]
fn one_goes_back_to_this_portal_only() {
    for kept in ["/", "/projets", "/a?b=1#c", "/projets/radio-d-ecole/modifier", "/recherche?q=l%27eau&page=2"] {
        assert_eq!(ReturnTo::parse(kept).as_str(), kept);
    }
    let refused = [
        "",
        "projets",
        "//evil.fr",
        "///evil.fr",
        "/\\evil.fr",
        "\\\\evil.fr",
        "https://evil.fr",
        "http:evil.fr",
        "javascript:alert(1)",
        "/\tevil.fr",
        "/\n/evil.fr",
        "/%2fevil.fr",
        "/%5cevil.fr",
        "/%09/evil.fr",
        " /projets",
        "/ /evil.fr",
        "/a//evil.fr",
        "/./\\evil.fr",
        "/../evil",
        "/%0d%0aSet-Cookie:a=b",
        "/\u{2028}evil",
        "/\0",
    ];
    for typed in refused {
        assert_eq!(ReturnTo::parse(typed).as_str(), "/", "{typed:?}");
    }
    assert_eq!(ReturnTo::parse(&format!("/{}", "a".repeat(2048))).as_str(), "/");
}

/// Each line of the list is a text as JSON writes it, so that control characters can be seen.
#[test]
fn no_form_of_an_open_redirect_leads_anywhere_but_home() {
    let forms: Vec<&str> = include_str!("openredirects.txt").lines().collect();
    assert!(forms.len() > 150);
    for form in forms {
        let typed: String = serde_json::from_str(form).expect("a text");
        assert_eq!(ReturnTo::parse(&typed).as_str(), "/", "{form}");
    }
}

proptest! {
    #[test]
    fn whatever_is_typed_a_browser_stays_here(typed in ".*") {
        stays_here(&typed)?;
    }

    /// The same with the parts that lists of open redirects are made of, in every order.
    #[test]
    fn whatever_is_put_together_a_browser_stays_here(parts in proptest::collection::vec(proptest::sample::select(TRICKS), 1..8)) {
        stays_here(&parts.concat())?;
    }
}

const TRICKS: &[&str] = &[
    "/",
    "//",
    "\\",
    ".",
    "..",
    ":",
    "@",
    "?",
    "#",
    "%",
    "%2f",
    "%2F",
    "%5c",
    "%252f",
    "%00",
    "%09",
    "%0a",
    "%0d",
    "%20",
    "%E3%80%82",
    "\t",
    "\n",
    "\r",
    "\0",
    " ",
    "\u{a0}",
    "\u{200b}",
    "\u{2028}",
    "\u{3002}",
    "\u{ff0f}",
    "\u{feff}",
    "http",
    "https:",
    "javascript:",
    "evil.fr",
    "localhost",
    "preau.example",
    "[::1]",
    "2130706433",
    "a",
    "a=b",
    ";",
    "&",
    "<>",
    "\"",
];

/// Follows what is kept as a browser does (WHATWG URL), from a page of any depth.
fn stays_here(typed: &str) -> Result<(), TestCaseError> {
    for base in ["https://preau.example/", "https://preau.example/connexion/ent/retour?code=a"] {
        let base = url::Url::parse(base).expect("an address");
        let reached = base.join(ReturnTo::parse(typed).as_str());
        prop_assert_eq!(reached.map(|url| url.origin()), Ok(base.origin()), "{:?}", typed);
    }
    Ok(())
}
