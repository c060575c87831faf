//! `preau serve`: serves until told to stop, then lets requests under way finish.

use crate::{
    config::Config,
    jobs::Jobs,
    metrics::Telling,
    wiring::{self, Use},
};
use anyhow::Context;
use axum::serve::ListenerExt;
use services::cx::{Cx, Portal};
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

/// How long requests under way may take to finish once the process was told to stop.
const GRACE: Duration = Duration::from_secs(30);

/// Serves.
///
/// # Errors
/// When something cannot be opened, or the address is taken.
pub async fn run(config: &Config) -> anyhow::Result<()> {
    let listeners = listen(config).await?;
    let portal = wiring::portal(config, Use::Serve).await?;
    until_stopped(config, portal, listeners).await
}

/// Where the process listens.
#[derive(Debug)]
pub struct Listeners {
    /// For people.
    site: TcpListener,
    /// For whoever reads measures, if they are told.
    metrics: Option<TcpListener>,
}

/// Takes the addresses that `config` names: before anything long, so that one already taken is told at once.
///
/// # Errors
/// When one is taken, or is not this machine's.
pub async fn listen(config: &Config) -> anyhow::Result<Listeners> {
    let metrics = match config.metrics {
        Some(address) => Some(take(address, "`address` de [metrics]").await?),
        None => None,
    };
    Ok(Listeners { site: take(config.addr, "PREAU_ADDR").await?, metrics })
}

async fn take(address: SocketAddr, key: &str) -> anyhow::Result<TcpListener> {
    let taken =
        || format!("l’adresse {address} ne peut pas être écoutée\u{a0}: un autre programme l’a peut-être prise ({key} en donne une autre)");
    TcpListener::bind(address).await.with_context(taken)
}

/// Serves `portal` until SIGTERM or Ctrl-C: no new connection is taken, requests under way finish, jobs end, the database is closed.
///
/// # Errors
/// When the site's router cannot be made, or the connection to the network is lost.
pub async fn until_stopped(config: &Config, portal: Arc<Portal>, listeners: Listeners) -> anyhow::Result<()> {
    let Listeners { site: listener, metrics } = listeners;
    let router = wiring::router_behind(portal.clone(), &config.site, config.proxies.clone())?;
    let telling = metrics.map(|listener| Telling::start(portal.clone(), listener)).transpose()?;
    let address = listener.local_addr()?;
    let asked_to_stop = asked_to_stop()?;
    tracing::info!(%address, url = %config.url, engine = portal.db.engine(), "serving");
    // Before anyone is served: a backup that was put back may hold people who were erased since.
    let again =
        services::privacy::replay(&Cx::system(portal.clone(), "erasures")).await.context("les effacements ne peuvent pas être rejoués")?;
    if again > 0 {
        tracing::warn!(again, "people who had been erased were in the database again: they are erased once more");
    }
    let jobs = Jobs::start(&portal);
    // A page leaves in several writes: with Nagle's algorithm on, the last would wait 40 ms for an acknowledgement.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!("no TCP_NODELAY: {error}");
        }
    });
    let (told, mut stopping) = tokio::sync::watch::channel(false);
    let served = portal.clone();
    // Each request says from whom it was heard.
    let router = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, router).with_graceful_shutdown(async move {
        asked_to_stop.await;
        tracing::info!("stopping: requests under way finish");
        // What open pages listen to would never finish by itself.
        served.live.stop();
        told.send_replace(true);
    });
    tokio::select! {
        ended = serving.into_future() => ended?,
        () = async {
            // The sender lives in the server's future: it can only be dropped with it.
            if stopping.wait_for(|stop| *stop).await.is_ok() {
                tokio::time::sleep(GRACE).await;
            }
        } => tracing::warn!("requests still under way after {} s were cut", GRACE.as_secs()),
    }
    jobs.stop().await;
    let cx = Cx::system(portal.clone(), "the stop");
    if let Err(error) = services::projects::write_views(&cx).await {
        tracing::error!("the views of the last minute are lost: {error:#}");
    }
    if let Err(error) = services::search::write_heard(&cx).await {
        tracing::error!("the searches of the last minute are not counted: {error:#}");
    }
    // To the end: how a server stops is told too.
    if let Some(telling) = telling {
        telling.stop().await;
    }
    portal.db.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// Ends when the process is told to stop. Signals are heard from the call on, not only once it is waited for.
fn asked_to_stop() -> anyhow::Result<impl Future<Output = ()>> {
    let hear = |kind| signal(kind).context("les signaux du système ne peuvent pas être entendus");
    let (mut interrupt, mut terminate) = (hear(SignalKind::interrupt())?, hear(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
