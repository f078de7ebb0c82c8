-- Petitions: how many signatures were released on which day, and what was answered
-- (docs/APPEALS.md). The same tables are in ../postgres/0007_petition_answer.up.sql.

-- Signatures that were released, by day: what the ledger tells too.
CREATE TABLE petition_day (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Name of the petition.
    petition BLOB NOT NULL CHECK (length(petition) = 32),
    -- The day, since 1970-01-01.
    day INTEGER NOT NULL,
    -- How many were released on it.
    signatures INTEGER NOT NULL CHECK (signatures > 0),
    PRIMARY KEY (shard, petition, day)
) STRICT, WITHOUT ROWID;

-- Answers to petitions, as they are in the public ledger.
CREATE TABLE petition_answer (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Name of the petition.
    petition BLOB NOT NULL CHECK (length(petition) = 32),
    -- The day of the answer, since 1970-01-01.
    day INTEGER NOT NULL,
    -- The answer, which is public: UTF-8.
    text BLOB NOT NULL CHECK (length(text) BETWEEN 1 AND 65536),
    PRIMARY KEY (shard, petition, day)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER petition_day_no_delete BEFORE DELETE ON petition_day
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER petition_answer_no_update BEFORE UPDATE ON petition_answer
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER petition_answer_no_delete BEFORE DELETE ON petition_answer
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
