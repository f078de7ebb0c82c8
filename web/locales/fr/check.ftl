# La page de contrôle, en français. Ce qu’elle dit d’un pass vient de crates/wording/locales ; le glossaire s’y trouve.

page-title = Contrôler les pass
language = Langue
here = { $place }, { $region }
change-door = Changer de lieu
update-link = Configurer ou mettre à jour cet appareil

## Avant tout contrôle

loading-title = Préparation
loading-text = Un instant.
missing-title = Cet appareil n’est pas configuré
missing-text = Il n’y a ici aucune donnée pour contrôler des pass. Configurez l’appareil une fois ; ensuite il se passe de réseau.
missing-link = Configurer cet appareil
refused-title = Les données de cet appareil sont inutilisables
refused-text = Aucun pass ne peut être contrôlé avant que les données soient réinstallées. Cause : { $code }

## Le lieu

choose-title = Où les pass sont-ils contrôlés ?
choose-text = Voici les règlements en vigueur. Ailleurs, un pass ne peut être demandé à personne.
choose-none = Aucun règlement n’est en vigueur. Un pass ne peut être demandé à personne.
choose-until = En vigueur jusqu’au { $day }.
consecutive = Le règlement est ici le numéro { $number } d’affilée.

## Les données

data-age =
    { $age ->
        [0] Données du { $day }, de moins d’un jour.
        [one] Données du { $day }, vieilles de { $age } jour.
       *[other] Données du { $day }, vieilles de { $age } jours.
    }
data-from-tomorrow = Les données sont du { $day } : l’horloge de cet appareil retarde.
data-over = Les données vieillissent. Mettez-les bientôt à jour.
demonstration = Démonstration : personne d’indépendant ne surveille le registre de cette autorité.

## Façons de scanner

camera-start = Démarrer la caméra
camera-stop = Arrêter la caméra
camera-front = Caméra avant
camera-back = Caméra arrière
camera-starting = La caméra démarre. Autorisez-la si cela vous est demandé.
camera-hint = Tenez le code dans le cadre.
camera-denied = La caméra n’est pas autorisée. Autorisez-la pour cette page dans les réglages du navigateur, ou utilisez une image, un texte ou un lecteur de codes.
camera-none = Aucune caméra trouvée. Utilisez une image, un texte ou un lecteur de codes.
camera-busy = Un autre programme utilise la caméra. Fermez-le et redémarrez la caméra.
camera-lost = La caméra a disparu. Rebranchez-la et redémarrez-la.
camera-insecure = Les navigateurs ne donnent la caméra qu’aux pages en https. Ouvrez cette page par son adresse sécurisée.
torch = Lampe
sound = Son
kiosk = Plein écran
picture = Image d’un code
paste = Texte d’un code
paste-check = Contrôler
scanner-hint = Un lecteur de codes fonctionne à tout moment.
asking = Contrôle en cours
last = Dernière réponse : { $verdict }

read-no-code = Il n’y a pas de code dans l’image. Prenez-le de plus près, à plat et bien éclairé.
read-no-picture = Ce n’est pas une image lisible. Utilisez PNG ou JPEG.
read-too-large = L’image est trop grande. Prenez-en une plus petite.
read-no-reader = Le lecteur d’images n’est pas chargé. Utilisez un texte ou un lecteur de codes.
read-core = Le texte n’a pas pu être contrôlé. Ce n’est pas le code d’un pass.

## La réponse

action-admit = Oui
action-refuse = Non
action-manual = À vous de décider
compare = Comparez avec une pièce d’identité
name = Nom
born = Date de naissance
not-said = pas indiqué sur le pass
identity-hint = Le nom et la date de naissance disparaissent après 10 secondes.
next = Suivant

## Que faire, quand crates/wording n’a pas de conseil

do-compare = Comparez le nom et la date de naissance avec une pièce d’identité.
do-let-in = Laissez entrer la personne.
do-wallet-tells = Le portefeuille ou la fiche du titulaire dit pourquoi, et que faire. Le titulaire peut contester.
do-update-or-decide = Mettez à jour les données de cet appareil, ou décidez d’après ce que le titulaire peut montrer.
do-right-document = Demandez la pièce d’identité de la personne du pass.
do-by-eye = Comparez vous-même le pass et la pièce d’identité.
