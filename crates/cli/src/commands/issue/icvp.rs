//! `cleanbill issue --as icvp`: the WHO's certificate of vaccination, by a key of its own.

use cleanbill_hcert::Icvp;
use cleanbill_hcert::dcc::render_json;
use cleanbill_hcert::icvp::Dose;
use cleanbill_issuer::{KeyEpoch, issue_icvp};
use cleanbill_qr::write::{ErrorCorrection, Style};

use crate::args::{IcvpOptions, IssueOptions};
use crate::atomic::{self, Access};
use crate::authority::{Config, read_certificate, read_key};
use crate::clock::{self, render_time};
use crate::commands::draw::{self, Pictures};
use crate::commands::keys::ICVP_KEY_NAME;
use crate::error::{CliError, KeysError};
use crate::exit::Exit;
use crate::home::Home;
use crate::output::line;

pub(super) fn run(home: &Home, options: &IssueOptions) -> Result<Exit, CliError> {
    let icvp = draft(options);
    if options.preview {
        let layout = options.icvp.layout.into();
        line(&format!("{:#}", render_json(&icvp.to_value(layout))))?;
        return Ok(Exit::Good);
    }
    let now = options.at.unwrap_or_else(clock::now);
    let certificate = home.certificate(ICVP_KEY_NAME);
    if !certificate.is_file() {
        return Err(KeysError::NoIcvpKey.into());
    }
    let config = Config::read(&home.config())?;
    let certificate = read_certificate(&certificate)?;
    let key = read_key(&home.key(ICVP_KEY_NAME))?;
    let epoch = KeyEpoch {
        kid: certificate.kid(),
        not_before: certificate.not_before(),
        not_after: certificate.not_after(),
    };
    let issuer = options.icvp.authority.as_ref().unwrap_or(&config.country);
    let layout = options.icvp.layout.into();
    let issued = issue_icvp(&icvp, layout, issuer, &epoch, now, &key)
        .map_err(|error| CliError::IssueIcvp { error })?;
    // The WHO asks for a quarter of redundancy, for 35 to 60 mm on paper.
    let style = Style {
        error_correction: Some(ErrorCorrection::Q),
        ..Style::default()
    };
    let pictures = Pictures::draw_as(&issued.text, &options.pictures, style)?;
    if options.draw {
        line(&draw::in_terminal(&issued.text)?)?;
    }
    pictures.write()?;
    if let Some(path) = &options.text {
        atomic::write(
            path,
            format!("{}\n", issued.text).as_bytes(),
            Access::Secret,
        )?;
    }
    let files = [&options.text, &options.pictures.png, &options.pictures.svg];
    if files.iter().all(|file| file.is_none()) {
        line(&issued.text)?;
    }
    for path in files.into_iter().flatten() {
        let from = render_time(issued.counts_from);
        line(&format!("{}: vaccination, from {from}", path.display()))?;
    }
    Ok(Exit::Good)
}

fn draft(options: &IssueOptions) -> Icvp {
    let IcvpOptions {
        name,
        sex,
        nationality,
        document,
        document_kind,
        guardian,
        who_product,
        vaccinated_on,
        batch,
        clinician,
        authority,
        template,
        ..
    } = &options.icvp;
    let parts = [&options.forename, &options.surname];
    let joined = || {
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    Icvp {
        name: name.clone().or_else(joined),
        birth_date: options.birth_date.clone(),
        sex: sex.clone(),
        nationality: nationality.clone(),
        document_number: document.clone(),
        document_kind: document_kind.clone(),
        guardian: guardian.clone(),
        template_version: Some(template.clone()),
        doses: vec![Dose {
            product: who_product.clone(),
            date: vaccinated_on.clone(),
            batch: batch.clone(),
            clinician: clinician.clone(),
            issuer: authority.clone(),
            ..Dose::default()
        }],
        ..Icvp::default()
    }
}
