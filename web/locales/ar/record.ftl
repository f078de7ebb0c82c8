# ما تطلبه المحفظة من السلطة، بالعربية.

## Collecting a pass

collect-title = برمز من السلطة
collect-hint = أعطاك شباك أو عيادة أو رسالة رمزًا من 26 حرفًا ورقمًا. يصلح مرة واحدة. لا تُسأل السلطة عن التصريح إلا حين تضغط، فتعلم أنه استُلم.
collect-code = رمز الاستلام
collect = استلام التصريح

## One's own record

own = السجل لدى السلطة
own-of = السجل لدى السلطة: { $name }
own-title = ما تحفظه السلطة
own-hint = لا يُسأل شيء قبل أن تضغط. عندئذ تعلم السلطة أنك اطّلعت، وتدوّنه اطلاعًا منك. ما يصل يُعرض هنا ولا يُحفظ.
own-ask = طلب السجل
own-ask-again = طلب مرة أخرى
own-key-over = انتهى مفتاح هذا السجل في { $at }. يعطيك الشباك رمزًا جديدًا.
give-back = إعادة مفتاح هذا السجل
give-back-text = لن يستطيع أحد طلب السجل من هذا الجهاز، ولا أنت. تبقى التصاريح. يعطيك الشباك رمزًا جديدًا.
give-back-press = إعادة الآن
looks-title = من اطّلع على السجل
looks-none = لا أحد سواك.
looks-own =
    { $count ->
        [0] لم تطّلع أنت بعد.
        [one] اطّلعت أنت مرة واحدة.
        [two] اطّلعت أنت مرتين.
        [few] اطّلعت أنت { $count } مرات.
       *[other] اطّلعت أنت { $count } مرة.
    }
look-purpose = الغرض
look-basis = الأساس القانوني
look-office = المكتب
look-role = الدور
look-officer = الموظف
officer-number = رقم { $number }
basis-none = لم يُذكر
purpose-issue = لتسجيل واقعة أو إصدار تصريح
purpose-print = لطباعة تصريح أو تسليمه
purpose-correct = لتصحيح شيء
purpose-holder-asked = لأنك طلبت ذلك
purpose-revoke = للبت في سحب تصريح
purpose-appeal = للبت في تظلم
purpose-disclose = لتسليمه إلى محكمة أو جهة يسميها القانون
purpose-erase = لمحوه
purpose-audit = للنظر في شبهة إساءة استعمال
purpose-own = اطلاعك أنت
role-clinic = عيادة
role-desk = شباك الخدمة
role-office-head = رئيس المكتب
role-policy-maker = واضع الأنظمة
role-key-custodian = أمين المفاتيح
role-reviewer = مراجع مستقل
role-auditor = مدقق
role-machine = جهاز عيادة
basis-pass-law = قانون التصاريح
basis-medicines-law = قانون الأدوية
basis-consent = الموافقة
basis-correction = الحق في التصحيح
basis-erasure = الحق في المحو
basis-retention = انتهاء مدة الحفظ
basis-court-order = أمر محكمة
basis-supervisory-order = أمر جهة الرقابة
basis-representation = التمثيل
basis-procedure = قانون الإجراءات
record-person = صاحب السجل
record-number = رقم السجل
record-name = الاسم
record-born = تاريخ الميلاد
record-before = حتى { $at }؛ تغيّر: { $what }
changed-surname = اسم العائلة
changed-forename = الاسم الأول
changed-surname_standardised = اسم العائلة كما تكتبه الآلات
changed-forename_standardised = الاسم الأول كما تكتبه الآلات
changed-birth_date = تاريخ الميلاد
events-title = ما حدث
events-none = لم يُسجل شيء.
event-lot = التشغيلة
event-source = المصدر
event-entered = سُجلت
event-number = رقم الواقعة
event-corrected = حلّت محلها واقعة أخرى.
source-desk = موظف كتبها
source-machine = جهاز عيادة
source-csv = قائمة مستوردة
source-fhir = ملف طبي مستورد
source-foreign = تصريح من بلد آخر
acts-title = ما جرى عمله
act-state = الحالة
act-at = بدأ
act-effective = نافذ من
act-reason = السبب
act-issue = صدر تصريح
act-reissue = أُعيد إصدار تصريح
act-correct = صُحح شيء
act-revoke = يُسحب تصريح
act-restore = أُلغي شيء
act-withdraw-key = يُسحب مفتاح توقيع
act-withdraw-value = يُسحب منتج أو تشغيلة
act-refuse-reissue = رُفض تصريح جديد
act-hand-over = سُلّم السجل إليك
act-mandate = يحق لشخص أن يتصرف عنك
act-end-mandate = انتهى توكيل
act-erase = يُمحى السجل
act-disclose = سُلّم السجل إلى محكمة أو جهة يسميها القانون
state-proposed = ينتظر مكتبًا ثانيًا
state-approved = وقّعه مكتبان
state-noticed = أُعلن ولم ينفذ بعد
state-effective = نافذ
state-dropped = تُرك
state-contested = اعترضت عليه؛ ينتظر
state-lapsed = سقط
state-undone = أُلغي
reason-entered-in-error = سُجل خطأً
reason-duplicate = سُجل مرتين
reason-corrected = صُحح وأُعيد إصداره
reason-result-withdrawn = سحب المختبر النتيجة
reason-lot-withdrawn = سُحبت التشغيلة
reason-product-withdrawn = سُحب المنتج
reason-key-compromised = وقع مفتاح توقيع في يد غير أهله
reason-issued-in-error = صدر خطأً
reason-forgery = تزوير
reason-holder-asked = طلبت ذلك
mandate-given =
    يحق لشخص { $act ->
        [yes] الاطلاع والتصرف
       *[no] الاطلاع
    } عنك حتى { $end }.
