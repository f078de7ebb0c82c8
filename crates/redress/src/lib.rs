//! The answer that a citizen is owed: appeals, public submissions and petitions, as data and state
//! machines.
//!
//! Nothing here reads a clock, draws a random number or writes anywhere: what time it is and what
//! is random are arguments, and what is kept is for the store.

pub mod case;
pub mod filing;
pub mod petition;
