# The pages for appeals, submissions and petitions, in Arabic. Glossary: messages.ftl, and
#
#   appeal          الاعتراض
#   reviewer        من ينظر في الاعتراض
#   submission      المراسلة
#   authority       السلطة
#   receipt         الإيصال
#   voucher         بطاقة التوقيع
#   petition        العريضة
#   signature       التوقيع
#   case            المعاملة
#   public counts   الأعداد المعلنة

## On every page

page-title = الاعتراضات والمراسلات والعرائض
page-intro = يمكنكم هنا الاعتراض على قرار، أو مراسلة السلطة، أو توقيع عريضة. لا حاجة إلى حساب، ولا يسألكم أحد من أنتم.
page-menu-appeal = الاعتراض
page-menu-file = مراسلة السلطة
page-menu-petitions = العرائض
page-menu-follow = متابعة معاملة
page-menu-board = الأعداد المعلنة
page-menu = الصفحات
page-skip = الانتقال إلى المحتوى
page-language = اللغة
page-send = إرسال
page-show = عرض

## Something went wrong

page-error-title = لم ينجح ذلك
page-error-back = يُرجى الرجوع إلى الصفحة السابقة: ما كتبتموه لا يزال موجودًا.
page-error-code = رمز الخطأ
page-error-kept = ما كتبتموه لا يزال في النموذج.
page-error-again = يُرجى اختيار الوثيقة من جديد: فالمتصفح لا يحتفظ بها.
page-error-wait =
    { PLURAL($number) ->
        [zero] من جديد بعد { $number } ثانية.
        [one] من جديد بعد ثانية واحدة.
        [two] من جديد بعد ثانيتين.
        [few] من جديد بعد { $number } ثوانٍ.
        [many] من جديد بعد { $number } ثانية.
       *[other] من جديد بعد { $number } ثانية.
    }
    .bare = من جديد بعد قليل.

## Writing to the authority

page-file-title = مراسلة السلطة
page-file-intro = تحصلون على إيصال فورًا، وعلى السلطة أن تجيبكم. وما تتركه بلا جواب مدة أطول مما ينبغي يُحصى علنًا.
page-file-to = إلى
page-file-to-authority = السلطة كلها
page-file-text = نص الرسالة
page-file-text-hint = نص عادي لا يزيد على 64 kB. يُرجى عدم كتابة ما قد يضر بأشخاص آخرين.
page-file-document = أو وثيقة
page-file-document-hint = ملف PDF أو PNG أو JPEG أو نص عادي، لا يزيد على 4 MB.
page-file-hash = أو البصمة الرقمية لتسجيل
page-file-hash-hint = بصمة SHA-256 من 64 خانة. يبقى التسجيل عندكم. وحتى بعد سنوات يمكن إثبات أنه التسجيل الذي قُدّم نفسه.
page-file-size = حجم التسجيل بالبايت
page-file-reading = من يمكنه قراءة المراسلة
page-file-open = الجميع، بعد المراجعة
page-file-sealed = المرسَل إليه وحده

## What was filed

page-filed-title = تم التقديم
page-filed-code = الرمز الخاص بكم
page-filed-code-hint = يُرجى تدوينه. به وحده يُفتح الجواب، ولا يستطيع أحد أن يعثر عليه لكم من جديد.
page-filed-due = آخر موعد للجواب
page-filed-receipt = الإيصال الخاص بكم
page-filed-receipt-hint = يُرجى حفظ هذا النص. فهو يثبت ما قدّمتموه وفي أي يوم، مهما قلنا بعد ذلك.
page-filed-receipt-later = الإيصال ليس جاهزًا بعد. تحصلون عليه عند متابعة المعاملة بالرمز الخاص بكم.

## Following a case

page-follow-title = متابعة معاملة
page-follow-intro = يُرجى إدخال الرمز الذي حصلتم عليه عند التقديم.
page-follow-waiting = المعاملة في انتظار الجواب.
page-follow-extended = تحتاج السلطة إلى وقت أطول، ولا يحق لها ذلك إلا مرة واحدة.
page-follow-overdue = تأخّر الجواب عن موعده، ويُحصى هذا التأخّر علنًا.
page-follow-answered = تاريخ الجواب
page-follow-answer = الجواب
page-follow-filed = تاريخ التقديم

## Petitions

