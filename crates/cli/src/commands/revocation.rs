mod build;
mod lines;
mod show;

use std::fs::File;
use std::path::Path;

use cleanbill_publish::{Edition, diff};
use cleanbill_revocation::national::{Chain, Limits};
use cleanbill_revocation::{Answer, Mechanism};

use self::lines::Issued;
pub(crate) use self::lines::revoked_key;
use crate::args::{CheckRevocationOptions, DiffOptions, RevocationAction};
use crate::atomic::{self, Access};
use crate::bundle::read_bounded;
use crate::clock;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::{BAD, FAINT, GOOD, RESET, line};

/// As large as a signed set may be, which has to hold it.
const FILTER_MAX_BYTES: u64 = 16 << 20;

/// `cleanbill revocation`.
pub(crate) fn run(action: RevocationAction) -> Result<Exit, CliError> {
    match action {
        RevocationAction::Build(options) => build::run(&options),
        RevocationAction::Show { files } => show::run(&files),
        RevocationAction::Check(options) => check(&options),
        RevocationAction::Diff(options) => write_delta(&options),
    }
}

/// A filter with its deltas.
fn chain(filter: &Path, deltas: Option<&Path>) -> Result<(Chain, Vec<u8>), CliError> {
    let bytes = read_bounded(filter, FILTER_MAX_BYTES)?;
    let deltas = deltas
        .map(|path| read_bounded(path, FILTER_MAX_BYTES))
        .transpose()?;
    let deltas = deltas.unwrap_or_default();
    let chain = Chain::open(&bytes, &deltas, 0, &Limits::DEFAULT);
    let chain = chain.map_err(|error| CliError::Filter {
        path: filter.into(),
        error,
    })?;
    Ok((chain, deltas))
}

fn check(options: &CheckRevocationOptions) -> Result<Exit, CliError> {
    let (chain, _) = chain(&options.filter, options.deltas.as_deref())?;
    let now = clock::now();
    let mut exit = Exit::Good;
    for (number, pass) in lines::passes(&options.passes)?.into_iter().enumerate() {
        let found = Issued::decode(&pass).ok_or(CliError::PassLine { number: number + 1 })?;
        let (sign, words) = match chain.look_up(&found.subject(), now) {
            Answer::Revoked => {
                exit = Exit::Refused;
                (format!("{}✘{RESET}", BAD.render()), "revoked")
            }
            Answer::NotRevoked => (format!("{}✔{RESET}", GOOD.render()), "not revoked"),
            Answer::NotCovered => (format!("{}·{RESET}", FAINT.render()), "not covered"),
        };
        line(&format!("{sign} {}: {words}", number + 1))?;
    }
    Ok(exit)
}

fn write_delta(options: &DiffOptions) -> Result<Exit, CliError> {
    let (chain, mut deltas) = chain(&options.filter, options.deltas.as_deref())?;
    let open = |path: &Path| {
        File::open(path).map_err(|error| CliError::Read {
            path: path.into(),
            kind: error.kind(),
        })
    };
    let base = chain.tip();
    let edition = Edition {
        version: base.version.saturating_add(1),
        issued_at: options.at.unwrap_or_else(clock::now),
    };
    let delta = diff(open(&options.old)?, open(&options.new)?, base, edition)
        .map_err(|error| CliError::Universe { error })?;
    let bytes = delta.encode();
    let bytes = bytes.map_err(|error| CliError::Universe {
        error: error.into(),
    })?;
    deltas.extend(&bytes);
    atomic::write(&options.out, &deltas, Access::Public)?;
    line(&format!(
        "{}✔{RESET} {}: version {}, {} revoked, {} restored, {} bytes",
        GOOD.render(),
        options.out.display(),
        delta.version,
        delta.revoke.len(),
        delta.restore.len(),
        bytes.len()
    ))?;
    Ok(Exit::Good)
}
