# La página que configura un dispositivo, en español.

page-title = Configurar este dispositivo
page-text = Aquello con lo que se comprueban los pases se obtiene aquí una vez y se guarda en el dispositivo. La comprobación no pregunta a nadie.
language = Idioma
ready = En esta visita aún no se ha instalado nada.
working = Un momento…
install = Obtener los datos de { $name }
by-hand = Desde un archivo
pin = Huella de la raíz (64 dígitos hexadecimales)
file = Datos firmados (.cbset)
install-file = Instalar el archivo
installed = Instalado: datos { $version } del { $day }. Los pases se pueden comprobar sin red.
has = Los datos { $version } están instalados.
refused = Los datos fueron rechazados. Causa: { $code }
not-fetched = No se pudieron obtener los datos. Conecte el dispositivo a la red e inténtelo de nuevo.
not-kept = No se pudieron guardar las páginas en este dispositivo; necesitan la red.
not-released = Las páginas no se guardaron en este dispositivo: lo ofrecido no es la versión que ve todo el mundo. Lo que falla: { $code }
to-check = A la página de control
