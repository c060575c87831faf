//! `/metrics`, at an address of its own (`[metrics]`): how the process does, for whoever operates the portal.
//!
//! **Promises.** Numbers of this process and of its database, in the text format of Prometheus (0.0.4): nothing of anyone, and no word of
//! anyone's. When the database is away, what does not come from it is told all the same.
//!
//! **Invariants.** The site's router does not know this address, and whoever asks from neither this machine nor a private network is told
//! that nothing is there; tested by `measures_are_for_those_who_are_near`.
//!
//! **Start reading at** [`router`], then `told`.

mod text;
mod told;

use axum::{
    Router,
    extract::{ConnectInfo, Request, State},
    http::{StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::time::Timestamp;
use services::cx::Portal;
use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

/// How long whoever is being told has to hear the end of it.
const A_MOMENT: Duration = Duration::from_secs(2);

/// Whose measures are told.
struct Measuring {
    portal: Arc<Portal>,
    since: Timestamp,
}

/// The router of measures, and of nothing else; the process is taken to have started now.
pub fn router(portal: Arc<Portal>) -> Router {
    let since = portal.clock.now();
    Router::new().route("/metrics", get(tell)).layer(middleware::from_fn(near_alone)).with_state(Arc::new(Measuring { portal, since }))
}

async fn tell(State(measuring): State<Arc<Measuring>>) -> Response {
    let text = told::everything(&measuring.portal, measuring.since).await;
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], text).into_response()
}

/// Lets through those who ask from this machine or from a private network.
async fn near_alone(request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip().to_canonical());
    if peer.is_some_and(is_near) { next.run(request).await } else { StatusCode::NOT_FOUND.into_response() }
}

fn is_near(peer: IpAddr) -> bool {
    match peer {
        IpAddr::V4(peer) => peer.is_loopback() || peer.is_private() || peer.is_link_local(),
        IpAddr::V6(peer) => peer.is_loopback() || peer.is_unique_local() || peer.is_unicast_link_local(),
    }
}

/// Measures being told.
#[derive(Debug)]
pub struct Telling {
    stop: oneshot::Sender<()>,
    telling: JoinHandle<()>,
}

impl Telling {
    /// Tells the measures of `portal` to those who ask at `listener`.
    ///
    /// # Errors
    /// When the system does not say what that address is.
    pub fn start(portal: Arc<Portal>, listener: TcpListener) -> anyhow::Result<Self> {
        let metrics = listener.local_addr()?;
        tracing::info!(%metrics, "measures are told");
        let router = router(portal).into_make_service_with_connect_info::<SocketAddr>();
        let (stop, stopped) = oneshot::channel::<()>();
        let telling = tokio::spawn(async move {
            // That the sender is gone is a stop too.
            let until = async { drop(stopped.await) };
            if let Err(error) = axum::serve(listener, router).with_graceful_shutdown(until).await {
                tracing::error!("measures are told no longer: {error}");
            }
        });
        Ok(Self { stop, telling })
    }

    /// Ends it: whoever is being told hears the end.
    pub async fn stop(self) {
        let Self { stop, mut telling } = self;
        drop(stop);
        if tokio::time::timeout(A_MOMENT, &mut telling).await.is_err() {
            telling.abort();
        }
    }
}
