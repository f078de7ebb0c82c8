-- Petitions: epochs, vouchers and signatures (docs/APPEALS.md).
-- The same tables are in ../sqlite/0003_petition.up.sql.
--
-- No column tells when something was exchanged or signed. What was released lies in the order of
-- serials, which are random.

CREATE TABLE cleanbill.petition (
    shard INTEGER NOT NULL CHECK (shard = 0),
    id BYTEA NOT NULL CHECK (length(id) = 32),
    epoch INTEGER NOT NULL CHECK (epoch >= 0),
    record BYTEA NOT NULL CHECK (length(record) BETWEEN 1 AND 65535),
    text BYTEA NOT NULL CHECK (length(text) BETWEEN 1 AND 65536),
    PRIMARY KEY (shard, id)
);
COMMENT ON TABLE cleanbill.petition IS 'Petitions, as they are in the public ledger.';
COMMENT ON COLUMN cleanbill.petition.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.petition.id IS 'Name of the petition: a hash of its record.';
COMMENT ON COLUMN cleanbill.petition.epoch IS 'The epoch whose vouchers sign it.';
COMMENT ON COLUMN cleanbill.petition.record IS
    'The record: the leaf of the ledger (cleanbill_ledger::leaf::Petition).';
COMMENT ON COLUMN cleanbill.petition.text IS
    'The text that is put to signature, which is public: UTF-8.';

CREATE TABLE cleanbill.petition_voucher (
    shard INTEGER NOT NULL CHECK (shard = 0),
    tag BYTEA NOT NULL CHECK (length(tag) = 32),
    epoch INTEGER NOT NULL CHECK (epoch >= 0),
    region TEXT NOT NULL CHECK (length(region) BETWEEN 1 AND 80),
    exchange BYTEA CHECK (length(exchange) = 32),
    void BOOLEAN NOT NULL,
    CHECK (NOT void OR exchange IS NULL),
    PRIMARY KEY (shard, tag)
);
CREATE INDEX petition_voucher_region ON cleanbill.petition_voucher (shard, epoch, region);
COMMENT ON TABLE cleanbill.petition_voucher IS
    'Vouchers that were handed out. Who got which is written nowhere.';
COMMENT ON COLUMN cleanbill.petition_voucher.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.petition_voucher.tag IS 'Hash of the code on the paper.';
COMMENT ON COLUMN cleanbill.petition_voucher.epoch IS 'The epoch that it is for.';
COMMENT ON COLUMN cleanbill.petition_voucher.region IS 'The region that it was handed out in.';
COMMENT ON COLUMN cleanbill.petition_voucher.exchange IS
    'Hash of the blinded messages that it was exchanged for; empty before.';
COMMENT ON COLUMN cleanbill.petition_voucher.void IS
    'Whether another one was handed out in its place.';

CREATE TABLE cleanbill.petition_waiting (
    shard INTEGER NOT NULL CHECK (shard = 0),
    petition BYTEA NOT NULL CHECK (length(petition) = 32),
    serial BYTEA NOT NULL CHECK (length(serial) = 32),
    body BYTEA NOT NULL CHECK (length(body) = 288),
    PRIMARY KEY (shard, petition, serial)
);
COMMENT ON TABLE cleanbill.petition_waiting IS
    'Signatures that were taken and are not released yet.';
COMMENT ON COLUMN cleanbill.petition_waiting.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.petition_waiting.petition IS 'Name of the petition.';
COMMENT ON COLUMN cleanbill.petition_waiting.serial IS 'The signature''s serial, random.';
COMMENT ON COLUMN cleanbill.petition_waiting.body IS 'Randomizer and signature.';

CREATE TABLE cleanbill.petition_released (
    shard INTEGER NOT NULL CHECK (shard = 0),
    petition BYTEA NOT NULL CHECK (length(petition) = 32),
    serial BYTEA NOT NULL CHECK (length(serial) = 32),
    PRIMARY KEY (shard, petition, serial)
);
COMMENT ON TABLE cleanbill.petition_released IS
    'Serials that were released: nobody gives one in twice.';
COMMENT ON COLUMN cleanbill.petition_released.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.petition_released.petition IS 'Name of the petition.';
COMMENT ON COLUMN cleanbill.petition_released.serial IS 'The signature''s serial.';

CREATE TABLE cleanbill.petition_told (
    shard INTEGER NOT NULL CHECK (shard = 0),
    epoch INTEGER NOT NULL CHECK (epoch >= 0),
    digest BYTEA NOT NULL CHECK (length(digest) = 32),
    PRIMARY KEY (shard, epoch)
);
COMMENT ON TABLE cleanbill.petition_told IS 'What the ledger was told last of an epoch''s vouchers.';
COMMENT ON COLUMN cleanbill.petition_told.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.petition_told.epoch IS 'The epoch.';
COMMENT ON COLUMN cleanbill.petition_told.digest IS 'Hash of the counts.';

CREATE TRIGGER petition_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.petition
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER petition_released_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.petition_released
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER petition_voucher_no_delete
    BEFORE DELETE OR TRUNCATE ON cleanbill.petition_voucher
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
-- What was exchanged stays exchanged, and for the same.
CREATE FUNCTION cleanbill.voucher_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.exchange IS NOT NULL OR OLD.void THEN
        RAISE EXCEPTION 'cleanbill.append-only' USING ERRCODE = 'CB001';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER petition_voucher_once BEFORE UPDATE ON cleanbill.petition_voucher
    FOR EACH ROW EXECUTE FUNCTION cleanbill.voucher_once();

GRANT SELECT, INSERT ON cleanbill.petition, cleanbill.petition_released TO cleanbill_service;
GRANT SELECT, INSERT, UPDATE ON cleanbill.petition_voucher, cleanbill.petition_told
    TO cleanbill_service;
GRANT SELECT, INSERT, DELETE ON cleanbill.petition_waiting TO cleanbill_service;
