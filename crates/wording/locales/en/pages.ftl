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
