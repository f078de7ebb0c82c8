# Was Cleanbill über einen Nachweis sagt, auf Deutsch.
#
# Unter einer Meldung, die Angaben einsetzt, stehen Attribute: was gesagt wird, wenn nicht alle davon
# bekannt sind. Sie werden der Reihe nach versucht; das letzte setzt nichts ein.
#
# Glossar
#   pass       Nachweis, Gesundheitsnachweis; nicht „Pass“, das ist der Reisepass
#   holder     die Person (vorzeigend); als Bezeichnung: Inhaber/in
#   issuer     ausstellende Stelle       signer   unterzeichnende Stelle
#   signature  Signatur                  revoked  widerrufen
#   policy     Regelung                  rule     Regel
#   ground     Grund: wofür der Nachweis ausgestellt wurde
#   verifier   Prüfprogramm; Gerät, wo Uhr und Scanner gemeint sind
#   Anrede: Sie.

## Das Ergebnis, als Überschrift

verdict-accepted = Anerkannt
verdict-authentic = Echt
verdict-refused = Nicht anerkannt
verdict-undetermined = Konnte nicht geprüft werden
verdict-no-pass-needed = Kein Nachweis nötig
verdict-no-check-in-force = Derzeit keine Kontrolle

## Am Einlass: nichts, was den Grund verrät

door-good = Echt und nicht abgelaufen.
door-accepted = Der Nachweis wird hier anerkannt.
door-no-pass-needed = Diese Person braucht hier keinen Nachweis.
door-no-check-in-force = Hier darf von niemandem ein Nachweis verlangt werden.
door-not-a-pass = Das ist kein Gesundheitsnachweis.
door-unreadable = Der Code ist nicht lesbar. Bitte noch einmal scannen.
door-scanner-settings = Der Scanner ist falsch eingestellt. Die Person kann nichts dafür.
door-not-genuine = Der Code ist nicht echt.
door-not-valid = Der Nachweis gilt hier und jetzt nicht.
door-not-checkable = Der Nachweis konnte hier nicht geprüft werden. Die Person kann nichts dafür.
door-other-policy = Dieser Code ist nicht für diesen Ort. Die Person kann den vollen Nachweis vorzeigen.
door-data-too-old = Die Daten dieses Geräts sind zu alt. Die Person kann nichts dafür.
door-clock-wrong = Die Uhr dieses Geräts geht falsch. Die Person kann nichts dafür.
door-document-differs = Nachweis und Ausweis gehören nicht derselben Person.
door-document-unreadable = Nachweis und Ausweis sagen zu wenig für einen Vergleich, oder der Ausweis ist nicht lesbar.

## Lesen des Codes

