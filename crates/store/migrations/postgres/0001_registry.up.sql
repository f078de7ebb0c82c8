-- The registry of an authority, on PostgreSQL 15 or newer. docs/DATA_MODEL.md tells how the tables
-- belong together. The same tables are in ../sqlite/0001_registry.up.sql; schema/columns.txt lists
-- every column, and a test holds all three against each other (G12).
--
-- Keys are integers that never leave the authority's process. Every primary and unique key begins
-- with the shard, so that all tables can be distributed by hash of it. Times are Unix seconds. What
-- is personal is sealed, or a keyed hash.

CREATE TABLE cleanbill.leaf (
    shard INTEGER NOT NULL,
    id BIGINT NOT NULL,
    kind SMALLINT NOT NULL CHECK (kind BETWEEN 1 AND 9),
    act BIGINT,
    body BYTEA NOT NULL CHECK (length(body) BETWEEN 1 AND 65536),
    PRIMARY KEY (shard, id)
);
CREATE UNIQUE INDEX leaf_of_act ON cleanbill.leaf (shard, act);
COMMENT ON TABLE cleanbill.leaf IS
    'What the public ledger will say of an act. Written before the act, whose trigger asks '
    'for it; of an act that two offices sign, before the step that says that they did: it '
    'names both.';
COMMENT ON COLUMN cleanbill.leaf.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.leaf.id IS 'Key of the leaf; leaves are published in its order.';
COMMENT ON COLUMN cleanbill.leaf.kind IS 'What it says: number of issuer::leaf::LeafKind.';
COMMENT ON COLUMN cleanbill.leaf.act IS 'The act that it tells of; none for a summary of a day.';
COMMENT ON COLUMN cleanbill.leaf.body IS
    'A commitment of 32 bytes, or canonical CBOR without personal data.';

CREATE TABLE cleanbill.access (
    shard INTEGER NOT NULL,
    holder BIGINT NOT NULL,
    id BIGINT NOT NULL,
    officer BIGINT NOT NULL,
    office BIGINT NOT NULL,
    role SMALLINT NOT NULL CHECK (role BETWEEN 1 AND 8),
    purpose SMALLINT NOT NULL CHECK (purpose BETWEEN 1 AND 10),
    basis SMALLINT CHECK (basis BETWEEN 1 AND 10),
    act BIGINT,
    at BIGINT NOT NULL,
    visible_at BIGINT NOT NULL
        CHECK (visible_at = at
            OR (basis IS NOT NULL AND basis = 7
                AND visible_at BETWEEN at AND at + 7776000)),
    PRIMARY KEY (shard, holder, id)
);
COMMENT ON TABLE cleanbill.access IS
    'Who looked at a person''s record, and why (G11). The holder reads it.';
COMMENT ON COLUMN cleanbill.access.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.access.holder IS 'Whose record was looked at.';
COMMENT ON COLUMN cleanbill.access.id IS 'Key of the entry.';
COMMENT ON COLUMN cleanbill.access.officer IS 'Who looked; 0 where it was the holder.';
COMMENT ON COLUMN cleanbill.access.office IS
    'The officer''s office at that time; 0 where it was the holder.';
COMMENT ON COLUMN cleanbill.access.role IS
    'The officer''s role at that time: number of issuer::staff::Role.';
COMMENT ON COLUMN cleanbill.access.purpose IS 'What for: number of issuer::staff::Purpose.';
COMMENT ON COLUMN cleanbill.access.basis IS
    'On which ground of law: number of issuer::act::LegalBasis.';
COMMENT ON COLUMN cleanbill.access.act IS 'In the course of which act.';
COMMENT ON COLUMN cleanbill.access.at IS 'When, Unix seconds.';
COMMENT ON COLUMN cleanbill.access.visible_at IS
    'From when on the holder sees the entry, Unix seconds: at once, or at most 90 days '
    'later and only by a court''s order (G11).';

CREATE TABLE cleanbill.act (
    shard INTEGER NOT NULL,
    id BIGINT NOT NULL,
    kind SMALLINT NOT NULL CHECK (kind BETWEEN 1 AND 24),
    holder BIGINT,
    pass BIGINT,
    target BIGINT,
    officer BIGINT NOT NULL,
    office BIGINT NOT NULL,
    region TEXT NOT NULL CHECK (length(region) BETWEEN 1 AND 16),
    reason SMALLINT CHECK (reason BETWEEN 1 AND 10),
    basis SMALLINT CHECK (basis BETWEEN 1 AND 10),
    evidence BYTEA CHECK (length(evidence) = 32),
    at BIGINT NOT NULL,
    body BYTEA NOT NULL CHECK (length(body) <= 65536),
    hash BYTEA NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (shard, id),
    CONSTRAINT act_grounds CHECK (
        kind NOT IN (4, 10, 11, 12, 13) OR (reason IS NOT NULL AND basis IS NOT NULL)
    ),
    CONSTRAINT act_evidence CHECK (reason IS NULL OR reason <> 9 OR evidence IS NOT NULL)
);
CREATE INDEX act_of_holder ON cleanbill.act (shard, holder, id)
    WHERE holder IS NOT NULL AND kind > 1;
CREATE INDEX act_not_issuing ON cleanbill.act (shard, kind, id)
    WHERE kind > 1;
COMMENT ON TABLE cleanbill.act IS
    'An act, as it was proposed. What becomes of it are rows of act_step.';
COMMENT ON COLUMN cleanbill.act.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.act.id IS 'Key of the act.';
COMMENT ON COLUMN cleanbill.act.kind IS 'What is done: number of issuer::act::ActKind.';
COMMENT ON COLUMN cleanbill.act.holder IS 'Whose record it is about.';
COMMENT ON COLUMN cleanbill.act.pass IS 'The pass that it is about.';
COMMENT ON COLUMN cleanbill.act.target IS
    'What else it is about: an act, an office, an officer, an epoch, a job.';
COMMENT ON COLUMN cleanbill.act.officer IS 'Who did or proposed it.';
COMMENT ON COLUMN cleanbill.act.office IS 'The officer''s office at that time.';
COMMENT ON COLUMN cleanbill.act.region IS
    'The region of that office: ISO 3166-2, or a country''s code.';
COMMENT ON COLUMN cleanbill.act.reason IS
    'Why a pass is taken away: number of issuer::act::Reason.';
COMMENT ON COLUMN cleanbill.act.basis IS
    'On which ground of law: number of issuer::act::LegalBasis.';
COMMENT ON COLUMN cleanbill.act.evidence IS 'SHA-256 of the evidence on file.';
COMMENT ON COLUMN cleanbill.act.at IS 'When it was proposed, Unix seconds.';
COMMENT ON COLUMN cleanbill.act.body IS 'What else it says: canonical CBOR without personal data.';
COMMENT ON COLUMN cleanbill.act.hash IS 'Hash of the act: what the approvals sign.';
COMMENT ON CONSTRAINT act_grounds ON cleanbill.act IS
    'What takes a pass away names a reason and a ground of law (G07).';
COMMENT ON CONSTRAINT act_evidence ON cleanbill.act IS 'A forgery has evidence on file (G07).';

CREATE TABLE cleanbill.approval (
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
    PRIMARY KEY (shard, act, officer),
    FOREIGN KEY (shard, act) REFERENCES cleanbill.act (shard, id)
);
COMMENT ON TABLE cleanbill.approval IS
    'An officer''s signature over an act''s hash, kept as it was made, so that anybody can '
    'verify it again.';
