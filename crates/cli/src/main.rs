//! `cleanbill`: check, inspect and issue health passes, and keep the trust behind them.
//!
//! Wiring only: arguments and files come in, the crates below decide, lines and exit codes go out.

mod args;
mod atomic;
mod authority;
mod bench;
mod bundle;
mod card_lists;
mod check;
mod clock;
mod commands;
mod digest;
mod documents;
mod entropy;
mod epochs;
mod error;
mod exit;
mod hex;
mod home;
mod input;
mod inspect;
mod language;
mod ledger;
mod ledger_port;
mod link_port;
mod lists;
mod oblivious_keys;
mod output;
mod own_ledger;
mod petition_keys;
mod publisher;
mod relay;
mod shown;
mod signing;
mod slices;
mod standing;
mod token;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Arguments, Command};
use crate::error::CliError;
use crate::exit::Exit;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    match run(arguments) {
        Ok(exit) => exit.into(),
        // Whoever read the output has had enough of it.
        Err(CliError::Output {
            kind: std::io::ErrorKind::BrokenPipe,
        }) => Exit::Good.into(),
        Err(error) => {
            anstream::eprintln!("{}error:{} {error}", output::BAD.render(), output::RESET);
            anstream::eprintln!("hint: {}", error.hint());
            Exit::NotDone.into()
        }
    }
}

/// Help and version are no errors; wrong arguments exit with 64 (`EX_USAGE`), not with clap's 2,
/// which here says that something could not be checked.
fn usage(error: &clap::Error) -> ExitCode {
    let printed = error.print();
    match (error.use_stderr(), printed) {
        (false, _) => Exit::Good.into(),
        (true, _) => Exit::Usage.into(),
    }
}

fn run(arguments: Arguments) -> Result<Exit, CliError> {
    let home = home::Home::find(arguments.data);
    let language = language::chosen(arguments.lang);
    let wording = language::wording(arguments.lang);
    match arguments.command {
        Command::Init(options) => commands::init::run(&home, &options),
        Command::Issue(options) => commands::issue::run(&home, &options),
        Command::Light(options) => commands::light::run(&home, &options),
        Command::Verify(options) => commands::verify::run(&home, &options, wording),
        Command::Inspect(options) => commands::inspect::run(&home, &options, &wording),
        Command::Draw(options) => commands::draw::run(&options),
        Command::Print(options) => commands::print::run(&options, language.tag()),
        Command::Gate(options) => commands::gate::run(&home, &options, wording),
        Command::Keys { action } => commands::keys::run(&home, action),
        Command::Publish(options) => commands::publish::run(&home, &options),
        Command::Update(options) => commands::update::run(&home, &options),
        Command::Audit(options) => commands::audit::run(&home, &options),
        Command::Serve(options) => commands::serve::run(&home, &options),
        Command::Demo(options) => commands::demo::run(&home, &options),
        Command::Backup(options) => commands::backup::run(&home, &options),
        Command::Restore(options) => commands::restore::run(&home, &options),
        Command::Policy { action } => commands::policy::run(&home, action, &wording),
        Command::Precheck { action } => commands::precheck::run(action),
        Command::Rules { action } => commands::rules::run(action),
        Command::Revocation { action } => commands::revocation::run(action),
        Command::Trust { action } => commands::trust::run(&home, action),
        Command::Ledger { action } => commands::ledger::run(&home, action),
        Command::Receipt { action } => commands::receipt::run(&home, &action),
        Command::Archive { action } => commands::archive::run(&home, &action),
        Command::Filing { action } => commands::filing::run(&action),
        Command::Card { action } => commands::card::run(&home, action),
        Command::Link { action } => commands::link::run(&action),
        Command::Petition { action } => commands::petition::run(&home, &action),
        Command::Witness { action } => commands::witness::run(&home, action),
        Command::Sunset { action } => commands::sunset::run(&home, action),
        Command::Bench(options) => commands::bench::run(&options),
        Command::Completions { shell } => commands::generate::completions(shell),
        Command::Man { folder } => commands::generate::man(&folder),
    }
}
