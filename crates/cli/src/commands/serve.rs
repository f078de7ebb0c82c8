//! `cleanbill serve`: the authority over HTTP.

mod opening;
mod pages;
mod policies;
mod published;
mod readiness;
mod setting;
mod shelf;
mod validation;
mod watched;

use std::sync::Arc;
use std::time::{Duration, Instant};

use cleanbill_authority::{Authority, Entropy};
use cleanbill_forum::links::Links;
use cleanbill_forum::petitions::Petitions;
use cleanbill_issuer::caps::day_of;
use cleanbill_server::{
    Clock, FILTER, Parts, Service, Settings, Sites, SteadyClock, audit, json_log,
};
use cleanbill_store::StoreConfig;
use tokio::sync::watch;
use tracing::subscriber::set_global_default;

pub(crate) use self::opening::{Opened, open, open_beside};
pub(crate) use self::setting::{read_local, read_store};
use crate::args::ServeOptions;
use crate::clock;
use crate::error::{CliError, ServeError};
use crate::exit::Exit;
use crate::home::Home;
use crate::oblivious_keys::KeyFile;
use crate::output::{FAINT, GOOD, OPEN, RESET, line};
use crate::own_ledger::{Gate, Going};
use crate::petition_keys::{self, FileKeys};

/// The clocks of this machine.
struct Machine(Instant);

impl Clock for Machine {
    fn now(&self) -> i64 {
        clock::now()
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// The generator of the operating system.
pub(crate) struct System;

impl Entropy for System {
    #[expect(
        clippy::disallowed_methods,
        reason = "layer 3 is where randomness comes in"
    )]
    fn fill(&self, bytes: &mut [u8]) {
        // A system without randomness must not go on with keys that anybody could guess.
        if getrandom::fill(bytes).is_err() {
            std::process::abort();
        }
    }
}

/// How often what is due is looked for.
const DUE_EVERY: Duration = Duration::from_secs(30);
/// After witnesses have answered: whoever waits for them brings their act into force themselves.
const AFTER_ANSWER: Duration = Duration::from_secs(1);
/// How often signatures under petitions are released.
const RELEASE_EVERY: Duration = Duration::from_secs(60 * 60);
const DAY_SECS: i64 = 86_400;
/// Bytes that all health links together may take.
const LINKS_ROOM_BYTES: u64 = 4 << 30;
/// How long answers to requests are kept, seconds.
const ANSWERS_KEPT_SECS: i64 = 7 * DAY_SECS;

pub(crate) fn run(home: &Home, options: &ServeOptions) -> Result<Exit, CliError> {
    if let Some(path) = &options.validation {
        return validation::run(home, path);
    }
    let (settings, store, folder) = setting::read(home, options)?;
    let sites = pages::find(home, folder.as_deref())?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|_| ServeError::Threads)?;
    // Whoever set a log before has it.
    set_global_default(json_log(std::io::stderr, &log_filter())).unwrap_or_default();
    let entropy: Arc<dyn Entropy> = Arc::new(System);
    runtime.block_on(async {
        let opened = open(home, options.kek.as_deref(), &settings, &store, &entropy).await?;
        serve(home, opened, (settings, sites), &store, entropy).await
    })?;
    line("The service has stopped.")?;
    Ok(Exit::Good)
}

pub(super) fn log_filter() -> String {
    std::env::var("RUST_LOG").unwrap_or_else(|_| FILTER.to_owned())
}

async fn serve(
    home: &Home,
    opened: Opened,
    (settings, sites): (Settings, Sites),
    store: &StoreConfig,
    entropy: Arc<dyn Entropy>,
) -> Result<(), CliError> {
    for finding in audit(&settings, store).iter().map(ToString::to_string) {
        line(&format!("{}!{RESET} {finding}", OPEN.render()))?;
    }
    let scheme = if settings.tls.is_some() {
        "https"
    } else {
        "http"
    };
    let filings = opened.filings(&entropy)?;
    let answered = opened.gate().map(Gate::answered);
    let authority = opened.authority;
    let link = first_link(&authority).await?;
    let keys = Arc::new(FileKeys::of(home));
    let petitions = Petitions::new(authority.store(), keys, Arc::new(petition_keys::System));
    let filling = entropy.clone();
    let fill = Arc::new(move |bytes: &mut [u8]| filling.fill(bytes));
    let links = Links::new(authority.store(), fill, LINKS_ROOM_BYTES);
    let oblivious = KeyFile::open(home, clock::now(), entropy.as_ref())?;
    let parts = Parts {
        authority: authority.clone(),
        entropy: entropy.clone(),
        clock: Arc::new(Machine(clock::stopwatch())),
        signer_check: opened.signer_check,
        policies: Some(Arc::new(policies::Installed::of(home))),
        filings,
        petitions: Some(petitions.clone()),
        links: Some(links),
        oblivious: Some(oblivious.gateway.clone()),
        ledger: shelf::find(home, tokio::runtime::Handle::current())?,
        sites: sites.clone(),
    };
    let service = Service::bind(parts, settings)
        .await
        .map_err(ServeError::from)?;
    // Before anybody is told that it is there, and may ask it to stop.
    let stop = stop();
    tell_start(&service, scheme, &sites, link.as_deref())?;
    let store = authority.store().clone();
    let renewing = entropy.clone();
    let clock = service.clock();
    let _going = Going::of(opened.rounds.map(|rounds| {
        let now = move || clock.now().ok();
        tokio::spawn(rounds.run(now, move |bytes: &mut [u8]| entropy.fill(bytes)))
    }));
    let renewals = tokio::spawn(renewals(oblivious, service.clock(), renewing));
    let releases = tokio::spawn(releases(petitions, service.clock()));
    let chores = tokio::spawn(chores(authority, service.clock(), answered));
    let ended = service.run(stop).await;
    chores.abort();
    releases.abort();
    renewals.abort();
    store.close().await;
    Ok(ended.map_err(ServeError::from)?)
}

