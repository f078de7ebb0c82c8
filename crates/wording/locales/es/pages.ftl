# The pages for appeals, submissions and petitions, in Spanish. Glossary: messages.ftl, and
#
#   appeal          reclamación
#   reviewer        quien revisa la reclamación; revisión
#   submission      escrito
#   authority       autoridad
#   receipt         recibo; not «volante», which is the slip
#   voucher         vale
#   petition        petición
#   signature       firma
#   case            caso
#   public counts   cifras públicas

## On every page

page-title = Reclamaciones, escritos y peticiones
page-intro = Reclame contra una decisión, escriba a la autoridad o firme una petición. No necesita ninguna cuenta y nadie le pregunta quién es.
page-menu-appeal = Reclamación
page-menu-file = Escribir a la autoridad
page-menu-petitions = Peticiones
page-menu-follow = Seguir un caso
page-menu-board = Cifras públicas
page-menu = Páginas
page-skip = Ir al contenido
page-language = Idioma
page-send = Enviar
page-show = Mostrar

## Something went wrong

page-error-title = Eso no funcionó
page-error-back = Vuelva atrás: lo que escribió sigue ahí.
page-error-code = Código del error
page-error-kept = Lo que escribió sigue en el formulario.
page-error-again = Elija de nuevo el documento: el navegador no lo conserva.
page-error-wait =
    { $number ->
        [one] De nuevo dentro de { $number } segundo.
       *[other] De nuevo dentro de { $number } segundos.
    }
    .bare = De nuevo dentro de un momento.

## Writing to the authority

page-file-title = Escribir a la autoridad
page-file-intro = Usted obtiene un recibo al momento, y la autoridad le debe una respuesta. Lo que deja pendiente demasiado tiempo se cuenta públicamente.
page-file-to = Para
page-file-to-authority = la autoridad en su conjunto
page-file-text = Su texto
page-file-text-hint = Texto sin formato, 64 kB como máximo. No incluya nada que pueda perjudicar a otras personas.
page-file-document = O un documento
page-file-document-hint = PDF, PNG, JPEG o texto sin formato, 4 MB como máximo.
page-file-hash = O la huella digital de una grabación
page-file-hash-hint = SHA-256, 64 caracteres. La grabación se queda con usted. Años después se podrá demostrar que es la misma que se presentó.
page-file-size = Tamaño de la grabación en bytes
page-file-reading = Quién puede leer el escrito
page-file-open = Cualquiera, una vez revisado
page-file-sealed = Solo el destinatario

## What was filed

page-filed-title = Ya está presentado
page-filed-code = Su código
page-filed-code-hint = Anótelo. Solo con él se abre la respuesta, y nadie podrá encontrarlo de nuevo por usted.
page-filed-due = Respuesta a más tardar el
page-filed-receipt = Su recibo
page-filed-receipt-hint = Guarde este texto. Demuestra qué presentó y qué día, digamos lo que digamos después.
page-filed-receipt-later = El recibo todavía no está listo. Lo obtendrá al seguir el caso con su código.

## Following a case

page-follow-title = Seguir un caso
page-follow-intro = Introduzca el código que recibió al presentar el escrito o la reclamación.
page-follow-waiting = El caso está pendiente de respuesta.
page-follow-extended = La autoridad necesita más tiempo, lo que solo se permite una vez.
page-follow-overdue = La respuesta lleva retraso, y así se cuenta públicamente.
page-follow-answered = Respondido el
page-follow-answer = La respuesta
page-follow-filed = Presentado el

## Petitions

page-petitions-title = Peticiones
page-petitions-none = No hay ninguna petición abierta.
page-petition-signatures = Firmas
page-petition-threshold = Número de firmas que obliga a responder
page-petition-opens = Abierta desde
page-petition-until = Abierta hasta
page-petition-region = Quién puede firmar
page-petition-recount = Cualquiera puede volver a contar las firmas sin preguntarnos.
page-petition-proof = Las firmas se publican por tandas: cada tanda es un archivo del registro público, y una de sus entradas la nombra. Con cualquier copia del registro:
page-petition-small = Menos de 1000 personas pueden firmar esta petición. En un grupo tan pequeño, una firma dice mucho de quién la dio.
page-petition-state-announced = La petición todavía no está abierta.
page-petition-state-open = La petición está abierta.
page-petition-state-closed = La petición está cerrada.
page-sign-title = Firmar
page-sign-intro = Su propio dispositivo crea la firma a partir de su vale. Por ella nadie puede saber quién firmó, y nadie puede firmar dos veces.
page-sign-signature = Su firma
page-sign-taken = Su firma se ha recibido. Saldrá con la próxima tanda, entre otras.

