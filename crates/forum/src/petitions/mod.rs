//! Petitions: vouchers exchanged, signatures taken and released in batches.
