# صفحة المحفظة، بالعربية.

page-title = المحفظة
language = اللغة
lock = قفل
keys-link = الأمان والنسخ
back = رجوع
close = إغلاق
working = لحظة…
data-of = جرى التحقق بالبيانات العامة ليوم { $day }.
demonstration = عرض تجريبي: لا أحد مستقلًا يراقب سجل هذه السلطة.

## Before the wallet is open

begin-title = تصاريحك على هذا الجهاز
begin-point-1 = تُشفَّر هنا بعبارة سر لا يعرفها سواك. لا أحد يستطيع استعادتها.
begin-point-2 = لا يُرسل شيء إلى أي مكان. لا تُسأل السلطة إلا حين تضغط أنت.
begin-point-3 = يمكن لمحفظة واحدة أن تحمل تصاريح عدة أشخاص، كأسرة مثلًا.
begin = ابدأ
passphrase = عبارة السر
passphrase-new = عبارة سر جديدة
passphrase-again = العبارة نفسها مرة أخرى
passphrase-hint = { $least } أحرف على الأقل. أربع كلمات أو خمس لا رابط بينها خيار جيد.
passphrase-short = تحتاج عبارة السر إلى { $least } أحرف على الأقل.
passphrase-differs = العبارتان غير متطابقتين. اكتبهما من جديد.
locked-title = المحفظة مقفلة
open = فتح
open-by-passkey = فتح بمفتاح المرور لهذا الجهاز
lost = لم أعد أعرف عبارة السر

## All passes

shelf-empty = لا يوجد تصريح هنا بعد.
add = إضافة تصريح
born = تاريخ الميلاد:
name-missing = لا اسم على التصريح
not-looked-at = لم يُتحقق منه: البيانات العامة غير موجودة هنا.
show-code = إظهار الرمز
show-code-of = إظهار الرمز: { $kind }، { $name }
look-into = ما الذي يقوله
look-into-of = ما الذي يقوله: { $kind }، { $name }
kind-vaccination = تطعيم
kind-test = فحص
kind-recovery = تعافٍ
kind-exemption = إعفاء طبي
kind-light = تصريح خفيف
kind-other = تصريح
standing-good = أصلي وساري المفعول.
standing-bad = لا يُعتد به الآن.
standing-open = تعذر التحقق منه.
standing-unverified = لم يُتحقق منه.
unverified-text = لم تكفِ البيانات الموجودة هنا للتحقق من أصالة هذا التصريح. حُفظ مع ذلك لأنه قد يكون من بلد آخر. اجلب بيانات أحدث أو اسأل الجهة التي أصدرته.

## The public data

data-title = أولًا البيانات العامة
data-text = تُفحص التصاريح على هذا الجهاز بمفاتيح السلطة وقواعدها العامة. تُجلب مرة واحدة ولا تسمي أحدًا.
data-refused = لا يمكن استعمال البيانات العامة على هذا الجهاز: { $code }. اجلبها من جديد.
data-fetch = جلب البيانات العامة
data-newer = جلب بيانات أحدث
data-old =
    { $days ->
        [one] عمر البيانات يوم واحد. ما سُحب أو تغيّر منذ ذلك غير معروف هنا.
        [two] عمر البيانات يومان. ما سُحب أو تغيّر منذ ذلك غير معروف هنا.
        [few] عمر البيانات { $days } أيام. ما سُحب أو تغيّر منذ ذلك غير معروف هنا.
       *[other] عمر البيانات { $days } يومًا. ما سُحب أو تغيّر منذ ذلك غير معروف هنا.
    }

## Adding

