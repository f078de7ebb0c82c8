-- The keys of appeals: apart from people's, so that destroying one leaves the other.

CREATE TABLE cleanbill_keys.case_key (
    shard INTEGER NOT NULL,
    appeal BIGINT NOT NULL,
    wrapped BYTEA NOT NULL CHECK (length(wrapped) = 60),
    PRIMARY KEY (shard, appeal)
);
COMMENT ON TABLE cleanbill_keys.case_key IS
    'The key of an appeal, wrapped by the ring''s key of appeals. Deleting the row erases the '
    'appeal.';
COMMENT ON COLUMN cleanbill_keys.case_key.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill_keys.case_key.appeal IS 'Of which appeal.';
COMMENT ON COLUMN cleanbill_keys.case_key.wrapped IS 'Nonce, wrapped key and tag: 60 bytes.';

GRANT SELECT, INSERT, DELETE ON cleanbill_keys.case_key TO cleanbill_service;
