# О чём кошелёк просит ведомство, по-русски.

## Collecting a pass

collect-title = По коду ведомства
collect-hint = Код из 26 букв и цифр дали вам в окне приёма, в клинике или прислали письмом. Он действует один раз. Ведомство будет спрошено, когда вы нажмёте, и узнает, что пропуск забрали.
collect-code = Код получения
collect = Получить пропуск

## One's own record

own = Запись в ведомстве
own-of = Запись в ведомстве: { $name }
own-title = Что хранит ведомство
own-hint = Пока вы не нажмёте, ничего не запрашивается. Потом ведомство узнает, что вы смотрели, и запишет это как ваш собственный просмотр. Полученное показывается здесь и не сохраняется.
own-ask = Запросить запись
own-ask-again = Запросить ещё раз
own-key-over = Ключ к этой записи кончился { $at }. Новый код дают в окне приёма.
give-back = Вернуть ключ к этой записи
give-back-text = С этого устройства запись больше никто не запросит, в том числе вы. Пропуска останутся. Новый код дают в окне приёма.
give-back-press = Вернуть сейчас
looks-title = Кто смотрел запись
looks-none = Никто, кроме вас.
looks-own =
    { $count ->
        [0] Сами вы ещё не смотрели.
        [one] Сами вы смотрели { $count } раз.
        [few] Сами вы смотрели { $count } раза.
       *[other] Сами вы смотрели { $count } раз.
    }
look-purpose = Зачем
look-basis = Основание в законе
look-office = Учреждение
look-role = Должность
look-officer = Сотрудник
officer-number = номер { $number }
basis-none = не указано
purpose-issue = чтобы внести событие или выдать пропуск
purpose-print = чтобы напечатать или выдать пропуск
purpose-correct = чтобы что-то исправить
purpose-holder-asked = потому что вы попросили
purpose-revoke = чтобы решить, отзывать ли пропуск
purpose-appeal = чтобы решить по жалобе
purpose-disclose = чтобы передать суду или органу, названному в законе
purpose-erase = чтобы стереть
purpose-audit = чтобы проверить подозрение на злоупотребление
purpose-own = ваш собственный просмотр
role-clinic = клиника
role-desk = окно приёма
role-office-head = глава учреждения
role-policy-maker = составитель правил
role-key-custodian = хранитель ключей
role-reviewer = независимый рецензент
role-auditor = ревизор
role-machine = машина клиники
basis-pass-law = закон о пропусках
basis-medicines-law = закон о лекарствах
basis-consent = согласие
basis-correction = право на исправление
basis-erasure = право на стирание
basis-retention = конец срока хранения
basis-court-order = решение суда
basis-supervisory-order = предписание надзора
basis-representation = представительство
basis-procedure = процессуальный закон
record-person = О ком запись
record-number = Номер записи
record-name = Имя
record-born = Дата рождения
record-before = до { $at }; изменено: { $what }
changed-surname = фамилия
changed-forename = имя
changed-surname_standardised = фамилия в машинной записи
changed-forename_standardised = имя в машинной записи
changed-birth_date = дата рождения
events-title = Что было
events-none = Ничего не внесено.
event-lot = Серия
event-source = Откуда известно
event-entered = Внесено
event-number = Номер события
event-corrected = Вместо него стоит другое.
source-desk = внёс сотрудник
source-machine = внесла машина клиники
source-csv = из загруженного списка
source-fhir = из загруженной медицинской карты
source-foreign = из пропуска другой страны
acts-title = Что сделано
act-state = Состояние
act-at = Начато
act-effective = Действует с
act-reason = Причина
act-issue = Выдан пропуск
act-reissue = Пропуск выдан заново
act-correct = Что-то исправлено
act-revoke = Пропуск отзывается
act-restore = Что-то отменено
act-withdraw-key = Отзывается ключ подписи
act-withdraw-value = Отзывается препарат или серия
act-refuse-reissue = Отказано в новом пропуске
act-hand-over = Запись передана вам
act-mandate = Кто-то вправе действовать за вас
act-end-mandate = Доверенность кончилась
act-erase = Запись стирается
act-disclose = Запись передана суду или органу, названному в законе
state-proposed = ждёт второго учреждения
state-approved = подписано двумя учреждениями
state-noticed = объявлено, ещё не действует
state-effective = действует
state-dropped = снято
state-contested = вы возразили; ждёт решения
state-lapsed = утратило силу
state-undone = отменено
reason-entered-in-error = внесено по ошибке
reason-duplicate = внесено дважды
reason-corrected = исправлено и выдано заново
reason-result-withdrawn = лаборатория отозвала результат
reason-lot-withdrawn = серия отозвана
reason-product-withdrawn = препарат отозван
reason-key-compromised = ключ подписи попал в чужие руки
reason-issued-in-error = выдано по ошибке
reason-forgery = подделка
reason-holder-asked = вы просили об этом
mandate-given =
    До { $end } кто-то вправе за вас { $act ->
        [yes] смотреть и действовать
       *[no] смотреть
    }.
mandate-had =
    До { $end } вы вправе за кого-то { $act ->
        [yes] смотреть и действовать
       *[no] смотреть
    }.

## Passes of the record

