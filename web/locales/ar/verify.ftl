# الصفحة التي تتحقق من السجل العلني، بالعربية.

page-title = التحقق من السجل العلني
page-text = كل ما تفعله هذه السلطة مدوَّن في قائمة علنية لا تفعل إلا أن تنمو. هنا يقرؤها جهازك كلها ويتحقق من أن شيئًا لم يُغيَّر ولم يُحذف ولم يُسحب.
page-privacy = لا يُجلب شيء قبل أن تضغط. ومن يستضيف الملفات يرى أن أحدًا يقرأ القائمة، ولا شيء غير ذلك.
language = اللغة
open-file = فتح ملف
receipt-title = البحث عن إيصال
receipt-label = إيصال
receipt-hint = الصق الإيصال الذي تسلّمته مع تصريح أو عند تقديم شيء. يبقى على هذا الجهاز: القائمة تُقرأ كلها على أي حال، فلا يعرف أحد أي مدخل لك.
keys-title = استخدام مفاتيح من مصدر آخر
keys-label = مفاتيح السجل وشهوده
keys-hint = من دونها تُصدَّق المفاتيح التي تذكرها السلطة بجانب هذه الصفحة. إن لم ترد ذلك فاحصل عليها بطريق آخر، من صحيفة مثلًا، وضع النص هنا.
verify = جلب الكل والتحقق منه
verify-again = التحقق من جديد
stop = إيقاف
more = ما يجتاز التحقق هنا نُشر ولم يُغيَّر. أما هل كان كل عمل مسموحًا فيقوله التدقيق الكامل: cleanbill audit.
demonstration = عرض تجريبي: لا أحد مستقلًا يراقب سجل هذه السلطة.

## في الطريق

running-title = جارٍ التحقق…
running-heads = جارٍ جلب نقطة التحقق…
running-entries = المدخل { $read } من { $size }
stopped = توقّف. لم يُحسم شيء.
broken = لم يُحسم شيء. ما حدث: { $code }
broken-fetch = لم يُحسم شيء: تعذّر جلب ملف. تحقق من الشبكة وحاول مرة أخرى.
broken-authority = لا تُذكر أي سلطة بجانب هذه الصفحة. ضع المفاتيح في «استخدام مفاتيح من مصدر آخر».
broken-ledger = لا تذكر هذه السلطة أي سجل. اسألها عن السبب، أو ضع المفاتيح في «استخدام مفاتيح من مصدر آخر».
broken-remembered = ما يتذكره هذا الجهاز من سجل آخر. إن بدأت السلطة سجلًا جديدًا فعليها أن تعلن ذلك. احفظ ما يتذكره قبل أن تجعله ينساه.
broken-keys = هذه ليست مفاتيح سجل: { $code }

## الجواب

verdict-passed = نعم
verdict-passed-text = القائمة كاملة: المداخل كما وُقّعت وعددها { $size }، لم يُغيَّر منها شيء ولم يُحذف.
verdict-grown = وهي امتداد لكل ما رآه هذا الجهاز من قبل: لم يُسحب شيء.
verdict-first = ومن المرة التالية يرى هذا الجهاز أيضًا هل سُحب شيء.
verdict-failed = لا
verdict-failed-text = القائمة ليست كما ينبغي. والخطأ مذكور أدناه.
verdict-undetermined = غير محسوم
verdict-undetermined-text = لم يمكن التحقق من كل شيء. وما ينقص مذكور أدناه.
remedy-failed = حاول مرة أخرى. فإن بقي الأمر كذلك فاحفظ نقطة التحقق وما يتذكره الجهاز وأرِهما لمدقق أو شاهد أو صحيفة: التوقيعات تجعلهما دليلًا.
remedy-undetermined = حاول لاحقًا، أو بنسخة من الملفات من مكان آخر.
save = حفظ نقطة التحقق
about = { $label }: { $outcome }
outcome-passed = ثابت
outcome-failed = منقوض
outcome-undetermined = غير محسوم
outcome-skipped = لا ينطبق

## الأسئلة

