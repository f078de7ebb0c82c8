-- The way of the leaves into the public ledger (docs/LEDGER.md): which wait, which have a place,
-- how far. The same tables are in ../sqlite/0002_ledger.up.sql.

CREATE TABLE cleanbill.leaf_pending (
    shard INTEGER NOT NULL,
    id BIGINT NOT NULL,
    PRIMARY KEY (shard, id)
);
COMMENT ON TABLE cleanbill.leaf_pending IS
    'Leaves that are not in the public ledger yet. A trigger writes them with the leaf, so that '
    'none is forgotten, whoever writes it.';
COMMENT ON COLUMN cleanbill.leaf_pending.shard IS 'The shard of the leaf.';
COMMENT ON COLUMN cleanbill.leaf_pending.id IS 'Key of the leaf.';

CREATE TABLE cleanbill.ledger_entry (
    shard INTEGER NOT NULL CHECK (shard = 0),
    id BIGINT NOT NULL CHECK (id >= 0),
    body BYTEA NOT NULL CHECK (length(body) BETWEEN 1 AND 65535),
    PRIMARY KEY (shard, id)
);
COMMENT ON TABLE cleanbill.ledger_entry IS
    'The public ledger, in its order: what is here is in the log, and nothing else ever is at '
    'that place.';
COMMENT ON COLUMN cleanbill.ledger_entry.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.ledger_entry.id IS 'Number of the entry in the log, from 0.';
COMMENT ON COLUMN cleanbill.ledger_entry.body IS
    'The leaf as it is published: canonical CBOR (cleanbill_ledger::leaf).';

CREATE TABLE cleanbill.ledger_span (
    shard INTEGER NOT NULL,
    last BIGINT NOT NULL,
    first BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (shard, last, entry)
);
COMMENT ON TABLE cleanbill.ledger_span IS
    'Which leaves of the registry an entry holds: all between two keys that were not in another '
    'entry before.';
COMMENT ON COLUMN cleanbill.ledger_span.shard IS 'The shard of the leaves.';
COMMENT ON COLUMN cleanbill.ledger_span.last IS 'Highest key of a leaf in the entry.';
COMMENT ON COLUMN cleanbill.ledger_span.first IS 'Lowest key of a leaf in the entry.';
COMMENT ON COLUMN cleanbill.ledger_span.entry IS 'Number of the entry.';

CREATE TABLE cleanbill.ledger_file (
    shard INTEGER NOT NULL CHECK (shard = 0),
    kind SMALLINT NOT NULL CHECK (kind BETWEEN 1 AND 9),
    digest BYTEA NOT NULL CHECK (length(digest) = 32),
    body BYTEA NOT NULL,
    PRIMARY KEY (shard, kind, digest)
);
COMMENT ON TABLE cleanbill.ledger_file IS
    'Files of the ledger that are not published yet: batches, tables, lists.';
COMMENT ON COLUMN cleanbill.ledger_file.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.ledger_file.kind IS 'What it is: 1 a batch, 2 an object.';
COMMENT ON COLUMN cleanbill.ledger_file.digest IS
    'What it is named by: the root of a batch, the SHA-256 of an object.';
COMMENT ON COLUMN cleanbill.ledger_file.body IS 'The file.';

CREATE TABLE cleanbill.ledger_count (
    shard INTEGER NOT NULL CHECK (shard = 0),
    day INTEGER NOT NULL,
    kind SMALLINT NOT NULL CHECK (kind BETWEEN 1 AND 99),
    region TEXT NOT NULL CHECK (length(region) <= 80),
    reason SMALLINT NOT NULL,
    basis SMALLINT NOT NULL,
    other TEXT NOT NULL CHECK (length(other) <= 80),
    count BIGINT NOT NULL,
    PRIMARY KEY (shard, day, kind, region, reason, basis, other)
);
COMMENT ON TABLE cleanbill.ledger_count IS
    'Acts about one person that are in the ledger and in no table of a day yet: counts that lead '
    'to nobody.';
COMMENT ON COLUMN cleanbill.ledger_count.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.ledger_count.day IS
    'Day on which they came into the ledger, days since 1970-01-01.';
COMMENT ON COLUMN cleanbill.ledger_count.kind IS 'Kind of the act: number of issuer::act::ActKind.';
COMMENT ON COLUMN cleanbill.ledger_count.region IS 'Region of the act.';
COMMENT ON COLUMN cleanbill.ledger_count.reason IS
    'Why: number of issuer::act::Reason; 0 where there is none.';
