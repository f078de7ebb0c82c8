# The pages for appeals, submissions and petitions, in German. Glossary: messages.ftl, and
#
#   appeal          Widerspruch
#   reviewer        wer den Widerspruch prüft; Prüfung
#   submission      Eingabe
#   authority       Behörde
#   receipt         Eingangsbestätigung; not „Beleg“, which is the slip
#   voucher         Berechtigungsschein
#   petition        Petition
#   signature       Unterschrift; „Signatur“ is that of a pass
#   case            Vorgang
#   public counts   öffentliche Zahlen

## On every page

page-title = Widersprüche, Eingaben und Petitionen
page-intro = Legen Sie Widerspruch gegen eine Entscheidung ein, schreiben Sie an die Behörde oder unterschreiben Sie eine Petition. Sie brauchen kein Benutzerkonto, und niemand fragt, wer Sie sind.
page-menu-appeal = Widerspruch
page-menu-file = An die Behörde schreiben
page-menu-petitions = Petitionen
page-menu-follow = Einen Vorgang verfolgen
page-menu-board = Öffentliche Zahlen
page-menu = Seiten
page-skip = Zum Inhalt
page-language = Sprache
page-send = Senden
page-show = Anzeigen

## Something went wrong

page-error-title = Das hat nicht geklappt
page-error-back = Gehen Sie zurück: Was Sie geschrieben haben, ist noch da.
page-error-code = Fehlercode
page-error-kept = Was Sie geschrieben haben, steht noch im Formular.
page-error-again = Wählen Sie das Dokument noch einmal: Der Browser behält es nicht.
page-error-wait =
    { $number ->
        [one] Wieder in { $number } Sekunde.
       *[other] Wieder in { $number } Sekunden.
    }
    .bare = Gleich wieder.

## Writing to the authority

page-file-title = An die Behörde schreiben
page-file-intro = Sie bekommen sofort eine Eingangsbestätigung, und die Behörde schuldet Ihnen eine Antwort. Was sie zu lange offen lässt, wird öffentlich gezählt.
page-file-to = An
page-file-to-authority = die ganze Behörde
page-file-text = Ihr Text
page-file-text-hint = Reiner Text, höchstens 64 kB. Lassen Sie weg, was anderen Menschen schaden würde.
page-file-document = Oder ein Dokument
page-file-document-hint = PDF, PNG, JPEG oder reiner Text, höchstens 4 MB.
page-file-hash = Oder der digitale Fingerabdruck einer Aufnahme
page-file-hash-hint = SHA-256, 64 Zeichen. Die Aufnahme bleibt bei Ihnen. Noch nach Jahren lässt sich zeigen, dass es die eingereichte ist.
page-file-size = Größe der Aufnahme in Byte
page-file-reading = Wer die Eingabe lesen darf
page-file-open = Alle, sobald es geprüft wurde
page-file-sealed = Nur die angeschriebene Stelle

## What was filed

page-filed-title = Eingereicht
page-filed-code = Ihr Code
page-filed-code-hint = Schreiben Sie ihn auf. Nur er öffnet die Antwort, und niemand kann ihn für Sie wiederfinden.
page-filed-due = Antwort spätestens am
page-filed-receipt = Ihre Eingangsbestätigung
page-filed-receipt-hint = Bewahren Sie diesen Text auf. Er beweist, was Sie an welchem Tag eingereicht haben, was auch immer wir später sagen.
page-filed-receipt-later = Die Eingangsbestätigung ist noch nicht fertig. Sie bekommen sie, wenn Sie den Vorgang mit Ihrem Code verfolgen.

## Following a case

page-follow-title = Einen Vorgang verfolgen
page-follow-intro = Geben Sie den Code ein, den Sie beim Einreichen bekommen haben.
page-follow-waiting = Die Antwort steht noch aus.
page-follow-extended = Die Behörde braucht länger, was sie einmal darf.
page-follow-overdue = Die Antwort ist überfällig und wird öffentlich so gezählt.
page-follow-answered = Beantwortet am
page-follow-answer = Die Antwort
page-follow-filed = Eingereicht am

## Petitions