page-petitions-title = العرائض
page-petitions-none = لا توجد عريضة مفتوحة الآن.
page-petition-signatures = التواقيع
page-petition-threshold = عدد التواقيع الذي يوجب الجواب
page-petition-opens = مفتوحة من
page-petition-until = مفتوحة حتى
page-petition-region = من يحق له التوقيع
page-petition-recount = يمكن لأي شخص أن يعيد عدّ التواقيع دون أن يسألنا.
page-petition-proof = تُنشر التواقيع على دفعات: كل دفعة ملف من السجل العلني يسمّيه أحد مداخله. ومع أي نسخة من السجل:
page-petition-small = يستطيع أقل من 1000 شخص توقيع هذه العريضة. وفي مجموعة صغيرة كهذه يكشف التوقيع الكثير عن صاحبه.
page-petition-state-announced = لم تُفتح العريضة بعد.
page-petition-state-open = العريضة مفتوحة.
page-petition-state-closed = العريضة مغلقة.
page-sign-title = التوقيع
page-sign-intro = جهازكم أنتم هو الذي يُنشئ التوقيع من بطاقة التوقيع. لا يمكن لأحد أن يعرف منه من وقّع، ولا يمكن لأحد أن يوقّع مرتين.
page-sign-signature = توقيعكم
page-sign-taken = تم استلام توقيعكم. وسيظهر مع الدفعة التالية، بين تواقيع أخرى.

## Appeals

page-appeal-title = الاعتراض
page-appeal-intro = تبقى شهادتكم كما هي ما دمتم تنتظرون. ويفصل في الاعتراض شخص لم يكن له دور في القرار.
page-appeal-code = الرمز المكتوب على الإشعار أو الاستمارة أو القسيمة
page-appeal-code-hint = يُرجى نسخه كما هو مطبوع: رقم الإشعار ورمزه، أو القسيمة كاملة.
page-appeal-kind = ما الذي تعترضون عليه
page-appeal-grounds = لماذا
page-appeal-grounds-hint = لا يمكن أن يقرأ هذا إلا أنتم ومن ينظر في الاعتراض. ولا يلزم ذكر عنوان.
page-appeal-withdraw = سحب الاعتراض
page-case-act = إلغاء شهادة
page-case-refusal = رفض الإصدار أو التصحيح
page-case-look = الاطلاع على بيانات شخصية
page-case-door = رفض الدخول عند الباب
page-case-filed = الاعتراض في انتظار النظر فيه.
page-case-extended = يحتاج النظر في الاعتراض إلى وقت أطول، ولا يجوز ذلك إلا مرة واحدة.
page-case-joined = يُفصل في الاعتراض مع اعتراضات أخرى تشبهه.
page-case-decided = تم الفصل في الاعتراض.
page-case-withdrawn = سُحب الاعتراض بطلب ممّن قدّمه.
page-case-lapsed = لم يفصل أحد في الاعتراض في موعده. ولم يعد يُعتدّ بما كان الاعتراض عليه.
page-case-settled = تراجعت السلطة عمّا كان الاعتراض عليه.
page-outcome-upheld = الحق معكم.
page-outcome-partly = الحق معكم في جزء من الأمر.
page-outcome-dismissed = يبقى القرار قائمًا.
page-outcome-inadmissible = تعذّر الفصل في أي أمر هنا.
page-findings = ما تبيّن عند النظر في الاعتراض
page-finding-facts-wrong = لم يحدث الأمر كما يقول القرار.
page-finding-no-evidence = لا يوجد دليل في الملف.
page-finding-wrong-person = يتعلق الأمر بشخص آخر أو شهادة أخرى أو حدث آخر.
page-finding-no-basis = لا يجيز ذلك أي قانون.
page-finding-not-proportionate = كان يكفي إجراء أخف.
page-finding-procedure-broken = لم تُتّبع الإجراءات المقررة.
page-finding-rule-misapplied = فُهمت القاعدة خطأً، أو لم تكن سارية.
page-finding-no-purpose = لم تكن لأحد حاجة إلى الاطلاع على هذه البيانات.
page-finding-court-for-appellant = حكمت محكمة لصالح مقدّم الاعتراض.
page-finding-facts-proven = ثبت ما يقوله القرار.
page-finding-basis-carries = يجيز القانون ذلك، ولم يكن يكفي إجراء أخف.
page-finding-procedure-kept = اتُّبعت الإجراءات المقررة.
page-finding-rule-applied = كانت القاعدة سارية، وفُهمت كما هي مكتوبة.
page-finding-purpose-proven = كان الاطلاع على هذه البيانات ضروريًا.
page-finding-court-against-appellant = حكمت محكمة ضد مقدّم الاعتراض.

