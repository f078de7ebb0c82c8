use std::path::{Path, PathBuf};

use cleanbill_hcert::Dcc;
use cleanbill_issuer::{IssuedLight, LightBatch, LightWindow, issue_light_batch, light_windows};
use cleanbill_policy::Zone;
use cleanbill_verifier::{Content, Interruption, Verifier, policy_mark};
use serde::Serialize;

use crate::args::{LightOptions, PictureOptions};
use crate::atomic::{self, Access};
use crate::authority::Issuing;
use crate::bundle::Data;
use crate::check::read_texts;
use crate::commands::draw::Pictures;
use crate::entropy;
use crate::error::CliError;
use crate::exit::Exit;
use crate::home::Home;
use crate::output::line;

/// `cleanbill light`: a code for each day on which the full pass is accepted.
pub(crate) fn run(home: &Home, options: &LightOptions) -> Result<Exit, CliError> {
    let data = Data::load(home, &options.checking)?;
    let text = read_one(&options.pass)?;
    let (at, clock) = data.times();
    let issuing = Issuing::load(home, at)?;
    let none = |error| CliError::NoLight { error };
    let door = data.door().ok_or(none(Interruption::NoDoor))?;
    let policy = door
        .policy(at)
        .ok_or(none(Interruption::NoCheckInForce { at }))?;
    let mut verifier = data.verifier();
    let full = full_pass(&mut verifier, &text, (at, clock))?;
    let failed = |error| CliError::Light { error };
    let windows = light_windows(at, policy.zone.offset_secs(), options.days).map_err(failed)?;
    let mut random = windows
        .iter()
        .map(|_| entropy::draw())
        .collect::<Result<Vec<_>, _>>()?;
    let mut why = Vec::new();
    let mut ask = |window: LightWindow| {
        let asked = verifier.accepts_throughout(&text, &window.range(), at, clock);
        asked.map(policy_mark).map_err(|error| why.push(error)).ok()
    };
    // Zeros, which are refused, should there ever be too few.
    let mut fill = |bytes: &mut [u8]| bytes.copy_from_slice(&random.pop().unwrap_or_default());
    let batch = issue_light_batch(
        &full,
        &windows,
        &mut ask,
        &issuing.authority,
        at,
        &mut fill,
        &issuing.signer,
    )
    .map_err(failed)?;
    if batch.passes.is_empty() {
        let outlasts = Interruption::Window;
        return Err(none(why.first().copied().unwrap_or(outlasts)));
    }
    deliver(&batch, policy.zone, options)?;
    Ok(Exit::Good)
}

/// Exactly one code.
fn read_one(pass: &str) -> Result<String, CliError> {
    match <[String; 1]>::try_from(read_texts(&[pass.to_owned()])?) {
        Ok([text]) => Ok(text),
        Err(_) => Err(CliError::NotOnePass),
    }
}

/// The payload of a full pass whose signature is right.
fn full_pass(
    verifier: &mut Verifier<'_>,
    text: &str,
    (at, clock): (i64, i64),
) -> Result<Dcc, CliError> {
    let report = verifier.verify_as_of(text, at, clock);
    match report.pass.map(|pass| pass.content) {
        Some(Content::Dcc(reading)) => Ok(reading.dcc),
        Some(Content::Light(_) | Content::Mapped(_)) | None => Err(CliError::NoLight {
            error: Interruption::NotAFullPass,
        }),
    }
}

/// Draws everything before it writes anything.
fn deliver(batch: &LightBatch, zone: Zone, options: &LightOptions) -> Result<(), CliError> {
    let mut lines = Vec::new();
    let mut files = Vec::new();
    let mut pictures = Vec::new();
    for pass in &batch.passes {
        let day = day_of(pass.window, zone);
        let file = options.out.as_deref().map(|folder| file_of(folder, &day));
        lines.push(match (&file, options.json) {
            (_, true) => json_of(pass, &day, file.as_deref()),
            (Some(path), false) => format!("{day}  {}", path.display()),
            (None, false) => pass.text.clone(),
        });
        if let Some(path) = file {
            if options.png {
                let png = PictureOptions {
                    png: Some(path.with_extension("png")),
                    svg: None,
                };
                pictures.push(Pictures::draw(&pass.text, &png)?);
            }
            files.push((path, format!("{}\n", pass.text)));
        }
    }
    pictures.iter().try_for_each(Pictures::write)?;
    for (path, text) in &files {
        atomic::write(path, text.as_bytes(), Access::Secret)?;
    }
    lines.iter().try_for_each(|text| line(text))?;
    for window in &batch.withheld {
        let day = day_of(*window, zone);
        anstream::eprintln!("note: none for {day}: the pass is not accepted on all of that day");
    }
    Ok(())
}

fn day_of(window: LightWindow, zone: Zone) -> String {
    let day = zone.day(window.not_before);
    day.map_or_else(|| window.not_before.to_string(), |day| day.to_string())
}

fn file_of(folder: &Path, day: &str) -> PathBuf {
    folder.join(format!("light-{day}.txt"))
}

#[derive(Serialize)]
struct Line<'a> {
    day: &'a str,
    not_before: i64,
    expires_at: i64,
    policy: &'a str,
    policy_version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    text: &'a str,
}

fn json_of(pass: &IssuedLight, day: &str, file: Option<&Path>) -> String {
    let line = Line {
        day,
        not_before: pass.window.not_before,
        expires_at: pass.window.expires_at,
        policy: &pass.policy.id,
        policy_version: pass.policy.version,
        file: file.map(|path| path.display().to_string()),
        text: &pass.text,
    };
    // Every part is text or number, so it can always be written.
    serde_json::to_string(&line).unwrap_or_default()
}
