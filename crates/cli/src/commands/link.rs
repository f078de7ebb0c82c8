//! `cleanbill link`: health links shown, followed and made.

mod fetch;
mod make;
mod show;

use cleanbill_shlink::{HealthLink, Limits};

use crate::args::LinkAction;
use crate::check;
use crate::error::{CliError, LinkFault};
use crate::exit::Exit;

/// `cleanbill link`.
pub(crate) fn run(action: &LinkAction) -> Result<Exit, CliError> {
    match action {
        LinkAction::Show(options) => show::run(options),
        LinkAction::Fetch(options) => fetch::run(options),
        LinkAction::Make(options) => make::run(options),
    }
}

/// The one link that an argument names.
fn read(argument: &str) -> Result<HealthLink, CliError> {
    let texts = check::read_texts(&[argument.to_owned()])?;
    let [text] = &texts[..] else {
        return Err(CliError::NotOnePass);
    };
    let link = HealthLink::parse(text.trim(), &Limits::default());
    Ok(link.map_err(LinkFault::from)?)
}
