# The pages for appeals, submissions and petitions, in English. Glossary: messages.ftl, and
#
#   appeal       appeal: what is filed against a decision      reviewer   independent reviewer
#   submission   submission: what anybody files                authority  authority
#   receipt      receipt                                       voucher    voucher: what lets one sign
#   petition     petition                                      signature  signature under a petition

## On every page

page-title = Appeals, submissions and petitions
page-intro = Object to a decision, write to the authority, or sign a petition. You need no account, and you are not asked who you are.
page-menu-appeal = Appeal
page-menu-file = Write to the authority
page-menu-petitions = Petitions
page-menu-follow = Follow a case
page-menu-board = Public counts
page-menu = Pages
page-skip = Go to the content
page-language = Language
page-send = Send
page-show = Show

## Something went wrong

page-error-title = That did not work
page-error-back = Go back: what you wrote is still there.
page-error-code = Code of the error
page-error-kept = What you wrote is still in the form.
page-error-again = Choose the document again: a browser does not send it back to you.
page-error-wait =
    { $number ->
        [one] Again in { $number } second.
       *[other] Again in { $number } seconds.
    }
    .bare = Again in a moment.

## Writing to the authority

page-file-title = Write to the authority
page-file-intro = You get a receipt at once, and the authority owes you an answer. What it leaves open too long is counted in public.
page-file-to = To
page-file-to-authority = the whole authority
page-file-text = Your text
page-file-text-hint = Plain text, at most 64 kB. Leave out what would harm other people.
page-file-document = Or a document
page-file-document-hint = PDF, PNG, JPEG or plain text, at most 4 MB.
page-file-hash = Or the fingerprint of a recording
page-file-hash-hint = SHA-256, 64 characters. The recording stays with you. Years later it can be shown to be the one that was filed.
page-file-size = Size of the recording in bytes
page-file-reading = Who may read it
page-file-open = Anybody, once it was checked
page-file-sealed = Only the addressee

## What was filed

page-filed-title = It is filed
page-filed-code = Your code
page-filed-code-hint = Write it down. It alone opens the answer, and nobody can find it again for you.
page-filed-due = The answer is due by
page-filed-receipt = Your receipt
page-filed-receipt-hint = Keep this text. It proves what you filed and on which day, whatever we say later.
page-filed-receipt-later = The receipt is not ready yet. You get it by following the case with your code.

## Following a case

page-follow-title = Follow a case
page-follow-intro = Enter the code that you got when you filed.
page-follow-waiting = It waits for its answer.
page-follow-extended = The authority takes longer, which it may do once.
page-follow-overdue = The answer is overdue, and counted so in public.
page-follow-answered = It was answered on
page-follow-answer = The answer
page-follow-filed = Filed on

## Petitions

page-petitions-title = Petitions
page-petitions-none = No petition is open.
page-petition-signatures = Signatures
page-petition-threshold = An answer is owed from
page-petition-opens = Open from
page-petition-until = Open until
page-petition-region = Who may sign
page-petition-recount = Anybody can count the signatures again, without asking us.
page-petition-proof = Signatures are published in batches: each is a file of the public ledger, and each file is named by one of its entries. With any copy of the ledger:
page-petition-small = Fewer than 1,000 people can sign this petition. In so small a group a signature says much about who gave it.
page-petition-state-announced = It is not open yet.
page-petition-state-open = It is open.
page-petition-state-closed = It is closed.
page-sign-title = Sign
page-sign-intro = Your own device makes the signature from your voucher. Nobody can tell from it who signed, and nobody can sign twice.
page-sign-signature = Your signature
page-sign-taken = Your signature was taken. It comes out with the next batch, among others.

## Appeals

