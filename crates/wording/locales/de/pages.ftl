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
