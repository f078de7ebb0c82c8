# What Cleanbill says of a pass, in English.
#
# A message that fills in facts has attributes below it: what is said when not all of its facts are
# known, tried in their order. The last one fills in nothing.
#
# Glossary
#   pass       pass, health pass          holder   holder
#   issuer     issuer                     signer   signer: whose key signed the pass
#   signature  signature                  revoked  revoked
#   policy     policy                     rule     rule
#   ground     ground: what a pass was given for
#   verifier   verifier; device where clock and scanner are meant

## The verdict, as a title

verdict-accepted = Accepted
verdict-authentic = Genuine
verdict-refused = Not accepted
verdict-undetermined = Could not be checked
verdict-no-pass-needed = No pass needed
verdict-no-check-in-force = No check in force

## At the door: nothing that tells the ground

door-good = Genuine and in date.
door-accepted = The pass is accepted here.
door-no-pass-needed = This person needs no pass here.
door-no-check-in-force = Nobody may be asked for a pass here.
door-not-a-pass = This is not a health pass.
door-unreadable = The code cannot be read. Scan again.
door-scanner-settings = The scanner is set up wrongly. The holder is not to blame.
door-not-genuine = The code is not genuine.
door-not-valid = The pass is not valid here and now.
door-not-checkable = The pass could not be checked here. The holder is not to blame.
door-other-policy = This code is not for this place. The holder can show the full pass.
door-data-too-old = This device's data is too old. The holder is not to blame.
door-clock-wrong = This device's clock is wrong. The holder is not to blame.
door-document-differs = The pass and the document are not the same person's.
door-document-unreadable = The pass and the document do not say enough to be compared, or the document cannot be read.

## Reading the code

not-a-pass = This is not a health pass.
web-address = This code is a web address, not a health pass. It was not opened.
health-link = This code is a health link: it leads to encrypted files and is no pass itself. It was not opened.
format-not-supported = This kind of pass is recognised but not checked here.
recognised-2d-doc = This is a French 2D-Doc. It cannot be verified, because no trust list here has the keys of the French authorities.
recognised-uk-domestic = This is England’s domestic NHS COVID Pass. It cannot be verified, because its keys were not published for other verifiers.
recognised-israel = This is an Israeli green pass of 2021. It cannot be verified, because its form was given up and its key is in no trust list.
recognised-singapore = This is a Singapore HealthCert. It cannot be verified, because its issuer can only be looked up on the network, and a check looks up nothing.
recognised-swiss-light = This is a Swiss light certificate. It cannot be verified, because such certificates ended after a day or two and their keys are in no trust list.
recognised-coronacheck = This is a Dutch CoronaCheck code. It cannot be verified, because its keys were withdrawn.
recognised-hong-kong = This is a Hong Kong vaccination record. It cannot be verified, because only the government’s own scanner reads it.
recognised-validation = This code is no pass: with it a carrier asks the holder to send one.
recognised-seal = This is an ICAO seal of a visa or another document, not a health pass.
recognised-gosuslugi = This is the address of a page of Gosuslugi. It cannot be verified, because nothing in it is signed. It was not opened.
recognised-immune-mos = This is the address of a page of immune.mos.ru. It cannot be verified, because nothing in it is signed. It was not opened.
recognised-tousanticovid = This is an address for the app TousAntiCovid. It cannot be verified, because the pass itself lies behind it. It was not opened.
recognised-chile = This is the address of a Chilean Pase de Movilidad. It cannot be verified, because nothing in it is signed. It was not opened.
recognised-pedulilindungi = This is the address of a page of PeduliLindungi. It cannot be verified, because nothing in it is signed. It was not opened.
forged-address = This code is a web address made to look like an official one. It was not opened.
mangled-percent = An app changed the percent signs in the code.
mangled-lower-case = The code arrived in small letters.
mangled-symbology = The scanner put its own characters before the code.
mangled-leading-space = White space stands before the code.
mangled-russian-keyboard = The scanner typed into a Russian keyboard layout.
mangled-german-keyboard = The scanner typed into a German keyboard layout.
mangled-french-keyboard = The scanner typed into a French keyboard layout.
mangled-other-keyboard = The scanner typed into another keyboard layout.
too-long = The text is longer than any QR code.
unknown-version = The pass has a newer version than this verifier.
other-document = The code is a signed document of a kind that is not checked here.
bad-text = The code was read wrongly or is damaged: its text is invalid.
bad-compression = The code is damaged: its content does not decompress.
damaged = The code is damaged or was made wrongly: its content cannot be read.
part-missing = This is one part of a code that is printed in several: the others are missing.