## Public counts

page-board-title = الأعداد المعلنة
page-board-intro = لا تُذكر الأعداد التي تقل عن عشرة، كي لا تدل على أحد.
page-board-cases = الاعتراضات
page-board-open = المفتوحة، بحسب مدتها
page-board-against = على ماذا
page-board-age = المدة بالأيام
page-board-number = العدد
page-board-ended = المنتهية
page-board-end = كيف انتهت
page-board-late = فُصل فيها متأخرًا
page-board-upheld = قُبل
page-board-partly = قُبل في جزء منه
page-board-dismissed = رُفض
page-board-inadmissible = غير مقبول شكلًا
page-board-withdrawn = سُحب
page-board-lapsed = لم يُفصل فيه في موعده
page-board-settled = سوّته السلطة
page-board-filings = المراسلات
page-board-place = المرسَل إليه
page-board-filed = مُقدَّمة
page-board-overdue = متأخرة
page-board-answered = أُجيب عنها
page-board-answered-late = أُجيب عنها متأخرًا
page-board-none = لا يوجد ما يُحصى بعد.
page-board-below = أقل من { $number }
    .bare = عدد قليل

## The public ledger

page-ledger-menu = السجل العلني
page-ledger-intro = كل ما تفعله السلطة مذكور في قائمة علنية واحدة لا يُمحى منها شيء، بل تزداد فقط. ويمكن لأي شخص أن يتحقق من أنها لم تُغيَّر. ولا يُذكر فيها اسم أحد.
page-ledger-tree = إلى أين وصل
page-ledger-origin = اسم السجل
page-ledger-size = عدد المداخل
page-ledger-counted = المداخل المعدودة حتى الآن
page-ledger-root = جذر الشجرة
page-ledger-cosigned = تاريخ توقيع الشهود
page-ledger-witnesses = الشهود
page-ledger-waiting = عدد المداخل مع ما لم يوقّعه الشهود بعد
page-ledger-demo = لا يضمن هذا السجل أي شاهد مستقل. إنه للعرض فقط، ولا يثبت شيئًا للغرباء.
page-ledger-unsound = ما نُشر لا يؤدي إلى الجذر الموقَّع. قد تكون الأعداد أدناه خاطئة: يُرجى تدقيق الملفات.
page-ledger-latest = ما جرى مؤخرًا
page-ledger-floor = لا يُذكر أي عدد من الأشخاص دون العشرة، لا هنا ولا في السجل. وما دون العشرة يُجمع أسبوعًا بعد أسبوع حتى يبلغ عشرة أو أكثر.
page-ledger-as-table = هذه الأعداد في جدول
page-ledger-week = الأسبوع من
page-ledger-day = اليوم
page-ledger-grounds = الوقائع الصحية حسب السبب
page-ledger-ground = السبب
page-ledger-weeks = الوقائع الصحية حسب الأسبوع والسبب
page-ledger-other = غير ذلك
page-ledger-passes = الشهادات كما ذُكرت أسبوعيًا
page-ledger-slots = الخانات في الدفعات: شهادات وأعمال وحشو
page-ledger-offices = الوقائع الصحية حسب المكتب، حيث بلغت عشرة أو أكثر في يوم
page-ledger-office = المكتب
page-ledger-exemptions = الإعفاءات حسب الصنف
page-ledger-class = الصنف
page-ledger-reasons = الإلغاءات حسب العلّة
page-ledger-revocations = الإلغاءات حسب الأسبوع والعلّة
page-ledger-reason = العلّة
page-ledger-opened = مذكور أسبوعيًا فقط
page-ledger-taken = الشهادات المسحوبة حسب اليوم
page-ledger-looks = الاطّلاع على السجلات حسب الغرض
page-ledger-purpose = الغرض
page-ledger-policies = اللوائح وتواريخ انتهائها
page-ledger-policy = اللائحة
page-ledger-region = المنطقة
page-ledger-places = أنواع الأماكن
page-ledger-from = من
page-ledger-until = حتى
page-ledger-in-force = سارية
page-ledger-term = المدة المتتالية
page-ledger-changes = التغييرات المعلنة
page-ledger-what = ماذا
page-ledger-told = أُعلن في
page-ledger-starts = تسري من
page-ledger-notice = أيام الإشعار
page-ledger-urgent = إشعار قصير
page-ledger-gained = أشخاص يُسمح لهم بالدخول
page-ledger-lost = أشخاص يُمنعون من الدخول
page-ledger-keys = المفاتيح التي توقّع الشهادات
page-ledger-key = المفتاح
page-ledger-signatures = التواقيع
page-ledger-ended = انتهى
page-ledger-by-kind = المداخل حسب النوع