checks-title = ما جرى التحقق منه
check-signature = توقيع السجل
check-witnesses = الشهود
check-keys = المفاتيح نفسها كما من قبل
check-time = الحداثة
check-entries = كل مدخل وكل ملف
check-leaves = كل مدخل مقروء
check-grown = امتداد لما رآه هذا الجهاز
check-newest = أحدث المداخل
proven-signature = نقطة التحقق موقّعة بمفتاح السجل.
proven-witnesses = وقّع عدد كافٍ من الشهود المستقلين نقطة التحقق نفسها.
proven-keys = المفاتيح هي التي يتذكرها هذا الجهاز، أو أن تلك تضمن نقطة التحقق هذه أيضًا.
proven-time = وقّع الشهود خلال اليوم الأخير.
proven-entries = كل المداخل وكل الملفات تؤدي إلى الجذر الموقّع.
proven-leaves = كل مدخل من نوع مقرَّر.
proven-grown = تبدأ القائمة، دون تغيير، بكل ما رآه هذا الجهاز من قبل.
proven-newest = ما جاء بعد توقيع الشهود يتابع من هناك.
finding-no-checkpoint = لم تُنشر أي نقطة تحقق.
finding-refused = التوقيع غير صحيح: { $cause }
finding-quorum = الشهود الذين وقّعوا: { $found }. واللازم: { $min }.
finding-few-witnesses = الشهود اللازمون حسب هذه المفاتيح: { $quorum }. وفي غير العروض يلزم اثنان على الأقل.
finding-demonstration = عرض تجريبي: لا أحد مستقلًا يراقب.
finding-stale = لم يوقّع الشهود شيئًا منذ عدد من الساعات: { $hours }. وما حدث منذ ذلك لا يُرى هنا.
finding-future = وقّع الشهود في وقت بعد ما تشير إليه ساعة هذا الجهاز. تحقق من الساعة.
finding-keys-changed = المفاتيح ليست التي يتذكرها هذا الجهاز، وتلك لا تضمن نقطة التحقق هذه. ابحث عن إعلان شهود جدد.
finding-missing-file = الملفات الناقصة: { $count }. أولها { $path }.
finding-odd-file = هذا الملف ليس كما يقول اسمه: { $path }
finding-edited-tile = الملفات التي غُيّرت: { $count }. أولها { $path }.
finding-edited-entry = المداخل التي غُيّرت: { $count }. أولها رقم { $index }.
finding-root = المداخل ليست التي وُقّعت. وعددها { $size }.
finding-unreadable-entry = المداخل التي لا تُقرأ: { $count }. أولها رقم { $index }.
finding-rollback = سُحبت مداخل: عُرض من قبل { $known }، والمنشور الآن { $found }.
finding-split-view = وُقّعت قائمتان مختلفتان في كل منهما { $size } من المداخل. وعُرضت على أحدهم قائمة أخرى.
finding-two-trees = القائمة التي عدد مداخلها { $found } لا تبدأ بالمداخل التي عُرضت من قبل، وعددها { $known }.
finding-omitted-entry = المدخل رقم { $index } الذي يعد به الإيصال ليس في القائمة.
finding-proves-nothing = هذا ليس إيصالًا من هذا السجل: { $cause }
finding-not-proven = ما كان ينبغي أن يقارَن به لم يثبت هو نفسه.
finding-unfinished = لم تُقرأ الملفات إلى نهايتها.
finding-first-time = لا يتذكر هذا الجهاز شيئًا بعد.
finding-no-newer = لم يُنشر ما هو أحدث.
finding-other = { $code }

## ما وُجد

receipt-found = إيصالك
receipt-passed = المدخل رقم { $index } في القائمة كما يعد الإيصال. وهو: { $kind }.
tree-title = القائمة كما هي الآن
tree-authority = السلطة
tree-log = السجل
tree-size = الحجم
tree-root = الجذر
tree-day = وقّعها الشهود في
tree-witnesses = الشهود الذين وقّعوا
tree-quorum = اللازم
entries = { $count ->
    [zero] لا مداخل
    [one] مدخل واحد
    [two] مدخلان
    [few] { $count } مداخل
    [many] { $count } مدخلًا
   *[other] { $count } مدخل
    }
witnesses = { $count ->
    [zero] لا شاهد
    [one] شاهد واحد
    [two] شاهدان
    [few] { $count } شهود
    [many] { $count } شاهدًا
   *[other] { $count } شاهد
    }
number = { $number }
counts-title = ما فيها
kind-batch = دفعات من التصاريح ومن أعمال تخص شخصًا واحدًا، محجوبة
kind-act = أعمال السلطة بشأن نفسها
kind-blinded-act = عمليات سحب واستيراد، مذكورة جزئيًا
kind-summary = أعداد يوم
kind-opening = مجاميع أسبوع
kind-signer-counter = عدّادات مفاتيح التوقيع
kind-publication = مجموعات موقّعة للمتحققين
kind-revocations = قوائم التصاريح الملغاة
kind-document = قواعد ولوائح وقوائم
kind-announcement = إعلانات تغيير
kind-release = إصدارات البرنامج
kind-witnesses = تغييرات الشهود
kind-key-end = نهايات مفاتيح التوقيع
kind-filing = الطلبات المقدَّمة
kind-filing-answer = أجوبة على الطلبات
kind-removal = طلبات لا تُعرض
kind-petition = عرائض
kind-vouchers = أعداد بطاقات التوقيع
kind-signatures = دفعات تواقيع
kind-petition-answer = أجوبة على العرائض

## ما يتذكره الجهاز

memory-title = ما يتذكره هذا الجهاز
memory-none = لا شيء بعد. بعد جواب «نعم» يحتفظ بنقطة التحقق، ويلاحظ في المرة التالية إن سُحب شيء.
memory-has = قائمة ثبتت في { $day }، وعدد مداخلها { $size }.
memory-kept = حُفظت للمرة التالية.
save-remembered = حفظ ما يتذكره الجهاز
forget = نسيان