COMMENT ON COLUMN cleanbill.approval.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.approval.act IS 'The act.';
COMMENT ON COLUMN cleanbill.approval.officer IS 'Who signed.';
COMMENT ON COLUMN cleanbill.approval.office IS 'The officer''s office at that time.';
COMMENT ON COLUMN cleanbill.approval.key IS 'With which key of the officer''s.';
COMMENT ON COLUMN cleanbill.approval.form IS
    'How that key signs: number of issuer::staff::KeyForm.';
COMMENT ON COLUMN cleanbill.approval.authenticator_data IS
    'Authenticator data of a passkey; empty for a raw signature.';
COMMENT ON COLUMN cleanbill.approval.client_data IS
    'Client data of a passkey; empty for a raw signature.';
COMMENT ON COLUMN cleanbill.approval.signature IS 'The signature.';
COMMENT ON COLUMN cleanbill.approval.at IS 'When, Unix seconds.';

CREATE TABLE cleanbill.act_step (
    shard INTEGER NOT NULL,
    act BIGINT NOT NULL,
    step SMALLINT NOT NULL CHECK (step > 0),
    state SMALLINT NOT NULL CHECK (state BETWEEN 1 AND 8),
    officer BIGINT,
    at BIGINT NOT NULL,
    effective_at BIGINT,
    channel SMALLINT CHECK (channel BETWEEN 1 AND 5),
    PRIMARY KEY (shard, act, step),
    FOREIGN KEY (shard, act) REFERENCES cleanbill.act (shard, id)
);
COMMENT ON TABLE cleanbill.act_step IS
    'What became of an act. The highest step says where it stands.';
COMMENT ON COLUMN cleanbill.act_step.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.act_step.act IS 'The act.';
COMMENT ON COLUMN cleanbill.act_step.step IS '1 for the first.';
COMMENT ON COLUMN cleanbill.act_step.state IS
    'The state that it enters: number of issuer::act::ActState.';
COMMENT ON COLUMN cleanbill.act_step.officer IS 'Who moved it; nobody where time did.';
COMMENT ON COLUMN cleanbill.act_step.at IS 'When, Unix seconds.';
COMMENT ON COLUMN cleanbill.act_step.effective_at IS
    'From when on the act takes effect, Unix seconds; known once notice was given.';
COMMENT ON COLUMN cleanbill.act_step.channel IS
    'How notice was given: number of issuer::act::NoticeChannel.';

CREATE TABLE cleanbill.act_open (
    shard INTEGER NOT NULL,
    act BIGINT NOT NULL,
    step SMALLINT NOT NULL,
    state SMALLINT NOT NULL,
    effective_at BIGINT,
    PRIMARY KEY (shard, act)
);
CREATE INDEX act_open_due ON cleanbill.act_open (shard, effective_at)
    WHERE effective_at IS NOT NULL;
COMMENT ON TABLE cleanbill.act_open IS
    'Where the acts stand that are not at their end: written with each step, so that what '
    'is due is found without reading what is past. Nothing is decided by it that act_step '
    'does not say.';
COMMENT ON COLUMN cleanbill.act_open.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.act_open.act IS 'The act.';
COMMENT ON COLUMN cleanbill.act_open.step IS 'Its last step.';
COMMENT ON COLUMN cleanbill.act_open.state IS 'The state that it is in.';
COMMENT ON COLUMN cleanbill.act_open.effective_at IS 'When it is due, Unix seconds.';

CREATE TABLE cleanbill.person (
    shard INTEGER NOT NULL,
    holder BIGINT NOT NULL,
    version INTEGER NOT NULL,
    act BIGINT NOT NULL,
    sealed BYTEA NOT NULL CHECK (length(sealed) BETWEEN 28 AND 65536),
    PRIMARY KEY (shard, holder, version)
);
COMMENT ON TABLE cleanbill.person IS 'A version of what is known of a person.';
COMMENT ON COLUMN cleanbill.person.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.person.holder IS 'Whose.';
COMMENT ON COLUMN cleanbill.person.version IS '1 for the first; the highest holds.';
COMMENT ON COLUMN cleanbill.person.act IS 'The act that wrote it.';
COMMENT ON COLUMN cleanbill.person.sealed IS
    'Names, birth date, hashes of documents: sealed under the person''s data key.';

CREATE TABLE cleanbill.event (
    shard INTEGER NOT NULL,
    id BIGINT NOT NULL,
    holder BIGINT NOT NULL,
    corrects BIGINT,
    office BIGINT NOT NULL,
    source SMALLINT NOT NULL CHECK (source BETWEEN 1 AND 5),
    product_tag BYTEA NOT NULL CHECK (length(product_tag) = 8),
    lot_tag BYTEA NOT NULL CHECK (length(lot_tag) = 8),
    act BIGINT NOT NULL,
    sealed BYTEA NOT NULL CHECK (length(sealed) BETWEEN 28 AND 65536),
    PRIMARY KEY (shard, id)
);
CREATE INDEX event_of_holder ON cleanbill.event (shard, holder);
CREATE UNIQUE INDEX event_corrected_once ON cleanbill.event (shard, corrects)
    WHERE corrects IS NOT NULL;
COMMENT ON INDEX cleanbill.event_corrected_once IS
    'What was wrong is corrected once; the correction can be corrected in turn (G10).';
COMMENT ON TABLE cleanbill.event IS 'A health event.';
COMMENT ON COLUMN cleanbill.event.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.event.id IS 'Key of the event.';
COMMENT ON COLUMN cleanbill.event.holder IS 'Whose.';
COMMENT ON COLUMN cleanbill.event.corrects IS 'The event that this one corrects.';
COMMENT ON COLUMN cleanbill.event.office IS 'The office that vouches for it.';
COMMENT ON COLUMN cleanbill.event.source IS
    'Where it was told from: number of issuer::staff::Source.';
COMMENT ON COLUMN cleanbill.event.product_tag IS
    'Keyed tag of the product, so that a withdrawal finds the event unopened.';
COMMENT ON COLUMN cleanbill.event.lot_tag IS 'Keyed tag of product and lot.';
COMMENT ON COLUMN cleanbill.event.act IS 'The act that wrote it.';
COMMENT ON COLUMN cleanbill.event.sealed IS 'What happened: sealed under the person''s data key.';

CREATE TABLE cleanbill.pass (
    shard INTEGER NOT NULL,
    id BIGINT NOT NULL,
    holder BIGINT NOT NULL,
    event BIGINT NOT NULL,
    replaces BIGINT,
    act BIGINT NOT NULL,
    handle BYTEA NOT NULL CHECK (length(handle) = 16),
    epoch BIGINT NOT NULL,
    light BOOLEAN NOT NULL,
    issued_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    sealed BYTEA NOT NULL CHECK (length(sealed) BETWEEN 28 AND 65536),
    PRIMARY KEY (shard, id)
);
CREATE INDEX pass_of_holder ON cleanbill.pass (shard, holder);
CREATE UNIQUE INDEX pass_replaced_once ON cleanbill.pass (shard, replaces)
    WHERE replaces IS NOT NULL;