page-appeal-title = Appeal
page-appeal-intro = Your pass stays as it is while you wait. Somebody who had no part in the decision decides about it.
page-appeal-code = The code on your notice, form or slip
page-appeal-code-hint = Copy it as it is printed: the number and the code of a notice, or the whole slip.
page-appeal-kind = What it is against
page-appeal-grounds = Why
page-appeal-grounds-hint = Only you and the reviewer can read this. You need not give an address.
page-appeal-withdraw = Take the appeal back
page-case-act = a pass that was taken away
page-case-refusal = a refusal to issue or correct
page-case-look = a look at a record
page-case-door = a refusal at a door
page-case-filed = It waits for the reviewer.
page-case-extended = The reviewer takes longer, which may be done once.
page-case-joined = It is decided together with others like it.
page-case-decided = It is decided.
page-case-withdrawn = It was taken back by who filed it.
page-case-lapsed = Nobody decided in time. What it was against no longer counts.
page-case-settled = The authority took back what it was against.
page-outcome-upheld = You are right.
page-outcome-partly = You are right in part.
page-outcome-dismissed = The decision stands.
page-outcome-inadmissible = Nothing could be decided here.
page-findings = What the reviewer found
page-finding-facts-wrong = It did not happen as the decision says.
page-finding-no-evidence = There is no evidence on file.
page-finding-wrong-person = It is about another person, pass or event.
page-finding-no-basis = No law carries it.
page-finding-not-proportionate = Something milder would have done.
page-finding-procedure-broken = The procedure was not kept.
page-finding-rule-misapplied = The rule was read wrongly, or was not in force.
page-finding-no-purpose = Nobody needed to look.
page-finding-court-for-appellant = A court decided for the appellant.
page-finding-facts-proven = What the decision says is proven.
page-finding-basis-carries = The law carries it, and nothing milder would do.
page-finding-procedure-kept = The procedure was kept.
page-finding-rule-applied = The rule was in force, and was read as written.
page-finding-purpose-proven = The look was needed.
page-finding-court-against-appellant = A court decided against the appellant.

## Public counts

page-board-title = Public counts
page-board-intro = Smaller numbers than ten are not told, so that they lead to nobody.
page-board-cases = Appeals
page-board-open = Open, by age
page-board-against = Against
page-board-age = Age in days
page-board-number = Number
page-board-ended = Ended
page-board-end = How
page-board-late = decided too late
page-board-upheld = granted
page-board-partly = granted in part
page-board-dismissed = dismissed
page-board-inadmissible = not admissible
page-board-withdrawn = withdrawn
page-board-lapsed = not decided in time
page-board-settled = settled by the authority
page-board-filings = Submissions
page-board-place = Addressee
page-board-filed = filed
page-board-overdue = overdue
page-board-answered = answered
page-board-answered-late = answered late
page-board-none = There is nothing to count yet.
page-board-below = fewer than { $number }
    .bare = few

## The public ledger

page-ledger-menu = Public ledger
page-ledger-intro = Everything that the authority does is told in one public list that only grows. Anybody can check that nothing in it was changed. Nobody is named in it.
page-ledger-tree = How far it is
page-ledger-origin = Name of the ledger
page-ledger-size = Entries
page-ledger-counted = Entries counted so far
page-ledger-root = Root of the tree
page-ledger-cosigned = Cosigned on
page-ledger-witnesses = Witnesses
page-ledger-waiting = Entries with those that witnesses have not cosigned yet
page-ledger-demo = No independent witness vouches for this ledger. It is a demonstration, and proves nothing to strangers.
page-ledger-unsound = What is published does not come to the root that was signed. The figures below may be wrong: audit the files.
page-ledger-latest = What was done lately
page-ledger-floor = No count of people below ten is told, here or in the ledger. What is below ten is added up by week until it is ten or more.
page-ledger-as-table = These figures as a table
page-ledger-week = Week from
page-ledger-day = Day
page-ledger-grounds = Health events by ground
page-ledger-ground = Ground
page-ledger-weeks = Health events by week and ground
page-ledger-other = other
page-ledger-passes = Passes, as told by week
page-ledger-slots = Places in batches: passes, acts and padding
page-ledger-offices = Health events by office, where there were ten or more on a day
page-ledger-office = Office
page-ledger-exemptions = Exemptions by class
page-ledger-class = Class
page-ledger-reasons = Revocations by reason
page-ledger-revocations = Revocations by week and reason
page-ledger-reason = Reason
page-ledger-opened = told by week only
page-ledger-taken = Passes taken away, by day
page-ledger-looks = Looks at records, by purpose
page-ledger-purpose = Purpose
page-ledger-policies = Policies and their ends
page-ledger-policy = Policy
page-ledger-region = Region
page-ledger-places = Kinds of place
page-ledger-from = From
page-ledger-until = Until
page-ledger-in-force = In force
page-ledger-term = Term, one after another
page-ledger-changes = Changes that were announced
page-ledger-what = What
page-ledger-told = Told on
page-ledger-starts = In force from
page-ledger-notice = Days of notice
page-ledger-urgent = Short notice
page-ledger-gained = People it lets in
page-ledger-lost = People it keeps out
page-ledger-keys = Keys that sign passes
page-ledger-key = Key
page-ledger-signatures = Signatures
page-ledger-ended = Ended
page-ledger-by-kind = Entries by kind

## Entries of the ledger

