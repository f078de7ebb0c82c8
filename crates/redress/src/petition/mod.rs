//! Petitions: one person, one signature, and nobody knows whose.
