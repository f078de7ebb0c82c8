-- Public submissions: what was filed, and its answers (docs/APPEALS.md).
-- The same tables are in ../sqlite/0004_filing.up.sql.

CREATE TABLE cleanbill.filing (
    shard INTEGER NOT NULL CHECK (shard = 0),
    id BIGINT NOT NULL,
    follow BYTEA NOT NULL CHECK (length(follow) = 32),
    day INTEGER NOT NULL,
    region TEXT NOT NULL CHECK (length(region) <= 80),
    visibility SMALLINT NOT NULL CHECK (visibility BETWEEN 1 AND 9),
    kind SMALLINT NOT NULL CHECK (kind BETWEEN 1 AND 9),
    PRIMARY KEY (shard, id)
);
COMMENT ON TABLE cleanbill.filing IS
    'What anybody filed. Nothing here leads to who did: the code by which they ask is kept as a '
    'hash.';
COMMENT ON COLUMN cleanbill.filing.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.filing.id IS 'Key of the filing, and of its leaf.';
COMMENT ON COLUMN cleanbill.filing.follow IS
    'SHA-256 of the code by which whoever filed it asks for the answer.';
COMMENT ON COLUMN cleanbill.filing.day IS 'The day on which it came, days since 1970-01-01.';
COMMENT ON COLUMN cleanbill.filing.region IS
    'The region that it is addressed to; empty for the authority as a whole.';
COMMENT ON COLUMN cleanbill.filing.visibility IS
    'For whose eyes: number of redress::filing::Visibility.';
COMMENT ON COLUMN cleanbill.filing.kind IS 'What it is: number of redress::filing::Kind.';
CREATE UNIQUE INDEX filing_follow ON cleanbill.filing (shard, follow);

CREATE TABLE cleanbill.filing_content (
    shard INTEGER NOT NULL CHECK (shard = 0),
    filing BIGINT NOT NULL,
    sealed BYTEA NOT NULL CHECK (length(sealed) <= 4260000),
    PRIMARY KEY (shard, filing)
);
COMMENT ON TABLE cleanbill.filing_content IS 'What was filed, sealed under the key of filings.';
COMMENT ON COLUMN cleanbill.filing_content.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.filing_content.filing IS 'Key of the filing.';
COMMENT ON COLUMN cleanbill.filing_content.sealed IS
    'What opens its commitment, and the content, sealed.';

CREATE TABLE cleanbill.filing_step (
    shard INTEGER NOT NULL CHECK (shard = 0),
    filing BIGINT NOT NULL,
    step SMALLINT NOT NULL CHECK (step >= 1),
    kind SMALLINT NOT NULL CHECK (kind BETWEEN 1 AND 9),
    officer BIGINT NOT NULL,
    day INTEGER NOT NULL,
    due INTEGER,
    reason SMALLINT,
    PRIMARY KEY (shard, filing, step)
);
COMMENT ON TABLE cleanbill.filing_step IS 'What officers did about a filing.';
COMMENT ON COLUMN cleanbill.filing_step.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.filing_step.filing IS 'Key of the filing.';
COMMENT ON COLUMN cleanbill.filing_step.step IS 'Number of the step, from 1.';
COMMENT ON COLUMN cleanbill.filing_step.kind IS
    'What was done: number of redress::filing::StepKind.';
COMMENT ON COLUMN cleanbill.filing_step.officer IS 'Key of the officer.';
COMMENT ON COLUMN cleanbill.filing_step.day IS 'The day, days since 1970-01-01.';
COMMENT ON COLUMN cleanbill.filing_step.due IS
    'The last day on which an answer is in time from now on, where it was put off.';
COMMENT ON COLUMN cleanbill.filing_step.reason IS
    'Why, where it was put off or removed: a number of the list for that.';

CREATE TABLE cleanbill.filing_answer (
    shard INTEGER NOT NULL CHECK (shard = 0),
    filing BIGINT NOT NULL,
    sealed BYTEA NOT NULL CHECK (length(sealed) <= 70000),
    PRIMARY KEY (shard, filing)
);
COMMENT ON TABLE cleanbill.filing_answer IS
    'The answer to a filing, sealed under the key of filings.';
