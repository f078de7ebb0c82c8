# Ce que Cleanbill dit d'un pass, en français.
#
# Sous un message qui reprend des faits se trouvent des attributs : ce qui est dit quand tous ne sont
# pas connus. Ils sont essayés dans leur ordre ; le dernier n'en reprend aucun.
#
# Glossaire
#   pass       pass, pass sanitaire     holder   titulaire
#   issuer     émetteur                 signer   signataire
#   signature  signature                revoked  révoqué
#   policy     règlement                rule     règle
#   ground     motif : ce pour quoi le pass a été délivré
#   verifier   vérificateur ; appareil, quand il s'agit de l'horloge et du lecteur
#   La personne qui lit est vouvoyée. Espace insécable devant : ; ? ! et dans « ».

## Le verdict, comme titre

verdict-accepted = Accepté
verdict-authentic = Authentique
verdict-refused = Non accepté
verdict-undetermined = Vérification impossible
verdict-no-pass-needed = Aucun pass nécessaire
verdict-no-check-in-force = Aucun contrôle en vigueur

## À la porte : rien qui révèle le motif

door-good = Authentique et en cours de validité.
door-accepted = Le pass est accepté ici.
door-no-pass-needed = Cette personne n’a pas besoin de pass ici.
door-no-check-in-force = Ici, aucun pass ne peut être exigé.
door-not-a-pass = Ceci n’est pas un pass sanitaire.
door-unreadable = Le code est illisible. Scannez-le de nouveau.
door-scanner-settings = Le lecteur est mal réglé. Le titulaire n’y est pour rien.
door-not-genuine = Le code n’est pas authentique.
door-not-valid = Le pass n’est pas valable ici et maintenant.
door-not-checkable = Le pass n’a pas pu être vérifié ici. Le titulaire n’y est pour rien.
door-other-policy = Ce code n’est pas pour ce lieu. Le titulaire peut présenter le pass complet.
door-data-too-old = Les données de cet appareil sont trop anciennes. Le titulaire n’y est pour rien.
door-clock-wrong = L’horloge de cet appareil est déréglée. Le titulaire n’y est pour rien.
door-document-differs = Le pass et la pièce d’identité ne sont pas à la même personne.
door-document-unreadable = Le pass et la pièce d’identité n’en disent pas assez pour être comparés, ou la pièce d’identité est illisible.

## Lecture du code

