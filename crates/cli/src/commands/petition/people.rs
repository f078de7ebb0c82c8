//! What people do: exchange a voucher, give a signature in.

use std::fmt::Write as _;
use std::path::Path;

use cleanbill_redress::petition::{
    Ballot, Petition, PetitionError, PetitionId, Signature, Voucher,
};

use super::counter::Counter;
use super::failed;
use super::published::Published;
use crate::args::{PetitionExchangeOptions, PetitionSignOptions};
use crate::atomic::{self, Access};
use crate::bundle::{read_bounded, read_text};
use crate::entropy;
use crate::error::CliError;
use crate::exit::Exit;
use crate::hex::{hex, unhex};
use crate::home::Home;
use crate::output::{FAINT, GOOD, RESET, line};

/// Longest ballot.
const BALLOT_MAX_BYTES: u64 = 64 << 10;

pub(super) fn exchange(home: &Home, options: &PetitionExchangeOptions) -> Result<Exit, CliError> {
    let voucher = Voucher::parse_code(read_text(&options.voucher)?.trim());
    let voucher = voucher.map_err(|error| failed(error.into()))?;
    // Before anything is asked: what is not in the ledger is not signed, whoever wants it.
    let published = Published::of(home, &options.trusted)?;
    let counter = Counter::of(home, &published, &options.relay, &options.store)?;
    let petitions = counter.petitions(&published, &voucher, options)?;
    let ballot = ballot(&options.ballot, &petitions)?;
    let answer = counter.exchange(&voucher, ballot.blinded())?;
    let mut text = String::new();
    for petition in &petitions {
        let found = answer.iter().find(|(id, _)| *id == petition.id());
        let found = found.map_or(&[][..], |(_, signed)| signed);
        let signature = ballot.finalize(petition, found);
        let signature = signature.map_err(|error| failed(error.into()))?;
        // Writing to a text never fails.
        let _ = writeln!(text, "{} {}", petition.id(), hex(&signature.to_bytes()));
    }
    atomic::write(&options.out, text.as_bytes(), Access::Secret)?;
    let (count, path) = (petitions.len(), options.out.display());
    line(&format!(
        "{}✔{RESET} {count} signatures in {path}: give in which you like, at another time",
        GOOD.render()
    ))?;
    line(&format!(
        "{}Whoever has the ballot can link you to them: delete it once they are given in.{RESET}",
        FAINT.render()
    ))?;
    Ok(Exit::Good)
}

/// The ballot of the file; a new one where there is none, kept before anybody is asked.
fn ballot(path: &Path, petitions: &[Petition]) -> Result<Ballot, CliError> {
    if path.is_file() {
        let kept = Ballot::parse(&read_bounded(path, BALLOT_MAX_BYTES)?);
        return kept.map_err(|error| failed(error.into()));
    }
    let drawn = Ballot::draw(petitions, &mut |bytes: &mut [u8]| entropy::fill(bytes));
    let drawn = drawn.map_err(|error| failed(error.into()))?;
    atomic::write(path, &drawn.encode(), Access::Secret)?;
    Ok(drawn)
}

pub(super) fn sign(home: &Home, options: &PetitionSignOptions) -> Result<Exit, CliError> {
    let text = read_text(&options.signatures)?;
    let mut found = Vec::new();
    for entry in text.lines() {
        let parsed = parse_line(entry).ok_or_else(|| failed(PetitionError::Signature.into()))?;
        found.extend(Some(parsed).filter(|(petition, _)| *petition == options.petition));
    }
    if found.is_empty() {
        return Err(failed(PetitionError::Signature.into()));
    }
    let published = Published::of(home, &options.trusted)?;
    let petition = published.petition(options.petition)?;
    if !found.iter().all(|(_, signature)| signature.is_of(petition)) {
        return Err(failed(PetitionError::Signature.into()));
    }
    let counter = Counter::of(home, &published, &options.relay, &options.store)?;
    for (petition, signature) in &found {
        counter.sign(*petition, signature)?;
        let serial = hex(&signature.serial);
        line(&format!("{}✔{RESET} waits: {serial}", GOOD.render()))?;
    }
    let told = "Look for the serial in the next batches; give it in again if it stays out.";
    line(&format!("{}{told}{RESET}", FAINT.render()))?;
    Ok(Exit::Good)
}

fn parse_line(entry: &str) -> Option<(PetitionId, Signature)> {
    let (petition, signature) = entry.split_once(' ')?;
    let signature = Signature::parse(&unhex(signature.as_bytes())?).ok()?;
    Some((PetitionId::parse(petition)?, signature))
}
