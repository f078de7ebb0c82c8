//! What would happen, and what stands in the way.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_issuer::sunset::{KeyPlace, Unmet, unmet_to_publish, unmet_to_purge};

use super::facts::{ForeignList, Place, foreign_lists, of_key, of_purge, passes_end};
use super::{report, tell_unmet};
use crate::args::PlanOptions;
use crate::clock::{self, render_date};
use crate::epochs::{End, Entry, Register};
use crate::error::{CliError, RegistryError};
use crate::exit::Exit;
use crate::home::Home;
use crate::output::{FAINT, GOOD, RESET, STRONG, line};

/// `cleanbill sunset plan`. Opens no key and writes nothing.
pub(super) fn plan(home: &Home, options: &PlanOptions) -> Result<Exit, CliError> {
    let register = Register::read(home)?;
    let place = Place::find(home, &options.store)?;
    let lists = foreign_lists(&options.list)?;
    line(&format!("{}Keys{RESET}", STRONG.render()))?;
    for entry in &register.epoch {
        of_entry(home, &register, entry, &place, &lists)?;
    }
    line("")?;
    line(&format!("{}Records{RESET}", STRONG.render()))?;
    let rehearsal = options.rehearsed.as_deref().map(report::read).transpose()?;
    match of_purge(home, &place, rehearsal) {
        Ok(facts) => {
            let unmet = unmet_to_purge(&facts, clock::now());
            if unmet.is_empty() {
                line(&format!(
                    "  {}✔{RESET} can be purged: every data key destroyed, look-ups, addresses, \
                     mandates and sessions deleted",
                    GOOD.render()
                ))?;
            }
            tell_unmet(&unmet)?;
        }
        Err(CliError::Registry(RegistryError::Publishing { error })) => {
            line(&format!("  {error} [{}]", error.code()))?;
        }
        Err(error) => return Err(error),
    }
    line("")?;
    line(&format!("{}Nothing was changed.{RESET}", FAINT.render()))?;
    Ok(Exit::Good)
}

fn of_entry(
    home: &Home,
    register: &Register,
    entry: &Entry,
    place: &Place,
    lists: &[ForeignList],
) -> Result<(), CliError> {
    let number = entry.number;
    if entry.span.is_none() {
        return line(&format!("  epoch {number}: its certificate is awaited"));
    }
    let dsc = entry.certificate(home)?;
    let kid = STANDARD.encode(dsc.kid());
    let until = render_date(dsc.not_after());
    line(&format!(
        "  epoch {number}, key {kid}, certificate until {until}"
    ))?;
    match entry.end {
        Some(End::Published) => return line("    published: what it signed can be denied"),
        Some(End::Destroyed) => return line("    destroyed: what it signed stays proof"),
        None => {}
    }
    let facts = of_key(home, register, entry, lists, passes_end(place, number)?)?;
    let unmet = unmet_to_publish(&facts, clock::now());
    if unmet.is_empty() {
        line(&format!(
            "  {}✔{RESET} can be published, with shares of its custodians",
            GOOD.render()
        ))?;
    } else if unmet == [Unmet::NotRemoved] {
        line("    will be listed as removed in the next set, and can be published then")?;
    } else if facts.place != KeyPlace::Shared {
        line("    can be destroyed, and never published: `cleanbill sunset destroy-key`")?;
    }
    tell_unmet(&unmet)
}
