//! Being written.
/// x
pub fn routes() -> axum::Router {
    axum::Router::new()
}
/// x
pub async fn names(cx: &services::cx::Cx) -> Result<crate::ui::listing::CommuneNames, services::error::Error> {
    Ok(services::territory::commune_names(&mut cx.read().await?).await?.into_iter().map(|(a, b)| (a.to_string(), b)).collect())
}
