-- The key store, on PostgreSQL: a schema or a database of its own, kept out of the registry's dumps
-- (pg_dump --exclude-schema=cleanbill_keys), so that a restored backup stays erased (G10).

CREATE TABLE cleanbill_keys.data_key (
    shard INTEGER NOT NULL,
    holder BIGINT NOT NULL,
    epoch INTEGER NOT NULL,
    wrapped BYTEA NOT NULL CHECK (length(wrapped) = 60),
    PRIMARY KEY (shard, holder)
);
COMMENT ON TABLE cleanbill_keys.data_key IS
    'A person''s data key, wrapped. Deleting the row erases the person''s record (G10).';
COMMENT ON COLUMN cleanbill_keys.data_key.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill_keys.data_key.holder IS 'Whose.';
COMMENT ON COLUMN cleanbill_keys.data_key.epoch IS 'The sealing epoch whose key wraps it.';
COMMENT ON COLUMN cleanbill_keys.data_key.wrapped IS 'Nonce, wrapped key and tag: 60 bytes.';

GRANT USAGE ON SCHEMA cleanbill_keys TO cleanbill_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON cleanbill_keys.data_key TO cleanbill_service;
