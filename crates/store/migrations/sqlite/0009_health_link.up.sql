-- Health links that are served: ciphertext, and who may still ask for it (docs/interop/links.md).
-- The same tables are in ../postgres/0009_health_link.up.sql.

-- A link that a holder made. Nothing here leads to whoever made it, and what opens the files is in
-- the link alone: neither its key nor its address is kept.
CREATE TABLE health_link (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- SHA-256 of the random part of the address.
    path BLOB NOT NULL CHECK (length(path) = 32),
    -- SHA-256 of the code by which the holder ends it.
    revocation BLOB NOT NULL CHECK (length(revocation) = 32),
    -- What it is: 1 a list of files, 2 one file without a list.
    form INTEGER NOT NULL CHECK (form BETWEEN 1 AND 2),
    -- SHA-256 of the random part of the address and the passcode, where one is asked for.
    passcode BLOB CHECK (length(passcode) = 32),
    -- How many wrong passcodes are still borne; at 0 it is disabled.
    attempts INTEGER NOT NULL CHECK (attempts BETWEEN 0 AND 9),
    -- Random: what addresses of single files are proven by, each for minutes.
    ticket BLOB NOT NULL CHECK (length(ticket) = 32),
    -- When it ends, Unix seconds.
    expires_at INTEGER NOT NULL,
    -- Bytes that its files take, and what is around them.
    size INTEGER NOT NULL CHECK (size >= 0),
    PRIMARY KEY (shard, path)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX health_link_revocation ON health_link (shard, revocation);
CREATE INDEX health_link_expires ON health_link (shard, expires_at);

-- A file of a link, encrypted before it came here.
CREATE TABLE health_link_file (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- The link: SHA-256 of the random part of its address.
    path BLOB NOT NULL CHECK (length(path) = 32),
    -- Its number, from 1.
    number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 99),
    -- What it is: 1 a SMART Health Card, 2 FHIR, 3 a token for a FHIR server.
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 9),
    -- The encrypted file: a compact JWE.
    sealed BLOB NOT NULL CHECK (length(sealed) <= 4260000),
    PRIMARY KEY (shard, path, number)
) STRICT;

-- How much of the room for files is taken: one row.
CREATE TABLE health_link_room (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Always 1.
    id INTEGER NOT NULL CHECK (id = 1),
    -- Bytes of all links together.
    used INTEGER NOT NULL,
    PRIMARY KEY (shard, id)
) STRICT, WITHOUT ROWID;
INSERT INTO health_link_room (shard, id, used) VALUES (0, 1, 0);
