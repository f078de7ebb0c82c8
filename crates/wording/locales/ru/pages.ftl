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
