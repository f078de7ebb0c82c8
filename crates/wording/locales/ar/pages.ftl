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
