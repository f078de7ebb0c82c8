# La página que comprueba el registro público, en español.

page-title = Comprobar el registro público
page-text = Todo lo que hace esta autoridad consta en una lista pública que solo crece. Aquí su propio dispositivo la lee entera y comprueba que nada se cambió, se omitió ni se retiró.
page-privacy = No se descarga nada antes de que usted pulse. Quien aloja los archivos ve que alguien lee la lista, y nada más.
language = Idioma
open-file = Abrir un archivo
receipt-title = Buscar un recibo
receipt-label = Recibo
receipt-hint = Pegue el recibo que recibió con un pase o por algo que presentó. Se queda en este dispositivo: la lista se lee entera de todos modos, así que nadie sabe qué entrada es la suya.
keys-title = Usar claves de otra procedencia
keys-label = Claves del registro y de sus testigos
keys-hint = Sin ellas se cree en las claves que la autoridad indica junto a esta página. Si prefiere otra cosa, consígalas por otra vía, como un periódico, y ponga el texto aquí.
verify = Descargar y comprobar todo
verify-again = Comprobar de nuevo
stop = Detener
more = Lo que aquí se comprueba se publicó y no se cambió. Si cada acto estaba permitido lo dice la auditoría completa: cleanbill audit.
demonstration = Demostración: nadie independiente vigila el registro de esta autoridad.

## En camino

running-title = Comprobando…
running-heads = Descargando el punto de control…
running-entries = Entrada { $read } de { $size }
stopped = Detenido. No se decidió nada.
broken = No se decidió nada. Lo que falló: { $code }
broken-fetch = No se decidió nada: no se pudo descargar un archivo. Revise la red e inténtelo otra vez.
broken-authority = Junto a esta página no se indica ninguna autoridad. Ponga las claves en «Usar claves de otra procedencia».
broken-ledger = Esta autoridad no indica ningún registro. Pregúntele por qué, o ponga las claves en «Usar claves de otra procedencia».
broken-remembered = Lo que este dispositivo recuerda es de otro registro. Si la autoridad empezó uno nuevo, tiene que decirlo en público. Guarde lo recordado antes de olvidarlo.
broken-keys = No son claves de un registro: { $code }

## La respuesta

verdict-passed = Sí
verdict-passed-text = La lista está entera: { $size ->
    [one] su única entrada es la que se firmó
   *[other] las { $size } entradas son las que se firmaron
    }; ninguna se cambió ni se omitió.
verdict-grown = Continúa todo lo que este dispositivo vio antes: nada se retiró.
verdict-first = Desde la próxima vez, este dispositivo verá también si algo se retiró.
verdict-failed = No
verdict-failed-text = La lista no es lo que debería ser. Lo que está mal figura abajo.
verdict-undetermined = Abierto
verdict-undetermined-text = No se pudo comprobar todo. Lo que falta figura abajo.
remedy-failed = Inténtelo una vez más. Si sigue igual, guarde el punto de control y lo recordado, y muéstrelos a un auditor, a un testigo o a un periódico: las firmas los convierten en prueba.
remedy-undetermined = Inténtelo más tarde, o con una copia de los archivos de otro lugar.
save = Guardar el punto de control
about = { $label }: { $outcome }
outcome-passed = probado
outcome-failed = refutado
outcome-undetermined = abierto
outcome-skipped = no procede

## Las preguntas

