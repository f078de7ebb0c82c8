# The pages for appeals, submissions and petitions, in French. Glossary: messages.ftl, and
#
#   appeal          recours
#   reviewer        personne qui examine le recours ; examen
#   submission      courrier
#   authority       autorité
#   receipt         récépissé
#   voucher         bon ; not « fiche », which is the slip
#   petition        pétition
#   signature       signature
#   case            dossier
#   public counts   chiffres publics

## On every page

page-title = Recours, courriers et pétitions
page-intro = Contestez une décision, écrivez à l’autorité ou signez une pétition. Aucun compte n’est nécessaire, et personne ne vous demande qui vous êtes.
page-menu-appeal = Recours
page-menu-file = Écrire à l’autorité
page-menu-petitions = Pétitions
page-menu-follow = Suivre un dossier
page-menu-board = Chiffres publics
page-menu = Sommaire
page-skip = Aller au contenu
page-language = Langue
page-send = Envoyer
page-show = Afficher

## Something went wrong

page-error-title = Cela n’a pas fonctionné
page-error-back = Revenez en arrière : ce que vous avez écrit est toujours là.
page-error-code = Code de l’erreur
page-error-kept = Ce que vous avez écrit est encore dans le formulaire.
page-error-again = Choisissez de nouveau le document : le navigateur ne le garde pas.
page-error-wait =
    { $number ->
        [one] De nouveau dans { $number } seconde.
       *[other] De nouveau dans { $number } secondes.
    }
    .bare = De nouveau dans un instant.

## Writing to the authority

page-file-title = Écrire à l’autorité
page-file-intro = Vous recevez aussitôt un récépissé, et l’autorité vous doit une réponse. Ce qu’elle laisse trop longtemps sans réponse est compté publiquement.
page-file-to = À qui
page-file-to-authority = l’autorité dans son ensemble
page-file-text = Votre texte
page-file-text-hint = Texte simple, 64 ko au plus. N’y mettez rien qui puisse nuire à d’autres personnes.
page-file-document = Ou un document
page-file-document-hint = PDF, PNG, JPEG ou texte simple, 4 Mo au plus.
page-file-hash = Ou l’empreinte numérique d’un enregistrement
page-file-hash-hint = SHA-256, 64 caractères. L’enregistrement reste chez vous. Des années plus tard, on pourra prouver que c’est bien celui qui a été déposé.
page-file-size = Taille de l’enregistrement, en octets
page-file-reading = Qui peut lire le courrier
page-file-open = Tout le monde, après vérification
page-file-sealed = Le destinataire seulement

## What was filed

page-filed-title = C’est déposé
page-filed-code = Votre code
page-filed-code-hint = Notez-le. Lui seul donne accès à la réponse, et personne ne pourra le retrouver pour vous.
page-filed-due = Réponse due au plus tard le
page-filed-receipt = Votre récépissé
page-filed-receipt-hint = Gardez ce texte. Il prouve ce que vous avez déposé et quel jour, quoi que nous disions plus tard.
page-filed-receipt-later = Le récépissé n’est pas encore prêt. Vous l’aurez en suivant le dossier avec votre code.

## Following a case

page-follow-title = Suivre un dossier
page-follow-intro = Saisissez le code que vous avez reçu lors du dépôt.
page-follow-waiting = Le dossier attend sa réponse.
page-follow-extended = L’autorité prend plus de temps, ce qu’elle ne peut faire qu’une fois.
page-follow-overdue = La réponse est en retard, et ce retard est compté publiquement.
page-follow-answered = Réponse donnée le
page-follow-answer = La réponse
page-follow-filed = Déposé le

## Petitions

page-petitions-title = Pétitions
page-petitions-none = Aucune pétition n’est ouverte.
page-petition-signatures = Signatures recueillies
page-petition-threshold = Nombre de signatures qui oblige à répondre
page-petition-opens = Ouverte à partir du
page-petition-until = Ouverte jusqu’au
page-petition-region = Qui peut signer
page-petition-recount = Chacun peut recompter les signatures, sans rien nous demander.
page-petition-proof = Les signatures sont publiées par lots : chaque lot est un fichier du registre public, nommé par l’une de ses entrées. Avec toute copie du registre :
page-petition-small = Moins de 1 000 personnes peuvent signer cette pétition. Dans un groupe si petit, une signature en dit long sur la personne qui l’a donnée.
page-petition-state-announced = La pétition n’est pas encore ouverte.
page-petition-state-open = La pétition est ouverte.
page-petition-state-closed = La pétition est close.
page-sign-title = Signer
page-sign-intro = C’est votre propre appareil qui crée la signature à partir de votre bon. Elle ne permet à personne de savoir qui a signé, et personne ne peut signer deux fois.
page-sign-signature = Votre signature
page-sign-taken = Votre signature est bien reçue. Elle paraîtra avec le prochain lot, parmi d’autres.

