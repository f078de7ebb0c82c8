# La página de la cartera, en español.

page-title = Cartera
language = Idioma
lock = Bloquear
keys-link = Seguridad y copias
back = Volver
close = Cerrar
working = Un momento…
data-of = Comprobado con los datos públicos del { $day }.
demonstration = Demostración: nadie independiente vigila el registro de esta autoridad.

## Before the wallet is open

begin-title = Sus pases, en este dispositivo
begin-point-1 = Aquí se cifran con una frase secreta que solo usted conoce. Nadie puede restablecerla.
begin-point-2 = No se envía nada a ninguna parte. Solo se pregunta a la autoridad cuando usted lo pulsa.
begin-point-3 = Una cartera puede contener los pases de varias personas, por ejemplo de una familia.
begin = Empezar
passphrase = Frase secreta
passphrase-new = Nueva frase secreta
passphrase-again = La misma otra vez
passphrase-hint = Al menos { $least } caracteres. Cuatro o cinco palabras sin relación entre sí van bien.
passphrase-short = La frase secreta necesita al menos { $least } caracteres.
passphrase-differs = Las dos no son iguales. Escriba ambas de nuevo.
locked-title = La cartera está bloqueada
open = Abrir
open-by-passkey = Abrir con la llave de acceso de este dispositivo
lost = Ya no sé la frase secreta

## All passes

shelf-empty = Aquí no hay todavía ningún pase.
add = Añadir un pase
born = nacimiento:
name-missing = El pase no lleva nombre
not-looked-at = Sin comprobar: faltan aquí los datos públicos.
show-code = Mostrar el código
show-code-of = Mostrar el código: { $kind }, { $name }
look-into = Lo que dice
look-into-of = Lo que dice: { $kind }, { $name }
kind-vaccination = Vacunación
kind-test = Prueba
kind-recovery = Recuperación
kind-exemption = Exención médica
kind-light = Pase ligero
kind-other = Pase
standing-good = Auténtico y vigente.
standing-bad = No cuenta ahora.
standing-open = No se pudo comprobar.
standing-unverified = No verificado.
unverified-text = Con los datos que hay aquí no se pudo comprobar si este pase es auténtico. Se guardó de todos modos, porque puede ser de otro país. Obtenga datos más nuevos o pregunte a quien lo emitió.

## The public data

data-title = Primero los datos públicos
data-text = Los pases se comprueban en este dispositivo, con las claves y reglas públicas de la autoridad. Se obtienen una vez y no nombran a nadie.
data-refused = Los datos públicos de este dispositivo no se pueden usar: { $code }. Obténgalos de nuevo.
data-fetch = Obtener los datos públicos
data-newer = Obtener datos más nuevos
data-old =
    { $days ->
        [one] Los datos tienen { $days } día. Lo que se retiró o cambió desde entonces no se conoce aquí.
       *[other] Los datos tienen { $days } días. Lo que se retiró o cambió desde entonces no se conoce aquí.
    }

## Adding

add-hint = Cada pase se verifica antes de guardarlo.
add-needs-data = Obtenga primero los datos públicos, para que se puedan verificar los pases.
add-file = Imagen, PDF o archivo de texto
add-text = Texto de un código
add-text-press = Añadir
camera-start = Escanear con la cámara
camera-stop = Parar la cámara
camera-denied = No se puede usar la cámara. Permítalo en los ajustes del navegador para esta página, o use una imagen o un texto.
camera-none = No se encontró ninguna cámara. Use una imagen o un texto.
camera-busy = Otro programa usa la cámara. Ciérrelo e inicie la cámara de nuevo.
camera-lost = La cámara ya no está. Conéctela e iníciela de nuevo.
camera-insecure = Los navegadores solo dan la cámara a páginas con https. Abra esta página por su dirección segura.
bring-no-code = No hay ningún código dentro. La imagen debe ser de cerca, plana y bien iluminada.
bring-no-picture = No es una imagen, un PDF ni un texto que se pueda leer. Las imágenes son PNG o JPEG.
bring-too-large = El archivo es demasiado grande. Use uno más pequeño.
bring-no-reader = El lector de imágenes no está cargado. Use el texto del código.
bring-core = No se pudo comprobar el texto. No es el código de un pase.
bring-no-text = No hay nada dentro.
bring-too-long = Es más de lo que son los pases: como mucho 32 códigos, uno en cada línea.
bring-no-pdf = El PDF no se puede leer. Puede estar dañado.
bring-locked = El PDF está protegido con una contraseña. Guárdelo sin ella y use ese.
bring-too-many-pages = El PDF tiene más de 8 páginas. Use la página con el código.
bring-too-slow = Leer el archivo tardaba demasiado y se detuvo. Use una imagen del código.
not-kept = No se guardó.
done-added =
    { $count ->
        [one] Se verificó y añadió { $count } pase.
       *[other] Se verificaron y añadieron { $count } pases.
    }
