# La page qui vérifie le registre public, en français.

page-title = Vérifier le registre public
page-text = Tout ce que fait cette autorité est inscrit dans une liste publique qui ne fait que croître. Ici, votre propre appareil la lit en entier et vérifie que rien n’a été modifié, omis ou retiré.
page-privacy = Rien n’est téléchargé avant que vous appuyiez. L’hébergeur des fichiers voit que quelqu’un lit la liste, et rien de plus.
language = Langue
open-file = Ouvrir un fichier
receipt-title = Chercher un récépissé
receipt-label = Récépissé
receipt-hint = Collez le récépissé reçu avec une passe ou pour un dépôt. Il reste sur cet appareil : toute la liste est lue de toute façon, et personne n’apprend quelle entrée est la vôtre.
keys-title = Utiliser des clés venues d’ailleurs
keys-label = Clés du registre et de ses témoins
keys-hint = Sans elles, on croit les clés que l’autorité indique à côté de cette page. Si vous préférez, obtenez-les par une autre voie, un journal par exemple, et mettez le texte ici.
verify = Tout télécharger et vérifier
verify-again = Vérifier à nouveau
stop = Arrêter
more = Ce qui est vérifié ici a été publié et n’a pas changé. Si chaque acte était permis, c’est l’audit complet qui le dit : cleanbill audit.
demonstration = Démonstration : personne d’indépendant ne surveille le registre de cette autorité.

## En chemin

running-title = Vérification…
running-heads = Téléchargement du point de contrôle…
running-entries = Entrée { $read } sur { $size }
stopped = Arrêté. Rien n’a été décidé.
broken = Rien n’a été décidé. Ce qui n’a pas marché : { $code }
broken-fetch = Rien n’a été décidé : un fichier n’a pas pu être téléchargé. Vérifiez le réseau et réessayez.
broken-authority = Aucune autorité n’est indiquée à côté de cette page. Mettez les clés sous « Utiliser des clés venues d’ailleurs ».
broken-ledger = Cette autorité n’indique aucun registre. Demandez-lui pourquoi, ou mettez les clés sous « Utiliser des clés venues d’ailleurs ».
broken-remembered = Ce que cet appareil a retenu est d’un autre registre. Si l’autorité en a commencé un nouveau, elle doit le dire publiquement. Enregistrez ce qui est retenu avant de l’oublier.
broken-keys = Ce ne sont pas les clés d’un registre : { $code }

## La réponse

verdict-passed = Oui
verdict-passed-text = La liste est entière : { $size ->
    [one] son entrée est celle qui a été signée
   *[other] ses { $size } entrées sont celles qui ont été signées
    }, aucune n’a été modifiée ni omise.
verdict-grown = Elle prolonge tout ce que cet appareil a vu avant : rien n’a été retiré.
verdict-first = Dès la prochaine fois, cet appareil verra aussi si quelque chose a été retiré.
verdict-failed = Non
verdict-failed-text = La liste n’est pas ce qu’elle devrait être. Ce qui ne va pas figure ci-dessous.
verdict-undetermined = Ouvert
verdict-undetermined-text = Tout n’a pas pu être vérifié. Ce qui manque figure ci-dessous.
remedy-failed = Réessayez une fois. Si cela persiste, enregistrez le point de contrôle et ce qui est retenu, et montrez-les à un auditeur, à un témoin ou à un journal : les signatures en font une preuve.
remedy-undetermined = Réessayez plus tard, ou avec une copie des fichiers venue d’ailleurs.
save = Enregistrer le point de contrôle
about = { $label } : { $outcome }
outcome-passed = prouvé
outcome-failed = réfuté
outcome-undetermined = ouvert
outcome-skipped = sans objet

## Les questions

