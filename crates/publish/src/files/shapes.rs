//! What a set holds in the forms that other software reads.

mod certificates;
mod documents;
mod keys;

use cleanbill_trust::set::{Digest, OpenedSet, TargetType};
use cleanbill_trust::{Country, SignerRecord, TrustStore};
use cleanbill_verifier::bundle::{national_parts, read_removed_signers};
use serde_json::{Value, json};

pub use certificates::Certificates;

use super::{FilesError, INDEX, delta_path, set_path};
use crate::files::published::StaticFile;

/// Every file for others that is written again and again, whatever a set holds. One that a set has
/// nothing for is removed.
const REPLACED: [&str; 9] = [
    "dsc/gateway.json",
    "dsc/jwks.json",
    "policies/index.json",
    "revocation/batches/index.json",
    "revocation/exact.list",
    "revocation/national.deltas",
    "revocation/national.filter",
    "rules/index.json",
    "valuesets/index.json",
];

/// The files for other software.
pub(super) struct Shapes {
    /// Named by what they hold.
    pub(super) lasting: Vec<StaticFile>,
    /// Under one name for ever, with what they hold now: `None` for nothing. The index is last.
    pub(super) replaced: Vec<(&'static str, Option<Vec<u8>>)>,
}

impl Shapes {
    /// All files for the set, which is `bundle` as bytes.
    pub(super) fn of(
        set: &OpenedSet<'_>,
        bundle: &[u8],
        certificates: &Certificates,
    ) -> Result<Self, FilesError> {
        let mut lasting = Vec::new();
        let mut now: Vec<(&'static str, Vec<u8>)> = Vec::new();
        let store = set.trust()?;
        let signers = in_force(set, &store)?;
        now.push(("dsc/jwks.json", keys::jwks(&signers, certificates)));
        let issued_at = set.manifest().issued_at;
        now.push((
            "dsc/gateway.json",
            keys::gateway(&signers, certificates, issued_at),
        ));
        for kind in documents::KINDS {
            if let Ok(target) = set.target(&kind.target) {
                now.push((kind.index, documents::write(kind, target, &mut lasting)?));
            }
        }
        if let Ok(target) = set.target(&TargetType::REVOCATION_NATIONAL) {
            let (filter, deltas) = national_parts(target).ok_or(FilesError::Shape)?;
            lasting.extend(single_deltas(&filter, &deltas)?);
            now.push(("revocation/national.filter", filter));
            now.push(("revocation/national.deltas", deltas));
        }
        if let Ok(target) = set.target(&TargetType::REVOCATION_EXACT) {
            now.push(("revocation/exact.list", target.to_vec()));
        }
        let index = index(set, bundle, &lasting, &now);
        let mut replaced: Vec<_> = REPLACED
            .iter()
            .map(|path| {
                let found = now.iter().position(|(name, _)| name == path);
                (*path, found.map(|at| now.swap_remove(at).1))
            })
            .collect();
        replaced.push((INDEX, Some(index)));
        Ok(Self { lasting, replaced })
    }
}

/// The signers without those that are removed: other software does not read who is.
fn in_force<'s>(
    set: &OpenedSet<'_>,
    store: &'s TrustStore,
) -> Result<Vec<&'s SignerRecord>, FilesError> {
    let removed = match set.target(&TargetType::SIGNERS_REMOVED) {
        Ok(target) => read_removed_signers(target).ok_or(FilesError::Shape)?,
        Err(_) => Vec::new(),
    };
    // As verifiers see it: by the certificate, and by kid and country too.
    let is_removed = |signer: &SignerRecord| {
        removed.iter().any(|removed| {
            let ours = removed.country.as_deref();
            let theirs = signer.country.as_ref().map(Country::as_str);
            let same_country = ours.is_none() || theirs.is_none() || ours == theirs;
            removed.thumbprint == Some(signer.thumbprint)
                || (removed.kid == signer.kid.as_bytes() && same_country)
        })
    };
    let all = store.signers().iter().map(|signer| &**signer);
    Ok(all.filter(|signer| !is_removed(signer)).collect())
}

/// Each delta by itself, under the digest of what it goes on from: a verifier asks for the one that
/// it needs next.
fn single_deltas(filter: &[u8], deltas: &[u8]) -> Result<Vec<StaticFile>, FilesError> {
    use cleanbill_revocation::national::{Delta, Limits};
    let shape = |_| FilesError::Shape;
    let mut base = cleanbill_crypto::sha256(filter);
    let mut files = Vec::new();
    for delta in Delta::parse_all(deltas, &Limits::DEFAULT).map_err(shape)? {
        let bytes = delta.encode().map_err(shape)?;
        let next = cleanbill_crypto::sha256(&bytes);
        files.push(StaticFile {
            path: delta_path(&base),
            bytes,
        });
        base = next;
    }
    Ok(files)
}

/// `index.json`: version, times, where the set is, and each file with digest and size.
fn index(
    set: &OpenedSet<'_>,
    bundle: &[u8],
    lasting: &[StaticFile],
    now: &[(&'static str, Vec<u8>)],
) -> Vec<u8> {
    let file = |path: &str, bytes: &[u8]| {
        json!({
            "path": path,
            "sha256": Digest::of(bytes).to_string(),
            "size": bytes.len(),
        })
    };
    let mut files: Vec<(String, Value)> = now
        .iter()
        .map(|(path, bytes)| ((*path).to_owned(), file(path, bytes)))
        .collect();
    files.extend(
        lasting
            .iter()
            .map(|found| (found.path.clone(), file(&found.path, &found.bytes))),
    );
    files.sort_by(|a, b| a.0.cmp(&b.0));
    let manifest = set.manifest();
    let index = json!({
        "format": 1,
        "version": set.floor().to_string(),
        "issued_at": render_time(manifest.issued_at),
        "expires_at": render_time(manifest.expires_at),
        "root": set.root_fingerprint().to_string(),
        "set": file(&set_path(set.floor()), bundle),
        "files": files.into_iter().map(|(_, file)| file).collect::<Vec<_>>(),
    });
    render_json(&index)
}

/// RFC 3339, in UTC; the format of a set has no time that this cannot write.
fn render_time(secs: i64) -> String {
    jiff::Timestamp::from_second(secs)
        .map_or_else(|_| secs.to_string(), |timestamp| timestamp.to_string())
}

fn render_json(value: &Value) -> Vec<u8> {
    let mut text = value.to_string();
    text.push('\n');
    text.into_bytes()
}
