//! What the search box offers while someone types (Q14): the options of its list. `open_page` puts them there as they are.

use super::words::one;
use leptos::prelude::*;
use services::search::{Suggestion, What};

/// The options, each with what it is.
pub fn options(offered: &[Suggestion]) -> String {
    let option = |(place, one): (usize, &Suggestion)| {
        let (id, title, address) = (format!("proposition-{place}"), one.title.clone(), one.address.clone());
        view! {
            <li role="option" id=id aria-selected="false" data-address=address>
                <span>{title}</span> " " <span class="offered-kind">{called(one.what)}</span>
            </li>
        }
        .to_html()
    };
    Owner::new().with(|| offered.iter().enumerate().map(option).collect())
}

const fn called(what: What) -> &'static str {
    match what {
        What::Thing(kind) => one(kind),
        What::Subject => "Matière",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::search::Kind;

    #[test]
    fn an_option_says_what_it_is_and_is_shown_as_it_is_written() {
        let suggestion = |title: &str, what, address: &str| Suggestion { title: title.into(), what, address: address.into() };
        let shown = options(&[
            suggestion("La mare <b>", What::Thing(Kind::Project), "/projets/la-mare"),
            suggestion("Sciences", What::Subject, "/recherche?matiere=sciences&x=\""),
        ]);
        assert!(shown.contains("La mare &lt;b") && shown.contains(r#"id="proposition-1""#) && shown.matches("<li").count() == 2, "{shown}");
        assert!(shown.contains("Projet") && shown.contains("Matière") && shown.contains("&quot;"), "{shown}");
        assert_eq!(options(&[]), "");
    }
}