mandate-had =
    يحق لك { $act ->
        [yes] الاطلاع والتصرف
       *[no] الاطلاع
    } عن شخص حتى { $end }.

## Passes of the record

own-passes-title = التصاريح
own-passes-hint = التصريح المصحح أو المعاد إصداره هنا أيضًا: ضع الجديد في المحفظة.
pass-status = الحالة
pass-since = من
pass-issued = صدر
pass-expires = ينتهي
pass-number = رقم التصريح
status-valid = صالح
status-replaced = حلّ محله آخر
status-noticed = سيُسحب
status-revoked = سُحب
status-expired = انتهى
take-own = وضعه في المحفظة
page-save = حفظ صفحته للطباعة (PDF)
light-title = تصاريح خفيفة
light-hint = رمز لكل يوم من الأيام الأربعة عشر القادمة، فيه اسمك وتاريخ ميلادك دون سبب حصولك على التصريح. تُجلب كلها معًا دائمًا كي لا يعلم أحد هل تستعمل أحدها ولا متى ولا أين.
light-policy = لأي نظام
light-fetch = جلب تصاريح خفيفة
light-save = حفظ ورقة للطباعة (PDF)
light-passes = تصاريح خفيفة
light-left =
    { $count ->
        [one] بقي يوم واحد، حتى { $until }.
        [two] بقي يومان، حتى { $until }.
        [few] بقيت { $count } أيام، حتى { $until }.
       *[other] بقي { $count } يومًا، حتى { $until }.
    }
light-over = انتهت كلها. اجلب غيرها من السجل.
light-none-today = لا يوجد تصريح لهذا الوقت.
light-show = إظهار رمز اليوم

## Objecting and asking

object = اعتراض
object-text = يبت فيه خلال 30 يومًا من لم يشارك فيه. لا يلزمك ذكر سبب.
object-why = لماذا (لا يقرؤه إلا أنت والمراجع)
object-press = تقديم الاعتراض
refused = رفض مكتب شيئًا
refused-office = المكتب
refused-day = اليوم
request = طلب تصحيح أو تصريح جديد
request-hint = يذهب الطلب إلى السلطة مختومًا في السجل العام، ومعه رقم سجلك ليجده الشباك. الجواب حق لك. ومع وثيقة هوية يُنجز ذلك أي شباك فورًا.
request-about = الموضوع
request-text = ما الخطأ، وما الصواب
request-press = إرسال الطلب
request-person = الاسم أو تاريخ الميلاد خطأ
request-event = خطأ: { $kind }، سُجلت { $entered }
request-pass = تصريح جديد بدلًا من: { $kind }، صدر { $issued }
request-filed = ينتظر الجواب
request-extended = يطول أكثر، وذلك جائز مرة
request-answered = أُجيب عنه
request-overdue = تأخر الجواب، ويُحسب ذلك علنًا.
cases-title = الاعتراضات والطلبات
case-request = طلب
case-appeal = اعتراض: { $what }
case-number = الرقم
case-filed = قُدم
case-state = الحالة
case-due = الجواب مستحق في
case-answer = الجواب
case-outcome = القرار
case-findings = ما وجده المراجع
case-waits = ما اعترضت عليه ينتظر القرار.
follow = النظر في الجواب

