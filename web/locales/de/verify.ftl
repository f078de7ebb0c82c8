# Die Seite, die das öffentliche Register prüft, auf Deutsch.

page-title = Das öffentliche Register prüfen
page-text = Alles, was diese Behörde tut, steht in einer öffentlichen Liste, die nur wächst. Hier liest Ihr eigenes Gerät sie ganz und prüft, dass nichts geändert, ausgelassen oder zurückgenommen wurde.
page-privacy = Nichts wird geholt, bevor Sie drücken. Wer die Dateien bereithält, sieht, dass jemand die Liste liest, und sonst nichts.
language = Sprache
open-file = Datei öffnen
receipt-title = Eine Eingangsbestätigung suchen
receipt-label = Eingangsbestätigung
receipt-hint = Fügen Sie die Eingangsbestätigung ein, die Sie mit einem Nachweis oder für eine Eingabe bekommen haben. Sie bleibt auf diesem Gerät: Die Liste wird ohnehin ganz gelesen, also erfährt niemand, welcher Eintrag Ihrer ist.
keys-title = Schlüssel von anderswo verwenden
keys-label = Schlüssel des Registers und seiner Zeugen
keys-hint = Ohne sie wird den Schlüsseln geglaubt, die die Behörde neben dieser Seite nennt. Möchten Sie das nicht, besorgen Sie sie auf anderem Weg, etwa aus einer Zeitung, und fügen Sie den Text hier ein.
verify = Alles holen und prüfen
verify-again = Noch einmal prüfen
stop = Anhalten
more = Was hier besteht, wurde veröffentlicht und nicht geändert. Ob jede Handlung erlaubt war, sagt die ganze Prüfung: cleanbill audit.
demonstration = Vorführung: Niemand Unabhängiges beobachtet das Register dieser Behörde.

## Unterwegs

running-title = Wird geprüft …
running-heads = Der Prüfpunkt wird geholt …
running-entries = Eintrag { $read } von { $size }
stopped = Angehalten. Nichts wurde entschieden.
broken = Nichts wurde entschieden. Was nicht ging: { $code }
broken-fetch = Nichts wurde entschieden: Eine Datei konnte nicht geholt werden. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.
broken-authority = Neben dieser Seite ist keine Behörde genannt. Fügen Sie die Schlüssel unter „Schlüssel von anderswo verwenden“ ein.
broken-ledger = Diese Behörde nennt kein Register. Fragen Sie sie, warum, oder fügen Sie die Schlüssel unter „Schlüssel von anderswo verwenden“ ein.
broken-remembered = Was dieses Gerät sich gemerkt hat, gehört zu einem anderen Register. Hat die Behörde ein neues begonnen, muss sie das öffentlich sagen. Speichern Sie das Gemerkte, bevor Sie es vergessen lassen.
broken-keys = Das sind keine Schlüssel eines Registers: { $code }

## Die Antwort

verdict-passed = Ja
verdict-passed-text = Die Liste ist vollständig: { $size ->
    [one] Ihr einer Eintrag ist, was unterschrieben wurde
   *[other] Alle { $size } Einträge sind, was unterschrieben wurde
    }; keiner wurde geändert, keiner ausgelassen.
verdict-grown = Sie setzt alles fort, was dieses Gerät zuvor sah: Nichts wurde zurückgenommen.
verdict-first = Vom nächsten Mal an sieht dieses Gerät auch, ob etwas zurückgenommen wurde.
verdict-failed = Nein
verdict-failed-text = Die Liste ist nicht, was sie sein soll. Was nicht stimmt, steht unten.
verdict-undetermined = Offen
verdict-undetermined-text = Nicht alles konnte geprüft werden. Was fehlt, steht unten.
remedy-failed = Versuchen Sie es noch einmal. Bleibt es so, speichern Sie den Prüfpunkt und das Gemerkte und zeigen Sie beides einem Prüfer, einem Zeugen oder einer Zeitung: Die Unterschriften machen sie zum Beweis.
remedy-undetermined = Versuchen Sie es später noch einmal oder mit einer Kopie der Dateien von anderswo.
save = Prüfpunkt speichern
about = { $label }: { $outcome }
outcome-passed = bewiesen
outcome-failed = widerlegt
outcome-undetermined = offen
outcome-skipped = entfällt

## Die Fragen

