# Lo que la cartera pide a la autoridad, en español.

## Collecting a pass

collect-title = Con un código de la autoridad
collect-hint = Una ventanilla, una clínica o una carta le dio un código de 26 letras y cifras. Cuenta una sola vez. Se pregunta a la autoridad cuando usted pulsa, y ella se entera de que el pase fue recogido.
collect-code = Código de recogida
collect = Recoger el pase

## One's own record

own = Expediente en la autoridad
own-of = Expediente en la autoridad: { $name }
own-title = Lo que guarda la autoridad
own-hint = No se pregunta nada antes de que usted pulse. La autoridad se entera entonces de que usted miró, y lo anota como consulta propia. Lo que llega se muestra aquí y no se guarda.
own-ask = Pedir el expediente
own-ask-again = Pedir otra vez
own-key-over = La llave de este expediente terminó el { $at }. Una ventanilla le da un código nuevo.
give-back = Devolver la llave de este expediente
give-back-text = Nadie podrá pedir el expediente desde este dispositivo, tampoco usted. Los pases se quedan. Una ventanilla le da un código nuevo.
give-back-press = Devolver ahora
looks-title = Quién miró el expediente
looks-none = Nadie más que usted.
looks-own =
    { $count ->
        [0] Usted aún no lo ha mirado.
        [one] Usted lo ha mirado { $count } vez.
       *[other] Usted lo ha mirado { $count } veces.
    }
look-purpose = Para qué
look-basis = Base legal
look-office = Oficina
look-role = Función
look-officer = Funcionario
officer-number = número { $number }
basis-none = ninguna indicada
purpose-issue = para anotar un hecho o emitir un pase
purpose-print = para imprimir o entregar un pase
purpose-correct = para corregir algo
purpose-holder-asked = porque usted lo pidió
purpose-revoke = para decidir si se retira un pase
purpose-appeal = para decidir un recurso
purpose-disclose = para entregarlo a un tribunal o a un órgano nombrado por la ley
purpose-erase = para borrarlo
purpose-audit = para examinar una sospecha de abuso
purpose-own = su propia consulta
role-clinic = clínica
role-desk = ventanilla
role-office-head = jefatura de oficina
role-policy-maker = redacción de medidas
role-key-custodian = custodia de claves
role-reviewer = revisión independiente
role-auditor = auditoría
role-machine = máquina de una clínica
basis-pass-law = la ley de pases
basis-medicines-law = la ley de medicamentos
basis-consent = consentimiento
basis-correction = el derecho de rectificación
basis-erasure = el derecho de supresión
basis-retention = el fin de la conservación
basis-court-order = orden de un tribunal
basis-supervisory-order = orden del órgano de control
basis-representation = representación
basis-procedure = la ley de procedimiento
record-person = De quién trata
record-number = Número del expediente
record-name = Nombre
record-born = Fecha de nacimiento
record-before = hasta el { $at }; cambiado: { $what }
changed-surname = apellidos
changed-forename = nombre
changed-surname_standardised = apellidos, como los escriben las máquinas
changed-forename_standardised = nombre, como lo escriben las máquinas
changed-birth_date = fecha de nacimiento
events-title = Lo que ocurrió
events-none = No hay nada anotado.
event-lot = Lote
event-source = Comunicado por
event-entered = Anotado
event-number = Número de la anotación
event-corrected = Otra anotación está en su lugar.
source-desk = un funcionario que lo escribió
source-machine = la máquina de una clínica
source-csv = una lista importada
source-fhir = un historial médico importado
source-foreign = un pase de otro país
acts-title = Lo que se hizo
act-state = Estado
act-at = Comenzado
act-effective = En vigor desde
act-reason = Motivo
act-issue = Se emitió un pase
act-reissue = Se emitió de nuevo un pase
act-correct = Se corrigió algo
act-revoke = Se retira un pase
act-restore = Se deshizo algo
act-withdraw-key = Se retira una clave de firma
act-withdraw-value = Se retira un producto o lote
act-refuse-reissue = Se niega un pase nuevo
act-hand-over = El expediente le fue entregado
act-mandate = Alguien puede actuar por usted
act-end-mandate = Terminó un mandato
act-erase = Se borra el expediente
act-disclose = El expediente se entregó a un tribunal o a un órgano nombrado por la ley
state-proposed = espera a una segunda oficina
state-approved = firmado por dos oficinas
state-noticed = anunciado, aún no en vigor
state-effective = en vigor
state-dropped = abandonado
state-contested = usted se opuso; espera
state-lapsed = caducado
state-undone = deshecho
reason-entered-in-error = anotado por error
reason-duplicate = anotado dos veces
reason-corrected = corregido y emitido de nuevo
reason-result-withdrawn = el laboratorio retiró el resultado
reason-lot-withdrawn = se retiró el lote
reason-product-withdrawn = se retiró el producto
reason-key-compromised = una clave de firma cayó en otras manos
reason-issued-in-error = emitido por error
reason-forgery = falsificación
reason-holder-asked = usted lo pidió
mandate-given =
    Alguien puede { $act ->
        [yes] mirar y actuar
       *[no] mirar
    } por usted hasta el { $end }.
mandate-had =
    Usted puede { $act ->
        [yes] mirar y actuar
       *[no] mirar
    } por alguien hasta el { $end }.

## Passes of the record

