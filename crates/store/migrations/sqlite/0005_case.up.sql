-- Appeals: what is contested, and how it was decided (docs/APPEALS.md).
-- The same tables are in ../postgres/0005_case.up.sql.

-- An appeal, as it was filed. What it is against and who appeals are keyed tags and sealed
-- bytes: no column leads to a holder.
CREATE TABLE appeal (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- Key of the appeal.
    id INTEGER NOT NULL CHECK (id > 0),
    -- What it is against: number of redress::case::CaseKind.
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 4),
    -- Whether an act waits for the decision.
    contests INTEGER NOT NULL CHECK (contests IN (0, 1)),
    -- Keyed tag of what it is against.
    subject_tag BLOB NOT NULL CHECK (length(subject_tag) = 16),
    -- Keyed tag of the holder who appeals; none where nobody is known.
    owner_tag BLOB CHECK (length(owner_tag) = 16),
    -- Keyed tag of the code that follows it.
    code_tag BLOB NOT NULL CHECK (length(code_tag) = 16),
    -- Its leaf for the public ledger.
    leaf INTEGER NOT NULL,
    -- The appeal (redress::case::Appeal), sealed under its own key.
    sealed BLOB NOT NULL CHECK (length(sealed) BETWEEN 28 AND 69632),
    PRIMARY KEY (shard, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX appeal_code ON appeal (shard, code_tag);
CREATE INDEX appeal_owner ON appeal (shard, owner_tag);

-- What became of an appeal. Steps of one appeal are numbered from 1.
CREATE TABLE appeal_step (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- The appeal.
    appeal INTEGER NOT NULL,
    -- 1 for the first.
    step INTEGER NOT NULL CHECK (step BETWEEN 1 AND 99),
    -- The state that it enters: number of redress::case::CaseState.
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 7),
    -- Who moved it; nobody where time or the appellant did.
    officer INTEGER,
    -- When, Unix seconds; of a case at a door the beginning of the day.
    at INTEGER NOT NULL,
    -- By when it is to be decided, Unix seconds.
    due_at INTEGER NOT NULL,
    -- Why it takes longer: number of redress::case::ExtensionReason.
    reason INTEGER CHECK (reason BETWEEN 1 AND 6),
    -- How it was decided: number of redress::case::Outcome.
    outcome INTEGER CHECK (outcome BETWEEN 1 AND 4),
    -- The appeal that it is decided with.
    lead INTEGER,
    PRIMARY KEY (shard, appeal, step)
) STRICT, WITHOUT ROWID;

-- Appeals that are not at their end: their last steps a second time, so that what is due is
-- found.
CREATE TABLE appeal_open (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- The appeal.
    appeal INTEGER NOT NULL,
    -- Its last step.
    step INTEGER NOT NULL,
    -- By when it is to be decided, Unix seconds.
    due_at INTEGER NOT NULL,
    -- The appeal that it is decided with.
    lead INTEGER,
    PRIMARY KEY (shard, appeal)
) STRICT, WITHOUT ROWID;

