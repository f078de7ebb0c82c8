//! Publishing what has its place.

use cleanbill_ledger::batch::batch_path;
use cleanbill_ledger::object::{CHECKPOINT, object_path};
use cleanbill_ledger::{Checkpoint, SignedCheckpoint, TileId};
use cleanbill_store::FileKind;

use crate::{Sequencer, SequencerError};

impl Sequencer {
    /// Writes the files of all entries that have their place, then the checkpoint over them: so
    /// whoever has a checkpoint finds everything under it.
    pub(crate) async fn publish(&mut self) -> Result<(), SequencerError> {
        let head = self.door.head().await?;
        self.put_files().await?;
        let mut grower = self.grower.clone();
        let mut full = Vec::new();
        while grower.size() < head.size {
            let mut entries = self.door.entries(grower.size()).await?;
            entries.truncate(usize::try_from(head.size - grower.size()).unwrap_or(usize::MAX));
            if entries.is_empty() {
                break;
            }
            for (id, tile) in grower.append(entries)? {
                self.to.put(&id.path(), &tile).await?;
                full.extend(Some(id).filter(TileId::is_full));
            }
        }
        if self.checkpoint.is_some() && grower.size() == self.grower.size() {
            return Ok(());
        }
        let signed = SignedCheckpoint::sign(
            Checkpoint {
                origin: self.options.policy.origin().to_owned(),
                size: grower.size(),
                root: grower.root(),
                extensions: Vec::new(),
            },
            self.options.signer.as_ref(),
        )?;
        let old = self.checkpoint.as_ref().map(SignedCheckpoint::to_text);
        let text = signed.to_text();
        let old = old.as_ref().map(String::as_bytes);
        self.to.replace(CHECKPOINT, text.as_bytes(), old).await?;
        self.grower = grower;
        self.checkpoint = Some(signed);
        self.door.set_published(self.grower.size()).await?;
        for tile in full {
            // Whoever asks for a part finds the whole (C2SP tlog-tiles, partial tiles).
            self.to.discard(&format!("{}.p", tile.path())).await?;
        }
        Ok(())
    }

    /// Files that entries name.
    async fn put_files(&self) -> Result<(), SequencerError> {
        loop {
            let files = self.door.files().await?;
            if files.is_empty() {
                return Ok(());
            }
            for file in files {
                let path = match file.kind {
                    FileKind::Batch => batch_path(&file.digest),
                    FileKind::Object => object_path(&file.digest),
                };
                self.to.put(&path, &file.body).await?;
                self.door.forget_file(file.kind, &file.digest).await?;
            }
        }
    }
}
