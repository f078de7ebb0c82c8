use std::path::{Path, PathBuf};

use super::outcome::{Judgement, Outcome};
use super::{sample, specimen, testdata};

/// The extensions of pictures, in small letters.
const PICTURES: [&str; 7] = ["bmp", "gif", "jpeg", "jpg", "png", "svg", "webp"];

/// One case of the corpora. Nothing is read before it is judged.
#[derive(Debug, Clone)]
pub struct Case {
    id: String,
    corpora: PathBuf,
    file: PathBuf,
    family: Family,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Testdata,
    Specimen,
    Sample,
}

/// Every case that the corpora in this folder hold, sorted by id.
#[must_use]
pub fn cases(corpora: &Path) -> Vec<Case> {
    let mut cases = Vec::new();
    for (family, folder) in [
        (Family::Testdata, "dcc/testdata"),
        (Family::Specimen, "dcc/quality-assurance"),
        (Family::Sample, "gdhcn/samples"),
    ] {
        let root = corpora.join(folder);
        let name = folder.trim_start_matches("dcc/");
        for file in files(&root) {
            let below = file.strip_prefix(&root).unwrap_or(&file);
            if let Some(id) = family.id(below) {
                cases.push(Case {
                    id: format!("{name}/{id}"),
                    corpora: corpora.to_owned(),
                    file,
                    family,
                });
            }
        }
    }
    cases.sort_by(|a, b| a.id.cmp(&b.id));
    cases
}

impl Family {
    /// The id of a file of this family; `None` if it is none.
    fn id(self, below: &Path) -> Option<String> {
        let path = below.to_string_lossy().replace('\\', "/");
        let extension = below.extension()?.to_string_lossy().to_ascii_lowercase();
        match self {
            Self::Testdata if extension == "json" => {
                Some(path.trim_end_matches(".json").to_owned())
            }
            Self::Specimen if PICTURES.contains(&extension.as_str()) => Some(path),
            // `…Unpacked` is what a sample says, not a sample.
            Self::Sample if extension == "txt" && !path.ends_with("Unpacked.txt") => {
                Some(path.trim_end_matches(".txt").to_owned())
            }
            _ => None,
        }
    }
}

impl Case {
    /// The name of the case: `testdata/common/CO1`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The row that the case is counted in: `testdata/common`, `gdhcn/samples`.
    #[must_use]
    pub fn folder(&self) -> &str {
        let end = self.id.match_indices('/').nth(1).map(|(end, _)| end);
        end.and_then(|end| self.id.get(..end)).unwrap_or(&self.id)
    }

    /// Judges every flag of the case.
    #[must_use]
    pub fn judge(&self) -> Vec<Judgement> {
        let Ok(file) = std::fs::read(&self.file) else {
            return unreadable();
        };
        match self.family {
            Family::Testdata => testdata::judge_all(&self.id, &file).unwrap_or_else(unreadable),
            Family::Specimen => specimen::judge_all(&self.id, &file, &self.corpora),
            Family::Sample => {
                let name = self.id.rsplit('/').next().unwrap_or_default();
                sample::judge_all(&self.id, name, &file)
            }
        }
    }
}

/// A case that cannot be read is a failure: it must not vanish.
fn unreadable() -> Vec<Judgement> {
    vec![Judgement {
        flag: "CASE".into(),
        outcome: Outcome::UnexpectedFailure {
            expected: true,
            found: "unreadable",
        },
    }]
}

/// Every file below a folder, which may be missing.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.flatten().map(|entry| entry.path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_from_paths() {
        let id = |family: Family, path: &str| family.id(Path::new(path));
        let some = |id: &str| Some(id.to_owned());
        assert_eq!(id(Family::Testdata, "common/CO1.json"), some("common/CO1"));
        assert_eq!(id(Family::Testdata, "README.md"), None);
        assert_eq!(
            id(Family::Specimen, "FR/1.3.0/A.PNG"),
            some("FR/1.3.0/A.PNG")
        );
        assert_eq!(id(Family::Specimen, "FR/README.md"), None);
        assert_eq!(
            id(Family::Sample, "EUQR1Contents.txt"),
            some("EUQR1Contents")
        );
        assert_eq!(id(Family::Sample, "EUQR1Unpacked.txt"), None);
    }

    #[test]
    fn a_missing_folder_has_no_cases() {
        assert!(cases(Path::new("/nowhere")).is_empty());
    }

    #[test]
    fn a_file_that_is_no_case_fails() {
        let case = Case {
            id: "testdata/XX/1".to_owned(),
            corpora: PathBuf::new(),
            file: Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"),
            family: Family::Testdata,
        };
        assert_eq!(case.folder(), "testdata/XX");
        assert!(case.judge().iter().all(|one| one.outcome.is_unexpected()));
    }
}