page-petitions-title = Petitionen
page-petitions-none = Zurzeit ist keine Petition offen.
page-petition-signatures = Unterschriften
page-petition-threshold = Unterschriften, ab denen eine Antwort fällig ist
page-petition-opens = Offen ab
page-petition-until = Offen bis
page-petition-region = Wer unterschreiben darf
page-petition-recount = Alle können die Unterschriften nachzählen, ohne uns zu fragen.
page-petition-proof = Unterschriften werden stapelweise veröffentlicht: Jeder Stapel ist eine Datei des öffentlichen Registers, und ein Eintrag nennt sie. Mit jeder Kopie des Registers:
page-petition-small = Weniger als 1.000 Menschen können diese Petition unterschreiben. In einer so kleinen Gruppe sagt eine Unterschrift viel darüber, von wem sie ist.
page-petition-state-announced = Die Petition ist noch nicht offen.
page-petition-state-open = Die Petition ist offen.
page-petition-state-closed = Die Petition ist geschlossen.
page-sign-title = Unterschreiben
page-sign-intro = Ihr eigenes Gerät erzeugt die Unterschrift aus Ihrem Berechtigungsschein. Niemand kann ihr ansehen, wer unterschrieben hat, und niemand kann zweimal unterschreiben.
page-sign-signature = Ihre Unterschrift
page-sign-taken = Ihre Unterschrift ist angekommen. Sie erscheint zusammen mit anderen bei der nächsten Veröffentlichung.

## Appeals

page-appeal-title = Widerspruch
page-appeal-intro = Ihr Nachweis bleibt, wie er ist, solange Sie warten. Über den Widerspruch entscheidet jemand, der an der Entscheidung nicht beteiligt war.
page-appeal-code = Der Code auf Ihrer Mitteilung, Ihrem Formular oder Ihrem Beleg
page-appeal-code-hint = Schreiben Sie ab, was gedruckt steht: Nummer und Code einer Mitteilung, oder den ganzen Beleg.
page-appeal-kind = Wogegen Sie Widerspruch einlegen
page-appeal-grounds = Warum
page-appeal-grounds-hint = Das können nur Sie lesen und wer den Widerspruch prüft. Eine Adresse brauchen Sie nicht anzugeben.
page-appeal-withdraw = Widerspruch zurücknehmen
page-case-act = der Widerruf eines Nachweises
page-case-refusal = eine abgelehnte Ausstellung oder Berichtigung
page-case-look = eine Einsicht in persönliche Daten
page-case-door = eine Abweisung am Einlass
page-case-filed = Der Widerspruch wartet auf die Prüfung.
page-case-extended = Die Prüfung dauert länger, was einmal zulässig ist.
page-case-joined = Über den Widerspruch wird zusammen mit ähnlichen entschieden.
page-case-decided = Über den Widerspruch ist entschieden.
page-case-withdrawn = Wer den Widerspruch eingelegt hat, hat ihn zurückgenommen.
page-case-lapsed = Niemand hat rechtzeitig entschieden. Wogegen sich der Widerspruch richtete, zählt nicht mehr.
page-case-settled = Die Behörde hat zurückgenommen, wogegen sich der Widerspruch richtete.
page-outcome-upheld = Sie haben recht.
page-outcome-partly = Sie haben teilweise recht.
page-outcome-dismissed = Die Entscheidung bleibt bestehen.
page-outcome-inadmissible = Hier konnte nichts entschieden werden.
page-findings = Was die Prüfung ergeben hat
page-finding-facts-wrong = Es war nicht so, wie die Entscheidung sagt.
page-finding-no-evidence = In den Akten findet sich kein Beweis.
page-finding-wrong-person = Es geht um eine andere Person, einen anderen Nachweis oder ein anderes Ereignis.
page-finding-no-basis = Kein Gesetz erlaubt es.
page-finding-not-proportionate = Etwas Milderes hätte genügt.
page-finding-procedure-broken = Das Verfahren wurde nicht eingehalten.
page-finding-rule-misapplied = Die Regel wurde falsch verstanden oder war nicht in Kraft.
page-finding-no-purpose = Niemand musste diese Daten ansehen.
page-finding-court-for-appellant = Ein Gericht hat der Seite recht gegeben, die Widerspruch eingelegt hat.
page-finding-facts-proven = Was die Entscheidung sagt, ist bewiesen.
page-finding-basis-carries = Das Gesetz erlaubt es, und etwas Milderes hätte nicht genügt.
page-finding-procedure-kept = Das Verfahren wurde eingehalten.
page-finding-rule-applied = Die Regel war in Kraft und wurde so verstanden, wie sie geschrieben steht.
page-finding-purpose-proven = Es war nötig, diese Daten anzusehen.
page-finding-court-against-appellant = Ein Gericht hat gegen die Seite entschieden, die Widerspruch eingelegt hat.

