"""What the house writes about a call, in every language; a programme whose pack brings such a letter sends its own."""

from hansa.programmes.services import mailing_by_form_words
from hansa.programmes.services.mailing_by_form_words import BY_FORM

ANNOUNCED = "call-announced"
EXTENDED = "call-extended"

TEXTS: dict[str, dict[str, dict[str, str]]] = {
    ANNOUNCED: {
        "en": {
            "subject": "A call for {city}: {edition}",
            "body": """Dear {name},

{programme}: there is a call, and {city} may send people.

It is for {edition}.

Applications open: {when}.

They close: {deadline}.

[Read who may apply and who pays what]({url})

Please pass it on to whoever it is for in {city}. They apply themselves; you then say on your own list whom {city} sends.

You get this letter because you speak for {city}. If somebody else does now, answer it and tell us.

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

Merci de transmettre cet appel aux personnes concernées : {city}. Elles déposent elles-mêmes leur candidature ; vous indiquez ensuite, sur votre propre liste, qui vous envoyez.

Vous recevez cette lettre parce que vous parlez au nom de votre ville : {city}. Si quelqu'un d'autre a pris votre suite, répondez-nous pour nous le dire.

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

Bitte geben Sie das an alle weiter, für die es in {city} gedacht ist. Sie bewerben sich selbst; danach sagen Sie in Ihrer eigenen Liste, wen {city} entsendet.

Sie bekommen diesen Brief, weil Sie für {city} sprechen. Tut das inzwischen jemand anderes, antworten Sie bitte und sagen es uns.

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

La preghiamo di farlo avere alle persone a cui è rivolto: {city}. Si candidano da sole; poi Lei indica, nella Sua lista, chi viene mandato.

Riceve questa lettera perché parla a nome della Sua città: {city}. Se ora lo fa qualcun altro, risponda e ce lo dica.

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

نرجو إيصالها إلى من تعنيهم في {city}. هم يقدّمون بأنفسهم، ثم تحدَّد في قائمتك أسماء من توفدهم {city}.

وصلتك هذه الرسالة لأنك تمثّل {city}. إن صار غيرك يمثّلها، فنرجو الرد علينا لإخبارنا.

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

{city}에서 해당하시는 분들께 전해 주시기 바랍니다. 지원은 본인이 직접 하고, 그 다음 담당자님께서 목록에서 {city}의 추천 대상을 정하시면 됩니다.

이 편지는 {city}의 담당자님께 보내 드립니다. 담당자가 바뀌었다면 답장으로 알려 주십시오.

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

请转告{city}的相关人员。申请由本人提交，之后由您在自己的名单中确定{city}派谁参加。

您收到本信，是因为您是{city}的联络人。如果已由他人接任，请回信告诉我们。

{secretariat}
""",
        },
    },
    EXTENDED: {
        "en": {
            "subject": "More time to apply: {edition}",
            "body": """Dear {name},

The call that we wrote to you about closes later: {edition}.

The new deadline: {deadline}.

{reason}

[Read the call]({url})

What was sent already counts; nobody has to send it again. Please pass the new day on in {city}.

{secretariat}
""",
        },
        "fr": {
            "subject": "Plus de temps pour se porter candidat : {edition}",
            "body": """Bonjour {name},

L'appel dont nous vous avions parlé se termine plus tard : {edition}.

Nouvelle échéance : {deadline}.

{reason}

[Lire l'appel]({url})

Ce qui a déjà été envoyé compte ; personne n'a à recommencer. Merci de transmettre la nouvelle date aux personnes concernées : {city}.

{secretariat}
""",
        },
        "de": {
            "subject": "Mehr Zeit für Bewerbungen: {edition}",
            "body": """Guten Tag {name},

die Ausschreibung, von der wir Ihnen geschrieben haben, endet später: {edition}.

Neuer Bewerbungsschluss: {deadline}.

{reason}

[Ausschreibung lesen]({url})

Was schon abgeschickt ist, gilt; niemand muss es noch einmal tun. Bitte geben Sie den neuen Tag in {city} weiter.

{secretariat}
""",
        },
        "it": {
            "subject": "Più tempo per candidarsi: {edition}",
            "body": """Gentile {name},

il bando di cui Le avevamo scritto chiude più tardi: {edition}.

Nuova scadenza: {deadline}.

{reason}

[Leggere il bando]({url})

Quello che è già stato inviato vale; nessuno deve rifarlo. La preghiamo di comunicare la nuova data alle persone interessate: {city}.

{secretariat}
""",
        },
        "ar": {
            "subject": "وقت أطول للتقديم: {edition}",
            "body": """تحية طيبة {name}،

الدعوة التي كتبنا إليك عنها تُغلق في موعد لاحق: {edition}.

الموعد النهائي الجديد: {deadline}.

{reason}

[قراءة الدعوة]({url})

ما أُرسل من قبل يبقى محسوبًا، ولا حاجة إلى إرساله من جديد. نرجو إبلاغ المعنيين في {city} بالموعد الجديد.

{secretariat}
""",
        },
        "ko": {
            "subject": "지원 기간이 연장되었습니다: {edition}",
            "body": """{name} 님께

안내해 드린 모집의 마감이 늦춰졌습니다: {edition}.

새 마감: {deadline}.

{reason}

[모집 안내 보기]({url})

이미 제출하신 지원은 그대로 인정되며 다시 내실 필요가 없습니다. {city}에서 해당하시는 분들께 새 날짜를 전해 주시기 바랍니다.

{secretariat} 드림
""",
        },
        "zh-hans": {
            "subject": "申请时间延长：{edition}",
            "body": """{name}，您好：

我们此前告知您的征集将推迟截止：{edition}。

新的截止时间：{deadline}。

{reason}

[查看征集]({url})

已提交的申请依然有效，无需重新提交。请把新的日期转告{city}的相关人员。

{secretariat}
""",
        },
    },
    BY_FORM: mailing_by_form_words.TEXTS,
}
