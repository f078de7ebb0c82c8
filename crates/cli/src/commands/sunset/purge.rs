//! The end of the records.

use std::path::Path;

use cleanbill_authority::sunset;
use cleanbill_issuer::sunset::unmet_to_purge;
use cleanbill_store::{PurgeCounts, Store, StoreConfig, StoreError};

use super::facts::{Place, of_purge};
use super::{report, tell_unmet, wipe::wipe};
use crate::args::PurgeOptions;
use crate::clock;
use crate::commands::backup::{KEYS, REGISTRY, waiting};
use crate::commands::keys::kek_is_in_token;
use crate::error::{CliError, RegistryError, ServeError, SunsetFault};
use crate::exit::Exit;
use crate::home::Home;
use crate::output::{GOOD, OPEN, RESET, line};

/// `cleanbill sunset purge`.
pub(super) fn purge(home: &Home, options: &PurgeOptions) -> Result<Exit, CliError> {
    match (&options.rehearsal, &options.report, &options.rehearsed) {
        (Some(folder), Some(to), _) => rehearse(home, options, folder, to),
        (_, _, Some(rehearsed)) => for_good(home, options, rehearsed),
        // The arguments leave no other way.
        _ => Ok(Exit::Usage),
    }
}

/// The purge of a copy. Its own settings are not read: they name the real databases.
fn rehearse(
    home: &Home,
    options: &PurgeOptions,
    folder: &Path,
    to: &Path,
) -> Result<Exit, CliError> {
    let place = Place::find(home, &options.store)?;
    let file = |name: &str| format!("sqlite:{}", folder.join(name).display());
    let mut copy = StoreConfig::new(match &options.copy_database {
        Some(url) => url.clone(),
        None => file(REGISTRY),
    });
    copy.keys = match &options.copy_key_database {
        Some(url) => Some(url.clone()),
        None => Some(file(KEYS)),
    };
    check_copy(home, folder, &place.store, &copy, options)?;
    let facts = of_purge(home, &place, None)?;
    let founding = sunset::founding(&folder.join("founding")).map_err(RegistryError::from)?;
    if founding != facts.founding {
        return Err(SunsetFault::OtherCopy.into());
    }
    let now = clock::now();
    let (before, after) = run(&copy, now)?;
    report::write(to, &founding, now, before, after)?;
    line(&format!("The copy in {} was purged:", folder.display()))?;
    report::show(before, after)?;
    if !after.is_clean() {
        return Err(left(after));
    }
    line(&format!("{}✔{RESET} {}", GOOD.render(), to.display()))?;
    let rehearsal = report::read(to)?;
    let real = cleanbill_issuer::sunset::PurgeFacts {
        rehearsal: Some(rehearsal),
        ..facts
    };
    let unmet = unmet_to_purge(&real, now);
    if !unmet.is_empty() {
        line("Of the registry itself nothing was changed. Before it can be purged:")?;
        tell_unmet(&unmet)?;
    }
    Ok(Exit::Good)
}

/// Refuses what is not another place than the registry's own.
fn check_copy(
    home: &Home,
    folder: &Path,
    real: &StoreConfig,
    copy: &StoreConfig,
    options: &PurgeOptions,
) -> Result<(), CliError> {
    let place = |path: &Path| std::fs::canonicalize(path).ok();
    let same_folder = place(folder).is_some() && place(folder) == place(home.folder());
    let file = |url: &str| {
        url.strip_prefix("sqlite:")
            .and_then(|path| place(Path::new(path)))
    };
    let is_same =
        |one: &str, other: &str| one == other || (file(one).is_some() && file(one) == file(other));
    let reals = [Some(real.url.as_str()), real.keys.as_deref()];
    let copies = [Some(copy.url.as_str()), copy.keys.as_deref()];
    let meets = copies.iter().flatten().any(|copied| {
        let mut reals = reals.iter().flatten();
        reals.any(|real| is_same(copied, real))
    });
    if same_folder || meets {
        return Err(SunsetFault::NoCopy.into());
    }
    // A database that is not there is not begun.
    if options.copy_database.is_none() {
        for name in [REGISTRY, KEYS] {
            let path = folder.join(name);
            if !path.is_file() {
                let kind = std::io::ErrorKind::NotFound;
                return Err(CliError::Read { path, kind });
            }
        }
    }
    Ok(())
}

fn for_good(home: &Home, options: &PurgeOptions, rehearsed: &Path) -> Result<Exit, CliError> {
    let place = Place::find(home, &options.store)?;
    let now = clock::now();
    let begun = waiting(async {
        let store = Store::open(&place.store).await?;
        let begun = store.is_purge_begun().await;
        store.close().await;
        begun
    })?;
    // What was begun cannot be taken back, and is better finished.
    if begun.map_err(ServeError::from)? {
        line("A purge was begun before, and goes on.")?;
    } else {
        let rehearsal = report::read(rehearsed)?;
        let facts = of_purge(home, &place, Some(rehearsal))?;
        let unmet = unmet_to_purge(&facts, now);
        if !unmet.is_empty() {
            line("The records stay as they are:")?;
            tell_unmet(&unmet)?;
            return Ok(Exit::Refused);
        }
    }
    let (before, after) = run(&place.store, now)?;
    report::show(before, after)?;
    if !after.is_clean() {
        return Err(left(after));
    }
    line(&format!(
        "{}✔{RESET} no record opens any more, here or in a backup of the registry; acts, leaves \
         and the ledger stay",
        GOOD.render()
    ))?;
    end_kek(home, options)?;
    Ok(Exit::Good)
}

fn end_kek(home: &Home, options: &PurgeOptions) -> Result<(), CliError> {
    if !options.destroy_kek {
        line(&format!(
            "{}!{RESET} backups of the key store open with the key-encryption key: destroy them, \
             or run this again with --destroy-kek",
            OPEN.render()
        ))?;
        return Ok(());
    }
    if kek_is_in_token(home)? {
        line(&format!(
            "{}!{RESET} the key-encryption key is in the token: destroy it there, with its tools",
            OPEN.render()
        ))?;
        return Ok(());
    }
    let path = home.folder().join("seal").join("kek");
    if !path.exists() {
        return line(&format!(
            "{}!{RESET} {} is not there (any more): destroy the file that `serve --kek` was given",
            OPEN.render(),
            path.display()
        ));
    }
    wipe(&path)?;
    line(&format!(
        "{}✔{RESET} {} is gone: no backup of the key store opens. Destroy its other copies",
        GOOD.render(),
        path.display()
    ))
}

fn left(after: PurgeCounts) -> CliError {
    let count = after.data_keys + after.lookups + after.channels + after.mandates + after.sessions;
    SunsetFault::Left { count }.into()
}

fn run(config: &StoreConfig, now: i64) -> Result<(PurgeCounts, PurgeCounts), CliError> {
    let mut tell = |done: u64| {
        anstream::eprint!("\r{done} data keys destroyed");
    };
    let done = waiting(async {
        let store = Store::open(config).await?;
        let before = store.purge_counts().await?;
        let after = sunset::purge(&store, now, &mut tell).await?;
        store.close().await;
        Ok::<_, StoreError>((before, after))
    })?;
    anstream::eprintln!();
    Ok(done.map_err(ServeError::from)?)
}