checks-title = Was geprüft wurde
check-signature = Unterschrift des Registers
check-witnesses = Zeugen
check-keys = Dieselben Schlüssel wie zuvor
check-time = Auf dem neuesten Stand
check-entries = Jeder Eintrag und jede Datei
check-leaves = Jeder Eintrag ist lesbar
check-grown = Gewachsen aus dem, was dieses Gerät sah
check-newest = Neueste Einträge
proven-signature = Der Prüfpunkt ist mit dem Schlüssel des Registers unterschrieben.
proven-witnesses = Genug unabhängige Zeugen haben denselben Prüfpunkt unterschrieben.
proven-keys = Die Schlüssel sind die, die sich dieses Gerät gemerkt hat, oder jene bürgen auch für diesen Prüfpunkt.
proven-time = Die Zeugen haben im Lauf des letzten Tages unterschrieben.
proven-entries = Alle Einträge und alle Dateien ergeben die Wurzel, die unterschrieben wurde.
proven-leaves = Jeder Eintrag ist von einer festgelegten Art.
proven-grown = Die Liste beginnt unverändert mit allem, was dieses Gerät zuvor gesehen hat.
proven-newest = Was nach der Unterschrift der Zeugen kam, setzt dort fort.
finding-no-checkpoint = Kein Prüfpunkt ist veröffentlicht.
finding-refused = Die Unterschrift stimmt nicht: { $cause }
finding-quorum = Zeugen, die unterschrieben haben: { $found }. Nötig: { $min }.
finding-few-witnesses = Zeugen, die diese Schlüssel verlangen: { $quorum }. Außer bei Vorführungen sind es mindestens zwei.
finding-demonstration = Eine Vorführung: Niemand Unabhängiges beobachtet.
finding-stale = Seit { $hours } Stunden haben die Zeugen nichts unterschrieben. Was seither geschah, ist hier nicht zu sehen.
finding-future = Die Zeugen haben später unterschrieben, als die Uhr dieses Geräts zeigt. Prüfen Sie die Uhr.
finding-keys-changed = Die Schlüssel sind nicht die, die sich dieses Gerät gemerkt hat, und jene bürgen nicht für diesen Prüfpunkt. Suchen Sie nach der Ankündigung neuer Zeugen.
finding-missing-file = Dateien, die fehlen: { $count }. Die erste ist { $path }.
finding-odd-file = Diese Datei ist nicht, was ihr Name sagt: { $path }
finding-edited-tile = Dateien, die geändert wurden: { $count }. Die erste ist { $path }.
finding-edited-entry = Einträge, die geändert wurden: { $count }. Der erste ist Nummer { $index }.
finding-root = Die { $size } Einträge sind nicht die, die unterschrieben wurden.
finding-unreadable-entry = Einträge, die nicht lesbar sind: { $count }. Der erste ist Nummer { $index }.
finding-rollback = Einträge wurden zurückgenommen: { $known } wurden zuvor gezeigt, { $found } sind jetzt veröffentlicht.
finding-split-view = Zwei verschiedene Listen von { $size } Einträgen wurden unterschrieben. Jemandem wurde eine andere gezeigt.
finding-two-trees = Die Liste von { $found } Einträgen beginnt nicht mit den { $known }, die zuvor gezeigt wurden.
finding-omitted-entry = Eintrag Nummer { $index }, den die Eingangsbestätigung verspricht, ist nicht in der Liste.
finding-proves-nothing = Das ist keine Eingangsbestätigung dieses Registers: { $cause }
finding-not-proven = Womit dies zu vergleichen wäre, wurde selbst nicht bewiesen.
finding-unfinished = Die Dateien wurden nicht zu Ende gelesen.
finding-first-time = Auf diesem Gerät ist noch nichts gemerkt.
finding-no-newer = Nichts Neueres ist veröffentlicht.
finding-other = { $code }

## Was gefunden wurde

receipt-found = Ihre Eingangsbestätigung
receipt-passed = Eintrag Nummer { $index } steht in der Liste, wie es die Eingangsbestätigung verspricht. Was er ist: { $kind }.
tree-title = Die Liste, wie sie jetzt ist
tree-authority = Behörde
tree-log = Register
tree-size = Größe
tree-root = Wurzel
tree-day = Von den Zeugen unterschrieben
tree-witnesses = Zeugen, die unterschrieben haben
tree-quorum = Nötig
entries = { $count ->
    [one] { $count } Eintrag
   *[other] { $count } Einträge
    }
witnesses = { $count ->
    [0] kein Zeuge
    [one] { $count } Zeuge
   *[other] { $count } Zeugen
    }
number = { $number }
counts-title = Was darin steht
kind-batch = Stapel von Nachweisen und von Handlungen über eine Person, verdeckt
kind-act = Handlungen der Behörde über sich selbst
kind-blinded-act = Rücknahmen und Einfuhren, zum Teil genannt
kind-summary = Zahlen eines Tages
kind-opening = Summen einer Woche
kind-signer-counter = Zähler von Signaturschlüsseln
kind-publication = Signierte Datensätze für Prüfende
kind-revocations = Listen widerrufener Nachweise
kind-document = Regeln, Richtlinien und Listen
kind-announcement = Ankündigungen von Änderungen
kind-release = Fassungen der Software
kind-witnesses = Wechsel von Zeugen
kind-key-end = Enden von Signaturschlüsseln
kind-filing = Eingaben
kind-filing-answer = Antworten auf Eingaben
kind-removal = Eingaben, die nicht gezeigt werden
kind-petition = Petitionen
kind-vouchers = Zahlen von Berechtigungsscheinen
kind-signatures = Stapel von Unterschriften
kind-petition-answer = Antworten auf Petitionen

## Was gemerkt ist

memory-title = Was sich dieses Gerät merkt
memory-none = Noch nichts. Nach einem Ja behält es den Prüfpunkt und bemerkt beim nächsten Mal, ob etwas zurückgenommen wurde.
memory-has = Eine Liste von { $size } Einträgen, bewiesen am { $day }.
memory-kept = Für das nächste Mal gemerkt.
save-remembered = Gemerktes speichern
forget = Vergessen
