# The pages for appeals, submissions and petitions, in Russian. Glossary: messages.ftl, and
#
#   appeal          возражение
#   reviewer        тот, кто рассматривает возражение; рассмотрение
#   submission      обращение
#   authority       орган власти
#   receipt         расписка
#   voucher         талон; not «справка», which is the slip
#   petition        петиция
#   signature       подпись
#   case            дело
#   public counts   открытая статистика

## On every page

page-title = Возражения, обращения и петиции
page-intro = Возразите против решения, напишите в орган власти или подпишите петицию. Учётная запись не нужна, и никто не спросит, кто вы.
page-menu-appeal = Возражение
page-menu-file = Написать в орган власти
page-menu-petitions = Петиции
page-menu-follow = Узнать о ходе дела
page-menu-board = Открытая статистика
page-menu = Разделы
page-skip = Перейти к содержанию
page-language = Язык
page-send = Отправить
page-show = Показать

## Something went wrong

page-error-title = Не получилось
page-error-back = Вернитесь назад: то, что вы написали, сохранилось.
page-error-code = Код ошибки
page-error-kept = То, что вы написали, осталось в форме.
page-error-again = Выберите документ ещё раз: браузер его не сохраняет.
page-error-wait =
    { $number ->
        [one] Снова через { $number } секунду.
        [few] Снова через { $number } секунды.
       *[many] Снова через { $number } секунд.
    }
    .bare = Снова чуть позже.

## Writing to the authority

page-file-title = Написать в орган власти
page-file-intro = Вы сразу получите расписку, и орган власти будет обязан вам ответить. То, что он слишком долго оставляет без ответа, попадает в открытую статистику.
page-file-to = Кому
page-file-to-authority = орган власти в целом
page-file-text = Ваш текст
page-file-text-hint = Простой текст, не больше 64 кБ. Не пишите того, что повредит другим людям.
page-file-document = Или документ
page-file-document-hint = PDF, PNG, JPEG или простой текст, не больше 4 МБ.
page-file-hash = Или цифровой отпечаток аудио- или видеозаписи
page-file-hash-hint = SHA-256, 64 знака. Сама запись остаётся у вас. Даже спустя годы можно будет доказать, что подана была именно она.
page-file-size = Размер записи в байтах
page-file-reading = Кто может прочитать обращение
page-file-open = Все, после проверки
page-file-sealed = Только адресат

## What was filed

page-filed-title = Подано
page-filed-code = Ваш код
page-filed-code-hint = Запишите его. Ответ открывается только по нему, и найти его за вас никто не сможет.
page-filed-due = Крайний срок ответа
page-filed-receipt = Ваша расписка
page-filed-receipt-hint = Сохраните этот текст. Он доказывает, что и в какой день вы подали, что бы мы потом ни говорили.
page-filed-receipt-later = Расписка ещё не готова. Вы получите её, когда посмотрите ход дела по своему коду.

## Following a case

page-follow-title = Узнать о ходе дела
page-follow-intro = Введите код, который вы получили при подаче.
page-follow-waiting = Дело ждёт ответа.
page-follow-extended = Органу власти нужно больше времени; отложить ответ можно только один раз.
page-follow-overdue = Срок ответа прошёл, и это учтено в открытой статистике.
page-follow-answered = Дата ответа
page-follow-answer = Ответ
page-follow-filed = Дата подачи

## Petitions

page-petitions-title = Петиции
page-petitions-none = Сейчас открытых петиций нет.
page-petition-signatures = Подписи
page-petition-threshold = Число подписей, при котором обязаны ответить
page-petition-opens = Открыта с
page-petition-until = Открыта до
page-petition-region = Кто может подписать
page-petition-recount = Пересчитать подписи может каждый, не спрашивая нас.
page-petition-proof = Подписи публикуются партиями: каждая партия — файл открытого реестра, и его называет одна из записей. С любой копией реестра:
page-petition-small = Подписать эту петицию могут меньше 1 000 человек. В такой маленькой группе подпись многое говорит о том, чья она.
page-petition-state-announced = Петиция ещё не открыта.
page-petition-state-open = Петиция открыта.
page-petition-state-closed = Петиция закрыта.
page-sign-title = Подписать
page-sign-intro = Подпись создаёт ваше собственное устройство по вашему талону. По ней никто не узнает, кто подписал, и никто не может подписать дважды.
page-sign-signature = Ваша подпись
page-sign-taken = Ваша подпись принята. Она выйдет вместе с другими, в следующей партии.