## Signature

unsigned = Nobody signed this: it proves nothing.
no-signers = This verifier knows no signers, so it cannot check any pass.
no-kid = The pass does not say which key signed it.
unknown-key = The pass is signed with a key that this verifier's data does not list.
unusable-key = The signer's key in this verifier's data is unusable.
no-algorithm = The pass does not say how it was signed.
unsupported-algorithm = The pass was signed in a way that is not supported.
algorithm-mismatch = The pass names a way of signing that does not fit its key.
uncheckable-signature = This verifier cannot check that kind of signature.
wrong-signature = The signature is wrong: the pass was altered or forged.

## Time

not-yet-valid = The pass is valid only from { $from }.
    .bare = The pass is not valid yet.
expired = The pass expired on { $until }.
    .bare = The pass has expired.
no-expiry = The pass does not say until when it is valid.
light-too-long = The light pass is signed for longer than 48 hours, which no light pass may be.
absurd-date = A date in the pass is impossible.
date-not-a-number = A date in the pass is not a number.

## What the pass says, and who may sign it

light-pass-wrong = The light pass is not as light passes are, so it does not count.
no-entry = The pass holds no vaccination, test or recovery.
many-entries = The pass holds more than one entry, which no rule allows.
no-name = The pass does not say whose it is.
no-birth-date = The pass has no date of birth to compare with a document.
field-missing = Something that every pass must say is missing.
field-wrong = Something in the pass is not written as its format asks.
key-usage = The signer may not sign passes of this kind.

## Revocation

revoked = The pass has been revoked.
signer-removed = The key that signed the pass has been withdrawn, so none of its passes counts any more.

## This verifier's data and clock

clock-behind = This device's clock is behind the right time.
data-too-old =
    { $age ->
        [one] This verifier's data is { $age } day old; the policy here allows { $max }.
       *[other] This verifier's data is { $age } days old; the policy here allows { $max }.
    }
    .bare = This verifier's data is older than the policy here allows.

## The policy

ground-not-accepted = The policy here does not accept this ground: { $ground }.
    .bare = The policy here does not accept the ground on which the pass was given.
other-disease = The pass is about another disease than the policy here.
series-incomplete = This is dose { $dose } of { $doses }: the vaccination is not complete yet.
    .bare = The vaccination is not complete yet.
product-not-accepted = The policy here does not accept this vaccine: { $product }.
    .bare = The policy here does not accept this vaccine.
method-not-accepted = The policy here does not accept this kind of test: { $method }.
    .bare = The policy here does not accept this kind of test.
result-not-accepted = The policy here does not accept this test result: { $result }.
    .bare = The policy here does not accept this test result.
too-early = The pass counts here only from { $from }.
    .bare = The pass does not count here yet.
term-over = The pass counted here until { $until }.
    .bare = The pass no longer counts here.
way-closed = Such a pass let people in here until { $until }.
    .bare = Such a pass no longer lets people in here.
age-not-accepted =
    { $from ->
        [0] Such a pass lets in only people under { $below }.
       *[other] Such a pass lets in only people aged { $from } or over and under { $below }.
    }
    .from = Such a pass lets in only people aged { $from } or over.
    .bare = Such a pass does not let in people of this age.
rule-failed = The pass does not meet rule { $rule }.
    .bare = The pass does not meet a rule.
not-said = The pass does not say what the policy here asks.
not-one-event = The pass says nothing that the policy here could judge, or more than one thing.
rule-open = Rule { $rule } could not be applied to this pass.
    .bare = A rule could not be applied to this pass.