COMMENT ON COLUMN cleanbill.filing_answer.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.filing_answer.filing IS 'Key of the filing.';
COMMENT ON COLUMN cleanbill.filing_answer.sealed IS 'The answer, sealed.';

CREATE TABLE cleanbill.filing_wait (
    shard INTEGER NOT NULL CHECK (shard = 0),
    region TEXT NOT NULL CHECK (length(region) <= 80),
    due INTEGER NOT NULL,
    filing BIGINT NOT NULL,
    PRIMARY KEY (shard, region, due, filing)
);
COMMENT ON TABLE cleanbill.filing_wait IS
    'Filings that wait for their answer, those that are due first in front.';
COMMENT ON COLUMN cleanbill.filing_wait.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.filing_wait.region IS
    'The region that it is addressed to; empty for the authority as a whole.';
COMMENT ON COLUMN cleanbill.filing_wait.due IS
    'The last day on which an answer is in time, days since 1970-01-01.';
COMMENT ON COLUMN cleanbill.filing_wait.filing IS 'Key of the filing.';

CREATE TABLE cleanbill.filing_show (
    shard INTEGER NOT NULL CHECK (shard = 0),
    state SMALLINT NOT NULL CHECK (state BETWEEN 2 AND 3),
    filing BIGINT NOT NULL,
    PRIMARY KEY (shard, state, filing)
);
COMMENT ON TABLE cleanbill.filing_show IS 'Filings that the public is to see.';
COMMENT ON COLUMN cleanbill.filing_show.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.filing_show.state IS
    'Whether it is shown: number of redress::filing::Publication, 2 asked, 3 published.';
COMMENT ON COLUMN cleanbill.filing_show.filing IS 'Key of the filing.';

CREATE TABLE cleanbill.filing_count (
    shard INTEGER NOT NULL CHECK (shard = 0),
    region TEXT NOT NULL CHECK (length(region) <= 80),
    filed BIGINT NOT NULL,
    answered BIGINT NOT NULL,
    late BIGINT NOT NULL,
    PRIMARY KEY (shard, region)
);
COMMENT ON TABLE cleanbill.filing_count IS
    'How much was filed and answered, by region: counts that lead to nobody.';
COMMENT ON COLUMN cleanbill.filing_count.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.filing_count.region IS
    'The region; empty for the authority as a whole.';
COMMENT ON COLUMN cleanbill.filing_count.filed IS 'How many were filed.';
COMMENT ON COLUMN cleanbill.filing_count.answered IS 'How many were answered.';
COMMENT ON COLUMN cleanbill.filing_count.late IS 'How many of them after their day.';

CREATE TABLE cleanbill.filing_room (
    shard INTEGER NOT NULL CHECK (shard = 0),
    id SMALLINT NOT NULL CHECK (id = 1),
    used BIGINT NOT NULL,
    PRIMARY KEY (shard, id)
);
COMMENT ON TABLE cleanbill.filing_room IS
    'How much of the room for what is filed is taken: one row.';
COMMENT ON COLUMN cleanbill.filing_room.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.filing_room.id IS 'Always 1.';
COMMENT ON COLUMN cleanbill.filing_room.used IS 'Bytes of all contents and of what is around them.';

-- Filings are named by the number of their entry.
CREATE INDEX ledger_span_entry ON cleanbill.ledger_span (shard, entry);
INSERT INTO cleanbill.filing_room (shard, id, used) VALUES (0, 1, 0);

-- What was filed, and what was done about it, stays (G06).
CREATE TRIGGER filing_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.filing
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER filing_content_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.filing_content
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER filing_step_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.filing_step
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER filing_answer_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.filing_answer
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();

GRANT SELECT, INSERT ON
    cleanbill.filing, cleanbill.filing_content, cleanbill.filing_step, cleanbill.filing_answer
    TO cleanbill_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON
    cleanbill.filing_wait, cleanbill.filing_show, cleanbill.filing_count, cleanbill.filing_room
    TO cleanbill_service;