own-passes-title = Pases
own-passes-hint = Un pase corregido o emitido de nuevo también está aquí: tome el nuevo en la cartera.
pass-status = Estado
pass-since = Desde
pass-issued = Emitido
pass-expires = Termina
pass-number = Número del pase
status-valid = válido
status-replaced = otro está en su lugar
status-noticed = va a ser retirado
status-revoked = retirado
status-expired = vencido
take-own = Tomarlo en la cartera
page-save = Guardar su página para imprimir (PDF)
light-title = Pases ligeros
light-hint = Un código para cada uno de los próximos 14 días, con su nombre y fecha de nacimiento, y sin por qué tiene el pase. Siempre se obtienen todos a la vez, para que nadie se entere de si, cuándo o dónde usa uno.
light-policy = Para qué medida
light-fetch = Obtener pases ligeros
light-save = Guardar una hoja para imprimir (PDF)
light-passes = Pases ligeros
light-left =
    { $count ->
        [one] Queda { $count } día, hasta el { $until }.
       *[other] Quedan { $count } días, hasta el { $until }.
    }
light-over = Todos vencieron. Obtenga nuevos desde el expediente.
light-none-today = No hay ninguno para ahora.
light-show = Mostrar el código de hoy

## Objecting and asking

object = Oponerse
object-text = Decide alguien que no tomó parte, en 30 días como mucho. No tiene que dar un motivo.
object-why = Por qué (solo lo leen usted y quien revisa)
object-press = Presentar la oposición
refused = Una oficina negó algo
refused-office = La oficina
refused-day = El día
request = Pedir una corrección o un pase nuevo
request-hint = La petición va a la autoridad, sellada en el registro público, con el número de su expediente para que una ventanilla lo encuentre. Se le debe una respuesta. Con un documento de identidad lo hace al momento cualquier ventanilla.
request-about = De qué se trata
request-text = Qué está mal, y qué es lo correcto
request-press = Enviar la petición
request-person = El nombre o la fecha de nacimiento está mal
request-event = { $kind }, anotado el { $entered }, está mal
request-pass = Un pase nuevo en lugar de: { $kind }, emitido el { $issued }
request-filed = espera su respuesta
request-extended = tarda más, lo que se permite una vez
request-answered = respondida
request-overdue = La respuesta llega tarde, y así se cuenta en público.
cases-title = Oposiciones y peticiones
case-request = Petición
case-appeal = Oposición: { $what }
case-number = Número
case-filed = Presentada
case-state = Estado
case-due = Respuesta debida el
case-answer = Respuesta
case-outcome = Decisión
case-findings = Lo que halló la revisión
case-waits = Aquello a lo que se opuso espera la decisión.
follow = Ver si hay respuesta

## Receipts and the ledger

receipt-title = Recibo
receipt-text = Que este pase fue emitido consta en el registro público, en la entrada { $entry }, que no nombra a nadie. El recibo lo prueba. Abre la entrada: guárdelo como guarda el pase.
receipt-save = Guardar el recibo
receipt-verify = Comprobarlo en la página que verifica el registro
seen-title = El registro público como lo vio esta cartera
seen-hint = El registro solo puede crecer. Quien tiene un árbol anterior puede mostrar si se quitó algo: entréguelo a una auditoría.
seen-none = Aún no vio ninguno. Uno llega con cada recibo.
seen-tree = { $size } entradas el { $at }.
seen-save = Guardar el árbol

## What came of it

done-light-fetched =
    { $count ->
        [one] { $count } pase ligero está aquí.
       *[other] { $count } pases ligeros están aquí.
    }
done-objected = La oposición está presentada.
done-requested = La petición está presentada. Aquí se puede ver si hay respuesta.
done-given-back = La llave se devolvió.
done-saved = Guardado.
fault-ledger-split = El registro que llegó con esto es, con el mismo tamaño, otro que el que esta cartera vio antes. Uno de los dos es falso: guarde el árbol en «Seguridad y copias» y el recibo, y muestre ambos a una auditoría.
fault-no-authority = En esta dirección no hay ningún servicio de la autoridad.
fault-answer = La respuesta de la autoridad no se pudo leer. No se guardó nada de ella.
fault-authority-code-used = El código está mal escrito, ya se usó o fue sustituido por otro. Compárelo con el papel, o pida uno nuevo en una ventanilla.
fault-authority-rate-limited = Se preguntó demasiado. Espere un minuto.
fault-seal-rate-limited = Se preguntó demasiado. Espere un minuto.
fault-server-rate-limited = Se preguntó demasiado. Espere un minuto.
fault-server-not-signed-in = La llave de este expediente ya no cuenta. Una ventanilla le da un código nuevo.
fault-server-no-policies = La autoridad no tiene ninguna medida para la que haya pases ligeros.
fault-server-no-filings = Aquí no se puede presentar nada: esta autoridad aún no tiene registro público. Pregunte en una ventanilla.
fault-server-busy = Ahora se pide más de lo que se puede responder. Aún no se tomó nada: espere y pulse otra vez.
fault-filing-budget = Ahora se envía más de lo que se puede tomar. Aún no se tomó nada: espere y pulse otra vez.
fault-filing-busy = Ahora se envía más de lo que se puede tomar. Aún no se tomó nada: espere y pulse otra vez.
fault-appeal-known = Ya se presentó una oposición contra esto.
fault-appeal-not-appealable = Contra esto no se puede presentar una oposición.
fault-staff-no-office = No hay ninguna oficina con ese nombre. Escríbalo como está en el papel que recibió.
fault-light-not-accepted = Según esta medida el pase no se acepta ninguno de los días, así que no hay uno ligero.
fault-light-no-check-in-force = La medida no está en vigor ninguno de los días, así que no hace falta pase.
fault-light-policy-changes = La medida cambia en estos días. Obtenga más tarde pases ligeros para la nueva.
