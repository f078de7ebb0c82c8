# Die Seite der Brieftasche, auf Deutsch.

page-title = Brieftasche
language = Sprache
lock = Sperren
keys-link = Sicherheit und Kopien
back = Zurück
close = Schließen
working = Einen Moment…
data-of = Geprüft mit den öffentlichen Daten vom { $day }.
demonstration = Vorführung: Niemand Unabhängiges beobachtet das Register dieser Behörde.

## Before the wallet is open

begin-title = Ihre Nachweise, auf diesem Gerät
begin-point-1 = Sie werden hier mit einer Passphrase verschlüsselt, die nur Sie kennen. Niemand kann sie zurücksetzen.
begin-point-2 = Nichts wird irgendwohin gesendet. Die Behörde wird nur gefragt, wenn Sie es auslösen.
begin-point-3 = Eine Brieftasche kann die Nachweise mehrerer Menschen enthalten, etwa einer Familie.
begin = Anfangen
passphrase = Passphrase
passphrase-new = Neue Passphrase
passphrase-again = Noch einmal dieselbe
passphrase-hint = Mindestens { $least } Zeichen. Gut sind vier oder fünf Wörter, die nichts miteinander zu tun haben.
passphrase-short = Die Passphrase braucht mindestens { $least } Zeichen.
passphrase-differs = Die beiden sind nicht gleich. Geben Sie beide noch einmal ein.
locked-title = Die Brieftasche ist gesperrt
open = Öffnen
open-by-passkey = Mit dem Passkey dieses Geräts öffnen
lost = Ich weiß die Passphrase nicht mehr

## All passes

shelf-empty = Hier ist noch kein Nachweis.
add = Nachweis hinzufügen
born = geboren
name-missing = Kein Name auf dem Nachweis
not-looked-at = Nicht geprüft: Hier fehlen die öffentlichen Daten.
show-code = Code zeigen
show-code-of = Code zeigen: { $kind }, { $name }
look-into = Was er sagt
look-into-of = Was er sagt: { $kind }, { $name }
kind-vaccination = Impfung
kind-test = Test
kind-recovery = Genesung
kind-exemption = Medizinische Ausnahme
kind-light = Tagesnachweis
kind-other = Nachweis
standing-good = Echt und gültig.
standing-bad = Zählt jetzt nicht.
standing-open = Konnte nicht geprüft werden.
standing-unverified = Nicht geprüft.
unverified-text = Ob dieser Nachweis echt ist, ließ sich mit den Daten hier nicht prüfen. Er wurde trotzdem behalten, weil er aus einem anderen Land sein kann. Holen Sie neuere Daten oder fragen Sie, wer ihn ausgestellt hat.

## The public data

data-title = Zuerst die öffentlichen Daten
data-text = Nachweise werden auf diesem Gerät geprüft, mit den öffentlichen Schlüsseln und Regeln der Behörde. Sie werden einmal geholt und nennen niemanden.
data-refused = Die öffentlichen Daten auf diesem Gerät sind nicht zu gebrauchen: { $code }. Holen Sie sie noch einmal.
data-fetch = Öffentliche Daten holen
data-newer = Neuere Daten holen
data-old =
    { $days ->
        [one] Die Daten sind { $days } Tag alt. Was seither zurückgenommen oder geändert wurde, ist hier nicht bekannt.
       *[other] Die Daten sind { $days } Tage alt. Was seither zurückgenommen oder geändert wurde, ist hier nicht bekannt.
    }

## Adding

