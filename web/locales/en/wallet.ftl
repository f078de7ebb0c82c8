# The wallet page, in English. What it says of a pass comes from crates/wording/locales; glossary there.

page-title = Wallet
language = Language
lock = Lock
keys-link = Safety and copies
back = Back
close = Close
working = One moment…
data-of = Checked with the public data of { $day }.
demonstration = Demonstration: nobody independent watches this authority's ledger.

## Before the wallet is open

begin-title = Your passes, on this device
begin-point-1 = They are encrypted here with a passphrase that only you know. Nobody can reset it.
begin-point-2 = Nothing is sent anywhere. The authority is asked only when you press for it.
begin-point-3 = One wallet can hold the passes of several people, such as a family's.
begin = Begin
passphrase = Passphrase
passphrase-new = New passphrase
passphrase-again = The same once more
passphrase-hint = At least { $least } characters. Four or five words that do not belong together are good.
passphrase-short = The passphrase needs at least { $least } characters.
passphrase-differs = The two are not the same. Type both again.
locked-title = The wallet is locked
open = Open
open-by-passkey = Open with the passkey of this device
lost = I do not know the passphrase any more

## All passes

shelf-empty = There is no pass here yet.
add = Add a pass
born = born
name-missing = Name not on the pass
not-looked-at = Not checked: the public data is missing here.
show-code = Show the code
show-code-of = Show the code: { $kind }, { $name }
look-into = What it says
look-into-of = What it says: { $kind }, { $name }
kind-vaccination = Vaccination
kind-test = Test
kind-recovery = Recovery
kind-exemption = Medical exemption
kind-light = Light pass
kind-other = Pass
standing-good = Genuine and in date.
standing-bad = Does not count now.
standing-open = Could not be checked.
standing-unverified = Not verified.
unverified-text = Whether this pass is genuine could not be checked with the data here. It was kept all the same, because it may be of another country. Fetch newer data, or ask whoever issued it.

## The public data

data-title = First the public data
data-text = Passes are checked on this device, with the public keys and rules of the authority. They are fetched once and name nobody.
data-refused = The public data on this device cannot be used: { $code }. Fetch it again.
data-fetch = Fetch the public data
data-newer = Fetch newer data
data-old =
    { $days ->
        [one] The data is { $days } day old. What was taken back or changed since is not known here.
       *[other] The data is { $days } days old. What was taken back or changed since is not known here.
    }

## Adding

add-hint = Every pass is verified before it is kept.
add-needs-data = Fetch the public data first, so that passes can be verified.
add-file = Picture, PDF or text file
add-text = Text of a code
add-text-press = Add
camera-start = Scan with the camera
camera-stop = Stop camera
camera-denied = The camera may not be used. Allow it in the browser's settings for this page, or use a picture or a text.
camera-none = No camera was found. Use a picture or a text.
camera-busy = Another program uses the camera. Close it and start the camera again.
camera-lost = The camera is gone. Connect it and start it again.
camera-insecure = Browsers give a camera only to pages with https. Open this page by its secure address.
bring-no-code = There is no code in it. A picture should be close, flat and well lit.
bring-no-picture = This is no picture, PDF or text that can be read. Pictures are PNG or JPEG.
bring-too-large = The file is too large. Take a smaller one.
bring-no-reader = The reader of pictures is not loaded. Use the text of the code.
bring-core = The text could not be checked. It is no code of a pass.
bring-no-text = There is nothing in it.
bring-too-long = That is more than passes are: at most 32 codes, one on each line.
bring-no-pdf = The PDF cannot be read. It may be damaged.
bring-locked = The PDF is locked with a password. Save it without one and take that.
bring-too-many-pages = The PDF has more than 8 pages. Take the page with the code.
bring-too-slow = Reading the file took too long, so it was stopped. Take a picture of the code.
not-kept = Not kept.
done-added =
    { $count ->
        [one] { $count } pass was verified and added.
       *[other] { $count } passes were verified and added.
    }
done-added-unverified = Added, but not verified. What is missing stands beside the pass.
done-there-already = It is in the wallet already.
done-removed = The pass was removed from this device.
done-fetched = The public data is here. The page works without a network from now on.
done-fetched-only = The public data is here. The page could not be kept on this device, so that opening it needs a network.
done-exported = The copy was saved. Whoever has it and its passphrase has your passes.
done-restored =
    { $count ->
        [0] The copy was read. Everything in it was here already.
        [one] { $count } pass was restored.
       *[other] { $count } passes were restored.
    }
done-passphrase-changed = The passphrase was changed.
done-passkey-added = From now on the passkey opens the wallet too.

## One pass