## Public counts

page-board-title = Öffentliche Zahlen
page-board-intro = Zahlen unter zehn werden nicht genannt, damit sie zu niemandem führen.
page-board-cases = Widersprüche
page-board-open = Offen, nach Alter
page-board-against = Wogegen
page-board-age = Alter in Tagen
page-board-number = Anzahl
page-board-ended = Abgeschlossen
page-board-end = Wie
page-board-late = zu spät entschieden
page-board-upheld = stattgegeben
page-board-partly = teilweise stattgegeben
page-board-dismissed = abgelehnt
page-board-inadmissible = unzulässig
page-board-withdrawn = zurückgenommen
page-board-lapsed = nicht rechtzeitig entschieden
page-board-settled = von der Behörde erledigt
page-board-filings = Eingaben
page-board-place = Gerichtet an
page-board-filed = eingereicht
page-board-overdue = überfällig
page-board-answered = beantwortet
page-board-answered-late = zu spät beantwortet
page-board-none = Noch gibt es nichts zu zählen.
page-board-below = weniger als { $number }
    .bare = wenige

## The public ledger

page-ledger-menu = Öffentliches Register
page-ledger-intro = Alles, was die Behörde tut, steht in einer einzigen öffentlichen Liste, die nur wächst. Alle können prüfen, dass darin nichts geändert wurde. Namen stehen nicht darin.
page-ledger-tree = Wie weit es ist
page-ledger-origin = Name des Registers
page-ledger-size = Einträge
page-ledger-counted = Bisher gezählte Einträge
page-ledger-root = Wurzel des Baums
page-ledger-cosigned = Mitgezeichnet am
page-ledger-witnesses = Zeugen
page-ledger-waiting = Einträge samt denen, die noch nicht mitgezeichnet sind
page-ledger-demo = Für dieses Register steht kein unabhängiger Zeuge ein. Es ist eine Vorführung und beweist Fremden nichts.
page-ledger-unsound = Was veröffentlicht ist, führt nicht zu der Wurzel, die signiert wurde. Die Zahlen unten können falsch sein: Prüfen Sie die Dateien.
page-ledger-latest = Was zuletzt getan wurde
page-ledger-floor = Anzahlen von Menschen unter zehn werden weder hier noch im Register genannt. Sie werden wochenweise zusammengezählt, bis es zehn oder mehr sind.
page-ledger-as-table = Diese Zahlen als Tabelle
page-ledger-week = Woche ab
page-ledger-day = Tag
page-ledger-grounds = Ereignisse nach Grund
page-ledger-ground = Grund
page-ledger-weeks = Ereignisse nach Woche und Grund
page-ledger-other = anderes
page-ledger-passes = Nachweise, wochenweise genannt
page-ledger-slots = Plätze in Stapeln: Nachweise, Handlungen und Füllung
page-ledger-offices = Ereignisse nach Stelle, wo es an einem Tag zehn oder mehr waren
page-ledger-office = Stelle
page-ledger-exemptions = Befreiungen nach Art
page-ledger-class = Art
page-ledger-reasons = Widerrufe nach Anlass
page-ledger-revocations = Widerrufe nach Woche und Anlass
page-ledger-reason = Anlass
page-ledger-opened = nur wochenweise genannt
page-ledger-taken = Entzogene Nachweise nach Tag
page-ledger-looks = Einsichten in Akten nach Zweck
page-ledger-purpose = Zweck
page-ledger-policies = Regelungen und ihr Ende
page-ledger-policy = Regelung
page-ledger-region = Gebiet
page-ledger-places = Arten von Orten
page-ledger-from = Ab
page-ledger-until = Bis
page-ledger-in-force = In Kraft
page-ledger-term = Wievielte Frist in Folge
page-ledger-changes = Angekündigte Änderungen
page-ledger-what = Was
page-ledger-told = Angekündigt am
page-ledger-starts = In Kraft ab
page-ledger-notice = Tage im Voraus
page-ledger-urgent = Kurze Frist
page-ledger-gained = Menschen, die hineindürfen
page-ledger-lost = Menschen, die draußen bleiben
page-ledger-keys = Schlüssel, die Nachweise signieren
page-ledger-key = Schlüssel
page-ledger-signatures = Anzahl der Signaturen
page-ledger-ended = Beendet
page-ledger-by-kind = Einträge nach Sorte

## Entries of the ledger