## Entries of the ledger

page-ledger-entries = كل المداخل
page-ledger-entry = المدخل
page-ledger-kind = النوع
page-ledger-all-kinds = كل الأنواع
page-ledger-newer = مداخل أحدث
page-ledger-older = مداخل أقدم
page-ledger-no-entries = لا توجد مداخل كهذه.
page-ledger-next-entry = المدخل التالي
page-ledger-entry-before = المدخل السابق
page-ledger-hash = هاش المدخل
page-ledger-bytes = المدخل بايتًا بايتًا
page-ledger-bytes-hint = صيغة CBOR القانونية بالأرقام الست عشرية. والهاش هو SHA-256 لبايت صفري تليه هذه البايتات، كما في RFC 6962.
page-ledger-proof = إثبات وجوده في السجل
page-ledger-proof-hint = تقود هذه القيم من المدخل إلى الجذر بدءًا بجاره. ولا حاجة إلى تصديق أحد في ذلك.
page-ledger-kind-unknown = نوع غير معروف
page-ledger-said-unknown = لا تعرف هذه الصفحة ما يقوله المدخل. وهو معروض كما هو ولم يُخفَ.

## Kinds of entries, and what each says

page-ledger-kind-batch = دفعة
page-ledger-said-batch = صدرت شهادات أو جرت أعمال تخص أفرادًا، وهي مخفية وسط حشو عشوائي، ويُذكر عددها أسبوعيًا.
page-ledger-kind-act = عمل للسلطة
page-ledger-said-act = غيّرت السلطة شيئًا في نفسها. ومن قرّر ذلك وقّعه بمفتاحه الخاص.
page-ledger-kind-blinded-act = عمل يمس شهادات
page-ledger-said-blinded-act = سُحب شيء أو اعتُمدت إلغاءات. يُذكر من وقّع ولماذا، ولا يُذكر من يمسّه ذلك.
page-ledger-kind-summary = أعداد يوم
page-ledger-said-summary = ما جرى في يوم معدودًا. والأعداد دون العشرة مخفية فيه.
page-ledger-kind-opening = مجاميع أسبوع
page-ledger-said-opening = ذُكرت أعداد كانت مخفية بعد أن بلغ مجموعها عشرة أو أكثر.
page-ledger-kind-signer-counter = عدّاد مفتاح
page-ledger-said-signer-counter = كم مرة وقّع مفتاح ما، حتى لا يُوقَّع شيء سرًّا.
page-ledger-kind-publication = نشر
page-ledger-said-publication = نُشر ما تتحقق به الأجهزة من الشهادات: مفاتيح وقواعد ولوائح وإلغاءات. ولا تقبل الأجهزة ما لم يُذكر هنا.
page-ledger-kind-revocations = قائمة الإلغاءات
page-ledger-said-revocations = كل الشهادات التي يسحبها نشرٌ ما، بأرقام عشوائية.
page-ledger-kind-document = وثيقة
page-ledger-said-document = وثيقة من نشرٍ ما ببصمتها الرقمية.
page-ledger-kind-announcement = إعلان
page-ledger-said-announcement = أُعلن تغيير في القواعد أو اللوائح قبل أن يسري.
page-ledger-kind-release = إصدار للبرنامج
page-ledger-said-release = إصدار للبرنامج ببصمته الرقمية، ويمكن لأي شخص مقارنته بما لديه.
page-ledger-kind-witnesses = شهود آخرون
page-ledger-said-witnesses = أُعلنت قائمة شهود أخرى في ظل القائمة القديمة.
page-ledger-kind-key-end = نهاية مفتاح
page-ledger-said-key-end = نُشر مفتاح كان يوقّع الشهادات أو أُتلف.
page-ledger-kind-filing = مراسلة
page-ledger-said-filing = راسل شخصٌ السلطة، وله عليها جواب.
page-ledger-kind-filing-answer = جواب على مراسلة
page-ledger-said-filing-answer = أُجيب على مراسلة أو أُجِّل جوابها مرة واحدة.
page-ledger-kind-removal = مراسلة غير معروضة
page-ledger-said-removal = لا تُعرض مراسلة على الجمهور، ويُذكر السبب.
page-ledger-kind-petition = عريضة
page-ledger-said-petition = طُرحت عريضة للتوقيع.
page-ledger-kind-vouchers = عدد بطاقات التوقيع
page-ledger-said-vouchers = كم شخصًا يحق له توقيع العرائض وكم استبدل بطاقته، بالعشرات.
page-ledger-kind-signatures = تواقيع عريضة
page-ledger-said-signatures = نُشرت تواقيع على عريضة. وهي لا تقول شيئًا عمّن وقّعها.
page-ledger-kind-petition-answer = جواب على عريضة
page-ledger-said-petition-answer = أجابت السلطة على عريضة.