add-hint = يُتحقق من كل تصريح قبل حفظه.
add-needs-data = اجلب البيانات العامة أولًا ليمكن التحقق من التصاريح.
add-file = صورة أو PDF أو ملف نصي
add-text = نص الرمز
add-text-press = إضافة
camera-start = مسح بالكاميرا
camera-stop = إيقاف الكاميرا
camera-denied = لا يُسمح باستعمال الكاميرا. اسمح بذلك في إعدادات المتصفح لهذه الصفحة، أو استعمل صورة أو نصًا.
camera-none = لم يُعثر على كاميرا. استعمل صورة أو نصًا.
camera-busy = برنامج آخر يستعمل الكاميرا. أغلقه وشغّل الكاميرا من جديد.
camera-lost = اختفت الكاميرا. أعد توصيلها وشغّلها من جديد.
camera-insecure = لا تمنح المتصفحات الكاميرا إلا لصفحات https. افتح هذه الصفحة بعنوانها الآمن.
bring-no-code = لا يوجد رمز فيه. لتكن الصورة قريبة ومستوية وحسنة الإضاءة.
bring-no-picture = ليست صورة ولا PDF ولا نصًا يمكن قراءته. الصور PNG أو JPEG.
bring-too-large = الملف كبير جدًا. خذ ملفًا أصغر.
bring-no-reader = قارئ الصور غير محمّل. استعمل نص الرمز.
bring-core = تعذر التحقق من النص. ليس رمز تصريح.
bring-no-text = لا شيء فيه.
bring-too-long = هذا أكثر مما تكون عليه التصاريح: 32 رمزًا على الأكثر، واحد في كل سطر.
bring-no-pdf = تعذرت قراءة ملف PDF. قد يكون تالفًا.
bring-locked = ملف PDF محمي بكلمة مرور. احفظه بدونها واستعمله.
bring-too-many-pages = في ملف PDF أكثر من 8 صفحات. خذ الصفحة التي فيها الرمز.
bring-too-slow = طالت قراءة الملف فأُوقفت. خذ صورة للرمز.
not-kept = لم يُحفظ.
done-added =
    { $count ->
        [one] جرى التحقق من تصريح واحد وإضافته.
        [two] جرى التحقق من تصريحين وإضافتهما.
        [few] جرى التحقق من { $count } تصاريح وإضافتها.
       *[other] جرى التحقق من { $count } تصريحًا وإضافتها.
    }
done-added-unverified = أُضيف دون تحقق. ما ينقص مكتوب عند التصريح.
done-there-already = هو في المحفظة من قبل.
done-removed = أُزيل التصريح من هذا الجهاز.
done-fetched = البيانات العامة هنا الآن. تعمل الصفحة من الآن دون شبكة.
done-fetched-only = البيانات العامة هنا الآن. تعذر حفظ الصفحة على هذا الجهاز، فيلزم لفتحها اتصال بالشبكة.
done-exported = حُفظت النسخة. من كانت لديه هي وعبارة سرها كانت لديه تصاريحك.
done-restored =
    { $count ->
        [0] قُرئت النسخة. كل ما فيها موجود هنا من قبل.
        [one] استُعيد تصريح واحد.
        [two] استُعيد تصريحان.
        [few] استُعيدت { $count } تصاريح.
       *[other] استُعيد { $count } تصريحًا.
    }
done-passphrase-changed = غُيّرت عبارة السر.
done-passkey-added = من الآن يفتح مفتاح المرور المحفظة أيضًا.

## One pass

