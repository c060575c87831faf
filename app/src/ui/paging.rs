//! Pages of a list whose address says no more than which: the first, the last, and those around the present one. Plain links.

use super::icon::{Drawn, Icon};
use leptos::prelude::*;

/// What an address calls its page, where it has one list.
const PAGE: &str = "page";

/// The address of a page of the list at `address`, from 1.
pub fn address_of_page(address: &str, page: u32) -> String {
    address_with(address, PAGE, page)
}

/// The same, where the address calls the page `name`.
pub fn address_with(address: &str, name: &str, page: u32) -> String {
    if page <= 1 {
        return address.to_owned();
    }
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}{name}={page}")
}

/// Links to the pages; nothing when there is one.
#[component]
pub fn PageLinks(
    /// Where the list is.
    #[prop(into)]
    address: String,
    /// Which page this is, from 1.
    page: u32,
    /// How many there are.
    pages: u32,
    /// What these pages are of.
    label: &'static str,
    /// Where the list stands in each page, as `#id`; may be empty.
    #[prop(optional)]
    anchor: &'static str,
    /// What the address calls the page, where others of its lists have pages too.
    #[prop(optional)]
    name: Option<&'static str>,
) -> impl IntoView {
    if pages <= 1 {
        return ().into_any();
    }
    let href = move |page: u32| format!("{}{anchor}", address_with(&address, name.unwrap_or(PAGE), page));
    let mut before = None;
    let mut items = Vec::new();
    for number in (1..=pages).filter(|number| *number == 1 || *number == pages || number.abs_diff(page) <= 1) {
        if before.is_some_and(|before| number > before + 1) {
            items.push(view! { <li><span>"…"</span></li> }.into_any());
        }
        before = Some(number);
        let current = (number == page).then_some("page");
        let link = view! { <li><a href=href(number) aria-current=current><span class="visually-hidden">"Page "</span>{number}</a></li> };
        items.push(link.into_any());
    }
    let previous = (page > 1).then(|| view! { <li><a href=href(page - 1) rel="prev"><Drawn icon=Icon::Before/>"Précédente"</a></li> });
    let next = (page < pages).then(|| view! { <li><a href=href(page + 1) rel="next">"Suivante"<Drawn icon=Icon::After/></a></li> });
    view! {
        <nav class="pagination not-printed" aria-label=label>
            <ul>{previous} {items} {next}</ul>
        </nav>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_linked_to_the_ends_and_to_its_neighbours() {
        let shown = |page, pages| {
            let html = Owner::new().with(|| view! { <PageLinks address="/liste" page pages label="Pages"/> }.to_html());
            html.split("href=\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(shown(1, 1), Vec::<String>::new());
        assert_eq!(shown(1, 2), ["/liste", "/liste?page=2", "/liste?page=2"]);
        let of_20 = ["/liste?page=9", "/liste", "/liste?page=9", "/liste?page=10", "/liste?page=11", "/liste?page=20", "/liste?page=11"];
        assert_eq!(shown(10, 20), of_20);
        assert_eq!(address_of_page("/liste?matiere=emi", 2), "/liste?matiere=emi&page=2");
        assert_eq!(address_with("/liste", "suivis", 3), "/liste?suivis=3");
    }
}