checks-title = Lo que se comprobó
check-signature = Firma del registro
check-witnesses = Testigos
check-keys = Las mismas claves que antes
check-time = Al día
check-entries = Cada entrada y cada archivo
check-leaves = Cada entrada se puede leer
check-grown = Continúa lo que vio este dispositivo
check-newest = Entradas más recientes
proven-signature = El punto de control está firmado con la clave del registro.
proven-witnesses = Bastantes testigos independientes firmaron el mismo punto de control.
proven-keys = Las claves son las que recuerda este dispositivo, o aquellas avalan también este punto de control.
proven-time = Los testigos firmaron en el último día.
proven-entries = Todas las entradas y todos los archivos dan la raíz que se firmó.
proven-leaves = Cada entrada es de una clase prevista.
proven-grown = La lista empieza, sin cambios, con todo lo que este dispositivo vio antes.
proven-newest = Lo que vino después de la firma de los testigos continúa desde ahí.
finding-no-checkpoint = No hay ningún punto de control publicado.
finding-refused = La firma no es correcta: { $cause }
finding-quorum = Testigos que firmaron: { $found }. Hacen falta: { $min }.
finding-few-witnesses = Testigos que piden estas claves: { $quorum }. Fuera de las demostraciones son al menos dos.
finding-demonstration = Una demostración: nadie independiente vigila.
finding-stale = Los testigos no han firmado nada desde hace { $hours } horas. Lo que pasó desde entonces no se ve aquí.
finding-future = Los testigos firmaron más tarde de lo que marca el reloj de este dispositivo. Revise el reloj.
finding-keys-changed = Las claves no son las que recuerda este dispositivo, y aquellas no avalan este punto de control. Busque el anuncio de nuevos testigos.
finding-missing-file = Archivos que faltan: { $count }. El primero es { $path }.
finding-odd-file = Este archivo no es lo que dice su nombre: { $path }
finding-edited-tile = Archivos que se cambiaron: { $count }. El primero es { $path }.
finding-edited-entry = Entradas que se cambiaron: { $count }. La primera es la número { $index }.
finding-root = Las { $size } entradas no son las que se firmaron.
finding-unreadable-entry = Entradas que no se pueden leer: { $count }. La primera es la número { $index }.
finding-rollback = Se retiraron entradas: antes se mostraron { $known }, ahora se publican { $found }.
finding-split-view = Se firmaron dos listas distintas de { $size } entradas. A alguien se le mostró otra.
finding-two-trees = La lista de { $found } entradas no empieza con las { $known } que se mostraron antes.
finding-omitted-entry = La entrada número { $index }, que el recibo promete, no está en la lista.
finding-proves-nothing = Esto no es un recibo de este registro: { $cause }
finding-not-proven = Aquello con lo que habría que compararlo no se probó.
finding-unfinished = Los archivos no se leyeron hasta el final.
finding-first-time = En este dispositivo todavía no se recuerda nada.
finding-no-newer = No hay nada más reciente publicado.
finding-other = { $code }

## Lo que se encontró

receipt-found = Su recibo
receipt-passed = La entrada número { $index } está en la lista, como promete el recibo. Qué es: { $kind }.
tree-title = La lista como está ahora
tree-authority = Autoridad
tree-log = Registro
tree-size = Tamaño
tree-root = Raíz
tree-day = Firmada por los testigos
tree-witnesses = Testigos que firmaron
tree-quorum = Hacen falta
entries = { $count ->
    [one] { $count } entrada
   *[other] { $count } entradas
    }
witnesses = { $count ->
    [0] ningún testigo
    [one] { $count } testigo
   *[other] { $count } testigos
    }
number = { $number }
counts-title = Lo que contiene
kind-batch = Lotes de pases y de actos sobre una persona, ocultos
kind-act = Actos de la autoridad sobre sí misma
kind-blinded-act = Retiradas e importaciones, dichas en parte
kind-summary = Recuentos de un día
kind-opening = Sumas de una semana
kind-signer-counter = Contadores de claves de firma
kind-publication = Conjuntos firmados para quien comprueba
kind-revocations = Listas de pases revocados
kind-document = Reglas, políticas y listas
kind-announcement = Anuncios de cambios
kind-release = Versiones del programa
kind-witnesses = Cambios de testigos
kind-key-end = Finales de claves de firma
kind-filing = Escritos presentados
kind-filing-answer = Respuestas a escritos
kind-removal = Escritos que no se muestran
kind-petition = Peticiones
kind-vouchers = Recuentos de vales
kind-signatures = Tandas de firmas
kind-petition-answer = Respuestas a peticiones

## Lo que se recuerda

memory-title = Lo que recuerda este dispositivo
memory-none = Todavía nada. Después de un sí guarda el punto de control y nota la próxima vez si se retiró algo.
memory-has = Una lista de { $size } entradas, probada el { $day }.
memory-kept = Guardado para la próxima vez.
save-remembered = Guardar lo recordado
forget = Olvidar
