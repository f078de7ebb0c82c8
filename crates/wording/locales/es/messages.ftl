# Lo que Cleanbill dice de un pase, en español.
#
# Debajo de un mensaje que incluye datos hay atributos: lo que se dice cuando no se conocen todos. Se
# prueban por orden; el último no incluye ninguno.
#
# Glosario
#   pass       pase, pase sanitario     holder   titular
#   issuer     emisor                   signer   firmante
#   signature  firma                    revoked  revocado
#   policy     normativa                rule     regla
#   ground     motivo: aquello por lo que se expidió el pase
#   verifier   verificador; dispositivo, cuando se trata del reloj y del lector
#   A quien lee se le trata de usted.

## El veredicto, como título

verdict-accepted = Aceptado
verdict-authentic = Auténtico
verdict-refused = No aceptado
verdict-undetermined = No se pudo comprobar
verdict-no-pass-needed = No se necesita pase
verdict-no-check-in-force = Ningún control en vigor

## En la puerta: nada que revele el motivo

door-good = Auténtico y vigente.
door-accepted = Aquí se acepta el pase.
door-no-pass-needed = Esta persona no necesita pase aquí.
door-no-check-in-force = Aquí no se puede exigir el pase a nadie.
door-not-a-pass = Esto no es un pase sanitario.
door-unreadable = No se puede leer el código. Escanéelo de nuevo.
door-scanner-settings = El lector está mal configurado. El titular no tiene la culpa.
door-not-genuine = El código no es auténtico.
door-not-valid = El pase no es válido aquí y ahora.
door-not-checkable = No se pudo comprobar el pase aquí. El titular no tiene la culpa.
door-other-policy = Este código no es para este lugar. El titular puede mostrar el pase completo.
door-data-too-old = Los datos de este dispositivo son demasiado antiguos. El titular no tiene la culpa.
door-clock-wrong = El reloj de este dispositivo no va bien. El titular no tiene la culpa.
door-document-differs = El pase y el documento no son de la misma persona.
door-document-unreadable = El pase y el documento no dicen lo suficiente para compararlos, o el documento no se puede leer.

## Lectura del código

not-a-pass = Esto no es un pase sanitario.
web-address = Este código es una dirección web, no un pase sanitario. No se ha abierto.
health-link = Este código es un enlace de salud: lleva a archivos cifrados y no es en sí un pase. No se ha abierto.
format-not-supported = Este tipo de pase se reconoce, pero aquí no se comprueba.
recognised-2d-doc = Es un 2D-Doc francés. No se puede verificar, porque ninguna lista de confianza tiene aquí las claves de las autoridades francesas.
recognised-uk-domestic = Es el NHS COVID Pass nacional de Inglaterra. No se puede verificar, porque sus claves no se publicaron para otros verificadores.
recognised-israel = Es un pase verde israelí de 2021. No se puede verificar, porque esa forma se abandonó y su clave no está en ninguna lista de confianza.
recognised-singapore = Es un HealthCert de Singapur. No se puede verificar, porque su emisor solo se encuentra en la red, y un control no busca nada en ella.
recognised-swiss-light = Es un certificado light suizo. No se puede verificar, porque caducaba en uno o dos días y sus claves no están en ninguna lista de confianza.
recognised-coronacheck = Es un código CoronaCheck neerlandés. No se puede verificar, porque sus claves se retiraron.
recognised-hong-kong = Es un registro de vacunación de Hong Kong. No se puede verificar, porque solo lo lee el escáner del gobierno.
recognised-validation = Este código no es un pase: con él un transportista pide que se le envíe uno.
recognised-seal = Es un sello OACI de un visado u otro documento, no un pase sanitario.
recognised-gosuslugi = Es la dirección de una página de Gosuslugi. No se puede verificar, porque nada en ella está firmado. No se ha abierto.
recognised-immune-mos = Es la dirección de una página de immune.mos.ru. No se puede verificar, porque nada en ella está firmado. No se ha abierto.
recognised-tousanticovid = Es una dirección para la aplicación TousAntiCovid. No se puede verificar, porque el pase mismo está detrás. No se ha abierto.
recognised-chile = Es la dirección de un Pase de Movilidad chileno. No se puede verificar, porque nada en ella está firmado. No se ha abierto.
recognised-pedulilindungi = Es la dirección de una página de PeduliLindungi. No se puede verificar, porque nada en ella está firmado. No se ha abierto.
forged-address = Este código es una dirección web que imita a una oficial. No se ha abierto.
mangled-percent = Una aplicación cambió los signos de porcentaje del código.
mangled-lower-case = El código llegó en minúsculas.
mangled-symbology = El lector puso sus propios caracteres delante del código.
mangled-leading-space = Hay espacios delante del código.
mangled-russian-keyboard = El lector escribió con la distribución de teclado rusa.
mangled-german-keyboard = El lector escribió con la distribución de teclado alemana.
mangled-french-keyboard = El lector escribió con la distribución de teclado francesa.
mangled-other-keyboard = El lector escribió con otra distribución de teclado.
too-long = El texto es más largo que cualquier código QR.
unknown-version = El pase es de una versión más reciente que este verificador.
other-document = El código es un documento firmado de un tipo que aquí no se comprueba.
bad-text = El código se leyó mal o está dañado: su texto no es válido.
bad-compression = El código está dañado: su contenido no se puede descomprimir.
damaged = El código está dañado o mal hecho: no se puede leer su contenido.
part-missing = Esta es una parte de un código impreso en varias: faltan las demás.

