//! The authority over HTTP: REST, sign-in, the holder's door.