print = طباعة
remove = إزالة هذا التصريح
remove-text = يختفي من هذا الجهاز. يبقى معتدًا به، وتبقى نسخه كما هي.
remove-press = إزالة الآن
accepted-title = أين يُقبل
accepted-working = يجري الحساب…
accepted-none = لا يُعرف أي نظام يطلب تصريحًا، لا الآن ولا مُعلنًا. لا يحق لأحد أن يطلبه.
accepted-now = الآن: { $verdict }.
accepted-span = يُقبل من { $from } إلى { $until }.
accepted-to-policy = يُقبل من { $from } إلى { $until }، حين ينتهي النظام.
accepted-hint = حُسب على هذا الجهاز من الأنظمة العامة. في غير ذلك لا يحق لأحد أن يطلب تصريحًا.
learns-title = من يعلم ماذا
learns-door = مدخل يعمل بـ Cleanbill
learns-door-what = نعم أو لا، واسمك وتاريخ ميلادك، عشر ثوانٍ. لا يعلم سبب حصولك على التصريح.
learns-scanner = أي ماسح آخر يقرأ الرمز
learns-scanner-what = كل ما يقوله الرمز، ويمكنه الاحتفاظ به. لا تُظهر الرمز إلا حيث تريد؛ التصريح الخفيف يقول أقل.
learns-scanner-light = أي ماسح آخر يقرأ الرمز
learns-scanner-light-what = اسمك وتاريخ ميلادك ورقمًا عشوائيًا. لا يعلم سبب حصولك على التصريح.
learns-authority = السلطة
learns-authority-what = لا شيء. لا تعلم متى ولا أين تُظهر الرمز.
fields-title = كل ما يقوله الرمز
field-ver = إصدار الصيغة
field-fn = اسم العائلة
field-fnt = اسم العائلة كما تكتبه الآلات
field-gn = الاسم الأول
field-gnt = الاسم الأول كما تكتبه الآلات
field-dob = تاريخ الميلاد
field-tg = المرض
field-vp = نوع اللقاح
field-mp = اللقاح
field-ma = الشركة المصنعة
field-dn = الجرعة
field-sd = مجموع الجرعات
field-dt = تاريخ التطعيم
field-co = البلد
field-is = جهة الإصدار
field-ci = رقم التصريح
field-tt = نوع الفحص
field-nm = اسم الفحص
field-sc = تاريخ الفحص ووقته
field-tr = النتيجة
field-tc = مكان الفحص
field-fr = أول فحص إيجابي
field-df = صالح من
field-du = صالح حتى
field-xv = إصدار الإعفاء
field-lv = إصدار التصريح الخفيف
field-id = النظام الذي هو له
field-v = إصدار النظام
field-d = بصمة النظام

## Passes that may be of one person

person-title = أهي لشخص واحد؟
person-same = يتطابق الاسم وتاريخ الميلاد في هذه التصاريح.
person-likely = قد تكون هذه التصاريح لشخص واحد: لا تناقض بينها.
person-unproven = لم تثبت أصالة كل التصاريح.
person-hint = لا يُجمع شيء ما لم تقل ذلك. يبقى كل تصريح كما هو، ويمكنك التراجع عن جوابك.
person-yes = نعم، شخص واحد
person-no = لا، شخصان
person-later = لاحقًا
person-apart = تبقى منفصلة كما قلت
person-ask-again = اسألني من جديد
person-ask-again-of = اسألني من جديد: { $one } و{ $other }
matching-surname-same = اسم العائلة واحد، بصرف النظر عن الألقاب والشرطات.
matching-surname-spelling = اسم العائلة مكتوب بطريقتين.
matching-forename-same = الاسم الأول واحد، بصرف النظر عن الألقاب والشرطات.
matching-forename-spelling = الاسم الأول مكتوب بطريقتين.
matching-forename-missing = في أحدها أسماء ليست في الآخر، أو بترتيب آخر.
matching-birth-date-same = تاريخ الميلاد واحد.
matching-birth-date-precision = تاريخ الميلاد في أحدها أدق، أو أن اليوم غير معروف في أي منها.
matching-doses-of-one-day = لجرعتين في يوم واحد رقمان أو لقاحان مختلفان. تُحفظ هنا كلتاهما؛ اسأل من أصدرهما أيتهما الصحيحة.
together = ما الذي تعطيه معًا
together-of = ما الذي تعطيه معًا: { $name }
together-title = عدة تصاريح معًا
together-each = كل تصريح على حدة
together-number = { $number }. { $kind }
together-question = هذه التصاريح باسم واحد وتاريخ ميلاد واحد. لا تُحسب معًا إلا إذا قلت إنها لشخص واحد.
together-said = قلت في { $day } إنها لشخص واحد.
together-take-back = التراجع عن ذلك
together-too-few = أقل من تصريحين من هذه يُعتد به وحده الآن، فلا شيء يُحسب معًا.
together-says = ما الذي تقوله معًا
together-dose = { $kind }، الجرعة { $dose }
together-on = { $what } بتاريخ { $day }
together-event = { $what } (التصريح { $numbers })
together-accepted = أين تُقبل معًا
together-unsound = التصريح { $number } لا يُعتد به وحده، فلا تُحسب التصاريح معًا.
together-hint = أظهر الرموز واحدًا بعد آخر وقل إنها لشخص واحد. قد يُنظر عند الباب في كل رمز وحده: القرار لمن يفحص.
together-written = كيف هي مكتوبة
done-one-person = هي معًا الآن. يبقى كل تصريح كما هو.
done-two-people = تبقى منفصلة، ولن تُسأل من جديد.
done-taken-back = تم التراجع عن الجواب.

