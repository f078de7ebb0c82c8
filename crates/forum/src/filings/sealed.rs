//! What is sealed of a filing: what opens its commitment, and the content.

use cleanbill_redress::filing::Content;
use cleanbill_seal::{FilingPart, NONCE_BYTES};
use cleanbill_store::FilingRow;
use zeroize::Zeroizing;

use super::{Filings, FilingsError};

/// What was filed, opened.
pub(super) struct Opened {
    /// What opens the commitment of what is sealed.
    pub(super) secret: [u8; 32],
    pub(super) content: Content,
}

impl Filings {
    pub(super) fn seal_content(
        &self,
        follow: &[u8; 32],
        secret: &[u8; 32],
        content: &Content,
    ) -> Result<Vec<u8>, FilingsError> {
        let plain = Zeroizing::new([secret.as_slice(), &content.encode()].concat());
        self.seal(FilingPart::Content, follow, &plain)
    }

    pub(super) fn seal(
        &self,
        part: FilingPart,
        follow: &[u8; 32],
        plain: &[u8],
    ) -> Result<Vec<u8>, FilingsError> {
        let mut nonce = [0; NONCE_BYTES];
        (self.inner.fill)(&mut nonce);
        Ok(self.inner.key.seal(part, follow, plain, nonce)?)
    }

    pub(super) async fn open_content(&self, row: &FilingRow) -> Result<Opened, FilingsError> {
        let sealed = self.inner.door.content(row.id).await?;
        let sealed = sealed.ok_or(FilingsError::Damaged)?;
        let plain = self
            .inner
            .key
            .open(FilingPart::Content, &row.follow, &sealed)?;
        let split = plain.split_first_chunk::<32>();
        let (secret, content) = split.ok_or(FilingsError::Damaged)?;
        Ok(Opened {
            secret: *secret,
            content: Content::parse(content).map_err(|_| FilingsError::Damaged)?,
        })
    }

    pub(super) async fn open_answer(
        &self,
        row: &FilingRow,
    ) -> Result<Option<String>, FilingsError> {
        let Some(sealed) = self.inner.door.answer(row.id).await? else {
            return Ok(None);
        };
        let plain = self
            .inner
            .key
            .open(FilingPart::Answer, &row.follow, &sealed)?;
        let text = str::from_utf8(&plain).map_err(|_| FilingsError::Damaged)?;
        Ok(Some(text.to_owned()))
    }
}
