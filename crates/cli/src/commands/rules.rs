mod population;
mod rehearse;
mod test;

use crate::args::RulesAction;
use crate::error::CliError;
use crate::exit::Exit;

/// `cleanbill rules`.
pub(crate) fn run(action: RulesAction) -> Result<Exit, CliError> {
    match action {
        RulesAction::Test(options) => test::run(&options),
        RulesAction::Rehearse(options) => rehearse::run(&options),
    }
}
