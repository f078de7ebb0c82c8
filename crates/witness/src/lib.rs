//! A witness of transparency logs.
