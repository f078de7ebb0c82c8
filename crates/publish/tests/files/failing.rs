//! A store that fails at one write, before or after it is done.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use futures_util::stream::BoxStream;
use object_store::path::Path;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta,
    ObjectStore, PutMode, PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
};

/// When the store fails.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Failure {
    /// The write is not done.
    Before(usize),
    /// It is done, and its answer lost; nothing after it is done.
    After(usize),
    /// Never; but it ignores conditions.
    Conditions,
}

#[derive(Debug)]
pub(crate) struct Failing {
    inner: Arc<dyn ObjectStore>,
    failure: Failure,
    writes: AtomicUsize,
}

impl Failing {
    pub(crate) fn new(inner: Arc<dyn ObjectStore>, failure: Failure) -> Self {
        Self {
            inner,
            failure,
            writes: AtomicUsize::new(0),
        }
    }

    fn broken<T>() -> Result<T> {
        Err(Error::Generic {
            store: "test",
            source: Box::new(std::io::Error::from(std::io::ErrorKind::StorageFull)),
        })
    }
}

impl fmt::Display for Failing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("failing")
    }
}

#[async_trait]
impl ObjectStore for Failing {
    async fn put_opts(
        &self,
        location: &Path,
        payload: PutPayload,
        mut options: PutOptions,
    ) -> Result<PutResult> {
        let number = self.writes.fetch_add(1, Ordering::SeqCst);
        let last = match self.failure {
            Failure::Before(last) if number >= last => return Self::broken(),
            Failure::After(last) if number > last => return Self::broken(),
            Failure::Before(last) | Failure::After(last) => last,
            Failure::Conditions => {
                options.mode = PutMode::Overwrite;
                usize::MAX
            }
        };
        let done = self.inner.put_opts(location, payload, options).await;
        match self.failure {
            Failure::After(_) if number == last => Self::broken(),
            _ => done,
        }
    }

    async fn put_multipart_opts(
        &self,
        _: &Path,
        _: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        panic!("files are written whole")
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.inner.get_opts(location, options).await
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
