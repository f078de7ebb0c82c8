-- The way of the leaves into the public ledger (docs/LEDGER.md): which wait, which have a place,
-- how far. The same tables are in ../postgres/0002_ledger.up.sql.

-- Leaves that are not in the public ledger yet. A trigger writes them with the leaf, so that
-- none is forgotten, whoever writes it.
CREATE TABLE leaf_pending (
    -- The shard of the leaf.
    shard INTEGER NOT NULL,
    -- Key of the leaf.
    id INTEGER NOT NULL,
    PRIMARY KEY (shard, id)
) STRICT, WITHOUT ROWID;

-- The public ledger, in its order: what is here is in the log, and nothing else ever is at
-- that place.
CREATE TABLE ledger_entry (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Number of the entry in the log, from 0.
    id INTEGER NOT NULL CHECK (id >= 0),
    -- The leaf as it is published: canonical CBOR (cleanbill_ledger::leaf).
    body BLOB NOT NULL CHECK (length(body) BETWEEN 1 AND 65535),
    PRIMARY KEY (shard, id)
) STRICT, WITHOUT ROWID;

-- Which leaves of the registry an entry holds: all between two keys that were not in another
-- entry before.
CREATE TABLE ledger_span (
    -- The shard of the leaves.
    shard INTEGER NOT NULL,
    -- Highest key of a leaf in the entry.
    last INTEGER NOT NULL,
    -- Lowest key of a leaf in the entry.
    first INTEGER NOT NULL,
    -- Number of the entry.
    entry INTEGER NOT NULL,
    PRIMARY KEY (shard, last, entry)
) STRICT, WITHOUT ROWID;

-- Files of the ledger that are not published yet: batches, tables, lists.
CREATE TABLE ledger_file (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- What it is: 1 a batch, 2 an object.
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 9),
    -- What it is named by: the root of a batch, the SHA-256 of an object.
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    -- The file.
    body BLOB NOT NULL,
    PRIMARY KEY (shard, kind, digest)
) STRICT, WITHOUT ROWID;

-- Acts about one person that are in the ledger and in no table of a day yet: counts that lead
-- to nobody.
CREATE TABLE ledger_count (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Day on which they came into the ledger, days since 1970-01-01.
    day INTEGER NOT NULL,
    -- Kind of the act: number of issuer::act::ActKind.
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 99),
    -- Region of the act.
    region TEXT NOT NULL CHECK (length(region) <= 80),
    -- Why: number of issuer::act::Reason; 0 where there is none.
    reason INTEGER NOT NULL,
    -- On which ground of law: number of issuer::act::LegalBasis; 0 where there is none.
    basis INTEGER NOT NULL,
    -- Region of another office that signed; empty where it is the same.
    other TEXT NOT NULL CHECK (length(other) <= 80),
    -- How many.
    count INTEGER NOT NULL,
    PRIMARY KEY (shard, day, kind, region, reason, basis, other)
) STRICT, WITHOUT ROWID;

-- What the published tables and batches hide of a week, until it is opened.
CREATE TABLE ledger_rest (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- What is counted: number of ledger::leaf::Subject.
    subject INTEGER NOT NULL CHECK (subject BETWEEN 1 AND 99),
    -- First day of the week, a Monday, days since 1970-01-01.
    week INTEGER NOT NULL,
    -- Ground, kind of act or purpose; 0 for batches.
    what INTEGER NOT NULL,
    -- The region; empty for batches.
    region TEXT NOT NULL CHECK (length(region) <= 80),
    -- How many are hidden.
    count INTEGER NOT NULL,
    -- The sum of the blindings that hide them.
    blinding BLOB NOT NULL CHECK (length(blinding) = 32),
    PRIMARY KEY (shard, subject, week, what, region)
) STRICT, WITHOUT ROWID;

-- How far the ledger is: one row.
CREATE TABLE ledger_head (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Always 1.
    id INTEGER NOT NULL CHECK (id = 1),
    -- Entries that have their place.
    size INTEGER NOT NULL,
    -- Entries under the newest published checkpoint.
    published INTEGER NOT NULL,
    -- Entries under the newest checkpoint that the quorum of witnesses signed.
    cosigned INTEGER NOT NULL,
    -- Last day whose tables are in the ledger, days since 1970-01-01; 0 before the first.
    told INTEGER NOT NULL,
    -- First day of the last week that was opened; 0 before the first.
    opened INTEGER NOT NULL,
    PRIMARY KEY (shard, id)
) STRICT, WITHOUT ROWID;

-- What waits is what was written, whoever wrote it.
CREATE TRIGGER leaf_waits AFTER INSERT ON leaf
BEGIN
    INSERT INTO leaf_pending (shard, id) VALUES (NEW.shard, NEW.id);
END;
INSERT INTO leaf_pending (shard, id) SELECT shard, id FROM leaf;
INSERT INTO ledger_head (shard, id, size, published, cosigned, told, opened)
VALUES (0, 1, 0, 0, 0, 0, 0);

-- What has its place keeps it (G06).
CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER ledger_span_no_update BEFORE UPDATE ON ledger_span
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER ledger_span_no_delete BEFORE DELETE ON ledger_span
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