## Appeals

page-appeal-title = Возражение
page-appeal-intro = Пока вы ждёте, ваш пропуск остаётся таким, какой он есть. Возражение рассмотрит тот, кто в принятом решении не участвовал.
page-appeal-code = Код из вашего уведомления, бланка или справки
page-appeal-code-hint = Перепишите, как напечатано: номер и код уведомления или справку целиком.
page-appeal-kind = Против чего вы возражаете
page-appeal-grounds = Почему
page-appeal-grounds-hint = Это сможете прочитать только вы и тот, кто рассматривает возражение. Адрес указывать не нужно.
page-appeal-withdraw = Забрать возражение
page-case-act = отзыв пропуска
page-case-refusal = отказ выдать или исправить
page-case-look = просмотр личных данных
page-case-door = отказ у входа
page-case-filed = Возражение ждёт рассмотрения.
page-case-extended = На рассмотрение нужно больше времени; продлить его можно только один раз.
page-case-joined = Возражение рассматривается вместе с другими, похожими на него.
page-case-decided = Решение по возражению принято.
page-case-withdrawn = Возражение забрал тот, кто его подал.
page-case-lapsed = Решения в срок никто не принял. То, против чего было возражение, больше не действует.
page-case-settled = Орган власти сам отменил то, против чего было возражение.
page-outcome-upheld = Вы правы.
page-outcome-partly = Вы правы отчасти.
page-outcome-dismissed = Решение остаётся в силе.
page-outcome-inadmissible = Здесь нельзя было ничего решить.
page-findings = Что установлено при рассмотрении
page-finding-facts-wrong = Всё было не так, как сказано в решении.
page-finding-no-evidence = В деле нет доказательств.
page-finding-wrong-person = Речь идёт о другом человеке, пропуске или событии.
page-finding-no-basis = Ни один закон этого не предусматривает.
page-finding-not-proportionate = Хватило бы более мягкой меры.
page-finding-procedure-broken = Процедура не соблюдена.
page-finding-rule-misapplied = Правило поняли неверно, или оно не действовало.
page-finding-no-purpose = Смотреть эти данные никому не было нужно.
page-finding-court-for-appellant = Суд вынес решение в пользу того, кто подал возражение.
page-finding-facts-proven = То, что сказано в решении, доказано.
page-finding-basis-carries = Закон это предусматривает, и более мягкой меры не хватило бы.
page-finding-procedure-kept = Процедура соблюдена.
page-finding-rule-applied = Правило действовало и понято так, как написано.
page-finding-purpose-proven = Посмотреть эти данные было нужно.
page-finding-court-against-appellant = Суд вынес решение не в пользу того, кто подал возражение.

## Public counts

page-board-title = Открытая статистика
page-board-intro = Числа меньше десяти не называются, чтобы по ним нельзя было никого узнать.
page-board-cases = Возражения
page-board-open = Открытые, по времени
page-board-against = Против чего
page-board-age = Сколько дней
page-board-number = Число
page-board-ended = Законченные
page-board-end = Чем закончено
page-board-late = решено с опозданием
page-board-upheld = удовлетворено
page-board-partly = удовлетворено частично
page-board-dismissed = отклонено
page-board-inadmissible = не подлежит рассмотрению
page-board-withdrawn = забрано
page-board-lapsed = не решено в срок
page-board-settled = улажено органом власти
page-board-filings = Обращения
page-board-place = Адресат
page-board-filed = подано
page-board-overdue = просрочено
page-board-answered = есть ответ
page-board-answered-late = с опозданием
page-board-none = Считать пока нечего.
page-board-below = меньше { $number }
    .bare = мало

## The public ledger