## The code on the screen and on paper

code-label = رمز التصريح: { $kind }، { $name }
shown-title = الرمز
code-too-long = هذا التصريح أطول من رمز واحد.
shown-hint = يملأ الرمز وسط الشاشة، أسود على أبيض. وجّه الشاشة نحو الماسح على بعد كفين تقريبًا. لا تستطيع الصفحة زيادة سطوع الشاشة: ارفعه إن تأخر الماسح.
sheet-hint = يُعتد بالرمز على الورق كما على الشاشة. من يفحص يقارن الاسم بوثيقة الهوية.

## Safety and copies

keys-title = الأمان والنسخ
export-title = حفظ نسخة مشفرة
export-hint = ملف واحد فيه كل ما في المحفظة، بعبارة سر خاصة به.
export = حفظ النسخة
restore-title = الاستعادة من نسخة
restore-hint = ما في النسخة ينضم إلى ما هنا. لا يضيع شيء مما هنا.
restore-file = النسخة (.cbwallet)
restore-passphrase = عبارة سر النسخة
restore = استعادة
passkey-title = الفتح بمفتاح مرور
passkey-hint = عندئذ يفتح قفل هذا الجهاز، كبصمة الإصبع، المحفظة أيضًا. وتبقى عبارة السر صالحة.
passkey-add = إضافة مفتاح مرور
change-title = تغيير عبارة السر
change = تغيير
forget = حذف هذه المحفظة
forget-text = تختفي كل التصاريح من هذا الجهاز، ولا أحد يعيدها إلا من نسخة. دون عبارة السر لا سبيل آخر للبدء من جديد.
forget-press = حذف المحفظة الآن

## What went wrong

fault-wallet-secret = ليست هذه عبارة السر الصحيحة أو مفتاح المرور الصحيح.
fault-wallet-altered = المحفظة معدَّلة أو تالفة، ولم تُفتح.
fault-wallet-format = ليست محفظة يمكن قراءتها. قد يكون الملف مبتورًا.
fault-wallet-newer = هذه المحفظة من إصدار أحدث من الصفحة. حدّث الصفحة أولًا.
fault-wallet-too-large = الملف أكبر من أن يكون محفظة.
fault-wallet-full = المحفظة ممتلئة: تتسع لـ 200 تصريح على الأكثر.
fault-wallet-passphrase = عبارة السر قصيرة جدًا.
fault-wallet-locked = قفلت المحفظة نفسها في هذه الأثناء. افتحها وأعد المحاولة.
fault-wallet-no-passkey = لم يُستعمل مفتاح مرور. أُلغي الأمر، أو ليس على هذا الجهاز مفتاح.
fault-wallet-no-prf = لا يستطيع مفتاح المرور هذا فتح محفظة. استعمل عبارة السر.
fault-matching-unknown = لا تقول هذه التصاريح ما يكفي لحسابها معًا.
fault-matching-different = تسمي هذه التصاريح أشخاصًا مختلفين. لا يمكن حسابها معًا.
fault-fetch = لم تُجب الشبكة أو السلطة. لم يتغير شيء.
fault-release = البيانات العامة هنا الآن، لكن الصفحة لم تُحفظ: لم يثبت أن هذا العنوان يعطي الصفحة التي يراها الجميع في السجل العام ({ $code }). اسأل السلطة، ولا تكتب عبارة السر في صفحة أحدث حتى يتضح ذلك.
fault-no-data = اجلب البيانات العامة أولًا.
fault-other = لم ينجح ذلك. ما الخطأ: { $code }
