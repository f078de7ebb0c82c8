//! Where static files go: a folder, or a bucket of any S3 store.

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::Path as FsPath;
use std::sync::Arc;
use std::time::Duration;

use cleanbill_fetch::is_this_machine;
use futures_util::StreamExt as _;
use object_store::aws::{AmazonS3Builder, S3ConditionalPut};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, ClientOptions, Error as StoreError, GetOptions, ObjectStore,
    ObjectStoreExt, PutMode, PutMultipartOptions, PutOptions, PutPayload, RetryConfig,
    UpdateVersion, WriteMultipart,
};

use super::{FilesError, StoreFault};

/// The largest file: a whole set, whose own bound is 16 MiB, and JSON of one in base64.
const SIZE_MAX_BYTES: u64 = 32 << 20;
/// One part of a file that is written in parts.
pub(super) const PART_BYTES: usize = 8 << 20;
/// Held while somebody publishes into a folder.
const LOCK: &str = ".publish.lock";
/// One request to a store: 16 MiB in 5 minutes is 56 kB/s.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(300);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const RETRIES_MAX: usize = 3;
const RETRY_TIMEOUT: Duration = Duration::from_secs(60);

/// Files of a ledger that change with every checkpoint (C2SP tlog-tiles, checkpoints).
const NOTES: [&str; 3] = ["checkpoint", "cosigned", "policy"];

/// How the store is kept from being written by two at once.
#[derive(Debug)]
enum Guard {
    /// A lock that is held as long as the destination is there.
    Lock(#[expect(dead_code, reason = "held, not read")] File),
    /// `If-Match` and `If-None-Match` on every write.
    Conditions,
    /// Nothing: somebody sees to it that there is one publisher.
    Nothing,
    /// It is read, and never written.
    Reading,
    /// Beside whoever publishes: nothing that is there is changed.
    Adding,
}

/// A bucket of an S3 store. Credentials come from the environment: `AWS_ACCESS_KEY_ID`,
/// `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`.
#[derive(Clone, Debug, Default)]
pub struct S3Options {
    /// Name of the bucket.
    pub bucket: String,
    /// What all names begin with, without slashes at its ends; may be empty.
    pub prefix: String,
    /// Address of the store; without one, that of AWS.
    pub endpoint: Option<String>,
    /// Region; without one, `AWS_REGION` or the store's default.
    pub region: Option<String>,
    /// Speak without encryption also to another machine.
    pub allow_http: bool,
    /// Write without conditions, to a store that does not know them. Two publishers at the same
    /// time may cross then.
    pub unconditional: bool,
}

/// Where static files go.
#[derive(Debug)]
pub struct Destination {
    store: Arc<dyn ObjectStore>,
    prefix: Path,
    guard: Guard,
}

/// A file that is there.
pub(super) struct Found {
    pub(super) bytes: Vec<u8>,
    pub(super) version: UpdateVersion,
}

fn read_only(path: &str) -> FilesError {
    FilesError::Store {
        path: path.to_owned(),
        fault: StoreFault::Io(ErrorKind::ReadOnlyFilesystem),
    }
}

/// How a file is written.
pub(super) enum Write {
    /// Only if there is none.
    New,
    /// Only over this version of it; over none, if there was none.
    Over(Option<UpdateVersion>),
}

impl Destination {
    /// A folder, made if there is none, and locked against other publishers.
    ///
    /// # Errors
    /// [`FilesError::Busy`], [`FilesError::Store`].
    pub fn folder(folder: &FsPath) -> Result<Self, FilesError> {
        let failed = |error: std::io::Error| FilesError::Store {
            path: LOCK.to_owned(),
            fault: StoreFault::Io(error.kind()),
        };
        fs::create_dir_all(folder).map_err(failed)?;
        let lock = File::create(folder.join(LOCK)).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(FilesError::Busy),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let store = LocalFileSystem::new_with_prefix(folder)
            .map_err(|error| fault("", &error))?
            .with_fsync(true);
        Ok(Self {
            store: Arc::new(store),
            prefix: Path::default(),
            guard: Guard::Lock(lock),
        })
    }

    /// A folder that somebody else may be publishing into, only to be read.
    ///
    /// # Errors
    /// [`FilesError::Store`] if there is none.
    pub fn read_only(folder: &FsPath) -> Result<Self, FilesError> {
        let store = LocalFileSystem::new_with_prefix(folder).map_err(|error| fault("", &error))?;
        Ok(Self {
            store: Arc::new(store),
            prefix: Path::default(),
            guard: Guard::Reading,
        })
    }

