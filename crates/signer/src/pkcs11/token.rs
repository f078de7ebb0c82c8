use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cryptoki::error::{Error, RvError};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::{Slot, TokenInfo};

use super::error::TokenError;
use super::module::{Module, Run};
use super::pin::Pin;

/// Which token of a module.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenName {
    /// The one initialised token with this label, up to 32 bytes.
    Label(String),
    /// The token in the slot with this number. Some modules number their slots anew at each start.
    Slot(u64),
}

/// A token that is logged into, shared by its clones.
#[derive(Clone)]
pub struct Token(Arc<Inner>);

struct Inner {
    path: PathBuf,
    module: Arc<Module>,
    name: TokenName,
    pin: Pin,
    line: Mutex<Line>,
}

/// The connection to the token.
#[derive(Default)]
struct Line {
    /// The life of the module that this belongs to; 0 before the first.
    generation: u64,
    slot: Option<Slot>,
    /// Keeps the log-in, which ends with the last session.
    keeper: Option<Session>,
    idle: Vec<Session>,
    /// The PIN was refused, and is not tried again.
    refused: Option<TokenError>,
}

/// An error, and the restart before which it happened.
struct Failure {
    error: TokenError,
    restarts: u64,
}

impl Token {
    /// Loads the PKCS#11 module at `path` (or finds it loaded) and logs into one of its tokens.
    ///
    /// A module is native code: it runs inside this process, and must be one that is trusted.
    ///
    /// # Errors
    /// [`TokenError`] of module, token and PIN.
    pub fn open(path: &Path, name: TokenName, pin: Pin) -> Result<Self, TokenError> {
        let token = Self(Arc::new(Inner {
            path: path.into(),
            module: Module::load(path)?,
            name,
            pin,
            line: Mutex::new(Line::default()),
        }));
        token.persist(|_, _| Ok(()))?;
        Ok(token)
    }

    /// Does `work` with a session that is logged in. If the token is gone, connects anew once, and
    /// does it again.
    pub(super) fn persist<T>(
        &self,
        work: impl Fn(&Session, u64) -> Result<T, TokenError>,
    ) -> Result<T, TokenError> {
        let failure = match self.attempt(&work) {
            Ok(done) => return Ok(done),
            Err(failure) => failure,
        };
        if !failure.error.may_pass() {
            return Err(failure.error);
        }
        self.0.module.restart(failure.restarts)?;
        self.attempt(&work).map_err(|failure| failure.error)
    }

    /// Does `work` with a session that is logged in, once: what it does must not be done twice.
    pub(super) fn once<T>(
        &self,
        work: impl Fn(&Session, u64) -> Result<T, TokenError>,
    ) -> Result<T, TokenError> {
        self.attempt(&work).map_err(|failure| failure.error)
    }

    fn attempt<T>(
        &self,
        work: &impl Fn(&Session, u64) -> Result<T, TokenError>,
    ) -> Result<T, Failure> {
        let run = self.0.module.run();
        let failure = |error| Failure {
            error,
            restarts: run.restarts,
        };
        let session = self.session(&run).map_err(failure)?;
        match work(&session, run.generation) {
            Ok(done) => {
                self.line().idle.push(session);
                Ok(done)
            }
            Err(error) => {
                // In what state it is nobody knows; if it is void, closing it fails.
                session.close().ok();
                Err(failure(error))
            }
        }
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.0.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An idle session, or a new one.
    fn session(&self, run: &Run) -> Result<Session, TokenError> {
        run.outcome.clone()?;
        let mut line = self.line();
        if line.generation != run.generation {
            let refused = line.refused.take();
            // Sessions of another life are forgotten, not closed: their handles may be in use.
            *line = Line {
                refused,
                ..Line::default()
            };
            self.connect(&mut line)?;
            line.generation = run.generation;
        }
        if let Some(session) = line.idle.pop() {
            return Ok(session);
        }
        let slot = line.slot.ok_or(TokenError::TokenGone)?;
        drop(line);
        Ok(self.0.module.library().open_rw_session_no_drop(slot)?)
    }

    fn connect(&self, line: &mut Line) -> Result<(), TokenError> {
        if let Some(refused) = &line.refused {
            return Err(refused.clone());
        }
        let library = self.0.module.library();
        let (slot, info) = self.find()?;
        check_pin_state(&info)?;
        let keeper = library.open_ro_session_no_drop(slot)?;
        match keeper.login(UserType::User, Some(self.0.pin.secret())) {
            // Another user of this module in this process logged in: it is the same log-in.
            Ok(()) | Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => {}
            Err(error) => {
                keeper.close().ok();
                let error = TokenError::from(error);
                if matches!(error, TokenError::PinRefused | TokenError::PinLocked) {
                    line.refused = Some(error.clone());
                }
                return Err(error);
            }
        }
        line.slot = Some(slot);
        line.keeper = Some(keeper);
        Ok(())
    }

    /// The slot of the token. A slot that cannot be looked into is not it.
    fn find(&self) -> Result<(Slot, TokenInfo), TokenError> {
        let library = self.0.module.library();
        let mut found = None;
        for slot in library.get_slots_with_token()? {
            let Ok(info) = library.get_token_info(slot) else {
                continue;
            };
            let is_it = match &self.0.name {
                TokenName::Label(label) => info.token_initialized() && info.label() == label,
                TokenName::Slot(id) => slot.id() == *id,
            };
            if is_it && found.replace((slot, info)).is_some() {
                return Err(TokenError::TokenAmbiguous);
            }
        }
        found.ok_or(TokenError::TokenGone)
    }
}

/// A PIN is not tried where a wrong one would lock the token, or has.
fn check_pin_state(info: &TokenInfo) -> Result<(), TokenError> {
    if info.user_pin_locked() {
        Err(TokenError::PinLocked)
    } else if info.user_pin_final_try() {
        Err(TokenError::PinFinalTry)
    } else {
        Ok(())
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        let run = self.module.run();
        let line = self.line.get_mut().unwrap_or_else(PoisonError::into_inner);
        if line.generation == run.generation {
            for session in line.idle.drain(..).chain(line.keeper.take()) {
                session.close().ok();
            }
        }
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token")
            .field("module", &self.0.path)
            .field("name", &self.0.name)
            .finish_non_exhaustive()
    }
}