## Firma

unsigned = Nadie ha firmado esto: no demuestra nada.
no-signers = Este verificador no conoce a ningún firmante, así que no puede comprobar ningún pase.
no-kid = El pase no indica con qué clave se firmó.
unknown-key = El pase está firmado con una clave que no figura en los datos de este verificador.
unusable-key = La clave del firmante en los datos de este verificador no se puede usar.
no-algorithm = El pase no indica cómo se firmó.
unsupported-algorithm = El pase se firmó de una manera no admitida.
algorithm-mismatch = El pase indica un modo de firma que no corresponde a su clave.
uncheckable-signature = Este verificador no puede comprobar ese tipo de firma.
wrong-signature = La firma es incorrecta: el pase ha sido alterado o falsificado.

## Tiempo

not-yet-valid = El pase solo es válido a partir del { $from }.
    .bare = El pase todavía no es válido.
expired = El pase caducó el { $until }.
    .bare = El pase ha caducado.
no-expiry = El pase no indica hasta cuándo es válido.
light-too-long = El pase ligero está firmado para más de 48 horas, lo que no está permitido.
absurd-date = Una fecha del pase es imposible.
date-not-a-number = Una fecha del pase no es un número.

## Qué dice el pase y quién puede firmarlo

light-pass-wrong = El pase ligero no es como debe ser, así que no cuenta.
no-entry = El pase no contiene ni vacunación, ni prueba, ni recuperación.
many-entries = El pase contiene más de una entrada, lo que ninguna regla permite.
no-name = El pase no indica de quién es.
no-birth-date = El pase no lleva fecha de nacimiento para compararla con un documento.
field-missing = Falta un dato que todo pase debe llevar.
field-wrong = Un dato del pase no está escrito como pide su formato.
key-usage = El firmante no puede firmar pases de este tipo.

## Revocación

revoked = El pase ha sido revocado.
signer-removed = La clave que firmó el pase ha sido retirada; los pases firmados con ella ya no cuentan.

## Datos y reloj de este verificador

clock-behind = El reloj de este dispositivo va atrasado.
data-too-old =
    { $age ->
        [one] Los datos de este verificador tienen { $age } día; la normativa vigente aquí permite { $max }.
       *[other] Los datos de este verificador tienen { $age } días; la normativa vigente aquí permite { $max }.
    }
    .bare = Los datos de este verificador son más antiguos de lo que permite la normativa vigente aquí.

## La normativa

ground-not-accepted = La normativa vigente aquí no acepta este motivo: { $ground }.
    .bare = La normativa vigente aquí no acepta el motivo por el que se expidió el pase.
other-disease = El pase se refiere a una enfermedad distinta de la que contempla la normativa vigente aquí.
series-incomplete = Es la dosis { $dose } de { $doses }: la vacunación aún no está completa.
    .bare = La vacunación aún no está completa.
product-not-accepted = La normativa vigente aquí no acepta esta vacuna: { $product }.
    .bare = La normativa vigente aquí no acepta esta vacuna.
method-not-accepted = La normativa vigente aquí no acepta este tipo de prueba: { $method }.
    .bare = La normativa vigente aquí no acepta este tipo de prueba.
result-not-accepted = La normativa vigente aquí no acepta este resultado de la prueba: { $result }.
    .bare = La normativa vigente aquí no acepta este resultado de la prueba.
too-early = Aquí el pase solo cuenta a partir del { $from }.
    .bare = Aquí el pase todavía no cuenta.
term-over = Aquí el pase contó hasta el { $until }.
    .bare = Aquí el pase ya no cuenta.
way-closed = Un pase así permitió la entrada aquí hasta el { $until }.
    .bare = Un pase así ya no permite la entrada aquí.
age-not-accepted =
    { $from ->
        [0] Un pase así solo permite la entrada a menores de { $below } años.
       *[other] Un pase así solo permite la entrada desde los { $from } años y antes de los { $below }.
    }
    .from = Un pase así solo permite la entrada desde los { $from } años.
    .bare = Un pase así no permite la entrada a personas de esta edad.
rule-failed = El pase no cumple la regla { $rule }.
    .bare = El pase no cumple una regla.
not-said = El pase no dice lo que pide la normativa vigente aquí.
not-one-event = El pase no contiene nada que la normativa vigente aquí pueda valorar, o contiene más de una cosa.
rule-open = La regla { $rule } no se pudo aplicar a este pase.
    .bare = Una regla no se pudo aplicar a este pase.
