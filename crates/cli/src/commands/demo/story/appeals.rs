//! Three passes, entered in error as two offices believe. Two of their holders object: a board
//! hears one of them, nobody hears the other. The third says nothing.

use std::path::Path;

use cleanbill_authority::intake::{Document, Told};
use cleanbill_authority::{
    Against, DecisionTold, FiledCase, InForm, Issued, NewAppeal, Proposal, Why,
};
use cleanbill_crypto::sha256;
use cleanbill_hcert::Dcc;
use cleanbill_hcert::dcc::{PersonName, Vaccination};
use cleanbill_issuer::act::{LegalBasis, NoticeChannel, Reason};
use cleanbill_issuer::transliteration::Language;
use cleanbill_redress::case::{Finding, Outcome};

use super::{DAY_SECS, Story};
use crate::atomic::{self, Access};
use crate::clock::render_date;
use crate::commands::demo::offices::{BOARD, NORTH, SOUTH, told};
use crate::error::CliError;

/// Words for "example": nobody's name. The file of each is named for what becomes of them.
const PEOPLE: [(&str, &str, &str); 3] = [
    ("Ejemplo Muñoz", "José", "objected"),
    ("Παράδειγμα", "Ελένη", "overdue"),
    ("van der Voorbeeld", "Jürgen", "revoked"),
];
/// Days of the story.
const ISSUED: i64 = 1;
const NOTICED: i64 = 3;
const OBJECTED: i64 = 5;
const IN_FORCE: i64 = 19;
const DECIDED: i64 = 24;
const OVERDUE: i64 = 36;
/// Rounds of the ledger, a quarter of a second each, in which a notice gets its checkpoint.
const ROUNDS_MAX: usize = 40;
/// Where the holders collect from: what a server counts attempts by.
const HOME: [u8; 16] = [1; 16];