COMMENT ON COLUMN cleanbill.ledger_count.basis IS
    'On which ground of law: number of issuer::act::LegalBasis; 0 where there is none.';
COMMENT ON COLUMN cleanbill.ledger_count.other IS
    'Region of another office that signed; empty where it is the same.';
COMMENT ON COLUMN cleanbill.ledger_count.count IS 'How many.';

CREATE TABLE cleanbill.ledger_rest (
    shard INTEGER NOT NULL CHECK (shard = 0),
    subject SMALLINT NOT NULL CHECK (subject BETWEEN 1 AND 99),
    week INTEGER NOT NULL,
    what SMALLINT NOT NULL,
    region TEXT NOT NULL CHECK (length(region) <= 80),
    count BIGINT NOT NULL,
    blinding BYTEA NOT NULL CHECK (length(blinding) = 32),
    PRIMARY KEY (shard, subject, week, what, region)
);
COMMENT ON TABLE cleanbill.ledger_rest IS
    'What the published tables and batches hide of a week, until it is opened.';
COMMENT ON COLUMN cleanbill.ledger_rest.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.ledger_rest.subject IS
    'What is counted: number of ledger::leaf::Subject.';
COMMENT ON COLUMN cleanbill.ledger_rest.week IS
    'First day of the week, a Monday, days since 1970-01-01.';
COMMENT ON COLUMN cleanbill.ledger_rest.what IS 'Ground, kind of act or purpose; 0 for batches.';
COMMENT ON COLUMN cleanbill.ledger_rest.region IS 'The region; empty for batches.';
COMMENT ON COLUMN cleanbill.ledger_rest.count IS 'How many are hidden.';
COMMENT ON COLUMN cleanbill.ledger_rest.blinding IS 'The sum of the blindings that hide them.';

CREATE TABLE cleanbill.ledger_head (
    shard INTEGER NOT NULL CHECK (shard = 0),
    id SMALLINT NOT NULL CHECK (id = 1),
    size BIGINT NOT NULL,
    published BIGINT NOT NULL,
    cosigned BIGINT NOT NULL,
    told INTEGER NOT NULL,
    opened INTEGER NOT NULL,
    PRIMARY KEY (shard, id)
);
COMMENT ON TABLE cleanbill.ledger_head IS 'How far the ledger is: one row.';
COMMENT ON COLUMN cleanbill.ledger_head.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.ledger_head.id IS 'Always 1.';
COMMENT ON COLUMN cleanbill.ledger_head.size IS 'Entries that have their place.';
COMMENT ON COLUMN cleanbill.ledger_head.published IS
    'Entries under the newest published checkpoint.';
COMMENT ON COLUMN cleanbill.ledger_head.cosigned IS
    'Entries under the newest checkpoint that the quorum of witnesses signed.';
COMMENT ON COLUMN cleanbill.ledger_head.told IS
    'Last day whose tables are in the ledger, days since 1970-01-01; 0 before the first.';
COMMENT ON COLUMN cleanbill.ledger_head.opened IS
    'First day of the last week that was opened; 0 before the first.';

-- What waits is what was written, whoever wrote it.
CREATE FUNCTION cleanbill.leaf_waits() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = cleanbill, pg_temp AS $$
BEGIN
    INSERT INTO leaf_pending (shard, id) SELECT added.shard, added.id FROM added;
    RETURN NULL;
END
$$;
CREATE TRIGGER leaf_waits AFTER INSERT ON cleanbill.leaf
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.leaf_waits();
INSERT INTO cleanbill.leaf_pending (shard, id) SELECT shard, id FROM cleanbill.leaf;
INSERT INTO cleanbill.ledger_head (shard, id, size, published, cosigned, told, opened)
VALUES (0, 1, 0, 0, 0, 0, 0);

-- What has its place keeps it (G06).
CREATE TRIGGER ledger_entry_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER ledger_span_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.ledger_span
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();

GRANT SELECT, INSERT ON cleanbill.ledger_entry, cleanbill.ledger_span TO cleanbill_service;
GRANT SELECT, DELETE ON cleanbill.leaf_pending TO cleanbill_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON
    cleanbill.ledger_file, cleanbill.ledger_count, cleanbill.ledger_rest, cleanbill.ledger_head
    TO cleanbill_service;