done-added-unverified = Añadido, pero sin verificar. Lo que falta está junto al pase.
done-there-already = Ya está en la cartera.
done-removed = El pase se quitó de este dispositivo.
done-fetched = Los datos públicos están aquí. Desde ahora la página funciona sin red.
done-fetched-only = Los datos públicos están aquí. La página no se pudo guardar en este dispositivo: para abrirla hace falta red.
done-exported = La copia se guardó. Quien la tenga junto con su frase secreta tiene sus pases.
done-restored =
    { $count ->
        [0] La copia se leyó. Todo lo que contiene ya estaba aquí.
        [one] Se restauró { $count } pase.
       *[other] Se restauraron { $count } pases.
    }
done-passphrase-changed = La frase secreta se cambió.
done-passkey-added = Desde ahora la llave de acceso también abre la cartera.

## One pass

print = Imprimir
remove = Quitar este pase
remove-text = Se va de este dispositivo. Sigue contando, y sus copias siguen siendo lo que son.
remove-press = Quitar ahora
accepted-title = Dónde se acepta
accepted-working = Calculando…
accepted-none = No se conoce ninguna medida que pida un pase, ni ahora ni anunciada. Nadie puede pedirlo.
accepted-now = Ahora: { $verdict }.
accepted-span = Se acepta del { $from } al { $until }.
accepted-to-policy = Se acepta del { $from } al { $until }, cuando termina la medida.
accepted-hint = Calculado en este dispositivo a partir de las medidas públicas. En otros lugares nadie puede pedir un pase.
learns-title = Quién se entera de qué
learns-door = Una entrada con Cleanbill
learns-door-what = Sí o no, su nombre y su fecha de nacimiento, durante diez segundos. No por qué tiene el pase.
learns-scanner = Cualquier otro lector que lea el código
learns-scanner-what = Todo lo que dice el código, y puede guardarlo. Muestre el código solo donde usted quiera; un pase ligero dice menos.
learns-scanner-light = Cualquier otro lector que lea el código
learns-scanner-light-what = Su nombre, su fecha de nacimiento y un número al azar. No por qué tiene el pase.
learns-authority = La autoridad
learns-authority-what = Nada. No se entera de cuándo ni dónde muestra usted el código.
fields-title = Todo lo que dice el código
field-ver = Versión del formato
field-fn = Apellidos
field-fnt = Apellidos, como los escriben las máquinas
field-gn = Nombre
field-gnt = Nombre, como lo escriben las máquinas
field-dob = Fecha de nacimiento
field-tg = Enfermedad
field-vp = Tipo de vacuna
field-mp = Vacuna
field-ma = Fabricante
field-dn = Dosis
field-sd = Dosis en total
field-dt = Fecha de la vacunación
field-co = País
field-is = Emitido por
field-ci = Número del pase
field-tt = Tipo de prueba
field-nm = Nombre de la prueba
field-sc = Fecha y hora de la prueba
field-tr = Resultado
field-tc = Lugar de la prueba
field-fr = Primera prueba positiva
field-df = Válido desde
field-du = Válido hasta
field-xv = Versión de la exención
field-lv = Versión del pase ligero
field-id = Medida para la que es
field-v = Versión de la medida
field-d = Huella de la medida

## Passes that may be of one person

