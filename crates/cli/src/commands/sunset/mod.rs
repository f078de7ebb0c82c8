//! `cleanbill sunset`: the end of a scheme.

mod facts;
mod key;
mod plan;
mod purge;
mod report;
mod wipe;

use cleanbill_issuer::sunset::Unmet;

use crate::args::SunsetAction;
use crate::clock::render_time;
use crate::error::CliError;
use crate::exit::Exit;
use crate::home::Home;
use crate::output::{BAD, RESET, line};

pub(crate) fn run(home: &Home, action: SunsetAction) -> Result<Exit, CliError> {
    match action {
        SunsetAction::Plan(options) => plan::plan(home, &options),
        SunsetAction::PublishKey(options) => key::publish(home, &options),
        SunsetAction::DestroyKey(options) => key::destroy(home, &options),
        SunsetAction::Purge(options) => purge::purge(home, &options),
    }
}

/// What stands in the way, a line each.
fn tell_unmet(unmet: &[Unmet]) -> Result<(), CliError> {
    for one in unmet {
        let until = one.until().map_or_else(String::new, |until| {
            format!(", until {}", render_time(until))
        });
        let code = one.code();
        line(&format!("  {}✘{RESET} {one}{until} [{code}]", BAD.render()))?;
    }
    Ok(())
}
