# La page du portefeuille, en français.

page-title = Portefeuille
language = Langue
lock = Verrouiller
keys-link = Sécurité et copies
back = Retour
close = Fermer
working = Un instant…
data-of = Vérifié avec les données publiques du { $day }.
demonstration = Démonstration : personne d’indépendant ne surveille le registre de cette autorité.

## Before the wallet is open

begin-title = Vos passes, sur cet appareil
begin-point-1 = Ils sont chiffrés ici avec une phrase secrète que vous seul connaissez. Personne ne peut la réinitialiser.
begin-point-2 = Rien n’est envoyé nulle part. L’autorité n’est interrogée que si vous le demandez.
begin-point-3 = Un portefeuille peut contenir les passes de plusieurs personnes, par exemple d’une famille.
begin = Commencer
passphrase = Phrase secrète
passphrase-new = Nouvelle phrase secrète
passphrase-again = La même encore une fois
passphrase-hint = Au moins { $least } caractères. Quatre ou cinq mots sans rapport entre eux conviennent bien.
passphrase-short = La phrase secrète doit avoir au moins { $least } caractères.
passphrase-differs = Les deux ne sont pas identiques. Saisissez-les de nouveau.
locked-title = Le portefeuille est verrouillé
open = Ouvrir
open-by-passkey = Ouvrir avec la clé d’accès de cet appareil
lost = Je ne connais plus la phrase secrète

## All passes

shelf-empty = Il n’y a pas encore de passe ici.
add = Ajouter un passe
born = né(e) le
name-missing = Pas de nom sur le passe
not-looked-at = Non vérifié : les données publiques manquent ici.
show-code = Montrer le code
show-code-of = Montrer le code : { $kind }, { $name }
look-into = Ce qu’il dit
look-into-of = Ce qu’il dit : { $kind }, { $name }
kind-vaccination = Vaccination
kind-test = Test
kind-recovery = Rétablissement
kind-exemption = Exemption médicale
kind-light = Passe léger
kind-other = Passe
standing-good = Authentique et en cours de validité.
standing-bad = Ne compte pas actuellement.
standing-open = N’a pas pu être vérifié.
standing-unverified = Non vérifié.
unverified-text = Les données présentes ici n’ont pas permis de vérifier si ce passe est authentique. Il a été gardé tout de même, car il peut venir d’un autre pays. Récupérez des données plus récentes, ou demandez à qui l’a délivré.

## The public data

data-title = D’abord les données publiques
data-text = Les passes sont vérifiés sur cet appareil, avec les clés et les règles publiques de l’autorité. Elles sont récupérées une fois et ne nomment personne.
data-refused = Les données publiques de cet appareil sont inutilisables : { $code }. Récupérez-les de nouveau.
data-fetch = Récupérer les données publiques
data-newer = Récupérer des données plus récentes
data-old =
    { $days ->
        [one] Les données ont { $days } jour. Ce qui a été retiré ou changé depuis n’est pas connu ici.
       *[other] Les données ont { $days } jours. Ce qui a été retiré ou changé depuis n’est pas connu ici.
    }

## Adding

add-hint = Chaque passe est vérifié avant d’être gardé.
add-needs-data = Récupérez d’abord les données publiques, pour que les passes puissent être vérifiés.
add-file = Image, PDF ou fichier texte
add-text = Texte d’un code
add-text-press = Ajouter
camera-start = Scanner avec la caméra
camera-stop = Arrêter la caméra
camera-denied = La caméra ne peut pas être utilisée. Autorisez-la dans les réglages du navigateur pour cette page, ou prenez une image ou un texte.
camera-none = Aucune caméra trouvée. Prenez une image ou un texte.
camera-busy = Un autre programme utilise la caméra. Fermez-le et redémarrez la caméra.
camera-lost = La caméra a disparu. Reconnectez-la et redémarrez-la.
camera-insecure = Les navigateurs ne donnent une caméra qu’aux pages en https. Ouvrez cette page par son adresse sécurisée.
bring-no-code = Il n’y a pas de code dedans. Une image doit être prise de près, à plat et bien éclairée.
bring-no-picture = Ce n’est ni une image, ni un PDF, ni un texte lisible. Les images sont en PNG ou JPEG.
bring-too-large = Le fichier est trop grand. Prenez-en un plus petit.
bring-no-reader = Le lecteur d’images n’est pas chargé. Prenez le texte du code.
bring-core = Le texte n’a pas pu être vérifié. Ce n’est pas le code d’un passe.
bring-no-text = Il n’y a rien dedans.
bring-too-long = C’est plus que des passes : 32 codes au plus, un par ligne.
bring-no-pdf = Le PDF est illisible. Il est peut-être abîmé.
bring-locked = Le PDF est protégé par un mot de passe. Enregistrez-le sans et prenez celui-là.
bring-too-many-pages = Le PDF a plus de 8 pages. Prenez la page avec le code.
bring-too-slow = La lecture du fichier durait trop longtemps et a été arrêtée. Prenez une image du code.
not-kept = Pas gardé.
done-added =
    { $count ->
        [one] { $count } passe a été vérifié et ajouté.
       *[other] { $count } passes ont été vérifiés et ajoutés.
    }