person-title = ¿De una sola persona?
person-same = Estos pases coinciden en el nombre y la fecha de nacimiento.
person-likely = Estos pases pueden ser de una sola persona: nada se contradice.
person-unproven = No está probado que todos sean auténticos.
person-hint = Nada se junta sin que usted lo diga. Cada pase sigue siendo lo que es, y puede retirar su respuesta.
person-yes = Sí, una sola persona
person-no = No, dos personas
person-later = Más tarde
person-apart = Separados, como usted dijo
person-ask-again = Preguntar otra vez
person-ask-again-of = Preguntar otra vez: { $one } y { $other }
matching-surname-same = El apellido es el mismo, salvo títulos y guiones.
matching-surname-spelling = El apellido está escrito de dos maneras.
matching-forename-same = El nombre de pila es el mismo, salvo títulos y guiones.
matching-forename-spelling = El nombre de pila está escrito de dos maneras.
matching-forename-missing = Uno tiene nombres de pila que faltan en el otro, o en otro orden.
matching-birth-date-same = La fecha de nacimiento es la misma.
matching-birth-date-precision = Uno conoce mejor la fecha de nacimiento, o ninguno conoce el día.
matching-doses-of-one-day = Dos dosis de un mismo día tienen números o vacunas diferentes. Aquí se conservan las dos; pregunte a quien las emitió cuál es la correcta.
together = Lo que dan juntos
together-of = Lo que dan juntos: { $name }
together-title = Varios pases juntos
together-each = Cada uno por separado
together-number = { $number }. { $kind }
together-question = Estos pases llevan un mismo nombre y una misma fecha de nacimiento. Solo cuentan juntos si usted dice que son de una sola persona.
together-said = Usted dijo el { $day } que son de una sola persona.
together-take-back = Retirarlo
together-too-few = Menos de dos de estos pases valen por sí mismos ahora, así que no hay nada que contar junto.
together-says = Lo que dicen juntos
together-dose = { $kind }, dosis { $dose }
together-on = { $what }, { $day }
together-event = { $what } (pase { $numbers })
together-accepted = Dónde se aceptan juntos
together-unsound = El pase { $number } no cuenta por sí mismo, así que no cuentan juntos.
together-hint = Muestre los códigos uno tras otro y diga que van juntos. En una puerta se puede mirar cada uno por separado: decide quien controla.
together-written = Cómo están escritos
done-one-person = Ahora están juntos. Cada pase sigue siendo lo que es.
done-two-people = Siguen separados, y no se le preguntará otra vez.
done-taken-back = Se retiró la respuesta.

## The code on the screen and on paper

code-label = Código del pase: { $kind }, { $name }
shown-title = El código
code-too-long = Este pase es demasiado largo para un solo código.
shown-hint = El código ocupa el centro de la pantalla, negro sobre blanco. Sostenga la pantalla hacia el lector, a unas dos manos de distancia. Una página no puede dar más brillo a la pantalla: súbalo si el lector duda.
sheet-hint = El código cuenta en papel igual que en pantalla. Quien comprueba compara el nombre con un documento de identidad.

## Safety and copies

keys-title = Seguridad y copias
export-title = Guardar una copia cifrada
export-hint = Un archivo con todo lo que hay en la cartera, bajo una frase secreta propia.
export = Guardar la copia
restore-title = Restaurar desde una copia
restore-hint = Lo que hay en la copia se une a lo que hay aquí. Nada de lo que hay aquí se va.
restore-file = La copia (.cbwallet)
restore-passphrase = Frase secreta de la copia
restore = Restaurar
passkey-title = Abrir con una llave de acceso
passkey-hint = El bloqueo de este dispositivo, por ejemplo una huella, abre entonces también la cartera. La frase secreta sigue valiendo.
passkey-add = Añadir una llave de acceso
change-title = Cambiar la frase secreta
change = Cambiar
forget = Borrar esta cartera
forget-text = Todos los pases se van de este dispositivo, y nadie puede devolverlos salvo desde una copia. Sin la frase secreta no hay otra forma de empezar de nuevo.
forget-press = Borrar la cartera ahora

## What went wrong

fault-wallet-secret = No es la frase secreta o la llave de acceso correcta.
fault-wallet-altered = La cartera fue alterada o está dañada, y no se abrió.
fault-wallet-format = No es una cartera que se pueda leer. Puede que el archivo esté cortado.
fault-wallet-newer = Esta cartera es de una versión más nueva de la página. Actualice primero la página.
fault-wallet-too-large = El archivo es demasiado grande para ser una cartera.
fault-wallet-full = La cartera está llena: contiene como mucho 200 pases.
fault-wallet-passphrase = La frase secreta es demasiado corta.
fault-wallet-locked = La cartera se bloqueó entretanto. Ábrala y hágalo otra vez.
fault-wallet-no-passkey = No se usó ninguna llave de acceso. Se canceló, o este dispositivo no tiene ninguna.
fault-wallet-no-prf = Esta llave de acceso no puede abrir una cartera. Use la frase secreta.
fault-matching-unknown = Estos pases no dicen lo suficiente para contarlos juntos.
fault-matching-different = Estos pases nombran a personas diferentes. No se pueden contar juntos.
fault-fetch = La red o la autoridad no respondió. No se cambió nada.
fault-release = Los datos públicos están aquí, pero la página no se guardó: no está probado que esta dirección dé la página que todos ven en el registro público ({ $code }). Pregunte a la autoridad, y no escriba su frase secreta en una página más nueva hasta que se aclare.
fault-no-data = Obtenga primero los datos públicos.
fault-other = No funcionó. Lo que falla: { $code }