## Appeals

page-appeal-title = Recours
page-appeal-intro = Votre pass reste tel qu’il est pendant que vous attendez. Le recours est tranché par une personne qui n’a pris aucune part à la décision.
page-appeal-code = Le code qui figure sur votre avis, votre formulaire ou votre fiche
page-appeal-code-hint = Recopiez ce qui est imprimé : le numéro et le code d’un avis, ou toute la fiche.
page-appeal-kind = Ce que vous contestez
page-appeal-grounds = Pourquoi
page-appeal-grounds-hint = Ceci ne peut être lu que par vous et par la personne qui examine le recours. Vous n’avez pas à donner d’adresse.
page-appeal-withdraw = Retirer le recours
page-case-act = la révocation d’un pass
page-case-refusal = un refus de délivrer ou de corriger
page-case-look = une consultation de données personnelles
page-case-door = un refus à l’entrée
page-case-filed = Le recours attend d’être examiné.
page-case-extended = L’examen prend plus de temps, ce qui n’est possible qu’une fois.
page-case-joined = Le recours est tranché en même temps que d’autres qui lui ressemblent.
page-case-decided = Le recours est tranché.
page-case-withdrawn = Le recours a été retiré par la personne qui l’avait déposé.
page-case-lapsed = Personne n’a tranché à temps. Ce qui était contesté ne compte plus.
page-case-settled = L’autorité est revenue sur ce qui était contesté.
page-outcome-upheld = Vous avez raison.
page-outcome-partly = Vous avez raison en partie.
page-outcome-dismissed = La décision est maintenue.
page-outcome-inadmissible = Rien n’a pu être tranché ici.
page-findings = Ce qui ressort de l’examen
page-finding-facts-wrong = Les choses ne se sont pas passées comme le dit la décision.
page-finding-no-evidence = Il n’y a aucune preuve au dossier.
page-finding-wrong-person = Il s’agit d’une autre personne, d’un autre pass ou d’un autre événement.
page-finding-no-basis = Aucune loi ne le permet.
page-finding-not-proportionate = Une mesure plus douce aurait suffi.
page-finding-procedure-broken = La procédure n’a pas été respectée.
page-finding-rule-misapplied = La règle a été mal comprise, ou n’était pas en vigueur.
page-finding-no-purpose = Personne n’avait besoin de consulter ces données.
page-finding-court-for-appellant = Un tribunal a donné raison à l’auteur du recours.
page-finding-facts-proven = Ce que dit la décision est prouvé.
page-finding-basis-carries = La loi le permet, et une mesure plus douce n’aurait pas suffi.
page-finding-procedure-kept = La procédure a été respectée.
page-finding-rule-applied = La règle était en vigueur et a été comprise telle qu’elle est écrite.
page-finding-purpose-proven = Il était nécessaire de consulter ces données.
page-finding-court-against-appellant = Un tribunal a donné tort à l’auteur du recours.

## Public counts

page-board-title = Chiffres publics
page-board-intro = Les nombres inférieurs à dix ne sont pas donnés, pour qu’ils ne mènent à personne.
page-board-cases = Recours
page-board-open = Ouverts, par ancienneté
page-board-against = Contre
page-board-age = Âge en jours
page-board-number = Nombre
page-board-ended = Terminés
page-board-end = Issue
page-board-late = tranchés trop tard
page-board-upheld = accueilli
page-board-partly = accueilli en partie
page-board-dismissed = rejeté
page-board-inadmissible = irrecevable
page-board-withdrawn = retiré
page-board-lapsed = non tranché à temps
page-board-settled = réglé par l’autorité
page-board-filings = Courriers
page-board-place = Destinataire
page-board-filed = déposés
page-board-overdue = en retard
page-board-answered = avec réponse
page-board-answered-late = avec réponse tardive
page-board-none = Il n’y a encore rien à compter.
page-board-below = moins de { $number }
    .bare = peu
