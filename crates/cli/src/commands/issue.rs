mod bulk;
mod icvp;

use std::io::Read;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_hcert::Dcc;
use cleanbill_hcert::dcc::{
    EntryKind, Exemption, PersonName, Recovery, Test, Vaccination, render_json,
};
use cleanbill_issuer::transliteration::Language;
use cleanbill_issuer::{IssuedPass, PassRequest, RequestError, issue, preview};

use crate::args::{GroundOptions, IssueOptions, TestOptions, VaccinationOptions};
use crate::atomic::{self, Access};
use crate::authority::{Issuing, previewing};
use crate::bundle::read_bounded;
use crate::clock::{self, render_time};
use crate::commands::draw::{self, Pictures};
use crate::entropy;
use crate::epochs::PassForm;
use crate::error::{CardFault, CliError, KeysError};
use crate::exit::Exit;
use crate::home::Home;
use crate::output::line;

/// SNOMED CT and LOINC codes of the DCC value sets.
const COVID_19: &str = "840539006";
const NOT_DETECTED: &str = "260415000";
const TYPE_NAAT: &str = "LP6464-4";
const TYPE_RAPID: &str = "LP217198-3";

/// `cleanbill issue`: prints the text of the code unless it is written elsewhere.
pub(crate) fn run(home: &Home, options: &IssueOptions) -> Result<Exit, CliError> {
    if let Some(path) = &options.bulk.bulk {
        return bulk::run(home, path, &options.bulk, options.icvp.form);
    }
    match options.icvp.form {
        PassForm::Dcc => {}
        PassForm::Icvp => return icvp::run(home, options),
        PassForm::Shc => return Err(CardFault::AtOneDesk.into()),
    }
    let refused = |error: RequestError| CliError::Issue {
        error: error.into(),
    };
    let request = match &options.json {
        Some(path) => parse_request(&read_request(path)?),
        None => PassRequest::new(draft(options), Language::Other),
    };
    let request = request.map_err(refused)?;
    let now = options.at.unwrap_or_else(clock::now);
    if options.preview {
        return show_preview(home, &request, now);
    }
    let Issuing { authority, signer } = Issuing::load(home, now)?;
    let pass =
        issue(&request, &authority, now, entropy::draw()?, &signer).map_err(
            |error| match signer.refusal() {
                Some(refusal) => KeysError::from(refusal).into(),
                None => CliError::Issue { error },
            },
        )?;
    deliver(&pass, options)?;
    Ok(Exit::Good)
}

/// What would be signed. No key is opened: there is none in this function's reach.
fn show_preview(home: &Home, request: &PassRequest, now: i64) -> Result<Exit, CliError> {
    let (authority, epoch) = previewing(home, now)?;
    let shown = preview(request, &authority, now).map_err(|error| CliError::Issue { error })?;
    let json = serde_json::json!({
        "preview": true,
        "ground": ground_name(shown.ground),
        "issuer": authority.country(),
        "issued_at": render_time(shown.issued_at),
        "expires_at": render_time(shown.expires_at),
        "epoch": epoch,
        "kid": STANDARD.encode(shown.kid),
        "dcc": render_json(&shown.dcc.to_value()),
    });
    line(&format!("{json:#}"))?;
    Ok(Exit::Good)
}

/// Draws everything before it writes anything, so that a failure leaves nothing half done.
fn deliver(pass: &IssuedPass, options: &IssueOptions) -> Result<(), CliError> {
    let pictures = Pictures::draw(&pass.text, &options.pictures)?;
    if options.draw {
        line(&draw::in_terminal(&pass.text)?)?;
    }
    pictures.write()?;
    if let Some(path) = &options.text {
        atomic::write(path, format!("{}\n", pass.text).as_bytes(), Access::Secret)?;
    }
    let files = [&options.text, &options.pictures.png, &options.pictures.svg];
    if files.iter().all(|file| file.is_none()) {
        return line(&pass.text);
    }
    for path in files.into_iter().flatten() {
        let ground = ground_name(pass.ground);
        line(&format!(
            "{}: {ground}, until {}",
            path.display(),
            render_time(pass.expires_at)
        ))?;
    }
    Ok(())
}

const fn ground_name(ground: EntryKind) -> &'static str {
    match ground {
        EntryKind::Vaccination => "vaccination",
        EntryKind::Test => "test",
        EntryKind::Recovery => "recovery",
        EntryKind::Exemption => "exemption",
    }
}

fn read_request(path: &Path) -> Result<Vec<u8>, CliError> {
    const SIZE_MAX_BYTES: u64 = 65_536;
    if path != Path::new("-") {
        return read_bounded(path, SIZE_MAX_BYTES);
    }
    let mut json = Vec::new();
    let stdin = std::io::stdin().lock();
    stdin
        .take(SIZE_MAX_BYTES + 1)
        .read_to_end(&mut json)
        .map_err(|error| CliError::Input { kind: error.kind() })?;
    if json.len() as u64 > SIZE_MAX_BYTES {
        return Err(CliError::TooLarge {
            path: path.into(),
            size_max_bytes: SIZE_MAX_BYTES,
        });
    }
    Ok(json)
}

/// The friendly form, or a DCC payload: told by its `nam`.
fn parse_request(json: &[u8]) -> Result<PassRequest, RequestError> {
    let is_dcc = serde_json::from_slice::<serde_json::Value>(json)
        .is_ok_and(|value| value.get("nam").is_some());
    if is_dcc {
        PassRequest::from_dcc_json(json)
    } else {
        PassRequest::from_json(json)
    }
}

/// What the options say, as a payload without what the authority adds.
fn draft(options: &IssueOptions) -> Dcc {
    let mut dcc = Dcc {
        name: PersonName {
            surname: options.surname.clone(),
            forename: options.forename.clone(),
            ..PersonName::default()
        },
        birth_date: options.birth_date.clone(),
        ..Dcc::default()
    };
    match &options.ground {
        // A request without a ground is refused by name.
        None => {}
        Some(GroundOptions::Vaccination(options)) => dcc.vaccinations = vec![vaccination(options)],
        Some(GroundOptions::Test(options)) => dcc.tests = vec![test(options)],
        Some(GroundOptions::Recovery { first_positive }) => {
            dcc.recoveries = vec![Recovery {
                disease: text(COVID_19),
                first_positive: text(first_positive),
                ..Recovery::default()
            }];
        }
        Some(GroundOptions::Exemption { from, until }) => {
            dcc.exemptions = vec![Exemption {
                layout: Some(1),
                disease: text(COVID_19),
                valid_from: text(from),
                valid_until: text(until),
                ..Exemption::default()
            }];
        }
    }
    dcc
}

fn text(value: &str) -> Option<String> {
    Some(value.to_owned())
}

fn vaccination(options: &VaccinationOptions) -> Vaccination {
    Vaccination {
        disease: text(COVID_19),
        vaccine: text(&options.vaccine),
        product: text(&options.product),
        manufacturer: text(&options.manufacturer),
        dose: Some(options.dose.into()),
        doses: Some(options.doses.into()),
        date: text(&options.date),
        ..Vaccination::default()
    }
}

fn test(options: &TestOptions) -> Test {
    let test_type = if options.device.is_some() {
        TYPE_RAPID
    } else {
        TYPE_NAAT
    };
    Test {
        disease: text(COVID_19),
        test_type: text(test_type),
        test_name: options.name.clone(),
        device: options.device.clone(),
        sampled_at: text(&options.sampled_at),
        result: text(NOT_DETECTED),
        centre: options.centre.clone(),
        ..Test::default()
    }
}
