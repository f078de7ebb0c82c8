-- The key store, on SQLite: a file of its own, kept apart from the registry's backups, so that a
-- restored backup stays erased (G10). Own connections set secure_delete.

-- A person's data key, wrapped. Deleting the row erases the person's record (G10).
CREATE TABLE data_key (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- Whose.
    holder INTEGER NOT NULL,
    -- The sealing epoch whose key wraps it.
    epoch INTEGER NOT NULL,
    -- Nonce, wrapped key and tag: 60 bytes.
    wrapped BLOB NOT NULL CHECK (length(wrapped) = 60),
    PRIMARY KEY (shard, holder)
) STRICT, WITHOUT ROWID;
