use cleanbill_paper::{
    PaperError, Printing, Stamp, read_light_sheet, read_pass, render_a4, render_a4_large,
    render_card, render_light_sheet,
};

use crate::args::{Layout, PrintOptions};
use crate::atomic::{self, Access};
use crate::check;
use crate::error::CliError;
use crate::exit::Exit;
use crate::hex::hex;
use crate::output::line;
use crate::{clock, entropy};

/// `cleanbill print`: a page for a pass. Its signature is not looked at: paper changes nothing
/// about what a code is worth.
pub(crate) fn run(options: &PrintOptions, language: &str) -> Result<Exit, CliError> {
    let texts = check::read_texts(&options.passes)?;
    let printing = Printing {
        stamp: Stamp {
            document_id: hex(&entropy::draw()?),
            created_at: clock::now(),
        },
        language: language.to_owned(),
        offset_secs: options.utc_offset,
        receipt: None,
        collection_code: None,
    };
    let pdf = render(&texts, options.layout, printing)?;
    // A pass is its holder's: nobody else on the machine may read the file.
    atomic::write(&options.pdf, &pdf, Access::Secret)?;
    line(&options.pdf.display().to_string())?;
    Ok(Exit::Good)
}

fn render(texts: &[String], layout: Layout, printing: Printing) -> Result<Vec<u8>, CliError> {
    let failed = |error: PaperError| CliError::Paper { error };
    if layout == Layout::Sheet {
        let sheet = read_light_sheet(texts, printing).map_err(failed)?;
        return render_light_sheet(&sheet).map_err(failed);
    }
    let [text] = texts else {
        return Err(CliError::NotOnePass);
    };
    let pass = read_pass(text, printing).map_err(failed)?;
    let render = match layout {
        Layout::Large => render_a4_large,
        Layout::Card => render_card,
        Layout::A4 | Layout::Sheet => render_a4,
    };
    render(&pass).map_err(failed)
}
