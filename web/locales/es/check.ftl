# La página de control, en español. Lo que dice de un pase viene de crates/wording/locales; allí está el glosario.

page-title = Comprobar pases
language = Idioma
here = { $place }, { $region }
change-door = Cambiar de lugar
update-link = Configurar o actualizar este dispositivo

## Antes de poder comprobar

loading-title = Preparando
loading-text = Un momento.
missing-title = Este dispositivo no está configurado
missing-text = Aquí no hay datos para comprobar pases. Configure el dispositivo una vez; después no necesita red.
missing-link = Configurar este dispositivo
refused-title = Los datos de este dispositivo no sirven
refused-text = No se puede comprobar ningún pase hasta que se instalen los datos de nuevo. Causa: { $code }

## El lugar

choose-title = ¿Dónde se comprueban los pases?
choose-text = Estas son las normativas en vigor. En otros lugares no se le puede pedir un pase a nadie.
choose-none = No hay ninguna normativa en vigor. No se le puede pedir un pase a nadie.
choose-until = En vigor hasta el { $day }.
consecutive = La normativa es aquí la número { $number } consecutiva.

## Los datos

data-age =
    { $age ->
        [0] Datos del { $day }, de menos de un día.
        [one] Datos del { $day }, de hace { $age } día.
       *[other] Datos del { $day }, de hace { $age } días.
    }
data-from-tomorrow = Los datos son del { $day }: el reloj de este dispositivo va atrasado.
data-over = Los datos se están quedando viejos. Actualícelos pronto.
demonstration = Demostración: nadie independiente vigila el registro de esta autoridad.

## Maneras de escanear

camera-start = Iniciar la cámara
camera-stop = Parar la cámara
camera-front = Cámara frontal
camera-back = Cámara trasera
camera-starting = La cámara se está iniciando. Permita su uso si se le pregunta.
camera-hint = Sostenga el código dentro del marco.
camera-denied = La cámara no está permitida. Permítala para esta página en los ajustes del navegador, o use una imagen, un texto o un lector de códigos.
camera-none = No se encontró ninguna cámara. Use una imagen, un texto o un lector de códigos.
camera-busy = Otro programa usa la cámara. Ciérrelo e inicie la cámara de nuevo.
camera-lost = La cámara ya no está. Conéctela e iníciela de nuevo.
camera-insecure = Los navegadores solo dan la cámara a páginas con https. Abra esta página por su dirección segura.
torch = Linterna
sound = Sonido
kiosk = Pantalla completa
picture = Imagen de un código
paste = Texto de un código
paste-check = Comprobar
scanner-hint = Un lector de códigos funciona en todo momento.
asking = Comprobando
last = Última respuesta: { $verdict }

read-no-code = No hay ningún código en la imagen. Tómela más de cerca, en plano y con buena luz.
read-no-picture = No es una imagen que se pueda leer. Use PNG o JPEG.
read-too-large = La imagen es demasiado grande. Use una más pequeña.
read-no-reader = El lector de imágenes no está cargado. Use un texto o un lector de códigos.
read-core = No se pudo comprobar el texto. No es el código de un pase.

## La respuesta

action-admit = Sí
action-refuse = No
action-manual = Decide usted
compare = Compare con un documento de identidad
name = Nombre
born = Fecha de nacimiento
not-said = no consta en el pase
identity-hint = El nombre y la fecha de nacimiento desaparecen a los 10 segundos.
next = Siguiente

## Qué se puede hacer, cuando crates/wording no tiene consejo

do-compare = Compare el nombre y la fecha de nacimiento con un documento.
do-let-in = Deje entrar a la persona.
do-wallet-tells = La cartera o la hoja del titular dice por qué, y qué se puede hacer. El titular puede reclamar.
do-update-or-decide = Actualice los datos de este dispositivo, o decida por lo que el titular pueda mostrar.
do-right-document = Pida el documento de la persona del pase.
do-by-eye = Compare usted mismo el pase y el documento.
