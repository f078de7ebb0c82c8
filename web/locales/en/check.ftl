# The check page, in English. What it says of a pass comes from crates/wording/locales; glossary there.

page-title = Check passes
language = Language
here = { $place }, { $region }
change-door = Change place
update-link = Set up or update this device

## Before anything can be checked

loading-title = Getting ready
loading-text = This takes a moment.
missing-title = This device is not set up
missing-text = There is no data here to check passes with. Set the device up once; afterwards it needs no network.
missing-link = Set up this device
refused-title = This device's data cannot be used
refused-text = No pass can be checked until the data is installed again. What is wrong: { $code }

## The place

choose-title = Where are passes checked?
choose-text = These are the policies in force now. Elsewhere nobody may be asked for a pass.
choose-none = No policy is in force. Nobody may be asked for a pass.
choose-until = In force until { $day }.
consecutive = The policy here is number { $number } in a row.

## The data

data-age =
    { $age ->
        [0] Data of { $day }, less than a day old.
        [one] Data of { $day }, { $age } day old.
       *[other] Data of { $day }, { $age } days old.
    }
data-from-tomorrow = The data is of { $day }: this device's clock is behind.
data-over = The data is getting old. Update it soon.
demonstration = Demonstration: nobody independent watches this authority's ledger.

## Ways to scan

camera-start = Start camera
camera-stop = Stop camera
camera-front = Front camera
camera-back = Back camera
camera-starting = The camera is starting. Allow its use if you are asked.
camera-hint = Hold the code in the frame.
camera-denied = The camera may not be used. Allow it in the browser's settings for this page, or use a picture, a text or a hardware scanner.
camera-none = No camera was found. Use a picture, a text or a hardware scanner.
camera-busy = Another program uses the camera. Close it and start the camera again.
camera-lost = The camera is gone. Connect it and start it again.
camera-insecure = Browsers give a camera only to pages with https. Open this page by its secure address.
torch = Torch
sound = Sound
kiosk = Full screen
picture = Picture of a code
paste = Text of a code
paste-check = Check
scanner-hint = A hardware scanner works at any time.
asking = Checking
last = Last answer: { $verdict }

read-no-code = There is no code in the picture. Take it closer, flat and well lit.
read-no-picture = This is not a picture that can be read. Use PNG or JPEG.
read-too-large = The picture is too large. Take a smaller one.
read-no-reader = The reader of pictures is not loaded. Use a text or a hardware scanner.
read-core = The text could not be checked. It is no code of a pass.

## The answer

action-admit = Yes
action-refuse = No
action-manual = Your decision
compare = Compare with an identity document
name = Name
born = Born
not-said = not on the pass
identity-hint = Name and date of birth disappear after 10 seconds.
next = Next

## What can be done, where crates/wording has no remedy for it

do-compare = Compare name and date of birth with a document.
do-let-in = Let the person in.
do-wallet-tells = The holder's wallet or slip tells why, and what can be done. The holder can object.
do-update-or-decide = Update this device's data, or decide by what the holder can show.
do-right-document = Ask for the document of the person on the pass.
do-by-eye = Compare pass and document by eye.
