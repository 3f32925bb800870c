"""What spreadsheets of members call their columns, kinds, standings and languages, in the languages of the product."""

NAME = (
    "Name", "City", "Member", "Name in English", "City name", "Organisation", "Organization", "Municipality", "Nom", "Ville", "Membre",
    "Stadt", "Mitglied", "Kommune", "Nome", "Città", "Membro", "Comune", "الاسم", "المدينة", "العضو", "이름", "도시", "도시명", "회원",
    "회원도시", "名称", "城市", "城市名称", "会员", "成员",
)  # fmt: skip
COUNTRY = (
    "Country", "Nation", "Country code", "ISO", "ISO code", "Pays", "Land", "Staat", "Paese", "Nazione", "الدولة", "البلد", "국가", "나라",
    "国家", "国别",
)  # fmt: skip
KIND = (
    "Kind", "Type", "Category", "Member type", "Type de membre", "Catégorie", "Art", "Kategorie", "Mitgliedsart", "Tipo", "Categoria", "النوع",
    "الفئة", "종류", "유형", "구분", "类型", "类别",
)  # fmt: skip
REGION = (
    "Region",
    "Area",
    "Continent",
    "Région",
    "Erdteil",
    "Regione",
    "Area geografica",
    "المنطقة",
    "지역",
    "권역",
    "地区",
    "区域",
    "洲",
)
STATUS = (
    "Status",
    "Standing",
    "Membership",
    "Statut",
    "Stand",
    "Stato",
    "الحالة",
    "الصفة",
    "지위",
    "상태",
    "회원자격",
    "状态",
    "会员资格",
)
JOINED = (
    "Joined", "Joined on", "Member since", "Since", "Year", "Date of joining", "Adhésion", "Depuis", "Année", "Beitritt", "Mitglied seit",
    "Jahr", "Adesione", "Membro dal", "Anno", "تاريخ الانضمام", "عضو منذ", "السنة", "가입일", "가입연도", "가입년도", "加入日期", "入会日期", "加入年份",
)  # fmt: skip
LAT = ("Latitude", "Lat", "Breite", "Breitengrad", "Latitudine", "خط العرض", "위도", "纬度")
LON = ("Longitude", "Lon", "Lng", "Long", "Länge", "Längengrad", "Longitudine", "خط الطول", "경도", "经度")
KEY = (
    "Key",
    "Id",
    "Identifier",
    "Clé",
    "Schlüssel",
    "Kennung",
    "Chiave",
    "المفتاح",
    "키",
    "식별자",
    "编号",
    "标识",
)
CONTACT = (
    "Contact", "Contact name", "Contact person", "Contact de la ville", "Ansprechpartner", "Kontakt", "Contatto", "Referente", "جهة الاتصال", "담당자", "联系人",
)  # fmt: skip
CONTACT_EMAIL = (
    "Contact email", "Contact e-mail", "E-mail", "Email", "E-mail du contact", "E-Mail des Kontakts", "E-mail del referente", "البريد الإلكتروني", "담당자 이메일", "이메일", "联系邮箱", "电子邮件",
)  # fmt: skip
CONTACT_LANGUAGE = (
    "Contact language", "Language", "Langue du contact", "Langue", "Sprache des Kontakts", "Sprache", "Lingua del referente", "Lingua", "لغة التواصل", "담당자 언어", "언어", "联系语言", "语言",
)  # fmt: skip
#: The languages letters are written in, as people name them.
SPOKEN = {
    "en": ("en", "english", "anglais", "englisch", "inglese", "الإنجليزية", "영어", "英语"),
    "fr": ("fr", "french", "français", "französisch", "francese", "الفرنسية", "프랑스어", "法语"),
    "de": ("de", "german", "allemand", "deutsch", "tedesco", "الألمانية", "독일어", "德语"),
    "it": ("it", "italian", "italien", "italienisch", "italiano", "الإيطالية", "이탈리아어", "意大利语"),
    "ar": ("ar", "arabic", "arabe", "arabisch", "arabo", "العربية", "아랍어", "阿拉伯语"),
    "ko": ("ko", "korean", "coréen", "koreanisch", "coreano", "الكورية", "한국어", "韩语"),
    "zh-hans": ("zh-hans", "zh", "chinese", "chinois", "chinesisch", "cinese", "الصينية", "중국어", "中文"),
}  # fmt: skip
NAMES_IN = {
    "fr": ("Name (fr)", "French name", "Name in French", "Nom français"),
    "de": ("Name (de)", "German name", "Name in German", "Name auf Deutsch"),
    "it": ("Name (it)", "Italian name", "Name in Italian", "Nome italiano"),
    "ar": ("Name (ar)", "Arabic name", "Name in Arabic", "الاسم بالعربية"),
    "ko": ("Name (ko)", "Korean name", "Name in Korean", "한글 이름", "국문명"),
    "zh-hans": ("Name (zh-hans)", "Chinese name", "Name in Chinese", "中文名称", "中文名"),
}
#: Words for each kind; the first that stands in what was written decides.
KINDS = {
    "friendship_association": ("friendship association", "association of local governments", "city association"),
    "friendship_government": ("friendship government", "government body", "ministry", "agency"),
    "company": (
        "company", "business", "solution provider", "entreprise", "société", "unternehmen", "firma", "azienda", "impresa", "شركة",
        "기업", "회사", "企业", "公司",
    ),
    "institution": (
        "institution", "university", "institute", "school", "université", "einrichtung", "universität", "istituzione", "università",
        "مؤسسة", "جامعة", "기관", "대학", "机构", "大学",
    ),
    "city": (
        "city", "town", "municipality", "local government", "district", "province", "county", "metropolis", "ville", "commune", "stadt",
        "gemeinde", "kommune", "città", "comune", "مدينة", "بلدية", "도시", "시", "지방정부", "城市", "市", "地方政府",
    ),
}  # fmt: skip
STATUSES = {
    "former": ("former", "ancien", "ancienne", "ehemalig", "ehemaliges", "ex", "سابق", "이전", "탈퇴", "前成员", "前会员"),
    "associate": ("associate", "associé", "assoziiert", "associato", "منتسب", "준회원", "准会员", "联系会员"),
    "friendship": ("friendship", "friend", "ami", "amitié", "freundschaft", "amico", "صديق", "우호", "友好"),
    "full": ("full", "member", "active", "regular", "plein", "membre", "voll", "mitglied", "pieno", "effettivo", "عضو", "كامل", "정회원", "正式", "会员"),
}  # fmt: skip