done-added-unverified = Ajouté, mais non vérifié. Ce qui manque est indiqué à côté du passe.
done-there-already = Il est déjà dans le portefeuille.
done-removed = Le passe a été retiré de cet appareil.
done-fetched = Les données publiques sont là. La page fonctionne désormais sans réseau.
done-fetched-only = Les données publiques sont là. La page n’a pas pu être gardée sur cet appareil : pour l’ouvrir, il faut un réseau.
done-exported = La copie a été enregistrée. Qui a cette copie et sa phrase secrète a vos passes.
done-restored =
    { $count ->
        [0] La copie a été lue. Tout y était déjà ici.
        [one] { $count } passe a été restauré.
       *[other] { $count } passes ont été restaurés.
    }
done-passphrase-changed = La phrase secrète a été changée.
done-passkey-added = Désormais la clé d’accès ouvre aussi le portefeuille.

## One pass

print = Imprimer
remove = Retirer ce passe
remove-text = Il quitte cet appareil. Il continue de compter, et ses copies restent ce qu’elles sont.
remove-press = Retirer maintenant
accepted-title = Où il est accepté
accepted-working = Calcul en cours…
accepted-none = On ne connaît aucune mesure qui demande un passe, ni maintenant ni annoncée. Personne ne peut le demander.
accepted-now = Maintenant : { $verdict }.
accepted-span = Accepté du { $from } au { $until }.
accepted-to-policy = Accepté du { $from } au { $until }, fin de la mesure.
accepted-hint = Calculé sur cet appareil à partir des mesures publiques. Ailleurs, personne ne peut demander un passe.
learns-title = Qui apprend quoi
learns-door = Une entrée avec Cleanbill
learns-door-what = Oui ou non, votre nom et votre date de naissance, pendant dix secondes. Pas la raison de votre passe.
learns-scanner = Tout autre lecteur qui lit le code
learns-scanner-what = Tout ce que dit le code, et il peut le garder. Ne montrez le code que là où vous le voulez ; un passe léger en dit moins.
learns-scanner-light = Tout autre lecteur qui lit le code
learns-scanner-light-what = Votre nom, votre date de naissance et un nombre au hasard. Pas la raison de votre passe.
learns-authority = L’autorité
learns-authority-what = Rien. Elle n’apprend ni quand ni où vous montrez le code.
fields-title = Tout ce que dit le code
field-ver = Version du format
field-fn = Nom
field-fnt = Nom, tel que les machines l’écrivent
field-gn = Prénom
field-gnt = Prénom, tel que les machines l’écrivent
field-dob = Date de naissance
field-tg = Maladie
field-vp = Type de vaccin
field-mp = Vaccin
field-ma = Fabricant
field-dn = Dose
field-sd = Doses au total
field-dt = Date de la vaccination
field-co = Pays
field-is = Délivré par
field-ci = Numéro du passe
field-tt = Type de test
field-nm = Nom du test
field-sc = Date et heure du test
field-tr = Résultat
field-tc = Lieu du test
field-fr = Premier test positif
field-df = Valable du
field-du = Valable jusqu’au
field-xv = Version de l’exemption
field-lv = Version du passe léger
field-id = Mesure pour laquelle il est fait
field-v = Version de la mesure
field-d = Empreinte de la mesure

## Passes that may be of one person

