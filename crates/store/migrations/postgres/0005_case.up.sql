-- Appeals: what is contested, and how it was decided (docs/APPEALS.md).
-- The same tables are in ../sqlite/0005_case.up.sql.

CREATE TABLE cleanbill.appeal (
    shard INTEGER NOT NULL,
    id BIGINT NOT NULL CHECK (id > 0),
    kind SMALLINT NOT NULL CHECK (kind BETWEEN 1 AND 4),
    contests BOOLEAN NOT NULL,
    subject_tag BYTEA NOT NULL CHECK (length(subject_tag) = 16),
    owner_tag BYTEA CHECK (length(owner_tag) = 16),
    code_tag BYTEA NOT NULL CHECK (length(code_tag) = 16),
    leaf BIGINT NOT NULL,
    sealed BYTEA NOT NULL CHECK (length(sealed) BETWEEN 28 AND 69632),
    PRIMARY KEY (shard, id)
);
CREATE UNIQUE INDEX appeal_code ON cleanbill.appeal (shard, code_tag);
CREATE INDEX appeal_owner ON cleanbill.appeal (shard, owner_tag);
COMMENT ON TABLE cleanbill.appeal IS
    'An appeal, as it was filed. What it is against and who appeals are keyed tags and sealed'
    ' bytes: no column leads to a holder.';
COMMENT ON COLUMN cleanbill.appeal.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.appeal.id IS 'Key of the appeal.';
COMMENT ON COLUMN cleanbill.appeal.kind IS
    'What it is against: number of redress::case::CaseKind.';
COMMENT ON COLUMN cleanbill.appeal.contests IS 'Whether an act waits for the decision.';
COMMENT ON COLUMN cleanbill.appeal.subject_tag IS 'Keyed tag of what it is against.';
COMMENT ON COLUMN cleanbill.appeal.owner_tag IS
    'Keyed tag of the holder who appeals; none where nobody is known.';
COMMENT ON COLUMN cleanbill.appeal.code_tag IS 'Keyed tag of the code that follows it.';
COMMENT ON COLUMN cleanbill.appeal.leaf IS 'Its leaf for the public ledger.';
COMMENT ON COLUMN cleanbill.appeal.sealed IS
    'The appeal (redress::case::Appeal), sealed under its own key.';

CREATE TABLE cleanbill.appeal_step (
    shard INTEGER NOT NULL,
    appeal BIGINT NOT NULL,
    step SMALLINT NOT NULL CHECK (step BETWEEN 1 AND 99),
    state SMALLINT NOT NULL CHECK (state BETWEEN 1 AND 7),
    officer BIGINT,
    at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    reason SMALLINT CHECK (reason BETWEEN 1 AND 6),
    outcome SMALLINT CHECK (outcome BETWEEN 1 AND 4),
    lead BIGINT,
    PRIMARY KEY (shard, appeal, step)
);
COMMENT ON TABLE cleanbill.appeal_step IS
    'What became of an appeal. Steps of one appeal are numbered from 1.';
COMMENT ON COLUMN cleanbill.appeal_step.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.appeal_step.appeal IS 'The appeal.';
COMMENT ON COLUMN cleanbill.appeal_step.step IS '1 for the first.';
COMMENT ON COLUMN cleanbill.appeal_step.state IS
    'The state that it enters: number of redress::case::CaseState.';
COMMENT ON COLUMN cleanbill.appeal_step.officer IS
    'Who moved it; nobody where time or the appellant did.';
COMMENT ON COLUMN cleanbill.appeal_step.at IS
    'When, Unix seconds; of a case at a door the beginning of the day.';
COMMENT ON COLUMN cleanbill.appeal_step.due_at IS 'By when it is to be decided, Unix seconds.';
COMMENT ON COLUMN cleanbill.appeal_step.reason IS
    'Why it takes longer: number of redress::case::ExtensionReason.';
COMMENT ON COLUMN cleanbill.appeal_step.outcome IS
    'How it was decided: number of redress::case::Outcome.';
COMMENT ON COLUMN cleanbill.appeal_step.lead IS 'The appeal that it is decided with.';

CREATE TABLE cleanbill.appeal_open (
    shard INTEGER NOT NULL,
    appeal BIGINT NOT NULL,
    step SMALLINT NOT NULL,
    due_at BIGINT NOT NULL,
    lead BIGINT,
    PRIMARY KEY (shard, appeal)
);
COMMENT ON TABLE cleanbill.appeal_open IS
    'Appeals that are not at their end: their last steps a second time, so that what is due '
    'is found.';
