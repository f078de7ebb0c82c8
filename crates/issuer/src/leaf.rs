//! What the public ledger will say of each act: its leaf, written in the transaction of the act; of
//! one that two offices sign, in that of the last signature, so that it tells of all of them.
//!
//! ```text
//! commitment     32 bytes, of a pass: cleanbill_ledger::commitment
//! holder act     [1, kind, reason, basis, [region, …], day, blinded]
//! authority act  a leaf of the ledger: cleanbill_ledger::leaf, acts and blinded acts
//! other leaf     a leaf of the ledger that no act of an officer stands behind
//! case           32 bytes, of an appeal or a decision: cleanbill_redress::case
//! ```
//!
//! Canonical CBOR; what is absent is null. A holder act is not published as it stands: its
//! `blinded` is a slot of a batch among those of passes, and the rest is counted in the table of
//! its day. It carries no officer, no office below its region, and a day instead of a time (G12);
//! it names neither pass nor holder. Its first region is that of the act, the others those of who
//! signed. Who has the act and its secret can show that it is in the ledger, and nobody else can
//! try handles against it.
//!
//! An authority act is published with its signatures. Of one that touches passes (a withdrawal, an
//! import) their hash is left out, and their number where it is below 10.

use cleanbill_cose::cbor::Value;
use cleanbill_cose::closed_list;
use cleanbill_cose::record::{
    Fields, WireError, bytes, encode_record, int, list, optional_int, optional_text, parse_record,
};
use cleanbill_ledger::commitment::commit_act;
use cleanbill_ledger::count::CELL_MIN;
use cleanbill_ledger::leaf::{Act, BlindedAct, Leaf, LeafApproval, LeafSigner};

use crate::act::{ActContent, ActKind, Body, LegalBasis, Reason};
use crate::approval::{Approval, Signer};
use crate::caps::day_of;
use crate::staff::Staff;

pub use cleanbill_ledger::commitment::{commit_act as blinded, commit_pass as commitment};

/// The version of the layout of holder acts.
const LAYOUT: i64 = 1;
/// Most regions of a holder act: of the act, two officers and a reviewer.
const REGIONS_MAX: usize = 8;

closed_list! {
    /// What a leaf says.
    LeafKind {
        /// A pass was issued: a blinded commitment, batched by the ledger under a Merkle root.
        Commitment = 1, "commitment";
        /// An act about one person: no office below region, day-granular time.
        HolderAct = 2, "holder-act";
        /// An act of the authority about itself: offices, officers, keys, settings.
        AuthorityAct = 3, "authority-act";
        /// What no officer signs: a publication, a table of a day, a counter.
        Ledger = 4, "ledger";
        /// An appeal or a decision on one: a blinded commitment, in a batch among those of passes
        /// and counted as none.
        Case = 5, "case";
    }
}

/// What the leaf of an act of this kind says.
#[must_use]
pub const fn leaf_kind(kind: ActKind) -> LeafKind {
    match kind {
        ActKind::Issue | ActKind::Reissue => LeafKind::Commitment,
        ActKind::Correct
        | ActKind::Revoke
        | ActKind::Restore
        | ActKind::RefuseReissue
        | ActKind::HandOver
        | ActKind::Mandate
        | ActKind::EndMandate
        | ActKind::Erase
        | ActKind::Disclose => LeafKind::HolderAct,
        ActKind::Appoint
        | ActKind::Dismiss
        | ActKind::OpenOffice
        | ActKind::CloseOffice
        | ActKind::WithdrawKey
        | ActKind::WithdrawValue
        | ActKind::ImportRevocations
        | ActKind::DeclareKey
        | ActKind::ImportDeliveries
        | ActKind::HoldEntry
        | ActKind::ApproveProduct
        | ActKind::Configure
        | ActKind::Found => LeafKind::AuthorityAct,
    }
}

/// What the leaf of an act about one person says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolderAct {
    /// The kind of the act.
    pub kind: ActKind,
    /// Why.
    pub reason: Option<Reason>,
    /// On which ground of law.
    pub basis: Option<LegalBasis>,
    /// The region of the act; after it those of who signed, where they are others.
    pub regions: Vec<String>,
    /// The day, counted from 1970-01-01.
    pub day: i32,
    /// The commitment to the act.
    pub blinded: [u8; 32],
}

