use std::path::Path;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::args::Arguments;
use crate::atomic::{self, Access};
use crate::error::CliError;
use crate::exit::Exit;

/// `cleanbill completions`.
pub(crate) fn completions(shell: Shell) -> Result<Exit, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "cleanbill", &mut script);
    std::io::Write::write_all(&mut std::io::stdout(), &script)
        .map_err(|error| CliError::Output { kind: error.kind() })?;
    Ok(Exit::Good)
}

/// `cleanbill man`: one page a command.
pub(crate) fn man(folder: &Path) -> Result<Exit, CliError> {
    let mut command = Arguments::command();
    command.build();
    pages(&command, "cleanbill", folder)?;
    Ok(Exit::Good)
}

fn pages(command: &clap::Command, name: &str, folder: &Path) -> Result<(), CliError> {
    let path = folder.join(format!("{name}.1"));
    let mut page = Vec::new();
    let title: &'static str = String::leak(name.to_owned());
    clap_mangen::Man::new(command.clone().name(title))
        .render(&mut page)
        .map_err(|error| CliError::Write {
            path: path.clone(),
            kind: error.kind(),
        })?;
    atomic::write(&path, &page, Access::Public)?;
    for inner in command
        .get_subcommands()
        .filter(|inner| inner.get_name() != "help")
    {
        pages(inner, &format!("{name}-{}", inner.get_name()), folder)?;
    }
    Ok(())
}
