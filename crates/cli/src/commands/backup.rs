//! `cleanbill backup`: a registry, or its key store, copied while the service runs.
//!
//! ```text
//! FOLDER/SHA256SUMS             what `sha256sum -c` reads, and `cleanbill restore`
//! FOLDER/registry.sqlite        or keys.sqlite, and then nothing else
//! FOLDER/config.toml, founding, seal/ring, certificates/*, …
//! ```
//!
//! Keys that sign and the one that opens the ring are in no backup, and the data keys in one of
//! their own: whoever was erased stays erased in every backup of the registry.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use cleanbill_store::{Copied, StoreConfig, back_up, check_copy};

use crate::args::BackupOptions;
use crate::atomic::{self, Access};
use crate::commands::serve::read_store;
use crate::digest::digest_of;
use crate::error::{CliError, ServeError};
use crate::exit::Exit;
use crate::hex::hex;
use crate::home::Home;
use crate::output::{GOOD, OPEN, RESET, line};

/// The list of files and their digests.
pub(super) const SUMS: &str = "SHA256SUMS";
pub(super) const REGISTRY: &str = "registry.sqlite";
pub(super) const KEYS: &str = "keys.sqlite";
/// What goes along with a registry, where it is there: nothing that signs or opens.
const FILES: [&str; 7] = [
    "config.toml",
    "serve.toml",
    "epochs.toml",
    "founding",
    "pins",
    "manifest-version",
    "seal/ring",
];
const FOLDERS: [&str; 3] = ["certificates", "roots", "sunset"];

pub(crate) fn run(home: &Home, options: &BackupOptions) -> Result<Exit, CliError> {
    let store = read_store(home, &options.store)?;
    if !store.url.starts_with("sqlite:") {
        return Err(ServeError::NotOneFile.into());
    }
    if options.to.exists() {
        let path = options.to.clone();
        return Err(ServeError::BackupThere { path }.into());
    }
    // Complete under its name, or not there.
    let mut beside = options.to.clone().into_os_string();
    beside.push(".part");
    let part = PathBuf::from(beside);
    match fs::remove_dir_all(&part) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(written(&part)(error)),
        _ => {}
    }
    atomic::make_folder(&part).map_err(written(&part))?;
    let copied = if options.keys {
        vec![copy_database(&store, Copied::Keys, &part)?]
    } else {
        let mut copied = vec![copy_database(&store, Copied::Registry, &part)?];
        copied.extend(copy_files(home, &part)?);
        copied
    };
    write_sums(&part, &copied)?;
    fs::rename(&part, &options.to).map_err(written(&options.to))?;
    tell(home, options, copied.len())
}

fn written(path: &Path) -> impl Fn(std::io::Error) -> CliError {
    let path = path.to_path_buf();
    move |error| CliError::Write {
        path: path.clone(),
        kind: error.kind(),
    }
}

pub(super) fn read(path: &Path) -> impl Fn(std::io::Error) -> CliError {
    let path = path.to_path_buf();
    move |error| CliError::Read {
        path: path.clone(),
        kind: error.kind(),
    }
}

/// Waits for what the databases do.
pub(super) fn waiting<T>(work: impl Future<Output = T>) -> Result<T, CliError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    Ok(runtime.map_err(|_| ServeError::Threads)?.block_on(work))
}

fn copy_database(store: &StoreConfig, copied: Copied, to: &Path) -> Result<String, CliError> {
    let name = match copied {
        Copied::Registry => REGISTRY,
        Copied::Keys => KEYS,
    };
    let path = to.join(name);
    let copying = async {
        back_up(store, copied, &path).await?;
        check_copy(&path).await
    };
    waiting(copying)?.map_err(ServeError::from)?;
    let file = File::open(&path).map_err(read(&path))?;
    atomic::own(&file).map_err(written(&path))?;
    file.sync_all().map_err(written(&path))?;
    Ok(name.to_owned())
}

fn copy_files(home: &Home, to: &Path) -> Result<Vec<String>, CliError> {
    let mut names: Vec<String> = FILES.map(str::to_owned).to_vec();
    for folder in FOLDERS {
        let Ok(entries) = fs::read_dir(home.folder().join(folder)) else {
            continue;
        };
        let entries = entries.filter_map(Result::ok);
        names.extend(entries.filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            Some(format!("{folder}/{name}"))
        }));
    }
    names.retain(|name| home.folder().join(name).is_file());
    for name in &names {
        copy_file(&home.folder().join(name), &to.join(name))?;
    }
    Ok(names)
}

/// Copies a small file, for its owner alone.
pub(super) fn copy_file(from: &Path, to: &Path) -> Result<(), CliError> {
    let bytes = fs::read(from).map_err(read(from))?;
    atomic::write(to, &bytes, Access::Secret)
}

fn write_sums(folder: &Path, names: &[String]) -> Result<(), CliError> {
    let mut text = String::new();
    for name in names {
        let digest = digest(&folder.join(name))?;
        text.push_str(&format!("{digest}  {name}\n"));
    }
    atomic::write(&folder.join(SUMS), text.as_bytes(), Access::Secret)
}

/// The SHA-256 of a file of any length, hexadecimal.
pub(super) fn digest(path: &Path) -> Result<String, CliError> {
    let (digest, _) = digest_of(path)?;
    Ok(hex(&digest))
}

fn tell(home: &Home, options: &BackupOptions, files: usize) -> Result<Exit, CliError> {
    let to = options.to.display();
    line(&format!("{}✔{RESET} {to}: {files} files", GOOD.render()))?;
    if options.keys {
        line("  The key store alone. Keep it for days, apart from backups of the registry:")?;
        line("  whoever is erased today comes back with it.")?;
        return Ok(Exit::Good);
    }
    let kek = home.folder().join("seal").join("kek");
    line(&format!("{}!{RESET} not in it, on purpose:", OPEN.render()))?;
    line("  the key store: `cleanbill backup --keys --to ANOTHER-FOLDER`, kept for days")?;
    line(&format!(
        "  {}: opens the ring; keep it in a third place",
        kek.display()
    ))?;
    line("  keys that sign and their counters: after a restore, a new key signs")?;
    Ok(Exit::Good)
}
