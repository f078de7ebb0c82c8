# Worum die Brieftasche die Behörde bittet, auf Deutsch.

## Collecting a pass

collect-title = Mit einem Code der Behörde
collect-hint = Ein Schalter, eine Praxis oder ein Brief gab Ihnen einen Code aus 26 Buchstaben und Ziffern. Er gilt einmal. Die Behörde wird erst auf Ihren Druck nach dem Nachweis gefragt und erfährt, dass er abgeholt wurde.
collect-code = Abholcode
collect = Nachweis abholen

## One's own record

own = Akte bei der Behörde
own-of = Akte bei der Behörde: { $name }
own-title = Was die Behörde hat
own-hint = Nichts wird gefragt, bevor Sie drücken. Dann erfährt die Behörde, dass Sie hineingesehen haben, und schreibt es als Ihren eigenen Blick auf. Was kommt, wird hier gezeigt und nicht aufbewahrt.
own-ask = Akte anfragen
own-ask-again = Noch einmal fragen
own-key-over = Der Schlüssel zu dieser Akte endete am { $at }. Ein Schalter gibt Ihnen einen neuen Code.
give-back = Den Schlüssel zu dieser Akte zurückgeben
give-back-text = Von diesem Gerät aus kann dann niemand mehr nach der Akte fragen, auch Sie nicht. Die Nachweise bleiben. Ein Schalter gibt Ihnen einen neuen Code.
give-back-press = Jetzt zurückgeben
looks-title = Wer in die Akte gesehen hat
looks-none = Niemand außer Ihnen.
looks-own =
    { $count ->
        [0] Sie selbst haben noch nicht hineingesehen.
        [one] Sie selbst haben { $count } Mal hineingesehen.
       *[other] Sie selbst haben { $count } Mal hineingesehen.
    }
look-purpose = Wozu
look-basis = Rechtsgrund
look-office = Stelle
look-role = Aufgabe
look-officer = Bedienstete Person
officer-number = Nummer { $number }
basis-none = keiner angegeben
purpose-issue = um ein Ereignis einzutragen oder einen Nachweis auszustellen
purpose-print = um einen Nachweis zu drucken oder auszuhändigen
purpose-correct = um etwas zu berichtigen
purpose-holder-asked = weil Sie darum baten
purpose-revoke = um über eine Rücknahme zu entscheiden
purpose-appeal = um über einen Widerspruch zu entscheiden
purpose-disclose = um sie einem Gericht oder einer gesetzlich benannten Stelle zu übergeben
purpose-erase = um sie zu löschen
purpose-audit = um einem Verdacht auf Missbrauch nachzugehen
purpose-own = Ihr eigener Blick
role-clinic = Praxis oder Klinik
role-desk = Schalter
role-office-head = Leitung der Stelle
role-policy-maker = Regelgebung
role-key-custodian = Schlüsselverwahrung
role-reviewer = unabhängige Prüfung
role-auditor = Revision
role-machine = Maschine einer Klinik
basis-pass-law = das Gesetz über Nachweise
basis-medicines-law = das Arzneimittelrecht
basis-consent = Einwilligung
basis-correction = das Recht auf Berichtigung
basis-erasure = das Recht auf Löschung
basis-retention = das Ende der Aufbewahrung
basis-court-order = Anordnung eines Gerichts
basis-supervisory-order = Anordnung der Aufsicht
basis-representation = Vertretung
basis-procedure = das Verfahrensrecht
record-person = Um wen es geht
record-number = Nummer der Akte
record-name = Name
record-born = Geburtsdatum
record-before = bis { $at }; geändert: { $what }
changed-surname = Nachname
changed-forename = Vorname
changed-surname_standardised = Nachname in Maschinenschrift
changed-forename_standardised = Vorname in Maschinenschrift
changed-birth_date = Geburtsdatum
events-title = Was geschehen ist
events-none = Nichts ist eingetragen.
event-lot = Charge
event-source = Mitgeteilt von
event-entered = Eingetragen
event-number = Nummer des Eintrags
event-corrected = Ein anderer Eintrag steht an seiner Stelle.
source-desk = einer Person, die es eintippte
source-machine = der Maschine einer Klinik
source-csv = einer eingelesenen Liste
source-fhir = einer eingelesenen Krankenakte
source-foreign = einem Nachweis eines anderen Landes
acts-title = Was getan wurde
act-state = Stand
act-at = Begonnen
act-effective = In Kraft ab
act-reason = Grund
act-issue = Ein Nachweis wurde ausgestellt
act-reissue = Ein Nachweis wurde neu ausgestellt
act-correct = Etwas wurde berichtigt
act-revoke = Ein Nachweis wird zurückgenommen
act-restore = Etwas wurde rückgängig gemacht
act-withdraw-key = Ein Signaturschlüssel wird zurückgezogen
act-withdraw-value = Ein Mittel oder eine Charge wird zurückgezogen
act-refuse-reissue = Ein neuer Nachweis wird verweigert
act-hand-over = Die Akte wurde Ihnen übergeben
act-mandate = Jemand darf für Sie handeln
act-end-mandate = Eine Vollmacht endete
act-erase = Die Akte wird gelöscht
act-disclose = Die Akte wurde einem Gericht oder einer gesetzlich benannten Stelle übergeben
state-proposed = wartet auf eine zweite Stelle
state-approved = von zwei Stellen unterschrieben
state-noticed = angekündigt, noch nicht in Kraft
state-effective = in Kraft
state-dropped = fallen gelassen
state-contested = Sie haben widersprochen; es wartet
state-lapsed = verfallen
state-undone = rückgängig gemacht
reason-entered-in-error = irrtümlich eingetragen
reason-duplicate = doppelt eingetragen
reason-corrected = berichtigt und neu ausgestellt
reason-result-withdrawn = das Labor zog das Ergebnis zurück
reason-lot-withdrawn = die Charge wurde zurückgezogen
reason-product-withdrawn = das Mittel wurde zurückgezogen
reason-key-compromised = ein Signaturschlüssel fiel in fremde Hände
reason-issued-in-error = irrtümlich ausgestellt
reason-forgery = Fälschung
reason-holder-asked = Sie baten darum
mandate-given =
    Jemand darf bis { $end } für Sie { $act ->
        [yes] hineinsehen und handeln
       *[no] hineinsehen
    }.
