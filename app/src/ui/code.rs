//! An address as a picture that phones read (QR code, ISO/IEC 18004).

use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};

/// The light that phones need around it, in modules.
const QUIET: usize = 4;

/// The picture of `address`; what it leads to is said beside it.
#[component]
pub fn Code(
    /// What it leads to.
    address: String,
    /// What it is, for those who do not see it.
    label: &'static str,
) -> impl IntoView {
    QrCode::with_error_correction_level(address.as_bytes(), EcLevel::M).ok().map(|code| {
        let width = code.width();
        let dark = |(place, color): (usize, Color)| {
            (color == Color::Dark).then(|| format!("M{},{}h1v1h-1z", place % width + QUIET, place / width + QUIET))
        };
        let drawn: String = code.to_colors().into_iter().enumerate().filter_map(dark).collect();
        let side = width + 2 * QUIET;
        view! {
            <svg class="code" viewBox=format!("0 0 {side} {side}") role="img" aria-label=label shape-rendering="crispEdges">
                <rect width=side.to_string() height=side.to_string() fill="#fff"></rect>
                <path d=drawn fill="#000"></path>
            </svg>
        }
    })
}
