# Ce que le portefeuille demande à l’autorité, en français.

## Collecting a pass

collect-title = Avec un code de l’autorité
collect-hint = Un guichet, un cabinet ou une lettre vous a donné un code de 26 lettres et chiffres. Il compte une fois. L’autorité n’est interrogée que lorsque vous appuyez, et apprend que le passe a été retiré.
collect-code = Code de retrait
collect = Retirer le passe

## One's own record

own = Dossier auprès de l’autorité
own-of = Dossier auprès de l’autorité : { $name }
own-title = Ce que l’autorité conserve
own-hint = Rien n’est demandé avant que vous appuyiez. L’autorité apprend alors que vous avez regardé, et le note comme votre propre consultation. Ce qui arrive est montré ici et n’est pas gardé.
own-ask = Demander le dossier
own-ask-again = Demander encore
own-key-over = La clé de ce dossier a pris fin le { $at }. Un guichet vous donne un nouveau code.
give-back = Rendre la clé de ce dossier
give-back-text = Plus personne, vous compris, ne pourra demander le dossier depuis cet appareil. Les passes restent. Un guichet vous donne un nouveau code.
give-back-press = Rendre maintenant
looks-title = Qui a consulté le dossier
looks-none = Personne d’autre que vous.
looks-own =
    { $count ->
        [0] Vous ne l’avez pas encore consulté vous-même.
        [one] Vous l’avez consulté vous-même { $count } fois.
       *[other] Vous l’avez consulté vous-même { $count } fois.
    }
look-purpose = Dans quel but
look-basis = Base légale
look-office = Service
look-role = Fonction
look-officer = Agent
officer-number = numéro { $number }
basis-none = aucune indiquée
purpose-issue = pour inscrire un fait ou délivrer un passe
purpose-print = pour imprimer ou remettre un passe
purpose-correct = pour corriger quelque chose
purpose-holder-asked = parce que vous l’avez demandé
purpose-revoke = pour décider du retrait d’un passe
purpose-appeal = pour décider d’un recours
purpose-disclose = pour le remettre à un tribunal ou à un organe nommé par la loi
purpose-erase = pour l’effacer
purpose-audit = pour examiner un soupçon d’abus par des agents
purpose-own = votre propre consultation
role-clinic = clinique
role-desk = guichet
role-office-head = chef de service
role-policy-maker = rédaction des règles
role-key-custodian = garde des clés
role-reviewer = contrôle indépendant
role-auditor = audit
role-machine = machine d’une clinique
basis-pass-law = la loi sur les passes
basis-medicines-law = la loi sur les médicaments
basis-consent = le consentement
basis-correction = le droit de rectification
basis-erasure = le droit à l’effacement
basis-retention = la fin de la conservation
basis-court-order = l’ordre d’un tribunal
basis-supervisory-order = l’ordre de l’organe de surveillance
basis-representation = la représentation
basis-procedure = le droit de la procédure
record-person = De qui il s’agit
record-number = Numéro du dossier
record-name = Nom
record-born = Date de naissance
record-before = jusqu’au { $at } ; modifié : { $what }
changed-surname = nom
changed-forename = prénom
changed-surname_standardised = nom, écriture des machines
changed-forename_standardised = prénom, écriture des machines
changed-birth_date = date de naissance
events-title = Ce qui a eu lieu
events-none = Rien n’est inscrit.
event-lot = Lot
event-source = Communiqué par
event-entered = Inscrit
event-number = Numéro de l’inscription
event-corrected = Une autre inscription la remplace.
source-desk = un agent qui l’a saisi
source-machine = la machine d’une clinique
source-csv = une liste importée
source-fhir = un dossier médical importé
source-foreign = le passe d’un autre pays
acts-title = Ce qui a été fait
act-state = État
act-at = Commencé
act-effective = En vigueur dès
act-reason = Motif
act-issue = Un passe a été délivré
act-reissue = Un passe a été délivré de nouveau
act-correct = Quelque chose a été corrigé
act-revoke = Un passe est retiré
act-restore = Quelque chose a été annulé
act-withdraw-key = Une clé de signature est retirée
act-withdraw-value = Un produit ou un lot est retiré
act-refuse-reissue = Un nouveau passe est refusé
act-hand-over = Le dossier vous a été remis
act-mandate = Quelqu’un peut agir pour vous
act-end-mandate = Un mandat a pris fin
act-erase = Le dossier est effacé
act-disclose = Le dossier a été remis à un tribunal ou à un organe nommé par la loi
state-proposed = attend un second service
state-approved = signé par deux services
state-noticed = annoncé, pas encore en vigueur
state-effective = en vigueur
state-dropped = abandonné
state-contested = vous avez fait opposition ; en attente
state-lapsed = caduc
state-undone = annulé
reason-entered-in-error = inscrit par erreur
reason-duplicate = inscrit deux fois
reason-corrected = corrigé et délivré de nouveau
reason-result-withdrawn = le laboratoire a retiré le résultat
reason-lot-withdrawn = le lot a été retiré
reason-product-withdrawn = le produit a été retiré
reason-key-compromised = une clé de signature est tombée en d’autres mains
reason-issued-in-error = délivré par erreur
reason-forgery = faux
reason-holder-asked = vous l’avez demandé
mandate-given =
    Quelqu’un peut pour vous { $act ->
        [yes] consulter et agir
       *[no] consulter
    } jusqu’au { $end }.
