-- Public submissions: what was filed, and its answers (docs/APPEALS.md).
-- The same tables are in ../postgres/0004_filing.up.sql.

-- What anybody filed. Nothing here leads to who did: the code by which they ask is kept as a hash.
CREATE TABLE filing (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Key of the filing, and of its leaf.
    id INTEGER NOT NULL,
    -- SHA-256 of the code by which whoever filed it asks for the answer.
    follow BLOB NOT NULL CHECK (length(follow) = 32),
    -- The day on which it came, days since 1970-01-01.
    day INTEGER NOT NULL,
    -- The region that it is addressed to; empty for the authority as a whole.
    region TEXT NOT NULL CHECK (length(region) <= 80),
    -- For whose eyes: number of redress::filing::Visibility.
    visibility INTEGER NOT NULL CHECK (visibility BETWEEN 1 AND 9),
    -- What it is: number of redress::filing::Kind.
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 9),
    PRIMARY KEY (shard, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX filing_follow ON filing (shard, follow);

-- What was filed, sealed under the key of filings.
CREATE TABLE filing_content (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Key of the filing.
    filing INTEGER NOT NULL,
    -- What opens its commitment, and the content, sealed.
    sealed BLOB NOT NULL CHECK (length(sealed) <= 4260000),
    PRIMARY KEY (shard, filing)
) STRICT;

-- What officers did about a filing.
CREATE TABLE filing_step (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Key of the filing.
    filing INTEGER NOT NULL,
    -- Number of the step, from 1.
    step INTEGER NOT NULL CHECK (step >= 1),
    -- What was done: number of redress::filing::StepKind.
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 9),
    -- Key of the officer.
    officer INTEGER NOT NULL,
    -- The day, days since 1970-01-01.
    day INTEGER NOT NULL,
    -- The last day on which an answer is in time from now on, where it was put off.
    due INTEGER,
    -- Why, where it was put off or removed: a number of the list for that.
    reason INTEGER,
    PRIMARY KEY (shard, filing, step)
) STRICT, WITHOUT ROWID;

-- The answer to a filing, sealed under the key of filings.
CREATE TABLE filing_answer (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Key of the filing.
    filing INTEGER NOT NULL,
    -- The answer, sealed.
    sealed BLOB NOT NULL CHECK (length(sealed) <= 70000),
    PRIMARY KEY (shard, filing)
) STRICT, WITHOUT ROWID;

-- Filings that wait for their answer, those that are due first in front.
CREATE TABLE filing_wait (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- The region that it is addressed to; empty for the authority as a whole.
    region TEXT NOT NULL CHECK (length(region) <= 80),
    -- The last day on which an answer is in time, days since 1970-01-01.
    due INTEGER NOT NULL,
    -- Key of the filing.
    filing INTEGER NOT NULL,
    PRIMARY KEY (shard, region, due, filing)
) STRICT, WITHOUT ROWID;

-- Filings that the public is to see.
CREATE TABLE filing_show (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Whether it is shown: number of redress::filing::Publication, 2 asked, 3 published.
    state INTEGER NOT NULL CHECK (state BETWEEN 2 AND 3),
    -- Key of the filing.
    filing INTEGER NOT NULL,
    PRIMARY KEY (shard, state, filing)
) STRICT, WITHOUT ROWID;

-- How much was filed and answered, by region: counts that lead to nobody.
CREATE TABLE filing_count (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- The region; empty for the authority as a whole.
    region TEXT NOT NULL CHECK (length(region) <= 80),
    -- How many were filed.
    filed INTEGER NOT NULL,
    -- How many were answered.
    answered INTEGER NOT NULL,
    -- How many of them after their day.
    late INTEGER NOT NULL,
    PRIMARY KEY (shard, region)
) STRICT, WITHOUT ROWID;

-- How much of the room for what is filed is taken: one row.
CREATE TABLE filing_room (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Always 1.
    id INTEGER NOT NULL CHECK (id = 1),
    -- Bytes of all contents and of what is around them.
    used INTEGER NOT NULL,
    PRIMARY KEY (shard, id)
) STRICT, WITHOUT ROWID;

-- Filings are named by the number of their entry.
CREATE INDEX ledger_span_entry ON ledger_span (shard, entry);
INSERT INTO filing_room (shard, id, used) VALUES (0, 1, 0);

-- What was filed, and what was done about it, stays (G06).
CREATE TRIGGER filing_no_update BEFORE UPDATE ON filing
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER filing_no_delete BEFORE DELETE ON filing
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER filing_content_no_update BEFORE UPDATE ON filing_content
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER filing_content_no_delete BEFORE DELETE ON filing_content
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER filing_step_no_update BEFORE UPDATE ON filing_step
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER filing_step_no_delete BEFORE DELETE ON filing_step
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER filing_answer_no_update BEFORE UPDATE ON filing_answer
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER filing_answer_no_delete BEFORE DELETE ON filing_answer
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
