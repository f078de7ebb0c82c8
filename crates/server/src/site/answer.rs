//! A file as an answer, with what a page cannot say of itself.
//!
//! The policy of a page stands in the page (`web/build/page.mjs`), so that it holds on any host.
//! A browser obeys that and this one: here is what a `meta` element cannot say, and what is true of
//! every page of ours.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::asset::{Asset, Rank};
use super::read::Found;

const PAGE: &str = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'";
/// A service worker is governed by the policy of its own script: it asks its own origin.
const KEEPER: &str = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'";
const DATA: &str = "default-src 'none'; frame-ancestors 'none'";
const CAMERA: &str = "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), \
    publickey-credentials-get=(self), publickey-credentials-create=(self)";
/// A browser asks whether it has the newest; the hash says so without sending it again.
const ASK_AGAIN: &str = "no-cache";
/// A browser that opens a page looks for a newer service worker by itself. It asks its own cache
/// for a day, so that a device that checks asks nobody; `update/` brings it up to date.
const A_DAY: &str = "public, max-age=86400";

/// What a browser gets for something of a site.
pub(crate) fn answer(found: &Found<'_>, method: &Method, headers: &HeaderMap) -> Response {
    match found {
        Found::File(asset) => file(asset, method, headers),
        Found::Folder(address) => moved(address),
    }
}

/// Elsewhere on the same origin; only ever a name of the site's own.
fn moved(address: &str) -> Response {
    let mut response = StatusCode::PERMANENT_REDIRECT.into_response();
    let headers = response.headers_mut();
    if let Ok(address) = HeaderValue::from_str(address) {
        headers.insert(header::LOCATION, address);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(ASK_AGAIN));
    response
}

pub(super) fn file(asset: &Asset, method: &Method, asked: &HeaderMap) -> Response {
    let [plain, packed] = asset.tags();
    let gzip = asset.gzip.as_ref().filter(|_| takes_gzip(asked));
    let tag = if gzip.is_some() { &packed } else { &plain };
    let mut response = if is_known(asked, [&plain, &packed]) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        whole(asset, gzip, method)
    };
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(header::VARY, "accept-encoding");
    set(header::ACCEPT_RANGES, "none");
    let is_keeper = asset.rank == Rank::Keeper;
    let caching = if is_keeper { A_DAY } else { ASK_AGAIN };
    set(header::CACHE_CONTROL, caching);
    let policy = match asset.rank {
        Rank::Camera | Rank::Page => PAGE,
        Rank::Keeper => KEEPER,
        Rank::Data => DATA,
    };
    set(header::CONTENT_SECURITY_POLICY, policy);
    if asset.rank == Rank::Camera {
        set(HeaderName::from_static("permissions-policy"), CAMERA);
    }
    response
}

fn whole(asset: &Asset, gzip: Option<&Bytes>, method: &Method) -> Response {
    let body = gzip.unwrap_or(&asset.body).clone();
    let length = HeaderValue::from(body.len());
    let mut response = if method == Method::HEAD {
        Body::empty().into_response()
    } else {
        body.into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, length);
    let content_type = HeaderValue::from_static(asset.content_type);
    headers.insert(header::CONTENT_TYPE, content_type);
    if gzip.is_some() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

/// Whether the client has it already (RFC 9110, section 13.1.2).
fn is_known(asked: &HeaderMap, tags: [&String; 2]) -> bool {
    listed(asked, &header::IF_NONE_MATCH).any(|tag| {
        let tag = tag.strip_prefix("W/").unwrap_or(tag);
        tag == "*" || tags.iter().any(|own| *own == tag)
    })
}

/// Whether the client takes it packed (RFC 9110, section 12.5.3).
fn takes_gzip(asked: &HeaderMap) -> bool {
    listed(asked, &header::ACCEPT_ENCODING).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, "q=1"));
        let weight = weight.trim().strip_prefix("q=").unwrap_or("1");
        let is_refused = weight.bytes().all(|byte| matches!(byte, b'0' | b'.'));
        name.trim().eq_ignore_ascii_case("gzip") && !is_refused
    })
}

/// The members of a list in headers of this name.
fn listed<'h>(headers: &'h HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'h str> {
    let lines = headers.get_all(name).iter();
    let lines = lines.filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(str::trim)
}
