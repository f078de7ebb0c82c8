//! Registrations and assertions: what is accepted, what every attack meets, and hostile bytes.

mod assertions;
mod hostile;
mod options;
mod registrations;
mod support;