mandate-had =
    Sie dürfen bis { $end } für jemanden { $act ->
        [yes] hineinsehen und handeln
       *[no] hineinsehen
    }.

## Passes of the record

own-passes-title = Nachweise
own-passes-hint = Auch ein berichtigter oder neu ausgestellter Nachweis steht hier: Nehmen Sie den neuen in die Brieftasche.
pass-status = Stand
pass-since = Ab
pass-issued = Ausgestellt
pass-expires = Endet
pass-number = Nummer des Nachweises
status-valid = gültig
status-replaced = ein anderer steht an seiner Stelle
status-noticed = soll zurückgenommen werden
status-revoked = zurückgenommen
status-expired = abgelaufen
take-own = In die Brieftasche nehmen
page-save = Seite zum Drucken speichern (PDF)
light-title = Leichte Nachweise
light-hint = Ein Code für jeden der nächsten 14 Tage, mit Ihrem Namen und Geburtsdatum, und ohne weshalb Sie den Nachweis haben. Sie werden immer alle auf einmal geholt, damit niemand erfährt, ob, wann oder wo Sie einen benutzen.
light-policy = Für welche Regel
light-fetch = Leichte Nachweise holen
light-save = Bogen zum Drucken speichern (PDF)
light-passes = Leichte Nachweise
light-left =
    { $count ->
        [one] Noch { $count } Tag, bis { $until }.
       *[other] Noch { $count } Tage, bis { $until }.
    }
light-over = Alle sind abgelaufen. Holen Sie neue aus der Akte.
light-none-today = Für jetzt ist keiner da.
light-show = Code von heute zeigen

## Objecting and asking

object = Widersprechen
object-text = Es entscheidet jemand, der nicht daran beteiligt war, binnen 30 Tagen. Sie müssen keinen Grund angeben.
object-why = Warum (nur Sie und die Prüfung lesen das)
object-press = Widerspruch einreichen
refused = Eine Stelle hat etwas verweigert
refused-office = Die Stelle
refused-day = Der Tag
request = Um Berichtigung oder einen neuen Nachweis bitten
request-hint = Die Bitte geht an die Behörde, versiegelt im öffentlichen Register, mit der Nummer Ihrer Akte, damit ein Schalter sie findet. Man schuldet Ihnen eine Antwort. Mit einem Ausweis erledigt es jeder Schalter sofort.
request-about = Worum es geht
request-text = Was falsch ist, und was richtig
request-press = Bitte abschicken
request-person = Name oder Geburtsdatum ist falsch
request-event = { $kind }, eingetragen { $entered }, ist falsch
request-pass = Ein neuer Nachweis statt: { $kind }, ausgestellt { $issued }
request-filed = wartet auf die Antwort
request-extended = dauert länger, was einmal erlaubt ist
request-answered = beantwortet
request-overdue = Die Antwort ist überfällig und wird öffentlich so gezählt.
cases-title = Widersprüche und Bitten
case-request = Bitte
case-appeal = Widerspruch: { $what }
case-number = Nummer
case-filed = Eingereicht
case-state = Stand
case-due = Antwort fällig bis
case-answer = Antwort
case-outcome = Entscheidung
case-findings = Was die Prüfung fand
case-waits = Das, wogegen Sie sind, wartet auf die Entscheidung.
follow = Nach der Antwort sehen