COMMENT ON INDEX cleanbill.pass_replaced_once IS 'One pass takes the place of another.';
CREATE INDEX pass_of_epoch ON cleanbill.pass (shard, epoch, id);
COMMENT ON TABLE cleanbill.pass IS 'A pass.';
COMMENT ON COLUMN cleanbill.pass.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.pass.id IS 'Key of the pass.';
COMMENT ON COLUMN cleanbill.pass.holder IS 'Whose.';
COMMENT ON COLUMN cleanbill.pass.event IS 'The event that it stands on.';
COMMENT ON COLUMN cleanbill.pass.replaces IS 'The pass that it takes the place of.';
COMMENT ON COLUMN cleanbill.pass.act IS 'The act that issued it.';
COMMENT ON COLUMN cleanbill.pass.handle IS 'SHA-256 of the UCI, first 16 bytes.';
COMMENT ON COLUMN cleanbill.pass.epoch IS 'The epoch of the key that signed it.';
COMMENT ON COLUMN cleanbill.pass.light IS 'Whether it is a light pass.';
COMMENT ON COLUMN cleanbill.pass.issued_at IS 'Claim iat, Unix seconds.';
COMMENT ON COLUMN cleanbill.pass.expires_at IS 'Claim exp, Unix seconds.';
COMMENT ON COLUMN cleanbill.pass.sealed IS
    'The signed message (COSE_Sign1): sealed under the person''s data key.';

CREATE TABLE cleanbill.office (
    shard INTEGER NOT NULL CHECK (shard = 0),
    id BIGINT NOT NULL CHECK (id > 0),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    region TEXT NOT NULL CHECK (length(region) BETWEEN 1 AND 16),
    kind SMALLINT NOT NULL CHECK (kind BETWEEN 1 AND 5),
    act BIGINT NOT NULL,
    PRIMARY KEY (shard, id)
);
COMMENT ON TABLE cleanbill.office IS 'An office.';
COMMENT ON COLUMN cleanbill.office.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.office.id IS 'Key of the office.';
COMMENT ON COLUMN cleanbill.office.name IS 'What the office is called; never a person''s name.';
COMMENT ON COLUMN cleanbill.office.region IS 'Its region: ISO 3166-2, or a country''s code.';
COMMENT ON COLUMN cleanbill.office.kind IS
    'What sort of office: number of issuer::staff::OfficeKind.';
COMMENT ON COLUMN cleanbill.office.act IS 'The act that opened it.';

CREATE TABLE cleanbill.officer (
    shard INTEGER NOT NULL CHECK (shard = 0),
    id BIGINT NOT NULL CHECK (id > 0),
    number BIGINT NOT NULL CHECK (number > 0),
    act BIGINT NOT NULL,
    PRIMARY KEY (shard, id)
);
CREATE UNIQUE INDEX officer_number ON cleanbill.officer (shard, number);
COMMENT ON TABLE cleanbill.officer IS 'An officer: a number, and no name.';
COMMENT ON COLUMN cleanbill.officer.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.officer.id IS 'Key of the officer.';
COMMENT ON COLUMN cleanbill.officer.number IS 'The stable number that holders see.';
COMMENT ON COLUMN cleanbill.officer.act IS 'The act that first appointed them.';

CREATE TABLE cleanbill.officer_key (
    shard INTEGER NOT NULL CHECK (shard = 0),
    id BIGINT NOT NULL CHECK (id > 0),
    officer BIGINT NOT NULL,
    form SMALLINT NOT NULL CHECK (form BETWEEN 1 AND 2),
    credential_id BYTEA NOT NULL CHECK (length(credential_id) <= 1023),
    public_key BYTEA NOT NULL CHECK (length(public_key) BETWEEN 1 AND 2048),
    rp_id TEXT NOT NULL CHECK (length(rp_id) <= 253),
    act BIGINT NOT NULL,
    PRIMARY KEY (shard, id)
);
CREATE UNIQUE INDEX officer_key_credential ON cleanbill.officer_key (shard, credential_id)
    WHERE length(credential_id) > 0;
COMMENT ON TABLE cleanbill.officer_key IS 'The public key that an officer signs with.';
COMMENT ON COLUMN cleanbill.officer_key.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.officer_key.id IS 'Key of the row.';
COMMENT ON COLUMN cleanbill.officer_key.officer IS 'Whose.';
COMMENT ON COLUMN cleanbill.officer_key.form IS 'How it signs: number of issuer::staff::KeyForm.';
COMMENT ON COLUMN cleanbill.officer_key.credential_id IS
    'Identifier of the passkey; empty for a raw key.';
COMMENT ON COLUMN cleanbill.officer_key.public_key IS 'SubjectPublicKeyInfo, DER.';
COMMENT ON COLUMN cleanbill.officer_key.rp_id IS
    'The relying party of the passkey; empty for a raw key.';
COMMENT ON COLUMN cleanbill.officer_key.act IS 'The act that appointed the officer with this key.';

CREATE TABLE cleanbill.appointment (
    shard INTEGER NOT NULL CHECK (shard = 0),
    id BIGINT NOT NULL CHECK (id > 0),
    officer BIGINT NOT NULL,
    office BIGINT NOT NULL,
    role SMALLINT NOT NULL CHECK (role BETWEEN 1 AND 8),
    begins BOOLEAN NOT NULL,
    act BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (shard, id)
);
CREATE INDEX appointment_of_officer ON cleanbill.appointment (shard, officer);
COMMENT ON TABLE cleanbill.appointment IS 'An officer takes up a role in an office, or leaves it.';
COMMENT ON COLUMN cleanbill.appointment.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.appointment.id IS 'Key of the row.';
COMMENT ON COLUMN cleanbill.appointment.officer IS 'Who.';
COMMENT ON COLUMN cleanbill.appointment.office IS 'Where.';
COMMENT ON COLUMN cleanbill.appointment.role IS 'As what: number of issuer::staff::Role.';
COMMENT ON COLUMN cleanbill.appointment.begins IS 'Whether the appointment begins here, or ends.';
COMMENT ON COLUMN cleanbill.appointment.act IS 'By which act.';
COMMENT ON COLUMN cleanbill.appointment.at IS 'When, Unix seconds.';

CREATE TABLE cleanbill.login (
    shard INTEGER NOT NULL CHECK (shard = 0),
    id BIGINT NOT NULL CHECK (id > 0),
    officer BIGINT NOT NULL,
    tag BYTEA NOT NULL CHECK (length(tag) = 16),
    act BIGINT NOT NULL,
    PRIMARY KEY (shard, id)
);
CREATE UNIQUE INDEX login_tag ON cleanbill.login (shard, tag);
COMMENT ON TABLE cleanbill.login IS 'How an officer signs in at an OpenID provider.';
COMMENT ON COLUMN cleanbill.login.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.login.id IS 'Key of the row.';
COMMENT ON COLUMN cleanbill.login.officer IS 'Who.';
COMMENT ON COLUMN cleanbill.login.tag IS 'Keyed hash of the provider and the subject there.';
COMMENT ON COLUMN cleanbill.login.act IS 'By which act.';

