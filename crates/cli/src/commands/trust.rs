mod ledger;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cleanbill_trust::list::{ImportedList, ListSignature};
use cleanbill_trust::set::{Floor, OpenedSet, Target, TargetType};
use cleanbill_trust::{ScopedSigner, ScopedStore, TrustStore, TrustedSigner, Validity};
use comfy_table::{ContentArrangement, Table, presets};

use crate::args::{BundleOptions, ImportOptions, InstallOptions, ShowOptions, TrustAction};
use crate::atomic::{self, Access};
use crate::bundle::{self, installed_floor, pins, read_bundle};
use crate::clock::{self, render_date, render_span, render_time};
use crate::error::CliError;
use crate::exit::Exit;
use crate::home::Home;
use crate::ledger::{Terms, read_policy};
use crate::lists::{self, Checks};
use crate::output::{BAD, FAINT, GOOD, OPEN, RESET, harmless, line};
use crate::publisher::{self, Publisher};
use crate::standing::REVOCATIONS;

/// `cleanbill trust`.
pub(crate) fn run(home: &Home, action: TrustAction) -> Result<Exit, CliError> {
    match action {
        TrustAction::Import(options) => import(home, &options),
        TrustAction::Install(options) => install(home, &options),
        TrustAction::Show(options) => show(home, &options),
        TrustAction::Check(options) => check(home, &options),
        TrustAction::ExportCheckpoint(options) => ledger::export(home, &options.file),
    }
}

fn import(home: &Home, options: &ImportOptions) -> Result<Exit, CliError> {
    let now = clock::now();
    let checks = Checks::from_options(options, now)?;
    let mut signers: Vec<TrustedSigner> = Vec::new();
    let mut scoped: Vec<ScopedSigner> = Vec::new();
    for path in lists::files(&options.lists)? {
        let list = lists::read(&path, &checks)?;
        tell_list(&path, &list)?;
        signers.extend(list.signers);
        scoped.extend(list.scoped);
    }
    if signers.is_empty() && scoped.is_empty() {
        return Err(CliError::NoSigners);
    }
    let (store, scoped) = (TrustStore::new(signers), ScopedStore::new(scoped));
    let mut targets = vec![Target::dcc_signers(&store)];
    if !scoped.is_empty() {
        targets.push(Target::scoped_signers(&scoped));
    }
    let publisher = Publisher::find_or_make(home, now)?;
    let bundle = publisher.publish(home, &targets, now, options.days.into())?;
    atomic::write(&options.out, &bundle, Access::Public)?;
    line(&format!(
        "{}✔{RESET} {}: {}, {} bytes, root {}",
        GOOD.render(),
        options.out.display(),
        counted(store.len() + scoped.len()),
        bundle.len(),
        publisher.fingerprint()
    ))?;
    Ok(Exit::Good)
}

fn counted(signers: usize) -> String {
    if signers == 1 {
        "1 signer".to_owned()
    } else {
        format!("{signers} signers")
    }
}

fn tell_list(path: &Path, list: &ImportedList) -> Result<(), CliError> {
    let signature = match list.signature {
        ListSignature::Verified => "signature verified",
        ListSignature::NotChecked => "signature NOT CHECKED",
        ListSignature::Absent => "unsigned format",
    };
    let path = harmless(&path.display().to_string());
    line(&format!(
        "{path}: {} signers, {signature}",
        list.signers.len() + list.scoped.len()
    ))?;
    for entry in &list.skipped {
        let kid = entry
            .kid
            .as_ref()
            .map_or_else(String::new, |kid| format!(", key {kid}"));
        line(&format!(
            "  {}skipped{RESET} entry {}{kid}: {} [{}]",
            OPEN.render(),
            entry.ordinal + 1,
            entry.error,
            entry.error.code()
        ))?;
    }
    Ok(())
}

fn install(home: &Home, install: &InstallOptions) -> Result<Exit, CliError> {
    let options = &install.bundle;
    let path = options.bundle.clone().unwrap_or_else(|| home.bundle());
    let bytes = read_bundle(&path)?;
    let floor = installed_floor(home)?;
    let pins = pins(home, &options.root)?;
    let set = bundle::open(&path, &bytes, &pins, floor)?;
    tell_set(&path, &set)?;
    let accepted: &[TargetType] = if install.accept_losses {
        &REVOCATIONS
    } else {
        &[]
    };
    let policy = install.ledger_policy.as_deref().map(read_policy);
    let terms = Terms {
        policy: policy.transpose()?,
        demonstration: install.demo,
        proven: false,
    };
    let found = publisher::install(home, &bytes, &pins, floor, accepted, &terms)?;
    ledger::tell(found.as_ref())?;
    line(&format!(
        "{}✔{RESET} installed in {}",
        GOOD.render(),
        home.folder().display()
    ))?;
    Ok(Exit::Good)
}

pub(super) use self::ledger::{DEMONSTRATION, tell as tell_ledger};

/// The bundle that the options name, or the installed one, with the version it may not go below.
fn chosen(home: &Home, options: &BundleOptions) -> Result<(PathBuf, Floor), CliError> {
    match &options.bundle {
        Some(path) => Ok((path.clone(), Floor::default())),
        None => Ok((home.bundle(), installed_floor(home)?)),
    }
}

