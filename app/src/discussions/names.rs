//! Names offered while one types a message: the list beneath the text, and what stands in it. `open_page` puts the one into the other.

use leptos::prelude::*;

/// The list; without JavaScript it is not there.
#[component]
pub(super) fn NameList() -> impl IntoView {
    view! { <ul class="name-list" id="personnes" role="listbox" aria-label="Personnes que l’on peut nommer" hidden></ul> }
}

/// What stands in it, to be put there as it is.
pub(super) fn options(names: &[String]) -> String {
    let option = |(place, name): (usize, &String)| {
        let (id, name) = (format!("personne-{place}"), name.clone());
        view! { <li role="option" id=id aria-selected="false">{name}</li> }.to_html()
    };
    Owner::new().with(|| names.iter().enumerate().map(option).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_shown_as_it_is() {
        let shown = options(&["Inès <b>".to_owned(), "Paul".to_owned()]);
        assert!(shown.contains("Inès &lt;b") && shown.contains(r#"id="personne-1""#) && shown.matches("<li").count() == 2, "{shown}");
        assert_eq!(options(&[]), "");
    }
}
