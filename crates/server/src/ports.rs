//! What the server is given from outside: the clock.

use std::time::Duration;

/// The clocks of the machine, or in tests ones that are set by hand.
pub trait Clock: Send + Sync {
    /// Now, Unix seconds.
    fn now(&self) -> i64;
    /// Time since some moment; it never goes backwards.
    fn elapsed(&self) -> Duration;
}

/// Says whether passes can be signed at this time (Unix seconds): a code if not, such as
/// `keys.no-epoch`.
pub type SignerCheck = dyn Fn(i64) -> Result<(), &'static str> + Send + Sync;
