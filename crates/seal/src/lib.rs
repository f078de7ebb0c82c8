//! Sealed at rest: the keys of an authority, records under a key a person, keyed look-ups.
