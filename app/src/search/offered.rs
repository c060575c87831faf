//! What the search box offers while someone types (Q14): the options of its list. `open_page` puts them there as they are.

use super::words::one;
use domain::search::Kind;
use leptos::prelude::*;
use services::search::Suggestion;

/// The options, each with what it is.
pub fn options(offered: &[Suggestion]) -> String {
    let option = |(place, one): (usize, &Suggestion)| {
        let (id, title, address) = (format!("proposition-{place}"), one.title.clone(), one.address.clone());
        view! {
            <li role="option" id=id aria-selected="false" data-address=address>
                <span>{title}</span> " " <span class="offered-kind">{kind(one.kind)}</span>
            </li>
        }
        .to_html()
    };
    Owner::new().with(|| offered.iter().enumerate().map(option).collect())
}

/// What an option is, by its key: a kind of thing, or a filter.
fn kind(key: &str) -> &'static str {
    key.parse::<Kind>().map_or("Matière", one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_says_what_it_is_and_is_shown_as_it_is_written() {
        let suggestion = |title: &str, kind, address: &str| Suggestion { title: title.into(), kind, address: address.into() };
        let shown = options(&[
            suggestion("La mare <b>", "projet", "/projets/la-mare"),
            suggestion("Sciences", "matiere", "/recherche?matiere=sciences&x=\""),
        ]);
        assert!(shown.contains("La mare &lt;b") && shown.contains(r#"id="proposition-1""#) && shown.matches("<li").count() == 2, "{shown}");
        assert!(shown.contains("Projet") && shown.contains("Matière") && shown.contains("&quot;"), "{shown}");
        assert_eq!(options(&[]), "");
    }
}
