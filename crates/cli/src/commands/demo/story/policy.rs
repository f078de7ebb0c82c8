//! A policy that is in force today, and was announced in time.

use std::path::Path;

use cleanbill_issuer::registry::Shard;
use cleanbill_ledger::leaf::{Announcement, DocumentKind, Leaf};
use cleanbill_policy::Policy;

use super::{DAY_SECS, Story};
use crate::atomic::{self, Access};
use crate::clock::render_time;
use crate::error::{CliError, LedgerFault, ServeError};
use crate::own_ledger::Gate;

/// Days of the story.
const ANNOUNCED: i64 = 61;
const SIGNED: i64 = 62;
const IN_FORCE: i64 = 69;
const ENDS: i64 = 150;
/// Rounds of the ledger, a quarter of a second each, in which a leaf gets its checkpoint.
const ROUNDS_MAX: usize = 40;

impl Story<'_> {
    /// Writes the policy and the proof of its announcement, for `cleanbill publish`.
    pub(super) async fn announce_policy(&self, folder: &Path) -> Result<(), CliError> {
        let Some(gate) = self.ledger else {
            return Ok(());
        };
        self.go_to_day(ANNOUNCED);
        let path = folder.join("policy.toml");
        let text = self.policy_text();
        let policy = Policy::parse(&text).map_err(|error| LedgerFault::Announced {
            path: path.clone(),
            error,
        })?;
        atomic::write(&path, text.as_bytes(), Access::Public)?;
        let leaf = Leaf::Announcement(Announcement {
            kind: DocumentKind::Policies,
            document: *policy.digest(),
            starts_at: policy.from,
            urgent: false,
            gained: None,
            lost: None,
        });
        let proof = self.proven(gate, leaf.encode()).await?;
        let path = folder.join("policy.tlog-proof");
        atomic::write(&path, proof.as_bytes(), Access::Public)?;
        self.tell("a policy for restaurants and cinemas is announced, eight days before it starts")
    }

    /// Tells a leaf, and waits for the proof of it.
    async fn proven(&self, gate: &Gate, leaf: Vec<u8>) -> Result<String, CliError> {
        let store = self.authority.store();
        let id = store.put_ledger_leaf(leaf.clone()).await;
        let id = id.map_err(ServeError::from)?;
        for _ in 0..ROUNDS_MAX {
            self.ledger_goes_on().await;
            let entries = store.entries_of_leaf(Shard::default(), id).await;
            if let Some(index) = entries.map_err(ServeError::from)?.first()
                && let Some(proof) = gate.proof(*index, &leaf).await?
            {
                return Ok(proof.to_text());
            }
        }
        Err(LedgerFault::NoQuorum.into())
    }

    fn policy_text(&self) -> String {
        let at = |day: i64| render_time(self.begun_at + day * DAY_SECS);
        let announced = render_time(self.today.next());
        format!(
            r#"# The policy of the demonstration.
format = 1
id = "demonstration.indoor"
version = 1
reason = "the demonstration"
region = "XX"
places = ["cinema", "restaurant"]
signed_at = {signed}
from = {from}
until = {until}
announcement = {{ at = {announced} }}

[title]
en = "Restaurants and cinemas"
ru = "Рестораны и кинотеатры"
fr = "Restaurants et cinémas"
de = "Restaurants und Kinos"
es = "Restaurantes y cines"
ar = "المطاعم ودور السينما"

[[accept]]
ground = "vaccination"
series = "complete"
from_days = 14
for_days = 270

[[accept]]
ground = "recovery"
from_days = 28
for_days = 180

[[accept]]
ground = "test"
methods = ["pcr"]
for_hours = 48

[[accept]]
ground = "exemption"

[no_pass]
under_age = 12
companions = ["of-blind-person", "of-child", "of-person-in-care", "of-wheelchair-user"]

[door]
shows = ["name", "birth_date"]
on_system_fault = "manual"
data_age_max_days = 8
"#,
            signed = at(SIGNED),
            from = at(IN_FORCE),
            until = at(ENDS),
        )
    }
}