own-passes-title = Пропуска
own-passes-hint = Исправленный или выданный заново пропуск тоже здесь: возьмите новый в кошелёк.
pass-status = Состояние
pass-since = С какого времени
pass-issued = Выдан
pass-expires = Кончается
pass-number = Номер пропуска
status-valid = действует
status-replaced = вместо него стоит другой
status-noticed = будет отозван
status-revoked = отозван
status-expired = срок истёк
take-own = Взять в кошелёк
page-save = Сохранить страницу для печати (PDF)
light-title = Лёгкие пропуска
light-hint = По коду на каждый из ближайших 14 дней: с вашим именем и датой рождения и без того, за что выдан пропуск. Их всегда загружают все сразу, чтобы никто не узнал, пользуетесь ли вы ими, когда и где.
light-policy = Для какого порядка
light-fetch = Загрузить лёгкие пропуска
light-save = Сохранить лист для печати (PDF)
light-passes = Лёгкие пропуска
light-left =
    { $count ->
        [one] Остался { $count } день, до { $until }.
        [few] Осталось { $count } дня, до { $until }.
       *[other] Осталось { $count } дней, до { $until }.
    }
light-over = Все кончились. Загрузите новые из записи.
light-none-today = На сейчас нет ни одного.
light-show = Показать сегодняшний код

## Objecting and asking

object = Возразить
object-text = Решает тот, кто в этом не участвовал, в течение 30 дней. Причину называть не обязательно.
object-why = Почему (прочтёте только вы и рецензент)
object-press = Подать возражение
refused = Учреждение в чём-то отказало
refused-office = Учреждение
refused-day = День
request = Попросить исправить или выдать новый пропуск
request-hint = Просьба уходит ведомству, запечатанная в открытом реестре, с номером вашей записи, чтобы её нашли. Вам обязаны ответить. С документом это сразу сделают в любом окне приёма.
request-about = О чём речь
request-text = Что неверно и как верно
request-press = Отправить просьбу
request-person = Неверно имя или дата рождения
request-event = Неверно: { $kind }, внесено { $entered }
request-pass = Новый пропуск вместо: { $kind }, выдан { $issued }
request-filed = ждёт ответа
request-extended = дольше обычного, что можно один раз
request-answered = есть ответ
request-overdue = Ответ опаздывает, и это открыто учитывается.
cases-title = Возражения и просьбы
case-request = Просьба
case-appeal = Возражение: { $what }
case-number = Номер
case-filed = Подано
case-state = Состояние
case-due = Ответить обязаны до
case-answer = Ответ
case-outcome = Решение
case-findings = Что установил рецензент
case-waits = То, против чего вы возразили, ждёт решения.
follow = Посмотреть, есть ли ответ

## Receipts and the ledger

receipt-title = Квитанция
receipt-text = То, что этот пропуск выдан, записано в открытом реестре под номером { $entry }; запись никого не называет. Квитанция это доказывает. Она открывает запись: храните её, как пропуск.
receipt-save = Сохранить квитанцию
receipt-verify = Проверить на странице, которая сверяет реестр
seen-title = Открытый реестр, каким его видел этот кошелёк
seen-hint = Реестр может только расти. У кого есть более старое дерево, тот покажет, если что-то убрали: отдайте его ревизору.
seen-none = Пока ничего не видел. Дерево приходит с каждой квитанцией.
seen-tree = Записей: { $size }, на { $at }.
seen-save = Сохранить дерево

## What came of it

done-light-fetched =
    { $count ->
        [one] Загружен { $count } лёгкий пропуск.
        [few] Загружены { $count } лёгких пропуска.
       *[other] Загружено { $count } лёгких пропусков.
    }
done-objected = Возражение подано.
done-requested = Просьба подана. Ответ можно посмотреть здесь.
done-given-back = Ключ возвращён.
done-saved = Сохранено.
fault-ledger-split = Реестр, который пришёл с этим, при том же размере не тот, который этот кошелёк видел раньше. Один из двух поддельный: сохраните дерево в разделе «Защита и копии» и квитанцию и покажите оба ревизору.
fault-no-authority = По этому адресу нет службы ведомства.
fault-answer = Ответ ведомства прочесть не удалось. Ничего из него не сохранено.
fault-authority-code-used = Код набран с ошибкой, уже использован или заменён другим. Сверьте его с бумагой или попросите новый в окне приёма.
fault-authority-rate-limited = Слишком много запросов. Подождите минуту.
fault-seal-rate-limited = Слишком много запросов. Подождите минуту.
fault-server-rate-limited = Слишком много запросов. Подождите минуту.
fault-server-not-signed-in = Ключ к этой записи больше не действует. Новый код дают в окне приёма.
fault-server-no-policies = У ведомства нет порядка, для которого были бы лёгкие пропуска.
fault-server-no-filings = Подать здесь ничего нельзя: у этого ведомства ещё нет открытого реестра. Спросите в окне приёма.
fault-server-busy = Сейчас слишком много запросов. Ничего ещё не принято: подождите и нажмите снова.
fault-filing-budget = Сейчас присылают слишком много. Ничего ещё не принято: подождите и нажмите снова.
fault-filing-busy = Сейчас присылают слишком много. Ничего ещё не принято: подождите и нажмите снова.
fault-appeal-known = Против этого уже подано возражение.
fault-appeal-not-appealable = Против этого возразить нельзя.
fault-staff-no-office = Учреждения с таким названием нет. Напишите его так, как оно стоит на вашей бумаге.
fault-light-not-accepted = По этому порядку пропуск не принимают ни в один из дней, поэтому лёгкого нет.
fault-light-no-check-in-force = Порядок не действует ни в один из дней, поэтому пропуск не нужен.
fault-light-policy-changes = Порядок в эти дни меняется. Загрузите лёгкие пропуска для нового позже.