## Appeals

page-appeal-title = Reclamación
page-appeal-intro = Su pase sigue como está mientras espera. Resuelve la reclamación alguien que no participó en la decisión.
page-appeal-code = El código de su aviso, formulario o volante
page-appeal-code-hint = Cópielo como está impreso: el número y el código de un aviso, o el volante entero.
page-appeal-kind = Contra qué reclama
page-appeal-grounds = Por qué
page-appeal-grounds-hint = Solo usted y quien revisa la reclamación pueden leer esto. No tiene que dar ninguna dirección.
page-appeal-withdraw = Retirar la reclamación
page-case-act = la revocación de un pase
page-case-refusal = una negativa a expedir o corregir
page-case-look = una consulta de datos personales
page-case-door = una negativa en la puerta
page-case-filed = La reclamación está pendiente de revisión.
page-case-extended = La revisión necesita más tiempo, lo que solo se permite una vez.
page-case-joined = La reclamación se resuelve junto con otras parecidas.
page-case-decided = La reclamación está resuelta.
page-case-withdrawn = Quien presentó la reclamación la ha retirado.
page-case-lapsed = Nadie resolvió a tiempo. Aquello contra lo que se reclamó ya no cuenta.
page-case-settled = La autoridad dejó sin efecto aquello contra lo que se reclamó.
page-outcome-upheld = Tiene usted razón.
page-outcome-partly = Tiene usted razón en parte.
page-outcome-dismissed = La decisión se mantiene.
page-outcome-inadmissible = Aquí no se pudo decidir nada.
page-findings = Qué resultó de la revisión
page-finding-facts-wrong = No ocurrió como dice la decisión.
page-finding-no-evidence = No hay pruebas en el expediente.
page-finding-wrong-person = Se trata de otra persona, otro pase u otro hecho.
page-finding-no-basis = Ninguna ley lo permite.
page-finding-not-proportionate = Habría bastado algo más leve.
page-finding-procedure-broken = No se respetó el procedimiento.
page-finding-rule-misapplied = La regla se entendió mal o no estaba en vigor.
page-finding-no-purpose = Nadie necesitaba consultar esos datos.
page-finding-court-for-appellant = Un tribunal decidió a favor de quien reclamó.
page-finding-facts-proven = Lo que dice la decisión está demostrado.
page-finding-basis-carries = La ley lo permite, y algo más leve no habría bastado.
page-finding-procedure-kept = Se respetó el procedimiento.
page-finding-rule-applied = La regla estaba en vigor y se entendió tal como está escrita.
page-finding-purpose-proven = Era necesario consultar esos datos.
page-finding-court-against-appellant = Un tribunal decidió en contra de quien reclamó.

## Public counts

page-board-title = Cifras públicas
page-board-intro = Las cifras menores de diez no se muestran, para que no delaten a nadie.
page-board-cases = Reclamaciones
page-board-open = Abiertas, por antigüedad
page-board-against = Contra qué
page-board-age = Antigüedad en días
page-board-number = Número
page-board-ended = Terminadas
page-board-end = Cómo
page-board-late = resueltas tarde
page-board-upheld = estimada
page-board-partly = estimada en parte
page-board-dismissed = desestimada
page-board-inadmissible = no admisible
page-board-withdrawn = retirada
page-board-lapsed = sin resolver a tiempo
page-board-settled = zanjada por la autoridad
page-board-filings = Escritos
page-board-place = Destinatario
page-board-filed = presentados
page-board-overdue = con retraso
page-board-answered = con respuesta
page-board-answered-late = respondidos tarde
page-board-none = Todavía no hay nada que contar.
page-board-below = menos de { $number }
    .bare = pocos

## The public ledger

