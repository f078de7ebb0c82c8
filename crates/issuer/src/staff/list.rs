//! Roles, purposes and kinds of office: closed lists.

use cleanbill_cose::closed_list;

closed_list! {
    /// What an officer is there for. An officer has one role in one office at a time.
    Role {
        /// Enters events and issues passes: doctors, nurses, laboratories, pharmacies.
        Clinic = 1, "clinic";
        /// Serves holders: prints, corrects, hands out codes.
        Desk = 2, "desk";
        /// Leads an office: proposes and approves acts.
        OfficeHead = 3, "office-head";
        /// Writes policies and rules.
        PolicyMaker = 4, "policy-maker";
        /// Keeps signing keys.
        KeyCustodian = 5, "key-custodian";
        /// Decides appeals and confirms forgeries, independent of the offices.
        Reviewer = 6, "reviewer";
        /// Reads what is not personal; changes nothing.
        Auditor = 7, "auditor";
        /// A machine that enters events for a clinic.
        Machine = 8, "machine";
    }
}

closed_list! {
    /// What a person's record is looked at for (G11).
    Purpose {
        /// To enter an event or issue a pass.
        Issue = 1, "issue";
        /// To print or hand over a pass again.
        Print = 2, "print";
        /// To correct what is wrong.
        Correct = 3, "correct";
        /// To answer the holder, who is present or has called.
        HolderAsked = 4, "holder-asked";
        /// To decide on a revocation.
        Revoke = 5, "revoke";
        /// To decide an appeal.
        Appeal = 6, "appeal";
        /// To hand it to a court or a body named by law.
        Disclose = 7, "disclose";
        /// To erase it.
        Erase = 8, "erase";
        /// To look into a suspected misuse by officers.
        Audit = 9, "audit";
        /// The holder's own look, or their representative's.
        Own = 10, "own";
    }
}

closed_list! {
    /// What sort of office it is.
    OfficeKind {
        /// A hospital, practice, vaccination centre, laboratory or pharmacy.
        Clinic = 1, "clinic";
        /// A service desk.
        Desk = 2, "desk";
        /// A health authority of a region or the nation.
        Authority = 3, "authority";
        /// An independent body that reviews.
        Review = 4, "review";
        /// A body that audits.
        Audit = 5, "audit";
    }
}

closed_list! {
    /// How an officer's key signs.
    KeyForm {
        /// A passkey: an assertion of Web Authentication over the act's hash as challenge.
        Passkey = 1, "passkey";
        /// A token or file key: a raw signature over the act's hash.
        Raw = 2, "raw";
    }
}

closed_list! {
    /// Where an event was told from.
    Source {
        /// Typed in by an officer.
        Desk = 1, "desk";
        /// Sent by a machine over the API.
        Machine = 2, "machine";
        /// A row of an imported CSV file.
        Csv = 3, "csv";
        /// A resource of an imported FHIR bundle.
        Fhir = 4, "fhir";
        /// Another country's pass, taken over at the holder's wish.
        Foreign = 5, "foreign";
    }
}

closed_list! {
    /// What looks wrong enough to be looked at.
    AlarmKind {
        /// One officer did too many acts in an hour, or for too many people.
        Burst = 1, "burst";
        /// Events were entered and removed again soon after.
        EnteredAndRemoved = 2, "entered-and-removed";
        /// An event lies before its product was approved.
        BeforeApproval = 3, "before-approval";
        /// The lot is not known to have been delivered anywhere.
        UnknownLot = 4, "unknown-lot";
        /// The lot was not delivered to this clinic.
        UnknownClinic = 5, "unknown-clinic";
        /// More doses were recorded than delivered; further entry is held.
        MoreThanDelivered = 6, "more-than-delivered";
        /// The clock went backwards or far ahead.
        ClockJump = 7, "clock-jump";
    }
}
