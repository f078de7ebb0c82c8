# Les libellés de la ligne de commande et de la fiche, en français. Glossaire : messages.ftl.
#
# Un libellé précède une valeur et prend la minuscule ; phrases et titres prennent la majuscule.

## Ce que l'on sait d'un pass

what-to-do = que faire
source = source
signed-by = signé par
holder = titulaire
born = date de naissance
note = remarque
not-proven = non prouvé
key = clé
policy = règlement
rule = règle
version = version
checked-at = vérifié le
valid-until = valable jusqu’au
place = lieu
data-age = âge des données
days =
    { $number ->
        [one] { $number } jour
       *[other] { $number } jours
    }
    .bare = jours
consecutive-policy = numéro { $number } d’affilée
    .bare = règlement prolongé

## La fiche du titulaire

slip-title = Pourquoi ce pass n’a pas été accepté
slip-title-unchecked = Pourquoi ce pass n’a pas pu être vérifié
slip-no-identity = Cette fiche ne nomme personne.
slip-objection = Pour contester, présentez cette fiche à l’autorité qui a établi le règlement.

## Étapes de la vérification

stage-decode = lecture
stage-signature = signature
stage-time = dates
stage-schema = contenu
stage-key-usage = droit de signer
stage-revocation = révocation
stage-data = données et horloge
stage-rules = règlement et règles

## Résultat d'une étape

outcome-passed = réussi
outcome-failed = échoué
outcome-open = vérification impossible
outcome-skipped = non examiné

## Pourquoi une règle n'est pas remplie

explain-wanted = demandé
explain-found = trouvé
explain-would-pass = serait accepté si
foreign-rule = règle d’un autre pays
term = voie d’accès { $number }
    .bare = voie d’accès
requirement-disease = maladie visée par le règlement
requirement-complete = vaccination complète
requirement-product = vaccin accepté
requirement-method = type de test accepté
requirement-result = résultat accepté
requirement-counts-from = compte à partir du
requirement-counts-until = compte jusqu’au
requirement-open-until = donne accès jusqu’au
requirement-age = âge accepté
answer-not-said = le pass ne l’indique pas
yes = oui
no = non

## Types de lieu

place-amusement-park = parc de loisirs
place-beauty = salon de coiffure ou institut de beauté
place-care-home-visit = visite en établissement de soins et d’hébergement
place-cinema = cinéma
place-concert = concert
place-conference = congrès ou salon
place-gym = salle de sport
place-hospital-visit = visite à l’hôpital
place-hotel = hôtel
place-international-travel = voyage international
place-local-transport = transports locaux
place-long-distance-flight = vol intérieur
place-long-distance-train = train ou car longue distance
place-museum = musée, galerie ou bibliothèque
place-nightclub = bar ou discothèque
place-restaurant = restaurant ou café
place-retail-shop = magasin (hors alimentation et pharmacie)
place-school = école ou université
place-shopping-centre = centre commercial
place-sports-event = manifestation sportive
place-swimming-pool = piscine ou sauna
place-theatre = théâtre
place-workplace = lieu de travail

## Là où aucun pass ne peut être exigé

essential-appeal-desk = guichet des recours
essential-assembly = réunion pacifique
essential-citizen-return = retour dans son propre pays
essential-court = tribunal
essential-food = alimentation
essential-home = domicile
essential-medical-treatment = soins médicaux
essential-pharmacy = pharmacie
essential-police = poste de police
essential-polling-station = bureau de vote
essential-public-office = administration publique
essential-worship = lieu de culte