page-ledger-menu = Открытый реестр
page-ledger-intro = Обо всём, что делает орган власти, сказано в одном открытом списке, который только растёт. Каждый может проверить, что в нём ничего не изменили. Имён в нём нет.
page-ledger-tree = До какого места он дошёл
page-ledger-origin = Имя реестра
page-ledger-size = Записей
page-ledger-counted = Записей подсчитано
page-ledger-root = Корень дерева
page-ledger-cosigned = Заверено
page-ledger-witnesses = Свидетели
page-ledger-waiting = Записей вместе с ещё не заверенными
page-ledger-demo = За этот реестр не ручается ни один независимый свидетель. Это показ, и посторонним он ничего не доказывает.
page-ledger-unsound = Опубликованное не сходится с подписанным корнем. Числа ниже могут быть неверны: проверьте файлы сами.
page-ledger-latest = Что сделано в последнее время
page-ledger-floor = Числа людей меньше десяти не называются ни здесь, ни в реестре. Они складываются по неделям, пока не наберётся десять или больше.
page-ledger-as-table = Эти числа таблицей
page-ledger-week = Неделя с
page-ledger-day = День
page-ledger-grounds = События по основаниям
page-ledger-ground = Основание
page-ledger-weeks = События по неделям и основаниям
page-ledger-other = прочее
page-ledger-passes = Пропусков, как сказано по неделям
page-ledger-slots = Мест в партиях: пропуска, действия и заполнение
page-ledger-offices = События по учреждениям, где их было десять или больше за день
page-ledger-office = Учреждение
page-ledger-exemptions = Медицинские отводы по видам
page-ledger-class = Вид
page-ledger-reasons = Отзывы по причинам
page-ledger-revocations = Отзывы по неделям и причинам
page-ledger-reason = Причина
page-ledger-opened = сказано только по неделям
page-ledger-taken = Отозвано пропусков по дням
page-ledger-looks = Просмотры данных по целям
page-ledger-purpose = Цель
page-ledger-policies = Порядки допуска и их сроки
page-ledger-policy = Порядок допуска
page-ledger-region = Регион
page-ledger-places = Где действует
page-ledger-from = С
page-ledger-until = До
page-ledger-in-force = Действует
page-ledger-term = Какой срок подряд
page-ledger-changes = Объявленные изменения
page-ledger-what = Что
page-ledger-told = Объявлено
page-ledger-starts = Действует с
page-ledger-notice = За сколько дней
page-ledger-urgent = Срочно
page-ledger-gained = Людей стало можно впустить
page-ledger-lost = Людей перестали впускать
page-ledger-keys = Ключи, которыми подписаны пропуска
page-ledger-key = Ключ
page-ledger-signatures = Подписей
page-ledger-ended = Закончил работу
page-ledger-by-kind = Записи по видам

## Entries of the ledger

page-ledger-entries = Все записи
page-ledger-entry = Запись
page-ledger-kind = Вид записи
page-ledger-all-kinds = все виды
page-ledger-newer = Более новые записи
page-ledger-older = Более старые записи
page-ledger-no-entries = Таких записей нет.
page-ledger-next-entry = Следующая запись
page-ledger-entry-before = Предыдущая запись
page-ledger-hash = Хеш записи
page-ledger-bytes = Запись, байт за байтом
page-ledger-bytes-hint = Канонический CBOR, шестнадцатеричными цифрами. Хеш — это SHA-256 от нулевого байта и этих байтов, как в RFC 6962.
page-ledger-proof = Доказательство, что запись в реестре
page-ledger-proof-hint = Эти хеши ведут от записи к корню, начиная с соседней. Верить при этом никому не нужно.
page-ledger-kind-unknown = неизвестный вид
page-ledger-said-unknown = Эта страница не знает, что говорит запись. Она показана как есть и не скрыта.

## Kinds of entries, and what each says