CREATE TABLE cleanbill.epoch (
    shard INTEGER NOT NULL CHECK (shard = 0),
    id BIGINT NOT NULL CHECK (id > 0),
    kid BYTEA NOT NULL CHECK (length(kid) = 8),
    certificate BYTEA NOT NULL CHECK (length(certificate) BETWEEN 1 AND 65536),
    not_before BIGINT NOT NULL,
    not_after BIGINT NOT NULL,
    act BIGINT NOT NULL,
    PRIMARY KEY (shard, id)
);
COMMENT ON TABLE cleanbill.epoch IS 'An epoch of the keys that sign passes.';
COMMENT ON COLUMN cleanbill.epoch.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.epoch.id IS 'Number of the epoch.';
COMMENT ON COLUMN cleanbill.epoch.kid IS
    'The key identifier: SHA-256 of the certificate, first 8 bytes.';
COMMENT ON COLUMN cleanbill.epoch.certificate IS 'The document signer''s certificate, DER.';
COMMENT ON COLUMN cleanbill.epoch.not_before IS 'Its notBefore, Unix seconds.';
COMMENT ON COLUMN cleanbill.epoch.not_after IS 'Its notAfter, Unix seconds.';
COMMENT ON COLUMN cleanbill.epoch.act IS 'By which act.';

CREATE TABLE cleanbill.product (
    shard INTEGER NOT NULL CHECK (shard = 0),
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 80),
    approved_on INTEGER NOT NULL,
    act BIGINT NOT NULL,
    PRIMARY KEY (shard, code, act)
);
COMMENT ON TABLE cleanbill.product IS 'A product and the day of its approval; the last act holds.';
COMMENT ON COLUMN cleanbill.product.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.product.code IS 'Its code in the value set of products.';
COMMENT ON COLUMN cleanbill.product.approved_on IS 'Day of approval, days since 1970-01-01.';
COMMENT ON COLUMN cleanbill.product.act IS 'By which act.';

CREATE TABLE cleanbill.delivery (
    shard INTEGER NOT NULL CHECK (shard = 0),
    id BIGINT NOT NULL CHECK (id > 0),
    office BIGINT NOT NULL,
    product TEXT NOT NULL CHECK (length(product) BETWEEN 1 AND 80),
    lot TEXT NOT NULL CHECK (length(lot) BETWEEN 1 AND 80),
    doses BIGINT NOT NULL CHECK (doses >= 0),
    act BIGINT NOT NULL,
    PRIMARY KEY (shard, id)
);
CREATE INDEX delivery_of_lot ON cleanbill.delivery (shard, product, lot, office);
COMMENT ON TABLE cleanbill.delivery IS 'Doses of a lot that reached a clinic.';
COMMENT ON COLUMN cleanbill.delivery.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.delivery.id IS 'Key of the row.';
COMMENT ON COLUMN cleanbill.delivery.office IS 'The clinic''s office.';
COMMENT ON COLUMN cleanbill.delivery.product IS 'Product code.';
COMMENT ON COLUMN cleanbill.delivery.lot IS 'Lot number.';
COMMENT ON COLUMN cleanbill.delivery.doses IS 'How many doses.';
COMMENT ON COLUMN cleanbill.delivery.act IS 'By which act.';

CREATE TABLE cleanbill.mandate (
    shard INTEGER NOT NULL,
    id BIGINT NOT NULL CHECK (id > 0),
    holder BIGINT NOT NULL,
    representative BIGINT NOT NULL,
    may_act BOOLEAN NOT NULL,
    ends_at BIGINT NOT NULL,
    act BIGINT NOT NULL,
    PRIMARY KEY (shard, id)
);
CREATE INDEX mandate_of_holder ON cleanbill.mandate (shard, holder);
CREATE INDEX mandate_of_representative ON cleanbill.mandate (shard, representative);
COMMENT ON TABLE cleanbill.mandate IS 'Somebody may act for a holder.';
COMMENT ON COLUMN cleanbill.mandate.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.mandate.id IS 'Key of the mandate.';
COMMENT ON COLUMN cleanbill.mandate.holder IS 'For whom.';
COMMENT ON COLUMN cleanbill.mandate.representative IS 'Who may: another holder.';
COMMENT ON COLUMN cleanbill.mandate.may_act IS
    'Whether they may also ask for corrections and appeal, beside looking.';
COMMENT ON COLUMN cleanbill.mandate.ends_at IS 'Until when, Unix seconds.';
COMMENT ON COLUMN cleanbill.mandate.act IS 'By which act.';

CREATE TABLE cleanbill.mandate_end (
    shard INTEGER NOT NULL,
    mandate BIGINT NOT NULL,
    act BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (shard, mandate),
    FOREIGN KEY (shard, mandate) REFERENCES cleanbill.mandate (shard, id)
);
COMMENT ON TABLE cleanbill.mandate_end IS 'A mandate ends before its time.';
COMMENT ON COLUMN cleanbill.mandate_end.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.mandate_end.mandate IS 'Which.';
COMMENT ON COLUMN cleanbill.mandate_end.act IS 'By which act.';
COMMENT ON COLUMN cleanbill.mandate_end.at IS 'When, Unix seconds.';

CREATE TABLE cleanbill.alarm (
    shard INTEGER NOT NULL CHECK (shard = 0),
    id BIGINT NOT NULL CHECK (id > 0),
    kind SMALLINT NOT NULL CHECK (kind BETWEEN 1 AND 7),
    office BIGINT NOT NULL,
    officer BIGINT,
    product TEXT CHECK (length(product) BETWEEN 1 AND 80),
    lot TEXT CHECK (length(lot) BETWEEN 1 AND 80),
    at BIGINT NOT NULL,
    act BIGINT,
    PRIMARY KEY (shard, id)
);
COMMENT ON TABLE cleanbill.alarm IS 'Something looked wrong.';
COMMENT ON COLUMN cleanbill.alarm.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.alarm.id IS 'Key of the alarm.';
COMMENT ON COLUMN cleanbill.alarm.kind IS 'What: number of issuer::staff::AlarmKind.';
COMMENT ON COLUMN cleanbill.alarm.office IS 'At which office.';
COMMENT ON COLUMN cleanbill.alarm.officer IS 'By which officer.';
COMMENT ON COLUMN cleanbill.alarm.product IS 'Product code.';
COMMENT ON COLUMN cleanbill.alarm.lot IS 'Lot number.';
COMMENT ON COLUMN cleanbill.alarm.at IS 'When, Unix seconds.';
COMMENT ON COLUMN cleanbill.alarm.act IS 'In which act.';

CREATE TABLE cleanbill.collection_use (
    shard INTEGER NOT NULL,
    pass BIGINT NOT NULL,
    version SMALLINT NOT NULL CHECK (version BETWEEN 0 AND 255),
    at BIGINT NOT NULL,
    PRIMARY KEY (shard, pass, version)
);
COMMENT ON TABLE cleanbill.collection_use IS 'A one-time code was used to collect a pass.';
COMMENT ON COLUMN cleanbill.collection_use.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.collection_use.pass IS 'The pass.';
COMMENT ON COLUMN cleanbill.collection_use.version IS 'Number of the code: each one is used once.';
COMMENT ON COLUMN cleanbill.collection_use.at IS 'When, Unix seconds.';

