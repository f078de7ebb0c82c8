//! What an office does: open a petition, make vouchers, release signatures.

use cleanbill_forum::petitions::Draft;
use cleanbill_redress::petition::Voucher;

use super::{Office, day_of, failed, today};
use crate::args::{PetitionOpenOptions, PetitionReleaseOptions, PetitionVouchersOptions};
use crate::atomic::{self, Access};
use crate::bundle::read_text;
use crate::error::CliError;
use crate::exit::Exit;
use crate::home::Home;
use crate::output::{FAINT, GOOD, RESET, line};

pub(super) fn open(home: &Home, options: &PetitionOpenOptions) -> Result<Exit, CliError> {
    let draft = Draft {
        epoch: options.epoch,
        text: read_text(&options.text)?,
        regions: options.region.clone(),
        thresholds: options.threshold.clone(),
        opens: day_of(options.opens),
        closes: day_of(options.closes),
    };
    let office = Office::at(home, &options.store)?;
    let petition = office.wait(office.petitions.open(draft, today()))?;
    line(&petition.id().to_string())?;
    let told = "its leaf is in the ledger's next checkpoint; its key lies in DATA/petitions";
    anstream::eprintln!("{}{told}{RESET}", FAINT.render());
    Ok(Exit::Good)
}

pub(super) fn vouchers(home: &Home, options: &PetitionVouchersOptions) -> Result<Exit, CliError> {
    let office = Office::at(home, &options.store)?;
    let made = match (&options.replace, options.epoch, &options.region) {
        (Some(lost), _, _) => {
            let lost = Voucher::parse_code(read_text(lost)?.trim());
            let lost = lost.map_err(|error| failed(error.into()))?;
            vec![office.wait(office.petitions.replace_voucher(&lost))?]
        }
        (None, Some(epoch), Some(region)) => {
            let made = office
                .petitions
                .issue_vouchers(epoch, region, options.count);
            office.wait(made)?
        }
        // Arguments ask for both.
        (None, _, _) => Vec::new(),
    };
    let codes: String = made
        .iter()
        .map(|voucher| voucher.to_code() + "\n")
        .collect();
    atomic::write(&options.out, codes.as_bytes(), Access::Secret)?;
    let (count, path) = (made.len(), options.out.display());
    line(&format!(
        "{}✔{RESET} {count} vouchers in {path}: print them, hand them out, delete the file",
        GOOD.render()
    ))?;
    Ok(Exit::Good)
}

pub(super) fn release(home: &Home, options: &PetitionReleaseOptions) -> Result<Exit, CliError> {
    let office = Office::at(home, &options.store)?;
    let day = options.at.map_or_else(today, day_of);
    let released = office.wait(office.petitions.release(day))?;
    line(&format!(
        "{}✔{RESET} {} signatures in {} batches",
        GOOD.render(),
        released.signatures,
        released.batches
    ))?;
    Ok(Exit::Good)
}
