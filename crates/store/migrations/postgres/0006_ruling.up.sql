-- Rulings: that a contested act stands, by a reviewer's signature (docs/APPEALS.md).
-- The same table is in ../sqlite/0006_ruling.up.sql.

CREATE TABLE cleanbill.act_ruling (
    shard INTEGER NOT NULL,
    act BIGINT NOT NULL,
    officer BIGINT NOT NULL,
    office BIGINT NOT NULL,
    key BIGINT NOT NULL,
    form SMALLINT NOT NULL CHECK (form BETWEEN 1 AND 2),
    authenticator_data BYTEA NOT NULL CHECK (length(authenticator_data) <= 4096),
    client_data BYTEA NOT NULL CHECK (length(client_data) <= 4096),
    signature BYTEA NOT NULL CHECK (length(signature) BETWEEN 1 AND 1024),
    at BIGINT NOT NULL,
    body BYTEA NOT NULL CHECK (length(body) BETWEEN 1 AND 4096),
    PRIMARY KEY (shard, act),
    FOREIGN KEY (shard, act) REFERENCES cleanbill.act (shard, id)
);
COMMENT ON TABLE cleanbill.act_ruling IS
    'What whoever publishes verifies of a decision, without reading the case.';
COMMENT ON COLUMN cleanbill.act_ruling.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.act_ruling.act IS 'The act.';
COMMENT ON COLUMN cleanbill.act_ruling.officer IS 'Who decided and signed.';
COMMENT ON COLUMN cleanbill.act_ruling.office IS 'Their office at that time.';
COMMENT ON COLUMN cleanbill.act_ruling.key IS 'With which key.';
COMMENT ON COLUMN cleanbill.act_ruling.form IS 'How it signs: number of issuer::staff::KeyForm.';
COMMENT ON COLUMN cleanbill.act_ruling.authenticator_data IS
    'Authenticator data of a passkey; empty for a raw signature.';
COMMENT ON COLUMN cleanbill.act_ruling.client_data IS
    'Client data of a passkey; empty for a raw signature.';
COMMENT ON COLUMN cleanbill.act_ruling.signature IS 'The signature.';
COMMENT ON COLUMN cleanbill.act_ruling.at IS 'When, Unix seconds.';
COMMENT ON COLUMN cleanbill.act_ruling.body IS
    'What was signed: canonical CBOR of an issuer::ruling::Ruling.';

-- What was written stays as it was written (G10).
CREATE TRIGGER act_ruling_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.act_ruling
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();

-- What a holder objected to takes effect with a reviewer's signature (G09): it is written before
-- the step.
CREATE FUNCTION cleanbill.check_ruled() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = cleanbill, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM act_step AS s
        WHERE s.shard = NEW.shard AND s.act = NEW.act AND s.state = 6
    ) AND NOT EXISTS (
        SELECT FROM act_ruling AS r WHERE r.shard = NEW.shard AND r.act = NEW.act
    ) THEN
        RAISE EXCEPTION 'cleanbill.no-decision' USING ERRCODE = 'CB006';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER act_step_ruled BEFORE INSERT ON cleanbill.act_step
    FOR EACH ROW WHEN (NEW.state = 4) EXECUTE FUNCTION cleanbill.check_ruled();

GRANT SELECT, INSERT ON cleanbill.act_ruling TO cleanbill_service;