-- What is appealed against or was judged: one appeal each (G09).
CREATE TABLE appeal_subject (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- Keyed tag of what is appealed against.
    tag BLOB NOT NULL CHECK (length(tag) = 16),
    -- The appeal.
    appeal INTEGER NOT NULL,
    PRIMARY KEY (shard, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX appeal_subject_of ON appeal_subject (shard, appeal);

-- What was said in writing, sealed to appellant and reviewer.
CREATE TABLE appeal_text (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- The appeal.
    appeal INTEGER NOT NULL,
    -- Key of the text.
    id INTEGER NOT NULL CHECK (id > 0),
    -- Who wrote it: number of redress::case::Author.
    author INTEGER NOT NULL CHECK (author BETWEEN 1 AND 2),
    -- On which day, days since 1970-01-01.
    day INTEGER NOT NULL,
    -- The text, sealed under the appeal's own key.
    sealed BLOB NOT NULL CHECK (length(sealed) BETWEEN 28 AND 69632),
    PRIMARY KEY (shard, appeal, id)
) STRICT, WITHOUT ROWID;

-- A decision, with the signature of the reviewer, kept as it was made.
CREATE TABLE appeal_decision (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- The appeal.
    appeal INTEGER NOT NULL,
    -- Who decided and signed.
    officer INTEGER NOT NULL,
    -- Their office at that time.
    office INTEGER NOT NULL,
    -- With which key.
    key INTEGER NOT NULL,
    -- How it signs: number of issuer::staff::KeyForm.
    form INTEGER NOT NULL CHECK (form BETWEEN 1 AND 2),
    -- Authenticator data of a passkey; empty for a raw signature.
    authenticator_data BLOB NOT NULL CHECK (length(authenticator_data) <= 4096),
    -- Client data of a passkey; empty for a raw signature.
    client_data BLOB NOT NULL CHECK (length(client_data) <= 4096),
    -- The signature.
    signature BLOB NOT NULL CHECK (length(signature) BETWEEN 1 AND 1024),
    -- When, Unix seconds.
    at INTEGER NOT NULL,
    -- The act that undoes what was in force; it carries the signature then.
    restores INTEGER,
    -- Its leaf for the public ledger.
    leaf INTEGER NOT NULL,
    -- The decision (redress::case::Decision), sealed under the appeal's own key.
    sealed BLOB NOT NULL CHECK (length(sealed) BETWEEN 28 AND 69632),
    PRIMARY KEY (shard, appeal)
) STRICT, WITHOUT ROWID;

-- Somebody may act in one appeal.
CREATE TABLE appeal_mandate (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- The appeal.
    appeal INTEGER NOT NULL,
    -- Key of the mandate.
    id INTEGER NOT NULL CHECK (id > 0),
    -- Keyed tag of the code that they act with.
    tag BLOB NOT NULL CHECK (length(tag) = 16),
    -- Since when, Unix seconds.
    at INTEGER NOT NULL,
    -- Until when, Unix seconds.
    ends_at INTEGER NOT NULL,
    PRIMARY KEY (shard, appeal, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX appeal_mandate_tag ON appeal_mandate (shard, tag);

-- A mandate for an appeal is taken back.
CREATE TABLE appeal_mandate_end (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- The appeal.
    appeal INTEGER NOT NULL,
    -- Which mandate.
    mandate INTEGER NOT NULL,
    -- When, Unix seconds.
    at INTEGER NOT NULL,
    PRIMARY KEY (shard, appeal, mandate)
) STRICT, WITHOUT ROWID;

-- Which officer looked at an appeal: the appellant sees it.
CREATE TABLE appeal_look (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- The appeal.
    appeal INTEGER NOT NULL,
    -- Who.
    officer INTEGER NOT NULL,
    -- Their office at that time.
    office INTEGER NOT NULL,
    -- On which day, days since 1970-01-01.
    day INTEGER NOT NULL,
    PRIMARY KEY (shard, appeal, officer, day)
) STRICT, WITHOUT ROWID;

-- What was written stays as it was written (G10).
CREATE TRIGGER appeal_no_update BEFORE UPDATE ON appeal
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER appeal_no_delete BEFORE DELETE ON appeal
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER appeal_step_no_update BEFORE UPDATE ON appeal_step
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER appeal_step_no_delete BEFORE DELETE ON appeal_step
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER appeal_text_no_update BEFORE UPDATE ON appeal_text
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER appeal_text_no_delete BEFORE DELETE ON appeal_text
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER appeal_decision_no_update BEFORE UPDATE ON appeal_decision
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER appeal_decision_no_delete BEFORE DELETE ON appeal_decision
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER appeal_mandate_no_update BEFORE UPDATE ON appeal_mandate
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER appeal_mandate_no_delete BEFORE DELETE ON appeal_mandate
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER appeal_mandate_end_no_update BEFORE UPDATE ON appeal_mandate_end
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER appeal_mandate_end_no_delete BEFORE DELETE ON appeal_mandate_end
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER appeal_look_no_update BEFORE UPDATE ON appeal_look
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER appeal_look_no_delete BEFORE DELETE ON appeal_look
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;

-- Nothing is decided without a signature (G09): the decision is written before the step.
CREATE TRIGGER appeal_step_decided BEFORE INSERT ON appeal_step WHEN NEW.state = 4
BEGIN
    SELECT RAISE(ABORT, 'cleanbill.no-decision')
    WHERE NEW.outcome IS NULL OR NOT EXISTS (
        SELECT 1 FROM appeal_decision WHERE shard = NEW.shard AND appeal = NEW.appeal
    );
END;
