//! Searching by receipt: whether it is genuine, and where what it promises is.
//!
//! A receipt may hold a secret. It is read and forgotten: nothing of it is logged or kept.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::response::Response;
use cleanbill_audit::{Browse, BrowseError};
use cleanbill_ledger::leaf::Leaf;
use cleanbill_ledger::receipt::{Receipt, ReceiptError};
use cleanbill_ledger::{
    Hash, LedgerPolicy, ProofError, SignedCheckpoint, TileError, TlogProof, leaf_hash,
    verify_inclusion,
};
use cleanbill_pages::{Found, Place, Problem, ReceiptForm, ReceiptShown};

use super::{browse, ledger};
use crate::ServerError;
use crate::app::App;
use crate::public::{Asked, Wrong, answer, answer_form, broken, text};
use crate::routes::proposals::hash;

/// Longest commitment, with spaces.
const COMMITMENT_MAX_BYTES: usize = 256;
/// Longest receipt: twice what one of the longest leaf comes to, with a hundred cosignatures.
const RECEIPT_MAX_BYTES: usize = 256 << 10;

/// The form; without a ledger, that there is none.
pub(super) async fn form(State(app): State<App>, asked: Asked) -> Response {
    let frame = asked.frame(Place::Ledger);
    let page = ledger(&app).map(|_| frame.receipt_form(&ReceiptForm::default()));
    answer(&frame, page)
}

/// What was filled in.
#[derive(Default)]
struct Filled {
    receipt: String,
    file: String,
    commitment: String,
}

/// What a receipt promises, once it was found to be genuine.
struct Genuine {
    index: u64,
    leaf: Option<Leaf>,
    hash: Hash,
    size_then: u64,
    slot: Option<u32>,
}

/// Where what a receipt promises is.
pub(super) async fn search(
    State(app): State<App>,
    asked: Asked,
    form: Result<Multipart, MultipartRejection>,
) -> Response {
    let frame = asked.frame(Place::Ledger);
    let mut filled = Filled::default();
    let outcome = async {
        filled.read(form.map_err(|_| ServerError::Broken)?).await?;
        let counting = ledger(&app)?;
        let genuine = filled.verify(&counting.ledger().policy)?;
        let (index, promised, slot) = (genuine.index, genuine.hash, genuine.slot);
        let (now, elapsed) = (app.now(), app.clock.elapsed());
        let counted = counting.counted_with(index, now, elapsed).await?;
        let look = move |browse: &Browse<'_>| look(browse, index, &promised, slot);
        let found = browse(counting, counted.size, look).await?;
        let tree = counted.report.tree.as_ref();
        Ok::<_, Wrong>(frame.received(&ReceiptShown {
            found,
            index: genuine.index,
            leaf: genuine.leaf.as_ref(),
            size_then: genuine.size_then,
            size: counted.size,
            cosigned_at: tree.and_then(|tree| tree.cosigned_at),
            witnesses: tree.map_or(&[], |tree| tree.witnesses.as_slice()),
        }))
    };
    let outcome = outcome.await;
    let had_file = !filled.file.is_empty();
    answer_form(&frame, outcome, |problem| {
        // What is wrong with a file is said at the file.
        let field = match problem.field {
            Some("receipt") if had_file => Some("file"),
            field => field,
        };
        let problem = Problem { field, ..problem };
        frame.receipt_form(&ReceiptForm {
            receipt: &filled.receipt,
            had_file,
            commitment: &filled.commitment,
            problem: Some(problem),
        })
    })
}

/// Whether the published tree has the entry where the receipt says.
fn look(
    browse: &Browse<'_>,
    index: u64,
    promised: &Hash,
    slot: Option<u32>,
) -> Result<Found, BrowseError> {
    match browse.leaf_hash(index) {
        Ok(hash) if hash == *promised => Ok(Found::Here { slot }),
        Ok(_) => Ok(Found::Omitted),
        Err(BrowseError::Tile(TileError::Index { .. })) => Ok(Found::NotYet),
        Err(error) => Err(error),
    }
}

impl Filled {
    /// Reads the fields that the form has; others are passed over.
    async fn read(&mut self, mut form: Multipart) -> Result<(), Wrong> {
        let mut first = None;
        while let Some(field) = form.next_field().await.map_err(|error| broken(&error))? {
            let name = field.name().unwrap_or_default().to_owned();
            let (name, read) = match name.as_str() {
                "receipt" => (
                    "receipt",
                    text(field, RECEIPT_MAX_BYTES, &mut self.receipt).await,
                ),
                "file" => (
                    "receipt",
                    text(field, RECEIPT_MAX_BYTES, &mut self.file).await,
                ),
                "commitment" => (
                    "commitment",
                    text(field, COMMITMENT_MAX_BYTES, &mut self.commitment).await,
                ),
                _ => continue,
            };
            if let Err(error) = read {
                first.get_or_insert(Wrong::at(name, error));
            }
        }
        first.map_or(Ok(()), Err)
    }

    /// The receipt as it was given: a browser ends lines in its own way, and may cut off the last
    /// end.
    fn proof(&self) -> String {
        let given = match self.file.trim().is_empty() {
            true => self.receipt.trim(),
            false => self.file.trim(),
        };
        let mut proof = given.replace("\r\n", "\n");
        proof.push('\n');
        proof
    }

    /// Verifies all that a receipt says of itself. Whether witnesses had signed by then is not
    /// asked: a pass is handed over under the log's own signature.
    fn verify(&self, policy: &LedgerPolicy) -> Result<Genuine, ServerError> {
        let proof = TlogProof::parse(self.proof().as_bytes()).map_err(ReceiptError::from)?;
        let receipt = Receipt::of(&proof)?;
        let signed = SignedCheckpoint::parse(proof.checkpoint.as_bytes());
        let signed = signed.map_err(|error| ReceiptError::from(ProofError::Checkpoint(error)))?;
        let verified = policy.verify_log_only(&signed).map_err(ProofError::from);
        verified.map_err(ReceiptError::from)?;
        let (tree, hash) = (&signed.checkpoint, leaf_hash(&receipt.leaf));
        verify_inclusion(&hash, proof.index, tree.size, &proof.hashes, &tree.root)
            .map_err(ReceiptError::from)?;
        let leaf = Leaf::parse(&receipt.leaf).ok();
        Ok(Genuine {
            index: proof.index,
            slot: self.slot(&receipt, leaf.as_ref())?,
            leaf,
            hash,
            size_then: tree.size,
        })
    }

    /// The place of the commitment, if one was given and is where the receipt says.
    fn slot(&self, receipt: &Receipt, leaf: Option<&Leaf>) -> Result<Option<u32>, ServerError> {
        let given: String = self.commitment.split_whitespace().collect();
        if given.is_empty() {
            return Ok(None);
        }
        let commitment = hash(&given, "commitment")?;
        let leaf = leaf.ok_or(ReceiptError::NoSlot)?;
        receipt.check_commitment(&commitment, leaf)?;
        Ok(receipt.slot.as_ref().map(|slot| slot.position))
    }
}
