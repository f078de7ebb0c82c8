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

## The public ledger

page-ledger-menu = Registre public
page-ledger-intro = Tout ce que fait l’autorité est dit dans une seule liste publique, qui ne fait que grandir. Chacun peut vérifier que rien n’y a été changé. Personne n’y est nommé.
page-ledger-tree = Où il en est
page-ledger-origin = Nom du registre
page-ledger-size = Entrées
page-ledger-counted = Entrées déjà comptées
page-ledger-root = Racine de l’arbre
page-ledger-cosigned = Contresigné le
page-ledger-witnesses = Témoins
page-ledger-waiting = Entrées, avec celles que les témoins n’ont pas encore contresignées
page-ledger-demo = Aucun témoin indépendant ne se porte garant de ce registre. C’est une démonstration, qui ne prouve rien à des tiers.
page-ledger-unsound = Ce qui est publié ne mène pas à la racine qui a été signée. Les chiffres ci-dessous peuvent être faux : vérifiez les fichiers.
page-ledger-latest = Ce qui a été fait récemment
page-ledger-floor = Aucun nombre de personnes inférieur à dix n’est dit, ni ici ni dans le registre. Ce qui est inférieur à dix est additionné par semaine jusqu’à dix ou plus.
page-ledger-as-table = Ces chiffres en tableau
page-ledger-week = Semaine du
page-ledger-day = Jour
page-ledger-grounds = Événements par motif
page-ledger-ground = Motif
page-ledger-weeks = Événements par semaine et par motif
page-ledger-other = autre
page-ledger-passes = Pass, tels que dits par semaine
page-ledger-slots = Places dans les lots : pass, actes et remplissage
page-ledger-offices = Événements par service, là où il y en a eu dix ou plus en un jour
page-ledger-office = Service
page-ledger-exemptions = Exemptions par classe
page-ledger-class = Classe
page-ledger-reasons = Révocations par raison
page-ledger-revocations = Révocations par semaine et par raison
page-ledger-reason = Raison
page-ledger-opened = dit par semaine seulement
page-ledger-taken = Pass retirés, par jour
page-ledger-looks = Consultations de dossiers, par but
page-ledger-purpose = But
page-ledger-policies = Règlements et leur fin
page-ledger-policy = Règlement
page-ledger-region = Région
page-ledger-places = Types de lieux
page-ledger-from = Dès le
page-ledger-until = Jusqu’au
page-ledger-in-force = En vigueur
page-ledger-term = Période consécutive
page-ledger-changes = Changements annoncés
page-ledger-what = Quoi
page-ledger-told = Annoncé le
page-ledger-starts = En vigueur dès le
page-ledger-notice = Jours de préavis
page-ledger-urgent = Préavis court
page-ledger-gained = Personnes qu’il laisse entrer
page-ledger-lost = Personnes qu’il laisse dehors
page-ledger-keys = Clés qui signent les pass
page-ledger-key = Clé
page-ledger-signatures = Signatures apposées
page-ledger-ended = Terminée
page-ledger-by-kind = Entrées par genre

## Entries of the ledger

page-ledger-entries = Toutes les entrées
page-ledger-entry = Entrée
page-ledger-kind = Genre
page-ledger-all-kinds = tous les genres
page-ledger-newer = Entrées plus récentes
page-ledger-older = Entrées plus anciennes
page-ledger-no-entries = Il n’y a pas de telles entrées.
page-ledger-next-entry = L’entrée suivante
page-ledger-entry-before = L’entrée précédente
page-ledger-hash = Hachage de l’entrée
page-ledger-bytes = L’entrée, octet par octet
page-ledger-bytes-hint = CBOR canonique, en hexadécimal. Le hachage est le SHA-256 d’un octet nul suivi de ces octets, selon le RFC 6962.
page-ledger-proof = Preuve qu’elle est dans le registre
page-ledger-proof-hint = Ces hachages mènent de l’entrée à la racine, en commençant par sa voisine. Il n’y a personne à croire pour cela.
page-ledger-kind-unknown = genre inconnu
page-ledger-said-unknown = Cette page ne sait pas ce que dit l’entrée. Elle est montrée telle quelle, et non cachée.

## Kinds of entries, and what each says

