//! What happened in the seventy days before a demonstration begins: three revocations, two of them
//! objected to, a petition, and a policy that is announced.
//!
//! It is played by the calls that a real authority makes, each at the time at which it would be
//! made, and lies in the registry and the ledger as if it had happened.

mod appeals;
mod petition;
mod policy;
mod today;

use std::path::Path;

use cleanbill_authority::{Authority, LedgerGate};

pub(super) use self::today::Today;
use super::offices::Staff;
use crate::clock::render_date;
use crate::error::CliError;
use crate::home::Home;
use crate::output::{FAINT, RESET, line};
use crate::own_ledger::Gate;

const DAY_SECS: i64 = 86_400;
/// How long before now the authority is founded.
const BEGUN_BEFORE_DAYS: i64 = 70;

/// A story that is being played.
pub(super) struct Story<'a> {
    home: &'a Home,
    authority: &'a Authority,
    staff: &'a Staff,
    today: &'a Today,
    ledger: Option<&'a Gate>,
    begun_at: i64,
}

impl<'a> Story<'a> {
    /// When it begins, if it ends now.
    pub(super) const fn begins_at(now: i64) -> i64 {
        now - BEGUN_BEFORE_DAYS * DAY_SECS
    }

    /// The story of an authority that was just founded.
    pub(super) fn of(
        home: &'a Home,
        (authority, ledger): (&'a Authority, Option<&'a Gate>),
        staff: &'a Staff,
        today: &'a Today,
    ) -> Self {
        let begun_at = today.now();
        Self {
            home,
            authority,
            staff,
            today,
            ledger,
            begun_at,
        }
    }

    /// Plays it. The passes that it is about go to the folder.
    pub(super) async fn play(&self, folder: &Path) -> Result<(), CliError> {
        self.play_appeals(folder).await?;
        self.play_petition(folder).await?;
        self.announce_policy(folder).await
    }

    /// Goes on to so many days after the beginning.
    fn go_to_day(&self, day: i64) {
        self.today.set(self.begun_at + day * DAY_SECS);
    }

    async fn ledger_goes_on(&self) {
        if let Some(ledger) = self.ledger {
            ledger.next_round().await;
        }
    }

    fn tell(&self, what: &str) -> Result<(), CliError> {
        let day = render_date(self.today.now());
        line(&format!("{}{day}{RESET}  {what}", FAINT.render()))
    }
}
