//! What is in a file about revocation, told by its first bytes.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_publish::universe::UniverseReader;
use cleanbill_revocation::Limits as ListLimits;
use cleanbill_revocation::exact::ExactList;
use cleanbill_revocation::national::{Delta, Limits, NationalFilter};

use super::FILTER_MAX_BYTES;
use crate::bundle::read_bounded;
use crate::clock::{render_date, render_time};
use crate::error::CliError;
use crate::exit::Exit;
use crate::hex::hex;
use crate::output::{harmless, line};

/// `cleanbill revocation show`.
pub(super) fn run(files: &[PathBuf]) -> Result<Exit, CliError> {
    for path in files {
        line(&harmless(&path.display().to_string()))?;
        for fact in facts(path)? {
            line(&format!("  {fact}"))?;
        }
    }
    Ok(Exit::Good)
}

fn facts(path: &Path) -> Result<Vec<String>, CliError> {
    let unknown = || CliError::UnknownRevocationFile { path: path.into() };
    match &first_bytes(path)? {
        b"cbuniver" => universe(path),
        b"cbfilter" => {
            let bytes = read_bounded(path, FILTER_MAX_BYTES)?;
            let filter = NationalFilter::parse(&bytes, &Limits::DEFAULT);
            Ok(filter_facts(&filter.map_err(|_| unknown())?, bytes.len()))
        }
        b"cbexact\x01" => {
            let bytes = read_bounded(path, FILTER_MAX_BYTES)?;
            let list = ExactList::parse(&bytes, &ListLimits::DEFAULT).map_err(|_| unknown())?;
            Ok(vec![format!(
                "exact list of {}: {} passes of {} keys",
                render_time(list.issued_at()),
                list.keys().len(),
                list.kids().len()
            )])
        }
        _ => {
            let bytes = read_bounded(path, FILTER_MAX_BYTES)?;
            let deltas = Delta::parse_all(&bytes, &Limits::DEFAULT).map_err(|_| unknown())?;
            let fact = |delta: &Delta| {
                format!(
                    "delta from version {} to {}, {}: {} revoked, {} restored",
                    delta.base_version,
                    delta.version,
                    render_time(delta.issued_at),
                    delta.revoke.len(),
                    delta.restore.len()
                )
            };
            Ok(deltas.iter().map(fact).collect())
        }
    }
}

fn first_bytes(path: &Path) -> Result<[u8; 8], CliError> {
    let failed = |error: std::io::Error| CliError::Read {
        path: path.into(),
        kind: error.kind(),
    };
    let mut first = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(8).read_to_end(&mut first).map_err(failed)?;
    Ok(first.try_into().unwrap_or_default())
}

fn filter_facts(filter: &NationalFilter, bytes: usize) -> Vec<String> {
    let parts = filter.parts();
    let head = format!(
        "national filter version {}, {}: {} revoked of {} issued by {}, {bytes} bytes",
        parts.version,
        render_time(parts.issued_at),
        parts.revoked,
        filter.coverage().issued().unwrap_or_default(),
        harmless(filter.coverage().issuer())
    );
    let epochs = filter.coverage().epochs().iter();
    let covered = epochs.map(|epoch| {
        format!(
            "covers {} passes of key {}, issued {} to {}",
            epoch.issued,
            STANDARD.encode(&epoch.kid),
            render_date(epoch.from),
            render_date(epoch.until)
        )
    });
    std::iter::once(head).chain(covered).collect()
}

fn universe(path: &Path) -> Result<Vec<String>, CliError> {
    let file = File::open(path).map_err(|error| CliError::Read {
        path: path.into(),
        kind: error.kind(),
    })?;
    let failed = |error| CliError::Universe { error };
    let mut reader = UniverseReader::new(file).map_err(failed)?;
    let mut facts = vec![format!("universe of {}", harmless(reader.issuer()))];
    while let Some(epoch) = reader.next_epoch().map_err(failed)? {
        while reader.next_record().map_err(failed)?.is_some() {}
        facts.push(format!(
            "key {}: {} issued, {} revoked",
            STANDARD.encode(&epoch.kid),
            epoch.issued,
            epoch.revoked
        ));
    }
    let summary = reader.finish().map_err(failed)?;
    facts.push(format!("SHA-256 {}", hex(&summary.digest)));
    Ok(facts)
}
