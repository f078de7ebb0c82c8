-- Health links that are served: ciphertext, and who may still ask for it (docs/interop/links.md).
-- The same tables are in ../sqlite/0009_health_link.up.sql, with a comment over each column.

CREATE TABLE cleanbill.health_link (
    shard INTEGER NOT NULL CHECK (shard = 0),
    path BYTEA NOT NULL CHECK (length(path) = 32),
    revocation BYTEA NOT NULL CHECK (length(revocation) = 32),
    form SMALLINT NOT NULL CHECK (form BETWEEN 1 AND 2),
    passcode BYTEA CHECK (length(passcode) = 32),
    attempts SMALLINT NOT NULL CHECK (attempts BETWEEN 0 AND 9),
    ticket BYTEA NOT NULL CHECK (length(ticket) = 32),
    expires_at BIGINT NOT NULL,
    size BIGINT NOT NULL CHECK (size >= 0),
    PRIMARY KEY (shard, path)
);
COMMENT ON TABLE cleanbill.health_link IS
    'A link that a holder made. Nothing here leads to whoever made it, and what opens the files '
    'is in the link alone: neither its key nor its address is kept.';
COMMENT ON COLUMN cleanbill.health_link.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.health_link.path IS 'SHA-256 of the random part of the address.';
COMMENT ON COLUMN cleanbill.health_link.revocation IS
    'SHA-256 of the code by which the holder ends it.';
COMMENT ON COLUMN cleanbill.health_link.form IS
    'What it is: 1 a list of files, 2 one file without a list.';
COMMENT ON COLUMN cleanbill.health_link.passcode IS
    'SHA-256 of the random part of the address and the passcode, where one is asked for.';
COMMENT ON COLUMN cleanbill.health_link.attempts IS
    'How many wrong passcodes are still borne; at 0 it is disabled.';
COMMENT ON COLUMN cleanbill.health_link.ticket IS
    'Random: what addresses of single files are proven by, each for minutes.';
COMMENT ON COLUMN cleanbill.health_link.expires_at IS 'When it ends, Unix seconds.';
COMMENT ON COLUMN cleanbill.health_link.size IS
    'Bytes that its files take, and what is around them.';
CREATE UNIQUE INDEX health_link_revocation ON cleanbill.health_link (shard, revocation);
CREATE INDEX health_link_expires ON cleanbill.health_link (shard, expires_at);

CREATE TABLE cleanbill.health_link_file (
    shard INTEGER NOT NULL CHECK (shard = 0),
    path BYTEA NOT NULL CHECK (length(path) = 32),
    number SMALLINT NOT NULL CHECK (number BETWEEN 1 AND 99),
    kind SMALLINT NOT NULL CHECK (kind BETWEEN 1 AND 9),
    sealed BYTEA NOT NULL CHECK (length(sealed) <= 4260000),
    PRIMARY KEY (shard, path, number)
);
COMMENT ON TABLE cleanbill.health_link_file IS 'A file of a link, encrypted before it came here.';
COMMENT ON COLUMN cleanbill.health_link_file.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.health_link_file.path IS
    'The link: SHA-256 of the random part of its address.';
COMMENT ON COLUMN cleanbill.health_link_file.number IS 'Its number, from 1.';
COMMENT ON COLUMN cleanbill.health_link_file.kind IS
    'What it is: 1 a SMART Health Card, 2 FHIR, 3 a token for a FHIR server.';
COMMENT ON COLUMN cleanbill.health_link_file.sealed IS 'The encrypted file: a compact JWE.';

CREATE TABLE cleanbill.health_link_room (
    shard INTEGER NOT NULL CHECK (shard = 0),
    id SMALLINT NOT NULL CHECK (id = 1),
    used BIGINT NOT NULL,
    PRIMARY KEY (shard, id)
);
COMMENT ON TABLE cleanbill.health_link_room IS 'How much of the room for files is taken: one row.';
COMMENT ON COLUMN cleanbill.health_link_room.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.health_link_room.id IS 'Always 1.';
COMMENT ON COLUMN cleanbill.health_link_room.used IS 'Bytes of all links together.';
INSERT INTO cleanbill.health_link_room (shard, id, used) VALUES (0, 1, 0);

GRANT SELECT, INSERT, UPDATE, DELETE ON
    cleanbill.health_link, cleanbill.health_link_file, cleanbill.health_link_room
    TO cleanbill_service;
