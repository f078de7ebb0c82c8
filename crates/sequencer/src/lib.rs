//! Turns the leaves of a registry into the public ledger.