## What an entry tells

page-ledger-act = العمل
page-ledger-signed = الموقّعون
page-ledger-officer = الموظف
page-ledger-at = متى
page-ledger-subject = ما الذي عُدّ
page-ledger-table = الجدول
page-ledger-sums = المجاميع المذكورة
page-ledger-certificate = بصمة شهادة المفتاح
page-ledger-version = النسخة
page-ledger-fingerprint = البصمة الرقمية
page-ledger-list = القائمة
page-ledger-passes-number = عدد الشهادات
page-ledger-places-number = خانات الدفعة
page-ledger-target = مخصص لـ
page-ledger-file = الملف
page-ledger-old-witnesses = بصمة القائمة القديمة
page-ledger-new-witnesses = بصمة القائمة الجديدة
page-ledger-end = ما آل إليه
page-ledger-end-published = نُشر حتى لا يُلزَم أحد بما وقّعه
page-ledger-end-destroyed = أُتلف
page-ledger-filing = المراسلة
page-ledger-step = ما جرى
page-ledger-answered = أُجيب عليها
page-ledger-extended = أُجِّل الجواب
page-ledger-petition = العريضة
page-ledger-epoch = دورة البطاقات
page-ledger-issued = المسلَّمة
page-ledger-exchanged = المستبدلة
page-ledger-subject-issuance = وقائع صحية أدت إلى شهادة
page-ledger-subject-acts = أعمال تخص أفرادًا
page-ledger-subject-looks = الاطّلاع على السجلات
page-ledger-subject-passes = الشهادات

## Acts of the authority

page-ledger-act-found = أُسست السلطة
page-ledger-act-open-office = فُتح مكتب
page-ledger-act-close-office = أُغلق مكتب
page-ledger-act-appoint = عُيّن موظف
page-ledger-act-dismiss = انتهى تعيين
page-ledger-act-declare-key = بدأ مفتاح توقيع الشهادات
page-ledger-act-withdraw-key = سُحب مفتاح ومعه ما وقّعه
page-ledger-act-withdraw-value = سُحب منتج أو تشغيلة
page-ledger-act-import-revocations = اعتُمدت إلغاءات جرت في مكان آخر
page-ledger-act-import-deliveries = اعتُمدت قائمة توريدات
page-ledger-act-hold-entry = أُوقف إدخال تشغيلة أو استُؤنف
page-ledger-act-approve-product = اعتُمد منتج
page-ledger-act-configure = غُيّر إعداد
page-ledger-act-other = عمل آخر

## Why passes are taken away

page-ledger-reason-entered = أُدخل خطأً
page-ledger-reason-duplicate = أُدخل مرتين
page-ledger-reason-corrected = صُحّح وصدر من جديد
page-ledger-reason-result = سُحبت نتيجة الفحص
page-ledger-reason-lot = سُحبت التشغيلة
page-ledger-reason-product = سُحب المنتج
page-ledger-reason-key = اختُرق المفتاح
page-ledger-reason-issued = وُقّع بخطأ من البرنامج
page-ledger-reason-forgery = تزوير ثابت
page-ledger-reason-holder = بطلب من حاملها

## Why records are looked at

