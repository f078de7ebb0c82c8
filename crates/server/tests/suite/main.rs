//! The service, asked without a socket.

#![expect(clippy::tests_outside_test_module, reason = "all of this is tests")]

mod attacks;
mod framework;
mod people;
mod roles;
mod support;
