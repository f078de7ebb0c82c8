# Die Seite, die ein Gerät einrichtet, auf Deutsch.

page-title = Dieses Gerät einrichten
page-text = Womit Nachweise geprüft werden, wird hier einmal geholt und auf dem Gerät behalten. Das Prüfen selbst fragt niemanden.
language = Sprache
ready = Bei diesem Besuch wurde noch nichts eingespielt.
working = Einen Augenblick …
install = Daten von { $name } holen
by-hand = Aus einer Datei
pin = Fingerabdruck der Wurzel (64 Hexadezimalziffern)
file = Signierte Daten (.cbset)
install-file = Datei einspielen
installed = Eingespielt: Daten { $version } vom { $day }. Nachweise können ohne Netz geprüft werden.
has = Daten { $version } sind eingespielt.
refused = Die Daten wurden abgelehnt. Das ist falsch: { $code }
not-fetched = Die Daten konnten nicht geholt werden. Verbinden Sie das Gerät mit dem Netz und versuchen Sie es noch einmal.
not-kept = Die Seiten konnten nicht auf dem Gerät behalten werden; sie brauchen das Netz.
not-released = Die Seiten wurden auf diesem Gerät nicht aufbewahrt: Angeboten wurde nicht die Fassung, die alle sehen. Was nicht stimmt: { $code }
to-check = Zur Prüfseite
