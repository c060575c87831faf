//! What is written down of a sign-in that came to nothing.

use super::{
    audit::{self, Actor},
    provider::Provider,
    sign_in::SignInFailure,
};
use crate::{cx::Cx, error::Result};

/// Has the log, and the audit trail, say that a sign-in with `provider` failed: for nobody's account, and with no word of what was sent.
pub(super) async fn note(cx: &Cx, provider: &Provider, failure: &SignInFailure) -> Result<()> {
    if let SignInFailure::Provider(why) = failure {
        tracing::warn!(provider = provider.id.as_str(), why, request = &*cx.request, "a sign-in failed at the provider");
    }
    let Some(outcome) = outcome(failure) else { return Ok(()) };
    let mut change = cx.begin().await?;
    audit::note(cx, &mut change, Actor::Nobody, "sign-in", &format!("provider:{}", provider.id), &outcome).await?;
    change.commit().await
}

/// In the portal's own words; nothing where the trail says it already, with whom it concerns, or where nobody tried.
fn outcome(failure: &SignInFailure) -> Option<String> {
    match failure {
        SignInFailure::BadAnswer(why) => Some(format!("failed: {why}")),
        SignInFailure::Cancelled { .. } => Some("failed: cancelled at the provider".to_owned()),
        SignInFailure::BadTicket | SignInFailure::Provider(_) => Some("failed".to_owned()),
        SignInFailure::UnknownProvider | SignInFailure::Refused(_) | SignInFailure::LinkedElsewhere | SignInFailure::Other(_) => None,
    }
}