add-hint = Jeder Nachweis wird geprüft, bevor er behalten wird.
add-needs-data = Holen Sie zuerst die öffentlichen Daten, damit Nachweise geprüft werden können.
add-file = Bild, PDF oder Textdatei
add-text = Text eines Codes
add-text-press = Hinzufügen
camera-start = Mit der Kamera scannen
camera-stop = Kamera ausschalten
camera-denied = Die Kamera darf nicht benutzt werden. Erlauben Sie es in den Einstellungen des Browsers für diese Seite, oder nehmen Sie ein Bild oder einen Text.
camera-none = Keine Kamera gefunden. Nehmen Sie ein Bild oder einen Text.
camera-busy = Ein anderes Programm benutzt die Kamera. Schließen Sie es und starten Sie die Kamera noch einmal.
camera-lost = Die Kamera ist weg. Verbinden und starten Sie sie noch einmal.
camera-insecure = Browser geben eine Kamera nur Seiten mit https. Öffnen Sie diese Seite unter ihrer sicheren Adresse.
bring-no-code = Darin ist kein Code. Ein Bild sollte nah, flach und gut beleuchtet sein.
bring-no-picture = Das ist kein Bild, kein PDF und kein Text, der gelesen werden kann. Bilder sind PNG oder JPEG.
bring-too-large = Die Datei ist zu groß. Nehmen Sie eine kleinere.
bring-no-reader = Das Lesen von Bildern ist nicht geladen. Nehmen Sie den Text des Codes.
bring-core = Der Text konnte nicht geprüft werden. Er ist kein Code eines Nachweises.
bring-no-text = Darin steht nichts.
bring-too-long = Das ist mehr, als Nachweise sind: höchstens 32 Codes, einer in jeder Zeile.
bring-no-pdf = Das PDF ist nicht lesbar. Es kann beschädigt sein.
bring-locked = Das PDF ist mit einem Passwort geschützt. Speichern Sie es ohne und nehmen Sie das.
bring-too-many-pages = Das PDF hat mehr als 8 Seiten. Nehmen Sie die Seite mit dem Code.
bring-too-slow = Das Lesen der Datei dauerte zu lange und wurde abgebrochen. Nehmen Sie ein Bild des Codes.
not-kept = Nicht behalten.
done-added =
    { $count ->
        [one] { $count } Nachweis wurde geprüft und hinzugefügt.
       *[other] { $count } Nachweise wurden geprüft und hinzugefügt.
    }
done-added-unverified = Hinzugefügt, aber nicht geprüft. Was fehlt, steht beim Nachweis.
done-there-already = Er ist schon in der Brieftasche.
done-removed = Der Nachweis wurde von diesem Gerät entfernt.
done-fetched = Die öffentlichen Daten sind da. Von jetzt an geht die Seite ohne Netz.
done-fetched-only = Die öffentlichen Daten sind da. Die Seite konnte auf diesem Gerät nicht behalten werden, so dass sie zum Öffnen ein Netz braucht.
done-exported = Die Kopie wurde gespeichert. Wer sie und ihre Passphrase hat, hat Ihre Nachweise.
done-restored =
    { $count ->
        [0] Die Kopie wurde gelesen. Alles darin war schon hier.
        [one] { $count } Nachweis wurde wiederhergestellt.
       *[other] { $count } Nachweise wurden wiederhergestellt.
    }
done-passphrase-changed = Die Passphrase wurde geändert.
done-passkey-added = Von jetzt an öffnet auch der Passkey die Brieftasche.

## One pass