not-a-pass = Das ist kein Gesundheitsnachweis.
web-address = Dieser Code ist eine Internetadresse, kein Gesundheitsnachweis. Sie wurde nicht geöffnet.
health-link = Dieser Code ist ein Gesundheitslink: Er führt zu verschlüsselten Dateien und ist selbst kein Nachweis. Er wurde nicht geöffnet.
format-not-supported = Diese Art von Nachweis wird erkannt, aber hier nicht geprüft.
recognised-2d-doc = Das ist ein französischer 2D-Doc. Er kann nicht geprüft werden, weil keine Vertrauensliste hier die Schlüssel der französischen Behörden hat.
recognised-uk-domestic = Das ist der englische NHS COVID Pass für das Inland. Er kann nicht geprüft werden, weil seine Schlüssel nicht für andere Prüfer veröffentlicht wurden.
recognised-israel = Das ist ein israelischer Grüner Pass von 2021. Er kann nicht geprüft werden, weil diese Form aufgegeben wurde und ihr Schlüssel in keiner Vertrauensliste steht.
recognised-singapore = Das ist ein HealthCert aus Singapur. Es kann nicht geprüft werden, weil sein Aussteller nur im Netz zu finden ist und eine Prüfung dort nichts nachschlägt.
recognised-swiss-light = Das ist ein Schweizer Zertifikat Light. Es kann nicht geprüft werden, weil es nach ein, zwei Tagen endete und seine Schlüssel in keiner Vertrauensliste stehen.
recognised-coronacheck = Das ist ein niederländischer CoronaCheck-Code. Er kann nicht geprüft werden, weil seine Schlüssel zurückgezogen wurden.
recognised-hong-kong = Das ist ein Impfnachweis aus Hongkong. Er kann nicht geprüft werden, weil nur der Scanner der Regierung ihn liest.
recognised-validation = Dieser Code ist kein Nachweis: Ein Beförderer bittet damit, einen zu senden.
recognised-seal = Das ist ein ICAO-Siegel eines Visums oder anderen Dokuments, kein Gesundheitsnachweis.
recognised-gosuslugi = Das ist die Adresse einer Seite von Gosuslugi. Sie kann nicht geprüft werden, weil nichts darin signiert ist. Sie wurde nicht geöffnet.
recognised-immune-mos = Das ist die Adresse einer Seite von immune.mos.ru. Sie kann nicht geprüft werden, weil nichts darin signiert ist. Sie wurde nicht geöffnet.
recognised-tousanticovid = Das ist eine Adresse für die App TousAntiCovid. Sie kann nicht geprüft werden, weil der Nachweis selbst dahinter liegt. Sie wurde nicht geöffnet.
recognised-chile = Das ist die Adresse eines chilenischen Pase de Movilidad. Sie kann nicht geprüft werden, weil nichts darin signiert ist. Sie wurde nicht geöffnet.
recognised-pedulilindungi = Das ist die Adresse einer Seite von PeduliLindungi. Sie kann nicht geprüft werden, weil nichts darin signiert ist. Sie wurde nicht geöffnet.
forged-address = Dieser Code ist eine Internetadresse, die eine amtliche nachahmt. Sie wurde nicht geöffnet.
mangled-percent = Eine App hat die Prozentzeichen im Code verändert.
mangled-lower-case = Der Code kam in Kleinbuchstaben an.
mangled-symbology = Der Scanner hat dem Code eigene Zeichen vorangestellt.
mangled-leading-space = Vor dem Code stehen Leerzeichen.
mangled-russian-keyboard = Der Scanner hat mit russischer Tastaturbelegung geschrieben.
mangled-german-keyboard = Der Scanner hat mit deutscher Tastaturbelegung geschrieben.
mangled-french-keyboard = Der Scanner hat mit französischer Tastaturbelegung geschrieben.
mangled-other-keyboard = Der Scanner hat mit anderer Tastaturbelegung geschrieben.
too-long = Der Text ist länger als jeder QR-Code.
unknown-version = Der Nachweis hat eine neuere Version als dieses Prüfprogramm.
other-document = Der Code ist ein signiertes Dokument einer Art, die hier nicht geprüft wird.
bad-text = Der Code wurde falsch gelesen oder ist beschädigt: Sein Text ist ungültig.
bad-compression = Der Code ist beschädigt: Sein Inhalt lässt sich nicht entpacken.
damaged = Der Code ist beschädigt oder fehlerhaft erstellt: Sein Inhalt ist nicht lesbar.
part-missing = Das ist ein Teil eines Codes, der aus mehreren besteht: Die anderen fehlen.

## Signatur

