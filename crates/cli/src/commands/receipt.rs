//! `cleanbill receipt`: that an act or a pass was promised, checked without asking anybody.

use std::path::Path;

use cleanbill_hcert::{Decoder, Limits};
use cleanbill_ledger::commitment::{commit_act, commit_pass};
use cleanbill_ledger::leaf::Leaf;
use cleanbill_ledger::receipt::{Receipt, Received};
use cleanbill_ledger::{LedgerPolicy, TlogProof};

use crate::args::{ReceiptAction, ReceiptCheckOptions};
use crate::bundle::{read_bounded, read_text};
use crate::clock;
use crate::error::{CliError, LedgerFault};
use crate::exit::Exit;
use crate::home::Home;
use crate::ledger::Memory;
use crate::output::{GOOD, OPEN, RESET, line};

/// A proof with a leaf of 64 KiB in base64, and a checkpoint.
pub(super) const RECEIPT_MAX_BYTES: u64 = 1 << 20;
pub(super) const DAY_SECS: i64 = 86_400;

pub(crate) fn run(home: &Home, action: &ReceiptAction) -> Result<Exit, CliError> {
    match action {
        ReceiptAction::Check(options) => check(home, options),
    }
}

fn check(home: &Home, options: &ReceiptCheckOptions) -> Result<Exit, CliError> {
    let policy = policy_of(home, options.policy.as_deref())?;
    let bytes = read_bounded(&options.receipt, RECEIPT_MAX_BYTES)?;
    let refused = |error| LedgerFault::Receipt {
        path: options.receipt.clone(),
        error,
    };
    let proof = TlogProof::parse(&bytes).map_err(|error| refused(error.into()))?;
    let receipt = Receipt::of(&proof).map_err(refused)?;
    let shown = shown(options, &receipt)?;
    let received = Receipt::check(&proof, shown.as_ref(), &policy).map_err(refused)?;
    tell(&policy, &received, shown.is_some())
}

/// The policy of a file, or the one that is pinned on this machine.
pub(super) fn policy_of(home: &Home, path: Option<&Path>) -> Result<LedgerPolicy, CliError> {
    let Some(path) = path else {
        let pins = crate::bundle::pins(home, &[])?;
        let memory = Memory::remembered(home, &pins)?;
        return Ok(memory.ok_or(LedgerFault::NoCheckpoint)?.policy);
    };
    let policy = LedgerPolicy::parse(&read_text(path)?);
    Ok(policy.map_err(|error| LedgerFault::Policy {
        path: path.to_owned(),
        error,
    })?)
}

/// The commitment to what was shown, by the secret of the receipt.
fn shown(options: &ReceiptCheckOptions, receipt: &Receipt) -> Result<Option<[u8; 32]>, CliError> {
    let secret = || receipt.secret.ok_or(LedgerFault::NoSecret);
    if let Some(pass) = &options.pass {
        return Ok(Some(commit_pass(&secret()?, &cose_of(pass)?)));
    }
    match &options.act {
        Some(hash) => Ok(Some(commit_act(&secret()?, &hash_of(hash)?))),
        None => Ok(None),
    }
}

/// The signed message of a pass, as it was issued.
fn cose_of(pass: &str) -> Result<Vec<u8>, CliError> {
    let text = if Path::new(pass).is_file() {
        read_text(Path::new(pass))?
    } else {
        pass.to_owned()
    };
    let text = text.trim();
    if cleanbill_shc::detect(text, &cleanbill_shc::Limits::DEFAULT).is_some() {
        let card = cleanbill_shc::Decoder::default().decode(text);
        return Ok(card.map_err(|_| LedgerFault::NoPass)?.jws().into_bytes());
    }
    let mut decoder = Decoder::new(Limits::default());
    let message = decoder.message(text);
    Ok(message.map_err(|_| LedgerFault::NoPass)?.to_vec())
}

fn hash_of(text: &str) -> Result<[u8; 32], CliError> {
    let digit = |byte: u8| {
        char::from(byte)
            .to_digit(16)
            .and_then(|d| u8::try_from(d).ok())
    };
    let mut hash = Vec::with_capacity(32);
    for pair in text.as_bytes().chunks(2) {
        let &[high, low] = pair else {
            return Err(LedgerFault::NoHash.into());
        };
        let byte = digit(high)
            .zip(digit(low))
            .map(|(high, low)| high << 4 | low);
        hash.push(byte.ok_or(LedgerFault::NoHash)?);
    }
    Ok(<[u8; 32]>::try_from(hash).map_err(|_| LedgerFault::NoHash)?)
}

fn tell(policy: &LedgerPolicy, received: &Received, is_shown: bool) -> Result<Exit, CliError> {
    let entry = received.index;
    let what = match &received.leaf {
        Leaf::Batch(batch) => {
            let day = clock::render_date(i64::from(batch.day) * DAY_SECS);
            format!("batch {entry} of {day}")
        }
        other => format!("entry {entry}, {}", other.leaf_type().name()),
    };
    line(&format!(
        "{}✔{RESET} in the ledger {}: {what}",
        GOOD.render(),
        policy.origin()
    ))?;
    if matches!(received.leaf, Leaf::Batch(_)) && !is_shown {
        line(&format!(
            "{}!{RESET} what of the batch it is of was not checked: give --pass or --act",
            OPEN.render()
        ))?;
    }
    let cosigned = &received.cosigned;
    if cosigned.witnesses.is_empty() {
        line(&format!(
            "{}!{RESET} no witness vouches for it: the authority alone does",
            OPEN.render()
        ))?;
    } else {
        line(&format!(
            "  under {} entries, cosigned by {} at {}",
            cosigned.checkpoint.size,
            cosigned.witnesses.join(", "),
            clock::render_time(cosigned.cosigned_at)
        ))?;
    }
    Ok(Exit::Good)
}