page-ledger-entries = Alle Einträge
page-ledger-entry = Eintrag
page-ledger-kind = Sorte
page-ledger-all-kinds = alle Sorten
page-ledger-newer = Neuere Einträge
page-ledger-older = Ältere Einträge
page-ledger-no-entries = Solche Einträge gibt es nicht.
page-ledger-next-entry = Der Eintrag danach
page-ledger-entry-before = Der Eintrag davor
page-ledger-hash = Hash des Eintrags
page-ledger-bytes = Der Eintrag, Byte für Byte
page-ledger-bytes-hint = Kanonisches CBOR, hexadezimal. Der Hash ist SHA-256 über ein Nullbyte und diese Bytes, wie in RFC 6962.
page-ledger-proof = Beweis, dass er im Register steht
page-ledger-proof-hint = Diese Hashes führen vom Eintrag zur Wurzel, zuerst der seines Nachbarn. Dafür muss man niemandem glauben.
page-ledger-kind-unknown = unbekannte Sorte
page-ledger-said-unknown = Diese Seite weiß nicht, was der Eintrag sagt. Er wird gezeigt, wie er ist, und nicht versteckt.

## Kinds of entries, and what each says

page-ledger-kind-batch = Stapel
page-ledger-said-batch = Nachweise wurden ausgestellt oder Handlungen zu einzelnen Menschen vorgenommen, versteckt in zufälliger Füllung: Wie viele, wird wochenweise genannt.
page-ledger-kind-act = Handlung der Behörde
page-ledger-said-act = Die Behörde hat an sich selbst etwas geändert. Wer es entschied, hat es mit dem eigenen Schlüssel signiert.
page-ledger-kind-blinded-act = Handlung, die Nachweise betrifft
page-ledger-said-blinded-act = Etwas wurde zurückgezogen, oder Widerrufe wurden übernommen. Wer signiert hat und warum, steht da; wen es trifft, nicht.
page-ledger-kind-summary = Zahlen eines Tages
page-ledger-said-summary = Was an einem Tag getan wurde, gezählt. Zahlen unter zehn sind darin versteckt.
page-ledger-kind-opening = Summen einer Woche
page-ledger-said-opening = Versteckte Zahlen werden genannt, da sie nun zusammen zehn oder mehr ergeben.
page-ledger-kind-signer-counter = Zähler eines Schlüssels
page-ledger-said-signer-counter = Wie oft ein Schlüssel signiert hat, damit nichts heimlich signiert wird.
page-ledger-kind-publication = Veröffentlichung
page-ledger-said-publication = Veröffentlicht wurde, womit Geräte Nachweise prüfen: Schlüssel, Regeln, Regelungen und Widerrufe. Was hier nicht steht, nehmen sie nicht an.
page-ledger-kind-revocations = Liste der Widerrufe
page-ledger-said-revocations = Alle Nachweise, die eine Veröffentlichung entzieht, unter zufälligen Nummern.
page-ledger-kind-document = Dokument
page-ledger-said-document = Ein Dokument einer Veröffentlichung, mit seinem digitalen Fingerabdruck.
page-ledger-kind-announcement = Ankündigung
page-ledger-said-announcement = Eine Änderung von Regeln oder Regelungen wurde angekündigt, bevor sie in Kraft ist.
page-ledger-kind-release = Ausgabe der Software
page-ledger-said-release = Eine Ausgabe der Software, mit ihrem digitalen Fingerabdruck: Alle können sie mit ihrer eigenen vergleichen.
page-ledger-kind-witnesses = andere Zeugen
page-ledger-said-witnesses = Unter der alten Liste von Zeugen wurde eine andere angekündigt.
page-ledger-kind-key-end = Ende eines Schlüssels
page-ledger-said-key-end = Ein Schlüssel, der Nachweise signierte, wurde veröffentlicht oder vernichtet.
page-ledger-kind-filing = Eingabe
page-ledger-said-filing = Jemand hat der Behörde geschrieben, und eine Antwort ist geschuldet.
page-ledger-kind-filing-answer = Antwort auf eine Eingabe
page-ledger-said-filing-answer = Eine Eingabe wurde beantwortet, oder die Antwort wurde einmal aufgeschoben.
page-ledger-kind-removal = nicht gezeigte Eingabe
page-ledger-said-removal = Eine Eingabe wird nicht öffentlich gezeigt, und es steht da, warum.
page-ledger-kind-petition = Petition zum Unterschreiben
page-ledger-said-petition = Eine Petition wurde zum Unterschreiben gestellt.
page-ledger-kind-vouchers = Zahl der Berechtigungsscheine
page-ledger-said-vouchers = Wie viele Petitionen unterschreiben dürfen und wie viele ihren Schein eingetauscht haben, in Zehnern.
page-ledger-kind-signatures = Unterschriften einer Petition
page-ledger-said-signatures = Unterschriften einer Petition wurden veröffentlicht. Sie sagen nichts darüber, wer sie geleistet hat.
page-ledger-kind-petition-answer = Antwort auf eine Petition
page-ledger-said-petition-answer = Die Behörde hat auf eine Petition geantwortet.

