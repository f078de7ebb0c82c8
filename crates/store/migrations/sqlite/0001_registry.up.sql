-- The registry of an authority, on SQLite. docs/DATA_MODEL.md tells how the tables belong together.
-- The same tables, column by column, are in ../postgres/0001_registry.up.sql; schema/columns.txt
-- lists every column, and a test holds all three against each other (G12).
--
-- Keys are integers that never leave the authority's process. Every primary and unique key begins
-- with the shard. Times are Unix seconds. What is personal is sealed, or a keyed hash.

-- What the public ledger will say of an act. Written before the act, whose trigger asks for it; of
-- an act that two offices sign, before the step that says that they did: it names both.
CREATE TABLE leaf (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- Key of the leaf; leaves are published in its order.
    id INTEGER NOT NULL,
    -- What it says: number of issuer::leaf::LeafKind.
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 9),
    -- The act that it tells of; none for a summary of a day.
    act INTEGER,
    -- A commitment of 32 bytes, or canonical CBOR without personal data.
    body BLOB NOT NULL CHECK (length(body) BETWEEN 1 AND 65536),
    PRIMARY KEY (shard, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX leaf_of_act ON leaf (shard, act);

-- Who looked at a person's record, and why (G11). The holder reads it.
CREATE TABLE access (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- Whose record was looked at.
    holder INTEGER NOT NULL,
    -- Key of the entry.
    id INTEGER NOT NULL,
    -- Who looked; 0 where it was the holder.
    officer INTEGER NOT NULL,
    -- The officer's office at that time; 0 where it was the holder.
    office INTEGER NOT NULL,
    -- The officer's role at that time: number of issuer::staff::Role.
    role INTEGER NOT NULL CHECK (role BETWEEN 1 AND 8),
    -- What for: number of issuer::staff::Purpose.
    purpose INTEGER NOT NULL CHECK (purpose BETWEEN 1 AND 10),
    -- On which ground of law: number of issuer::act::LegalBasis.
    basis INTEGER CHECK (basis BETWEEN 1 AND 10),
    -- In the course of which act.
    act INTEGER,
    -- When, Unix seconds.
    at INTEGER NOT NULL,
    -- From when on the holder sees the entry, Unix seconds: at once, or at most 90 days later and
    -- only by a court's order (G11).
    visible_at INTEGER NOT NULL
        CHECK (visible_at = at
            OR (basis IS NOT NULL AND basis = 7
                AND visible_at BETWEEN at AND at + 7776000)),
    PRIMARY KEY (shard, holder, id)
) STRICT, WITHOUT ROWID;

-- An act, as it was proposed. What becomes of it are rows of act_step.
CREATE TABLE act (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- Key of the act.
    id INTEGER NOT NULL,
    -- What is done: number of issuer::act::ActKind.
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 24),
    -- Whose record it is about.
    holder INTEGER,
    -- The pass that it is about.
    pass INTEGER,
    -- What else it is about: an act, an office, an officer, an epoch, a job.
    target INTEGER,
    -- Who did or proposed it.
    officer INTEGER NOT NULL,
    -- The officer's office at that time.
    office INTEGER NOT NULL,
    -- The region of that office: ISO 3166-2, or a country's code.
    region TEXT NOT NULL CHECK (length(region) BETWEEN 1 AND 16),
    -- Why a pass is taken away: number of issuer::act::Reason.
    reason INTEGER CHECK (reason BETWEEN 1 AND 10),
    -- On which ground of law: number of issuer::act::LegalBasis.
    basis INTEGER CHECK (basis BETWEEN 1 AND 10),
    -- SHA-256 of the evidence on file.
    evidence BLOB CHECK (length(evidence) = 32),
    -- When it was proposed, Unix seconds.
    at INTEGER NOT NULL,
    -- What else it says: canonical CBOR without personal data.
    body BLOB NOT NULL CHECK (length(body) <= 65536),
    -- Hash of the act: what the approvals sign.
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (shard, id),
    -- What takes a pass away names a reason and a ground of law (G07).
    CONSTRAINT act_grounds CHECK (
        kind NOT IN (4, 10, 11, 12, 13) OR (reason IS NOT NULL AND basis IS NOT NULL)
    ),
    -- A forgery has evidence on file (G07).
    CONSTRAINT act_evidence CHECK (reason IS NULL OR reason <> 9 OR evidence IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX act_of_holder ON act (shard, holder, id)
    WHERE holder IS NOT NULL AND kind > 1;
CREATE INDEX act_not_issuing ON act (shard, kind, id)
    WHERE kind > 1;

-- An officer's signature over an act's hash, kept as it was made, so that anybody can verify it
-- again.
CREATE TABLE approval (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- The act.
    act INTEGER NOT NULL,
    -- Who signed.
    officer INTEGER NOT NULL,
    -- The officer's office at that time.
    office INTEGER NOT NULL,
    -- With which key of the officer's.
    key INTEGER NOT NULL,
    -- How that key signs: number of issuer::staff::KeyForm.
    form INTEGER NOT NULL CHECK (form BETWEEN 1 AND 2),
    -- Authenticator data of a passkey; empty for a raw signature.
    authenticator_data BLOB NOT NULL CHECK (length(authenticator_data) <= 4096),
    -- Client data of a passkey; empty for a raw signature.
    client_data BLOB NOT NULL CHECK (length(client_data) <= 4096),
    -- The signature.
    signature BLOB NOT NULL CHECK (length(signature) BETWEEN 1 AND 1024),
    -- When, Unix seconds.
    at INTEGER NOT NULL,
    PRIMARY KEY (shard, act, officer),
    FOREIGN KEY (shard, act) REFERENCES act (shard, id)
) STRICT, WITHOUT ROWID;

-- What became of an act. The highest step says where it stands.
CREATE TABLE act_step (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- The act.
    act INTEGER NOT NULL,
    -- 1 for the first.
    step INTEGER NOT NULL CHECK (step > 0),
    -- The state that it enters: number of issuer::act::ActState.
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 8),
    -- Who moved it; nobody where time did.
    officer INTEGER,
    -- When, Unix seconds.
    at INTEGER NOT NULL,
    -- From when on the act takes effect, Unix seconds; known once notice was given.
    effective_at INTEGER,
    -- How notice was given: number of issuer::act::NoticeChannel.
    channel INTEGER CHECK (channel BETWEEN 1 AND 5),
    PRIMARY KEY (shard, act, step),
    FOREIGN KEY (shard, act) REFERENCES act (shard, id)
) STRICT, WITHOUT ROWID;

-- Where the acts stand that are not at their end: written with each step, so that what is due is
-- found without reading what is past. Nothing is decided by it that act_step does not say.
CREATE TABLE act_open (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- The act.
    act INTEGER NOT NULL,
    -- Its last step.
    step INTEGER NOT NULL,
    -- The state that it is in.
    state INTEGER NOT NULL,
    -- When it is due, Unix seconds.
    effective_at INTEGER,
    PRIMARY KEY (shard, act)
) STRICT, WITHOUT ROWID;
CREATE INDEX act_open_due ON act_open (shard, effective_at)
    WHERE effective_at IS NOT NULL;

-- A version of what is known of a person.
CREATE TABLE person (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- Whose.
    holder INTEGER NOT NULL,
    -- 1 for the first; the highest holds.
    version INTEGER NOT NULL,
    -- The act that wrote it.
    act INTEGER NOT NULL,
    -- Names, birth date, hashes of documents: sealed under the person's data key.
    sealed BLOB NOT NULL CHECK (length(sealed) BETWEEN 28 AND 65536),
    PRIMARY KEY (shard, holder, version)
) STRICT, WITHOUT ROWID;

-- A health event.
CREATE TABLE event (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- Key of the event.
    id INTEGER NOT NULL,
    -- Whose.
    holder INTEGER NOT NULL,
    -- The event that this one corrects.
    corrects INTEGER,
    -- The office that vouches for it.
    office INTEGER NOT NULL,
    -- Where it was told from: number of issuer::staff::Source.
    source INTEGER NOT NULL CHECK (source BETWEEN 1 AND 5),
    -- Keyed tag of the product, so that a withdrawal finds the event unopened.
    product_tag BLOB NOT NULL CHECK (length(product_tag) = 8),
    -- Keyed tag of product and lot.
    lot_tag BLOB NOT NULL CHECK (length(lot_tag) = 8),
    -- The act that wrote it.
    act INTEGER NOT NULL,
    -- What happened: sealed under the person's data key.
    sealed BLOB NOT NULL CHECK (length(sealed) BETWEEN 28 AND 65536),
    PRIMARY KEY (shard, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_of_holder ON event (shard, holder);
-- What was wrong is corrected once; the correction can be corrected in turn (G10).
CREATE UNIQUE INDEX event_corrected_once ON event (shard, corrects)
    WHERE corrects IS NOT NULL;

-- A pass.
CREATE TABLE pass (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- Key of the pass.
    id INTEGER NOT NULL,
    -- Whose.
    holder INTEGER NOT NULL,
    -- The event that it stands on.
    event INTEGER NOT NULL,
    -- The pass that it takes the place of.
    replaces INTEGER,
    -- The act that issued it.
    act INTEGER NOT NULL,
    -- SHA-256 of the UCI, first 16 bytes.
    handle BLOB NOT NULL CHECK (length(handle) = 16),
    -- The epoch of the key that signed it.
    epoch INTEGER NOT NULL,
    -- Whether it is a light pass.
    light INTEGER NOT NULL CHECK (light IN (0, 1)),
    -- Claim iat, Unix seconds.
    issued_at INTEGER NOT NULL,
    -- Claim exp, Unix seconds.
    expires_at INTEGER NOT NULL,
    -- The signed message (COSE_Sign1): sealed under the person's data key.
    sealed BLOB NOT NULL CHECK (length(sealed) BETWEEN 28 AND 65536),
    PRIMARY KEY (shard, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX pass_of_holder ON pass (shard, holder);
-- One pass takes the place of another.
CREATE UNIQUE INDEX pass_replaced_once ON pass (shard, replaces)
    WHERE replaces IS NOT NULL;
CREATE INDEX pass_of_epoch ON pass (shard, epoch, id);

-- An office.
CREATE TABLE office (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Key of the office.
    id INTEGER NOT NULL CHECK (id > 0),
    -- What the office is called; never a person's name.
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    -- Its region: ISO 3166-2, or a country's code.
    region TEXT NOT NULL CHECK (length(region) BETWEEN 1 AND 16),
    -- What sort of office: number of issuer::staff::OfficeKind.
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 5),
    -- The act that opened it.
    act INTEGER NOT NULL,
    PRIMARY KEY (shard, id)
) STRICT, WITHOUT ROWID;

-- An officer: a number, and no name.
CREATE TABLE officer (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Key of the officer.
    id INTEGER NOT NULL CHECK (id > 0),
    -- The stable number that holders see.
    number INTEGER NOT NULL CHECK (number > 0),
    -- The act that first appointed them.
    act INTEGER NOT NULL,
    PRIMARY KEY (shard, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX officer_number ON officer (shard, number);

-- The public key that an officer signs with.
CREATE TABLE officer_key (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Key of the row.
    id INTEGER NOT NULL CHECK (id > 0),
    -- Whose.
    officer INTEGER NOT NULL,
    -- How it signs: number of issuer::staff::KeyForm.
    form INTEGER NOT NULL CHECK (form BETWEEN 1 AND 2),
    -- Identifier of the passkey; empty for a raw key.
    credential_id BLOB NOT NULL CHECK (length(credential_id) <= 1023),
    -- SubjectPublicKeyInfo, DER.
    public_key BLOB NOT NULL CHECK (length(public_key) BETWEEN 1 AND 2048),
    -- The relying party of the passkey; empty for a raw key.
    rp_id TEXT NOT NULL CHECK (length(rp_id) <= 253),
    -- The act that appointed the officer with this key.
    act INTEGER NOT NULL,
    PRIMARY KEY (shard, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX officer_key_credential ON officer_key (shard, credential_id)
    WHERE length(credential_id) > 0;

-- An officer takes up a role in an office, or leaves it.
CREATE TABLE appointment (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Key of the row.
    id INTEGER NOT NULL CHECK (id > 0),
    -- Who.
    officer INTEGER NOT NULL,
    -- Where.
    office INTEGER NOT NULL,
    -- As what: number of issuer::staff::Role.
    role INTEGER NOT NULL CHECK (role BETWEEN 1 AND 8),
    -- Whether the appointment begins here, or ends.
    begins INTEGER NOT NULL CHECK (begins IN (0, 1)),
    -- By which act.
    act INTEGER NOT NULL,
    -- When, Unix seconds.
    at INTEGER NOT NULL,
    PRIMARY KEY (shard, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX appointment_of_officer ON appointment (shard, officer);

-- How an officer signs in at an OpenID provider.
CREATE TABLE login (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Key of the row.
    id INTEGER NOT NULL CHECK (id > 0),
    -- Who.
    officer INTEGER NOT NULL,
    -- Keyed hash of the provider and the subject there.
    tag BLOB NOT NULL CHECK (length(tag) = 16),
    -- By which act.
    act INTEGER NOT NULL,
    PRIMARY KEY (shard, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX login_tag ON login (shard, tag);

-- An epoch of the keys that sign passes.
CREATE TABLE epoch (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Number of the epoch.
    id INTEGER NOT NULL CHECK (id > 0),
    -- The key identifier: SHA-256 of the certificate, first 8 bytes.
    kid BLOB NOT NULL CHECK (length(kid) = 8),
    -- The document signer's certificate, DER.
    certificate BLOB NOT NULL CHECK (length(certificate) BETWEEN 1 AND 65536),
    -- Its notBefore, Unix seconds.
    not_before INTEGER NOT NULL,
    -- Its notAfter, Unix seconds.
    not_after INTEGER NOT NULL,
    -- By which act.
    act INTEGER NOT NULL,
    PRIMARY KEY (shard, id)
) STRICT, WITHOUT ROWID;

-- A product and the day of its approval; the last act holds.
CREATE TABLE product (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Its code in the value set of products.
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 80),
    -- Day of approval, days since 1970-01-01.
    approved_on INTEGER NOT NULL,
    -- By which act.
    act INTEGER NOT NULL,
    PRIMARY KEY (shard, code, act)
) STRICT, WITHOUT ROWID;

-- Doses of a lot that reached a clinic.
CREATE TABLE delivery (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Key of the row.
    id INTEGER NOT NULL CHECK (id > 0),
    -- The clinic's office.
    office INTEGER NOT NULL,
    -- Product code.
    product TEXT NOT NULL CHECK (length(product) BETWEEN 1 AND 80),
    -- Lot number.
    lot TEXT NOT NULL CHECK (length(lot) BETWEEN 1 AND 80),
    -- How many doses.
    doses INTEGER NOT NULL CHECK (doses >= 0),
    -- By which act.
    act INTEGER NOT NULL,
    PRIMARY KEY (shard, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_of_lot ON delivery (shard, product, lot, office);

-- Somebody may act for a holder.
CREATE TABLE mandate (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- Key of the mandate.
    id INTEGER NOT NULL CHECK (id > 0),
    -- For whom.
    holder INTEGER NOT NULL,
    -- Who may: another holder.
    representative INTEGER NOT NULL,
    -- Whether they may also ask for corrections and appeal, beside looking.
    may_act INTEGER NOT NULL CHECK (may_act IN (0, 1)),
    -- Until when, Unix seconds.
    ends_at INTEGER NOT NULL,
    -- By which act.
    act INTEGER NOT NULL,
    PRIMARY KEY (shard, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mandate_of_holder ON mandate (shard, holder);
CREATE INDEX mandate_of_representative ON mandate (shard, representative);

-- A mandate ends before its time.
CREATE TABLE mandate_end (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- Which.
    mandate INTEGER NOT NULL,
    -- By which act.
    act INTEGER NOT NULL,
    -- When, Unix seconds.
    at INTEGER NOT NULL,
    PRIMARY KEY (shard, mandate),
    FOREIGN KEY (shard, mandate) REFERENCES mandate (shard, id)
) STRICT, WITHOUT ROWID;

-- Something looked wrong.
CREATE TABLE alarm (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Key of the alarm.
    id INTEGER NOT NULL CHECK (id > 0),
    -- What: number of issuer::staff::AlarmKind.
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 7),
    -- At which office.
    office INTEGER NOT NULL,
    -- By which officer.
    officer INTEGER,
    -- Product code.
    product TEXT CHECK (length(product) BETWEEN 1 AND 80),
    -- Lot number.
    lot TEXT CHECK (length(lot) BETWEEN 1 AND 80),
    -- When, Unix seconds.
    at INTEGER NOT NULL,
    -- In which act.
    act INTEGER,
    PRIMARY KEY (shard, id)
) STRICT, WITHOUT ROWID;

-- A one-time code was used to collect a pass.
CREATE TABLE collection_use (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- The pass.
    pass INTEGER NOT NULL,
    -- Number of the code: each one is used once.
    version INTEGER NOT NULL CHECK (version BETWEEN 0 AND 255),
    -- When, Unix seconds.
    at INTEGER NOT NULL,
    PRIMARY KEY (shard, pass, version)
) STRICT, WITHOUT ROWID;

-- Entry of a lot at a clinic is held.
CREATE TABLE entry_hold (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- The clinic's office.
    office INTEGER NOT NULL,
    -- Product code.
    product TEXT NOT NULL CHECK (length(product) BETWEEN 1 AND 80),
    -- Lot number.
    lot TEXT NOT NULL CHECK (length(lot) BETWEEN 1 AND 80),
    -- Since when, Unix seconds; none once entry may go on.
    since INTEGER,
    -- The act that let it go on.
    act INTEGER,
    PRIMARY KEY (shard, office, product, lot)
) STRICT, WITHOUT ROWID;

-- Counts of events that lead to nobody: what statistics and plausibility work on.
CREATE TABLE tally (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Product code; empty where there is none.
    product TEXT NOT NULL CHECK (length(product) <= 80),
    -- Lot number; empty where there is none.
    lot TEXT NOT NULL CHECK (length(lot) <= 80),
    -- The office.
    office INTEGER NOT NULL,
    -- Day of the act, days since 1970-01-01.
    day INTEGER NOT NULL,
    -- The ground: 1 vaccination, 2 test, 3 recovery, 4 exemption.
    ground INTEGER NOT NULL CHECK (ground BETWEEN 1 AND 4),
    -- Events entered.
    issued INTEGER NOT NULL,
    -- Events corrected.
    corrected INTEGER NOT NULL,
    -- Events removed: revoked, or entered in error.
    removed INTEGER NOT NULL,
    PRIMARY KEY (shard, product, lot, office, day, ground)
) STRICT, WITHOUT ROWID;
CREATE INDEX tally_of_day ON tally (shard, day);

-- How much an officer did in an hour, for the alarms about bursts.
CREATE TABLE activity (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Who.
    officer INTEGER NOT NULL,
    -- Hours since 1970-01-01T00Z.
    hour INTEGER NOT NULL,
    -- Acts done.
    acts INTEGER NOT NULL,
    -- People concerned.
    holders INTEGER NOT NULL,
    PRIMARY KEY (shard, officer, hour)
) STRICT, WITHOUT ROWID;

-- How much of a day's cap is used (G07). A transaction that would pass it fails.
CREATE TABLE cap_use (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Days since 1970-01-01.
    day INTEGER NOT NULL,
    -- Whose cap: number of a scope.
    scope INTEGER NOT NULL CHECK (scope BETWEEN 0 AND 255),
    -- Who is counted: an officer, two offices, a region, the nation.
    key TEXT NOT NULL CHECK (length(key) <= 80),
    -- How much is used.
    used INTEGER NOT NULL CHECK (used >= 0),
    PRIMARY KEY (shard, day, scope, key)
) STRICT, WITHOUT ROWID;

-- The delivery channel that a holder gave; used for notices only, and deleted when they ask (G12).
CREATE TABLE channel (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- Whose.
    holder INTEGER NOT NULL,
    -- The address: sealed under the person's data key.
    sealed BLOB NOT NULL CHECK (length(sealed) BETWEEN 28 AND 4096),
    PRIMARY KEY (shard, holder)
) STRICT, WITHOUT ROWID;

-- Keyed hashes that lead to rows: the newest ones, until they are moved into a run.
CREATE TABLE lookup_recent (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- What leads there: number of issuer::registry::LookupKind.
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 4),
    -- The hash, 16 bytes.
    hash BLOB NOT NULL CHECK (length(hash) = 16),
    -- Key of the row that it leads to.
    target INTEGER NOT NULL,
    PRIMARY KEY (shard, kind, hash, target)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX lookup_recent_unique ON lookup_recent (shard, kind, hash)
    WHERE kind <> 2;

-- A sorted run of look-up hashes. Runs never change; several are merged into one.
CREATE TABLE lookup_run (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- Number of issuer::registry::LookupKind.
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 4),
    -- Number of the run.
    run INTEGER NOT NULL CHECK (run > 0),
    -- 0 for a fresh one; one more for each merge.
    level INTEGER NOT NULL CHECK (level >= 0),
    -- How many entries it has.
    entries INTEGER NOT NULL CHECK (entries > 0),
    -- Bloom filter over its hashes.
    filter BLOB NOT NULL,
    PRIMARY KEY (shard, kind, run)
) STRICT, WITHOUT ROWID;

-- A piece of a run.
CREATE TABLE lookup_chunk (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- Number of issuer::registry::LookupKind.
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 4),
    -- The run.
    run INTEGER NOT NULL,
    -- The first hash in it.
    first BLOB NOT NULL CHECK (length(first) = 16),
    -- Number of the piece in its run, from 0.
    part INTEGER NOT NULL,
    -- Up to 512 entries of hash (16 bytes) and target (8, big-endian), sorted.
    entries BLOB NOT NULL CHECK (length(entries) BETWEEN 24 AND 12288),
    PRIMARY KEY (shard, kind, run, first, part)
) STRICT, WITHOUT ROWID;

-- The next free key of a shard.
CREATE TABLE id_block (
    -- The part of the registry that the row lies in; 0 where it is not divided.
    shard INTEGER NOT NULL,
    -- The next free key.
    next INTEGER NOT NULL CHECK (next > 0),
    PRIMARY KEY (shard)
) STRICT, WITHOUT ROWID;

-- An import or a bulk issue, and how far it is.
CREATE TABLE job (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Key of the job.
    id INTEGER NOT NULL CHECK (id > 0),
    -- What sort of job; the authority numbers them.
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 99),
    -- Who started it.
    officer INTEGER NOT NULL,
    -- Their office at that time.
    office INTEGER NOT NULL,
    -- SHA-256 of the input.
    input_hash BLOB NOT NULL CHECK (length(input_hash) = 32),
    -- 1 running, 2 done, 3 stopped.
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),
    -- Rows of the input, once they are counted.
    total INTEGER,
    -- Rows read.
    done_rows INTEGER NOT NULL CHECK (done_rows >= 0),
    -- Rows that became a pass.
    good_rows INTEGER NOT NULL CHECK (good_rows >= 0),
    -- Rows that did not.
    bad_rows INTEGER NOT NULL CHECK (bad_rows >= 0),
    -- When it was started, Unix seconds.
    at INTEGER NOT NULL,
    PRIMARY KEY (shard, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_of_input ON job (shard, input_hash);

-- A row of a job's input that was not taken; the row itself is not kept.
CREATE TABLE job_error (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- The job.
    job INTEGER NOT NULL,
    -- Number of the row in the input, from 1.
    row INTEGER NOT NULL CHECK (row > 0),
    -- The field at fault: a name of the template, never its content.
    field TEXT NOT NULL CHECK (length(field) <= 80),
    -- Code of the error.
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 80),
    PRIMARY KEY (shard, job, row, field, code)
) STRICT, WITHOUT ROWID;

-- What was answered to a request that may come again.
CREATE TABLE idempotency (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Who asked.
    officer INTEGER NOT NULL,
    -- Keyed hash of the key that they gave.
    key_tag BLOB NOT NULL CHECK (length(key_tag) = 16),
    -- SHA-256 of the request.
    request_hash BLOB NOT NULL CHECK (length(request_hash) = 32),
    -- When, Unix seconds.
    at INTEGER NOT NULL,
    -- What came of it, without personal data.
    outcome BLOB NOT NULL CHECK (length(outcome) <= 4096),
    PRIMARY KEY (shard, officer, key_tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_age ON idempotency (shard, at);

-- A setting of the authority.
CREATE TABLE setting (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Its name.
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    -- Its value.
    value TEXT NOT NULL CHECK (length(value) <= 4096),
    PRIMARY KEY (shard, name)
) STRICT, WITHOUT ROWID;

-- Somebody is signed in.
CREATE TABLE session (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Keyed hash of the session's token; the token is not kept.
    tag BLOB NOT NULL CHECK (length(tag) = 16),
    -- The officer who is signed in.
    officer INTEGER,
    -- Where the holder who is signed in lies.
    holder_shard INTEGER,
    -- The holder who is signed in.
    holder INTEGER,
    -- Since when, Unix seconds.
    at INTEGER NOT NULL,
    -- Until when, Unix seconds.
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (shard, tag),
    -- One officer or one holder.
    CONSTRAINT session_of_one CHECK (
        (officer IS NULL) <> (holder IS NULL) AND (holder IS NULL) = (holder_shard IS NULL)
    )
) STRICT, WITHOUT ROWID;
CREATE INDEX session_age ON session (shard, expires_at);

-- A key that a machine signs in with.
CREATE TABLE api_key (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Key of the row.
    id INTEGER NOT NULL CHECK (id > 0),
    -- The machine, as an officer.
    officer INTEGER NOT NULL,
    -- Keyed hash of the key; the key is not kept.
    tag BLOB NOT NULL CHECK (length(tag) = 16),
    -- SHA-256 of the client certificate that must come with it.
    certificate BLOB CHECK (length(certificate) = 32),
    -- Since when, Unix seconds.
    at INTEGER NOT NULL,
    -- Until when, Unix seconds.
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (shard, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX api_key_tag ON api_key (shard, tag);

-- A one-time link by which an officer registers the key that they will sign with.
CREATE TABLE invitation (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Keyed hash of the link's token; the token is not kept.
    tag BLOB NOT NULL CHECK (length(tag) = 16),
    -- The officer who is invited; none for the first of all.
    officer INTEGER,
    -- The office that they are to work in.
    office INTEGER,
    -- The role that they are to have: number of issuer::staff::Role.
    role INTEGER CHECK (role BETWEEN 1 AND 8),
    -- Since when, Unix seconds.
    at INTEGER NOT NULL,
    -- Until when, Unix seconds.
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (shard, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX invitation_age ON invitation (shard, expires_at);

-- A sign-in or a signature that was begun and is not finished.
CREATE TABLE ceremony (
    -- Always 0: a row of the authority itself.
    shard INTEGER NOT NULL CHECK (shard = 0),
    -- Keyed hash of the ceremony's token; the token is not kept.
    tag BLOB NOT NULL CHECK (length(tag) = 16),
    -- What is being done; the server numbers them.
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 99),
    -- By whom, where that is known.
    officer INTEGER,
    -- The act that is being signed.
    act INTEGER,
    -- What the server has to remember: a challenge, a nonce; no personal data.
    state BLOB NOT NULL CHECK (length(state) <= 4096),
    -- Until when, Unix seconds.
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (shard, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX ceremony_age ON ceremony (shard, expires_at);

-- What was written stays as it was written (G10). Own connections set recursive_triggers, so that
-- INSERT OR REPLACE, which deletes, is refused as well.
CREATE TRIGGER leaf_no_update BEFORE UPDATE ON leaf
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER leaf_no_delete BEFORE DELETE ON leaf
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER access_no_update BEFORE UPDATE ON access
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER access_no_delete BEFORE DELETE ON access
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER act_no_update BEFORE UPDATE ON act
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER act_no_delete BEFORE DELETE ON act
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER approval_no_update BEFORE UPDATE ON approval
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER approval_no_delete BEFORE DELETE ON approval
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER act_step_no_update BEFORE UPDATE ON act_step
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER act_step_no_delete BEFORE DELETE ON act_step
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER person_no_update BEFORE UPDATE ON person
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER person_no_delete BEFORE DELETE ON person
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER event_no_update BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER pass_no_update BEFORE UPDATE ON pass
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER pass_no_delete BEFORE DELETE ON pass
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER office_no_update BEFORE UPDATE ON office
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER office_no_delete BEFORE DELETE ON office
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER officer_no_update BEFORE UPDATE ON officer
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER officer_no_delete BEFORE DELETE ON officer
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER officer_key_no_update BEFORE UPDATE ON officer_key
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER officer_key_no_delete BEFORE DELETE ON officer_key
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER appointment_no_update BEFORE UPDATE ON appointment
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER appointment_no_delete BEFORE DELETE ON appointment
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER login_no_update BEFORE UPDATE ON login
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER login_no_delete BEFORE DELETE ON login
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER epoch_no_update BEFORE UPDATE ON epoch
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER epoch_no_delete BEFORE DELETE ON epoch
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER product_no_update BEFORE UPDATE ON product
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER product_no_delete BEFORE DELETE ON product
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER delivery_no_update BEFORE UPDATE ON delivery
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER delivery_no_delete BEFORE DELETE ON delivery
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER mandate_no_update BEFORE UPDATE ON mandate
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER mandate_no_delete BEFORE DELETE ON mandate
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER mandate_end_no_update BEFORE UPDATE ON mandate_end
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER mandate_end_no_delete BEFORE DELETE ON mandate_end
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER alarm_no_update BEFORE UPDATE ON alarm
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER alarm_no_delete BEFORE DELETE ON alarm
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER collection_use_no_update BEFORE UPDATE ON collection_use
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
CREATE TRIGGER collection_use_no_delete BEFORE DELETE ON collection_use
BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;

-- No act without its leaf (G06), none about a person without an access entry (G11). Leaves and
-- entries are written before the act. What two offices sign has its leaf once they have.
CREATE TRIGGER act_has_leaf_and_access BEFORE INSERT ON act
BEGIN
    SELECT RAISE(ABORT, 'cleanbill.no-leaf')
    WHERE NEW.kind NOT IN (4, 6, 7, 8, 9, 10, 11, 12, 13, 17, 18, 19, 22, 23, 24)
        AND NOT EXISTS (SELECT 1 FROM leaf WHERE shard = NEW.shard AND act = NEW.id);
    SELECT RAISE(ABORT, 'cleanbill.no-access')
    WHERE NEW.holder IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM access WHERE shard = NEW.shard AND holder = NEW.holder AND act = NEW.id
    );
END;

-- What takes a pass away or makes an officer goes on only with the signatures of two officers of
-- two offices (G07). A forgery also needs that of a reviewer who is neither of the two, and so does
-- what takes away more passes than it names: a product or lot, a list, a key that was not
-- compromised. And what goes on has its leaf by then (G06).
CREATE TRIGGER act_step_approved BEFORE INSERT ON act_step
WHEN NEW.state IN (2, 3, 4)
BEGIN
    SELECT RAISE(ABORT, 'cleanbill.two-offices')
    WHERE EXISTS (
        SELECT 1 FROM act WHERE shard = NEW.shard AND id = NEW.act
            AND kind IN (4, 6, 7, 8, 9, 10, 11, 12, 13, 17, 18, 19, 22, 23, 24)
    ) AND NOT EXISTS (
        SELECT 1 FROM approval AS one
        JOIN approval AS two ON two.shard = one.shard AND two.act = one.act
        WHERE one.shard = NEW.shard AND one.act = NEW.act
            AND one.officer <> two.officer AND one.office <> two.office
    );
    SELECT RAISE(ABORT, 'cleanbill.reviewer')
    WHERE EXISTS (
        SELECT 1 FROM act WHERE shard = NEW.shard AND id = NEW.act
            AND (reason = 9 OR kind IN (11, 12) OR (kind = 10 AND reason <> 7))
    ) AND NOT EXISTS (
        SELECT 1 FROM approval AS one
        JOIN approval AS two ON two.shard = one.shard AND two.act = one.act
        JOIN approval AS third ON third.shard = one.shard AND third.act = one.act
        JOIN appointment AS begun ON begun.shard = 0 AND begun.officer = third.officer
            AND begun.office = third.office AND begun.role = 6 AND begun.begins = 1
        WHERE one.shard = NEW.shard AND one.act = NEW.act
            AND one.officer <> two.officer AND one.office <> two.office
            AND third.officer NOT IN (one.officer, two.officer)
            AND third.office NOT IN (one.office, two.office)
            AND NOT EXISTS (
                SELECT 1 FROM appointment AS ended
                WHERE ended.shard = 0 AND ended.officer = begun.officer
                    AND ended.office = begun.office AND ended.role = 6 AND ended.begins = 0
                    AND (ended.at > begun.at OR (ended.at = begun.at AND ended.id > begun.id))
            )
    );
    SELECT RAISE(ABORT, 'cleanbill.no-leaf')
    WHERE NOT EXISTS (SELECT 1 FROM leaf WHERE shard = NEW.shard AND act = NEW.act);
END;