## Receipts and the ledger

receipt-title = الإيصال
receipt-text = صدور هذا التصريح مدوّن في السجل العام في القيد { $entry } الذي لا يسمي أحدًا. الإيصال يثبت ذلك. وهو يفتح القيد: احفظه كما تحفظ التصريح.
receipt-save = حفظ الإيصال
receipt-verify = التحقق منه في الصفحة التي تدقق السجل
seen-title = السجل العام كما رأته هذه المحفظة
seen-hint = لا يجوز للسجل إلا أن ينمو. من لديه شجرة أقدم يستطيع أن يُظهر إن أُزيل شيء: سلّمها إلى مدقق.
seen-none = لم ترَ شجرة بعد. تأتي واحدة مع كل إيصال.
seen-tree = القيود: { $size } في { $at }.
seen-save = حفظ الشجرة

## What came of it

done-light-fetched =
    { $count ->
        [one] وصل تصريح خفيف واحد.
        [two] وصل تصريحان خفيفان.
        [few] وصلت { $count } تصاريح خفيفة.
       *[other] وصل { $count } تصريحًا خفيفًا.
    }
done-objected = قُدم الاعتراض.
done-requested = قُدم الطلب. يمكن النظر في جوابه هنا.
done-given-back = أُعيد المفتاح.
done-saved = حُفظ.
fault-ledger-split = السجل الذي وصل مع هذا غير الذي رأته هذه المحفظة من قبل مع أن حجمهما واحد. أحدهما مزوّر: احفظ الشجرة من «الأمان والنسخ» والإيصال، واعرضهما على مدقق.
fault-no-authority = لا توجد خدمة للسلطة على هذا العنوان.
fault-answer = تعذرت قراءة جواب السلطة. لم يُحفظ منه شيء.
fault-authority-code-used = الرمز مكتوب خطأً أو استُعمل من قبل أو حلّ محله آخر. قارنه بالورقة أو اطلب رمزًا جديدًا من الشباك.
fault-authority-rate-limited = كثرت الطلبات. انتظر دقيقة.
fault-seal-rate-limited = كثرت الطلبات. انتظر دقيقة.
fault-server-rate-limited = كثرت الطلبات. انتظر دقيقة.
fault-server-not-signed-in = لم يعد مفتاح هذا السجل صالحًا. يعطيك الشباك رمزًا جديدًا.
fault-server-no-policies = ليس لدى السلطة نظام تكون له تصاريح خفيفة.
fault-server-no-filings = لا يمكن تقديم شيء هنا: ليس لهذه السلطة سجل عام بعد. اسأل في الشباك.
fault-server-busy = الطلبات الآن أكثر مما يمكن الجواب عنه. لم يُقبل شيء بعد: انتظر ثم اضغط مرة أخرى.
fault-filing-budget = يصل الآن أكثر مما يمكن قبوله. لم يُقبل شيء بعد: انتظر ثم اضغط مرة أخرى.
fault-filing-busy = يصل الآن أكثر مما يمكن قبوله. لم يُقبل شيء بعد: انتظر ثم اضغط مرة أخرى.
fault-appeal-known = قُدم اعتراض على هذا من قبل.
fault-appeal-not-appealable = لا يمكن الاعتراض على هذا.
fault-staff-no-office = لا يوجد مكتب بهذا الاسم. اكتبه كما هو في الورقة التي استلمتها.
fault-light-not-accepted = لا يُقبل التصريح بهذا النظام في أي من الأيام، فلا تصريح خفيفًا له.
fault-light-no-check-in-force = النظام غير نافذ في أي من الأيام، فلا يلزم تصريح.
fault-light-policy-changes = يتغير النظام في هذه الأيام. اجلب لاحقًا تصاريح خفيفة للجديد.