page-ledger-kind-batch = lot
page-ledger-said-batch = Des pass ont été délivrés, ou des actes accomplis au sujet de personnes, cachés parmi un remplissage aléatoire : leur nombre est dit par semaine.
page-ledger-kind-act = acte de l’autorité
page-ledger-said-act = L’autorité a changé quelque chose en elle-même. Ceux qui l’ont décidé l’ont signé de leur propre clé.
page-ledger-kind-blinded-act = acte qui touche des pass
page-ledger-said-blinded-act = Quelque chose a été retiré, ou des révocations reprises. Qui a signé et pourquoi est dit ; qui cela touche ne l’est pas.
page-ledger-kind-summary = chiffres d’un jour
page-ledger-said-summary = Ce qui a été fait en un jour, compté. Les nombres inférieurs à dix y sont cachés.
page-ledger-kind-opening = sommes d’une semaine
page-ledger-said-opening = Des nombres qui étaient cachés sont dits, maintenant que leur somme atteint dix ou plus.
page-ledger-kind-signer-counter = compteur d’une clé
page-ledger-said-signer-counter = Combien de fois une clé a signé, afin que rien ne soit signé en secret.
page-ledger-kind-publication = publication officielle
page-ledger-said-publication = Ce avec quoi les appareils vérifient les pass a été publié : clés, règles, règlements et révocations. Ils ne prennent rien qui ne soit dit ici.
page-ledger-kind-revocations = liste des révocations
page-ledger-said-revocations = Tous les pass qu’une publication retire, par des numéros aléatoires.
page-ledger-kind-document = document publié
page-ledger-said-document = Un document d’une publication, par son empreinte numérique.
page-ledger-kind-announcement = annonce
page-ledger-said-announcement = Un changement de règles ou de règlements a été annoncé avant son entrée en vigueur.
page-ledger-kind-release = version du logiciel
page-ledger-said-release = Une version du logiciel, par son empreinte numérique : chacun peut la comparer à la sienne.
page-ledger-kind-witnesses = autres témoins
page-ledger-said-witnesses = Une autre liste de témoins a été annoncée sous l’ancienne.
page-ledger-kind-key-end = fin d’une clé
page-ledger-said-key-end = Une clé qui signait des pass a été publiée ou détruite.
page-ledger-kind-filing = courrier
page-ledger-said-filing = Quelqu’un a écrit à l’autorité, et une réponse est due.
page-ledger-kind-filing-answer = réponse à un courrier
page-ledger-said-filing-answer = Un courrier a reçu sa réponse, ou sa réponse a été reportée une fois.
page-ledger-kind-removal = courrier non montré
page-ledger-said-removal = Un courrier n’est pas montré au public, et la raison en est dite.
page-ledger-kind-petition = pétition
page-ledger-said-petition = Une pétition a été ouverte à la signature.
page-ledger-kind-vouchers = nombre de bons
page-ledger-said-vouchers = Combien peuvent signer des pétitions et combien ont échangé leur bon, à la dizaine.
page-ledger-kind-signatures = signatures d’une pétition
page-ledger-said-signatures = Des signatures d’une pétition ont été publiées. Elles ne disent rien de qui les a faites.
page-ledger-kind-petition-answer = réponse à une pétition
page-ledger-said-petition-answer = L’autorité a répondu à une pétition.

## What an entry tells

page-ledger-act = Acte
page-ledger-signed = Signé par
page-ledger-officer = agent
page-ledger-at = Quand
page-ledger-subject = Ce qui est compté
page-ledger-table = Tableau
page-ledger-sums = Sommes dites
page-ledger-certificate = Empreinte du certificat
page-ledger-version = Numéro de version
page-ledger-fingerprint = Empreinte numérique
page-ledger-list = Liste
page-ledger-passes-number = Nombre de pass
page-ledger-places-number = Places dans le lot
page-ledger-target = Pour
page-ledger-file = Fichier
page-ledger-old-witnesses = Empreinte de l’ancienne liste
page-ledger-new-witnesses = Empreinte de la nouvelle liste
page-ledger-end = Ce qu’elle est devenue
page-ledger-end-published = publiée, afin que personne ne soit tenu par ce qu’elle a signé
page-ledger-end-destroyed = détruite
page-ledger-filing = Courrier
page-ledger-step = Ce qui a été fait
page-ledger-answered = il y a été répondu
page-ledger-extended = la réponse a été reportée
page-ledger-petition = Pétition
page-ledger-epoch = Émission de bons
page-ledger-issued = remis
page-ledger-exchanged = échangés
page-ledger-subject-issuance = événements qui ont mené à un pass
page-ledger-subject-acts = actes au sujet de personnes
page-ledger-subject-looks = consultations de dossiers
page-ledger-subject-passes = pass délivrés

## Acts of the authority

page-ledger-act-found = L’autorité a été fondée
page-ledger-act-open-office = Un service a été ouvert
page-ledger-act-close-office = Un service a été fermé
page-ledger-act-appoint = Un agent a été nommé
page-ledger-act-dismiss = Une nomination a pris fin
page-ledger-act-declare-key = Une clé commence à signer des pass
page-ledger-act-withdraw-key = Une clé a été retirée, et avec elle ce qu’elle a signé
page-ledger-act-withdraw-value = Un produit ou un lot a été retiré
page-ledger-act-import-revocations = Des révocations faites ailleurs ont été reprises
page-ledger-act-import-deliveries = Une liste de livraisons a été reprise
page-ledger-act-hold-entry = La saisie d’un lot a été arrêtée, ou reprise
page-ledger-act-approve-product = Un produit a été autorisé
page-ledger-act-configure = Un réglage a été changé
page-ledger-act-other = Un autre acte