mandate-had =
    Vous pouvez pour quelqu’un { $act ->
        [yes] consulter et agir
       *[no] consulter
    } jusqu’au { $end }.

## Passes of the record

own-passes-title = Passes
own-passes-hint = Un passe corrigé ou délivré de nouveau est ici aussi : prenez le nouveau dans le portefeuille.
pass-status = État
pass-since = Dès
pass-issued = Délivré
pass-expires = Prend fin
pass-number = Numéro du passe
status-valid = valable
status-replaced = un autre le remplace
status-noticed = va être retiré
status-revoked = retiré
status-expired = expiré
take-own = Le prendre dans le portefeuille
page-save = Enregistrer sa page à imprimer (PDF)
light-title = Passes légers
light-hint = Un code pour chacun des 14 prochains jours, avec votre nom et votre date de naissance, sans la raison du passe. Ils sont toujours récupérés tous à la fois, pour que personne n’apprenne si, quand ni où vous en utilisez un.
light-policy = Pour quelle règle
light-fetch = Récupérer les passes légers
light-save = Enregistrer une feuille à imprimer (PDF)
light-passes = Passes légers
light-left =
    { $count ->
        [one] Il reste { $count } jour, jusqu’au { $until }.
       *[other] Il reste { $count } jours, jusqu’au { $until }.
    }
light-over = Tous ont expiré. Récupérez-en de nouveaux depuis le dossier.
light-none-today = Il n’y en a pas pour le moment.
light-show = Montrer le code du jour

## Objecting and asking

object = Faire opposition
object-text = Quelqu’un qui n’y a pas pris part décide, en 30 jours au plus. Vous n’avez pas à donner de raison.
object-why = Pourquoi (vous seul et le contrôle pouvez le lire)
object-press = Déposer l’opposition
refused = Un service a refusé quelque chose
refused-office = Le service
refused-day = Le jour
request = Demander une correction ou un nouveau passe
request-hint = La demande part à l’autorité, scellée dans le registre public, avec le numéro de votre dossier pour qu’un guichet le trouve. Une réponse vous est due. Avec une pièce d’identité, tout guichet le fait aussitôt.
request-about = De quoi il s’agit
request-text = Ce qui est faux, et ce qui est juste
request-press = Envoyer la demande
request-person = Le nom ou la date de naissance est faux
request-event = { $kind }, inscrit le { $entered }, est faux
request-pass = Un nouveau passe au lieu de : { $kind }, délivré le { $issued }
request-filed = attend sa réponse
request-extended = prend plus de temps, ce qui est permis une fois
request-answered = a reçu sa réponse
request-overdue = La réponse est en retard, et comptée ainsi en public.
cases-title = Oppositions et demandes
case-request = Demande
case-appeal = Opposition : { $what }
case-number = Numéro
case-filed = Déposée
case-state = État
case-due = Réponse due le
case-answer = Réponse
case-outcome = Décision
case-findings = Ce que le contrôle a constaté
case-waits = Ce que vous contestez attend la décision.
follow = Voir s’il y a une réponse