page-ledger-menu = Registro público
page-ledger-intro = Todo lo que hace la autoridad se dice en una sola lista pública que solo crece. Cualquiera puede comprobar que nada se ha cambiado en ella. No nombra a nadie.
page-ledger-tree = Hasta dónde llega
page-ledger-origin = Nombre del registro
page-ledger-size = Entradas
page-ledger-counted = Entradas ya contadas
page-ledger-root = Raíz del árbol
page-ledger-cosigned = Refrendado el
page-ledger-witnesses = Testigos
page-ledger-waiting = Entradas, con las que los testigos aún no han refrendado
page-ledger-demo = Ningún testigo independiente responde de este registro. Es una demostración y no prueba nada a terceros.
page-ledger-unsound = Lo publicado no lleva a la raíz que se firmó. Las cifras de abajo pueden ser falsas: audite los archivos.
page-ledger-latest = Lo hecho últimamente
page-ledger-floor = Ningún número de personas inferior a diez se dice, ni aquí ni en el registro. Lo que es inferior a diez se suma por semanas hasta llegar a diez o más.
page-ledger-as-table = Estas cifras en una tabla
page-ledger-week = Semana del
page-ledger-day = Día
page-ledger-grounds = Hechos por motivo
page-ledger-ground = Motivo
page-ledger-weeks = Hechos por semana y motivo
page-ledger-other = otro
page-ledger-passes = Pases, según se dice por semanas
page-ledger-slots = Lugares en las tandas: pases, actos y relleno
page-ledger-offices = Hechos por oficina, donde hubo diez o más en un día
page-ledger-office = Oficina
page-ledger-exemptions = Exenciones por clase
page-ledger-class = Clase
page-ledger-reasons = Revocaciones por causa
page-ledger-revocations = Revocaciones por semana y causa
page-ledger-reason = Causa
page-ledger-opened = dicho solo por semanas
page-ledger-taken = Pases retirados, por día
page-ledger-looks = Consultas de expedientes, por finalidad
page-ledger-purpose = Finalidad
page-ledger-policies = Normativas y su fin
page-ledger-policy = Normativa
page-ledger-region = Región
page-ledger-places = Tipos de lugar
page-ledger-from = Desde
page-ledger-until = Hasta
page-ledger-in-force = En vigor
page-ledger-term = Plazo consecutivo
page-ledger-changes = Cambios anunciados
page-ledger-what = Qué
page-ledger-told = Anunciado el
page-ledger-starts = En vigor desde
page-ledger-notice = Días de aviso
page-ledger-urgent = Aviso corto
page-ledger-gained = Personas a las que deja entrar
page-ledger-lost = Personas a las que deja fuera
page-ledger-keys = Claves que firman pases
page-ledger-key = Clave
page-ledger-signatures = Firmas
page-ledger-ended = Terminada
page-ledger-by-kind = Entradas por tipo

## Entries of the ledger

page-ledger-entries = Todas las entradas
page-ledger-entry = Entrada
page-ledger-kind = Tipo
page-ledger-all-kinds = todos los tipos
page-ledger-newer = Entradas más nuevas
page-ledger-older = Entradas más antiguas
page-ledger-no-entries = No hay entradas así.
page-ledger-next-entry = La entrada siguiente
page-ledger-entry-before = La entrada anterior
page-ledger-hash = Hash de la entrada
page-ledger-bytes = La entrada, byte a byte
page-ledger-bytes-hint = CBOR canónico, en hexadecimal. El hash es el SHA-256 de un byte cero y estos bytes, según el RFC 6962.
page-ledger-proof = Prueba de que está en el registro
page-ledger-proof-hint = Estos hashes llevan de la entrada a la raíz, empezando por su vecina. No hay que creer a nadie.
page-ledger-kind-unknown = tipo desconocido
page-ledger-said-unknown = Esta página no sabe qué dice la entrada. Se muestra tal cual y no se oculta.

## Kinds of entries, and what each says

