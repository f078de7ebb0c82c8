-- Petitions: how many signatures were released on which day, and what was answered
-- (docs/APPEALS.md). The same tables are in ../sqlite/0007_petition_answer.up.sql.

CREATE TABLE cleanbill.petition_day (
    shard INTEGER NOT NULL CHECK (shard = 0),
    petition BYTEA NOT NULL CHECK (length(petition) = 32),
    day INTEGER NOT NULL,
    signatures INTEGER NOT NULL CHECK (signatures > 0),
    PRIMARY KEY (shard, petition, day)
);
COMMENT ON TABLE cleanbill.petition_day IS
    'Signatures that were released, by day: what the ledger tells too.';
COMMENT ON COLUMN cleanbill.petition_day.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.petition_day.petition IS 'Name of the petition.';
COMMENT ON COLUMN cleanbill.petition_day.day IS 'The day, since 1970-01-01.';
COMMENT ON COLUMN cleanbill.petition_day.signatures IS 'How many were released on it.';

CREATE TABLE cleanbill.petition_answer (
    shard INTEGER NOT NULL CHECK (shard = 0),
    petition BYTEA NOT NULL CHECK (length(petition) = 32),
    day INTEGER NOT NULL,
    text BYTEA NOT NULL CHECK (length(text) BETWEEN 1 AND 65536),
    PRIMARY KEY (shard, petition, day)
);
COMMENT ON TABLE cleanbill.petition_answer IS
    'Answers to petitions, as they are in the public ledger.';
COMMENT ON COLUMN cleanbill.petition_answer.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.petition_answer.petition IS 'Name of the petition.';
COMMENT ON COLUMN cleanbill.petition_answer.day IS 'The day of the answer, since 1970-01-01.';
COMMENT ON COLUMN cleanbill.petition_answer.text IS 'The answer, which is public: UTF-8.';

CREATE TRIGGER petition_day_no_delete
    BEFORE DELETE OR TRUNCATE ON cleanbill.petition_day
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER petition_answer_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.petition_answer
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();

GRANT SELECT, INSERT ON cleanbill.petition_answer TO cleanbill_service;
GRANT SELECT, INSERT, UPDATE ON cleanbill.petition_day TO cleanbill_service;
