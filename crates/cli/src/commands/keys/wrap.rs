//! The key-encryption key: which one opens the ring, and another one in its place.

use std::path::{Path, PathBuf};

use cleanbill_authority::TokenKek;
use cleanbill_seal::{FileKek, Kek, KeyRing, SealError};
use cleanbill_signer::pkcs11::{TokenError, WrappingKey};

use crate::args::WrapOptions;
use crate::authority::Config;
use crate::entropy;
use crate::error::{CliError, KeysError, ServeError};
use crate::exit::Exit;
use crate::home::Home;
use crate::output::{GOOD, RESET, harmless, line};

fn seal(error: SealError) -> CliError {
    ServeError::from(error).into()
}

fn file_of(home: &Home, given: Option<&Path>) -> PathBuf {
    let own = || home.folder().join("seal").join("kek");
    given.map_or_else(own, Path::to_owned)
}

/// The key-encryption key of this folder: that of the token where `config.toml` names one, else a
/// file.
pub(crate) fn kek(home: &Home, file: Option<&Path>) -> Result<Box<dyn Kek>, CliError> {
    let config = Config::read(&home.config())?;
    if let Some(label) = config.hsm.as_ref().and_then(|hsm| hsm.kek.as_deref()) {
        return Ok(Box::new(in_token(&config, label)?));
    }
    let file = FileKek::open(&file_of(home, file)).map_err(seal)?;
    Ok(Box::new(file))
}

/// Whether `config.toml` names a key of the token.
pub(crate) fn kek_is_in_token(home: &Home) -> Result<bool, CliError> {
    let config = Config::read(&home.config())?;
    Ok(config.hsm.is_some_and(|hsm| hsm.kek.is_some()))
}

/// The wrapping key of this label; made if the token has none.
fn in_token(config: &Config, label: &str) -> Result<TokenKek, CliError> {
    let token = config.hsm.as_ref().ok_or(KeysError::NoToken)?.open()?;
    let key = match WrappingKey::open(&token, label) {
        Err(TokenError::KeyMissing) => WrappingKey::generate(&token, label, &entropy::draw()?),
        other => other,
    };
    let kek = TokenKek::new(key.map_err(KeysError::from)?);
    kek.check().map_err(seal)?;
    Ok(kek)
}

/// `cleanbill keys wrap`: the ring is wrapped anew, then the settings say by what. Whoever is
/// killed in between runs it again.
pub(super) fn wrap(home: &Home, options: &WrapOptions) -> Result<Exit, CliError> {
    let mut config = Config::read(&home.config())?;
    let ring_path = home.folder().join("seal").join("ring");
    let target: Box<dyn Kek> = match &options.token {
        Some(label) => Box::new(in_token(&config, label)?),
        None => Box::new(in_file(&file_of(home, options.file.as_deref()))?),
    };
    let present = kek(home, options.from.as_deref());
    match present.and_then(|kek| KeyRing::open(&ring_path, kek.as_ref()).map_err(seal)) {
        Ok(mut ring) => {
            let mut fill = entropy::fill;
            ring.change_kek(target.as_ref(), &mut fill).map_err(seal)?;
        }
        // Done before, and not written down: the new key opens it.
        Err(error) => {
            KeyRing::open(&ring_path, target.as_ref()).map_err(|_| error)?;
        }
    }
    let place = match &options.token {
        Some(label) => format!("the key `{}` of the token", harmless(label)),
        None => file_of(home, options.file.as_deref()).display().to_string(),
    };
    if let Some(hsm) = &mut config.hsm {
        hsm.kek.clone_from(&options.token);
    }
    config.write(&home.config())?;
    line(&format!(
        "{}✔{RESET} {place} opens the ring from now on, and nothing else does but for older copies",
        GOOD.render()
    ))?;
    Ok(Exit::Good)
}

fn in_file(path: &Path) -> Result<FileKek, CliError> {
    if path.is_file() {
        return FileKek::open(path).map_err(seal);
    }
    let mut fill = entropy::fill;
    FileKek::create(path, &mut fill).map_err(seal)
}