CREATE TABLE cleanbill.entry_hold (
    shard INTEGER NOT NULL CHECK (shard = 0),
    office BIGINT NOT NULL,
    product TEXT NOT NULL CHECK (length(product) BETWEEN 1 AND 80),
    lot TEXT NOT NULL CHECK (length(lot) BETWEEN 1 AND 80),
    since BIGINT,
    act BIGINT,
    PRIMARY KEY (shard, office, product, lot)
);
COMMENT ON TABLE cleanbill.entry_hold IS 'Entry of a lot at a clinic is held.';
COMMENT ON COLUMN cleanbill.entry_hold.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.entry_hold.office IS 'The clinic''s office.';
COMMENT ON COLUMN cleanbill.entry_hold.product IS 'Product code.';
COMMENT ON COLUMN cleanbill.entry_hold.lot IS 'Lot number.';
COMMENT ON COLUMN cleanbill.entry_hold.since IS
    'Since when, Unix seconds; none once entry may go on.';
COMMENT ON COLUMN cleanbill.entry_hold.act IS 'The act that let it go on.';

CREATE TABLE cleanbill.tally (
    shard INTEGER NOT NULL CHECK (shard = 0),
    product TEXT NOT NULL CHECK (length(product) <= 80),
    lot TEXT NOT NULL CHECK (length(lot) <= 80),
    office BIGINT NOT NULL,
    day INTEGER NOT NULL,
    ground SMALLINT NOT NULL CHECK (ground BETWEEN 1 AND 4),
    issued BIGINT NOT NULL,
    corrected BIGINT NOT NULL,
    removed BIGINT NOT NULL,
    PRIMARY KEY (shard, product, lot, office, day, ground)
);
CREATE INDEX tally_of_day ON cleanbill.tally (shard, day);
COMMENT ON TABLE cleanbill.tally IS
    'Counts of events that lead to nobody: what statistics and plausibility work on.';
COMMENT ON COLUMN cleanbill.tally.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.tally.product IS 'Product code; empty where there is none.';
COMMENT ON COLUMN cleanbill.tally.lot IS 'Lot number; empty where there is none.';
COMMENT ON COLUMN cleanbill.tally.office IS 'The office.';
COMMENT ON COLUMN cleanbill.tally.day IS 'Day of the act, days since 1970-01-01.';
COMMENT ON COLUMN cleanbill.tally.ground IS
    'The ground: 1 vaccination, 2 test, 3 recovery, 4 exemption.';
COMMENT ON COLUMN cleanbill.tally.issued IS 'Events entered.';
COMMENT ON COLUMN cleanbill.tally.corrected IS 'Events corrected.';
COMMENT ON COLUMN cleanbill.tally.removed IS 'Events removed: revoked, or entered in error.';

CREATE TABLE cleanbill.activity (
    shard INTEGER NOT NULL CHECK (shard = 0),
    officer BIGINT NOT NULL,
    hour INTEGER NOT NULL,
    acts BIGINT NOT NULL,
    holders BIGINT NOT NULL,
    PRIMARY KEY (shard, officer, hour)
);
COMMENT ON TABLE cleanbill.activity IS
    'How much an officer did in an hour, for the alarms about bursts.';
COMMENT ON COLUMN cleanbill.activity.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.activity.officer IS 'Who.';
COMMENT ON COLUMN cleanbill.activity.hour IS 'Hours since 1970-01-01T00Z.';
COMMENT ON COLUMN cleanbill.activity.acts IS 'Acts done.';
COMMENT ON COLUMN cleanbill.activity.holders IS 'People concerned.';

CREATE TABLE cleanbill.cap_use (
    shard INTEGER NOT NULL CHECK (shard = 0),
    day INTEGER NOT NULL,
    scope SMALLINT NOT NULL CHECK (scope BETWEEN 0 AND 255),
    key TEXT NOT NULL CHECK (length(key) <= 80),
    used BIGINT NOT NULL CHECK (used >= 0),
    PRIMARY KEY (shard, day, scope, key)
);
COMMENT ON TABLE cleanbill.cap_use IS
    'How much of a day''s cap is used (G07). A transaction that would pass it fails.';
COMMENT ON COLUMN cleanbill.cap_use.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.cap_use.day IS 'Days since 1970-01-01.';
COMMENT ON COLUMN cleanbill.cap_use.scope IS 'Whose cap: number of a scope.';
COMMENT ON COLUMN cleanbill.cap_use.key IS
    'Who is counted: an officer, two offices, a region, the nation.';
COMMENT ON COLUMN cleanbill.cap_use.used IS 'How much is used.';

CREATE TABLE cleanbill.channel (
    shard INTEGER NOT NULL,
    holder BIGINT NOT NULL,
    sealed BYTEA NOT NULL CHECK (length(sealed) BETWEEN 28 AND 4096),
    PRIMARY KEY (shard, holder)
);
COMMENT ON TABLE cleanbill.channel IS
    'The delivery channel that a holder gave; used for notices only, and deleted when they '
    'ask (G12).';
COMMENT ON COLUMN cleanbill.channel.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.channel.holder IS 'Whose.';
COMMENT ON COLUMN cleanbill.channel.sealed IS 'The address: sealed under the person''s data key.';

CREATE TABLE cleanbill.lookup_recent (
    shard INTEGER NOT NULL,
    kind SMALLINT NOT NULL CHECK (kind BETWEEN 1 AND 4),
    hash BYTEA NOT NULL CHECK (length(hash) = 16),
    target BIGINT NOT NULL,
    PRIMARY KEY (shard, kind, hash, target)
);
CREATE UNIQUE INDEX lookup_recent_unique ON cleanbill.lookup_recent (shard, kind, hash)
    WHERE kind <> 2;
COMMENT ON TABLE cleanbill.lookup_recent IS
    'Keyed hashes that lead to rows: the newest ones, until they are moved into a run.';
COMMENT ON COLUMN cleanbill.lookup_recent.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.lookup_recent.kind IS
    'What leads there: number of issuer::registry::LookupKind.';
COMMENT ON COLUMN cleanbill.lookup_recent.hash IS 'The hash, 16 bytes.';
COMMENT ON COLUMN cleanbill.lookup_recent.target IS 'Key of the row that it leads to.';

CREATE TABLE cleanbill.lookup_run (
    shard INTEGER NOT NULL,
    kind SMALLINT NOT NULL CHECK (kind BETWEEN 1 AND 4),
    run BIGINT NOT NULL CHECK (run > 0),
    level SMALLINT NOT NULL CHECK (level >= 0),
    entries BIGINT NOT NULL CHECK (entries > 0),
    filter BYTEA NOT NULL,
    PRIMARY KEY (shard, kind, run)
);
COMMENT ON TABLE cleanbill.lookup_run IS
    'A sorted run of look-up hashes. Runs never change; several are merged into one.';
COMMENT ON COLUMN cleanbill.lookup_run.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.lookup_run.kind IS 'Number of issuer::registry::LookupKind.';
COMMENT ON COLUMN cleanbill.lookup_run.run IS 'Number of the run.';
COMMENT ON COLUMN cleanbill.lookup_run.level IS '0 for a fresh one; one more for each merge.';
COMMENT ON COLUMN cleanbill.lookup_run.entries IS 'How many entries it has.';
COMMENT ON COLUMN cleanbill.lookup_run.filter IS 'Bloom filter over its hashes.';

