"""What the house writes about a call to a member that nobody with an account speaks for."""

BY_FORM = "call-announced-by-form"

TEXTS: dict[str, dict[str, str]] = {
    "en": {
        "subject": "A call for {city}: {edition}",
        "body": """Dear {name},

{programme}: there is a call, and {city} may send people.

It is for {edition}.

Applications open: {when}.

They close: {deadline}.

[Read who may apply and who pays what]({url})

Please pass it on to whoever it is for in {city}. They apply themselves.

{city} then says on paper whom it sends: [the form to print and sign]({form_url}). Whoever applies sends the signed form along. You need no account.

You get this letter because the secretariat has your address for {city}. If it is not yours to read, [let us know by one click]({other_url}), and no further letter comes.

{secretariat}
""",
    },
    "fr": {
        "subject": "Un appel pour {city} : {edition}",
        "body": """Bonjour {name},

{programme} : un appel est lancé, et {city} peut envoyer des candidats.

Il s'agit de ceci : {edition}.

Ouverture des candidatures : {when}.

Clôture : {deadline}.

[Lire qui peut se porter candidat et qui paie quoi]({url})

Merci de transmettre cet appel aux personnes concernées : {city}. Elles déposent elles-mêmes leur candidature.

La ville indique ensuite par écrit qui elle envoie : [le formulaire à imprimer et à signer]({form_url}). Chaque candidat joint le formulaire signé. Vous n'avez pas besoin de compte.

Vous recevez cette lettre parce que le secrétariat a votre adresse pour {city}. Si elle ne vous concerne pas, [dites-le-nous en un clic]({other_url}) : aucune autre lettre ne suivra.

{secretariat}
""",
    },
    "de": {
        "subject": "Eine Ausschreibung für {city}: {edition}",
        "body": """Guten Tag {name},

{programme}: Es gibt eine Ausschreibung, und {city} kann jemanden entsenden.

Es geht um {edition}.

Bewerbungen sind möglich ab: {when}.

Sie enden: {deadline}.

[Lesen, wer sich bewerben darf und wer was bezahlt]({url})

Bitte geben Sie das an alle weiter, für die es in {city} gedacht ist. Sie bewerben sich selbst.

Wen {city} entsendet, steht dann auf Papier: [das Formular zum Drucken und Unterschreiben]({form_url}). Wer sich bewirbt, schickt das unterschriebene Formular mit. Ein Konto brauchen Sie nicht.

Sie bekommen diesen Brief, weil das Sekretariat für {city} Ihre Adresse hat. Sind Sie dafür nicht zuständig, [sagen Sie es uns mit einem Klick]({other_url}); dann kommt kein weiterer Brief.

{secretariat}
""",
    },
    "it": {
        "subject": "Un bando per {city}: {edition}",
        "body": """Gentile {name},

{programme}: c'è un bando, e {city} può mandare delle persone.

Si tratta di questo: {edition}.

Apertura delle candidature: {when}.

Chiusura: {deadline}.

[Leggere chi può candidarsi e chi paga che cosa]({url})

La preghiamo di farlo avere alle persone a cui è rivolto: {city}. Si candidano da sole.

Chi viene mandato lo dice poi la città per iscritto: [il modulo da stampare e firmare]({form_url}). Chi si candida allega il modulo firmato. Non Le serve un account.

Riceve questa lettera perché il segretariato ha il Suo indirizzo per {city}. Se non riguarda Lei, [ce lo dica con un clic]({other_url}): non arriveranno altre lettere.

{secretariat}
""",
    },
    "ar": {
        "subject": "دعوة إلى {city}: {edition}",
        "body": """تحية طيبة {name}،

{programme}: صدرت دعوة للتقديم، ويمكن لمدينة {city} أن توفد من تختار.

الدعوة إلى: {edition}.

يبدأ التقديم: {when}.

ينتهي التقديم: {deadline}.

[قراءة من يحق له التقديم ومن يدفع ماذا]({url})

نرجو إيصالها إلى من تعنيهم في {city}. هم يقدّمون بأنفسهم.

ثم تحدّد {city} من توفده على الورق: [النموذج للطباعة والتوقيع]({form_url}). يرفق مقدّم الطلب النموذج الموقّع بطلبه. لا تحتاج إلى حساب.

وصلتك هذه الرسالة لأن عنوانك لدى الأمانة هو عنوان {city}. إن لم يكن الأمر يخصك، [فأخبرنا بنقرة واحدة]({other_url})، ولن تصلك رسالة أخرى.

{secretariat}
""",
    },
    "ko": {
        "subject": "{city}에 보내는 모집 안내: {edition}",
        "body": """{name} 님께

{programme} 모집을 시작하며, {city}에서도 참가자를 추천하실 수 있습니다.

모집 대상 프로그램: {edition}.

지원 시작: {when}.

지원 마감: {deadline}.

[지원 자격과 비용 부담 보기]({url})

{city}에서 해당하시는 분들께 전해 주시기 바랍니다. 지원은 본인이 직접 합니다.

{city}의 추천은 서면으로 하시면 됩니다: [인쇄하여 서명하는 추천서 양식]({form_url}). 서명된 양식은 지원자가 함께 제출합니다. 계정은 필요하지 않습니다.

이 편지는 사무국에 {city}의 연락처로 등록된 주소로 보내 드립니다. 해당하지 않으시면 [한 번 눌러 알려 주십시오]({other_url}). 더 이상 편지를 보내지 않겠습니다.

{secretariat} 드림
""",
    },
    "zh-hans": {
        "subject": "致{city}的征集：{edition}",
        "body": """{name}，您好：

{programme}现已发布征集，{city}可以派人参加。

项目：{edition}。

开始申请：{when}。

截止时间：{deadline}。

[查看谁可以申请、费用由谁承担]({url})

请转告{city}的相关人员。申请由本人提交。

{city}派谁参加以书面确定：[供打印和签字的推荐表]({form_url})。申请人将签好的表格随申请一并提交。您无需注册账户。

您收到本信，是因为秘书处将您的地址登记为{city}的联系地址。如果与您无关，[请点击一下告诉我们]({other_url})，此后不再来信。

{secretariat}
""",
    },
}
