//! Appeals: what is contested, by when it is decided, and how.
