//! `cleanbill witness`: cosign what logs publish, as long as they only grow.

use std::path::PathBuf;
use std::sync::Arc;

use cleanbill_crypto::Signer;
use cleanbill_ledger::{KeyUse, VerifierKey};
use cleanbill_server::json_log;
use cleanbill_signer::KeyType;
use cleanbill_witness::{Clock, ConnectionLimits, Folder, Witness, WitnessError, WitnessedLog};
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use tracing::subscriber::set_global_default;

use super::serve::{log_filter, stop};
use crate::args::{WitnessAction, WitnessInitOptions, WitnessServeOptions};
use crate::atomic::{self, Access};
use crate::authority::read_key;
use crate::bundle::read_text;
use crate::clock;
use crate::error::{CliError, ServeError, WitnessFault};
use crate::exit::Exit;
use crate::home::Home;
use crate::output::{FAINT, GOOD, OPEN, RESET, line};
use crate::publisher::make_key;

/// `DATA/witness/witness.toml`.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Config {
    name: String,
    #[serde(default)]
    logs: Vec<String>,
}

struct Machine;

impl Clock for Machine {
    fn now(&self) -> i64 {
        clock::now()
    }
}

/// Where a witness lies in a data folder.
struct Place(PathBuf);

impl Place {
    fn of(home: &Home) -> Self {
        Self(home.folder().join("witness"))
    }

    fn config(&self) -> PathBuf {
        self.0.join("witness.toml")
    }

    fn key(&self) -> PathBuf {
        self.0.join("key.pem")
    }

    fn logs(&self) -> PathBuf {
        self.0.join("logs")
    }

    fn read(&self) -> Result<Config, CliError> {
        let path = self.config();
        if !path.is_file() {
            return Err(WitnessFault::None {
                path: self.0.clone(),
            }
            .into());
        }
        toml::from_str(&read_text(&path)?).map_err(|_| CliError::Malformed {
            path,
            detail: "not a configuration with name and logs",
        })
    }
}

pub(crate) fn run(home: &Home, action: WitnessAction) -> Result<Exit, CliError> {
    let place = Place::of(home);
    match action {
        WitnessAction::Init(options) => init(&place, &options),
        WitnessAction::Serve(options) => serve(&place, options),
        WitnessAction::Show => show(&place),
    }
}

fn vkey(name: &str, signer: &dyn Signer) -> Result<VerifierKey, CliError> {
    let key = VerifierKey::of_signer(name, KeyUse::Witness, signer);
    key.map_err(|error| WitnessFault::from(WitnessError::Key { error }).into())
}

fn init(place: &Place, options: &WitnessInitOptions) -> Result<Exit, CliError> {
    if place.config().exists() || place.key().exists() {
        return Err(WitnessFault::Exists {
            path: place.0.clone(),
        }
        .into());
    }
    let key = make_key(KeyType::Ed25519)?;
    let vkey = vkey(&options.name, &key)?;
    let pem = key
        .to_pkcs8_pem()
        .map_err(|error| CliError::MakeKey { error })?;
    let config = Config {
        name: options.name.clone(),
        logs: options.log.iter().map(ToString::to_string).collect(),
    };
    let text = toml::to_string(&config).map_err(|_| CliError::Malformed {
        path: place.config(),
        detail: "the name is not text",
    })?;
    atomic::make_folder(&place.0).map_err(|error| CliError::Write {
        path: place.0.clone(),
        kind: error.kind(),
    })?;
    atomic::write(&place.key(), pem.as_bytes(), Access::Secret)?;
    // Last: what has a configuration is complete.
    atomic::write(&place.config(), text.as_bytes(), Access::Public)?;
    let (good, faint) = (GOOD.render(), FAINT.render());
    line(&format!("{good}✔{RESET} a witness, with a key of its own"))?;
    line(&format!("  {vkey}"))?;
    line("Give this line to whom you witness for, and to everybody who asks.")?;
    line(&format!(
        "{faint}`cleanbill witness serve` starts it. Never run two with this key.{RESET}"
    ))?;
    Ok(Exit::Good)
}

fn show(place: &Place) -> Result<Exit, CliError> {
    let config = place.read()?;
    let key = read_key(&place.key())?;
    line(&format!("name {}", config.name))?;
    line(&format!("vkey {}", vkey(&config.name, &key)?))?;
    let remembered = cleanbill_witness::remembered(&place.logs()).map_err(WitnessFault::from)?;
    let logs: Result<Vec<WitnessedLog>, WitnessError> =
        config.logs.iter().map(|log| log.parse()).collect();
    let mut origins: Vec<String> = logs
        .map_err(WitnessFault::from)?
        .iter()
        .map(|log| log.origin().to_owned())
        .collect();
    let seen = remembered.iter().map(|it| it.checkpoint.origin.clone());
    origins.extend(seen);
    origins.sort_unstable();
    origins.dedup();
    for origin in origins {
        let found = remembered.iter().find(|it| it.checkpoint.origin == origin);
        let size = found.map_or(0, |it| it.checkpoint.size);
        line(&format!("log {origin}"))?;
        line(&format!("size {size}"))?;
    }
    Ok(Exit::Good)
}

fn serve(place: &Place, options: WitnessServeOptions) -> Result<Exit, CliError> {
    let config = place.read()?;
    let mut logs = options.log;
    for log in &config.logs {
        logs.push(log.parse().map_err(WitnessFault::from)?);
    }
    if logs.is_empty() {
        return Err(WitnessFault::NoLogs.into());
    }
    if !options.listen.ip().is_loopback() && !options.plain {
        return Err(WitnessFault::Plain.into());
    }
    // Whoever set a log before has it.
    set_global_default(json_log(std::io::stderr, &log_filter())).unwrap_or_default();
    let signer = Box::new(read_key(&place.key())?);
    let disk = Folder::open(&place.logs()).map_err(WitnessFault::from)?;
    let clock = Box::new(Machine);
    let witness = Witness::open(&config.name, signer, &logs, Arc::new(disk), clock);
    let witness = Arc::new(witness.map_err(WitnessFault::from)?);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|_| ServeError::Threads)?;
    runtime.block_on(async {
        let failed =
            |error: std::io::Error| WitnessFault::from(WitnessError::Listen { kind: error.kind() });
        let listener = TcpListener::bind(options.listen).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        // Before anybody is told that it is there, and may ask it to stop.
        let stop = stop();
        line(&format!(
            "{}✔{RESET} listening on http://{address}",
            GOOD.render()
        ))?;
        line(&format!("  {}", witness.key()))?;
        for (origin, seen) in witness.logs() {
            let size = seen.map_or(0, |seen| seen.size);
            line(&format!("  {origin}: {size} leaves cosigned"))?;
        }
        if options.plain {
            let open = OPEN.render();
            line(&format!("{open}!{RESET} plain HTTP, as was asked for"))?;
        }
        line(&format!("{}Ctrl-C stops it.{RESET}", FAINT.render()))?;
        let limits = ConnectionLimits::default();
        let served = cleanbill_witness::serve(listener, witness, limits, stop).await;
        served.map_err(|error| CliError::from(WitnessFault::from(error)))
    })?;
    line("The witness has stopped.")?;
    Ok(Exit::Good)
}