## Why passes are taken away

page-ledger-reason-entered = saisi par erreur
page-ledger-reason-duplicate = saisi deux fois
page-ledger-reason-corrected = corrigé et délivré à nouveau
page-ledger-reason-result = résultat du test retiré
page-ledger-reason-lot = lot retiré
page-ledger-reason-product = produit retiré
page-ledger-reason-key = clé compromise
page-ledger-reason-issued = signé par erreur du logiciel
page-ledger-reason-forgery = falsification prouvée
page-ledger-reason-holder = à la demande du titulaire

## Why records are looked at

page-ledger-purpose-issue = pour délivrer un pass
page-ledger-purpose-print = pour imprimer un pass
page-ledger-purpose-correct = pour corriger un dossier
page-ledger-purpose-holder = à la demande de la personne
page-ledger-purpose-revoke = pour une révocation
page-ledger-purpose-appeal = pour un recours
page-ledger-purpose-disclose = pour un tribunal ou un organisme désigné par la loi
page-ledger-purpose-erase = pour un effacement
page-ledger-purpose-audit = pour un audit
page-ledger-purpose-own = la personne elle-même a regardé

## What is published

page-ledger-doc-rules = règles
page-ledger-doc-policies = règlements
page-ledger-doc-value-sets = jeux de valeurs
page-ledger-doc-signers = signataires reconnus
page-ledger-doc-signers-removed = signataires retirés
page-ledger-doc-foreign = révocations d’autres pays
page-ledger-doc-filter = filtre des pass révoqués
page-ledger-doc-exact = liste exacte des pass révoqués
page-ledger-doc-universe = numéros de tous les pass délivrés

## What somebody files

page-ledger-filing-text = un texte que chacun peut lire
page-ledger-filing-document = un document que chacun peut lire
page-ledger-filing-recording = l’empreinte d’un enregistrement
page-ledger-filing-sealed = pour le destinataire seul

## Searching by receipt

page-ledger-receipt = Chercher par récépissé
page-ledger-receipt-intro = Qui a un récépissé voit ici où se trouvent dans le registre le pass, l’acte ou le courrier. Rien de ce que vous saisissez n’est gardé.
page-ledger-receipt-text = Le récépissé
page-ledger-receipt-hint = En entier, de sa première ligne à la dernière.
page-ledger-receipt-file = Ou le récépissé sous forme de fichier
page-ledger-commitment = Engagement de ce dont il s’agit, si vous l’avez
page-ledger-commitment-hint = 64 caractères : des chiffres et les lettres de A à F. Avec lui, la place dans le lot est vérifiée aussi.
page-ledger-receipt-own = Le récépissé d’un pass contient un secret dont vous seul avez besoin. Pour le vérifier avec le pass, sans le montrer à personne :
page-ledger-search = Chercher
page-ledger-found = C’est dans le registre.
page-ledger-found-slot = Ce dont il y a engagement est dans ce lot, à cette place.
page-ledger-found-batch = L’entrée est un lot. Ce dont le récépissé parle dans ce lot n’a pas été vérifié ici.
page-ledger-promised = Le récépissé est authentique. Son entrée n’est pas encore dans le registre contresigné.
page-ledger-promised-hint = Regardez à nouveau dans quelques minutes. Si rien ne change, gardez le récépissé et montrez-le à un auditeur.
page-ledger-omitted = Le récépissé est authentique, et le registre publié a autre chose à cette place.
page-ledger-omitted-hint = Gardez le récépissé : il prouve que le registre a été changé. Montrez-le à un auditeur, à un tribunal ou à un journal.
page-ledger-slot = Place dans le lot
page-ledger-size-then = Entrées quand le récépissé a été fait

## Downloading everything

page-ledger-download = Tout télécharger
page-ledger-download-intro = Tout ce qui est publié se trouve ici sous forme de fichiers, que lisent les outils C2SP pour les journaux de transparence. Qui en a une copie peut tout vérifier sans rien nous demander.
page-ledger-audit-from = Pour l’auditer depuis cette adresse, ou depuis un dossier avec une copie :
page-ledger-files = Où se trouvent les choses
page-ledger-file-checkpoint = l’arbre le plus récent, signé
page-ledger-file-cosigned = l’arbre le plus récent que les témoins ont contresigné
page-ledger-file-policy = clé du registre, témoins et quorum
page-ledger-file-tiles = hachages de l’arbre
page-ledger-file-entries = les entrées, 256 par fichier
page-ledger-file-batches = les lots, et tout ce que les entrées nomment par empreinte
page-ledger-file-set = ce avec quoi les appareils vérifient les pass
page-ledger-file-index = la même chose pour d’autres logiciels
page-ledger-verify = Vérifier le registre dans votre navigateur
