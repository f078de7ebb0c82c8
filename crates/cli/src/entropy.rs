//! The one place that draws randomness from the operating system.

use crate::error::CliError;

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
