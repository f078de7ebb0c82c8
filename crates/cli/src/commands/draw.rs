use std::io::IsTerminal;
use std::path::PathBuf;

use cleanbill_qr::write::{self, Style, Terminal};

use crate::args::{DrawOptions, PictureOptions};
use crate::atomic::{self, Access};
use crate::error::CliError;
use crate::exit::Exit;
use crate::input::read_bounded_line;
use crate::output::line;

/// `cleanbill draw`: in the terminal, unless files are named.
pub(crate) fn run(options: &DrawOptions) -> Result<Exit, CliError> {
    let text = match options.text.as_str() {
        "-" => read_bounded_line(&mut std::io::stdin().lock())
            .map_err(|error| CliError::Input { kind: error.kind() })?
            .unwrap_or_default(),
        text => text.to_owned(),
    };
    let pictures = Pictures::draw(&text, &options.pictures)?;
    if pictures.files.is_empty() {
        line(&in_terminal(&text)?)?;
    }
    pictures.write()?;
    Ok(Exit::Good)
}

/// The code as lines for a terminal; in plain half blocks where the output goes elsewhere.
pub(crate) fn in_terminal(text: &str) -> Result<String, CliError> {
    let terminal = std::io::stdout().is_terminal();
    let kind = if terminal {
        Terminal::Colours
    } else {
        Terminal::LightGround
    };
    let code =
        write::terminal(text, kind, &Style::default()).map_err(|error| CliError::Draw { error })?;
    Ok(code.trim_end_matches('\n').to_owned())
}

/// Pictures that are drawn and not yet written.
pub(crate) struct Pictures {
    files: Vec<(PathBuf, Vec<u8>)>,
}

impl Pictures {
    pub(crate) fn draw(text: &str, options: &PictureOptions) -> Result<Self, CliError> {
        Self::draw_as(text, options, Style::default())
    }

    pub(crate) fn draw_as(
        text: &str,
        options: &PictureOptions,
        style: Style,
    ) -> Result<Self, CliError> {
        let drawn = |error| CliError::Draw { error };
        let mut files = Vec::new();
        if let Some(path) = &options.png {
            files.push((path.clone(), write::png(text, &style).map_err(drawn)?));
        }
        if let Some(path) = &options.svg {
            let svg = write::svg(text, &style).map_err(drawn)?;
            files.push((path.clone(), svg.into_bytes()));
        }
        Ok(Self { files })
    }

    /// A pass is its holder's: nobody else on the machine may read the files.
    pub(crate) fn write(&self) -> Result<(), CliError> {
        let mut files = self.files.iter();
        files.try_for_each(|(path, bytes)| atomic::write(path, bytes, Access::Secret))
    }
}
