//! What happens to every request: an id, limits, headers, one line in the log.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::ServerError;
use crate::app::App;
use crate::ledger::FILES_ROUTE;
use crate::network::{client, counted};
use crate::problem::Refused;
use crate::public::Visitor;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// What pages of ours may load: their own style sheet.
pub(crate) const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";
const DATA_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";
const PERMISSIONS: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), \
    publickey-credentials-get=(self), publickey-credentials-create=(self)";
const HSTS: &str = "max-age=63072000; includeSubDomains";
/// Bodies of these may be long, and take long.
const STREAMING: [&str; 1] = ["/api/v1/jobs"];

/// Who asks, as limits count them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ClientAddress(pub(crate) IpAddr);

/// An answer that may be kept by whoever likes: nothing in it is anybody's.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cacheable;

/// The outermost layer.
pub(crate) async fn each(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let began = app.clock.elapsed();
    let id = request_id(&app);
    let method = method_name(request.method());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("none", MatchedPath::as_str)
        .to_owned();
    let visitor = Visitor::of(&request);
    let address = address_of(&app, &request);
    request.extensions_mut().insert(ClientAddress(address));
    app.counts.began();
    let under_way = UnderWay(app.clone());
    let bucket = match route == FILES_ROUTE {
        true => &app.by_file,
        false => &app.by_address,
    };
    let response = match bucket.take(address, began) {
        Err(retry_after_secs) => ServerError::RateLimited { retry_after_secs }.into_response(),
        Ok(()) => match check_clock(&app, &route) {
            Err(error) => error.into_response(),
            Ok(()) => within_time(&app, &route, request, next).await,
        },
    };
    drop(under_way);
    let mut response = as_problem(response);
    if let Some(visitor) = visitor {
        response = visitor.shown(response);
    }
    secure(&app, &mut response);
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let took = app.clock.elapsed().saturating_sub(began);
    note(&app, &id, method, &route, &response, took);
    response
}

/// Nothing is decided, and nobody let in, by a clock that is wrong.
fn check_clock(app: &App, route: &str) -> Result<(), ServerError> {
    if route.starts_with("/api/") {
        app.steady.now().map(drop)
    } else {
        Ok(())
    }
}

/// Counted while it lives, also when the client goes away.
struct UnderWay(App);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.counts.ended();
    }
}

async fn within_time(app: &App, route: &str, request: Request, next: Next) -> Response {
    if request.method() == Method::POST && STREAMING.contains(&route) {
        return next.run(request).await;
    }
    let answer = tokio::time::timeout(app.settings.limits.request, next.run(request));
    match answer.await {
        Ok(response) => response,
        Err(_) => ServerError::Timeout.into_response(),
    }
}

fn address_of(app: &App, request: &Request) -> IpAddr {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
    let proxies = &app.settings.trusted_proxies;
    counted(client(peer, request.headers(), proxies))
}

fn request_id(app: &App) -> String {
    let bytes: [u8; 12] = app.draw();
    base16ct::lower::encode_string(&bytes)
}

/// A method as a label: what clients invent is one label.
pub(crate) fn method_name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::PATCH => "PATCH",
        _ => "other",
    }
}

/// Refusals of the framework become problems like all others.
pub(crate) fn as_problem(response: Response) -> Response {
    if response.extensions().get::<Refused>().is_some() {
        return response;
    }
    match response.status() {
        StatusCode::NOT_FOUND => ServerError::NoRoute.into_response(),
        StatusCode::METHOD_NOT_ALLOWED => {
            let allow = response.headers().get(header::ALLOW).cloned();
            let mut response = ServerError::Method.into_response();
            if let Some(allow) = allow {
                response.headers_mut().insert(header::ALLOW, allow);
            }
            response
        }
        status if status.is_client_error() => ServerError::Parameter.into_response(),
        status if status == StatusCode::INTERNAL_SERVER_ERROR => {
            ServerError::Defect.into_response()
        }
        _ => response,
    }
}

/// What every answer says to a browser, where it does not say more itself.
pub(crate) fn secure(app: &App, response: &mut Response) {
    let is_tls = app.settings.tls.is_some() || !app.settings.trusted_proxies.is_empty();
    harden(response, is_tls);
}

/// The same, for a service without an authority behind it.
pub(crate) fn harden(response: &mut Response, is_tls: bool) {
    let cacheable = response.extensions().get::<Cacheable>().is_some();
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(header::CONTENT_SECURITY_POLICY, DATA_POLICY);
    set(HeaderName::from_static("permissions-policy"), PERMISSIONS);
    set(
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    set(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    if is_tls {
        set(header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
    let caching = if cacheable {
        "public, max-age=300"
    } else {
        "no-store"
    };
    set(header::CACHE_CONTROL, caching);
}

fn note(
    app: &App,
    id: &str,
    method: &'static str,
    route: &str,
    response: &Response,
    took: Duration,
) {
    let status = response.status().as_u16();
    let code = response
        .extensions()
        .get::<Refused>()
        .map_or("", |refused| refused.0.code());
    let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    app.counts.answered(route, method, status, took);
    if !code.is_empty() {
        app.counts.refused(code);
    }
    if status >= 500 {
        tracing::error!(
            request = id,
            method,
            route,
            status,
            code,
            millis,
            "answered"
        );
    } else {
        tracing::info!(
            request = id,
            method,
            route,
            status,
            code,
            millis,
            "answered"
        );
    }
}

/// A client that guesses soon waits.
pub(crate) fn check_guess(app: &App, client: ClientAddress) -> Result<(), ServerError> {
    app.by_guess
        .take(client.0, app.clock.elapsed())
        .map_err(|retry_after_secs| ServerError::RateLimited { retry_after_secs })
}

/// The one value of a header, as text; none if there are two.
pub(crate) fn single<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?;
    match values.next() {
        None => value.to_str().ok(),
        Some(_) => None,
    }
}
