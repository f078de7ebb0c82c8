# What the wallet asks the authority for, in English: a pass by its code, one's own record, light passes, requests.

## Collecting a pass

collect-title = With a code of the authority
collect-hint = A desk, clinic or letter gave you a code of 26 letters and digits. It counts once. The authority is asked for the pass when you press, and learns that it was collected.
collect-code = Collection code
collect = Collect the pass

## One's own record

own = Record at the authority
own-of = Record at the authority: { $name }
own-title = What the authority holds
own-hint = Nothing is asked before you press. The authority then learns that you looked, and writes it down as your own look. What comes is shown here and not kept.
own-ask = Ask for the record
own-ask-again = Ask again
own-key-over = The key to this record ended on { $at }. A desk gives you a new code.
give-back = Give the key to this record back
give-back-text = Nobody can ask for the record from this device any more, you included. The passes stay. A desk gives you a new code.
give-back-press = Give it back now
looks-title = Who looked at the record
looks-none = Nobody looked but you.
looks-own =
    { $count ->
        [0] You have not looked yourself.
        [one] You looked yourself { $count } time.
       *[other] You looked yourself { $count } times.
    }
look-purpose = What for
look-basis = Ground of law
look-office = Office
look-role = Role
look-officer = Officer
officer-number = number { $number }
basis-none = none given
purpose-issue = to enter an event or issue a pass
purpose-print = to print or hand over a pass
purpose-correct = to correct something
purpose-holder-asked = because you asked
purpose-revoke = to decide on taking a pass back
purpose-appeal = to decide an appeal
purpose-disclose = to hand it to a court or a body named by law
purpose-erase = to erase it
purpose-audit = to look into a suspected misuse by officers
purpose-own = your own look
role-clinic = clinic
role-desk = service desk
role-office-head = head of office
role-policy-maker = policy maker
role-key-custodian = key custodian
role-reviewer = independent reviewer
role-auditor = auditor
role-machine = machine of a clinic
basis-pass-law = the law on passes
basis-medicines-law = the law on medicines
basis-consent = consent
basis-correction = the right to correction
basis-erasure = the right to erasure
basis-retention = the end of retention
basis-court-order = a court's order
basis-supervisory-order = an order of the supervisory body
basis-representation = representation
basis-procedure = the law of procedure
record-person = Who it is about
record-number = Number of the record
record-name = Name
record-born = Date of birth
record-before = until { $at }; changed: { $what }
changed-surname = surname
changed-forename = forename
changed-surname_standardised = surname, as machines write it
changed-forename_standardised = forename, as machines write it
changed-birth_date = date of birth
events-title = What happened
events-none = Nothing was entered.
event-lot = Lot
event-source = Told by
event-entered = Entered
event-number = Number of the entry
event-corrected = Another entry stands in its place.
source-desk = an officer who typed it in
source-machine = a clinic's machine
source-csv = an imported list
source-fhir = an imported medical record
source-foreign = a pass of another country
acts-title = What was done
act-state = State
act-at = Begun
act-effective = In force from
act-reason = Reason
act-issue = A pass was issued
act-reissue = A pass was issued again
act-correct = Something was corrected
act-revoke = A pass is taken back
act-restore = Something was undone
act-withdraw-key = A signing key is withdrawn
act-withdraw-value = A product or lot is withdrawn
act-refuse-reissue = A new pass is refused
act-hand-over = The record was handed over to you
act-mandate = Somebody may act for you
act-end-mandate = A mandate ended
act-erase = The record is erased
act-disclose = The record was handed to a court or a body named by law
state-proposed = waits for a second office
state-approved = signed by two offices
state-noticed = announced, not yet in force
state-effective = in force
state-dropped = dropped
state-contested = you objected; it waits
state-lapsed = lapsed
state-undone = undone
reason-entered-in-error = entered in error
reason-duplicate = entered twice
reason-corrected = corrected, and issued again
reason-result-withdrawn = the laboratory withdrew the result
reason-lot-withdrawn = the lot was withdrawn
reason-product-withdrawn = the product was withdrawn
reason-key-compromised = a signing key was compromised
reason-issued-in-error = issued in error
reason-forgery = forgery
reason-holder-asked = you asked for it
mandate-given =
    Somebody may { $act ->
        [yes] look and act
       *[no] look
    } for you until { $end }.
mandate-had =
    You may { $act ->
        [yes] look and act
       *[no] look
    } for somebody until { $end }.

## Passes of the record