unsigned = Das hat niemand signiert: Es beweist nichts.
no-signers = Dieses Prüfprogramm kennt keine unterzeichnenden Stellen und kann deshalb keinen Nachweis prüfen.
no-kid = Der Nachweis sagt nicht, mit welchem Schlüssel er signiert ist.
unknown-key = Der Nachweis ist mit einem Schlüssel signiert, der in den Daten dieses Prüfprogramms fehlt.
unusable-key = Der Schlüssel der unterzeichnenden Stelle ist in den Daten dieses Prüfprogramms unbrauchbar.
no-algorithm = Der Nachweis sagt nicht, wie er signiert ist.
unsupported-algorithm = Der Nachweis ist auf eine Weise signiert, die nicht unterstützt wird.
algorithm-mismatch = Der Nachweis nennt ein Signaturverfahren, das nicht zu seinem Schlüssel passt.
uncheckable-signature = Dieses Prüfprogramm kann solche Signaturen nicht prüfen.
wrong-signature = Die Signatur ist falsch: Der Nachweis wurde verändert oder gefälscht.

## Zeit

not-yet-valid = Der Nachweis gilt erst ab dem { $from }.
    .bare = Der Nachweis gilt noch nicht.
expired = Der Nachweis ist am { $until } abgelaufen.
    .bare = Der Nachweis ist abgelaufen.
no-expiry = Der Nachweis sagt nicht, bis wann er gilt.
light-too-long = Der leichte Nachweis ist für mehr als 48 Stunden unterschrieben, was nicht zulässig ist.
absurd-date = Ein Datum im Nachweis ist unmöglich.
date-not-a-number = Ein Datum im Nachweis ist keine Zahl.

## Was der Nachweis sagt und wer ihn signieren darf

light-pass-wrong = Der leichte Nachweis ist nicht so, wie er sein muss, und zählt deshalb nicht.
no-entry = Der Nachweis enthält weder Impfung noch Test noch Genesung.
many-entries = Der Nachweis enthält mehr als einen Eintrag, was keine Regel zulässt.
no-name = Der Nachweis sagt nicht, wem er gehört.
no-birth-date = Im Nachweis fehlt das Geburtsdatum für den Vergleich mit einem Ausweis.
field-missing = Es fehlt eine Angabe, die jeder Nachweis enthalten muss.
field-wrong = Eine Angabe im Nachweis ist nicht so geschrieben, wie sein Format es verlangt.
key-usage = Die unterzeichnende Stelle darf solche Nachweise nicht signieren.

## Widerruf

revoked = Der Nachweis wurde widerrufen.
signer-removed = Der Schlüssel, mit dem der Nachweis signiert ist, wurde zurückgezogen; die damit signierten Nachweise zählen nicht mehr.

## Daten und Uhr dieses Prüfprogramms

clock-behind = Die Uhr dieses Geräts geht nach.
data-too-old =
    { $age ->
        [one] Die Daten dieses Prüfprogramms sind { $age } Tag alt; die Regelung hier erlaubt { $max }.
       *[other] Die Daten dieses Prüfprogramms sind { $age } Tage alt; die Regelung hier erlaubt { $max }.
    }
    .bare = Die Daten dieses Prüfprogramms sind älter, als die Regelung hier erlaubt.

## Die Regelung

ground-not-accepted = Die Regelung hier erkennt diesen Grund nicht an: { $ground }.
    .bare = Die Regelung hier erkennt den Grund nicht an, aus dem der Nachweis ausgestellt wurde.
other-disease = Der Nachweis betrifft eine andere Krankheit als die Regelung hier.
series-incomplete = Das ist Dosis { $dose } von { $doses }: Die Impfung ist noch nicht abgeschlossen.
    .bare = Die Impfung ist noch nicht abgeschlossen.
product-not-accepted = Die Regelung hier erkennt diesen Impfstoff nicht an: { $product }.
    .bare = Die Regelung hier erkennt diesen Impfstoff nicht an.
method-not-accepted = Die Regelung hier erkennt diese Art von Test nicht an: { $method }.
    .bare = Die Regelung hier erkennt diese Art von Test nicht an.
result-not-accepted = Die Regelung hier erkennt dieses Testergebnis nicht an: { $result }.
    .bare = Die Regelung hier erkennt dieses Testergebnis nicht an.
