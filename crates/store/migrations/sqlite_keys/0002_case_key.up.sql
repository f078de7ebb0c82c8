-- The keys of appeals: apart from people's, so that destroying one leaves the other.

-- The key of an appeal, wrapped by the ring's key of appeals. Deleting the row erases the appeal.
CREATE TABLE case_key (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- Of which appeal.
    appeal INTEGER NOT NULL,
    -- Nonce, wrapped key and tag: 60 bytes.
    wrapped BLOB NOT NULL CHECK (length(wrapped) = 60),
    PRIMARY KEY (shard, appeal)
) STRICT, WITHOUT ROWID;
