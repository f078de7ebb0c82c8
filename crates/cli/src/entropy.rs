//! The one place that draws randomness from the operating system.

use crate::error::CliError;

/// Fresh random bytes, as many as there is room for. A system without randomness must not go on
/// with keys that anybody could guess.
pub(crate) fn fill(bytes: &mut [u8]) {
    #[expect(
        clippy::disallowed_methods,
        reason = "layer 3 is where randomness comes in"
    )]
    if getrandom::fill(bytes).is_err() {
        std::process::abort();
    }
}

/// 16 fresh random bytes.
pub(crate) fn draw() -> Result<[u8; 16], CliError> {
    let mut bytes = [0; 16];
    #[expect(
        clippy::disallowed_methods,
        reason = "layer 3 is where randomness comes in"
    )]
    getrandom::fill(&mut bytes).map_err(|_| CliError::NoRandomness)?;
    Ok(bytes)
}
