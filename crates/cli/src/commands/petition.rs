//! `cleanbill petition`: petitions, from the first text to the recount by a stranger.

mod count;

use crate::args::PetitionAction;
use crate::error::CliError;
use crate::exit::Exit;

pub(crate) fn run(action: &PetitionAction) -> Result<Exit, CliError> {
    match action {
        PetitionAction::Count(options) => count::run(options),
    }
}
