-- Petitions: epochs, vouchers and signatures (docs/APPEALS.md).
-- The same tables are in ../postgres/0003_petition.up.sql.
--
-- No column tells when something was exchanged or signed, and no table keeps the order: rows lie by
-- their hashes and serials, which are random.

-- Petitions, as they are in the public ledger.
CREATE TABLE petition (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Name of the petition: a hash of its record.
    id BLOB NOT NULL CHECK (length(id) = 32),
    -- The epoch whose vouchers sign it.
    epoch INTEGER NOT NULL CHECK (epoch >= 0),
    -- The record: the leaf of the ledger (cleanbill_ledger::leaf::Petition).
    record BLOB NOT NULL CHECK (length(record) BETWEEN 1 AND 65535),
    -- The text that is put to signature, which is public: UTF-8.
    text BLOB NOT NULL CHECK (length(text) BETWEEN 1 AND 65536),
    PRIMARY KEY (shard, id)
) STRICT, WITHOUT ROWID;

-- Vouchers that were handed out. Who got which is written nowhere.
CREATE TABLE petition_voucher (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Hash of the code on the paper.
    tag BLOB NOT NULL CHECK (length(tag) = 32),
    -- The epoch that it is for.
    epoch INTEGER NOT NULL CHECK (epoch >= 0),
    -- The region that it was handed out in.
    region TEXT NOT NULL CHECK (length(region) BETWEEN 1 AND 80),
    -- Hash of the blinded messages that it was exchanged for; empty before.
    exchange BLOB CHECK (length(exchange) = 32),
    -- Whether another one was handed out in its place.
    void INTEGER NOT NULL CHECK (void IN (0, 1)),
    CHECK (void = 0 OR exchange IS NULL),
    PRIMARY KEY (shard, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX petition_voucher_region ON petition_voucher (shard, epoch, region);

-- Signatures that were taken and are not released yet.
CREATE TABLE petition_waiting (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Name of the petition.
    petition BLOB NOT NULL CHECK (length(petition) = 32),
    -- The signature's serial, random.
    serial BLOB NOT NULL CHECK (length(serial) = 32),
    -- Randomizer and signature.
    body BLOB NOT NULL CHECK (length(body) = 288),
    PRIMARY KEY (shard, petition, serial)
) STRICT, WITHOUT ROWID;

-- Serials that were released: nobody gives one in twice.
CREATE TABLE petition_released (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Name of the petition.
    petition BLOB NOT NULL CHECK (length(petition) = 32),
    -- The signature's serial.
    serial BLOB NOT NULL CHECK (length(serial) = 32),
    PRIMARY KEY (shard, petition, serial)
) STRICT, WITHOUT ROWID;

-- What the ledger was told last of an epoch's vouchers.
CREATE TABLE petition_told (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- The epoch.
    epoch INTEGER NOT NULL CHECK (epoch >= 0),
    -- Hash of the counts.
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    PRIMARY KEY (shard, epoch)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER petition_no_update BEFORE UPDATE ON petition
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER petition_no_delete BEFORE DELETE ON petition
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER petition_released_no_update BEFORE UPDATE ON petition_released
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER petition_released_no_delete BEFORE DELETE ON petition_released
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
-- What was exchanged stays exchanged, and for the same.
CREATE TRIGGER petition_voucher_once BEFORE UPDATE ON petition_voucher
WHEN OLD.exchange IS NOT NULL OR OLD.void = 1
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER petition_voucher_no_delete BEFORE DELETE ON petition_voucher
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
