//! One file, as it is answered.

use std::io::Write;

use axum::body::Bytes;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use flate2::Compression;
use flate2::write::GzEncoder;

/// A file of a site: packed once, and known by its hash.
#[derive(Debug, Clone)]
pub struct Asset {
    pub(super) content_type: &'static str,
    pub(super) body: Bytes,
    /// Where that is shorter.
    pub(super) gzip: Option<Bytes>,
    /// SHA-256.
    hash: [u8; 32],
    pub(super) rank: Rank,
}

/// What a browser may do with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    /// A page that reads codes.
    Camera,
    /// Any other page.
    Page,
    /// The script of a service worker.
    Keeper,
    /// Whatever is no page.
    Data,
}

impl Asset {
    /// A file with this name in its site, which tells what it is.
    #[must_use]
    pub fn new(name: &str, body: Vec<u8>) -> Self {
        Self {
            content_type: content_type(name),
            gzip: gzip(&body),
            hash: crate::sign_in::sha256(&body),
            body: body.into(),
            rank: rank(name),
        }
    }

    /// Its hash, as `release.json` writes it.
    pub(super) fn digest(&self) -> String {
        STANDARD.encode(self.hash)
    }

    /// Its entity tags: plain and packed.
    pub(super) fn tags(&self) -> [String; 2] {
        let hash = URL_SAFE_NO_PAD.encode(self.hash);
        [format!("\"{hash}\""), format!("\"{hash}.gz\"")]
    }
}

/// The type of a file by the end of its name: those that builds of ours make.
fn content_type(name: &str) -> &'static str {
    let (_, ending) = name.rsplit_once('.').unwrap_or_default();
    match ending {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "wasm" => "application/wasm",
        "tlog-proof" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn rank(name: &str) -> Rank {
    match name.rsplit_once('/') {
        Some(("check" | "wallet", "index.html")) => Rank::Camera,
        _ if name.ends_with(".html") => Rank::Page,
        _ if name.rsplit('/').next() == Some("sw.js") => Rank::Keeper,
        _ => Rank::Data,
    }
}

/// Packed, if that is shorter.
fn gzip(body: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).ok()?;
    let packed = encoder.finish().ok()?;
    (packed.len() < body.len()).then(|| packed.into())
}