own-passes-title = Passes
own-passes-hint = A pass that was corrected or issued again is here too: take the new one into the wallet.
pass-status = State
pass-since = From
pass-issued = Issued
pass-expires = Ends
pass-number = Number of the pass
status-valid = valid
status-replaced = another one stands in its place
status-noticed = going to be taken back
status-revoked = taken back
status-expired = expired
take-own = Take it into the wallet
page-save = Save its page to print (PDF)
light-title = Light passes
light-hint = A code for each of the next 14 days, with your name and date of birth, and without why you have the pass. They are always fetched all at once, so that nobody learns whether, when or where you use one.
light-policy = For which rule
light-fetch = Fetch light passes
light-save = Save a sheet to print (PDF)
light-passes = Light passes
light-left =
    { $count ->
        [one] { $count } day is left, until { $until }.
       *[other] { $count } days are left, until { $until }.
    }
light-over = All of them are over. Fetch new ones from the record.
light-none-today = There is none for now.
light-show = Show today’s code

## Objecting and asking

object = Object
object-text = Somebody who had no part in it decides, within 30 days. You need not give a reason.
object-why = Why (only you and the reviewer can read this)
object-press = File the objection
refused = An office refused something
refused-office = The office
refused-day = The day
request = Ask for a correction, or for a pass again
request-hint = The request goes to the authority, sealed in the public ledger, with the number of your record so that a desk finds it. An answer is owed to you. With an identity document any desk does it at once.
request-about = What it is about
request-text = What is wrong, and what is right
request-press = Send the request
request-person = The name or date of birth is wrong
request-event = { $kind }, entered { $entered }, is wrong
request-pass = A new pass in place of: { $kind }, issued { $issued }
request-filed = waits for its answer
request-extended = takes longer, which it may once
request-answered = answered
request-overdue = The answer is late, and is counted so in public.
cases-title = Objections and requests
case-request = Request
case-appeal = Objection: { $what }
case-number = Number
case-filed = Filed
case-state = State
case-due = Answer due by
case-answer = Answer
case-outcome = Decision
case-findings = What the reviewer found
case-waits = What you objected to waits for the decision.
follow = Look for the answer

## Receipts and the ledger

receipt-title = Receipt
receipt-text = That this pass was issued is in the public ledger, as entry { $entry }, which names nobody. The receipt proves it. It opens the entry: keep it as you keep the pass.
receipt-save = Save the receipt
receipt-verify = Check it on the page that verifies the ledger
seen-title = The public ledger as this wallet saw it
seen-hint = The ledger may only grow. Whoever holds an older tree can show if something was taken out: give it to an auditor.
seen-none = None was seen yet. One comes with every receipt.
seen-tree = { $size } entries on { $at }.
seen-save = Save the tree

## What came of it

done-light-fetched =
    { $count ->
        [one] { $count } light pass is here.
       *[other] { $count } light passes are here.
    }
done-objected = The objection is filed.
done-requested = The request is filed. Its answer can be looked for here.
done-given-back = The key was given back.
done-saved = Saved.
fault-ledger-split = The ledger that came with this is another one than this wallet saw before, of the same size. One of the two is a forgery: save the tree under “Safety and copies” and the receipt, and show both to an auditor.
fault-no-authority = There is no service of the authority at this address.
fault-answer = The authority’s answer could not be read. Nothing was kept of it.
fault-authority-code-used = The code is mistyped, was used before, or was replaced by another. Compare it with the paper, or ask a desk for a new one.
fault-authority-rate-limited = Too much was asked. Wait a minute.
fault-seal-rate-limited = Too much was asked. Wait a minute.
fault-server-rate-limited = Too much was asked. Wait a minute.
fault-server-not-signed-in = The key to this record does not count any more. A desk gives you a new code.
fault-server-no-policies = The authority has no rule that light passes could be for.
fault-server-no-filings = Requests cannot be filed here: this authority has no public ledger yet. Ask at a desk.
fault-server-busy = More is asked just now than can be answered. Nothing was taken yet: wait, then press again.
fault-filing-budget = More is sent just now than can be taken. Nothing was taken yet: wait, then press again.
fault-filing-busy = More is sent just now than can be taken. Nothing was taken yet: wait, then press again.
fault-appeal-known = An objection to this was filed before.
fault-appeal-not-appealable = No objection can be filed against this.
fault-staff-no-office = There is no office of this name. Write it as it stands on the paper that you got.
fault-light-not-accepted = The pass is not accepted by this rule on any of the days, so there is no light one.
fault-light-no-check-in-force = The rule is not in force on any of the days, so no pass is needed.
fault-light-policy-changes = The rule changes in these days. Fetch light passes for the new one later.
