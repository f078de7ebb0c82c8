//! `cleanbill restore`: a data folder from its backups, and a database that was taken back.

use std::fs;
use std::path::{Component, Path, PathBuf};

use cleanbill_issuer::registry::Shard;
use cleanbill_store::{Store, StoreConfig, check_copy};

use super::backup::{KEYS, REGISTRY, SUMS, copy_file, digest, read, waiting};
use crate::args::RestoreOptions;
use crate::atomic;
use crate::bundle::read_text;
use crate::commands::serve::read_store;
use crate::error::{CliError, ServeError};
use crate::exit::Exit;
use crate::home::Home;
use crate::output::{GOOD, OPEN, RESET, line};

pub(crate) fn run(home: &Home, options: &RestoreOptions) -> Result<Exit, CliError> {
    if let Some(from) = &options.from {
        bring_back(home, from, options.keys.as_deref())?;
    }
    let store = read_store(home, &options.store)?;
    waiting(make_ready(&store))??;
    line(&format!(
        "{}✔{RESET} ready: keys that were given since are passed over; everybody signs in anew, \
         and machines need new keys",
        GOOD.render()
    ))?;
    if options.from.is_some() {
        tell(home)?;
    }
    Ok(Exit::Good)
}

async fn make_ready(config: &StoreConfig) -> Result<(), CliError> {
    let store = Store::open(config).await.map_err(ServeError::from)?;
    let done = store.after_restore(Shard::default()).await;
    done.map_err(ServeError::from)?;
    let is_ready = store.is_as_new_as_keys(Shard::default()).await;
    let is_ready = is_ready.map_err(ServeError::from)?;
    store.close().await;
    if is_ready {
        Ok(())
    } else {
        Err(ServeError::OlderThanKeys.into())
    }
}

/// Looks at everything first, then copies; the registry last, by which a folder is known as used.
fn bring_back(home: &Home, from: &Path, keys: Option<&Path>) -> Result<(), CliError> {
    let (registry, key_store) = (home.folder().join(REGISTRY), home.folder().join(KEYS));
    let taken = [Some(&registry), keys.map(|_| &key_store)];
    // What a log of another registry says would be written over the restored one.
    for end in ["", "-wal", "-shm"] {
        for path in taken.into_iter().flatten() {
            let path = PathBuf::from(format!("{}{end}", path.display()));
            if path.exists() {
                return Err(ServeError::RegistryThere { path }.into());
            }
        }
    }
    if keys.is_none() && !key_store.is_file() {
        return Err(ServeError::KeysLost.into());
    }
    let names = check(from, REGISTRY)?;
    if let Some(keys) = keys {
        check(keys, KEYS)?;
        copy_large(&keys.join(KEYS), &key_store)?;
    }
    for name in names.iter().filter(|name| *name != REGISTRY) {
        copy_file(&from.join(name), &home.folder().join(name))?;
    }
    copy_large(&from.join(REGISTRY), &registry)?;
    line(&format!(
        "{}✔{RESET} {}",
        GOOD.render(),
        home.folder().display()
    ))
}

/// The files of a backup, each as it was when it was made.
fn check(folder: &Path, database: &str) -> Result<Vec<String>, CliError> {
    let not_one = || ServeError::NotABackup {
        path: folder.to_path_buf(),
    };
    let sums = read_text(&folder.join(SUMS))?;
    let mut names = Vec::new();
    for entry in sums.lines() {
        let (sum, name) = entry.split_once("  ").ok_or_else(not_one)?;
        // A name leads nowhere else.
        let parts = Path::new(name).components();
        if !parts
            .into_iter()
            .all(|part| matches!(part, Component::Normal(_)))
        {
            return Err(not_one().into());
        }
        let path = folder.join(name);
        if digest(&path)? != sum {
            return Err(ServeError::Altered { path }.into());
        }
        names.push(name.to_owned());
    }
    if !names.iter().any(|name| name == database) {
        return Err(not_one().into());
    }
    let path = folder.join(database);
    waiting(check_copy(&path))?.map_err(ServeError::from)?;
    Ok(names)
}

fn copy_large(from: &Path, to: &Path) -> Result<(), CliError> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(read(folder))?;
    }
    let failed = |error: std::io::Error| CliError::Write {
        path: to.to_path_buf(),
        kind: error.kind(),
    };
    fs::copy(from, to).map_err(failed)?;
    let file = fs::File::options().write(true).open(to).map_err(failed)?;
    atomic::own(&file).map_err(failed)?;
    file.sync_all().map_err(failed)
}

fn tell(home: &Home) -> Result<(), CliError> {
    line(&format!("{}!{RESET} still to do:", OPEN.render()))?;
    if !home.folder().join("seal").join("kek").is_file() {
        line("  bring seal/kek from its own place, or name it with --kek")?;
    }
    line("  `cleanbill keys rotate --lead-days 0`, then publish: a new key signs")?;
    line("  passes that were issued since the backup are not known: look at the paper")
}