## What an entry tells

page-ledger-act = Handlung
page-ledger-signed = Signiert von
page-ledger-officer = bedienstete Person
page-ledger-at = Wann
page-ledger-subject = Was gezählt wird
page-ledger-table = Tabelle
page-ledger-sums = Genannte Summen
page-ledger-certificate = Fingerabdruck des Zertifikats
page-ledger-version = Fassung
page-ledger-fingerprint = Digitaler Fingerabdruck
page-ledger-list = Liste der Nummern
page-ledger-passes-number = Zahl der Nachweise
page-ledger-places-number = Plätze im Stapel
page-ledger-target = Für
page-ledger-file = Datei
page-ledger-old-witnesses = Fingerabdruck der alten Liste
page-ledger-new-witnesses = Fingerabdruck der neuen Liste
page-ledger-end = Was daraus wurde
page-ledger-end-published = veröffentlicht, damit niemand an das gebunden ist, was er signiert hat
page-ledger-end-destroyed = vernichtet
page-ledger-filing = Eingabe, um die es geht
page-ledger-step = Was getan wurde
page-ledger-answered = es wurde geantwortet
page-ledger-extended = die Antwort wurde aufgeschoben
page-ledger-petition = Die Petition
page-ledger-epoch = Ausgabe der Scheine
page-ledger-issued = ausgegeben
page-ledger-exchanged = eingetauscht
page-ledger-subject-issuance = Ereignisse, die zu einem Nachweis führten
page-ledger-subject-acts = Handlungen zu einzelnen Menschen
page-ledger-subject-looks = Einsichten in Akten
page-ledger-subject-passes = Nachweise

## Acts of the authority

page-ledger-act-found = Die Behörde wurde gegründet
page-ledger-act-open-office = Eine Stelle wurde eröffnet
page-ledger-act-close-office = Eine Stelle wurde geschlossen
page-ledger-act-appoint = Eine bedienstete Person wurde bestellt
page-ledger-act-dismiss = Eine Bestellung endete
page-ledger-act-declare-key = Ein Schlüssel beginnt, Nachweise zu signieren
page-ledger-act-withdraw-key = Ein Schlüssel wurde zurückgezogen, und mit ihm, was er signiert hat
page-ledger-act-withdraw-value = Ein Produkt oder eine Charge wurde zurückgezogen
page-ledger-act-import-revocations = Anderswo gemachte Widerrufe wurden übernommen
page-ledger-act-import-deliveries = Eine Liste von Lieferungen wurde übernommen
page-ledger-act-hold-entry = Die Erfassung einer Charge wurde angehalten oder fortgesetzt
page-ledger-act-approve-product = Ein Produkt wurde zugelassen
page-ledger-act-configure = Eine Einstellung wurde geändert
page-ledger-act-other = Eine andere Handlung

## Why passes are taken away

page-ledger-reason-entered = irrtümlich erfasst
page-ledger-reason-duplicate = doppelt erfasst
page-ledger-reason-corrected = berichtigt und neu ausgestellt
page-ledger-reason-result = Testergebnis zurückgezogen
page-ledger-reason-lot = Charge zurückgezogen
page-ledger-reason-product = Produkt zurückgezogen
page-ledger-reason-key = Schlüssel kompromittiert
page-ledger-reason-issued = durch Softwarefehler signiert
page-ledger-reason-forgery = erwiesene Fälschung
page-ledger-reason-holder = auf Wunsch der Person

## Why records are looked at

page-ledger-purpose-issue = um einen Nachweis auszustellen
page-ledger-purpose-print = um einen Nachweis zu drucken
page-ledger-purpose-correct = um eine Akte zu berichtigen
page-ledger-purpose-holder = auf Wunsch der betroffenen Person
page-ledger-purpose-revoke = für einen Widerruf
page-ledger-purpose-appeal = für einen Widerspruch
page-ledger-purpose-disclose = für ein Gericht oder eine im Gesetz genannte Stelle
page-ledger-purpose-erase = für eine Löschung
page-ledger-purpose-audit = für eine Prüfung
page-ledger-purpose-own = die Person selbst sah nach