COMMENT ON COLUMN cleanbill.appeal_open.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.appeal_open.appeal IS 'The appeal.';
COMMENT ON COLUMN cleanbill.appeal_open.step IS 'Its last step.';
COMMENT ON COLUMN cleanbill.appeal_open.due_at IS 'By when it is to be decided, Unix seconds.';
COMMENT ON COLUMN cleanbill.appeal_open.lead IS 'The appeal that it is decided with.';

CREATE TABLE cleanbill.appeal_subject (
    shard INTEGER NOT NULL,
    tag BYTEA NOT NULL CHECK (length(tag) = 16),
    appeal BIGINT NOT NULL,
    PRIMARY KEY (shard, tag)
);
CREATE INDEX appeal_subject_of ON cleanbill.appeal_subject (shard, appeal);
COMMENT ON TABLE cleanbill.appeal_subject IS
    'What is appealed against or was judged: one appeal each (G09).';
COMMENT ON COLUMN cleanbill.appeal_subject.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.appeal_subject.tag IS 'Keyed tag of what is appealed against.';
COMMENT ON COLUMN cleanbill.appeal_subject.appeal IS 'The appeal.';

CREATE TABLE cleanbill.appeal_text (
    shard INTEGER NOT NULL,
    appeal BIGINT NOT NULL,
    id BIGINT NOT NULL CHECK (id > 0),
    author SMALLINT NOT NULL CHECK (author BETWEEN 1 AND 2),
    day INTEGER NOT NULL,
    sealed BYTEA NOT NULL CHECK (length(sealed) BETWEEN 28 AND 69632),
    PRIMARY KEY (shard, appeal, id)
);
COMMENT ON TABLE cleanbill.appeal_text IS
    'What was said in writing, sealed to appellant and reviewer.';
COMMENT ON COLUMN cleanbill.appeal_text.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.appeal_text.appeal IS 'The appeal.';
COMMENT ON COLUMN cleanbill.appeal_text.id IS 'Key of the text.';
COMMENT ON COLUMN cleanbill.appeal_text.author IS 'Who wrote it: number of redress::case::Author.';
COMMENT ON COLUMN cleanbill.appeal_text.day IS 'On which day, days since 1970-01-01.';
COMMENT ON COLUMN cleanbill.appeal_text.sealed IS 'The text, sealed under the appeal''s own key.';

CREATE TABLE cleanbill.appeal_decision (
    shard INTEGER NOT NULL,
    appeal BIGINT NOT NULL,
    officer BIGINT NOT NULL,
    office BIGINT NOT NULL,
    key BIGINT NOT NULL,
    form SMALLINT NOT NULL CHECK (form BETWEEN 1 AND 2),
    authenticator_data BYTEA NOT NULL CHECK (length(authenticator_data) <= 4096),
    client_data BYTEA NOT NULL CHECK (length(client_data) <= 4096),
    signature BYTEA NOT NULL CHECK (length(signature) BETWEEN 1 AND 1024),
    at BIGINT NOT NULL,
    restores BIGINT,
    leaf BIGINT NOT NULL,
    sealed BYTEA NOT NULL CHECK (length(sealed) BETWEEN 28 AND 69632),
    PRIMARY KEY (shard, appeal)
);
COMMENT ON TABLE cleanbill.appeal_decision IS
    'A decision, with the signature of the reviewer, kept as it was made.';
COMMENT ON COLUMN cleanbill.appeal_decision.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.appeal_decision.appeal IS 'The appeal.';
COMMENT ON COLUMN cleanbill.appeal_decision.officer IS 'Who decided and signed.';
COMMENT ON COLUMN cleanbill.appeal_decision.office IS 'Their office at that time.';
COMMENT ON COLUMN cleanbill.appeal_decision.key IS 'With which key.';
COMMENT ON COLUMN cleanbill.appeal_decision.form IS
    'How it signs: number of issuer::staff::KeyForm.';
COMMENT ON COLUMN cleanbill.appeal_decision.authenticator_data IS
    'Authenticator data of a passkey; empty for a raw signature.';
COMMENT ON COLUMN cleanbill.appeal_decision.client_data IS
    'Client data of a passkey; empty for a raw signature.';
COMMENT ON COLUMN cleanbill.appeal_decision.signature IS 'The signature.';
COMMENT ON COLUMN cleanbill.appeal_decision.at IS 'When, Unix seconds.';
COMMENT ON COLUMN cleanbill.appeal_decision.restores IS
    'The act that undoes what was in force; it carries the signature then.';
