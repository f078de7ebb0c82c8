//! FHIR resources, one a line: one doubt is of one row.

use cleanbill_authority::{AuthorityError, ImportKind};
use cleanbill_crypto::sha256;
use serde_json::json;

use crate::world::World;

fn patient(id: &str, family: &str) -> String {
    json!({
        "resourceType": "Patient", "id": id, "birthDate": "1980-05-01",
        "name": [{"use": "official", "family": family, "given": ["Quirina"]}],
    })
    .to_string()
}

fn dose(id: &str, of: &str) -> String {
    json!({
        "resourceType": "Immunization", "id": id, "status": "completed",
        "vaccineCode": {"coding": [{
            "system": "https://ec.europa.eu/health/documents/community-register/html/",
            "code": "EU/1/20/1528",
        }]},
        "patient": {"reference": format!("Patient/{of}")},
        "occurrenceDateTime": "2021-05-04",
        "protocolApplied": [{"doseNumberPositiveInt": 1, "seriesDosesPositiveInt": 2}],
    })
    .to_string()
}

async fn imported(
    world: &World,
    kind: ImportKind,
    input: &str,
) -> Result<(i64, i64), AuthorityError> {
    let nurse = world.caller("nurse").await;
    let hash = sha256(input.as_bytes());
    let input = std::io::Cursor::new(input.to_owned());
    let end = world
        .authority
        .import(&nurse, kind, input, hash, world.now, |_| {});
    let progress = end.await?.progress;
    Ok((progress.good, progress.bad))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_person_of_one_name_ends_no_import() {
    let world = World::staffed().await;
    let lines = [
        patient("a", "Aa"),
        dose("1", "a"),
        patient("a", "Another"),
        dose("2", "a"),
        patient("b", "Bb"),
        dose("3", "b"),
    ]
    .join("\n");
    let lines_taken = imported(&world, ImportKind::FhirLines, &lines).await;
    // The dose before is the first one's; the one after could be either's.
    assert_eq!(lines_taken.unwrap(), (2, 2));
    let store = world.authority.store();
    let job = store.jobs(None, None, 1).await.unwrap()[0].id;
    let errors = store.job_errors(job, 0, 10).await.unwrap();
    let told: Vec<_> = errors
        .iter()
        .map(|error| (error.row, error.code.as_str()))
        .collect();
    assert_eq!(told, [(2, "intake.resource"), (3, "intake.resource")]);
    // In a bundle nothing is to be trusted then.
    let entries: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| json!({"resource": serde_json::from_str::<serde_json::Value>(line).unwrap()}))
        .collect();
    let bundle = json!({"resourceType": "Bundle", "type": "collection", "entry": entries});
    let refused = imported(&world, ImportKind::FhirBundle, &bundle.to_string()).await;
    assert_eq!(refused.unwrap_err().code(), "intake.resource");
}