not-a-pass = Ceci n’est pas un pass sanitaire.
web-address = Ce code est une adresse web, pas un pass sanitaire. Elle n’a pas été ouverte.
health-link = Ce code est un lien de santé : il mène à des fichiers chiffrés et n’est pas lui-même un pass. Il n’a pas été ouvert.
format-not-supported = Ce type de pass est reconnu, mais n’est pas vérifié ici.
recognised-2d-doc = C’est un 2D-Doc français. Il ne peut pas être vérifié, car aucune liste de confiance ici n’a les clés des autorités françaises.
recognised-uk-domestic = C’est le NHS COVID Pass intérieur de l’Angleterre. Il ne peut pas être vérifié, car ses clés n’ont pas été publiées pour d’autres vérificateurs.
recognised-israel = C’est un passe vert israélien de 2021. Il ne peut pas être vérifié, car cette forme a été abandonnée et sa clé n’est dans aucune liste de confiance.
recognised-singapore = C’est un HealthCert de Singapour. Il ne peut pas être vérifié, car son émetteur ne se trouve que sur le réseau, et un contrôle n’y cherche rien.
recognised-swiss-light = C’est un certificat light suisse. Il ne peut pas être vérifié, car il expirait en un jour ou deux et ses clés ne sont dans aucune liste de confiance.
recognised-coronacheck = C’est un code CoronaCheck néerlandais. Il ne peut pas être vérifié, car ses clés ont été retirées.
recognised-hong-kong = C’est un certificat de vaccination de Hong Kong. Il ne peut pas être vérifié, car seul le lecteur du gouvernement le lit.
recognised-validation = Ce code n’est pas un pass : un transporteur y demande d’en envoyer un.
recognised-seal = C’est un sceau OACI d’un visa ou d’un autre document, pas un pass sanitaire.
recognised-gosuslugi = C’est l’adresse d’une page de Gosuslugi. Elle ne peut pas être vérifiée, car rien n’y est signé. Elle n’a pas été ouverte.
recognised-immune-mos = C’est l’adresse d’une page de immune.mos.ru. Elle ne peut pas être vérifiée, car rien n’y est signé. Elle n’a pas été ouverte.
recognised-tousanticovid = C’est une adresse pour l’application TousAntiCovid. Elle ne peut pas être vérifiée, car le pass lui-même est derrière. Elle n’a pas été ouverte.
recognised-chile = C’est l’adresse d’un Pase de Movilidad chilien. Elle ne peut pas être vérifiée, car rien n’y est signé. Elle n’a pas été ouverte.
recognised-pedulilindungi = C’est l’adresse d’une page de PeduliLindungi. Elle ne peut pas être vérifiée, car rien n’y est signé. Elle n’a pas été ouverte.
forged-address = Ce code est une adresse web qui imite une adresse officielle. Elle n’a pas été ouverte.
mangled-percent = Une application a modifié les signes « pour cent » du code.
mangled-lower-case = Le code est arrivé en minuscules.
mangled-symbology = Le lecteur a placé ses propres caractères devant le code.
mangled-leading-space = Il y a des espaces devant le code.
mangled-russian-keyboard = Le lecteur a saisi le code avec un clavier russe.
mangled-german-keyboard = Le lecteur a saisi le code avec un clavier allemand.
mangled-french-keyboard = Le lecteur a saisi le code avec un clavier français.
mangled-other-keyboard = Le lecteur a saisi le code avec un autre clavier.
too-long = Le texte est plus long que n’importe quel code QR.
unknown-version = Le pass est d’une version plus récente que ce vérificateur.
other-document = Le code est un document signé d’un type qui n’est pas vérifié ici.
bad-text = Le code a été mal lu ou est abîmé : son texte n’est pas valable.
bad-compression = Le code est abîmé : son contenu ne peut pas être décompressé.
damaged = Le code est abîmé ou a été mal fabriqué : son contenu est illisible.
part-missing = Ceci est une partie d’un code imprimé en plusieurs : les autres manquent.

## Signature

unsigned = Personne n’a signé ceci : cela ne prouve rien.
no-signers = Ce vérificateur ne connaît aucun signataire et ne peut donc vérifier aucun pass.
no-kid = Le pass n’indique pas quelle clé l’a signé.
unknown-key = Le pass est signé avec une clé absente des données de ce vérificateur.
unusable-key = La clé du signataire, dans les données de ce vérificateur, est inutilisable.
no-algorithm = Le pass n’indique pas comment il a été signé.
unsupported-algorithm = Le pass a été signé d’une manière qui n’est pas prise en charge.
algorithm-mismatch = Le mode de signature indiqué par le pass ne correspond pas à sa clé.
uncheckable-signature = Ce vérificateur ne peut pas vérifier ce type de signature.
wrong-signature = La signature est fausse : le pass a été modifié ou contrefait.

## Temps

not-yet-valid = Le pass n’est valable qu’à partir du { $from }.
    .bare = Le pass n’est pas encore valable.
expired = Le pass a expiré le { $until }.
    .bare = Le pass a expiré.
no-expiry = Le pass n’indique pas jusqu’à quand il est valable.
light-too-long = Le pass allégé est signé pour plus de 48 heures, ce qui n’est pas permis.
absurd-date = Une date du pass est impossible.
date-not-a-number = Une date du pass n’est pas un nombre.

## Ce que dit le pass, et qui peut le signer

light-pass-wrong = Le pass allégé n’est pas fait comme il doit l’être et ne compte donc pas.
no-entry = Le pass ne contient ni vaccination, ni test, ni rétablissement.
many-entries = Le pass contient plus d’une entrée, ce qu’aucune règle n’admet.
no-name = Le pass n’indique pas à qui il est.
no-birth-date = Le pass ne porte pas de date de naissance à comparer avec une pièce d’identité.
field-missing = Il manque une indication que tout pass doit porter.
field-wrong = Une indication du pass n’est pas écrite comme son format le demande.
key-usage = Le signataire n’a pas le droit de signer ce type de pass.