## Receipts and the ledger

receipt-title = Reçu
receipt-text = Que ce passe a été délivré figure au registre public, à l’inscription { $entry }, qui ne nomme personne. Le reçu le prouve. Il ouvre l’inscription : gardez-le comme vous gardez le passe.
receipt-save = Enregistrer le reçu
receipt-verify = Le vérifier sur la page qui contrôle le registre
seen-title = Le registre public tel que ce portefeuille l’a vu
seen-hint = Le registre ne peut que croître. Qui détient un arbre plus ancien peut montrer si quelque chose en a été ôté : remettez-le à un auditeur.
seen-none = Aucun n’a été vu. Un arbre vient avec chaque reçu.
seen-tree = { $size } inscriptions le { $at }.
seen-save = Enregistrer l’arbre

## What came of it

done-light-fetched =
    { $count ->
        [one] { $count } passe léger est arrivé.
       *[other] { $count } passes légers sont arrivés.
    }
done-objected = L’opposition est déposée.
done-requested = La demande est déposée. Vous pouvez voir ici s’il y a une réponse.
done-given-back = La clé a été rendue.
done-saved = Enregistré.
fault-ledger-split = Le registre arrivé avec ceci est, à taille égale, un autre que celui que ce portefeuille avait vu. L’un des deux est un faux : enregistrez l’arbre sous « Sécurité et copies » et le reçu, et montrez les deux à un auditeur.
fault-no-authority = Il n’y a pas de service de l’autorité à cette adresse.
fault-answer = La réponse de l’autorité est illisible. Rien n’en a été gardé.
fault-authority-code-used = Le code est mal saisi, déjà utilisé ou remplacé par un autre. Comparez-le au papier, ou demandez-en un nouveau à un guichet.
fault-authority-rate-limited = Trop de demandes. Attendez une minute.
fault-seal-rate-limited = Trop de demandes. Attendez une minute.
fault-server-rate-limited = Trop de demandes. Attendez une minute.
fault-server-not-signed-in = La clé de ce dossier ne compte plus. Un guichet vous donne un nouveau code.
fault-server-no-policies = L’autorité n’a pas de règle pour laquelle il y aurait des passes légers.
fault-server-no-filings = Rien ne peut être déposé ici : cette autorité n’a pas encore de registre public. Demandez à un guichet.
fault-server-busy = Il y a trop de demandes en ce moment. Rien n’a encore été pris : attendez, puis appuyez de nouveau.
fault-filing-budget = Il arrive trop d’envois en ce moment. Rien n’a encore été pris : attendez, puis appuyez de nouveau.
fault-filing-busy = Il arrive trop d’envois en ce moment. Rien n’a encore été pris : attendez, puis appuyez de nouveau.
fault-appeal-known = Une opposition a déjà été déposée.
fault-appeal-not-appealable = Aucune opposition n’est possible contre cela.
fault-staff-no-office = Aucun service ne porte ce nom. Écrivez-le comme sur le papier que vous avez reçu.
fault-light-not-accepted = Selon cette règle, le passe n’est accepté aucun de ces jours ; il n’y en a donc pas de léger.
fault-light-no-check-in-force = La règle n’est en vigueur aucun de ces jours ; aucun passe n’est requis.
fault-light-policy-changes = La règle change ces jours-ci. Récupérez plus tard les passes légers pour la nouvelle.