CREATE TABLE cleanbill.lookup_chunk (
    shard INTEGER NOT NULL,
    kind SMALLINT NOT NULL CHECK (kind BETWEEN 1 AND 4),
    run BIGINT NOT NULL,
    first BYTEA NOT NULL CHECK (length(first) = 16),
    part INTEGER NOT NULL,
    entries BYTEA NOT NULL CHECK (length(entries) BETWEEN 24 AND 12288),
    PRIMARY KEY (shard, kind, run, first, part)
);
COMMENT ON TABLE cleanbill.lookup_chunk IS 'A piece of a run.';
COMMENT ON COLUMN cleanbill.lookup_chunk.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.lookup_chunk.kind IS 'Number of issuer::registry::LookupKind.';
COMMENT ON COLUMN cleanbill.lookup_chunk.run IS 'The run.';
COMMENT ON COLUMN cleanbill.lookup_chunk.first IS 'The first hash in it.';
COMMENT ON COLUMN cleanbill.lookup_chunk.part IS 'Number of the piece in its run, from 0.';
COMMENT ON COLUMN cleanbill.lookup_chunk.entries IS
    'Up to 512 entries of hash (16 bytes) and target (8, big-endian), sorted.';

CREATE TABLE cleanbill.id_block (
    shard INTEGER NOT NULL,
    next BIGINT NOT NULL CHECK (next > 0),
    PRIMARY KEY (shard)
);
COMMENT ON TABLE cleanbill.id_block IS 'The next free key of a shard.';
COMMENT ON COLUMN cleanbill.id_block.shard IS
    'The part of the registry that the row lies in; 0 where it is not divided.';
COMMENT ON COLUMN cleanbill.id_block.next IS 'The next free key.';

CREATE TABLE cleanbill.job (
    shard INTEGER NOT NULL CHECK (shard = 0),
    id BIGINT NOT NULL CHECK (id > 0),
    kind SMALLINT NOT NULL CHECK (kind BETWEEN 1 AND 99),
    officer BIGINT NOT NULL,
    office BIGINT NOT NULL,
    input_hash BYTEA NOT NULL CHECK (length(input_hash) = 32),
    state SMALLINT NOT NULL CHECK (state BETWEEN 1 AND 3),
    total BIGINT,
    done_rows BIGINT NOT NULL CHECK (done_rows >= 0),
    good_rows BIGINT NOT NULL CHECK (good_rows >= 0),
    bad_rows BIGINT NOT NULL CHECK (bad_rows >= 0),
    at BIGINT NOT NULL,
    PRIMARY KEY (shard, id)
);
CREATE INDEX job_of_input ON cleanbill.job (shard, input_hash);
COMMENT ON TABLE cleanbill.job IS 'An import or a bulk issue, and how far it is.';
COMMENT ON COLUMN cleanbill.job.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.job.id IS 'Key of the job.';
COMMENT ON COLUMN cleanbill.job.kind IS 'What sort of job; the authority numbers them.';
COMMENT ON COLUMN cleanbill.job.officer IS 'Who started it.';
COMMENT ON COLUMN cleanbill.job.office IS 'Their office at that time.';
COMMENT ON COLUMN cleanbill.job.input_hash IS 'SHA-256 of the input.';
COMMENT ON COLUMN cleanbill.job.state IS '1 running, 2 done, 3 stopped.';
COMMENT ON COLUMN cleanbill.job.total IS 'Rows of the input, once they are counted.';
COMMENT ON COLUMN cleanbill.job.done_rows IS 'Rows read.';
COMMENT ON COLUMN cleanbill.job.good_rows IS 'Rows that became a pass.';
COMMENT ON COLUMN cleanbill.job.bad_rows IS 'Rows that did not.';
COMMENT ON COLUMN cleanbill.job.at IS 'When it was started, Unix seconds.';

CREATE TABLE cleanbill.job_error (
    shard INTEGER NOT NULL CHECK (shard = 0),
    job BIGINT NOT NULL,
    row BIGINT NOT NULL CHECK (row > 0),
    field TEXT NOT NULL CHECK (length(field) <= 80),
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 80),
    PRIMARY KEY (shard, job, row, field, code)
);
COMMENT ON TABLE cleanbill.job_error IS
    'A row of a job''s input that was not taken; the row itself is not kept.';
COMMENT ON COLUMN cleanbill.job_error.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.job_error.job IS 'The job.';
COMMENT ON COLUMN cleanbill.job_error.row IS 'Number of the row in the input, from 1.';
COMMENT ON COLUMN cleanbill.job_error.field IS
    'The field at fault: a name of the template, never its content.';
COMMENT ON COLUMN cleanbill.job_error.code IS 'Code of the error.';

CREATE TABLE cleanbill.idempotency (
    shard INTEGER NOT NULL CHECK (shard = 0),
    officer BIGINT NOT NULL,
    key_tag BYTEA NOT NULL CHECK (length(key_tag) = 16),
    request_hash BYTEA NOT NULL CHECK (length(request_hash) = 32),
    at BIGINT NOT NULL,
    outcome BYTEA NOT NULL CHECK (length(outcome) <= 4096),
    PRIMARY KEY (shard, officer, key_tag)
);
CREATE INDEX idempotency_age ON cleanbill.idempotency (shard, at);
COMMENT ON TABLE cleanbill.idempotency IS 'What was answered to a request that may come again.';
COMMENT ON COLUMN cleanbill.idempotency.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.idempotency.officer IS 'Who asked.';
COMMENT ON COLUMN cleanbill.idempotency.key_tag IS 'Keyed hash of the key that they gave.';
COMMENT ON COLUMN cleanbill.idempotency.request_hash IS 'SHA-256 of the request.';
COMMENT ON COLUMN cleanbill.idempotency.at IS 'When, Unix seconds.';
COMMENT ON COLUMN cleanbill.idempotency.outcome IS 'What came of it, without personal data.';

CREATE TABLE cleanbill.setting (
    shard INTEGER NOT NULL CHECK (shard = 0),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    value TEXT NOT NULL CHECK (length(value) <= 4096),
    PRIMARY KEY (shard, name)
);
COMMENT ON TABLE cleanbill.setting IS 'A setting of the authority.';
COMMENT ON COLUMN cleanbill.setting.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.setting.name IS 'Its name.';
COMMENT ON COLUMN cleanbill.setting.value IS 'Its value.';

CREATE TABLE cleanbill.session (
    shard INTEGER NOT NULL CHECK (shard = 0),
    tag BYTEA NOT NULL CHECK (length(tag) = 16),
    officer BIGINT,
    holder_shard INTEGER,
    holder BIGINT,
    at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (shard, tag),
    CONSTRAINT session_of_one CHECK (
        (officer IS NULL) <> (holder IS NULL) AND (holder IS NULL) = (holder_shard IS NULL)
    )
);
CREATE INDEX session_age ON cleanbill.session (shard, expires_at);
COMMENT ON TABLE cleanbill.session IS 'Somebody is signed in.';
COMMENT ON COLUMN cleanbill.session.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.session.tag IS
    'Keyed hash of the session''s token; the token is not kept.';
COMMENT ON COLUMN cleanbill.session.officer IS 'The officer who is signed in.';
COMMENT ON COLUMN cleanbill.session.holder_shard IS 'Where the holder who is signed in lies.';
COMMENT ON COLUMN cleanbill.session.holder IS 'The holder who is signed in.';
COMMENT ON COLUMN cleanbill.session.at IS 'Since when, Unix seconds.';
COMMENT ON COLUMN cleanbill.session.expires_at IS 'Until when, Unix seconds.';
COMMENT ON CONSTRAINT session_of_one ON cleanbill.session IS 'One officer or one holder.';