too-early = Der Nachweis zählt hier erst ab dem { $from }.
    .bare = Der Nachweis zählt hier noch nicht.
term-over = Der Nachweis zählte hier bis zum { $until }.
    .bare = Der Nachweis zählt hier nicht mehr.
way-closed = Mit einem solchen Nachweis war der Zutritt bis zum { $until } möglich.
    .bare = Mit einem solchen Nachweis ist der Zutritt nicht mehr möglich.
age-not-accepted =
    { $from ->
        [0] Mit einem solchen Nachweis haben nur Personen unter { $below } Jahren Zutritt.
       *[other] Mit einem solchen Nachweis haben nur Personen ab { $from } und unter { $below } Jahren Zutritt.
    }
    .from = Mit einem solchen Nachweis haben nur Personen ab { $from } Jahren Zutritt.
    .bare = Mit einem solchen Nachweis haben Personen dieses Alters keinen Zutritt.
rule-failed = Der Nachweis erfüllt die Regel { $rule } nicht.
    .bare = Der Nachweis erfüllt eine Regel nicht.
not-said = Der Nachweis sagt nicht, wonach die Regelung hier fragt.
not-one-event = Der Nachweis enthält nichts oder mehr als eines, worüber die Regelung hier urteilen könnte.
rule-open = Die Regel { $rule } ließ sich auf diesen Nachweis nicht anwenden.
    .bare = Eine Regel ließ sich auf diesen Nachweis nicht anwenden.
not-a-dcc = Die Regeln hier gelten für digitale COVID-Zertifikate der EU; dieser Nachweis ist anderer Art.
no-destination-rules = In den Daten dieses Prüfprogramms fehlen die Regeln dieses Landes: { $country }.
    .bare = In den Daten dieses Prüfprogramms fehlen die Regeln des Ziellandes.
other-policy = Dieser leichte Nachweis wurde für eine andere Regelung ausgestellt als die, die hier gilt. Was der volle Nachweis ergibt, ist nicht bekannt.

## Warum etwas nicht geprüft wurde

skipped-not-reached = Nicht geprüft, weil eine frühere Prüfung nicht bestanden wurde.
skipped-no-revocation-data = Nicht geprüft: Es gibt keine Widerrufsdaten.
skipped-not-covered = Nicht geprüft: Die Widerrufsdaten erfassen solche Nachweise nicht.
skipped-no-policy = Nicht geprüft: Es ist keine Regelung gewählt.
skipped-no-check-in-force = Nicht geprüft: Hier ist keine Kontrolle in Kraft.
skipped-no-pass-needed = Nicht geprüft: Hier ist kein Nachweis nötig.

## Hinweise

note-unprotected-kid = Der Name des Schlüssels ist nicht durch die Signatur gedeckt.
note-tags = Die Nachricht trägt andere Kennzeichen, als die Spezifikation verlangt.
note-outside-key-window = Der Nachweis wurde außerhalb der Zeit signiert, für die der Schlüssel bestimmt ist.
note-outlives-key = Der Nachweis gilt länger als der Schlüssel, mit dem er signiert ist.
note-data-ageing =
    { $age ->
        [one] Die Daten dieses Prüfprogramms sind { $age } Tag alt, von { $max }, die die Regelung erlaubt. Bitte bald aktualisieren.
       *[other] Die Daten dieses Prüfprogramms sind { $age } Tage alt, von { $max }, die die Regelung erlaubt. Bitte bald aktualisieren.
    }
    .bare = Die Daten dieses Prüfprogramms veralten. Bitte bald aktualisieren.
note-consecutive-policy = Die Regelung setzt eine frühere fort: Sie ist die { $number }. in Folge.
    .bare = Die Regelung setzt eine frühere fort.
note-also-looks-like = Der Code sieht auch aus wie { $format }.
    .bare = Der Code sieht auch nach einem anderen Format aus.