page-ledger-kind-batch = tanda
page-ledger-said-batch = Se expidieron pases o se hicieron actos sobre personas, ocultos entre un relleno aleatorio: cuántos, se dice por semanas.
page-ledger-kind-act = acto de la autoridad
page-ledger-said-act = La autoridad cambió algo de sí misma. Quienes lo decidieron lo firmaron con su propia clave.
page-ledger-kind-blinded-act = acto que afecta a pases
page-ledger-said-blinded-act = Se retiró algo o se asumieron revocaciones. Se dice quién firmó y por qué; no a quién afecta.
page-ledger-kind-summary = cifras de un día
page-ledger-said-summary = Lo hecho en un día, contado. Los números inferiores a diez están ocultos.
page-ledger-kind-opening = sumas de una semana
page-ledger-said-opening = Se dicen números que estaban ocultos, ahora que suman diez o más.
page-ledger-kind-signer-counter = contador de una clave
page-ledger-said-signer-counter = Cuántas veces ha firmado una clave, para que nada se firme en secreto.
page-ledger-kind-publication = publicación
page-ledger-said-publication = Se publicó aquello con lo que los dispositivos verifican los pases: claves, reglas, normativas y revocaciones. No aceptan nada que no se diga aquí.
page-ledger-kind-revocations = lista de revocaciones
page-ledger-said-revocations = Todos los pases que retira una publicación, por números aleatorios.
page-ledger-kind-document = documento
page-ledger-said-document = Un documento de una publicación, por su huella digital.
page-ledger-kind-announcement = anuncio
page-ledger-said-announcement = Se anunció un cambio de reglas o normativas antes de que entre en vigor.
page-ledger-kind-release = versión del programa
page-ledger-said-release = Una versión del programa, por su huella digital: cualquiera puede compararla con la suya.
page-ledger-kind-witnesses = otros testigos
page-ledger-said-witnesses = Se anunció otra lista de testigos bajo la anterior.
page-ledger-kind-key-end = fin de una clave
page-ledger-said-key-end = Una clave que firmaba pases se publicó o se destruyó.
page-ledger-kind-filing = escrito
page-ledger-said-filing = Alguien escribió a la autoridad y se le debe una respuesta.
page-ledger-kind-filing-answer = respuesta a un escrito
page-ledger-said-filing-answer = Se respondió a un escrito o se aplazó una vez la respuesta.
page-ledger-kind-removal = escrito no mostrado
page-ledger-said-removal = Un escrito no se muestra al público y se dice por qué.
page-ledger-kind-petition = petición
page-ledger-said-petition = Se abrió una petición a la firma.
page-ledger-kind-vouchers = número de vales
page-ledger-said-vouchers = Cuántos pueden firmar peticiones y cuántos canjearon su vale, por decenas.
page-ledger-kind-signatures = firmas de una petición
page-ledger-said-signatures = Se publicaron firmas de una petición. No dicen nada de quién las hizo.
page-ledger-kind-petition-answer = respuesta a una petición
page-ledger-said-petition-answer = La autoridad respondió a una petición.

## What an entry tells

page-ledger-act = Acto
page-ledger-signed = Firmado por
page-ledger-officer = agente número
page-ledger-at = Cuándo
page-ledger-subject = Qué se cuenta
page-ledger-table = Tabla
page-ledger-sums = Sumas dichas
page-ledger-certificate = Huella del certificado
page-ledger-version = Versión
page-ledger-fingerprint = Huella digital
page-ledger-list = Lista
page-ledger-passes-number = Número de pases
page-ledger-places-number = Lugares en la tanda
page-ledger-target = Para
page-ledger-file = Archivo
page-ledger-old-witnesses = Huella de la lista anterior
page-ledger-new-witnesses = Huella de la lista nueva
page-ledger-end = Qué fue de ella
page-ledger-end-published = publicada, para que nadie quede obligado por lo que firmó
page-ledger-end-destroyed = destruida
page-ledger-filing = Escrito
page-ledger-step = Qué se hizo
page-ledger-answered = se respondió
page-ledger-extended = se aplazó la respuesta
page-ledger-petition = Petición
page-ledger-epoch = Emisión de vales
page-ledger-issued = entregados
page-ledger-exchanged = canjeados
page-ledger-subject-issuance = hechos que dieron lugar a un pase
page-ledger-subject-acts = actos sobre personas
page-ledger-subject-looks = consultas de expedientes
page-ledger-subject-passes = pases

## Acts of the authority

page-ledger-act-found = Se fundó la autoridad
page-ledger-act-open-office = Se abrió una oficina
page-ledger-act-close-office = Se cerró una oficina
page-ledger-act-appoint = Se nombró a un agente
page-ledger-act-dismiss = Terminó un nombramiento
page-ledger-act-declare-key = Una clave empieza a firmar pases
page-ledger-act-withdraw-key = Se retiró una clave y, con ella, lo que firmó
page-ledger-act-withdraw-value = Se retiró un producto o un lote
page-ledger-act-import-revocations = Se asumieron revocaciones hechas en otro lugar
page-ledger-act-import-deliveries = Se asumió una lista de entregas
page-ledger-act-hold-entry = Se detuvo o se reanudó el registro de un lote
page-ledger-act-approve-product = Se aprobó un producto
page-ledger-act-configure = Se cambió un ajuste
page-ledger-act-other = Otro acto

## Why passes are taken away

