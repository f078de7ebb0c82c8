//! A petition that a hundred people sign, and the operator releases.

use std::path::Path;
use std::sync::Arc;

use cleanbill_forum::petitions::{Draft, Petitions};
use cleanbill_issuer::caps::day_of;
use cleanbill_ledger::leaf::Threshold;
use cleanbill_redress::petition::{Ballot, Petition, Signature, Voucher};

use super::{DAY_SECS, Story};
use crate::atomic::{self, Access};
use crate::commands::petition::failed;
use crate::entropy;
use crate::error::CliError;
use crate::petition_keys::{FileKeys, System};

const TEXT: &str = "Let paper count at every door\n\nWe ask that whoever shows the pass on paper \
    is let in where whoever shows it on a telephone is, and is not kept waiting longer.\n";
/// Where the people live.
const REGION: &str = "XX-N";
const VOUCHERS: usize = 120;
const SIGNERS: usize = 100;
/// Days of the story.
const OPENED: i64 = 38;
const EXCHANGED: i64 = 40;
const SIGNED: i64 = 47;
const CLOSES: i64 = 60;
/// At so many signatures an answer is owed within so many days.
const THRESHOLD: Threshold = Threshold {
    signatures: 80,
    answer_days: 30,
};

impl Story<'_> {
    pub(super) async fn play_petition(&self, folder: &Path) -> Result<(), CliError> {
        let keys = Arc::new(FileKeys::of(self.home));
        let petitions = Petitions::new(self.authority.store(), keys, Arc::new(System));
        self.go_to_day(OPENED);
        let petition = self.open(&petitions).await?;
        let path = folder.join("petition");
        atomic::write(
            &path,
            format!("{}\n", petition.id()).as_bytes(),
            Access::Public,
        )?;
        let epoch = i32::try_from(petition.leaf().epoch).unwrap_or_default();
        let vouchers = petitions.issue_vouchers(epoch, REGION, VOUCHERS);
        let vouchers = vouchers.await.map_err(failed)?;
        self.tell(&format!(
            "a petition is put to signature; {VOUCHERS} vouchers are handed out on paper"
        ))?;
        self.go_to_day(EXCHANGED);
        let mut ballots = Vec::with_capacity(SIGNERS);
        for voucher in vouchers.iter().take(SIGNERS) {
            ballots.push(self.exchange(&petitions, &petition, voucher).await?);
        }
        self.go_to_day(SIGNED);
        for signature in &ballots {
            let given = petitions.sign(petition.id(), signature, self.day());
            given.await.map_err(failed)?;
        }
        self.tell(&format!("{SIGNERS} people have signed; nobody knows which"))?;
        self.go_to_day(CLOSES + 1);
        let released = petitions.release(self.day()).await.map_err(failed)?;
        self.tell(&format!(
            "the petition is closed: {} signatures are in the ledger, {} days to answer",
            released.signatures, THRESHOLD.answer_days
        ))
    }

    async fn open(&self, petitions: &Petitions) -> Result<Petition, CliError> {
        let draft = Draft {
            epoch: 1,
            text: TEXT.to_owned(),
            regions: vec![REGION.to_owned()],
            thresholds: vec![THRESHOLD],
            opens: self.day(),
            closes: self.day_at(CLOSES),
        };
        petitions.open(draft, self.day()).await.map_err(failed)
    }

    /// What the device of one person does.
    async fn exchange(
        &self,
        petitions: &Petitions,
        petition: &Petition,
        voucher: &Voucher,
    ) -> Result<Signature, CliError> {
        let fill = &mut |bytes: &mut [u8]| entropy::fill(bytes);
        let ballot = Ballot::draw(std::slice::from_ref(petition), fill);
        let ballot = ballot.map_err(|error| failed(error.into()))?;
        let answer = petitions.exchange(voucher, ballot.blinded(), self.day());
        let answer = answer.await.map_err(failed)?;
        let signed = answer.first().map_or(&[][..], |(_, signed)| signed);
        let signature = ballot.finalize(petition, signed);
        signature.map_err(|error| failed(error.into()))
    }

    fn day(&self) -> i32 {
        day_of(self.today.now())
    }

    fn day_at(&self, day: i64) -> i32 {
        day_of(self.begun_at + day * DAY_SECS)
    }
}