not-a-dcc = Las reglas de aquí son para certificados COVID digitales de la UE; este pase es de otro tipo.
no-destination-rules = Los datos de este verificador no contienen las reglas de este país: { $country }.
    .bare = Los datos de este verificador no contienen las reglas del país de destino.
other-policy = Este pase ligero se emitió para otra normativa que la vigente aquí. No se sabe qué permite el pase completo.

## Por qué algo no se examinó

skipped-not-reached = No examinado, porque no se superó una comprobación anterior.
skipped-no-revocation-data = No examinado: no hay datos de revocación.
skipped-not-covered = No examinado: los datos de revocación no abarcan estos pases.
skipped-no-policy = No examinado: no se ha elegido ninguna normativa.
skipped-no-check-in-force = No examinado: aquí no hay ningún control en vigor.
skipped-no-pass-needed = No examinado: aquí no se necesita pase.

## Notas

note-unprotected-kid = La firma no protege el nombre de la clave.
note-tags = El mensaje lleva otras etiquetas que las que pide la especificación.
note-outside-key-window = El pase se firmó fuera del tiempo para el que se creó la clave del firmante.
note-outlives-key = El pase es válido durante más tiempo que la clave del firmante.
note-data-ageing =
    { $age ->
        [one] Los datos de este verificador tienen { $age } día, de { $max } que permite la normativa. Actualícelos pronto.
       *[other] Los datos de este verificador tienen { $age } días, de { $max } que permite la normativa. Actualícelos pronto.
    }
    .bare = Los datos de este verificador van quedando antiguos. Actualícelos pronto.
note-consecutive-policy = La normativa prolonga otra anterior: es la número { $number } consecutiva.
    .bare = La normativa prolonga otra anterior.
note-also-looks-like = El código también se parece a { $format }.
    .bare = El código también se parece a otro formato.
note-empty-field = Un dato está escrito vacío en lugar de omitirse.
note-tagged-date = Una fecha está marcada como fecha, lo que su formato no pide.
note-decimal-doses = Un número de dosis está escrito con decimales.
note-white-space = Hay espacios alrededor de un texto.
note-unusual = Un dato está escrito de forma poco habitual.

## Qué se puede hacer

remedy-ask-for-the-code = Pida al titular el código QR del propio pase.
remedy-other-verifier = Compruébelo con un verificador para ese tipo de pase.
remedy-scanner-layout = Ponga el lector o el ordenador en la distribución de teclado de EE. UU. y escanee de nuevo.
remedy-scan-again = Escanee de nuevo, en plano y con buena luz. Si no funciona, el titular puede pedir otra copia impresa.
remedy-show-all-parts = Muestre juntas todas las partes del código, en cualquier orden.
remedy-import-list = El titular no tiene la culpa. Importe una lista de confianza: cleanbill trust import.
remedy-update-trust = Actualice los datos del verificador. Si la clave sigue siendo desconocida, pregunte al emisor. El titular no tiene la culpa.
remedy-update-verifier = Actualice el verificador. El titular no tiene la culpa.
remedy-compare-clock = Compare el reloj del dispositivo con la hora exacta y después con la fecha del pase.
remedy-compare-clock-then-renew = Compare el reloj del dispositivo con la hora exacta. El titular puede renovar el pase.
remedy-ask-for-the-original = Escanee de nuevo. Si la firma sigue siendo incorrecta, pida el original impreso o en la aplicación.
remedy-ask-for-correction = El titular puede pedir al emisor un pase corregido.
remedy-object-to-revocation = El titular puede preguntar la razón al emisor y presentar una reclamación.
remedy-ask-for-a-new-pass = El titular no tiene la culpa y puede pedir al emisor un pase nuevo.
remedy-set-the-clock = Ponga en hora el reloj del dispositivo y escanee de nuevo. El titular no tiene la culpa.
remedy-update-the-data = Actualice los datos del verificador y escanee de nuevo. El titular no tiene la culpa.
remedy-other-ground = El titular puede mostrar otro pase o preguntar qué más se acepta aquí.
remedy-complete-the-series = El titular puede mostrar el pase de la última dosis u otro pase.
remedy-other-test = El titular puede mostrar el pase de otra prueba o preguntar qué más se acepta aquí.
remedy-come-back-after = El titular puede volver después del { $from }.
    .bare = El titular puede volver más tarde.
remedy-renew = El titular puede mostrar un pase más reciente o pedirlo al emisor.
remedy-ask-the-authority = Pregunte a la autoridad que dictó la normativa. El titular puede presentar allí una reclamación.
remedy-show-the-full-pass = Pida el pase completo o un pase ligero para este lugar.

## Términos

ground-vaccination = vacunación
ground-recovery = recuperación
ground-test = prueba
ground-exemption = exención médica
method-pcr = prueba PCR
method-antigen = prueba de antígenos
method-antibody = prueba de anticuerpos
result-negative = negativo
result-positive = positivo
