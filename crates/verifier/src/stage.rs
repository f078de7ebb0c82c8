//! The stages of a check, one a file: each looks at one thing and says what came of it.

pub(crate) mod content;
pub(crate) mod light;
pub(crate) mod revocation;
pub(crate) mod rules;
pub(crate) mod signature;
pub(crate) mod time;
