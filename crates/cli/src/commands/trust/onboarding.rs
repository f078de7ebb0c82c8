//! `cleanbill trust export-onboarding`: this authority as a participant of the WHO's network.

use std::fs;
use std::path::{Path, PathBuf};

use cleanbill_trust::onboarding::{Departure, Part, check};
use cleanbill_x509::{Certificate, render_pem};

use crate::args::OnboardingOptions;
use crate::atomic::{self, Access};
use crate::authority::read_certificate;
use crate::clock;
use crate::epochs::{PassForm, Register};
use crate::error::CliError;
use crate::exit::Exit;
use crate::home::Home;
use crate::lists::read_certificates;
use crate::output::{BAD, GOOD, OPEN, RESET, harmless, line};

/// What lies beside the folder that is handed in.
const README: &str = "\
# A participant of the Global Digital Health Certification Network

`onboarding/` is what the network takes in: certificates only, one folder a domain.
`signers/` are the certificates of the keys that sign passes. They are not handed in, but uploaded
to the gateway once the participant is taken in: each as a CMS message over its DER, signed with
the key of `UP`.

1. Copy `onboarding/` into the participant's private repository, commit, and sign a tag.
2. Ask the WHO's secretariat to take it in, and invite its bot to the repository.
3. Upload the signers, and each new one before its key signs.

No private key belongs into that repository.
";

/// A certificate, its part, and where it lies in the folder.
struct Item {
    part: Part,
    name: String,
    certificates: Vec<Certificate>,
    paths: Vec<PathBuf>,
}

pub(super) fn export(home: &Home, options: &OnboardingOptions) -> Result<Exit, CliError> {
    check_names(options)?;
    let now = options.at.unwrap_or_else(clock::now);
    let sca = read_certificate(&home.certificate("csca"))?;
    let (items, missing) = items(home, options, &sca)?;
    make_folder(&options.out)?;
    let mut lacks = missing.len();
    for item in &items {
        let pem: String = item
            .certificates
            .iter()
            .map(|certificate| render_pem("CERTIFICATE", certificate.der()))
            .collect();
        for path in &item.paths {
            write(&options.out.join(path), pem.as_bytes())?;
        }
        let first = item.certificates.first();
        let found = first.map_or_else(Vec::new, |first| {
            check(item.part, first, &options.participant, Some(&sca), now)
        });
        lacks += found.len();
        tell(&item.name, &found)?;
    }
    for part in &missing {
        let (open, reset) = (OPEN.render(), RESET);
        line(&format!(
            "{open}?{reset} {}: not given, and needed once",
            part.name()
        ))?;
    }
    write(&options.out.join("README.md"), README.as_bytes())?;
    line(&format!("{}", options.out.display()))?;
    Ok(if lacks == 0 {
        Exit::Good
    } else {
        Exit::NotDone
    })
}

/// Codes become names of folders.
fn check_names(options: &OnboardingOptions) -> Result<(), CliError> {
    let letters = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let fits = |code: &str| (2..=24).contains(&code.len()) && code.bytes().all(letters);
    let named = std::iter::once(("--participant", &options.participant));
    for (option, code) in named.chain(options.domain.iter().map(|code| ("--domain", code))) {
        if !fits(code) {
            return Err(CliError::Malformed {
                path: option.into(),
                detail: "not a code of letters and digits",
            });
        }
    }
    Ok(())
}

/// All that is there, and the parts that are not.
fn items(
    home: &Home,
    options: &OnboardingOptions,
    sca: &Certificate,
) -> Result<(Vec<Item>, Vec<Part>), CliError> {
    let mut items = vec![Item {
        part: Part::Authority,
        name: Part::Authority.name().to_owned(),
        certificates: vec![sca.clone()],
        // An authority a domain; the others once, in the first.
        paths: options
            .domain
            .iter()
            .filter_map(|domain| place(domain, Part::Authority))
            .collect(),
    }];
    let mut missing = Vec::new();
    let first = options.domain.first().map_or("DCC", String::as_str);
    for (part, given) in [
        (Part::Upload, &options.up),
        (Part::Connection, &options.tls),
        (Part::ConnectionAuthority, &options.tls_ca),
    ] {
        let Some(path) = given else {
            missing.push(part);
            continue;
        };
        let mut certificates = read_certificates(path)?;
        if part != Part::ConnectionAuthority {
            // A chain behind it is refused by the network.
            certificates.truncate(1);
        }
        if certificates.is_empty() {
            return Err(CliError::Malformed {
                path: path.clone(),
                detail: "no certificate in it",
            });
        }
        items.push(Item {
            part,
            name: part.name().to_owned(),
            certificates,
            paths: place(first, part).into_iter().collect(),
        });
    }
    items.extend(signers(home, options)?);
    Ok((items, missing))
}

/// The signers that are certified and were not retired.
fn signers(home: &Home, options: &OnboardingOptions) -> Result<Vec<Item>, CliError> {
    let mut items = Vec::new();
    for entry in &Register::read(home)?.epoch {
        let is_dsc = entry.form == PassForm::Dcc;
        if entry.span.is_none() || entry.retired_at.is_some() || !is_dsc {
            continue;
        }
        let file = format!("DSC-{}.pem", entry.number);
        items.push(Item {
            part: Part::Signer,
            name: format!("DSC of key epoch {}", entry.number),
            certificates: vec![entry.certificate(home)?],
            paths: options
                .domain
                .iter()
                .map(|domain| Path::new("signers").join(domain).join(&file))
                .collect(),
        });
    }
    Ok(items)
}

fn place(domain: &str, part: Part) -> Option<PathBuf> {
    Some(Path::new("onboarding").join(domain).join(part.file()?))
}

/// A new folder: what is handed in is from one moment.
fn make_folder(folder: &Path) -> Result<(), CliError> {
    fs::create_dir(folder).map_err(|error| CliError::Write {
        path: folder.into(),
        kind: error.kind(),
    })
}

fn write(path: &Path, content: &[u8]) -> Result<(), CliError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| CliError::Write {
            path: folder.into(),
            kind: error.kind(),
        })?;
    }
    atomic::write(path, content, Access::Public)
}

fn tell(name: &str, found: &[Departure]) -> Result<(), CliError> {
    let name = harmless(name);
    if found.is_empty() {
        return line(&format!(
            "{}✔{RESET} {name}: as the network asks",
            GOOD.render()
        ));
    }
    for departure in found {
        line(&format!(
            "{}✘{RESET} {name}: {departure} [{}]",
            BAD.render(),
            departure.code()
        ))?;
    }
    Ok(())
}
