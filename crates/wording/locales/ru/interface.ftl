# Подписи командной строки и справки для владельца, по-русски. Глоссарий: messages.ftl.
#
# Подписи стоят перед значением и пишутся со строчной буквы; предложения и заголовки — с прописной.

## Сведения о пропуске

what-to-do = что делать
source = источник
signed-by = подписан
holder = владелец
born = дата рождения
note = примечание
not-proven = не доказано
key = ключ
policy = порядок допуска
rule = правило
version = версия
checked-at = проверено
valid-until = действует до
place = место
data-age = возраст данных
days =
    { $number ->
        [one] { $number } день
        [few] { $number } дня
       *[many] { $number } дней
    }
    .bare = дни
consecutive-policy = { $number }-й подряд
    .bare = порядок допуска подряд

## Справка для владельца

slip-title = Почему этот пропуск не принят
slip-title-unchecked = Почему этот пропуск не удалось проверить
slip-no-identity = В этой справке никто не назван.
slip-objection = Чтобы подать возражение, обратитесь с этой справкой в орган, установивший порядок допуска.

## Этапы проверки

stage-decode = чтение
stage-signature = подпись
stage-time = время
stage-schema = содержание
stage-key-usage = право подписи
stage-revocation = отзыв
stage-data = данные и часы
stage-rules = порядок допуска и правила

## Итог этапа

outcome-passed = пройдено
outcome-failed = не пройдено
outcome-open = проверить не удалось
outcome-skipped = не проверялось

## Почему правило не выполнено

explain-wanted = требуется
explain-found = найдено
explain-would-pass = было бы выполнено, если
foreign-rule = правило другой страны
term = способ допуска { $number }
    .bare = способ допуска
requirement-disease = болезнь, о которой порядок допуска
requirement-complete = завершённая вакцинация
requirement-product = принимаемая вакцина
requirement-method = принимаемый вид теста
requirement-result = принимаемый результат
requirement-counts-from = действует с
requirement-counts-until = действует до
requirement-open-until = допуск открыт до
requirement-age = принимаемый возраст
answer-not-said = в пропуске не указано
yes = да
no = нет

## Места

place-amusement-park = парк развлечений
place-beauty = парикмахерская или салон красоты
place-care-home-visit = посещение учреждения по уходу
place-cinema = кинотеатр
place-concert = концерт
place-conference = конференция или выставка
place-gym = спортзал
place-hospital-visit = посещение больного в больнице
place-hotel = гостиница
place-international-travel = международная поездка
place-local-transport = местный транспорт
place-long-distance-flight = внутренний авиарейс
place-long-distance-train = поезд или автобус дальнего следования
place-museum = музей, галерея или библиотека
place-nightclub = бар или ночной клуб
place-restaurant = ресторан или кафе
place-retail-shop = магазин (не продукты и не лекарства)
place-school = школа или вуз
place-shopping-centre = торговый центр
place-sports-event = спортивное мероприятие
place-swimming-pool = бассейн или сауна
place-theatre = театр
place-workplace = рабочее место

## Где ни у кого нельзя требовать пропуск

essential-appeal-desk = приём возражений
essential-assembly = мирное собрание
essential-citizen-return = возвращение в свою страну
essential-court = суд
essential-food = продукты питания
essential-home = своё жильё
essential-medical-treatment = медицинская помощь
essential-pharmacy = аптека
essential-police = отделение полиции
essential-polling-station = избирательный участок
essential-public-office = государственное учреждение
essential-worship = место богослужения
