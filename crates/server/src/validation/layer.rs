//! What happens to every request: limits, headers, one line in the log without anybody in it.

use std::any::Any;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::routes::is_for_wallets;
use super::state::Validation;
use crate::ServerError;
use crate::cross_origin;
use crate::layers::{as_problem, harden, method_name};
use crate::network::{client, counted};
use crate::problem::Refused;

pub(super) async fn each(
    State(validation): State<Validation>,
    request: Request,
    next: Next,
) -> Response {
    let began = validation.clock.elapsed();
    let method = method_name(request.method());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("none", MatchedPath::as_str)
        .to_owned();
    let address = address_of(&validation, &request);
    let response = match validation.by_address.take(address, began) {
        Err(retry_after_secs) => ServerError::RateLimited { retry_after_secs }.into_response(),
        Ok(()) => {
            let limit = validation.settings.limits.request;
            match tokio::time::timeout(limit, next.run(request)).await {
                Ok(response) => response,
                Err(_) => ServerError::Timeout.into_response(),
            }
        }
    };
    let mut response = as_problem(response);
    if is_for_wallets(&route) {
        // Refusals too: a wallet that may not read why can only say that something failed.
        cross_origin::open(&mut response);
    }
    let settings = &validation.settings;
    let is_tls = settings.tls.is_some() || !settings.trusted_proxies.is_empty();
    harden(&mut response, is_tls);
    note(method, &route, &response);
    response
}

fn address_of(validation: &Validation, request: &Request) -> IpAddr {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
    let proxies = &validation.settings.trusted_proxies;
    counted(client(peer, request.headers(), proxies))
}

/// The route by its template: a subject is never in it.
fn note(method: &'static str, route: &str, response: &Response) {
    let status = response.status().as_u16();
    let refused = response.extensions().get::<Refused>();
    let code = refused.map_or("", |refused| refused.0.code());
    if status >= 500 {
        tracing::error!(method, route, status, code, "answered");
    } else {
        tracing::info!(method, route, status, code, "answered");
    }
}

/// What a panic says may hold anything, and goes nowhere.
pub(super) fn defect(_: Box<dyn Any + Send>) -> Response {
    ServerError::Defect.into_response()
}
