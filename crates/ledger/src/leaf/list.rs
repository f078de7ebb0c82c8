//! Closed lists of the leaves: stored as numbers that never change their meaning.

use cleanbill_cose::closed_list;

closed_list! {
    /// What a leaf is: its second field.
    LeafType {
        /// Passes and acts about one person, blinded.
        Batch = 1, "batch";
        /// An act of the authority, open.
        Act = 2, "act";
        /// An act of the authority, blinded.
        BlindedAct = 3, "blinded-act";
        /// Counts of a day.
        Summary = 4, "summary";
        /// Hidden counts, opened as sums.
        Opening = 5, "opening";
        /// How often a key has signed.
        SignerCounter = 6, "signer-counter";
        /// A signed set.
        Publication = 7, "publication";
        /// The passes that a set takes away.
        Revocations = 8, "revocations";
        /// A document of a set.
        Document = 9, "document";
        /// A change told before it is in force.
        Announcement = 10, "announcement";
        /// A release of the software.
        Release = 11, "release";
        /// Another list of witnesses.
        Witnesses = 12, "witnesses";
        /// A signing key ends.
        KeyEnd = 13, "key-end";
        /// Something was filed.
        Filing = 14, "filing";
        /// A filing was answered, or its answer takes longer.
        FilingAnswer = 15, "filing-answer";
        /// A filing is not shown.
        Removal = 16, "removal";
        /// A petition is put to signature.
        Petition = 17, "petition";
        /// How many vouchers of an epoch there are.
        Vouchers = 18, "vouchers";
        /// A batch of signatures of a petition.
        Signatures = 19, "signatures";
        /// A petition was answered.
        PetitionAnswer = 22, "petition-answer";
    }
}

closed_list! {
    /// What a table or an opening counts.
    Subject {
        /// Health events that led to a pass; by ground, region and office.
        Issuance = 1, "issuance";
        /// Acts about one person; by kind, region, reason and legal basis.
        Acts = 2, "acts";
        /// Looks at a record; by purpose, region and role.
        Looks = 3, "looks";
        /// Passes of batches, light ones too: in openings only.
        Passes = 4, "passes";
    }
}

closed_list! {
    /// What a document is.
    DocumentKind {
        /// Business rules.
        Rules = 1, "rules";
        /// Policies of places.
        Policies = 2, "policies";
        /// Value sets.
        ValueSets = 3, "value-sets";
        /// Whose signatures count: a trust list that was taken over.
        Signers = 4, "signers";
        /// Signers that were taken off.
        SignersRemoved = 5, "signers-removed";
        /// Revocations that other countries published.
        ForeignRevocations = 6, "foreign-revocations";
        /// The national filter.
        Filter = 7, "filter";
        /// The exact list of passes that the filter does not cover.
        ExactList = 8, "exact-list";
        /// All issued passes, as look-up keys: what the filter is built over.
        Universe = 9, "universe";
        /// Any other target of a set.
        Other = 10, "other";
    }
}

closed_list! {
    /// How a signing key ended.
    EndOfKey {
        /// It was published, so that what it signed can be denied.
        Published = 1, "published";
        /// It was destroyed; nobody can deny what it signed.
        Destroyed = 2, "destroyed";
    }
}

closed_list! {
    /// What was filed.
    FilingClass {
        /// A text that may be read by anybody.
        Text = 1, "text";
        /// A document that may be read by anybody.
        Document = 2, "document";
        /// The hash of a recording, which whoever filed it keeps.
        Recording = 3, "recording";
        /// Any of these, for the eyes of the addressee alone.
        Sealed = 4, "sealed";
    }
}

closed_list! {
    /// What the authority did about a filing.
    FilingStep {
        /// It was answered.
        Answered = 1, "answered";
        /// The answer takes longer.
        Extended = 2, "extended";
    }
}

closed_list! {
    /// Why an answer takes longer.
    ExtensionReason {
        /// Somebody who knows the matter has to be heard.
        Expert = 1, "expert";
        /// Another body has to be asked.
        OtherBody = 2, "other-body";
        /// It has to be translated.
        Translation = 3, "translation";
        /// Very much was filed at one time.
        Volume = 4, "volume";
        /// Papers have to be found.
        Files = 5, "files";
    }
}

closed_list! {
    /// Why what was filed is not shown.
    RemovalReason {
        /// It tells of somebody what is theirs to tell.
        PersonalData = 1, "personal-data";
        /// It threatens somebody.
        Threat = 2, "threat";
        /// It is obscene.
        Obscene = 3, "obscene";
        /// It advertises, or repeats the same.
        Spam = 4, "spam";
        /// A court ordered it.
        CourtOrder = 5, "court-order";
    }
}
