"""What the house writes to both addresses when somebody's two accounts become one, in every language."""

TEXTS: dict[str, dict[str, str]] = {
    "en": {
        "subject": "Your two accounts are one now",
        "body": """Dear {name},

You had two accounts with us. They are one now, and nothing of either is lost.

Both addresses sign in to it: {title}.

The password and the second factor are those of the account that stayed. Wherever the other one was signed in, it is signed out.

[Sign in]({url})

If these are not both yours, answer this letter today: then somebody else could sign in with your address.

{secretariat}
""",
    },
    "fr": {
        "subject": "Vos deux comptes n'en font plus qu'un",
        "body": """Bonjour {name},

Vous aviez deux comptes chez nous. Ils n'en font plus qu'un, et rien de l'un ni de l'autre n'est perdu.

Les deux adresses permettent de s'y connecter : {title}.

Le mot de passe et le second facteur sont ceux du compte conservé. Partout où l'autre compte était ouvert, il a été déconnecté.

[Se connecter]({url})

Si l'une de ces adresses n'est pas la vôtre, répondez à cette lettre aujourd'hui même : quelqu'un d'autre pourrait sinon entrer dans votre compte.

{secretariat}
""",
    },
    "de": {
        "subject": "Ihre zwei Konten sind jetzt eines",
        "body": """Guten Tag {name},

Sie hatten zwei Konten bei uns. Sie sind jetzt eines, und von keinem ist etwas verloren.

Mit beiden Adressen melden Sie sich dort an: {title}.

Es gelten das Passwort und der zweite Faktor des Kontos, das geblieben ist. Wo das andere angemeldet war, ist es abgemeldet.

[Anmelden]({url})

Gehören nicht beide Adressen Ihnen, antworten Sie bitte noch heute auf diesen Brief: Sonst könnte sich jemand anderes in Ihrem Konto anmelden.

{secretariat}
""",
    },
    "it": {
        "subject": "I Suoi due account sono ora uno solo",
        "body": """Gentile {name},

Lei aveva due account da noi. Ora sono uno solo, e nulla dei due è andato perso.

Vi si accede con entrambi gli indirizzi: {title}.

La password e il secondo fattore sono quelli dell'account rimasto. Dovunque l'altro fosse aperto, la sessione è stata chiusa.

[Accedere]({url})

Se uno di questi indirizzi non è Suo, risponda oggi stesso a questa lettera: altrimenti qualcun altro potrebbe entrare nel Suo account.

{secretariat}
""",
    },
    "ar": {
        "subject": "صار حساباك حسابًا واحدًا",
        "body": """تحية طيبة {name}،

كان لديك حسابان عندنا، وقد صارا الآن حسابًا واحدًا، ولم يضِع شيء من أيٍّ منهما.

يمكن تسجيل الدخول إليه بالعنوانين كليهما: {title}.

كلمة المرور والعامل الثاني هما ما كان للحساب الباقي. وحيثما كان الحساب الآخر مفتوحًا فقد سُجّل خروجه.

[تسجيل الدخول]({url})

إن لم يكن العنوانان كلاهما لك، فنرجو الرد على هذه الرسالة اليوم، وإلا أمكن لغيرك أن يدخل إلى حسابك.

{secretariat}
""",
    },
    "ko": {
        "subject": "두 계정이 하나로 합쳐졌습니다",
        "body": """{name} 님께

저희 사이트에 두 개였던 계정이 이제 하나가 되었으며, 어느 계정의 내용도 사라지지 않았습니다.

다음 두 주소 모두로 로그인하실 수 있습니다: {title}.

비밀번호와 2단계 인증은 남은 계정의 것을 그대로 쓰시면 됩니다. 다른 계정이 로그인되어 있던 기기에서는 모두 로그아웃되었습니다.

[로그인]({url})

두 주소 중 본인의 것이 아닌 주소가 있다면 오늘 안에 이 편지에 답장해 주십시오. 그대로 두면 다른 사람이 귀하의 계정에 들어올 수 있습니다.

{secretariat} 드림
""",
    },
    "zh-hans": {
        "subject": "您的两个账户已合并为一个",
        "body": """{name}，您好：

您在本站原有两个账户，现已合并为一个，两边的内容都没有丢失。

以下两个地址都可以登录：{title}。

密码和第二重验证沿用保留下来的账户。另一个账户在所有设备上均已退出登录。

[登录]({url})

如果其中有不属于您的地址，请在今天回复本信，否则他人可能登录您的账户。

{secretariat}
""",
    },
}