    /// A folder that somebody else may be publishing into, to be read, and to add what is named by
    /// its content: whoever adds the same at the same time adds the same bytes.
    ///
    /// # Errors
    /// [`FilesError::Store`] if there is none.
    pub fn adding(folder: &FsPath) -> Result<Self, FilesError> {
        let store = LocalFileSystem::new_with_prefix(folder)
            .map_err(|error| fault("", &error))?
            .with_fsync(true);
        Ok(Self {
            store: Arc::new(store),
            prefix: Path::default(),
            guard: Guard::Adding,
        })
    }

    /// A bucket. Nothing is asked of it yet.
    ///
    /// # Errors
    /// [`FilesError::Destination`], [`FilesError::PlainHttp`].
    pub fn s3(options: &S3Options) -> Result<Self, FilesError> {
        let what = |what| FilesError::Destination { what };
        let mut allow_http = options.allow_http;
        if let Some(endpoint) = &options.endpoint {
            let url = reqwest::Url::parse(endpoint).map_err(|_| what("endpoint"))?;
            match url.scheme() {
                "https" => {}
                "http" if allow_http || is_this_machine(&url) => allow_http = true,
                "http" => return Err(FilesError::PlainHttp),
                _ => return Err(what("endpoint")),
            }
        }
        let client = ClientOptions::new()
            .with_timeout(REQUEST_TIMEOUT)
            .with_connect_timeout(CONNECT_TIMEOUT)
            .with_allow_http(allow_http);
        let retry = RetryConfig {
            max_retries: RETRIES_MAX,
            retry_timeout: RETRY_TIMEOUT,
            ..RetryConfig::default()
        };
        let conditional = if options.unconditional {
            S3ConditionalPut::Disabled
        } else {
            S3ConditionalPut::ETagMatch
        };
        let mut builder = AmazonS3Builder::from_env()
            .with_bucket_name(&options.bucket)
            .with_client_options(client)
            .with_retry(retry)
            .with_conditional_put(conditional)
            .with_allow_http(allow_http);
        if let Some(endpoint) = &options.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        if let Some(region) = &options.region {
            builder = builder.with_region(region);
        }
        let store = builder.build().map_err(|_| what("bucket"))?;
        Ok(Self {
            store: Arc::new(store),
            prefix: Path::parse(&options.prefix).map_err(|_| what("prefix"))?,
            guard: if options.unconditional {
                Guard::Nothing
            } else {
                Guard::Conditions
            },
        })
    }

    /// Any store that writes on conditions.
    #[must_use]
    pub fn store(store: Arc<dyn ObjectStore>) -> Self {
        Self {
            store,
            prefix: Path::default(),
            guard: Guard::Conditions,
        }
    }

    /// The same destination through another store around its own: one that counts what goes out,
    /// or fails in a test.
    #[must_use]
    pub fn through(self, wrap: impl FnOnce(Arc<dyn ObjectStore>) -> Arc<dyn ObjectStore>) -> Self {
        Self {
            store: wrap(self.store),
            ..self
        }
    }

    /// Whether writes are on conditions that the store is to keep, and not a lock of ours.
    pub(super) const fn trusts_conditions(&self) -> bool {
        matches!(self.guard, Guard::Conditions)
    }

