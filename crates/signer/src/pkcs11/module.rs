//! The library that speaks to tokens, one instance a process.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};

use super::error::TokenError;

/// A module is started once a process (PKCS #11 2.40, section 5.4), whoever uses it, and stays
/// loaded: unloading what started threads is not safe.
static MODULES: Mutex<BTreeMap<PathBuf, Arc<Module>>> = Mutex::new(BTreeMap::new());

pub(super) struct Module {
    library: Pkcs11,
    /// Read while a session is used, written while the module is started anew: no call is under
    /// way then.
    run: RwLock<Run>,
}

/// One life of the module, from being started to being stopped.
#[derive(Clone)]
pub(super) struct Run {
    /// Handles of another generation are void, and may meanwhile name something else.
    pub(super) generation: u64,
    /// How often a restart was tried.
    pub(super) restarts: u64,
    /// Whether it was started, or why not.
    pub(super) outcome: Result<(), TokenError>,
}

impl Module {
    /// The module of this path, loaded and started if it is not yet.
    pub(super) fn load(path: &Path) -> Result<Arc<Self>, TokenError> {
        let mut modules = MODULES.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(module) = modules.get(path) {
            return Ok(Arc::clone(module));
        }
        let library = Pkcs11::new(path)?;
        let outcome = start(&library);
        let module = Arc::new(Self {
            library,
            run: RwLock::new(Run {
                generation: 1,
                restarts: 0,
                outcome,
            }),
        });
        modules.insert(path.into(), Arc::clone(&module));
        Ok(module)
    }

    pub(super) const fn library(&self) -> &Pkcs11 {
        &self.library
    }

    /// The present life, which does not end while it is held.
    pub(super) fn run(&self) -> RwLockReadGuard<'_, Run> {
        self.run.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stops the module and starts it, unless somebody did since `restarts`. A flock of threads
    /// whose token is gone so costs one attempt, not one each.
    pub(super) fn restart(&self, restarts: u64) -> Result<(), TokenError> {
        let mut run = self.run.write().unwrap_or_else(PoisonError::into_inner);
        if run.restarts == restarts {
            run.restarts = run.restarts.wrapping_add(1);
            run.generation = run.generation.wrapping_add(1);
            // One that was not started cannot be stopped; whether it now starts is what counts.
            self.library.clone().finalize().ok();
            run.outcome = start(&self.library);
        }
        run.outcome.clone()
    }
}

/// A module whose tokens cannot be read does not start.
fn start(library: &Pkcs11) -> Result<(), TokenError> {
    let flags = CInitializeFlags::OS_LOCKING_OK;
    match library.initialize(CInitializeArgs::new(flags)) {
        Ok(()) | Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => Ok(()),
        Err(Error::Pkcs11(..)) => Err(TokenError::TokenGone),
        Err(error) => Err(error.into()),
    }
}
