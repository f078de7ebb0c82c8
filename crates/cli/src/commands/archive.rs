//! `cleanbill archive`: whether a recording, years later, is the one that was filed.

use cleanbill_audit::{Archived, Limits, Search, SearchRequest, Severity, search, source_of};
use cleanbill_ledger::commitment::commit_filing;
use cleanbill_ledger::leaf::{Filing, FilingClass, Leaf};
use cleanbill_ledger::receipt::{Receipt, ReceiptError, Received};
use cleanbill_ledger::{LedgerPolicy, TlogProof};

use super::audit::{AUTHORITIES_MAX_BYTES, progress};
use super::receipt::{DAY_SECS, RECEIPT_MAX_BYTES, policy_of};
use crate::args::{ArchiveAction, ArchiveSearchOptions, ArchiveVerifyOptions};
use crate::bundle::{pins, read_bounded};
use crate::clock::{self, render_date, render_time};
use crate::digest::digest_of;
use crate::error::{CliError, LedgerFault};
use crate::exit::Exit;
use crate::home::Home;
use crate::ledger::Memory;
use crate::output::{BAD, FAINT, GOOD, OPEN, RESET, harmless, line};

/// `cleanbill archive`.
pub(crate) fn run(home: &Home, action: &ArchiveAction) -> Result<Exit, CliError> {
    match action {
        ArchiveAction::Verify(options) => verify(home, options),
        ArchiveAction::Search(options) => look_for(home, options),
    }
}

fn verify(home: &Home, options: &ArchiveVerifyOptions) -> Result<Exit, CliError> {
    let policy = policy_of(home, options.policy.as_deref())?;
    let bytes = read_bounded(&options.receipt, RECEIPT_MAX_BYTES)?;
    let (digest, _) = digest_of(&options.file)?;
    match check(&bytes, &digest, &policy) {
        Ok((received, filing)) => tell_verified(&policy, &received, &filing),
        Err(Refusal::NoSecret) => Err(LedgerFault::NoSecret.into()),
        Err(Refusal::Proof(error)) => {
            line(&format!(
                "{}✘{RESET} {error} [{}]",
                BAD.render(),
                error.code()
            ))?;
            Ok(Exit::Refused)
        }
        Err(Refusal::NoFiling) => {
            line(&format!(
                "{}✘{RESET} the receipt is of something else than a filing",
                BAD.render()
            ))?;
            Ok(Exit::Refused)
        }
    }
}

/// Why a receipt does not show that the file was filed.
enum Refusal {
    Proof(ReceiptError),
    NoFiling,
    NoSecret,
}

impl From<ReceiptError> for Refusal {
    fn from(error: ReceiptError) -> Self {
        Self::Proof(error)
    }
}

fn check(
    receipt: &[u8],
    digest: &[u8; 32],
    policy: &LedgerPolicy,
) -> Result<(Received, Filing), Refusal> {
    let proof = TlogProof::parse(receipt).map_err(ReceiptError::from)?;
    let receipt = Receipt::of(&proof)?;
    let Leaf::Filing(filing) = Leaf::parse(&receipt.leaf).map_err(ReceiptError::from)? else {
        return Err(Refusal::NoFiling);
    };
    let commitment = match filing.class {
        FilingClass::Sealed => {
            let secret = receipt.secret.ok_or(Refusal::NoSecret)?;
            commit_filing(&secret, digest)
        }
        FilingClass::Text | FilingClass::Document | FilingClass::Recording => *digest,
    };
    let received = Receipt::check(&proof, Some(&commitment), policy)?;
    Ok((received, filing))
}

fn tell_verified(
    policy: &LedgerPolicy,
    received: &Received,
    filing: &Filing,
) -> Result<Exit, CliError> {
    line(&format!(
        "{}✔{RESET} this is what was filed with {} on {}: entry {} of {}",
        GOOD.render(),
        addressee(filing),
        date(filing.day),
        received.index,
        policy.origin()
    ))?;
    let cosigned = &received.cosigned;
    let at = Some(cosigned.cosigned_at).filter(|at| *at > 0);
    vouched(cosigned.checkpoint.size, at, &cosigned.witnesses)?;
    Ok(Exit::Good)
}

