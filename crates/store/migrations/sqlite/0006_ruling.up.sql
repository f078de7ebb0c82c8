-- Rulings: that a contested act stands, by a reviewer's signature (docs/APPEALS.md).
-- The same table is in ../postgres/0006_ruling.up.sql.

-- What whoever publishes verifies of a decision, without reading the case.
CREATE TABLE act_ruling (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- The act.
    act INTEGER NOT NULL,
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
    -- What was signed: canonical CBOR of an issuer::ruling::Ruling.
    body BLOB NOT NULL CHECK (length(body) BETWEEN 1 AND 4096),
    PRIMARY KEY (shard, act),
    FOREIGN KEY (shard, act) REFERENCES act (shard, id)
) STRICT, WITHOUT ROWID;

-- What was written stays as it was written (G10).
CREATE TRIGGER act_ruling_no_update BEFORE UPDATE ON act_ruling
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER act_ruling_no_delete BEFORE DELETE ON act_ruling
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;

-- What a holder objected to takes effect with a reviewer's signature (G09): it is written before
-- the step.
CREATE TRIGGER act_step_ruled BEFORE INSERT ON act_step WHEN NEW.state = 4
BEGIN
    SELECT RAISE(ABORT, 'cleanbill.no-decision')
    WHERE EXISTS (
        SELECT 1 FROM act_step WHERE shard = NEW.shard AND act = NEW.act AND state = 6
    ) AND NOT EXISTS (
        SELECT 1 FROM act_ruling WHERE shard = NEW.shard AND act = NEW.act
    );
END;