page-ledger-purpose-issue = لإصدار شهادة
page-ledger-purpose-print = لطباعة شهادة
page-ledger-purpose-correct = لتصحيح سجل
page-ledger-purpose-holder = بطلب من صاحبه
page-ledger-purpose-revoke = من أجل إلغاء
page-ledger-purpose-appeal = من أجل اعتراض
page-ledger-purpose-disclose = لمحكمة أو جهة يسمّيها القانون
page-ledger-purpose-erase = من أجل محو
page-ledger-purpose-audit = من أجل تدقيق
page-ledger-purpose-own = اطّلع صاحبه بنفسه

## What is published

page-ledger-doc-rules = قواعد
page-ledger-doc-policies = لوائح
page-ledger-doc-value-sets = مجموعات القيم
page-ledger-doc-signers = من تُعتمد تواقيعهم
page-ledger-doc-signers-removed = جهات موقّعة أُزيلت
page-ledger-doc-foreign = إلغاءات دول أخرى
page-ledger-doc-filter = مرشّح الشهادات الملغاة
page-ledger-doc-exact = القائمة الدقيقة للشهادات الملغاة
page-ledger-doc-universe = أرقام كل الشهادات الصادرة

## What somebody files

page-ledger-filing-text = نص متاح للجميع
page-ledger-filing-document = وثيقة متاحة للجميع
page-ledger-filing-recording = بصمة تسجيل
page-ledger-filing-sealed = للمرسل إليه وحده

## Searching by receipt

page-ledger-receipt = البحث بالإيصال
page-ledger-receipt-intro = من لديه إيصال يرى هنا موضع الشهادة أو العمل أو المراسلة في السجل. ولا يُحفظ شيء مما تدخلونه.
page-ledger-receipt-text = الإيصال
page-ledger-receipt-hint = كاملًا، من سطره الأول إلى الأخير.
page-ledger-receipt-file = أو الإيصال في ملف
page-ledger-commitment = الالتزام الخاص بموضوع الإيصال، إن كان لديكم
page-ledger-commitment-hint = 64 خانة: أرقام والحروف اللاتينية من A إلى F. وبه يُتحقق أيضًا من الخانة في الدفعة.
page-ledger-receipt-own = في إيصال الشهادة سرّ لا يحتاجه غيركم. للتحقق منه مع الشهادة دون عرضه على أحد:
page-ledger-search = بحث
page-ledger-found = إنه في السجل.
page-ledger-found-slot = ما يخصه الالتزام موجود في هذه الدفعة وفي هذه الخانة.
page-ledger-found-batch = المدخل دفعة. ولم يُتحقق هنا مما يخصه الإيصال فيها.
page-ledger-promised = الإيصال أصلي. ولم يدخل مدخله بعد في السجل الذي وقّعه الشهود.
page-ledger-promised-hint = يُرجى إعادة النظر بعد دقائق. فإن بقي الأمر كذلك فيُرجى حفظ الإيصال وعرضه على مدقق.
page-ledger-omitted = الإيصال أصلي، وفي السجل المنشور شيء آخر في موضعه.
page-ledger-omitted-hint = يُرجى حفظ الإيصال: فهو يثبت أن السجل غُيّر. ويُرجى عرضه على مدقق أو محكمة أو صحيفة.
page-ledger-slot = الخانة في الدفعة
page-ledger-size-then = عدد المداخل حين صدر الإيصال

## Downloading everything

page-ledger-download = تنزيل كل شيء
page-ledger-download-intro = كل ما يُنشر موجود هنا في ملفات تقرؤها أدوات C2SP لسجلات الشفافية. ومن لديه نسخة يمكنه التحقق من كل شيء دون أن يسألنا.
page-ledger-audit-from = للتدقيق من هذا العنوان أو من مجلد فيه نسخة:
page-ledger-files = أين توجد الأشياء
page-ledger-file-checkpoint = أحدث شجرة، موقّعة
page-ledger-file-cosigned = أحدث شجرة وقّعها الشهود
page-ledger-file-policy = مفتاح السجل والشهود والنصاب
page-ledger-file-tiles = قيم هاش الشجرة
page-ledger-file-entries = المداخل، 256 في كل ملف
page-ledger-file-batches = الدفعات وما تسمّيه المداخل ببصمته
page-ledger-file-set = ما تتحقق به الأجهزة من الشهادات
page-ledger-file-index = الشيء نفسه لبرامج أخرى
page-ledger-verify = التحقق من السجل في المتصفح