checks-title = Ce qui a été vérifié
check-signature = Signature du registre
check-witnesses = Témoins
check-keys = Mêmes clés qu’avant
check-time = À jour
check-entries = Chaque entrée et chaque fichier
check-leaves = Chaque entrée est lisible
check-grown = Prolonge ce que cet appareil a vu
check-newest = Entrées les plus récentes
proven-signature = Le point de contrôle est signé avec la clé du registre.
proven-witnesses = Assez de témoins indépendants ont signé le même point de contrôle.
proven-keys = Les clés sont celles que cet appareil a retenues, ou celles-ci garantissent aussi ce point de contrôle.
proven-time = Les témoins ont signé au cours du dernier jour.
proven-entries = Toutes les entrées et tous les fichiers donnent la racine qui a été signée.
proven-leaves = Chaque entrée est d’un genre prévu.
proven-grown = La liste commence, sans changement, par tout ce que cet appareil a vu avant.
proven-newest = Ce qui est venu après la signature des témoins en est la suite.
finding-no-checkpoint = Aucun point de contrôle n’est publié.
finding-refused = La signature n’est pas bonne : { $cause }
finding-quorum = Témoins qui ont signé : { $found }. Il en faut : { $min }.
finding-few-witnesses = Témoins que ces clés exigent : { $quorum }. Hors démonstration, il en faut au moins deux.
finding-demonstration = Une démonstration : personne d’indépendant ne surveille.
finding-stale = Les témoins n’ont rien signé depuis { $hours } heures. Ce qui s’est passé depuis ne se voit pas ici.
finding-future = Les témoins ont signé plus tard que l’heure de cet appareil. Vérifiez l’heure.
finding-keys-changed = Les clés ne sont pas celles que cet appareil a retenues, et celles-ci ne garantissent pas ce point de contrôle. Cherchez l’annonce de nouveaux témoins.
finding-missing-file = Fichiers absents : { $count }. Le premier est { $path }.
finding-odd-file = Ce fichier n’est pas ce que dit son nom : { $path }
finding-edited-tile = Fichiers modifiés : { $count }. Le premier est { $path }.
finding-edited-entry = Entrées modifiées : { $count }. La première est le numéro { $index }.
finding-root = Les { $size } entrées ne sont pas celles qui ont été signées.
finding-unreadable-entry = Entrées illisibles : { $count }. La première est le numéro { $index }.
finding-rollback = Des entrées ont été retirées : { $known } ont été montrées avant, { $found } sont publiées maintenant.
finding-split-view = Deux listes différentes de { $size } entrées ont été signées. On en a montré une autre à quelqu’un.
finding-two-trees = La liste de { $found } entrées ne commence pas par les { $known } montrées avant.
finding-omitted-entry = L’entrée numéro { $index }, promise par le récépissé, n’est pas dans la liste.
finding-proves-nothing = Ce n’est pas un récépissé de ce registre : { $cause }
finding-not-proven = Ce à quoi il faudrait comparer n’a pas été prouvé.
finding-unfinished = Les fichiers n’ont pas été lus jusqu’au bout.
finding-first-time = Rien n’est encore retenu sur cet appareil.
finding-no-newer = Rien de plus récent n’est publié.
finding-other = { $code }

## Ce qui a été trouvé

receipt-found = Votre récépissé
receipt-passed = L’entrée numéro { $index } est dans la liste, comme le récépissé le promet. Ce qu’elle est : { $kind }.
tree-title = La liste telle qu’elle est
tree-authority = Autorité
tree-log = Registre
tree-size = Taille
tree-root = Racine
tree-day = Signée par les témoins
tree-witnesses = Témoins qui ont signé
tree-quorum = Il en faut
entries = { $count ->
    [one] { $count } entrée
   *[other] { $count } entrées
    }
witnesses = { $count ->
    [0] aucun témoin
    [one] { $count } témoin
   *[other] { $count } témoins
    }
number = { $number }
counts-title = Ce qu’elle contient
kind-batch = Lots de passes et d’actes sur une personne, masqués
kind-act = Actes de l’autorité sur elle-même
kind-blinded-act = Retraits et importations, dits en partie
kind-summary = Comptes d’un jour
kind-opening = Sommes d’une semaine
kind-signer-counter = Compteurs de clés de signature
kind-publication = Jeux signés pour les vérificateurs
kind-revocations = Listes de passes révoquées
kind-document = Règles, politiques et listes
kind-announcement = Annonces de changements
kind-release = Versions du logiciel
kind-witnesses = Changements de témoins
kind-key-end = Fins de clés de signature
kind-filing = Dépôts
kind-filing-answer = Réponses aux dépôts
kind-removal = Dépôts qui ne sont pas montrés
kind-petition = Pétitions
kind-vouchers = Comptes de bons
kind-signatures = Lots de signatures
kind-petition-answer = Réponses aux pétitions

## Ce qui est retenu

memory-title = Ce que cet appareil retient
memory-none = Rien encore. Après un oui, il garde le point de contrôle et remarque la fois suivante si quelque chose a été retiré.
memory-has = Une liste de { $size } entrées, prouvée le { $day }.
memory-kept = Retenu pour la prochaine fois.
save-remembered = Enregistrer ce qui est retenu
forget = Oublier