page-ledger-entries = All entries
page-ledger-entry = Entry
page-ledger-kind = Kind
page-ledger-all-kinds = all kinds
page-ledger-newer = Newer entries
page-ledger-older = Older entries
page-ledger-no-entries = There are no such entries.
page-ledger-next-entry = The entry after it
page-ledger-entry-before = The entry before it
page-ledger-hash = Hash of the entry
page-ledger-bytes = The entry, byte by byte
page-ledger-bytes-hint = Canonical CBOR, in hexadecimal. The hash is SHA-256 over a zero byte and these bytes, as RFC 6962 has it.
page-ledger-proof = Proof that it is in the ledger
page-ledger-proof-hint = These hashes lead from the entry to the root, its neighbour first. Nobody has to be believed for it.
page-ledger-kind-unknown = unknown kind
page-ledger-said-unknown = This page does not know what the entry says. It is shown as it is, and not hidden.

## Kinds of entries, and what each says

page-ledger-kind-batch = batch
page-ledger-said-batch = Passes were issued, or acts about single people done, hidden among random padding: how many is told by week.
page-ledger-kind-act = act of the authority
page-ledger-said-act = The authority changed something about itself. Whoever decided it signed it with their own key.
page-ledger-kind-blinded-act = act that touches passes
page-ledger-said-blinded-act = Something was withdrawn, or revocations were taken over. Who signed and why is told; whom it touches is not.
page-ledger-kind-summary = counts of a day
page-ledger-said-summary = What was done on a day, counted. Counts below ten are hidden in it.
page-ledger-kind-opening = sums of a week
page-ledger-said-opening = Counts that were hidden are told, now that they add up to ten or more.
page-ledger-kind-signer-counter = counter of a key
page-ledger-said-signer-counter = How often a key has signed, so that nothing is signed in secret.
page-ledger-kind-publication = publication
page-ledger-said-publication = What devices verify passes with was published: keys, rules, policies and revocations. They take nothing that is not told here.
page-ledger-kind-revocations = list of revocations
page-ledger-said-revocations = All passes that a publication takes away, by random numbers.
page-ledger-kind-document = document
page-ledger-said-document = A document of a publication, by its fingerprint.
page-ledger-kind-announcement = announcement
page-ledger-said-announcement = A change of rules or policies was announced before it is in force.
page-ledger-kind-release = release of the software
page-ledger-said-release = A release of the software, by its fingerprint: anybody can compare it with theirs.
page-ledger-kind-witnesses = other witnesses
page-ledger-said-witnesses = Another list of witnesses was announced under the old one.
page-ledger-kind-key-end = end of a key
page-ledger-said-key-end = A key that signed passes was published or destroyed.
page-ledger-kind-filing = submission
page-ledger-said-filing = Somebody wrote to the authority, and an answer is owed.
page-ledger-kind-filing-answer = answer to a submission
page-ledger-said-filing-answer = A submission was answered, or its answer was put off once.
page-ledger-kind-removal = submission not shown
page-ledger-said-removal = A submission is not shown to the public, and it is said why.
page-ledger-kind-petition = petition
page-ledger-said-petition = A petition was put to signature.
page-ledger-kind-vouchers = count of vouchers
page-ledger-said-vouchers = How many may sign petitions, and how many exchanged their voucher, in tens.
page-ledger-kind-signatures = signatures of a petition
page-ledger-said-signatures = Signatures of a petition were released. They say nothing of who made them.
page-ledger-kind-petition-answer = answer to a petition
page-ledger-said-petition-answer = The authority answered a petition.

## What an entry tells

page-ledger-act = Act
page-ledger-signed = Signed by
page-ledger-officer = officer
page-ledger-at = When
page-ledger-subject = What is counted
page-ledger-table = Table
page-ledger-sums = Sums that were told
page-ledger-certificate = Fingerprint of the certificate
page-ledger-version = Version
page-ledger-fingerprint = Fingerprint
page-ledger-list = List
page-ledger-passes-number = Number of passes
page-ledger-places-number = Places in the batch
page-ledger-target = For
page-ledger-file = File
page-ledger-old-witnesses = Fingerprint of the old list
page-ledger-new-witnesses = Fingerprint of the new list
page-ledger-end = What became of it
page-ledger-end-published = published, so that nobody can be held to what it signed
page-ledger-end-destroyed = destroyed
page-ledger-filing = Submission
page-ledger-step = What was done
page-ledger-answered = it was answered
page-ledger-extended = the answer was put off
page-ledger-petition = Petition
page-ledger-epoch = Round of vouchers
page-ledger-issued = handed out
page-ledger-exchanged = exchanged
page-ledger-subject-issuance = health events that led to a pass
page-ledger-subject-acts = acts about single people
page-ledger-subject-looks = looks at records
page-ledger-subject-passes = passes

## Acts of the authority

