//! Every test here runs over both backends; where they differ, `divergence` says so.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

/// Runs generic tests once for each backend.
macro_rules! over_both_backends {
    ($($test:ident),+ $(,)?) => {
        mod aws_lc {
            $(#[test] fn $test() { super::$test::<cleanbill_crypto::backend::AwsLc>(); })+
        }
        mod rust_crypto {
            $(#[test] fn $test() { super::$test::<cleanbill_crypto::backend::RustCrypto>(); })+
        }
    };
}

mod aead;
mod codes;
mod divergence;
mod hostile;
mod keys;
mod signatures;
mod signers;
mod wycheproof;
