//! A project's picture, in the widths it exists in, or its drawn cover.

use domain::{ids::PictureId, media::WIDTHS, paths};
use leptos::prelude::*;
use services::projects::Cover;

/// The widths in which a picture of `width` pixels was made: those of the house that do not enlarge it, or its own.
pub fn widths(width: u32) -> Vec<u32> {
    let made: Vec<u32> = WIDTHS.into_iter().filter(|candidate| *candidate <= width).collect();
    if made.is_empty() { vec![WIDTHS[0]] } else { made }
}

fn srcset(picture: PictureId, width: u32) -> String {
    widths(width).into_iter().map(|w| format!("{} {}w", paths::picture(picture, w), w.min(width))).collect::<Vec<_>>().join(", ")
}

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
}

impl Place {
    const fn class(self) -> Option<&'static str> {
        match self {
            Self::Card => Some("project-card-cover"),
            Self::Highlight => Some("highlight-cover"),
            Self::Sheet | Self::Small => None,
        }
    }

    const fn sizes(self) -> &'static str {
        match self {
            Self::Card => "(width < 40rem) 92vw, 20rem",
            Self::Highlight => "(width < 52rem) 92vw, 44rem",
            Self::Sheet => "(width < 76rem) 94vw, 76rem",
            Self::Small => "8rem",
        }
    }

    /// What is seen first is loaded first.
    const fn loading(self) -> &'static str {
        match self {
            Self::Highlight | Self::Sheet => "eager",
            Self::Card | Self::Small => "lazy",
        }
    }
}

/// A cover: the picture taken in, or the one drawn from subject and title. Its size is said, so that nothing moves.
#[component]
pub fn CoverPicture(
    /// The picture, if the project has one.
    cover: Option<Cover>,
    /// The project's address, for the drawn one.
    slug: String,
    /// Where it stands.
    place: Place,
) -> impl IntoView {
    match cover {
        Some(cover) => {
            let made = widths(cover.width);
            let middle = made.iter().copied().rfind(|width| *width <= 640).unwrap_or(made[0]);
            view! {
                <img
                    class=place.class()
                    src=paths::picture(cover.picture, middle)
                    srcset=srcset(cover.picture, cover.width)
                    sizes=place.sizes()
                    width=cover.width.to_string()
                    height=cover.height.to_string()
                    alt=cover.alt.attribute().to_owned()
                    loading=place.loading()
                    decoding="async"
                />
            }
            .into_any()
        }
        None => view! {
            <img class=place.class() src=paths::project_cover(&slug) width="600" height="400" alt="" loading=place.loading() decoding="async"/>
        }
        .into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_never_enlarged() {
        assert_eq!(widths(4000), [320, 640, 1280, 1920]);
        assert_eq!(widths(700), [320, 640]);
        assert_eq!(widths(200), [320]);
    }
}
