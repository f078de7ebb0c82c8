//! Writing a signed bundle as static files: `cleanbill publish --to`.

use std::path::Path;

use cleanbill_publish::files::{
    Certificates, Destination, FilesError, Gatekeeper, PublishedSet, S3Options,
};
use cleanbill_publish::publish_and_wait;
use cleanbill_trust::set::RootPins;

use crate::args::DestinationOptions;
use crate::bundle::read_bounded;
use crate::clock;
use crate::error::CliError;
use crate::home::Home;
use crate::lists;
use crate::output::{GOOD, RESET, harmless, line};

/// A list of trust with all of its certificates.
const LIST_MAX_BYTES: u64 = 32 << 20;

/// Publishes a bundle where the options say; does nothing if they do not.
pub(crate) fn publish(
    home: &Home,
    options: &DestinationOptions,
    bundle: &[u8],
    pins: &RootPins,
    gatekeeper: &dyn Gatekeeper,
) -> Result<(), CliError> {
    let Some(to) = &options.to else {
        return Ok(());
    };
    let certificates = certificates(home, options)?;
    let failed = |error: FilesError| CliError::Files { error };
    let set = PublishedSet::new(
        bundle.to_vec(),
        pins,
        clock::now(),
        &certificates,
        gatekeeper,
    )
    .map_err(failed)?;
    let destination = destination(to, options).map_err(failed)?;
    let done = publish_and_wait(&set, &destination).map_err(failed)?;
    line(&format!(
        "{}✔{RESET} {}: version {} is published, {} files written, {} lay there already",
        GOOD.render(),
        harmless(to),
        done.version,
        done.written,
        done.kept
    ))
}

fn destination(to: &str, options: &DestinationOptions) -> Result<Destination, FilesError> {
    let Some(bucket) = to.strip_prefix("s3://") else {
        if to.contains("://") || to.is_empty() {
            return Err(FilesError::Destination {
                what: "neither a folder nor s3://BUCKET/PREFIX",
            });
        }
        return Destination::folder(Path::new(to));
    };
    let (bucket, prefix) = bucket.split_once('/').unwrap_or((bucket, ""));
    if bucket.is_empty() {
        return Err(FilesError::Destination { what: "bucket" });
    }
    Destination::s3(&S3Options {
        bucket: bucket.to_owned(),
        prefix: prefix.trim_end_matches('/').to_owned(),
        endpoint: options.s3_endpoint.clone(),
        region: options.s3_region.clone(),
        allow_http: options.s3_allow_http,
        unconditional: options.s3_unconditional,
    })
}

/// The certificates that are given, and those of this machine's own authority.
fn certificates(home: &Home, options: &DestinationOptions) -> Result<Certificates, CliError> {
    let mut certificates = Certificates::default();
    for path in lists::files(&options.certificates, None)? {
        certificates.gather(&read_bounded(&path, LIST_MAX_BYTES)?);
    }
    for name in ["dsc", "csca"] {
        let path = home.certificate(name);
        if path.is_file() {
            certificates.gather(&read_bounded(&path, LIST_MAX_BYTES)?);
        }
    }
    Ok(certificates)
}
