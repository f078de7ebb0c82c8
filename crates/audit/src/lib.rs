//! The audit of an authority from its published files alone.
