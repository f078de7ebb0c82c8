//! The signed set: what verifiers load.
