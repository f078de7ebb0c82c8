# The page that verifies the public ledger, in English.

page-title = Verify the public ledger
page-text = Everything that this authority does is told in one public list that only grows. Here your own device reads all of it, and checks that nothing was changed, left out or taken back.
page-privacy = Nothing is fetched before you press. Whoever hosts the files sees that somebody reads the list, and nothing more.
language = Language
open-file = Open a file
receipt-title = Look for a receipt
receipt-label = Receipt
receipt-hint = Paste the receipt that you got with a pass or for something you filed. It stays on this device: all of the list is read anyway, so nobody learns which entry is yours.
keys-title = Use keys from elsewhere
keys-label = Keys of the ledger and its witnesses
keys-hint = Without them, the keys are believed that the authority tells beside this page. If you would rather not, get them by another way, such as a newspaper, and put the text here.
verify = Fetch and verify all of it
verify-again = Verify again
stop = Stop
more = What passes the checks here was published and not changed. Whether each act was allowed is told by the whole audit: cleanbill audit.
demonstration = Demonstration: nobody independent watches this authority's ledger.

## On the way

running-title = Verifying…
running-heads = Fetching the checkpoint…
running-entries = Entry { $read } of { $size }
stopped = Stopped. Nothing was decided.
broken = Nothing was decided. What went wrong: { $code }
broken-fetch = Nothing was decided: a file could not be fetched. Check the network and try again.
broken-authority = No authority is told beside this page. Put in the keys under “Use keys from elsewhere”.
broken-ledger = This authority tells of no ledger. Ask it why, or put in the keys under “Use keys from elsewhere”.
broken-remembered = What this device remembers is of another ledger. If the authority began a new one, it has to say so in public. Save what is remembered before you forget it.
broken-keys = These are no keys of a ledger: { $code }

## The answer

verdict-passed = Yes
verdict-passed-text = The list is whole: { $size ->
    [one] its one entry is what was signed
   *[other] all { $size } entries are what was signed
    }, none changed and none left out.
verdict-grown = It goes on from all that this device saw before: nothing was taken back.
verdict-first = From the next time on this device also sees whether anything was taken back.
verdict-failed = No
verdict-failed-text = The list is not what it should be. What is wrong stands below.
verdict-undetermined = Open
verdict-undetermined-text = Not everything could be checked. What is missing stands below.
remedy-failed = Try once more. If it stays so, save the checkpoint, and what is remembered, and show them to an auditor, a witness or a newspaper: the signatures make them evidence.
remedy-undetermined = Try again later, or with a copy of the files from another place.
save = Save the checkpoint
about = { $label }: { $outcome }
outcome-passed = proven
outcome-failed = refuted
outcome-undetermined = open
outcome-skipped = not applicable

## The questions

checks-title = What was checked
check-signature = Signature of the ledger
check-witnesses = Witnesses
check-keys = Same keys as before
check-time = Up to date
check-entries = Every entry and every file
check-leaves = Every entry can be read
check-grown = Grown from what this device saw
check-newest = Newest entries
proven-signature = The checkpoint is signed with the ledger's key.
proven-witnesses = Enough independent witnesses signed the same checkpoint.
proven-keys = The keys are the ones that this device remembers, or those vouch for this checkpoint too.
proven-time = The witnesses signed within the last day.
proven-entries = All entries and all files come to the root that was signed.
proven-leaves = Every entry is of a kind that is laid down.
proven-grown = The list begins with all that this device saw before, unchanged.
proven-newest = What came after the witnesses signed goes on from there.
finding-no-checkpoint = No checkpoint is published.
finding-refused = The signature is not right: { $cause }
finding-quorum = Witnesses that signed: { $found }. Needed: { $min }.
finding-few-witnesses = Witnesses needed by these keys: { $quorum }. Outside demonstrations at least two are.
finding-demonstration = A demonstration: nobody independent watches.
finding-stale = The witnesses have signed nothing for { $hours } hours. What happened since is not seen here.
finding-future = The witnesses signed later than the clock of this device shows. Check the clock.
finding-keys-changed = The keys are not the ones that this device remembers, and those do not vouch for this checkpoint. Look for the announcement of new witnesses.
finding-missing-file = Files that are not there: { $count }. The first is { $path }.
finding-odd-file = This file is not what its name says: { $path }
finding-edited-tile = Files that were changed: { $count }. The first is { $path }.
finding-edited-entry = Entries that were changed: { $count }. The first is number { $index }.
finding-root = The { $size } entries are not those that were signed.
finding-unreadable-entry = Entries that cannot be read: { $count }. The first is number { $index }.
finding-rollback = Entries were taken back: { $known } were shown before, { $found } are published now.
finding-split-view = Two different lists of { $size } entries were signed. Somebody was shown another one.
finding-two-trees = The list of { $found } entries does not begin with the { $known } that were shown before.
finding-omitted-entry = Entry number { $index }, which the receipt promises, is not in the list.
finding-proves-nothing = This is no receipt of this ledger: { $cause }
finding-not-proven = What this would be held against was not proven itself.
finding-unfinished = The files were not read to the end.
finding-first-time = Nothing is remembered on this device yet.
finding-no-newer = Nothing newer is published.
finding-other = { $code }

## What was found

receipt-found = Your receipt
receipt-passed = Entry number { $index } is in the list, as the receipt promises. What it is: { $kind }.
tree-title = The list as it is now
tree-authority = Authority
tree-log = Ledger
tree-size = Size
tree-root = Root
tree-day = Signed by the witnesses
tree-witnesses = Witnesses that signed
tree-quorum = Needed
entries = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
    }
witnesses = { $count ->
    [0] no witness
    [one] { $count } witness
   *[other] { $count } witnesses
    }
number = { $number }
counts-title = What lies in it
kind-batch = Batches of passes and of acts about one person, blinded
kind-act = Acts of the authority about itself
kind-blinded-act = Withdrawals and imports, told in part
kind-summary = Counts of a day
kind-opening = Sums of a week
kind-signer-counter = Counters of signing keys
kind-publication = Signed sets for verifiers
kind-revocations = Lists of revoked passes
kind-document = Rules, policies and lists
kind-announcement = Announcements of changes
kind-release = Releases of the software
kind-witnesses = Changes of witnesses
kind-key-end = Ends of signing keys
kind-filing = Submissions
kind-filing-answer = Answers to submissions
kind-removal = Submissions that are not shown
kind-petition = Petitions
kind-vouchers = Counts of vouchers
kind-signatures = Batches of signatures
kind-petition-answer = Answers to petitions

## What is remembered

memory-title = What this device remembers
memory-none = Nothing yet. After a yes it keeps the checkpoint, and notices the next time if anything was taken back.
memory-has = A list of { $size } entries, proven on { $day }.
memory-kept = Kept for the next time.
save-remembered = Save what is remembered
forget = Forget it
