"""Where a country lies, for a network that has not divided the world in its own way yet."""

#: Names as the Unicode Common Locale Data Repository gives them.
NAMES: dict[str, dict[str, str]] = {
    "africa": {"en": "Africa", "fr": "Afrique", "de": "Afrika", "it": "Africa", "ar": "أفريقيا", "ko": "아프리카", "zh-hans": "非洲"},
    "americas": {"en": "Americas", "fr": "Amériques", "de": "Amerika", "it": "Americhe", "ar": "الأمريكتان", "ko": "아메리카 대륙", "zh-hans": "美洲"},
    "asia": {"en": "Asia", "fr": "Asie", "de": "Asien", "it": "Asia", "ar": "آسيا", "ko": "아시아", "zh-hans": "亚洲"},
    "europe": {"en": "Europe", "fr": "Europe", "de": "Europa", "it": "Europa", "ar": "أوروبا", "ko": "유럽", "zh-hans": "欧洲"},
    "oceania": {"en": "Oceania", "fr": "Océanie", "de": "Ozeanien", "it": "Oceania", "ar": "أوقيانوسيا", "ko": "오세아니아", "zh-hans": "大洋洲"},
}  # fmt: skip

#: As the statistics division of the United Nations counts them (M49).
_COUNTRIES = {
    "africa": "DZ AO BJ BW BF BI CM CV CF TD KM CG CD CI DJ EG GQ ER SZ ET GA GM GH GN GW KE LS LR LY MG MW ML MR MU YT MA MZ NA NE NG RE RW SH ST SN SC SL SO ZA SS SD TZ TG TN UG EH ZM ZW IO",
    "americas": "AI AG AR AW BS BB BZ BM BO BQ BR CA KY CL CO CR CU CW DM DO EC SV FK GF GL GD GP GT GY HT HN JM MQ MX MS NI PA PY PE PR BL KN LC MF PM VC GS SX SR TT TC US UY VE VG VI",
    "asia": "AF AM AZ BH BD BT BN KH CN CY GE HK IN ID IR IQ IL JP JO KZ KW KG LA LB MO MY MV MN MM NP KP OM PK PS PH QA SA SG KR LK SY TW TJ TH TL TR TM AE UZ VN YE",
    "europe": "AX AL AD AT BY BE BA BG HR CZ DK EE FO FI FR DE GI GR GG VA HU IS IE IM IT JE LV LI LT LU MT MC MD ME NL MK NO PL PT RO RU SM RS SK SI SJ ES SE CH UA GB XK",
    "oceania": "AS AU CK FJ PF GU KI MH FM NR NC NZ NU NF MP PW PG PN WS SB TK TO TV UM VU WF CC CX",
}
CONTINENT_OF = {country: continent for continent, codes in _COUNTRIES.items() for country in codes.split()}
