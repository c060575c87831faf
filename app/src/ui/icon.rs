//! Small drawings in the colour of their text. They say nothing to anyone who cannot see them: words stand beside.

use leptos::prelude::*;

/// Which one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A magnifying glass.
    Search,
    /// A person.
    Person,
    /// Half light, half dark.
    Appearance,
    /// A plus.
    Plus,
    /// A cross.
    Cross,
    /// A pen.
    Pen,
    /// A funnel of three lines.
    Filter,
    /// An arrow head to the left.
    Before,
    /// An arrow head to the right.
    After,
    /// A bell.
    Bell,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Search => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm5 11.5 5 5",
            Self::Person => "M12 3.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4.500 21q1-6.500 7.500-6.500t7.500 6.500",
            Self::Appearance => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 0v18m3-17v16m3-14v12",
            Self::Plus => "M12 4v16M4 12h16",
            Self::Cross => "m6 6 12 12M18 6 6 18",
            Self::Pen => "m4 20 1-5L16 4l4 4L9 19z",
            Self::Filter => "M3 6h18M7 12h10M10 18h4",
            Self::Before => "m14 5-7 7 7 7",
            Self::After => "m10 5 7 7-7 7",
            Self::Bell => "M12 3a6 6 0 0 0-6 6v5l-2 3h16l-2-3V9a6 6 0 0 0-6-6Zm-2 17.500h4",
        }
    }
}

/// Draws one.
#[component]
pub fn Drawn(
    /// Which one.
    icon: Icon,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=icon.path()></path>
        </svg>
    }
}

/// The mark of Préau: children under an awning.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg viewBox="0 0 48 48" aria-hidden="true">
            <path d="M9 20v22M39 20v22M3 42h42" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round"></path>
            <path d="M9 7h30l5 13v2a5 5 0 0 1-10 0 5 5 0 0 1-10 0 5 5 0 0 1-10 0 5 5 0 0 1-10 0v-2z" fill="#b5482a"></path>
            <path d="M16.5 7H24v15a5 5 0 0 1-10 0v-2zM31.5 7H39l5 13v2a5 5 0 0 1-10 0v-2z" fill="#e9a83a"></path>
            <circle cx="19" cy="33" r="2.75" fill="currentColor"></circle>
            <path d="M14.5 42q0-5 4.5-5t4.5 5z" fill="currentColor"></path>
            <circle cx="29" cy="31" r="3" fill="currentColor"></circle>
            <path d="M24 42q0-7 5-7t5 7z" fill="currentColor"></path>
        </svg>
    }
}
