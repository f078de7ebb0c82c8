use std::path::Path;

use cleanbill_signer::share::wrap;

use crate::args::ShareOptions;
use crate::atomic::{self, Access};
use crate::authority::read_key;
use crate::entropy;
use crate::epochs::Register;
use crate::error::{CliError, SunsetFault};
use crate::exit::Exit;
use crate::home::Home;
use crate::output::{GOOD, OPEN, RESET, line};

/// `cleanbill keys share`: the wrapped key last, so that one that is there has all its shares.
pub(super) fn share(home: &Home, options: &ShareOptions) -> Result<Exit, CliError> {
    let register = Register::read(home)?;
    let entry = register.find(options.number)?;
    let number = entry.number;
    if entry.token_id.is_some() {
        return Err(SunsetFault::InToken { number }.into());
    }
    let place = home.wrapped_key(&entry.name);
    if place.exists() {
        return Err(SunsetFault::SharedAlready { number }.into());
    }
    let dsc = entry.certificate(home)?;
    let key = read_key(&home.key(&entry.name))?;
    if !dsc
        .public_key()
        .is_ok_and(|public| public == *cleanbill_crypto::Signer::public_key(&key))
    {
        return Err(CliError::ForeignKey);
    }
    let pkcs8 = key
        .to_pkcs8_der()
        .map_err(|error| CliError::MakeKey { error })?;
    let (custodians, threshold) = (options.custodians, options.threshold);
    let mut fill = entropy::fill;
    let made = wrap(
        &pkcs8,
        dsc.kid(),
        dsc.thumbprint(),
        custodians,
        threshold,
        &mut fill,
    );
    let (wrapped, shares) = made.map_err(SunsetFault::from)?;
    make_folder(&options.to)?;
    for share in &shares {
        let name = format!("{}-share-{}-of-{custodians}", entry.name, share.number);
        let path = options.to.join(name);
        atomic::write(&path, share.to_text().as_bytes(), Access::Secret)?;
    }
    atomic::write(&place, wrapped.to_text().as_bytes(), Access::Secret)?;
    line(&format!(
        "{}✔{RESET} key epoch {number}: any {threshold} of {custodians} custodians can bring its \
         key back, with {}",
        GOOD.render(),
        place.display()
    ))?;
    line(&format!(
        "{}!{RESET} hand each file of {} to another custodian, and keep none: they are the key",
        OPEN.render(),
        options.to.display()
    ))?;
    Ok(Exit::Good)
}

/// A new folder of its owner's: shares of two keys do not come to lie together unseen.
fn make_folder(path: &Path) -> Result<(), CliError> {
    let failed = |kind| CliError::Write {
        path: path.into(),
        kind,
    };
    if path.exists() {
        return Err(failed(std::io::ErrorKind::AlreadyExists));
    }
    atomic::make_folder(path).map_err(|error| failed(error.kind()))
}