CREATE TABLE cleanbill.api_key (
    shard INTEGER NOT NULL CHECK (shard = 0),
    id BIGINT NOT NULL CHECK (id > 0),
    officer BIGINT NOT NULL,
    tag BYTEA NOT NULL CHECK (length(tag) = 16),
    certificate BYTEA CHECK (length(certificate) = 32),
    at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (shard, id)
);
CREATE UNIQUE INDEX api_key_tag ON cleanbill.api_key (shard, tag);
COMMENT ON TABLE cleanbill.api_key IS 'A key that a machine signs in with.';
COMMENT ON COLUMN cleanbill.api_key.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.api_key.id IS 'Key of the row.';
COMMENT ON COLUMN cleanbill.api_key.officer IS 'The machine, as an officer.';
COMMENT ON COLUMN cleanbill.api_key.tag IS 'Keyed hash of the key; the key is not kept.';
COMMENT ON COLUMN cleanbill.api_key.certificate IS
    'SHA-256 of the client certificate that must come with it.';
COMMENT ON COLUMN cleanbill.api_key.at IS 'Since when, Unix seconds.';
COMMENT ON COLUMN cleanbill.api_key.expires_at IS 'Until when, Unix seconds.';

CREATE TABLE cleanbill.invitation (
    shard INTEGER NOT NULL CHECK (shard = 0),
    tag BYTEA NOT NULL CHECK (length(tag) = 16),
    officer BIGINT,
    office BIGINT,
    role SMALLINT CHECK (role BETWEEN 1 AND 8),
    at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (shard, tag)
);
CREATE INDEX invitation_age ON cleanbill.invitation (shard, expires_at);
COMMENT ON TABLE cleanbill.invitation IS
    'A one-time link by which an officer registers the key that they will sign with.';
COMMENT ON COLUMN cleanbill.invitation.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.invitation.tag IS
    'Keyed hash of the link''s token; the token is not kept.';
COMMENT ON COLUMN cleanbill.invitation.officer IS
    'The officer who is invited; none for the first of all.';
COMMENT ON COLUMN cleanbill.invitation.office IS 'The office that they are to work in.';
COMMENT ON COLUMN cleanbill.invitation.role IS
    'The role that they are to have: number of issuer::staff::Role.';
COMMENT ON COLUMN cleanbill.invitation.at IS 'Since when, Unix seconds.';
COMMENT ON COLUMN cleanbill.invitation.expires_at IS 'Until when, Unix seconds.';

CREATE TABLE cleanbill.ceremony (
    shard INTEGER NOT NULL CHECK (shard = 0),
    tag BYTEA NOT NULL CHECK (length(tag) = 16),
    kind SMALLINT NOT NULL CHECK (kind BETWEEN 1 AND 99),
    officer BIGINT,
    act BIGINT,
    state BYTEA NOT NULL CHECK (length(state) <= 4096),
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (shard, tag)
);
CREATE INDEX ceremony_age ON cleanbill.ceremony (shard, expires_at);
COMMENT ON TABLE cleanbill.ceremony IS
    'A sign-in or a signature that was begun and is not finished.';
COMMENT ON COLUMN cleanbill.ceremony.shard IS 'Always 0: a row of the authority itself.';
COMMENT ON COLUMN cleanbill.ceremony.tag IS
    'Keyed hash of the ceremony''s token; the token is not kept.';
COMMENT ON COLUMN cleanbill.ceremony.kind IS 'What is being done; the server numbers them.';
COMMENT ON COLUMN cleanbill.ceremony.officer IS 'By whom, where that is known.';
COMMENT ON COLUMN cleanbill.ceremony.act IS 'The act that is being signed.';
COMMENT ON COLUMN cleanbill.ceremony.state IS
    'What the server has to remember: a challenge, a nonce; no personal data.';
COMMENT ON COLUMN cleanbill.ceremony.expires_at IS 'Until when, Unix seconds.';

-- What was written stays as it was written (G10).
CREATE FUNCTION cleanbill.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'cleanbill.append-only' USING ERRCODE = 'CB001';
END
$$;
CREATE TRIGGER leaf_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.leaf
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER access_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.access
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER act_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.act
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER approval_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.approval
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER act_step_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.act_step
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER person_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.person
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER event_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.event
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER pass_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.pass
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER office_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.office
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER officer_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.officer
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER officer_key_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.officer_key
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER appointment_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.appointment
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER login_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.login
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER epoch_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.epoch
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER product_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.product
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER delivery_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.delivery
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER mandate_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.mandate
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER mandate_end_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.mandate_end
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER alarm_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.alarm
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();
CREATE TRIGGER collection_use_no_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cleanbill.collection_use
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.refuse_change();

-- No act without its leaf (G06), none about a person without an access entry (G11). Leaves and
-- entries are written before the act; what two offices sign has its leaf once they have. Asked
-- once a statement, row by row through the indexes: a plan made while the tables were small must
-- not read them whole when they are large.
CREATE FUNCTION cleanbill.check_act() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = cleanbill, pg_temp
    SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
BEGIN
    IF EXISTS (
        SELECT FROM added
        WHERE added.kind NOT IN (4, 6, 7, 8, 9, 10, 11, 12, 13, 17, 18, 19, 22, 23, 24)
            AND NOT EXISTS (
                SELECT FROM leaf WHERE leaf.shard = added.shard AND leaf.act = added.id
            )
    ) THEN
        RAISE EXCEPTION 'cleanbill.no-leaf' USING ERRCODE = 'CB002';
    END IF;
    IF EXISTS (
        SELECT FROM added WHERE added.holder IS NOT NULL AND NOT EXISTS (
            SELECT FROM access WHERE access.shard = added.shard
                AND access.holder = added.holder AND access.act = added.id
        )
    ) THEN
        RAISE EXCEPTION 'cleanbill.no-access' USING ERRCODE = 'CB003';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER act_has_leaf_and_access AFTER INSERT ON cleanbill.act
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION cleanbill.check_act();

-- What takes a pass away or makes an officer goes on only with the signatures of two officers of
-- two offices; a forgery also needs that of a reviewer who is neither, and so does what takes away
-- more passes than it names: a product or lot, a list, a key that was not compromised (G07). And it
-- has its leaf by then (G06).
CREATE FUNCTION cleanbill.check_step() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = cleanbill, pg_temp AS $$
DECLARE
    proposed cleanbill.act;
