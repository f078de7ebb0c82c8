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
