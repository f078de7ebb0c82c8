//! What cargo and git know about this repository.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

/// The repository: where it lies and which crates it has.
pub(crate) struct Workspace {
    /// The folder of the root `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// Every member, in cargo's order.
    pub(crate) members: Vec<Member>,
}

/// One crate of the workspace.
pub(crate) struct Member {
    /// The package's name, `cleanbill-cose`.
    pub(crate) package: String,
    /// Its folder under the root with `/` between names, `crates/cose`.
    pub(crate) folder: String,
    /// Its dependencies on other crates of the workspace.
    pub(crate) imports: Vec<Import>,
}

/// A dependency on another crate of the workspace.
pub(crate) struct Import {
    /// The imported package's name.
    pub(crate) package: String,
    /// Where in the manifest it stands.
    pub(crate) kind: Kind,
}

/// Which table of a manifest a dependency stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `[dependencies]` or `[build-dependencies]`: needed to build the crate.
    Build,
    /// `[dev-dependencies]`: needed by its tests only.
    Dev,
}

/// The part of `cargo metadata` (format version 1) that is read here.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    workspace_root: PathBuf,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: PathBuf,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    kind: Option<String>,
    path: Option<PathBuf>,
}

impl Workspace {
    /// Asks cargo about the workspace that this program was built from.
    pub(crate) fn load() -> Result<Self> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        let output = cargo()
            .args([
                "metadata",
                "--no-deps",
                "--format-version",
                "1",
                "--manifest-path",
            ])
            .arg(manifest)
            .output();
        Self::parse(&text_of("cargo metadata", output)?)
    }

    /// Reads the output of `cargo metadata --no-deps`.
    pub(crate) fn parse(metadata: &str) -> Result<Self> {
        let metadata: Metadata =
            serde_json::from_str(metadata).context("cargo metadata is not as expected")?;
        let root = metadata.workspace_root;
        let members = metadata
            .packages
            .into_iter()
            .map(|package| Member::from_package(package, &root))
            .collect::<Result<_>>()?;
        Ok(Self { root, members })
    }

    /// Every file that git tracks or would track, under the root with `/` between names.
    pub(crate) fn files(&self) -> Result<Vec<String>> {
        let output = Command::new("git")
            .current_dir(&self.root)
            .args([
                "ls-files",
                "-z",
                "--cached",
                "--others",
                "--exclude-standard",
            ])
            .output();
        let mut files: Vec<String> = text_of("git ls-files", output)?
            .split_terminator('\0')
            .filter(|file| self.root.join(file).is_file())
            .map(str::to_owned)
            .collect();
        files.sort();
        files.dedup();
        Ok(files)
    }

    /// The text of a file; `None` when it is not UTF-8.
    pub(crate) fn text(&self, file: &str) -> Result<Option<String>> {
        let bytes = std::fs::read(self.root.join(file)).with_context(|| format!("read {file}"))?;
        Ok(String::from_utf8(bytes).ok())
    }
}

impl Member {
    fn from_package(package: Package, root: &Path) -> Result<Self> {
        let folder = package
            .manifest_path
            .parent()
            .and_then(|folder| folder.strip_prefix(root).ok())
            .with_context(|| format!("{} lies outside the workspace", package.name))?
            .to_string_lossy()
            .replace('\\', "/");
        let imports = package
            .dependencies
            .into_iter()
            .filter(|dependency| dependency.path.is_some() && dependency.name != package.name)
            .map(|dependency| Import {
                package: dependency.name,
                kind: if dependency.kind.as_deref() == Some("dev") {
                    Kind::Dev
                } else {
                    Kind::Build
                },
            })
            .collect();
        Ok(Self {
            package: package.name,
            folder,
            imports,
        })
    }
}

/// The cargo that runs this program.
pub(crate) fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The standard output of a command that must succeed.
pub(crate) fn text_of(what: &str, output: std::io::Result<Output>) -> Result<String> {
    let output = output.with_context(|| format!("cannot start {what}"))?;
    if !output.status.success() {
        bail!(
            "{what} failed:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    String::from_utf8(output.stdout).with_context(|| format!("{what} printed no UTF-8"))
}