page-ledger-kind-batch = партия
page-ledger-said-batch = Выданы пропуска или сделаны действия, касающиеся отдельных людей; они скрыты среди случайного заполнения. Сколько их, сказано по неделям.
page-ledger-kind-act = действие органа власти
page-ledger-said-act = Орган власти изменил что-то в самом себе. Кто это решил, подписал решение своим ключом.
page-ledger-kind-blinded-act = действие, затрагивающее пропуска
page-ledger-said-blinded-act = Что-то изъято или приняты чужие отзывы. Кто подписал и почему, сказано; кого это касается — нет.
page-ledger-kind-summary = числа за день
page-ledger-said-summary = Сделанное за день, в числах. Числа меньше десяти в них скрыты.
page-ledger-kind-opening = суммы за неделю
page-ledger-said-opening = Названы числа, которые были скрыты: теперь их сумма — десять или больше.
page-ledger-kind-signer-counter = счётчик ключа
page-ledger-said-signer-counter = Сколько раз подписал ключ — чтобы ничего не подписали тайно.
page-ledger-kind-publication = публикация
page-ledger-said-publication = Опубликовано то, чем устройства проверяют пропуска: ключи, правила, порядки допуска и отзывы. Чего нет здесь, того они не примут.
page-ledger-kind-revocations = список отзывов
page-ledger-said-revocations = Все пропуска, отозванные публикацией, под случайными номерами.
page-ledger-kind-document = документ
page-ledger-said-document = Документ из публикации, названный своим цифровым отпечатком.
page-ledger-kind-announcement = объявление
page-ledger-said-announcement = Объявлено изменение правил или порядка допуска, прежде чем оно начнёт действовать.
page-ledger-kind-release = выпуск программы
page-ledger-said-release = Выпуск программы, названный цифровым отпечатком: каждый может сравнить его со своим.
page-ledger-kind-witnesses = смена свидетелей
page-ledger-said-witnesses = Под старым списком свидетелей объявлен другой.
page-ledger-kind-key-end = конец ключа
page-ledger-said-key-end = Ключ, которым подписывали пропуска, опубликован или уничтожен.
page-ledger-kind-filing = обращение
page-ledger-said-filing = Кто-то обратился в орган власти, и ему должны ответить.
page-ledger-kind-filing-answer = ответ на обращение
page-ledger-said-filing-answer = На обращение ответили или один раз отложили ответ.
page-ledger-kind-removal = обращение не показывается
page-ledger-said-removal = Обращение не показывается всем, и сказано почему.
page-ledger-kind-petition = петиция
page-ledger-said-petition = Открыт сбор подписей под петицией.
page-ledger-kind-vouchers = число талонов
page-ledger-said-vouchers = Сколько людей вправе подписывать петиции и сколько обменяли талон, с точностью до десятков.
page-ledger-kind-signatures = подписи под петицией
page-ledger-said-signatures = Опубликованы подписи под петицией. По ним не узнать, кто их поставил.
page-ledger-kind-petition-answer = ответ на петицию
page-ledger-said-petition-answer = Орган власти ответил на петицию.

## What an entry tells

page-ledger-act = Действие
page-ledger-signed = Подписали
page-ledger-officer = сотрудник
page-ledger-at = Когда
page-ledger-subject = Что подсчитано
page-ledger-table = Таблица
page-ledger-sums = Названные суммы
page-ledger-certificate = Отпечаток сертификата
page-ledger-version = Версия
page-ledger-fingerprint = Цифровой отпечаток
page-ledger-list = Список
page-ledger-passes-number = Число пропусков
page-ledger-places-number = Мест в партии
page-ledger-target = Для чего
page-ledger-file = Файл
page-ledger-old-witnesses = Отпечаток старого списка
page-ledger-new-witnesses = Отпечаток нового списка
page-ledger-end = Что с ним стало
page-ledger-end-published = опубликован, чтобы подписанное им никого не связывало
page-ledger-end-destroyed = уничтожен
page-ledger-filing = Обращение
page-ledger-step = Что сделано
page-ledger-answered = дан ответ
page-ledger-extended = ответ отложен
page-ledger-petition = Петиция
page-ledger-epoch = Выпуск талонов
page-ledger-issued = выдано
page-ledger-exchanged = обменяно
page-ledger-subject-issuance = события, за которые выданы пропуска
page-ledger-subject-acts = действия, касающиеся отдельных людей
page-ledger-subject-looks = просмотры данных
page-ledger-subject-passes = пропуска

## Acts of the authority

page-ledger-act-found = Орган власти учреждён
page-ledger-act-open-office = Открыто учреждение
page-ledger-act-close-office = Закрыто учреждение
page-ledger-act-appoint = Назначен сотрудник
page-ledger-act-dismiss = Закончено назначение
page-ledger-act-declare-key = Новый ключ начинает подписывать пропуска
page-ledger-act-withdraw-key = Изъят ключ и всё, что им подписано
page-ledger-act-withdraw-value = Изъят препарат или серия
page-ledger-act-import-revocations = Приняты отзывы, сделанные в другом месте
page-ledger-act-import-deliveries = Принят список поставок
page-ledger-act-hold-entry = Ввод серии остановлен или возобновлён
page-ledger-act-approve-product = Одобрен препарат
page-ledger-act-configure = Изменена настройка
page-ledger-act-other = Другое действие

## Why passes are taken away

