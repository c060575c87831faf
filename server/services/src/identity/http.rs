//! How providers are spoken to: briefly, without following them elsewhere, and without believing that they stop talking.

use super::demo::is_loopback;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::{Client, redirect::Policy};
use std::{pin::Pin, time::Duration};
use url::Url;

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(5);
/// How long a whole answer may take.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);
/// How long an answer may be.
const MAX_BODY: usize = 1 << 20;

const USER_AGENT: &str = concat!("Preau/", env!("CARGO_PKG_VERSION"));

/// Whether `url` may be spoken to, or a browser sent to it: `https` anywhere, `http` on this machine alone.
pub(super) fn is_secure(url: &Url) -> bool {
    url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url))
}

/// Why there is no answer. Shows neither addresses' queries nor bodies.
#[derive(Debug, thiserror::Error)]
pub(super) enum HttpError {
    #[error("{0}")]
    Away(String),
    #[error("the answer is longer than {MAX_BODY} bytes")]
    TooLong,
    #[error("{0} is not an address that may be spoken to: https only, http on this machine alone")]
    NotSecure(String),
}

impl From<reqwest::Error> for HttpError {
    fn from(error: reqwest::Error) -> Self {
        let kind = match () {
            () if error.is_timeout() => "no answer in time",
            () if error.is_connect() => "no connection",
            () => "the exchange broke off",
        };
        Self::Away(kind.to_owned())
    }
}

/// The one HTTP client.
#[derive(Clone, Debug)]
pub(super) struct Http {
    outside: Client,
    /// This machine is never reached through a proxy.
    here: Client,
}

impl Http {
    /// # Errors
    /// When the system's certificates cannot be read.
    pub(super) fn new(patience: Duration) -> anyhow::Result<Self> {
        let builder = || {
            let builder = Client::builder().redirect(Policy::none()).referer(false);
            builder.user_agent(USER_AGENT).connect_timeout(CONNECT.min(patience)).timeout(patience)
        };
        Ok(Self { outside: builder().build()?, here: builder().no_proxy().build()? })
    }

    /// Sends `request`, and reads the answer as far as it is worth.
    pub(super) async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let url: Url = request.uri().to_string().parse().map_err(|_| HttpError::NotSecure("no address".to_owned()))?;
        if !is_secure(&url) {
            return Err(HttpError::NotSecure(url.origin().ascii_serialization()));
        }
        let client = if is_loopback(&url) { &self.here } else { &self.outside };
        let mut response = client.execute(request.try_into()?).await?;
        let mut answer = HttpResponse::new(Vec::new());
        *answer.status_mut() = response.status();
        *answer.headers_mut() = std::mem::take(response.headers_mut());
        while let Some(chunk) = response.chunk().await? {
            if answer.body().len() + chunk.len() > MAX_BODY {
                return Err(HttpError::TooLong);
            }
            answer.body_mut().extend_from_slice(&chunk);
        }
        Ok(answer)
    }
}

// A type of its own rather than a closure: the compiler cannot see that a closure's future may move between threads.
impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