impl HolderAct {
    fn encode(&self) -> Vec<u8> {
        encode_record(vec![
            int(LAYOUT),
            int(self.kind.number()),
            optional_int(self.reason.map(Reason::number)),
            optional_int(self.basis.map(LegalBasis::number)),
            list(&self.regions, |region| region.as_str().into()),
            int(self.day),
            bytes(&self.blinded),
        ])
    }

    /// Reads the body of the leaf.
    ///
    /// # Errors
    /// [`WireError`].
    pub fn parse(body: &[u8]) -> Result<Self, WireError> {
        parse_record(body, Self::read, Self::encode)
    }

    fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        if fields.int()? != LAYOUT {
            return Err(fields.wrong());
        }
        let kind = fields.member(ActKind::from_number)?;
        let reason = fields.optional_number()?.map(Reason::from_number);
        let basis = fields.optional_number()?.map(LegalBasis::from_number);
        Ok(Self {
            kind,
            reason: reason
                .map(|one| one.ok_or_else(|| fields.wrong()))
                .transpose()?,
            basis: basis
                .map(|one| one.ok_or_else(|| fields.wrong()))
                .transpose()?,
            regions: fields.list(REGIONS_MAX, Fields::text)?,
            day: fields.number()?,
            blinded: fields.bytes()?,
        })
    }
}

/// The body of the leaf of an act about one person. `signers` are the officers who signed it, or
/// the one who did it; of them only the regions are told, each once.
#[must_use]
pub fn holder_act(
    act: &ActContent,
    signers: &[Signer],
    staff: &Staff,
    secret: &[u8; 32],
) -> Vec<u8> {
    let of = |signer: &Signer| staff.office(&signer.office).map(|o| o.spec.region.clone());
    let mut regions: Vec<String> = signers.iter().filter_map(of).collect();
    regions.sort_unstable();
    regions.dedup();
    regions.retain(|region| *region != act.region);
    regions.insert(0, act.region.clone());
    regions.truncate(REGIONS_MAX);
    HolderAct {
        kind: act.kind(),
        reason: act.reason,
        basis: act.basis,
        regions,
        day: day_of(act.at),
        blinded: commit_act(secret, &act.hash()),
    }
    .encode()
}

/// The body of the leaf of an act of the authority: what was signed, and the signatures; of an act
/// that touches passes, `signers` and what may be told.
#[must_use]
pub fn authority_act(
    act: &ActContent,
    signers: &[Signer],
    approvals: &[Approval],
    secret: &[u8; 32],
) -> Vec<u8> {
    let leaf = match touching_body(&act.body) {
        Some(body) => Leaf::BlindedAct(BlindedAct {
            kind: act.kind().number(),
            signers: signers.iter().map(leaf_signer).collect(),
            region: act.region.clone(),
            reason: act.reason.map(Reason::number),
            basis: act.basis.map(LegalBasis::number),
            at: act.at,
            body: encode_record(body),
            blinded: commit_act(secret, &act.hash()),
        }),
        None => Leaf::Act(Act {
            content: act.encode(),
            approvals: approvals.iter().map(leaf_approval).collect(),
        }),
    };
    leaf.encode()
}

fn leaf_signer(signer: &Signer) -> LeafSigner {
    LeafSigner {
        officer: signer.officer,
        office: signer.office.clone(),
        role: signer.role.number(),
    }
}

fn leaf_approval(approval: &Approval) -> LeafApproval {
    LeafApproval {
        officer: approval.officer,
        office: approval.office.clone(),
        key: approval.key,
        form: approval.form.number(),
        authenticator_data: approval.authenticator_data.clone(),
        client_data: approval.client_data.clone(),
        signature: approval.signature.clone(),
        at: approval.at,
    }
}

/// What is told of an act that touches passes; `None` for all others, which are told whole.
fn touching_body(body: &Body) -> Option<Vec<Value<'_>>> {
    let count = |passes: u32| optional_int((passes >= CELL_MIN).then_some(passes));
    match body {
        Body::WithdrawValue {
            product,
            lot,
            touched,
        } => Some(vec![
            product.as_str().into(),
            optional_text(lot.as_deref()),
            count(touched.passes),
        ]),
        Body::ImportRevocations { source, touched } => {
            Some(vec![bytes(source), count(touched.passes)])
        }
        _ => None,
    }
}