impl Story<'_> {
    pub(super) async fn play_appeals(&self, folder: &Path) -> Result<(), CliError> {
        self.go_to_day(ISSUED);
        let passes = self.issue(folder).await?;
        self.go_to_day(NOTICED);
        let mut acts = Vec::with_capacity(passes.len());
        for pass in &passes {
            acts.push(self.give_notice_of_revocation(pass).await?);
        }
        self.tell(&format!(
            "{NORTH} and {SOUTH} tell three people that their passes will be revoked"
        ))?;
        self.go_to_day(OBJECTED);
        let texts = [
            "I was there on that day, and have the paper.",
            "The date is mine, the clinic mixed up the lots.",
        ];
        let mut cases = Vec::with_capacity(texts.len());
        for ((pass, act), text) in passes.iter().zip(&acts).zip(texts) {
            cases.push(self.object(pass, act, text).await?);
        }
        self.tell("two of them object; their passes stay as they are")?;
        self.go_to_day(IN_FORCE);
        let (in_force, _) = self.take_due_effects().await?;
        self.tell(&format!(
            "time to object is over: {in_force} revocation takes effect, the two wait"
        ))?;
        self.go_to_day(DECIDED);
        if let Some(case) = cases.first() {
            self.uphold(case).await?;
        }
        self.tell(&format!(
            "{BOARD}: the facts were wrong; the first revocation never takes effect"
        ))?;
        self.go_to_day(OVERDUE);
        let (_, lapsed) = self.take_due_effects().await?;
        self.tell(&format!(
            "nobody decided the other in 30 days: {lapsed} revocation lapses with its case"
        ))
    }

    async fn issue(&self, folder: &Path) -> Result<Vec<Issued>, CliError> {
        let mut passes = Vec::with_capacity(PEOPLE.len());
        for person in PEOPLE {
            let now = self.today.next();
            let nurse = self.staff.caller(self.authority, "nurse", now).await?;
            let dose = render_date(now - 20 * DAY_SECS);
            let issued = self
                .authority
                .issue(&nurse, vaccinated(person, dose), None, now);
            let issued = issued.await.map_err(told)?;
            let path = folder.join(format!("{}.txt", person.2));
            atomic::write(&path, issued.text.as_bytes(), Access::Public)?;
            passes.push(issued);
        }
        Ok(passes)
    }

    /// Gives the number of the act.
    async fn give_notice_of_revocation(&self, pass: &Issued) -> Result<String, CliError> {
        let proposal = Proposal::Revoke {
            passes: vec![pass.pass.to_string()],
            why: Why {
                reason: Reason::EnteredInError,
                basis: LegalBasis::PassLaw,
                evidence: Some(sha256(b"the clinic's register of that day")),
            },
        };
        let (authority, by) = (self.authority, ("north", "south"));
        let mut next = || self.today.next();
        let act = self
            .staff
            .enact(authority, by, &proposal, &mut next)
            .await?;
        let now = next();
        let north = self.staff.caller(authority, "north", now).await?;
        let act = authority.give_notice(&north, act.id.as_str(), NoticeChannel::Record, now);
        Ok(act.await.map_err(told)?.id.to_string())
    }

    /// A holder collects their pass, and objects with it.
    async fn object(&self, pass: &Issued, act: &str, text: &str) -> Result<FiledCase, CliError> {
        let (authority, now) = (self.authority, self.today.next());
        let collected = authority.collect(pass.code.as_str(), HOME, now).await;
        let token = collected.map_err(told)?.token;
        let holder = authority.holder(&token, now).await.map_err(told)?;
        let new = NewAppeal {
            against: Against::Act(act),
            text: Some(text),
            order: None,
        };
        let filed = authority.file_appeal(&holder, &new, now);
        filed.await.map_err(told)
    }

    async fn uphold(&self, case: &FiledCase) -> Result<(), CliError> {
        let (authority, at) = (self.authority, self.today.next());
        let reviewer = self.staff.caller(authority, "reviewer", at).await?;
        let decision = DecisionTold {
            outcome: Outcome::Upheld,
            ending: None,
            findings: vec![Finding::FactsWrong],
            order: None,
            reasons: "The paper of that day bears the clinic's stamp and the lot of the register.",
        };
        let number = case.number.as_str();
        let prepared = authority.prepare_decision(&reviewer, number, &decision, at);
        let signature = self
            .staff
            .sign("reviewer", &prepared.await.map_err(told)?.hash)?;
        let signed = (at, &signature);
        let decided = authority.decide_appeal(&reviewer, number, &decision, signed, at);
        decided.await.map_err(told)?;
        Ok(())
    }

    /// Of the acts whose time has come, how many take effect and how many lapse.
    ///
    /// The notices wait for a checkpoint, which the ledger makes while months pass here: it is
    /// looked again after each of its rounds, as a service does twice a minute.
    async fn take_due_effects(&self) -> Result<(usize, usize), CliError> {
        for _ in 0..ROUNDS_MAX {
            let due = self.authority.take_due_effects(self.today.next()).await;
            let due = due.map_err(told)?;
            if due.effective + due.lapsed > 0 {
                return Ok((due.effective, due.lapsed));
            }
            self.ledger_goes_on().await;
        }
        Ok((0, 0))
    }
}

fn vaccinated((surname, forename, file): (&str, &str, &str), dose: String) -> Told {
    let name = PersonName {
        surname: Some(surname.to_owned()),
        forename: Some(forename.to_owned()),
        ..PersonName::default()
    };
    let vaccination = Vaccination {
        vaccine: Some("1119349007".to_owned()),
        product: Some("EU/1/20/1528".to_owned()),
        manufacturer: Some("ORG-100030215".to_owned()),
        dose: Some(2),
        doses: Some(2),
        date: Some(dose),
        ..Vaccination::default()
    };
    Told {
        draft: Dcc {
            name,
            birth_date: Some("1971-08-30".to_owned()),
            vaccinations: vec![vaccination],
            ..Dcc::default()
        },
        language: Language::Other,
        lot: Some("LOT7".to_owned()),
        document: Document::new("passport", "XX", &format!("S-{file}")).ok(),
        record: None,
        form: InForm::Dcc,
    }
}