## What is published

page-ledger-doc-rules = Regeln
page-ledger-doc-policies = Regelungen
page-ledger-doc-value-sets = Wertelisten
page-ledger-doc-signers = wessen Signaturen gelten
page-ledger-doc-signers-removed = gestrichene unterzeichnende Stellen
page-ledger-doc-foreign = Widerrufe anderer Länder
page-ledger-doc-filter = Filter der widerrufenen Nachweise
page-ledger-doc-exact = genaue Liste der widerrufenen Nachweise
page-ledger-doc-universe = Nummern aller ausgestellten Nachweise

## What somebody files

page-ledger-filing-text = ein Text für alle
page-ledger-filing-document = ein Dokument für alle
page-ledger-filing-recording = der Fingerabdruck einer Aufnahme
page-ledger-filing-sealed = nur für die Adressatin oder den Adressaten

## Searching by receipt

page-ledger-receipt = Mit Eingangsbestätigung suchen
page-ledger-receipt-intro = Wer eine Eingangsbestätigung hat, sieht hier, wo im Register der Nachweis, die Handlung oder die Eingabe steht. Nichts, was Sie eingeben, wird aufbewahrt.
page-ledger-receipt-text = Die Eingangsbestätigung
page-ledger-receipt-hint = Ganz, von der ersten bis zur letzten Zeile.
page-ledger-receipt-file = Oder die Eingangsbestätigung als Datei
page-ledger-commitment = Festlegung dessen, worum es geht, falls Sie sie haben
page-ledger-commitment-hint = 64 Zeichen: Ziffern und die Buchstaben A bis F. Damit wird auch der Platz im Stapel geprüft.
page-ledger-receipt-own = Die Eingangsbestätigung eines Nachweises enthält ein Geheimnis, das nur Sie brauchen. So prüfen Sie sie mit dem Nachweis, ohne sie jemandem zu zeigen:
page-ledger-search = Suchen
page-ledger-found = Es steht im Register.
page-ledger-found-slot = Worauf sich die Festlegung bezieht, liegt in diesem Stapel, an diesem Platz.
page-ledger-found-batch = Der Eintrag ist ein Stapel. Worum es darin geht, wurde hier nicht geprüft.
page-ledger-promised = Die Eingangsbestätigung ist echt. Ihr Eintrag steht noch nicht im mitgezeichneten Register.
page-ledger-promised-hint = Sehen Sie in einigen Minuten wieder nach. Bleibt es so, bewahren Sie die Eingangsbestätigung auf und zeigen Sie sie einer Prüferin oder einem Prüfer.
page-ledger-omitted = Die Eingangsbestätigung ist echt, und im veröffentlichten Register steht an dieser Stelle etwas anderes.
page-ledger-omitted-hint = Bewahren Sie die Eingangsbestätigung auf: Sie beweist, dass das Register geändert wurde. Zeigen Sie sie einer prüfenden Stelle, einem Gericht oder einer Zeitung.
page-ledger-slot = Platz im Stapel
page-ledger-size-then = Einträge, als sie ausgestellt wurde

## Downloading everything

page-ledger-download = Alles herunterladen
page-ledger-download-intro = Alles Veröffentlichte liegt hier als Dateien, wie die C2SP-Werkzeuge für Transparenzprotokolle sie lesen. Wer eine Kopie hat, kann alles prüfen, ohne uns zu fragen.
page-ledger-audit-from = So prüfen Sie es von dieser Adresse aus oder aus einem Ordner mit einer Kopie:
page-ledger-files = Was wo liegt
page-ledger-file-checkpoint = der neueste Baum, signiert
page-ledger-file-cosigned = der neueste Baum, den die Zeugen mitgezeichnet haben
page-ledger-file-policy = Schlüssel des Registers, Zeugen und Quorum
page-ledger-file-tiles = Hashes des Baums
page-ledger-file-entries = die Einträge, 256 je Datei
page-ledger-file-batches = Stapel, und was Einträge mit Fingerabdruck nennen
page-ledger-file-set = womit Geräte Nachweise prüfen
page-ledger-file-index = dasselbe für andere Software
page-ledger-verify = Das Register im Browser prüfen