fn show(home: &Home, options: &ShowOptions) -> Result<Exit, CliError> {
    let (path, floor) = chosen(home, &options.bundle)?;
    let bytes = read_bundle(&path)?;
    let set = bundle::open(&path, &bytes, &pins(home, &options.bundle.root)?, floor)?;
    let found = ledger::check(home, &path, &options.bundle, &bytes, &set)?;
    let store = set.trust().map_err(|error| CliError::Bundle {
        path: path.clone(),
        error,
    })?;
    if options.json {
        for signer in store.signers() {
            line(&signer_json(signer))?;
        }
        return Ok(Exit::Good);
    }
    tell_set(&path, &set)?;
    ledger::tell(found.as_ref())?;
    let now = clock::now();
    let table = if options.signers {
        signers_table(&store, now)
    } else {
        country_table(&store, now)
    };
    line(&table.to_string())?;
    Ok(Exit::Good)
}

fn check(home: &Home, options: &BundleOptions) -> Result<Exit, CliError> {
    let (path, floor) = chosen(home, options)?;
    let bytes = read_bundle(&path)?;
    let set = bundle::open(&path, &bytes, &pins(home, &options.root)?, floor)?;
    let found = ledger::check(home, &path, options, &bytes, &set)?;
    let store = set.trust().map_err(|error| CliError::Bundle {
        path: path.clone(),
        error,
    })?;
    tell_set(&path, &set)?;
    ledger::tell(found.as_ref())?;
    let mut unusable = 0;
    for signer in store.signers() {
        if let Err(error) = signer.public_key() {
            unusable += 1;
            line(&format!(
                "  {}unusable{RESET} key {}: {error} [{}]",
                BAD.render(),
                signer.kid,
                error.code()
            ))?;
        }
    }
    let ended = count(&store, clock::now(), Validity::Ended);
    line(&format!(
        "{} signers: {} usable keys, {unusable} unusable, {ended} past their certificate's end",
        store.len(),
        store.len() - unusable
    ))?;
    Ok(if unusable == 0 {
        Exit::Good
    } else {
        Exit::NotDone
    })
}

fn count(store: &TrustStore, now: i64, validity: Validity) -> usize {
    store
        .signers()
        .iter()
        .filter(|signer| signer.validity_at(now) == validity)
        .count()
}

fn tell_set(path: &Path, set: &OpenedSet<'_>) -> Result<(), CliError> {
    let manifest = set.manifest();
    let age = render_span(set.age_secs(clock::now()));
    line(&format!(
        "{}✔{RESET} {}: every signature is right",
        GOOD.render(),
        harmless(&path.display().to_string())
    ))?;
    fact("version", &set.floor().to_string())?;
    fact(
        "issued",
        &format!("{} ({age} ago)", render_time(manifest.issued_at)),
    )?;
    fact("expires", &render_time(manifest.expires_at))?;
    fact("root", &set.root_fingerprint().to_string())
}

fn fact(name: &str, value: &str) -> Result<(), CliError> {
    line(&format!("  {}{name:9}{RESET} {value}", FAINT.render()))
}

fn usage(signer: &TrustedSigner) -> String {
    let usage = signer.usage;
    let letters = [
        (usage.allows_vaccination(), 'V'),
        (usage.allows_test(), 'T'),
        (usage.allows_recovery(), 'R'),
    ];
    letters
        .into_iter()
        .filter_map(|(allowed, letter)| allowed.then_some(letter))
        .collect()
}

fn country(signer: &TrustedSigner) -> String {
    signer
        .country
        .map_or_else(|| "–".to_owned(), |country| country.to_string())
}

/// Open ends are not dates.
fn end(secs: i64) -> String {
    if secs == i64::MAX {
        "open".to_owned()
    } else {
        render_date(secs)
    }
}

fn new_table(heading: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(heading);
    table
}

fn country_table(store: &TrustStore, now: i64) -> Table {
    let mut countries: BTreeMap<String, Vec<&TrustedSigner>> = BTreeMap::new();
    for signer in store.signers() {
        countries.entry(country(signer)).or_default().push(signer);
    }
    let mut table = new_table(&["country", "signers", "of these ended", "last end"]);
    for (country, signers) in countries {
        let ended = signers
            .iter()
            .filter(|s| s.validity_at(now) == Validity::Ended)
            .count();
        let last = signers
            .iter()
            .map(|signer| signer.not_after)
            .max()
            .unwrap_or_default();
        table.add_row([
            country,
            signers.len().to_string(),
            ended.to_string(),
            end(last),
        ]);
    }
    table
}

fn signers_table(store: &TrustStore, now: i64) -> Table {
    let mut table = new_table(&["country", "key", "signs", "until", ""]);
    for signer in store.signers() {
        let mark = if signer.validity_at(now) == Validity::Ended {
            "ended"
        } else {
            ""
        };
        table.add_row([
            country(signer),
            signer.kid.to_string(),
            usage(signer),
            end(signer.not_after),
            mark.to_owned(),
        ]);
    }
    table
}

fn signer_json(signer: &TrustedSigner) -> String {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    let bounded = |secs: i64, open: i64| (secs != open).then(|| render_time(secs));
    serde_json::json!({
        "country": signer.country.map(|country| country.to_string()),
        "kid": STANDARD.encode(signer.kid.as_bytes()),
        "usage": usage(signer),
        "not_before": bounded(signer.not_before, i64::MIN),
        "not_after": bounded(signer.not_after, i64::MAX),
        "spki": STANDARD.encode(&signer.spki),
    })
    .to_string()
}