fn look_for(home: &Home, options: &ArchiveSearchOptions) -> Result<Exit, CliError> {
    let failed = |error| CliError::Audit { error };
    let (digest, _) = digest_of(&options.file)?;
    let ca = options.ca.as_deref();
    let authorities = ca.map(|path| read_bounded(path, AUTHORITIES_MAX_BYTES));
    let authorities = authorities.transpose()?.unwrap_or_default();
    let source = source_of(&options.from, &authorities, &Limits::DEFAULT);
    let source = source.map_err(|error| failed(error.into()))?;
    let policy = match &options.policy {
        Some(path) => Some(policy_of(home, Some(path))?),
        None => {
            let memory = Memory::remembered(home, &pins(home, &[])?)?;
            memory.map(|memory| memory.policy)
        }
    };
    let bar = progress();
    let told = |read: u64, all: u64| {
        bar.set_length(all);
        bar.set_position(read);
    };
    let searched = search(&SearchRequest {
        source: source.as_ref(),
        policy,
        digest,
        now: clock::now(),
        progress: &told,
    });
    bar.finish_and_clear();
    tell_searched(&searched.map_err(failed)?)
}

fn tell_searched(searched: &Search) -> Result<Exit, CliError> {
    let origin = harmless(&searched.origin);
    for found in &searched.found {
        tell_found(found, &origin)?;
    }
    for finding in &searched.findings {
        line(&format!(
            "{}{}{RESET}  {} [{}]",
            OPEN.render(),
            finding.severity().name(),
            harmless(&finding.to_string()),
            finding.code()
        ))?;
    }
    let gravest = searched.findings.iter().map(|found| found.severity());
    let is_sound = searched.is_whole && gravest.max() < Some(Severity::Omission);
    if searched.found.is_empty() {
        let text = match is_sound {
            true => "it was not filed openly: none of the entries is of it",
            false => "it was not found, and the ledger cannot be relied upon",
        };
        line(&format!("{}✘{RESET} {origin}: {text}", BAD.render()))?;
        line(&format!(
            "  {}what was filed sealed is found by nobody but who has its receipt{RESET}",
            FAINT.render()
        ))?;
    }
    vouched(searched.size, searched.cosigned_at, &searched.witnesses)?;
    match is_sound && !searched.found.is_empty() {
        true => Ok(Exit::Good),
        false => Ok(Exit::Refused),
    }
}

fn tell_found(found: &Archived, origin: &str) -> Result<(), CliError> {
    let filing = &found.filing;
    let answer = match found.answered_on {
        Some(day) => format!("answered {}", date(day)),
        None => format!("not answered; that was to be by {}", date(filing.due)),
    };
    line(&format!(
        "{}✔{RESET} filed with {} on {}: entry {} of {origin}; {answer}",
        GOOD.render(),
        addressee(filing),
        date(filing.day),
        found.index,
    ))
}

/// Who says so beside the authority.
fn vouched(size: u64, at: Option<i64>, witnesses: &[String]) -> Result<(), CliError> {
    if witnesses.is_empty() {
        return line(&format!(
            "{}!{RESET} no witness vouches for it: the authority alone does",
            OPEN.render()
        ));
    }
    let at = at.map_or(String::new(), |at| format!(" at {}", render_time(at)));
    let names = harmless(&witnesses.join(", "));
    line(&format!("  under {size} entries, cosigned by {names}{at}"))
}

fn addressee(filing: &Filing) -> String {
    filing
        .region
        .as_deref()
        .map_or("the authority".to_owned(), harmless)
}

fn date(day: i32) -> String {
    render_date(i64::from(day) * DAY_SECS)
}
