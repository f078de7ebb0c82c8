# Los rótulos de la línea de órdenes y del volante, en español. Glosario: messages.ftl.
#
# Los rótulos preceden a un valor y empiezan en minúscula; frases y títulos, en mayúscula.

## Datos de un pase

what-to-do = qué hacer
source = origen
signed-by = firmado por
holder = titular
born = fecha de nacimiento
note = nota
not-proven = no demostrado
key = clave
policy = normativa
rule = regla
version = versión
checked-at = comprobado el
valid-until = válido hasta
place = lugar
data-age = antigüedad de los datos
days =
    { $number ->
        [one] { $number } día
       *[other] { $number } días
    }
    .bare = días
consecutive-policy = número { $number } consecutivo
    .bare = normativa consecutiva

## El volante del titular

slip-title = Por qué no se aceptó este pase
slip-title-unchecked = Por qué no se pudo comprobar este pase
slip-no-identity = Este volante no nombra a nadie.
slip-objection = Para reclamar, presente este volante a la autoridad que dictó la normativa.

## Etapas de la comprobación

stage-decode = lectura
stage-signature = firma
stage-time = tiempo
stage-schema = contenido
stage-key-usage = derecho a firmar
stage-revocation = revocación
stage-data = datos y reloj
stage-rules = normativa y reglas

## Resultado de una etapa

outcome-passed = superada
outcome-failed = no superada
outcome-open = no se pudo comprobar
outcome-skipped = no examinada

## Por qué no se cumple una regla

explain-wanted = se pide
explain-found = se encontró
explain-would-pass = se cumpliría si
foreign-rule = regla de otro país
term = vía de entrada { $number }
    .bare = vía de entrada
requirement-disease = enfermedad de la normativa
requirement-complete = vacunación completa
requirement-product = vacuna aceptada
requirement-method = tipo de prueba aceptado
requirement-result = resultado aceptado
requirement-counts-from = cuenta desde
requirement-counts-until = cuenta hasta
requirement-open-until = permite la entrada hasta
requirement-age = edad aceptada
answer-not-said = el pase no lo dice
yes = sí
no = no

## Tipos de lugar

place-amusement-park = parque de atracciones
place-beauty = peluquería o salón de belleza
place-care-home-visit = visita a una residencia
place-cinema = cine
place-concert = concierto
place-conference = congreso o feria
place-gym = gimnasio
place-hospital-visit = visita a un hospital
place-hotel = hotel
place-international-travel = viaje internacional
place-local-transport = transporte local
place-long-distance-flight = vuelo nacional
place-long-distance-train = tren o autobús de larga distancia
place-museum = museo, galería o biblioteca
place-nightclub = bar o discoteca
place-restaurant = restaurante o café
place-retail-shop = tienda (no de alimentos ni medicinas)
place-school = escuela o universidad
place-shopping-centre = centro comercial
place-sports-event = acontecimiento deportivo
place-swimming-pool = piscina o sauna
place-theatre = teatro
place-workplace = lugar de trabajo

## Donde no se puede exigir el pase a nadie

essential-appeal-desk = ventanilla de reclamaciones
essential-assembly = reunión pacífica
essential-citizen-return = regreso al propio país
essential-court = tribunal
essential-food = alimentos
essential-home = domicilio
essential-medical-treatment = atención médica
essential-pharmacy = farmacia
essential-police = comisaría de policía
essential-polling-station = colegio electoral
essential-public-office = oficina pública
essential-worship = lugar de culto
