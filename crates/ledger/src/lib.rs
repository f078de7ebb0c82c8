//! The public ledger: leaves, and the C2SP transparency log that they lie in.