## Receipts and the ledger

receipt-title = Beleg
receipt-text = Dass dieser Nachweis ausgestellt wurde, steht im öffentlichen Register als Eintrag { $entry }, der niemanden nennt. Der Beleg beweist es. Er öffnet den Eintrag: Bewahren Sie ihn auf wie den Nachweis.
receipt-save = Beleg speichern
receipt-verify = Auf der Seite prüfen, die das Register nachrechnet
seen-title = Das öffentliche Register, wie diese Brieftasche es sah
seen-hint = Das Register darf nur wachsen. Wer einen älteren Baum hat, kann zeigen, wenn etwas entfernt wurde: Geben Sie ihn der Revision.
seen-none = Noch keines. Eines kommt mit jedem Beleg.
seen-tree = { $size } Einträge am { $at }.
seen-save = Baum speichern

## What came of it

done-light-fetched =
    { $count ->
        [one] { $count } leichter Nachweis ist da.
       *[other] { $count } leichte Nachweise sind da.
    }
done-objected = Der Widerspruch ist eingereicht.
done-requested = Die Bitte ist eingereicht. Nach der Antwort kann hier gesehen werden.
done-given-back = Der Schlüssel wurde zurückgegeben.
done-saved = Gespeichert.
fault-ledger-split = Das Register, das hiermit kam, ist bei gleicher Größe ein anderes, als diese Brieftasche früher sah. Eines von beiden ist gefälscht: Speichern Sie den Baum unter „Sicherheit und Kopien“ und den Beleg, und zeigen Sie beide der Revision.
fault-no-authority = Unter dieser Adresse ist kein Dienst der Behörde.
fault-answer = Die Antwort der Behörde war nicht lesbar. Nichts davon wurde aufbewahrt.
fault-authority-code-used = Der Code ist vertippt, schon benutzt oder durch einen anderen ersetzt. Vergleichen Sie ihn mit dem Papier, oder bitten Sie einen Schalter um einen neuen.
fault-authority-rate-limited = Es wurde zu viel gefragt. Warten Sie eine Minute.
fault-seal-rate-limited = Es wurde zu viel gefragt. Warten Sie eine Minute.
fault-server-rate-limited = Es wurde zu viel gefragt. Warten Sie eine Minute.
fault-server-not-signed-in = Der Schlüssel zu dieser Akte gilt nicht mehr. Ein Schalter gibt Ihnen einen neuen Code.
fault-server-no-policies = Die Behörde hat keine Regel, für die es leichte Nachweise gäbe.
fault-server-no-filings = Hier kann nichts eingereicht werden: Diese Behörde hat noch kein öffentliches Register. Fragen Sie an einem Schalter.
fault-server-busy = Im Augenblick wird zu viel gefragt. Noch wurde nichts angenommen: Warten Sie, dann drücken Sie erneut.
fault-filing-budget = Im Augenblick kommt zu viel. Noch wurde nichts angenommen: Warten Sie, dann drücken Sie erneut.
fault-filing-busy = Im Augenblick kommt zu viel. Noch wurde nichts angenommen: Warten Sie, dann drücken Sie erneut.
fault-appeal-known = Dagegen wurde schon Widerspruch eingereicht.
fault-appeal-not-appealable = Dagegen kann kein Widerspruch eingereicht werden.
fault-staff-no-office = Eine Stelle dieses Namens gibt es nicht. Schreiben Sie ihn, wie er auf Ihrem Papier steht.
fault-light-not-accepted = Nach dieser Regel gilt der Nachweis an keinem der Tage, also gibt es keinen leichten.
fault-light-no-check-in-force = Die Regel ist an keinem der Tage in Kraft, also braucht man keinen Nachweis.
fault-light-policy-changes = Die Regel ändert sich in diesen Tagen. Holen Sie leichte Nachweise später für die neue.