/// Where it is, and what can be done there.
fn tell_start(
    service: &Service,
    scheme: &str,
    sites: &Sites,
    link: Option<&str>,
) -> Result<(), CliError> {
    let address = service.address().map_err(ServeError::from)?;
    let check = service.check_address().map_err(ServeError::from)?;
    line(&format!(
        "{}✔{RESET} listening on {scheme}://{address}",
        GOOD.render()
    ))?;
    line(&format!("  {scheme}://{address}/docs describes the API"))?;
    pages::tell(sites, scheme, address, check)?;
    if let Some(link) = link {
        line("  Nobody works here yet. Whoever has this secret founds the authority, once:")?;
        line(&format!("  {link}"))?;
        line("  POST it to /api/v1/registration/options, then to /api/v1/founding.")?;
    }
    line(&format!("{}Ctrl-C stops it.{RESET}", FAINT.render()))
}

/// The one-time link of an authority that was not founded yet.
async fn first_link(authority: &Authority) -> Result<Option<String>, ServeError> {
    if authority.is_founded().await? {
        return Ok(None);
    }
    let token = authority.begin_founding(clock::now()).await?;
    Ok(Some(token.to_text()))
}

/// What has to be done from time to time: acts whose time has come, sessions that ran out.
async fn chores(
    authority: Authority,
    clock: SteadyClock,
    mut answered: Option<watch::Receiver<u64>>,
) {
    let mut every = tokio::time::interval(DUE_EVERY);
    loop {
        tokio::select! {
            _ = every.tick() => {}
            () = answer(&mut answered) => tokio::time::sleep(AFTER_ANSWER).await,
        }
        // Nothing takes effect by a clock that is wrong.
        let now = match clock.now() {
            Ok(now) => now,
            Err(error) => {
                tracing::error!(
                    code = error.code(),
                    "the clock is wrong: nothing is decided"
                );
                continue;
            }
        };
        if let Err(error) = authority.take_due_effects(now).await {
            tracing::warn!(code = error.code(), "acts that are due wait");
        }
        let answers_before = now.saturating_sub(ANSWERS_KEPT_SECS);
        if let Err(error) = authority.store().expire(now, answers_before).await {
            tracing::warn!(code = error.code(), "what ran out stays");
        }
    }
}

/// Until the witnesses have signed all that an act waited for; for ever without a ledger here.
async fn answer(answered: &mut Option<watch::Receiver<u64>>) {
    if let Some(receiver) = answered
        && receiver.changed().await.is_ok()
    {
        return;
    }
    std::future::pending().await
}

/// Signatures under petitions, released at fixed times: when they appear tells nothing.
async fn releases(petitions: Petitions, clock: SteadyClock) {
    let mut every = tokio::time::interval(RELEASE_EVERY);
    loop {
        every.tick().await;
        let Ok(now) = clock.now() else { continue };
        let day = day_of(now);
        if let Err(error) = petitions.release(day).await {
            tracing::warn!(code = error.code(), "signatures wait");
        }
    }
}

/// The keys of the gateway, made anew when it is time.
async fn renewals(mut oblivious: KeyFile, clock: SteadyClock, entropy: Arc<dyn Entropy>) {
    let mut every = tokio::time::interval(RELEASE_EVERY);
    loop {
        every.tick().await;
        let Ok(now) = clock.now() else { continue };
        if let Err(error) = oblivious.renew(now, entropy.as_ref()) {
            tracing::warn!(%error, "the gateway keeps its keys");
        }
    }
}

/// Until the process is asked to end. It is listened for from the call on.
pub(super) fn stop() -> impl Future<Output = ()> + Send + 'static {
    #[cfg(unix)]
    let terminated = {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::terminate())
    };
    async move {
        let interrupted = tokio::signal::ctrl_c();
        #[cfg(unix)]
        if let Ok(mut terminated) = terminated {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
        // A machine without signals is stopped by its power switch.
        interrupted.await.unwrap_or_default();
    }
}