print = Drucken
remove = Diesen Nachweis entfernen
remove-text = Er verschwindet von diesem Gerät. Er zählt weiter, und Kopien davon bleiben, was sie sind.
remove-press = Jetzt entfernen
accepted-title = Wo er gilt
accepted-working = Wird ausgerechnet…
accepted-none = Es ist keine Regelung bekannt, die einen Nachweis verlangt, weder jetzt noch angekündigt. Niemand darf danach fragen.
accepted-now = Jetzt: { $verdict }.
accepted-span = Gilt vom { $from } bis zum { $until }.
accepted-to-policy = Gilt vom { $from } bis zum { $until }, wenn die Regelung endet.
accepted-hint = Auf diesem Gerät aus den öffentlichen Regelungen ausgerechnet. Anderswo darf niemand nach einem Nachweis fragen.
learns-title = Wer was erfährt
learns-door = Eine Tür mit Cleanbill
learns-door-what = Ja oder nein, Ihren Namen und Ihr Geburtsdatum, zehn Sekunden lang. Nicht, warum Sie den Nachweis haben.
learns-scanner = Jeder andere Scanner, der den Code liest
learns-scanner-what = Alles, was der Code sagt, und er kann es behalten. Zeigen Sie den Code nur, wo Sie das wollen; ein Tagesnachweis sagt weniger.
learns-scanner-light = Jeder andere Scanner, der den Code liest
learns-scanner-light-what = Ihren Namen, Ihr Geburtsdatum und eine Zufallszahl. Nicht, warum Sie den Nachweis haben.
learns-authority = Die Behörde
learns-authority-what = Nichts. Sie erfährt nicht, wann oder wo Sie den Code zeigen.
fields-title = Alles, was der Code sagt
field-ver = Version des Formats
field-fn = Familienname
field-fnt = Familienname, wie Maschinen ihn schreiben
field-gn = Vorname
field-gnt = Vorname, wie Maschinen ihn schreiben
field-dob = Geburtsdatum
field-tg = Krankheit
field-vp = Art des Impfstoffs
field-mp = Impfstoff
field-ma = Hersteller
field-dn = Dosis
field-sd = Dosen insgesamt
field-dt = Tag der Impfung
field-co = Land
field-is = Ausgestellt von
field-ci = Nummer des Nachweises
field-tt = Art des Tests
field-nm = Name des Tests
field-sc = Tag und Zeit des Tests
field-tr = Ergebnis
field-tc = Wo getestet wurde
field-fr = Erster positiver Test
field-df = Gültig von
field-du = Gültig bis
field-xv = Version der Ausnahme
field-lv = Version des Tagesnachweises
field-id = Regelung, für die er ist
field-v = Version der Regelung
field-d = Fingerabdruck der Regelung

## Passes that may be of one person

person-title = Von einer Person?
person-same = Diese Nachweise stimmen in Name und Geburtsdatum überein.
person-likely = Diese Nachweise können von einer Person sein: Nichts widerspricht sich.
person-unproven = Nicht bei allen ist bewiesen, dass sie echt sind.
person-hint = Ohne Ihr Wort wird nichts zusammengelegt. Jeder Nachweis bleibt, was er ist, und Sie können es zurücknehmen.
person-yes = Ja, eine Person
person-no = Nein, zwei Personen
person-later = Später
person-apart = Getrennt gehalten, wie Sie gesagt haben
person-ask-again = Noch einmal fragen
person-ask-again-of = Noch einmal fragen: { $one } und { $other }
matching-surname-same = Der Nachname ist derselbe, von Titeln und Bindestrichen abgesehen.
matching-surname-spelling = Der Nachname ist auf zwei Arten geschrieben.
matching-forename-same = Der Vorname ist derselbe, von Titeln und Bindestrichen abgesehen.
matching-forename-spelling = Der Vorname ist auf zwei Arten geschrieben.
matching-forename-missing = Einer hat Vornamen, die dem anderen fehlen, oder in anderer Reihenfolge.
matching-birth-date-same = Das Geburtsdatum ist dasselbe.
matching-birth-date-precision = Einer kennt das Geburtsdatum genauer, oder keiner kennt den Tag.
matching-doses-of-one-day = Zwei Dosen eines Tages haben verschiedene Nummern oder Impfstoffe. Hier bleiben beide; fragen Sie die ausstellenden Stellen, welche stimmt.
together = Was sie zusammen ergeben
together-of = Was sie zusammen ergeben: { $name }
together-title = Mehrere Nachweise zusammen
together-each = Jeder für sich
together-number = { $number }. { $kind }
together-question = Diese Nachweise lauten auf einen Namen und ein Geburtsdatum. Zusammengezählt werden sie nur, wenn Sie sagen, dass sie von einer Person sind.
together-said = Sie haben am { $day } gesagt, dass sie von einer Person sind.
together-take-back = Das zurücknehmen
together-too-few = Weniger als zwei dieser Nachweise sind jetzt für sich gültig; es gibt nichts zusammenzuzählen.
together-says = Was sie zusammen sagen
together-dose = { $kind }, Dosis { $dose }
together-on = { $what }, { $day }
together-event = { $what } (Nachweis { $numbers })
together-accepted = Wo sie zusammen gelten
together-unsound = Nachweis { $number } zählt für sich nicht, also zählen sie nicht zusammen.
together-hint = Zeigen Sie die Codes nacheinander und sagen Sie, dass sie zusammengehören. Eine Tür kann jeden für sich ansehen: Wer prüft, entscheidet.
together-written = Wie sie geschrieben sind
done-one-person = Sie stehen jetzt zusammen. Jeder Nachweis bleibt, was er ist.
done-two-people = Sie bleiben getrennt, und Sie werden nicht noch einmal gefragt.
done-taken-back = Es wurde zurückgenommen.

