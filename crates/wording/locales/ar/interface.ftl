# تسميات سطر الأوامر والقسيمة، بالعربية. المصطلحات: messages.ftl.

## معلومات عن الشهادة

what-to-do = ما العمل
source = المصدر
signed-by = الموقِّع
holder = حامل الشهادة
born = تاريخ الميلاد
note = ملاحظة
not-proven = غير مثبت
key = المفتاح
policy = اللائحة
rule = القاعدة
version = الإصدار
checked-at = وقت التحقق
valid-until = صالحة حتى
place = المكان
data-age = عمر البيانات
days =
    { PLURAL($number) ->
        [zero] { $number } يوم
        [one] يوم واحد
        [two] يومان
        [few] { $number } أيام
        [many] { $number } يومًا
       *[other] { $number } يوم
    }
    .bare = أيام
consecutive-policy = رقم { $number } على التوالي
    .bare = لائحة ممددة

## قسيمة حامل الشهادة

slip-title = لماذا لم تُقبل هذه الشهادة
slip-title-unchecked = لماذا تعذّر التحقق من هذه الشهادة
slip-no-identity = لا تذكر هذه القسيمة اسم أحد.
slip-objection = للاعتراض، يُرجى تقديم هذه القسيمة إلى السلطة التي وضعت اللائحة.

## مراحل التحقق

stage-decode = القراءة
stage-signature = التوقيع
stage-time = الوقت
stage-schema = المحتوى
stage-key-usage = حق التوقيع
stage-revocation = الإلغاء
stage-data = البيانات والساعة
stage-rules = اللائحة والقواعد

## نتيجة المرحلة

outcome-passed = ناجحة
outcome-failed = غير ناجحة
outcome-open = تعذّر التحقق
outcome-skipped = لم تُفحص

## لماذا لم تُستوفَ قاعدة

explain-wanted = المطلوب
explain-found = الموجود
explain-would-pass = كانت ستُستوفى لو
foreign-rule = قاعدة بلد آخر
term = سبيل الدخول { $number }
    .bare = سبيل الدخول
requirement-disease = المرض المعني في اللائحة
requirement-complete = تطعيم مكتمل
requirement-product = لقاح مقبول
requirement-method = نوع فحص مقبول
requirement-result = نتيجة مقبولة
requirement-counts-from = معتمدة من
requirement-counts-until = معتمدة حتى
requirement-open-until = تتيح الدخول حتى
requirement-age = سن مقبولة
answer-not-said = لا تذكره الشهادة
yes = نعم
no = لا

## أنواع الأماكن

place-amusement-park = مدينة ملاهٍ
place-beauty = صالون حلاقة أو تجميل
place-care-home-visit = زيارة دار رعاية
place-cinema = سينما
place-concert = حفل موسيقي
place-conference = مؤتمر أو معرض تجاري
place-gym = صالة رياضية
place-hospital-visit = زيارة مريض في المستشفى
place-hotel = فندق
place-international-travel = سفر دولي
place-local-transport = نقل محلي
place-long-distance-flight = رحلة جوية داخلية
place-long-distance-train = قطار أو حافلة للمسافات الطويلة
place-museum = متحف أو معرض فني أو مكتبة
place-nightclub = حانة أو ملهى ليلي
place-restaurant = مطعم أو مقهى
place-retail-shop = متجر (لغير الغذاء والدواء)
place-school = مدرسة أو جامعة
place-shopping-centre = مركز تسوق
place-sports-event = فعالية رياضية
place-swimming-pool = مسبح أو ساونا
place-theatre = مسرح
place-workplace = مكان عمل

## حيث لا يجوز أن تُطلب الشهادة من أحد

essential-appeal-desk = مكتب الاعتراضات
essential-assembly = تجمع سلمي
essential-citizen-return = عودة المواطن إلى بلده
essential-court = محكمة
essential-food = غذاء
essential-home = مسكن
essential-medical-treatment = علاج طبي
essential-pharmacy = صيدلية
essential-police = مركز شرطة
essential-polling-station = مركز اقتراع
essential-public-office = دائرة حكومية
essential-worship = دار عبادة
