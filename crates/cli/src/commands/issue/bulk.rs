//! `cleanbill issue --bulk`: a pass for every event of a file, into the registry.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufReader, ErrorKind, IsTerminal, Read, Seek};
use std::path::Path;
use std::sync::Arc;

use aws_lc_rs::digest::{Context, SHA256};
use cleanbill_authority::{Authority, Caller, Entropy, InForm, JobEnd};
use cleanbill_issuer::registry::{JobId, Shard};
use cleanbill_seal::IdKind;
use indicatif::{ProgressBar, ProgressStyle};

use crate::args::{BulkKind, BulkOptions};
use crate::atomic::{self, Access};
use crate::bundle::read_text;
use crate::clock;
use crate::commands::serve::{System, open, read_local};
use crate::epochs::PassForm;
use crate::error::{CliError, KeysError, ServeError};
use crate::exit::Exit;
use crate::home::Home;
use crate::output::{BAD, GOOD, OPEN, RESET, line};

/// Rows that were not taken, of one query.
const PAGE: u32 = 1_000;
/// Of them so many are shown where no file is named for all.
const SHOWN_MAX: usize = 10;
/// How much is read of the file at a time.
const READ_BYTES: usize = 1 << 18;

/// Reads the events of `path` and issues.
pub(super) fn run(
    home: &Home,
    path: &Path,
    options: &BulkOptions,
    form: PassForm,
) -> Result<Exit, CliError> {
    let form = match form {
        PassForm::Dcc => InForm::Dcc,
        PassForm::Shc => InForm::Shc,
        PassForm::Icvp => return Err(KeysError::NoBulk.into()),
    };
    let key = options.api_key_file.as_deref().map(read_text).transpose()?;
    let key = key.unwrap_or_default();
    let input = Input::open(path)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|_| ServeError::Threads)?;
    runtime.block_on(async {
        let entropy: Arc<dyn Entropy> = Arc::new(System);
        let (settings, store) = read_local(home, &options.store)?;
        let kek = options.kek.as_deref();
        let mut opened = open(home, kek, &settings, &store, &entropy).await?;
        let _going = opened.keep_ledger_going(&entropy);
        let authority = opened.authority;
        let machine = authority.machine(key.trim(), clock::now()).await;
        let machine = machine.map_err(ServeError::from)?;
        let done = issue_all(&authority, &machine, input, (path, form), options).await;
        authority.store().close().await;
        done
    })
}

async fn issue_all(
    authority: &Authority,
    machine: &Caller,
    input: Input,
    (path, form): (&Path, InForm),
    options: &BulkOptions,
) -> Result<Exit, CliError> {
    let kind = options.kind.unwrap_or_else(|| BulkKind::of(path));
    let bar = progress(input.length);
    let hash = input.hash;
    let read = input.reading(bar.clone());
    let report = |done: cleanbill_authority::Progressing| {
        bar.set_message(format!("{} rows, {} not taken", done.rows, done.bad));
    };
    let file = (kind.import(), form);
    let ended = authority.import_in(machine, file, read, hash, clock::now(), report);
    let ended = ended.await;
    bar.finish_and_clear();
    let ended = ended.map_err(ServeError::from)?;
    tell(authority, &ended, options.errors.as_deref()).await
}

/// What became of the file, and of each row that was not taken.
async fn tell(
    authority: &Authority,
    ended: &JobEnd,
    errors: Option<&Path>,
) -> Result<Exit, CliError> {
    let refused = refused_rows(authority, ended).await?;
    let job = &ended.job;
    match ended.was_done {
        true => line(&format!(
            "{}!{RESET} this file was issued before, all of it: job {job}",
            OPEN.render()
        ))?,
        false => line(&format!(
            "{}✔{RESET} {} passes issued, of {} rows: job {job}",
            GOOD.render(),
            ended.progress.good,
            ended.progress.rows
        ))?,
    }
    if let Some(path) = errors {
        atomic::write(path, as_csv(&refused).as_bytes(), Access::Public)?;
    }
    if refused.is_empty() {
        return Ok(Exit::Good);
    }
    let count = refused.len();
    line(&format!(
        "{}✘{RESET} {count} rows were not taken:",
        BAD.render()
    ))?;
    for row in refused.iter().take(SHOWN_MAX) {
        line(&format!(
            "  row {}  {}  {}",
            row.number, row.field, row.code
        ))?;
    }
    let more = count.saturating_sub(SHOWN_MAX);
    match errors {
        Some(path) => line(&format!("  all of them: {}", path.display()))?,
        None if more > 0 => line(&format!("  and {more} more; --errors FILE writes all"))?,
        None => {}
    }
    Ok(Exit::NotDone)
}