## The code on the screen and on paper

code-label = Code des Nachweises: { $kind }, { $name }
shown-title = Der Code
code-too-long = Dieser Nachweis ist zu lang für einen Code.
shown-hint = Der Code füllt die Mitte des Bildschirms, schwarz auf weiß. Halten Sie den Bildschirm zum Scanner, etwa zwei Hände breit entfernt. Eine Seite kann den Bildschirm nicht heller machen: Stellen Sie ihn heller, wenn der Scanner zögert.
sheet-hint = Der Code zählt auf Papier wie auf dem Bildschirm. Wer prüft, vergleicht den Namen mit einem Ausweis.

## Safety and copies

keys-title = Sicherheit und Kopien
export-title = Verschlüsselte Kopie speichern
export-hint = Eine Datei mit allem, was in der Brieftasche ist, unter einer eigenen Passphrase.
export = Kopie speichern
restore-title = Aus einer Kopie wiederherstellen
restore-hint = Was in der Kopie ist, kommt zu dem, was hier ist. Nichts von hier geht verloren.
restore-file = Die Kopie (.cbwallet)
restore-passphrase = Passphrase der Kopie
restore = Wiederherstellen
passkey-title = Mit einem Passkey öffnen
passkey-hint = Die Sperre dieses Geräts, etwa ein Fingerabdruck, öffnet dann auch die Brieftasche. Die Passphrase gilt weiter.
passkey-add = Passkey hinzufügen
change-title = Passphrase ändern
change = Ändern
forget = Diese Brieftasche löschen
forget-text = Alle Nachweise verschwinden von diesem Gerät, und niemand kann sie zurückholen außer aus einer Kopie. Ohne die Passphrase gibt es keinen anderen Weg, neu anzufangen.
forget-press = Brieftasche jetzt löschen

## What went wrong

fault-wallet-secret = Das ist nicht die richtige Passphrase oder nicht der richtige Passkey.
fault-wallet-altered = Die Brieftasche wurde verändert oder beschädigt und nicht geöffnet.
fault-wallet-format = Das ist keine lesbare Brieftasche. Die Datei kann abgeschnitten sein.
fault-wallet-newer = Diese Brieftasche stammt von einer neueren Version der Seite. Aktualisieren Sie zuerst die Seite.
fault-wallet-too-large = Die Datei ist zu groß für eine Brieftasche.
fault-wallet-full = Die Brieftasche ist voll: Sie fasst höchstens 200 Nachweise.
fault-wallet-passphrase = Die Passphrase ist zu kurz.
fault-wallet-locked = Die Brieftasche hat sich inzwischen gesperrt. Öffnen Sie sie und versuchen Sie es noch einmal.
fault-wallet-no-passkey = Es wurde kein Passkey benutzt. Es wurde abgebrochen, oder dieses Gerät hat keinen.
fault-wallet-no-prf = Dieser Passkey kann keine Brieftasche öffnen. Nehmen Sie die Passphrase.
fault-matching-unknown = Diese Nachweise sagen nicht genug, um sie zusammenzuzählen.
fault-matching-different = Diese Nachweise nennen verschiedene Personen. Sie lassen sich nicht zusammenzählen.
fault-fetch = Das Netz oder die Behörde hat nicht geantwortet. Nichts wurde geändert.
fault-release = Die öffentlichen Daten sind da, aber die Seite wurde nicht behalten: Es ist nicht bewiesen, dass diese Adresse die Seite gibt, die alle im öffentlichen Register sehen ({ $code }). Fragen Sie die Behörde, und geben Sie in eine neuere Seite keine Passphrase ein, bis das geklärt ist.
fault-no-data = Holen Sie zuerst die öffentlichen Daten.
fault-other = Das ging nicht. Was nicht stimmt: { $code }
