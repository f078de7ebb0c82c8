//! Who may do what: one table of roles and permissions. What is not in it is not allowed.

use crate::staff::Role;
use cleanbill_cose::closed_list;

closed_list! {
    /// What a request to the authority needs.
    Permission {
        /// Enter an event and issue a pass for it.
        Issue = 1, "issue";
        /// See what a pass would say, without signing.
        Preview = 2, "preview";
        /// Find a holder by document or by name and birth date; leaves an access entry.
        FindHolder = 3, "find-holder";
        /// Open a holder's record; leaves an access entry.
        OpenHolder = 4, "open-holder";
        /// Print or hand over a pass again, and give a collection code.
        Print = 5, "print";
        /// Correct a person's or an event's record.
        Correct = 6, "correct";
        /// Propose what takes a pass away, sign what others propose, give notice, drop.
        Revoke = 7, "revoke";
        /// Undo what took a pass away.
        Restore = 8, "restore";
        /// Confirm a forgery or a withdrawal, decide appeals.
        Review = 9, "review";
        /// Propose and sign acts that open offices and appoint officers.
        Staff = 10, "staff";
        /// Propose and sign the declaration and the withdrawal of signing keys.
        Keys = 11, "keys";
        /// Propose and sign the approval and the withdrawal of products and lots.
        Products = 12, "products";
        /// Take over lists of deliveries, hold entry of a lot and let it go on.
        Deliveries = 13, "deliveries";
        /// Run an import or a bulk issue.
        Import = 14, "import";
        /// Propose and sign erasures and disclosures.
        Erase = 15, "erase";
        /// Hand a record over at majority, give and end mandates.
        Mandate = 16, "mandate";
        /// Write and publish policies and rules.
        Policies = 17, "policies";
        /// Write the signed set.
        Publish = 18, "publish";
        /// Propose and sign a change of settings.
        Configure = 19, "configure";
        /// Give and withdraw API keys of machines at one's own office.
        ApiKeys = 20, "api-keys";
        /// Read acts, steps and approvals, which hold no personal data.
        ReadActs = 21, "read-acts";
        /// Read offices, officers by number, and appointments.
        ReadStaff = 22, "read-staff";
        /// Read alarms.
        ReadAlarms = 23, "read-alarms";
        /// Read counts that lead to nobody.
        ReadCounts = 24, "read-counts";
        /// Read and answer what is filed with one's own office, and decide what of it is shown.
        AnswerFilings = 25, "answer-filings";
        /// Take an appeal on paper.
        TakeAppeals = 26, "take-appeals";
    }
}

/// The permissions of a role.
#[must_use]
pub const fn permissions(role: Role) -> &'static [Permission] {
    use Permission as P;
    match role {
        Role::Clinic => &[
            P::Issue,
            P::Preview,
            P::FindHolder,
            P::OpenHolder,
            P::Print,
            P::Correct,
            P::Import,
        ],
        Role::Desk => &[
            P::Preview,
            P::FindHolder,
            P::OpenHolder,
            P::Print,
            P::Correct,
            P::Mandate,
            P::TakeAppeals,
        ],
        // Heads decide on acts; they enter nothing and issue nothing.
        Role::OfficeHead => &[
            P::FindHolder,
            P::OpenHolder,
            P::Revoke,
            P::Restore,
            P::Staff,
            P::Keys,
            P::Products,
            P::Deliveries,
            P::Erase,
            P::Mandate,
            P::Configure,
            P::ApiKeys,
            P::ReadActs,
            P::ReadStaff,
            P::ReadAlarms,
            P::ReadCounts,
            P::AnswerFilings,
        ],
        Role::PolicyMaker => &[P::Policies, P::ReadCounts],
        Role::KeyCustodian => &[P::Keys, P::Restore, P::Publish, P::ReadActs, P::ReadStaff],
        // A reviewer sees the record that an appeal is about, and changes nothing in it.
        Role::Reviewer => &[
            P::OpenHolder,
            P::Review,
            P::Restore,
            P::ReadActs,
            P::ReadStaff,
            P::ReadAlarms,
        ],
        Role::Auditor => &[P::ReadActs, P::ReadStaff, P::ReadAlarms, P::ReadCounts],
        Role::Machine => &[P::Issue, P::Import],
    }
}

/// Whether a role has a permission.
#[must_use]
pub fn allows(role: Role, permission: Permission) -> bool {
    permissions(role).contains(&permission)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The matrix written a second time, as a reviewer reads it: a column for each role in the
    /// order of [`Role::ALL`]. A change here is a change of who may do what.
    const MATRIX: [(&str, &str); 26] = [
        // clinic, desk, head, policy, custodian, reviewer, auditor, machine
        ("issue", "c------m"),
        ("preview", "cd------"),
        ("find-holder", "cdh-----"),
        ("open-holder", "cdh--r--"),
        ("print", "cd------"),
        ("correct", "cd------"),
        ("revoke", "--h-----"),
        ("restore", "--h-kr--"),
        ("review", "-----r--"),
        ("staff", "--h-----"),
        ("keys", "--h-k---"),
        ("products", "--h-----"),
        ("deliveries", "--h-----"),
        ("import", "c------m"),
        ("erase", "--h-----"),
        ("mandate", "-dh-----"),
        ("policies", "---p----"),
        ("publish", "----k---"),
        ("configure", "--h-----"),
        ("api-keys", "--h-----"),
        ("read-acts", "--h-kra-"),
        ("read-staff", "--h-kra-"),
        ("read-alarms", "--h--ra-"),
        ("read-counts", "--hp--a-"),
        ("answer-filings", "--h-----"),
        ("take-appeals", "-d------"),
    ];

    #[test]
    fn every_role_has_the_permissions_of_the_matrix_and_no_others() {
        assert_eq!(MATRIX.len(), Permission::ALL.len());
        for (permission, (name, row)) in Permission::ALL.iter().zip(MATRIX) {
            assert_eq!(permission.name(), name);
            for (role, mark) in Role::ALL.iter().zip(row.chars()) {
                let allowed = allows(*role, *permission);
                assert_eq!(allowed, mark != '-', "{} {name}", role.name());
            }
        }
    }

    #[test]
    fn no_role_both_issues_and_takes_away() {
        for role in Role::ALL {
            let issues = allows(*role, Permission::Issue);
            assert!(
                !(issues && allows(*role, Permission::Revoke)),
                "{}",
                role.name()
            );
            let reviews = allows(*role, Permission::Review);
            assert!(
                !(reviews && allows(*role, Permission::Revoke)),
                "{}",
                role.name()
            );
        }
    }
}