COMMENT ON COLUMN cleanbill.appeal_decision.leaf IS 'Its leaf for the public ledger.';
COMMENT ON COLUMN cleanbill.appeal_decision.sealed IS
    'The decision (redress::case::Decision), sealed under the appeal''s own key.';

CREATE TABLE cleanbill.appeal_mandate (
    shard INTEGER NOT NULL,
    appeal BIGINT NOT NULL,
    id BIGINT NOT NULL CHECK (id > 0),
    tag BYTEA NOT NULL CHECK (length(tag) = 16),
    at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (shard, appeal, id)
);
CREATE UNIQUE INDEX appeal_mandate_tag ON cleanbill.appeal_mandate (shard, tag);
COMMENT ON TABLE cleanbill.appeal_mandate IS 'Somebody may act in one appeal.';
COMMENT ON COLUMN cleanbill.appeal_mandate.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.appeal_mandate.appeal IS 'The appeal.';
COMMENT ON COLUMN cleanbill.appeal_mandate.id IS 'Key of the mandate.';
COMMENT ON COLUMN cleanbill.appeal_mandate.tag IS 'Keyed tag of the code that they act with.';
COMMENT ON COLUMN cleanbill.appeal_mandate.at IS 'Since when, Unix seconds.';
COMMENT ON COLUMN cleanbill.appeal_mandate.ends_at IS 'Until when, Unix seconds.';

CREATE TABLE cleanbill.appeal_mandate_end (
    shard INTEGER NOT NULL,
    appeal BIGINT NOT NULL,
    mandate BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (shard, appeal, mandate)
);
COMMENT ON TABLE cleanbill.appeal_mandate_end IS 'A mandate for an appeal is taken back.';
COMMENT ON COLUMN cleanbill.appeal_mandate_end.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.appeal_mandate_end.appeal IS 'The appeal.';
COMMENT ON COLUMN cleanbill.appeal_mandate_end.mandate IS 'Which mandate.';
COMMENT ON COLUMN cleanbill.appeal_mandate_end.at IS 'When, Unix seconds.';

CREATE TABLE cleanbill.appeal_look (
    shard INTEGER NOT NULL,
    appeal BIGINT NOT NULL,
    officer BIGINT NOT NULL,
    office BIGINT NOT NULL,
    day INTEGER NOT NULL,
    PRIMARY KEY (shard, appeal, officer, day)
);
COMMENT ON TABLE cleanbill.appeal_look IS
    'Which officer looked at an appeal: the appellant sees it.';
COMMENT ON COLUMN cleanbill.appeal_look.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.appeal_look.appeal IS 'The appeal.';
COMMENT ON COLUMN cleanbill.appeal_look.officer IS 'Who.';
COMMENT ON COLUMN cleanbill.appeal_look.office IS 'Their office at that time.';
COMMENT ON COLUMN cleanbill.appeal_look.day IS 'On which day, days since 1970-01-01.';

-- What was written stays as it was written (G10).
CREATE TRIGGER appeal_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.appeal
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER appeal_step_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.appeal_step
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER appeal_text_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.appeal_text
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER appeal_decision_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.appeal_decision
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER appeal_mandate_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.appeal_mandate
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER appeal_mandate_end_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.appeal_mandate_end
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER appeal_look_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.appeal_look
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();

-- Nothing is decided without a signature (G09): the decision is written before the step.
CREATE FUNCTION cleanbill.check_appeal_step() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = cleanbill, pg_temp AS $$
BEGIN
    IF NEW.outcome IS NULL OR NOT EXISTS (
        SELECT FROM appeal_decision AS d WHERE d.shard = NEW.shard AND d.appeal = NEW.appeal
    ) THEN
        RAISE EXCEPTION 'cleanbill.no-decision' USING ERRCODE = 'CB006';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER appeal_step_decided BEFORE INSERT ON cleanbill.appeal_step
    FOR EACH ROW WHEN (NEW.state = 4) EXECUTE FUNCTION cleanbill.check_appeal_step();

GRANT SELECT, INSERT ON
    cleanbill.appeal, cleanbill.appeal_step, cleanbill.appeal_text, cleanbill.appeal_decision,
    cleanbill.appeal_mandate, cleanbill.appeal_mandate_end, cleanbill.appeal_look
    TO cleanbill_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON cleanbill.appeal_open, cleanbill.appeal_subject
    TO cleanbill_service;