/// A row that was not taken. It says what is wrong, never what stood there.
struct RefusedRow {
    number: i64,
    field: String,
    code: String,
}

async fn refused_rows(authority: &Authority, ended: &JobEnd) -> Result<Vec<RefusedRow>, CliError> {
    let ring = authority.ring();
    let id = ring.parse_public_id(IdKind::Job, ended.job.as_str());
    let (shard, id) = id.map_err(ServeError::from)?;
    debug_assert_eq!(
        shard,
        Shard::default(),
        "jobs are rows of the authority itself"
    );
    let mut rows = Vec::new();
    let mut after = 0;
    loop {
        let page = authority.store().job_errors(JobId(id), after, PAGE).await;
        let page = page.map_err(ServeError::from)?;
        let Some(last) = page.last() else {
            return Ok(rows);
        };
        after = last.row;
        rows.extend(page.into_iter().map(|row| RefusedRow {
            number: row.row,
            field: row.field,
            code: row.code,
        }));
    }
}

fn as_csv(rows: &[RefusedRow]) -> String {
    let mut text = "row,field,code\n".to_owned();
    for row in rows {
        // Writing into a string does not fail; neither field nor code has a comma.
        let _ = writeln!(text, "{},{},{}", row.number, row.field, row.code);
    }
    text
}

/// A bar on standard error; none where nobody sees it.
fn progress(bytes: u64) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template("{bar:32} {percent:>3} %  {msg}  {elapsed}, {eta} left");
    ProgressBar::new(bytes).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// A file, hashed once before its rows are read: by that hash its job is known.
struct Input {
    file: File,
    hash: [u8; 32],
    length: u64,
}

impl Input {
    fn open(path: &Path) -> Result<Self, CliError> {
        let failed = |error: io::Error| CliError::Read {
            path: path.into(),
            kind: error.kind(),
        };
        let mut file = File::open(path).map_err(failed)?;
        let mut context = Context::new(&SHA256);
        let mut buffer = vec![0; READ_BYTES];
        let mut length = 0;
        loop {
            let count = file.read(&mut buffer).map_err(failed)?;
            let Some(read) = buffer.get(..count).filter(|read| !read.is_empty()) else {
                break;
            };
            context.update(read);
            length += read.len() as u64;
        }
        file.rewind().map_err(failed)?;
        Ok(Self {
            file,
            hash: digest(context),
            length,
        })
    }

    fn reading(self, bar: ProgressBar) -> BufReader<Checked> {
        let checked = Checked {
            file: self.file,
            wanted: self.hash,
            context: Context::new(&SHA256),
            bar,
        };
        BufReader::with_capacity(READ_BYTES, checked)
    }
}

fn digest(context: Context) -> [u8; 32] {
    let mut hash = [0; 32];
    for (to, from) in hash.iter_mut().zip(context.finish().as_ref()) {
        *to = *from;
    }
    hash
}

/// The file as it was hashed: that it changed since is an error at its end.
struct Checked {
    file: File,
    wanted: [u8; 32],
    context: Context,
    bar: ProgressBar,
}

impl Read for Checked {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(to)?;
        match to.get(..count) {
            Some(read) if !read.is_empty() => self.context.update(read),
            _ if to.is_empty() => {}
            _ if digest(self.context.clone()) != self.wanted => {
                return Err(ErrorKind::InvalidData.into());
            }
            _ => {}
        }
        self.bar.inc(count as u64);
        Ok(count)
    }
}