BEGIN
    SELECT * INTO proposed FROM act WHERE act.shard = NEW.shard AND act.id = NEW.act;
    IF proposed.kind IN (4, 6, 7, 8, 9, 10, 11, 12, 13, 17, 18, 19, 22, 23, 24)
        AND NOT EXISTS (
            SELECT FROM approval AS one
            JOIN approval AS two ON two.shard = one.shard AND two.act = one.act
            WHERE one.shard = NEW.shard AND one.act = NEW.act
                AND one.officer <> two.officer AND one.office <> two.office
        )
    THEN
        RAISE EXCEPTION 'cleanbill.two-offices' USING ERRCODE = 'CB004';
    END IF;
    IF (proposed.reason = 9 OR proposed.kind IN (11, 12)
            OR (proposed.kind = 10 AND proposed.reason <> 7))
        AND NOT EXISTS (
            SELECT FROM approval AS one
            JOIN approval AS two ON two.shard = one.shard AND two.act = one.act
            JOIN approval AS third ON third.shard = one.shard AND third.act = one.act
            JOIN appointment AS begun ON begun.shard = 0 AND begun.officer = third.officer
                AND begun.office = third.office AND begun.role = 6 AND begun.begins
            WHERE one.shard = NEW.shard AND one.act = NEW.act
                AND one.officer <> two.officer AND one.office <> two.office
                AND third.officer NOT IN (one.officer, two.officer)
                AND third.office NOT IN (one.office, two.office)
                AND NOT EXISTS (
                    SELECT FROM appointment AS ended
                    WHERE ended.shard = 0 AND ended.officer = begun.officer
                        AND ended.office = begun.office AND ended.role = 6 AND NOT ended.begins
                        AND (ended.at, ended.id) > (begun.at, begun.id)
                )
        )
    THEN
        RAISE EXCEPTION 'cleanbill.reviewer' USING ERRCODE = 'CB005';
    END IF;
    IF NOT EXISTS (
        SELECT FROM leaf WHERE leaf.shard = NEW.shard AND leaf.act = NEW.act
    ) THEN
        RAISE EXCEPTION 'cleanbill.no-leaf' USING ERRCODE = 'CB002';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER act_step_approved BEFORE INSERT ON cleanbill.act_step
    FOR EACH ROW WHEN (NEW.state IN (2, 3, 4)) EXECUTE FUNCTION cleanbill.check_step();

-- Random bytes do not compress: do not try.
ALTER TABLE cleanbill.lookup_chunk ALTER COLUMN entries SET STORAGE EXTERNAL;
ALTER TABLE cleanbill.lookup_run ALTER COLUMN filter SET STORAGE EXTERNAL;

-- The service may add to what is append-only and change what is not; it sees no sealed column.
GRANT USAGE ON SCHEMA cleanbill TO cleanbill_service;
GRANT SELECT, INSERT ON
    cleanbill.leaf, cleanbill.access, cleanbill.act, cleanbill.approval, cleanbill.act_step,
    cleanbill.office, cleanbill.officer, cleanbill.officer_key, cleanbill.appointment,
    cleanbill.login, cleanbill.epoch, cleanbill.product, cleanbill.delivery,
    cleanbill.mandate, cleanbill.mandate_end, cleanbill.alarm, cleanbill.collection_use
    TO cleanbill_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON
    cleanbill.act_open, cleanbill.entry_hold, cleanbill.tally, cleanbill.activity,
    cleanbill.cap_use, cleanbill.lookup_recent, cleanbill.lookup_run, cleanbill.lookup_chunk,
    cleanbill.id_block, cleanbill.job, cleanbill.job_error, cleanbill.idempotency,
    cleanbill.setting, cleanbill.session, cleanbill.api_key, cleanbill.invitation,
    cleanbill.ceremony
    TO cleanbill_service;
GRANT INSERT ON cleanbill.person TO cleanbill_service;
GRANT SELECT (shard, holder, version, act) ON cleanbill.person TO cleanbill_service;
GRANT INSERT ON cleanbill.event TO cleanbill_service;
GRANT SELECT (shard, id, holder, corrects, office, source, product_tag, lot_tag, act)
    ON cleanbill.event TO cleanbill_service;
GRANT INSERT ON cleanbill.pass TO cleanbill_service;
GRANT SELECT (shard, id, holder, event, replaces, act, handle, epoch, light, issued_at, expires_at)
    ON cleanbill.pass TO cleanbill_service;
GRANT INSERT, DELETE ON cleanbill.channel TO cleanbill_service;
GRANT SELECT (shard, holder) ON cleanbill.channel TO cleanbill_service;

-- The one way to sealed columns (G11): through an access entry that is committed, so that reading
-- and then rolling the entry back gets nobody anything. An entry opens its own holder's rows only.
CREATE FUNCTION cleanbill.witnessed_holder(of_shard INTEGER, of_holder BIGINT, of_access BIGINT)
    RETURNS BIGINT LANGUAGE plpgsql STABLE
    SECURITY DEFINER SET search_path = cleanbill, pg_temp AS $$
DECLARE
    -- The transaction counter, without the part that xmin holds.
    era BIGINT := pg_snapshot_xmax(pg_current_snapshot())::text::bigint >> 32;
    -- The transaction that wrote the entry.
    writer BIGINT;
BEGIN
    SELECT access.xmin::text::bigint INTO writer FROM access
        WHERE access.shard = of_shard AND access.holder = of_holder AND access.id = of_access;
    IF writer IS NULL
        OR pg_xact_status(((era << 32) + writer)::text::xid8) IS DISTINCT FROM 'committed'
    THEN
        RAISE EXCEPTION 'cleanbill.no-access' USING ERRCODE = 'CB003';
    END IF;
    RETURN of_holder;
END
$$;
CREATE FUNCTION cleanbill.open_person(of_shard INTEGER, of_holder BIGINT, of_access BIGINT)
    RETURNS TABLE (version INTEGER, act BIGINT, sealed BYTEA)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = cleanbill, pg_temp AS $$
    SELECT p.version, p.act, p.sealed
    FROM person AS p WHERE p.shard = of_shard
        AND p.holder = cleanbill.witnessed_holder(of_shard, of_holder, of_access)
    ORDER BY p.version
$$;
CREATE FUNCTION cleanbill.open_event(of_shard INTEGER, of_holder BIGINT, of_access BIGINT)
    RETURNS TABLE (id BIGINT, corrects BIGINT, office BIGINT, source SMALLINT, product_tag BYTEA,
        lot_tag BYTEA, act BIGINT, sealed BYTEA)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = cleanbill, pg_temp AS $$
    SELECT p.id, p.corrects, p.office, p.source, p.product_tag, p.lot_tag, p.act, p.sealed
    FROM event AS p WHERE p.shard = of_shard
        AND p.holder = cleanbill.witnessed_holder(of_shard, of_holder, of_access)
    ORDER BY p.id
$$;
CREATE FUNCTION cleanbill.open_pass(of_shard INTEGER, of_holder BIGINT, of_access BIGINT)
    RETURNS TABLE (id BIGINT, event BIGINT, replaces BIGINT, act BIGINT, handle BYTEA, epoch BIGINT,
        light BOOLEAN, issued_at BIGINT, expires_at BIGINT, sealed BYTEA)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = cleanbill, pg_temp AS $$
    SELECT p.id, p.event, p.replaces, p.act, p.handle, p.epoch, p.light, p.issued_at, p.expires_at,
        p.sealed
    FROM pass AS p WHERE p.shard = of_shard
        AND p.holder = cleanbill.witnessed_holder(of_shard, of_holder, of_access)
    ORDER BY p.id
$$;
CREATE FUNCTION cleanbill.open_channel(of_shard INTEGER, of_holder BIGINT, of_access BIGINT)
    RETURNS TABLE (sealed BYTEA)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = cleanbill, pg_temp AS $$
    SELECT p.sealed
    FROM channel AS p WHERE p.shard = of_shard
        AND p.holder = cleanbill.witnessed_holder(of_shard, of_holder, of_access)
    ORDER BY p.holder
$$;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA cleanbill FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    cleanbill.open_person, cleanbill.open_event, cleanbill.open_pass, cleanbill.open_channel
    TO cleanbill_service;