## Révocation

revoked = Le pass a été révoqué.
signer-removed = La clé qui a signé le pass a été retirée ; aucun des pass qu’elle a signés ne compte plus.

## Données et horloge de ce vérificateur

clock-behind = L’horloge de cet appareil retarde.
data-too-old =
    { $age ->
        [one] Les données de ce vérificateur ont { $age } jour ; le règlement en vigueur ici en admet { $max }.
       *[other] Les données de ce vérificateur ont { $age } jours ; le règlement en vigueur ici en admet { $max }.
    }
    .bare = Les données de ce vérificateur sont plus anciennes que le règlement en vigueur ici ne l’admet.

## Le règlement

ground-not-accepted = Le règlement en vigueur ici n’accepte pas ce motif : { $ground }.
    .bare = Le règlement en vigueur ici n’accepte pas le motif pour lequel le pass a été délivré.
other-disease = Le pass concerne une autre maladie que le règlement en vigueur ici.
series-incomplete = C’est la dose { $dose } sur { $doses } : la vaccination n’est pas encore complète.
    .bare = La vaccination n’est pas encore complète.
product-not-accepted = Le règlement en vigueur ici n’accepte pas ce vaccin : { $product }.
    .bare = Le règlement en vigueur ici n’accepte pas ce vaccin.
method-not-accepted = Le règlement en vigueur ici n’accepte pas ce type de test : { $method }.
    .bare = Le règlement en vigueur ici n’accepte pas ce type de test.
result-not-accepted = Le règlement en vigueur ici n’accepte pas ce résultat de test : { $result }.
    .bare = Le règlement en vigueur ici n’accepte pas ce résultat de test.
too-early = Ici, le pass ne compte qu’à partir du { $from }.
    .bare = Ici, le pass ne compte pas encore.
term-over = Ici, le pass comptait jusqu’au { $until }.
    .bare = Ici, le pass ne compte plus.
way-closed = Un tel pass donnait accès ici jusqu’au { $until }.
    .bare = Un tel pass ne donne plus accès ici.
age-not-accepted =
    { $from ->
        [0] Un tel pass ne donne accès qu’aux moins de { $below } ans.
       *[other] Un tel pass ne donne accès qu’à partir de { $from } ans et avant { $below } ans.
    }
    .from = Un tel pass ne donne accès qu’à partir de { $from } ans.
    .bare = Un tel pass ne donne pas accès à cet âge.
rule-failed = Le pass ne remplit pas la règle { $rule }.
    .bare = Le pass ne remplit pas une règle.
not-said = Le pass n’indique pas ce que demande le règlement en vigueur ici.
not-one-event = Le pass ne dit rien dont le règlement en vigueur ici puisse juger, ou en dit trop.
rule-open = La règle { $rule } n’a pas pu être appliquée à ce pass.
    .bare = Une règle n’a pas pu être appliquée à ce pass.
not-a-dcc = Les règles d’ici concernent les certificats COVID numériques de l’UE ; ce pass est d’un autre type.
no-destination-rules = Les données de ce vérificateur ne contiennent pas les règles de ce pays : { $country }.
    .bare = Les données de ce vérificateur ne contiennent pas les règles du pays de destination.
other-policy = Ce pass allégé a été émis pour un autre règlement que celui en vigueur ici. Ce que permet le pass complet n’est pas connu.

## Pourquoi quelque chose n'a pas été examiné

skipped-not-reached = Non examiné, car une vérification précédente n’a pas réussi.
skipped-no-revocation-data = Non examiné : il n’y a pas de données de révocation.
skipped-not-covered = Non examiné : les données de révocation ne couvrent pas de tels pass.
skipped-no-policy = Non examiné : aucun règlement n’est choisi.
skipped-no-check-in-force = Non examiné : aucun contrôle n’est en vigueur ici.
skipped-no-pass-needed = Non examiné : aucun pass n’est nécessaire ici.

## Remarques

