# Die Prüfseite, auf Deutsch. Was sie über einen Nachweis sagt, kommt aus crates/wording/locales; dort steht das Glossar.

page-title = Nachweise prüfen
language = Sprache
here = { $place }, { $region }
change-door = Ort wechseln
update-link = Dieses Gerät einrichten oder aktualisieren

## Bevor etwas geprüft werden kann

loading-title = Wird vorbereitet
loading-text = Das dauert einen Augenblick.
missing-title = Dieses Gerät ist nicht eingerichtet
missing-text = Hier sind keine Daten, mit denen Nachweise geprüft werden können. Richten Sie das Gerät einmal ein; danach braucht es kein Netz.
missing-link = Dieses Gerät einrichten
refused-title = Die Daten dieses Geräts sind nicht verwendbar
refused-text = Es kann kein Nachweis geprüft werden, bis die Daten neu eingespielt sind. Das ist falsch: { $code }

## Der Ort

choose-title = Wo werden Nachweise geprüft?
choose-text = Das sind die Regelungen, die jetzt in Kraft sind. Anderswo darf niemand nach einem Nachweis gefragt werden.
choose-none = Keine Regelung ist in Kraft. Niemand darf nach einem Nachweis gefragt werden.
choose-until = In Kraft bis { $day }.
consecutive = Die Regelung hier ist die { $number }. in Folge.

## Die Daten

data-age =
    { $age ->
        [0] Daten vom { $day }, keinen Tag alt.
        [one] Daten vom { $day }, { $age } Tag alt.
       *[other] Daten vom { $day }, { $age } Tage alt.
    }
data-from-tomorrow = Die Daten sind vom { $day }: Die Uhr dieses Geräts geht nach.
data-over = Die Daten werden alt. Aktualisieren Sie sie bald.
demonstration = Vorführung: Niemand Unabhängiges überwacht das öffentliche Verzeichnis dieser Behörde.

## Wege zu scannen

camera-start = Kamera starten
camera-stop = Kamera beenden
camera-front = Vordere Kamera
camera-back = Hintere Kamera
camera-starting = Die Kamera startet. Erlauben Sie sie, wenn Sie gefragt werden.
camera-hint = Halten Sie den Code in den Rahmen.
camera-denied = Die Kamera darf nicht benutzt werden. Erlauben Sie sie in den Einstellungen des Browsers für diese Seite, oder nehmen Sie ein Bild, einen Text oder einen Handscanner.
camera-none = Es wurde keine Kamera gefunden. Nehmen Sie ein Bild, einen Text oder einen Handscanner.
camera-busy = Ein anderes Programm benutzt die Kamera. Schließen Sie es und starten Sie die Kamera noch einmal.
camera-lost = Die Kamera ist weg. Schließen Sie sie an und starten Sie sie noch einmal.
camera-insecure = Browser geben eine Kamera nur Seiten mit https. Öffnen Sie diese Seite unter ihrer sicheren Adresse.
torch = Licht
sound = Ton
kiosk = Vollbild
picture = Bild eines Codes
paste = Text eines Codes
paste-check = Prüfen
scanner-hint = Ein Handscanner funktioniert jederzeit.
asking = Wird geprüft
last = Letzte Antwort: { $verdict }

read-no-code = In dem Bild ist kein Code. Nehmen Sie ihn näher auf, glatt und gut beleuchtet.
read-no-picture = Das ist kein lesbares Bild. Nehmen Sie PNG oder JPEG.
read-too-large = Das Bild ist zu groß. Nehmen Sie ein kleineres.
read-no-reader = Der Leser für Bilder ist nicht geladen. Nehmen Sie einen Text oder einen Handscanner.
read-core = Der Text konnte nicht geprüft werden. Er ist kein Code eines Nachweises.

## Die Antwort

action-admit = Ja
action-refuse = Nein
action-manual = Sie ent­scheiden
compare = Mit einem Ausweis vergleichen
name = Name
born = Geboren
not-said = steht nicht im Nachweis
identity-hint = Name und Geburtsdatum verschwinden nach 10 Sekunden.
next = Weiter

## Was getan werden kann, wofür crates/wording keinen Rat hat

do-compare = Vergleichen Sie Name und Geburtsdatum mit einem Ausweis.
do-let-in = Lassen Sie die Person ein.
do-wallet-tells = Die Brieftasche oder der Zettel der Person sagt, warum, und was getan werden kann. Die Person kann Einspruch erheben.
do-update-or-decide = Aktualisieren Sie die Daten dieses Geräts, oder entscheiden Sie nach dem, was die Person zeigen kann.
do-right-document = Bitten Sie um den Ausweis der Person, die im Nachweis steht.
do-by-eye = Vergleichen Sie Nachweis und Ausweis selbst.