not-a-dcc = The rules here are for EU digital COVID certificates; this pass is of another kind.
no-destination-rules = This verifier's data does not hold the rules of this country: { $country }.
    .bare = This verifier's data does not hold the rules of the destination.
other-policy = This light pass was issued for another policy than the one in force here. What the full pass says is not known.

## Why something was not looked at

skipped-not-reached = Not looked at, because an earlier check did not pass.
skipped-no-revocation-data = Not looked at: there is no revocation data.
skipped-not-covered = Not looked at: the revocation data does not cover such passes.
skipped-no-policy = Not looked at: no policy is chosen.
skipped-no-check-in-force = Not looked at: no check is in force here.
skipped-no-pass-needed = Not looked at: no pass is needed here.

## Notes

note-unprotected-kid = The name of the key is not covered by the signature.
note-tags = The message carries other tags than the specification asks for.
note-outside-key-window = The pass was signed at a time for which its signer's key was not made.
note-outlives-key = The pass is valid for longer than its signer's key.
note-data-ageing =
    { $age ->
        [one] This verifier's data is { $age } day old, of { $max } that the policy allows. Update it soon.
       *[other] This verifier's data is { $age } days old, of { $max } that the policy allows. Update it soon.
    }
    .bare = This verifier's data is ageing. Update it soon.
note-consecutive-policy = The policy continues an earlier one: it is number { $number } in a row.
    .bare = The policy continues an earlier one.
note-also-looks-like = The code also looks like { $format }.
    .bare = The code looks like another format too.
note-empty-field = Something is written as empty instead of left out.
note-tagged-date = A date is marked as a date, which its format does not ask for.
note-decimal-doses = A number of doses is written with a decimal point.
note-white-space = White space stands around a text.
note-unusual = Something is written in an unusual way.

## What somebody can do now

remedy-ask-for-the-code = Ask the holder for the QR code of the pass itself.
remedy-other-verifier = Check it with a verifier for that kind of pass.
remedy-scanner-layout = Set the scanner or the computer to the US keyboard layout and scan again.
remedy-scan-again = Scan again, flat and well lit. If that fails, the holder can get a new print.
remedy-show-all-parts = Show all parts of the code together, in any order.
remedy-import-list = The holder is not to blame. Import a trust list: cleanbill trust import.
remedy-update-trust = Update this verifier's data. If the key stays unknown, ask the issuer. The holder is not to blame.
remedy-update-verifier = Update this verifier. The holder is not to blame.
remedy-compare-clock = Compare the device's clock with the right time, then with the date on the pass.
remedy-compare-clock-then-renew = Compare the device's clock with the right time. The holder can renew the pass.
remedy-ask-for-the-original = Scan again. If it stays wrong, ask for the original print or app.
remedy-ask-for-correction = The holder can ask the issuer for a corrected pass.
remedy-object-to-revocation = The holder can ask the issuer for the reason, and object.
remedy-ask-for-a-new-pass = The holder is not to blame and can ask the issuer for a new pass.
remedy-set-the-clock = Set the device's clock right and scan again. The holder is not to blame.
remedy-update-the-data = Update this verifier's data and scan again. The holder is not to blame.
remedy-other-ground = The holder can show another pass, or ask what else is accepted here.
remedy-complete-the-series = The holder can show the pass for the last dose, or another pass.
remedy-other-test = The holder can show the pass for another test, or ask what else is accepted here.
remedy-come-back-after = The holder can come back after { $from }.
    .bare = The holder can come back later.
remedy-renew = The holder can show a newer pass, or ask the issuer for one.
remedy-ask-the-authority = Ask the authority that made the policy. The holder can object there.
remedy-show-the-full-pass = Ask for the full pass, or for a light pass of this place.

## Terms

ground-vaccination = vaccination
ground-recovery = recovery
ground-test = test
ground-exemption = medical exemption
method-pcr = PCR test
method-antigen = antigen test
method-antibody = antibody test
result-negative = negative
result-positive = positive
