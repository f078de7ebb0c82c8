//! Killed at any moment: no leaf is lost, and there is no second tree.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use cleanbill_ledger::object::CHECKPOINT;
use cleanbill_ledger::{Hash, verify_consistency};
use futures_util::stream::BoxStream;
use object_store::path::Path;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta,
    ObjectStore, PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
};

use crate::world::{NOW, World, on_both};

/// A store that breaks after so many writes: before the write, or just after it, when its answer is
/// lost.
#[derive(Debug)]
struct Breaking {
    inner: Arc<dyn ObjectStore>,
    left: AtomicUsize,
    is_after: bool,
}

impl fmt::Display for Breaking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("breaking")
    }
}

fn broken() -> Error {
    Error::Generic {
        store: "breaking",
        source: "the machine stopped".into(),
    }
}

#[async_trait]
impl ObjectStore for Breaking {
    async fn put_opts(
        &self,
        at: &Path,
        payload: PutPayload,
        options: PutOptions,
    ) -> Result<PutResult> {
        let left = self.left.load(Ordering::SeqCst);
        if left == 0 {
            if self.is_after {
                self.inner.put_opts(at, payload, options).await?;
            }
            return Err(broken());
        }
        self.left.store(left - 1, Ordering::SeqCst);
        self.inner.put_opts(at, payload, options).await
    }
    async fn put_multipart_opts(
        &self,
        _: &Path,
        _: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        Err(broken())
    }
    async fn get_opts(&self, at: &Path, options: GetOptions) -> Result<GetResult> {
        self.inner.get_opts(at, options).await
    }
    fn delete_stream(
        &self,
        locations: BoxStream<'static, Result<Path>>,
    ) -> BoxStream<'static, Result<Path>> {
        self.inner.delete_stream(locations)
    }
    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.inner.list(prefix)
    }
    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.inner.list_with_delimiter(prefix).await
    }
    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.inner.copy_opts(from, to, options).await
    }
}

/// The newest checkpoint, as a stranger sees it.
async fn seen(world: &World) -> Option<(u64, Hash)> {
    let folder = world.folder.path().join("ledger");
    let to = cleanbill_publish::files::Destination::read_only(&folder).unwrap();
    let files = cleanbill_sequencer::LedgerFiles::new(Arc::new(to));
    let signed = files.checkpoint(CHECKPOINT).await.unwrap()?;
    Some((signed.checkpoint.size, signed.checkpoint.root))
}

#[test]
fn g06_whoever_is_killed_at_any_write_goes_on_with_one_tree() {
    on_both(|mut world| async move {
        let mut known: Option<(u64, Hash)> = None;
        for step in 0..60 {
            world.issue(step % 3 + 1).await;
            let (left, is_after) = ((step / 2) as usize % 9, step % 2 == 1);
            let to =
                cleanbill_publish::files::Destination::folder(&world.folder.path().join("ledger"));
            let to = to.unwrap().through(|inner| {
                Arc::new(Breaking {
                    inner,
                    left: AtomicUsize::new(left),
                    is_after,
                })
            });
            let mut fill = world.fill();
            if let Ok(mut sequencer) = world.sequencer_to(Arc::new(to)).await {
                // Whether it comes through is not what counts.
                let _ = sequencer.round(NOW + i64::from(step), &mut fill).await;
            }
            let Some((size, root)) = seen(&world).await else {
                continue;
            };
            if let Some((old_size, old_root)) = known {
                assert!(size >= old_size, "rolled back");
                let sequencer = world.sequencer().await.unwrap();
                let proof = sequencer
                    .files()
                    .prove_growth(old_size, size)
                    .await
                    .unwrap();
                verify_consistency(old_size, &old_root, size, &root, &proof).unwrap();
            }
            known = Some((size, root));
        }
        let mut sequencer = world.sequencer().await.unwrap();
        let round = world.round(&mut sequencer, NOW + 100).await;
        assert!(!round.is_more);
        let leaves = world.published(sequencer.size()).await;
        let mut found = std::collections::BTreeSet::new();
        for leaf in leaves {
            if let cleanbill_ledger::leaf::Leaf::Batch(batch) = leaf {
                let batch = sequencer.files().batch(&batch.root).await.unwrap();
                found.extend(batch.slots().to_vec());
            }
        }
        for number in 1..=120_u32 {
            let pass = [&b"pass"[..], &number.to_be_bytes()].concat();
            assert!(
                found.contains(&cleanbill_crypto::sha256(&pass)),
                "pass {number} is lost"
            );
        }
    });
}
