//! A project's picture, in the widths it exists in, or its drawn cover.

use domain::paths;
use leptos::prelude::*;
use services::{media, projects::Figure};

/// Where a picture stands, which says how large it will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On a card.
    Card,
    /// Large, on the home page.
    Highlight,
    /// Across its own page.
    Sheet,
    /// Small, in a list of one's own.
    Small,
    /// Beside others, on the page of its project.
    Gallery,
}

impl Place {
    const fn class(self) -> Option<&'static str> {
        match self {
            Self::Card => Some("project-card-cover"),
            Self::Highlight => Some("highlight-cover"),
            Self::Sheet | Self::Small | Self::Gallery => None,
        }
    }

    const fn sizes(self) -> &'static str {
        match self {
            Self::Card => "(width < 40rem) 92vw, 20rem",
            Self::Highlight => "(width < 52rem) 92vw, 44rem",
            Self::Sheet => "(width < 76rem) 94vw, 76rem",
            Self::Small => "8rem",
            Self::Gallery => "(width < 40rem) 92vw, 24rem",
        }
    }

    /// What is seen first is loaded first.
    const fn loading(self) -> &'static str {
        match self {
            Self::Highlight | Self::Sheet => "eager",
            Self::Card | Self::Small | Self::Gallery => "lazy",
        }
    }
}

/// A cover: the picture taken in, or the one drawn from subject and title. Its size is said, so that nothing moves.
#[component]
pub fn CoverPicture(
    /// The picture, if the project has one.
    cover: Option<Figure>,
    /// The project's address, for the drawn one.
    slug: String,
    /// Where it stands.
    place: Place,
) -> impl IntoView {
    match cover {
        Some(figure) => view! { <Picture figure place/> }.into_any(),
        None => view! {
            <img class=place.class() src=paths::project_cover(&slug) width="600" height="400" alt="" loading=place.loading() decoding="async"/>
        }
        .into_any(),
    }
}

/// A picture in the widths it exists in. Its size is said, so that nothing moves.
#[component]
pub fn Picture(
    /// The picture.
    figure: Figure,
    /// Where it stands.
    place: Place,
) -> impl IntoView {
    let address = |width| paths::picture(figure.picture, width);
    let class = [place.class(), (!figure.on_paper).then_some("not-printed")].into_iter().flatten().collect::<Vec<_>>().join(" ");
    view! {
        <img
            class=(!class.is_empty()).then_some(class)
            src=address(media::middle(figure.width))
            srcset=media::srcset(figure.width, address)
            sizes=place.sizes()
            width=figure.width.to_string()
            height=figure.height.to_string()
            alt=figure.alt.attribute().to_owned()
            loading=place.loading()
            decoding="async"
        />
    }
}
