//! The server function that islands call, by its address: see `islands::ask`. It computes and changes nothing; it is a public door all
//! the same.

use leptos::prelude::*;

/// What some Markdown becomes, as safe HTML. Asked by the editor's preview while someone types.
///
/// # Errors
/// When nobody is signed in, or the text is longer than a sheet may be.
#[server(prefix = "/iles", endpoint = "apercu")]
pub async fn preview(
    /// What was typed.
    markdown: String,
) -> Result<String, ServerFnError> {
    use crate::visit::Visit;
    use domain::{access::PortalAction, projects::MAX_BODY};
    let visit: Visit = use_context().ok_or_else(|| ServerFnError::new("no visit"))?;
    if !visit.may(PortalAction::UseAccount) || markdown.chars().count() > MAX_BODY {
        return Err(ServerFnError::new("refused"));
    }
    let figures = services::projects::figures_in(&visit.cx, &markdown).await.map_err(|error| ServerFnError::new(error.to_string()))?;
    Ok(services::text::markdown(&markdown, &figures).as_str().to_owned())
}