print = Print
remove = Remove this pass
remove-text = It goes from this device. It goes on counting, and copies of it stay what they are.
remove-press = Remove now
accepted-title = Where it is accepted
accepted-working = Being worked out…
accepted-none = No policy is known that asks for a pass, now or announced. Nobody may ask for one.
accepted-now = Now: { $verdict }.
accepted-span = Accepted from { $from } until { $until }.
accepted-to-policy = Accepted from { $from } until { $until }, when the policy ends.
accepted-hint = Worked out on this device from the public policies. Elsewhere nobody may ask for a pass.
learns-title = Who learns what
learns-door = A door with Cleanbill
learns-door-what = Yes or no, your name and your date of birth, for ten seconds. Not why you have the pass.
learns-scanner = Any other scanner that reads the code
learns-scanner-what = Everything that the code says, and it can keep it. Show the code only where you want that; a light pass says less.
learns-scanner-light = Any other scanner that reads the code
learns-scanner-light-what = Your name, your date of birth and a random number. Not why you have the pass.
learns-authority = The authority
learns-authority-what = Nothing. It does not learn when or where you show the code.
fields-title = Everything that the code says
field-ver = Version of the format
field-fn = Surname
field-fnt = Surname, as machines write it
field-gn = Forename
field-gnt = Forename, as machines write it
field-dob = Date of birth
field-tg = Disease
field-vp = Kind of vaccine
field-mp = Vaccine
field-ma = Manufacturer
field-dn = Dose
field-sd = Doses in all
field-dt = Date of vaccination
field-co = Country
field-is = Issued by
field-ci = Number of the pass
field-tt = Kind of test
field-nm = Name of the test
field-sc = Date and time of the test
field-tr = Result
field-tc = Where it was tested
field-fr = First positive test
field-df = Valid from
field-du = Valid until
field-xv = Version of the exemption
field-lv = Version of the light pass
field-id = Policy that it is for
field-v = Version of the policy
field-d = Fingerprint of the policy

## Passes that may be of one person

person-title = Of one person?
person-same = These passes agree in name and date of birth.
person-likely = These passes may be of one person: nothing contradicts.
person-unproven = Not all of them are proven to be genuine.
person-hint = Nothing is put together unless you say so. Each pass stays what it is, and you can take it back.
person-yes = Yes, one person
person-no = No, two people
person-later = Later
person-apart = Kept apart, as you said
person-ask-again = Ask me again
person-ask-again-of = Ask me again: { $one } and { $other }
matching-surname-same = The surname is the same, titles and hyphens aside.
matching-surname-spelling = The surname is spelt in two ways.
matching-forename-same = The forename is the same, titles and hyphens aside.
matching-forename-spelling = The forename is spelt in two ways.
matching-forename-missing = One has forenames that the other lacks, or in another order.
matching-birth-date-same = The date of birth is the same.
matching-birth-date-precision = One knows more of the date of birth, or neither knows the day.
matching-doses-of-one-day = Two doses of one day have different numbers or vaccines. Both are kept here; ask whoever issued them which is right.
together = What they give together
together-of = What they give together: { $name }
together-title = Several passes together
together-each = Each by itself
together-number = { $number }. { $kind }
together-question = These passes are written for one name and one date of birth. They are counted together only if you say that they are of one person.
together-said = You said on { $day } that they are of one person.
together-take-back = Take that back
together-too-few = Fewer than two of these passes are good by themselves now, so there is nothing to count together.
together-says = What they say together
together-dose = { $kind }, dose { $dose }
together-on = { $what }, { $day }
together-event = { $what } (pass { $numbers })
together-accepted = Where they are accepted together
together-unsound = Pass { $number } does not count by itself, so they do not count together.
together-hint = Show the codes one after the other, and say that they belong together. A door may look at each alone: whoever checks decides.
together-written = How they are written
done-one-person = They stand together now. Each pass stays what it is.
done-two-people = They stay apart, and you are not asked again.
done-taken-back = It was taken back.

## The code on the screen and on paper

code-label = Code of the pass: { $kind }, { $name }
shown-title = The code
code-too-long = This pass is too long for one code.
shown-hint = The code fills the middle of the screen, black on white. Hold the screen towards the scanner, about two hands away. A page cannot make the screen brighter: turn it up if the scanner hesitates.
sheet-hint = The code counts on paper as on a screen. Whoever checks compares the name with an identity document.

## Safety and copies

keys-title = Safety and copies
export-title = Save an encrypted copy
export-hint = One file with everything that is in the wallet, under a passphrase of its own.
export = Save the copy
restore-title = Restore from a copy
restore-hint = What is in the copy joins what is here. Nothing that is here goes away.
restore-file = The copy (.cbwallet)
restore-passphrase = Passphrase of the copy
restore = Restore
passkey-title = Open with a passkey
passkey-hint = The lock of this device, such as a fingerprint, then opens the wallet as well. The passphrase goes on working.
passkey-add = Add a passkey
change-title = Change the passphrase
change = Change
forget = Delete this wallet
forget-text = All passes go from this device, and nobody can bring them back but from a copy. Without the passphrase there is no other way to begin anew.
forget-press = Delete the wallet now

## What went wrong

fault-wallet-secret = That is not the right passphrase or passkey.
fault-wallet-altered = The wallet was altered or damaged, and was not opened.
fault-wallet-format = This is no wallet that can be read. The file may be cut off.
fault-wallet-newer = This wallet was made by a newer version of the page. Update the page first.
fault-wallet-too-large = The file is too large to be a wallet.
fault-wallet-full = The wallet is full: it holds at most 200 passes.
fault-wallet-passphrase = The passphrase is too short.
fault-wallet-locked = The wallet locked itself meanwhile. Open it and do it again.
fault-wallet-no-passkey = No passkey was used. It was cancelled, or this device has none.
fault-wallet-no-prf = This passkey cannot open a wallet. Use the passphrase.
fault-matching-unknown = These passes do not say enough to count them together.
fault-matching-different = These passes name different people. They cannot be counted together.
fault-fetch = The network or the authority did not answer. Nothing was changed.
fault-release = The public data is here, but the page was not kept: what this address offers is not proven to be the page that everybody sees in the public ledger ({ $code }). Ask the authority, and type no passphrase into a newer page until that is explained.
fault-no-data = Fetch the public data first.
fault-other = That did not work. What is wrong: { $code }