note-unprotected-kid = Le nom de la clé n’est pas couvert par la signature.
note-tags = Le message porte d’autres étiquettes que celles que demande la spécification.
note-outside-key-window = Le pass a été signé en dehors de la période prévue pour la clé du signataire.
note-outlives-key = Le pass est valable plus longtemps que la clé du signataire.
note-data-ageing =
    { $age ->
        [one] Les données de ce vérificateur ont { $age } jour, sur { $max } que le règlement admet. Mettez-les bientôt à jour.
       *[other] Les données de ce vérificateur ont { $age } jours, sur { $max } que le règlement admet. Mettez-les bientôt à jour.
    }
    .bare = Les données de ce vérificateur vieillissent. Mettez-les bientôt à jour.
note-consecutive-policy = Le règlement en prolonge un autre : c’est le numéro { $number } d’affilée.
    .bare = Le règlement en prolonge un autre.
note-also-looks-like = Le code ressemble aussi à { $format }.
    .bare = Le code ressemble aussi à un autre format.
note-empty-field = Une indication est écrite vide au lieu d’être omise.
note-tagged-date = Une date est marquée comme date, ce que son format ne demande pas.
note-decimal-doses = Un nombre de doses est écrit avec une virgule décimale.
note-white-space = Un texte est entouré d’espaces.
note-unusual = Une indication est écrite de façon inhabituelle.

## Ce que l'on peut faire

remedy-ask-for-the-code = Demandez au titulaire le code QR du pass lui-même.
remedy-other-verifier = Vérifiez-le avec un vérificateur prévu pour ce type de pass.
remedy-scanner-layout = Réglez le lecteur ou l’ordinateur sur le clavier américain et scannez de nouveau.
remedy-scan-again = Scannez de nouveau, bien à plat et bien éclairé. Si cela échoue, le titulaire peut obtenir une nouvelle impression.
remedy-show-all-parts = Présentez ensemble toutes les parties du code, dans n’importe quel ordre.
remedy-import-list = Le titulaire n’y est pour rien. Importez une liste de confiance : cleanbill trust import.
remedy-update-trust = Mettez à jour les données du vérificateur. Si la clé reste inconnue, adressez-vous à l’émetteur. Le titulaire n’y est pour rien.
remedy-update-verifier = Mettez à jour le vérificateur. Le titulaire n’y est pour rien.
remedy-compare-clock = Comparez l’horloge de l’appareil avec l’heure exacte, puis avec la date du pass.
remedy-compare-clock-then-renew = Comparez l’horloge de l’appareil avec l’heure exacte. Le titulaire peut renouveler le pass.
remedy-ask-for-the-original = Scannez de nouveau. Si la signature reste fausse, demandez l’original, imprimé ou dans l’application.
remedy-ask-for-correction = Le titulaire peut demander un pass corrigé à l’émetteur.
remedy-object-to-revocation = Le titulaire peut demander le motif à l’émetteur et contester cette décision.
remedy-ask-for-a-new-pass = Le titulaire n’y est pour rien et peut demander un nouveau pass à l’émetteur.
remedy-set-the-clock = Réglez l’horloge de l’appareil et scannez de nouveau. Le titulaire n’y est pour rien.
remedy-update-the-data = Mettez à jour les données du vérificateur et scannez de nouveau. Le titulaire n’y est pour rien.
remedy-other-ground = Le titulaire peut présenter un autre pass ou demander ce qui est aussi accepté ici.
remedy-complete-the-series = Le titulaire peut présenter le pass de la dernière dose, ou un autre pass.
remedy-other-test = Le titulaire peut présenter le pass d’un autre test ou demander ce qui est aussi accepté ici.
remedy-come-back-after = Le titulaire peut revenir après le { $from }.
    .bare = Le titulaire peut revenir plus tard.
remedy-renew = Le titulaire peut présenter un pass plus récent, ou en demander un à l’émetteur.
remedy-ask-the-authority = Adressez-vous à l’autorité qui a établi le règlement. Le titulaire peut contester cette décision auprès d’elle.
remedy-show-the-full-pass = Demandez le pass complet, ou un pass allégé pour ce lieu.

## Termes

ground-vaccination = vaccination
ground-recovery = rétablissement
ground-test = test
ground-exemption = exemption médicale
method-pcr = test PCR
method-antigen = test antigénique
method-antibody = test sérologique
result-negative = négatif
result-positive = positif
