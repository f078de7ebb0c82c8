# Die Bezeichnungen der Befehlszeile und des Belegs, auf Deutsch. Glossar: messages.ftl.
#
# Bezeichnungen stehen vor einem Wert und beginnen klein, wenn sie kein Hauptwort sind; Sätze und
# Überschriften beginnen groß.

## Angaben zu einem Nachweis

what-to-do = was zu tun ist
source = Quelle
signed-by = signiert von
holder = Inhaber/in
born = geboren
note = Hinweis
not-proven = nicht belegt
key = Schlüssel
policy = Regelung
rule = Regel
version = Version
checked-at = geprüft am
valid-until = gültig bis
place = Ort
data-age = Alter der Daten
days =
    { $number ->
        [one] { $number } Tag
       *[other] { $number } Tage
    }
    .bare = Tage
consecutive-policy = { $number }. in Folge
    .bare = fortgesetzte Regelung

## Der Beleg für die Person

slip-title = Warum dieser Nachweis nicht anerkannt wurde
slip-title-unchecked = Warum dieser Nachweis nicht geprüft werden konnte
slip-no-identity = Dieser Beleg nennt niemanden.
slip-objection = Widerspruch legen Sie mit diesem Beleg bei der Behörde ein, die die Regelung erlassen hat.

## Schritte der Prüfung

stage-decode = Lesen
stage-signature = Signatur
stage-time = Zeit
stage-schema = Inhalt
stage-key-usage = Recht zu signieren
stage-revocation = Widerruf
stage-data = Daten und Uhr
stage-rules = Regelung und Regeln

## Ergebnis eines Schritts

outcome-passed = bestanden
outcome-failed = nicht bestanden
outcome-open = konnte nicht geprüft werden
outcome-skipped = nicht geprüft

## Warum eine Regel nicht erfüllt ist

explain-wanted = verlangt
explain-found = gefunden
explain-would-pass = wäre erfüllt, wenn
foreign-rule = Regel eines anderen Landes
term = Zutrittsweg { $number }
    .bare = Zutrittsweg
requirement-disease = Krankheit der Regelung
requirement-complete = vollständige Impfung
requirement-product = anerkannter Impfstoff
requirement-method = anerkannte Testart
requirement-result = anerkanntes Ergebnis
requirement-counts-from = zählt ab
requirement-counts-until = zählt bis
requirement-open-until = Zutritt möglich bis
requirement-age = zugelassenes Alter
answer-not-said = der Nachweis sagt es nicht
yes = ja
no = nein

## Arten von Orten

place-amusement-park = Freizeitpark
place-beauty = Friseur oder Kosmetik
place-care-home-visit = Besuch im Pflegeheim
place-cinema = Kino
place-concert = Konzert
place-conference = Tagung oder Messe
place-gym = Fitnessstudio
place-hospital-visit = Besuch im Krankenhaus
place-hotel = Hotel
place-international-travel = Auslandsreise
place-local-transport = Nahverkehr
place-long-distance-flight = Inlandsflug
place-long-distance-train = Fernzug oder Fernbus
place-museum = Museum, Galerie oder Bibliothek
place-nightclub = Bar oder Diskothek
place-restaurant = Restaurant oder Café
place-retail-shop = Geschäft (nicht für Lebensmittel oder Arznei)
place-school = Schule oder Hochschule
place-shopping-centre = Einkaufszentrum
place-sports-event = Sportveranstaltung
place-swimming-pool = Schwimmbad oder Sauna
place-theatre = Theater
place-workplace = Arbeitsplatz

## Wo niemand nach einem Nachweis gefragt werden darf

essential-appeal-desk = Stelle für Widersprüche
essential-assembly = friedliche Versammlung
essential-citizen-return = Rückkehr ins eigene Land
essential-court = Gericht
essential-food = Lebensmittel
essential-home = eigene Wohnung
essential-medical-treatment = ärztliche Behandlung
essential-pharmacy = Apotheke
essential-police = Polizeiwache
essential-polling-station = Wahllokal
essential-public-office = Amt
essential-worship = Ort der Religionsausübung