    /// A file; `None` if there is none.
    pub(super) async fn read(&self, path: &str) -> Result<Option<Found>, FilesError> {
        let found = match self.store.get(&self.at(path)).await {
            Ok(found) => found,
            Err(StoreError::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(fault(path, &error)),
        };
        if found.meta.size > SIZE_MAX_BYTES {
            return Err(FilesError::Store {
                path: path.to_owned(),
                fault: StoreFault::TooLarge,
            });
        }
        let version = UpdateVersion {
            e_tag: found.meta.e_tag.clone(),
            version: found.meta.version.clone(),
        };
        let bytes = found.bytes().await.map_err(|error| fault(path, &error))?;
        Ok(Some(Found {
            bytes: bytes.to_vec(),
            version,
        }))
    }

    /// The size of a file in bytes; `None` if there is none.
    pub(super) async fn size(&self, path: &str) -> Result<Option<u64>, FilesError> {
        match self.store.head(&self.at(path)).await {
            Ok(meta) => Ok(Some(meta.size)),
            Err(StoreError::NotFound { .. }) => Ok(None),
            Err(error) => Err(fault(path, &error)),
        }
    }

    /// A file that is written part by part, and is there once all are. It is for good.
    pub(super) async fn parts(&self, path: &str) -> Result<WriteMultipart, FilesError> {
        if matches!(self.guard, Guard::Reading) {
            return Err(read_only(path));
        }
        let options = PutMultipartOptions {
            attributes: self.attributes(path, true),
            ..PutMultipartOptions::default()
        };
        let begun = self.store.put_multipart_opts(&self.at(path), options).await;
        let upload = begun.map_err(|error| fault(path, &error))?;
        Ok(WriteMultipart::new_with_chunk_size(upload, PART_BYTES))
    }

    /// The version of a file; `None` if there is none.
    pub(super) async fn version(&self, path: &str) -> Result<Option<UpdateVersion>, FilesError> {
        let options = GetOptions {
            head: true,
            ..GetOptions::default()
        };
        match self.store.get_opts(&self.at(path), options).await {
            Ok(found) => Ok(Some(UpdateVersion {
                e_tag: found.meta.e_tag,
                version: found.meta.version,
            })),
            Err(StoreError::NotFound { .. }) => Ok(None),
            Err(error) => Err(fault(path, &error)),
        }
    }

    /// Writes a file whole. `Ok(false)` if the condition does not hold.
    pub(super) async fn write(
        &self,
        path: &str,
        bytes: &[u8],
        how: Write,
    ) -> Result<bool, FilesError> {
        let lasting = matches!(how, Write::New);
        if matches!(self.guard, Guard::Reading) || !lasting && matches!(self.guard, Guard::Adding) {
            return Err(read_only(path));
        }
        let mode = match (how, &self.guard) {
            (Write::New, Guard::Adding)
            | (Write::New | Write::Over(None), Guard::Lock(_) | Guard::Conditions) => {
                PutMode::Create
            }
            (Write::Over(Some(version)), Guard::Conditions) => PutMode::Update(version),
            _ => PutMode::Overwrite,
        };
        let options = PutOptions {
            mode,
            attributes: self.attributes(path, lasting),
            ..PutOptions::default()
        };
        let payload = PutPayload::from(bytes.to_vec());
        match self.store.put_opts(&self.at(path), payload, options).await {
            Ok(_) => Ok(true),
            Err(StoreError::AlreadyExists { .. } | StoreError::Precondition { .. }) => Ok(false),
            Err(StoreError::NotImplemented { .. }) => Err(FilesError::NoConditions),
            Err(error) => Err(fault(path, &error)),
        }
    }

    /// The paths of all files under a folder.
    pub(super) async fn names(&self, folder: &str) -> Result<Vec<String>, FilesError> {
        let prefix = self.at(folder);
        let mut listed = self.store.list(Some(&prefix));
        let mut names = Vec::new();
        while let Some(found) = listed.next().await {
            let found = found.map_err(|error| fault(folder, &error))?.location;
            let parts = found.prefix_match(&self.prefix).into_iter().flatten();
            let parts: Vec<_> = parts.map(|part| part.as_ref().to_owned()).collect();
            names.push(parts.join("/"));
        }
        Ok(names)
    }

    /// Removes a file, if there is one.
    pub(super) async fn remove(&self, path: &str) -> Result<(), FilesError> {
        match self.store.delete(&self.at(path)).await {
            Ok(()) | Err(StoreError::NotFound { .. }) => Ok(()),
            Err(error) => Err(fault(path, &error)),
        }
    }

    fn at(&self, path: &str) -> Path {
        self.prefix
            .parts()
            .chain(Path::from(path).parts())
            .collect()
    }

    /// What the store tells those who fetch the file. A folder has no place for it.
    fn attributes(&self, path: &str, lasting: bool) -> Attributes {
        let mut attributes = Attributes::new();
        if matches!(self.guard, Guard::Lock(_) | Guard::Adding) {
            return attributes;
        }
        let content_type = match path.rsplit_once('.') {
            Some((_, "json")) => "application/json",
            Some((_, "toml")) => "application/toml",
            _ if NOTES.contains(&path) => "text/plain; charset=utf-8",
            _ => "application/octet-stream",
        };
        let cache = if lasting {
            "public, max-age=31536000, immutable"
        } else if NOTES.contains(&path) {
            "public, max-age=2"
        } else {
            "public, max-age=60"
        };
        attributes.insert(Attribute::ContentType, content_type.into());
        attributes.insert(Attribute::CacheControl, cache.into());
        attributes
    }
}

pub(super) fn fault(path: &str, error: &StoreError) -> FilesError {
    FilesError::Store {
        path: path.to_owned(),
        fault: StoreFault::of(error),
    }
}
