# La page qui configure un appareil, en français.

page-title = Configurer cet appareil
page-text = Ce avec quoi les pass sont contrôlés est récupéré ici une fois et gardé sur cet appareil. Le contrôle lui-même n’interroge personne.
language = Langue
ready = Rien n’a encore été installé pendant cette visite.
working = Un instant…
install = Récupérer les données de { $name }
by-hand = Depuis un fichier
pin = Empreinte de la racine (64 chiffres hexadécimaux)
file = Données signées (.cbset)
install-file = Installer le fichier
installed = Installé : données { $version } du { $day }. Les pass peuvent être contrôlés sans réseau.
has = Les données { $version } sont installées.
refused = Les données ont été refusées. Cause : { $code }
not-fetched = Les données n’ont pas pu être récupérées. Connectez l’appareil au réseau et réessayez.
not-kept = Les pages n’ont pas pu être gardées sur cet appareil ; elles ont besoin du réseau.
not-released = Les pages n’ont pas été gardées sur cet appareil : ce qui a été proposé n’est pas la version que tout le monde voit. Ce qui ne va pas : { $code }
to-check = Vers la page de contrôle