page-ledger-reason-entered = внесено по ошибке
page-ledger-reason-duplicate = внесено дважды
page-ledger-reason-corrected = исправлено и выдано заново
page-ledger-reason-result = результат теста отозван
page-ledger-reason-lot = изъята серия
page-ledger-reason-product = изъят препарат
page-ledger-reason-key = ключ скомпрометирован
page-ledger-reason-issued = подписано по ошибке программы
page-ledger-reason-forgery = доказанная подделка
page-ledger-reason-holder = по просьбе владельца

## Why records are looked at

page-ledger-purpose-issue = для выдачи пропуска
page-ledger-purpose-print = для печати пропуска
page-ledger-purpose-correct = для исправления данных
page-ledger-purpose-holder = по просьбе владельца данных
page-ledger-purpose-revoke = для отзыва
page-ledger-purpose-appeal = для рассмотрения возражения
page-ledger-purpose-disclose = для суда или органа, названного в законе
page-ledger-purpose-erase = для уничтожения данных
page-ledger-purpose-audit = для проверки
page-ledger-purpose-own = смотрел сам владелец

## What is published

page-ledger-doc-rules = правила
page-ledger-doc-policies = порядки допуска
page-ledger-doc-value-sets = наборы значений
page-ledger-doc-signers = чьи подписи признаются
page-ledger-doc-signers-removed = исключённые подписавшие
page-ledger-doc-foreign = отзывы других стран
page-ledger-doc-filter = фильтр отозванных пропусков
page-ledger-doc-exact = точный список отозванных пропусков
page-ledger-doc-universe = номера всех выданных пропусков

## What somebody files

page-ledger-filing-text = текст, открытый для всех
page-ledger-filing-document = документ, открытый для всех
page-ledger-filing-recording = отпечаток записи, хранящейся у заявителя
page-ledger-filing-sealed = только для адресата

## Searching by receipt

page-ledger-receipt = Поиск по расписке
page-ledger-receipt-intro = У кого есть расписка, увидит здесь, где в реестре пропуск, действие или обращение. Введённое вами не сохраняется.
page-ledger-receipt-text = Расписка
page-ledger-receipt-hint = Целиком, с первой строки до последней.
page-ledger-receipt-file = Или расписка файлом
page-ledger-commitment = Обязательство того, о чём расписка, если оно у вас есть
page-ledger-commitment-hint = 64 знака: цифры и латинские буквы от A до F. С ним проверяется и место в партии.
page-ledger-receipt-own = В расписке о пропуске есть тайна, которая нужна только вам. Чтобы проверить её вместе с пропуском, никому не показывая:
page-ledger-search = Искать
page-ledger-found = Это есть в реестре.
page-ledger-found-slot = То, к чему относится обязательство, есть в этой партии, на этом месте.
page-ledger-found-batch = Эта запись — партия. О чём именно в ней расписка, здесь не проверено.
page-ledger-promised = Расписка подлинная. Её записи в заверенном реестре ещё нет.
page-ledger-promised-hint = Посмотрите через несколько минут. Если ничего не изменится, сохраните расписку и покажите её проверяющему.
page-ledger-omitted = Расписка подлинная, а в опубликованном реестре на этом месте стоит другое.
page-ledger-omitted-hint = Сохраните расписку: она доказывает, что реестр изменили. Покажите её проверяющему, суду или газете.
page-ledger-slot = Место в партии
page-ledger-size-then = Записей, когда сделана расписка

## Downloading everything

page-ledger-download = Скачать всё
page-ledger-download-intro = Всё опубликованное лежит здесь файлами, которые читают программы C2SP для открытых журналов. У кого есть копия, тот может проверить всё, не спрашивая нас.
page-ledger-audit-from = Чтобы проверить всё с этого адреса или из папки с копией:
page-ledger-files = Где что лежит
page-ledger-file-checkpoint = новейшее дерево с подписью
page-ledger-file-cosigned = новейшее дерево, заверенное свидетелями
page-ledger-file-policy = ключ реестра, свидетели и кворум
page-ledger-file-tiles = хеши дерева
page-ledger-file-entries = записи, по 256 в файле
page-ledger-file-batches = партии и всё, что записи называют по отпечатку
page-ledger-file-set = чем устройства проверяют пропуска
page-ledger-file-index = то же для других программ
page-ledger-verify = Проверить реестр в браузере
