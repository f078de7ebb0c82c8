//! One module a command: options in, exit code out.

pub(crate) mod audit;
pub(crate) mod backup;
pub(crate) mod bench;
pub(crate) mod demo;
pub(crate) mod draw;
pub(crate) mod gate;
pub(crate) mod generate;
pub(crate) mod init;
pub(crate) mod inspect;
pub(crate) mod issue;
pub(crate) mod keys;
pub(crate) mod ledger;
pub(crate) mod light;
pub(crate) mod policy;
pub(crate) mod print;
pub(crate) mod publish;
mod publish_files;
pub(crate) mod receipt;
pub(crate) mod restore;
pub(crate) mod revocation;
pub(crate) mod rules;
pub(crate) mod serve;
pub(crate) mod sunset;
pub(crate) mod trust;
pub(crate) mod update;
pub(crate) mod verify;
pub(crate) mod witness;