page-ledger-act-found = The authority was founded
page-ledger-act-open-office = An office was opened
page-ledger-act-close-office = An office was closed
page-ledger-act-appoint = An officer was appointed
page-ledger-act-dismiss = An appointment ended
page-ledger-act-declare-key = A key begins to sign passes
page-ledger-act-withdraw-key = A key was withdrawn, and with it what it signed
page-ledger-act-withdraw-value = A product or lot was withdrawn
page-ledger-act-import-revocations = Revocations made elsewhere were taken over
page-ledger-act-import-deliveries = A list of deliveries was taken over
page-ledger-act-hold-entry = Entry of a lot was stopped, or let go on
page-ledger-act-approve-product = A product was approved
page-ledger-act-configure = A setting was changed
page-ledger-act-other = Another act

## Why passes are taken away

page-ledger-reason-entered = entered by mistake
page-ledger-reason-duplicate = entered twice
page-ledger-reason-corrected = corrected and issued anew
page-ledger-reason-result = test result withdrawn
page-ledger-reason-lot = lot withdrawn
page-ledger-reason-product = product withdrawn
page-ledger-reason-key = key compromised
page-ledger-reason-issued = signed by mistake of the software
page-ledger-reason-forgery = proven forgery
page-ledger-reason-holder = the holder asked for it

## Why records are looked at

page-ledger-purpose-issue = to issue a pass
page-ledger-purpose-print = to print a pass
page-ledger-purpose-correct = to correct a record
page-ledger-purpose-holder = the holder asked for it
page-ledger-purpose-revoke = for a revocation
page-ledger-purpose-appeal = for an appeal
page-ledger-purpose-disclose = for a court or a body named by law
page-ledger-purpose-erase = for an erasure
page-ledger-purpose-audit = for an audit
page-ledger-purpose-own = the holder looked themselves

## What is published

page-ledger-doc-rules = rules
page-ledger-doc-policies = policies
page-ledger-doc-value-sets = value sets
page-ledger-doc-signers = whose signatures count
page-ledger-doc-signers-removed = signers that were taken off
page-ledger-doc-foreign = revocations of other countries
page-ledger-doc-filter = filter of revoked passes
page-ledger-doc-exact = exact list of revoked passes
page-ledger-doc-universe = numbers of all issued passes

## What somebody files

page-ledger-filing-text = a text for everybody to read
page-ledger-filing-document = a document for everybody to read
page-ledger-filing-recording = the fingerprint of a recording
page-ledger-filing-sealed = for the addressee alone

## Searching by receipt

page-ledger-receipt = Search by receipt
page-ledger-receipt-intro = Whoever has a receipt sees here where in the ledger the pass, the act or the submission is. Nothing that you enter is kept.
page-ledger-receipt-text = The receipt
page-ledger-receipt-hint = All of it, from its first line to its last.
page-ledger-receipt-file = Or the receipt as a file
page-ledger-commitment = Commitment to what it is of, if you have it
page-ledger-commitment-hint = 64 characters: digits and the letters A to F. With it, the place in the batch is checked too.
page-ledger-receipt-own = The receipt of a pass holds a secret that only you need. To check it without showing it to anybody, with the pass:
page-ledger-search = Search
page-ledger-found = It is in the ledger.
page-ledger-found-slot = What the commitment is of is in this batch, at this place.
page-ledger-found-batch = The entry is a batch. What of it the receipt is of was not checked here.
page-ledger-promised = The receipt is genuine. Its entry is not in the cosigned ledger yet.
page-ledger-promised-hint = Look again in a few minutes. If it stays so, keep the receipt and show it to an auditor.
page-ledger-omitted = The receipt is genuine, and the published ledger has something else in its place.
page-ledger-omitted-hint = Keep the receipt: it proves that the ledger was changed. Show it to an auditor, a court or a newspaper.
page-ledger-slot = Place in the batch
page-ledger-size-then = Entries when the receipt was made

## Downloading everything

page-ledger-download = Download everything
page-ledger-download-intro = All that is published lies here as files, as the C2SP tools for transparency logs read them. Whoever has a copy can check everything without asking us.
page-ledger-audit-from = To audit it from this address, or from a folder with a copy:
page-ledger-files = Where things lie
page-ledger-file-checkpoint = the newest tree, signed
page-ledger-file-cosigned = the newest tree that the witnesses cosigned
page-ledger-file-policy = key of the ledger, witnesses and quorum
page-ledger-file-tiles = hashes of the tree
page-ledger-file-entries = the entries, 256 a file
page-ledger-file-batches = batches, and whatever entries name by fingerprint
page-ledger-file-set = what devices verify passes with
page-ledger-file-index = the same for other software
page-ledger-verify = Verify the ledger in your browser