note-empty-field = Eine Angabe ist leer geschrieben statt weggelassen.
note-tagged-date = Ein Datum ist als Datum gekennzeichnet, was sein Format nicht verlangt.
note-decimal-doses = Eine Zahl von Dosen ist als Kommazahl geschrieben.
note-white-space = Um einen Text stehen Leerzeichen.
note-unusual = Eine Angabe ist ungewöhnlich geschrieben.

## Was sich tun lässt

remedy-ask-for-the-code = Bitten Sie die Person um den QR-Code des Nachweises selbst.
remedy-other-verifier = Prüfen Sie ihn mit einem Prüfprogramm für diese Art von Nachweis.
remedy-scanner-layout = Stellen Sie den Scanner oder den Computer auf die US-Tastaturbelegung und scannen Sie noch einmal.
remedy-scan-again = Scannen Sie noch einmal, glatt und gut beleuchtet. Gelingt es nicht, kann die Person einen neuen Ausdruck bekommen.
remedy-show-all-parts = Alle Teile des Codes zusammen zeigen, in beliebiger Reihenfolge.
remedy-import-list = Die Person kann nichts dafür. Importieren Sie eine Vertrauensliste: cleanbill trust import.
remedy-update-trust = Aktualisieren Sie die Daten des Prüfprogramms. Bleibt der Schlüssel unbekannt, fragen Sie die ausstellende Stelle. Die Person kann nichts dafür.
remedy-update-verifier = Aktualisieren Sie das Prüfprogramm. Die Person kann nichts dafür.
remedy-compare-clock = Vergleichen Sie die Uhr des Geräts mit der genauen Zeit, dann mit dem Datum im Nachweis.
remedy-compare-clock-then-renew = Vergleichen Sie die Uhr des Geräts mit der genauen Zeit. Die Person kann den Nachweis erneuern lassen.
remedy-ask-for-the-original = Scannen Sie noch einmal. Bleibt die Signatur falsch, bitten Sie um das Original auf Papier oder in der App.
remedy-ask-for-correction = Die Person kann bei der ausstellenden Stelle einen berichtigten Nachweis verlangen.
remedy-object-to-revocation = Die Person kann die ausstellende Stelle nach dem Grund fragen und Widerspruch einlegen.
remedy-ask-for-a-new-pass = Die Person kann nichts dafür und kann bei der ausstellenden Stelle einen neuen Nachweis verlangen.
remedy-set-the-clock = Stellen Sie die Uhr des Geräts richtig und scannen Sie noch einmal. Die Person kann nichts dafür.
remedy-update-the-data = Aktualisieren Sie die Daten des Prüfprogramms und scannen Sie noch einmal. Die Person kann nichts dafür.
remedy-other-ground = Die Person kann einen anderen Nachweis vorzeigen oder fragen, was hier sonst anerkannt wird.
remedy-complete-the-series = Die Person kann den Nachweis der letzten Dosis oder einen anderen Nachweis vorzeigen.
remedy-other-test = Die Person kann den Nachweis eines anderen Tests vorzeigen oder fragen, was hier sonst anerkannt wird.
remedy-come-back-after = Die Person kann nach dem { $from } wiederkommen.
    .bare = Die Person kann später wiederkommen.
remedy-renew = Die Person kann einen neueren Nachweis vorzeigen oder bei der ausstellenden Stelle verlangen.
remedy-ask-the-authority = Fragen Sie die Behörde, die die Regelung erlassen hat. Die Person kann dort Widerspruch einlegen.
remedy-show-the-full-pass = Bitten Sie um den vollen Nachweis oder um einen leichten Nachweis für diesen Ort.

## Begriffe

ground-vaccination = Impfung
ground-recovery = Genesung
ground-test = Test
ground-exemption = ärztliche Befreiung
method-pcr = PCR-Test
method-antigen = Antigentest
method-antibody = Antikörpertest
result-negative = negativ
result-positive = positiv