page-ledger-reason-entered = registrado por error
page-ledger-reason-duplicate = registrado dos veces
page-ledger-reason-corrected = corregido y expedido de nuevo
page-ledger-reason-result = resultado retirado
page-ledger-reason-lot = lote retirado
page-ledger-reason-product = producto retirado
page-ledger-reason-key = clave comprometida
page-ledger-reason-issued = firmado por error del programa
page-ledger-reason-forgery = falsificación probada
page-ledger-reason-holder = a petición del titular

## Why records are looked at

page-ledger-purpose-issue = para expedir un pase
page-ledger-purpose-print = para imprimir un pase
page-ledger-purpose-correct = para corregir un expediente
page-ledger-purpose-holder = a petición de la persona
page-ledger-purpose-revoke = para una revocación
page-ledger-purpose-appeal = para una reclamación
page-ledger-purpose-disclose = para un tribunal o un organismo que la ley nombra
page-ledger-purpose-erase = para una supresión
page-ledger-purpose-audit = para una auditoría
page-ledger-purpose-own = miró la propia persona

## What is published

page-ledger-doc-rules = reglas
page-ledger-doc-policies = normativas
page-ledger-doc-value-sets = conjuntos de valores
page-ledger-doc-signers = firmantes reconocidos
page-ledger-doc-signers-removed = firmantes retirados
page-ledger-doc-foreign = revocaciones de otros países
page-ledger-doc-filter = filtro de pases revocados
page-ledger-doc-exact = lista exacta de pases revocados
page-ledger-doc-universe = números de todos los pases expedidos

## What somebody files

page-ledger-filing-text = un texto que cualquiera puede leer
page-ledger-filing-document = un documento que cualquiera puede leer
page-ledger-filing-recording = la huella de una grabación
page-ledger-filing-sealed = solo para el destinatario

## Searching by receipt

page-ledger-receipt = Buscar con el recibo
page-ledger-receipt-intro = Quien tiene un recibo ve aquí en qué parte del registro está el pase, el acto o el escrito. No se guarda nada de lo que introduce.
page-ledger-receipt-text = El recibo
page-ledger-receipt-hint = Entero, desde la primera línea hasta la última.
page-ledger-receipt-file = O el recibo como archivo
page-ledger-commitment = Compromiso de aquello de lo que trata, si lo tiene
page-ledger-commitment-hint = 64 caracteres: cifras y las letras de la A a la F. Con él se comprueba también el lugar en la tanda.
page-ledger-receipt-own = El recibo de un pase contiene un secreto que solo usted necesita. Para comprobarlo con el pase sin mostrarlo a nadie:
page-ledger-search = Buscar
page-ledger-found = Está en el registro.
page-ledger-found-slot = Aquello de lo que es el compromiso está en esta tanda, en este lugar.
page-ledger-found-batch = La entrada es una tanda. No se ha comprobado aquí de qué parte de ella es el recibo.
page-ledger-promised = El recibo es auténtico. Su entrada aún no está en el registro refrendado.
page-ledger-promised-hint = Vuelva a mirar dentro de unos minutos. Si sigue así, guarde el recibo y muéstrelo a un auditor.
page-ledger-omitted = El recibo es auténtico, y en el registro publicado hay otra cosa en su lugar.
page-ledger-omitted-hint = Guarde el recibo: demuestra que el registro se cambió. Muéstrelo a un auditor, a un tribunal o a un periódico.
page-ledger-slot = Lugar en la tanda
page-ledger-size-then = Entradas cuando se hizo el recibo

## Downloading everything

page-ledger-download = Descargar todo
page-ledger-download-intro = Todo lo publicado está aquí en archivos, que leen las herramientas C2SP para registros de transparencia. Quien tiene una copia puede comprobarlo todo sin preguntarnos.
page-ledger-audit-from = Para auditarlo desde esta dirección o desde una carpeta con una copia:
page-ledger-files = Dónde está cada cosa
page-ledger-file-checkpoint = el árbol más reciente, firmado
page-ledger-file-cosigned = el árbol más reciente que refrendaron los testigos
page-ledger-file-policy = clave del registro, testigos y quórum
page-ledger-file-tiles = hashes del árbol
page-ledger-file-entries = las entradas, 256 por archivo
page-ledger-file-batches = tandas y lo que las entradas nombran por su huella
page-ledger-file-set = con qué verifican los pases los dispositivos
page-ledger-file-index = lo mismo para otros programas
page-ledger-verify = Verificar el registro en su navegador