person-title = D’une seule personne ?
person-same = Ces passes concordent par le nom et la date de naissance.
person-likely = Ces passes peuvent être d’une seule personne : rien ne se contredit.
person-unproven = Tous ne sont pas prouvés authentiques.
person-hint = Rien n’est réuni sans que vous le disiez. Chaque passe reste ce qu’il est, et vous pouvez revenir sur votre réponse.
person-yes = Oui, une seule personne
person-no = Non, deux personnes
person-later = Plus tard
person-apart = Gardés séparés, comme vous l’avez dit
person-ask-again = Me redemander
person-ask-again-of = Me redemander : { $one } et { $other }
matching-surname-same = Le nom de famille est le même, aux titres et traits d’union près.
matching-surname-spelling = Le nom de famille est écrit de deux façons.
matching-forename-same = Le prénom est le même, aux titres et traits d’union près.
matching-forename-spelling = Le prénom est écrit de deux façons.
matching-forename-missing = L’un a des prénoms qui manquent à l’autre, ou dans un autre ordre.
matching-birth-date-same = La date de naissance est la même.
matching-birth-date-precision = L’un connaît mieux la date de naissance, ou aucun n’en connaît le jour.
matching-doses-of-one-day = Deux doses d’un même jour ont des numéros ou des vaccins différents. Les deux sont gardées ici ; demandez à qui les a émises laquelle est juste.
together = Ce qu’ils donnent ensemble
together-of = Ce qu’ils donnent ensemble: { $name }
together-title = Plusieurs passes ensemble
together-each = Chacun séparément
together-number = { $number }. { $kind }
together-question = Ces passes portent un même nom et une même date de naissance. Ils ne sont comptés ensemble que si vous dites qu’ils sont d’une seule personne.
together-said = Vous avez dit le { $day } qu’ils sont d’une seule personne.
together-take-back = Revenir là-dessus
together-too-few = Moins de deux de ces passes sont valables par eux-mêmes en ce moment : il n’y a rien à compter ensemble.
together-says = Ce qu’ils disent ensemble
together-dose = { $kind }, dose { $dose }
together-on = { $what }, { $day }
together-event = { $what } (passe { $numbers })
together-accepted = Où ils sont acceptés ensemble
together-unsound = Le passe { $number } ne compte pas par lui-même : ils ne comptent donc pas ensemble.
together-hint = Montrez les codes l’un après l’autre et dites qu’ils vont ensemble. À une porte, chacun peut être regardé seul : c’est la personne qui contrôle qui décide.
together-written = Comment ils sont écrits
done-one-person = Ils sont réunis maintenant. Chaque passe reste ce qu’il est.
done-two-people = Ils restent séparés, et la question ne vous sera plus posée.
done-taken-back = La réponse a été retirée.

## The code on the screen and on paper

code-label = Code du passe : { $kind }, { $name }
shown-title = Le code
code-too-long = Ce passe est trop long pour un seul code.
shown-hint = Le code occupe le milieu de l’écran, noir sur blanc. Tenez l’écran vers le lecteur, à deux mains environ. Une page ne peut pas rendre l’écran plus clair : augmentez la luminosité si le lecteur hésite.
sheet-hint = Le code compte sur papier comme à l’écran. Qui contrôle compare le nom avec une pièce d’identité.

## Safety and copies

keys-title = Sécurité et copies
export-title = Enregistrer une copie chiffrée
export-hint = Un seul fichier avec tout ce que contient le portefeuille, sous une phrase secrète à part.
export = Enregistrer la copie
restore-title = Restaurer depuis une copie
restore-hint = Ce qui est dans la copie s’ajoute à ce qui est ici. Rien d’ici ne disparaît.
restore-file = La copie (.cbwallet)
restore-passphrase = Phrase secrète de la copie
restore = Restaurer
passkey-title = Ouvrir avec une clé d’accès
passkey-hint = Le verrou de cet appareil, par exemple une empreinte, ouvre alors aussi le portefeuille. La phrase secrète reste valable.
passkey-add = Ajouter une clé d’accès
change-title = Changer la phrase secrète
change = Changer
forget = Supprimer ce portefeuille
forget-text = Tous les passes quittent cet appareil, et personne ne peut les rendre sinon depuis une copie. Sans la phrase secrète, il n’y a pas d’autre moyen de recommencer.
forget-press = Supprimer le portefeuille maintenant

## What went wrong

fault-wallet-secret = Ce n’est pas la bonne phrase secrète ou la bonne clé d’accès.
fault-wallet-altered = Le portefeuille a été modifié ou abîmé, et n’a pas été ouvert.
fault-wallet-format = Ce n’est pas un portefeuille lisible. Le fichier est peut-être tronqué.
fault-wallet-newer = Ce portefeuille vient d’une version plus récente de la page. Mettez d’abord la page à jour.
fault-wallet-too-large = Le fichier est trop grand pour un portefeuille.
fault-wallet-full = Le portefeuille est plein : il contient 200 passes au plus.
fault-wallet-passphrase = La phrase secrète est trop courte.
fault-wallet-locked = Le portefeuille s’est verrouillé entre-temps. Ouvrez-le et recommencez.
fault-wallet-no-passkey = Aucune clé d’accès n’a été utilisée. L’action a été annulée, ou cet appareil n’en a pas.
fault-wallet-no-prf = Cette clé d’accès ne peut pas ouvrir de portefeuille. Prenez la phrase secrète.
fault-matching-unknown = Ces passes n’en disent pas assez pour être comptés ensemble.
fault-matching-different = Ces passes nomment des personnes différentes. Ils ne peuvent pas être comptés ensemble.
fault-fetch = Le réseau ou l’autorité n’a pas répondu. Rien n’a changé.
fault-release = Les données publiques sont là, mais la page n’a pas été gardée : il n’est pas prouvé que cette adresse donne la page que tous voient au registre public ({ $code }). Demandez à l’autorité, et ne saisissez aucune phrase secrète dans une page plus récente avant explication.
fault-no-data = Récupérez d’abord les données publiques.
fault-other = Cela n’a pas marché. Ce qui ne va pas : { $code }
