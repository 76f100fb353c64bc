"""The words by which transcripts of many languages say who speaks.

All words stand casefolded, in NFKC, without vowel marks. They are signals, not a closed list: a label that
holds none of them is still found by its shape and by how it recurs.
"""

import unicodedata
from typing import Final


def _words(text: str) -> frozenset[str]:
    """Return the phrases of a text, one between two bars or line ends, in the form in which labels are compared."""
    phrases = (phrase.strip() for line in text.splitlines() for phrase in line.split("|"))
    return frozenset(unicodedata.normalize("NFKC", phrase).casefold() for phrase in phrases if phrase)


QUESTION_WORDS: Final = _words("""
    question | questioner | question contd | follow-up question | follow-up | follow up | following question
    further question | pregunta | repregunta | pergunta | frage | nachfrage | zusatzfrage | zusatz | domanda
    vraag | spørgsmål | spørsmål | fråga | kysymys | küsimus | pytanie | otázka | kérdés | întrebare
    pitanje | vprašanje | klausimas | jautājums | вопрос | питання | запитання | пытанне | въпрос | питање
    прашање | сұрақ | ερώτηση | soru | sual | savol | 問 | 问 | 提问 | 提問 | 问题 | 問題 | 追问 | 追問
    質問 | 질문 | 문 | سؤال | السؤال | پرسش | سوال | سواڵ | שאלה | प्रश्न | सवाल | প্রশ্ন | கேள்வி | คำถาม
    ถาม | pertanyaan | tanya | soalan | câu hỏi | hỏi | swali | tambaya
""")
"""A label that is only this word opens a question. Spelled out, it names no asker."""

ANSWER_WORDS: Final = _words("""
    answer | reply | response | réponse | respuesta | contestación | resposta | antwort | risposta
    antwoord | svar | vastaus | vastus | odpowiedź | odpověď | odpoveď | válasz | răspuns | odgovor
    atsakymas | atbilde | ответ | відповідь | адказ | отговор | одговор | жауап | απάντηση | cevap | yanıt
    yanit | cavab | javob | 答 | 回答 | 答复 | 答覆 | 答え | 답변 | 대답 | 답 | جواب | الجواب | إجابة | الإجابة
    پاسخ | תשובה | उत्तर | जवाब | উত্তর | பதில் | คำตอบ | ตอบ | jawaban | jawab | jawapan | trả lời | đáp
    jibu | amsa
""")

ANSWERS_TO_LETTER: Final[dict[str, frozenset[str]]] = {
    "q": frozenset("ar"),
    "p": frozenset("ro"),
    "f": frozenset("a"),
    "v": frozenset("a"),
    "d": frozenset("r"),
    "s": frozenset("cv"),
    "в": frozenset("о"),
    "п": frozenset("в"),
    "س": frozenset("ج"),
    "ש": frozenset("ת"),
}
"""The letter for a question and the letters for its answer. Only Q opens a question without the other."""

MODERATOR_WORDS: Final = _words("""
    moderator | moderators | co-moderator | mod | host | co-host | chair | chairperson | facilitator | operator
    presenter | emcee | mc | master of ceremonies | coordinator | modérateur | modératrice | animateur
    animatrice | moderador | moderadora | presentador | presentadora | moderatore | moderatrice
    moderatorin | moderation | gespreksleider | ordstyrer | prowadzący | prowadząca | ведущий | ведущая
    модератор | мод | вед | ведучий | ведуча | مدير الجلسة | مديرة الجلسة | المذيع | المذيعة | مقدم البرنامج | مجری
    מנחה | sunucu | moderatör | 主持人 | 主持 | 司会 | 司会者 | 司仪 | 사회자
""")

BYSTANDER_WORDS: Final = _words("""
    audience | audience member | audience members | crowd | participant | participants | guest | guests
    aide | staff | voice | voices | all | unidentified | unknown | unidentified speaker
    speaker from the floor | floor | interpreter | translator | remark | reply from the audience
    remark from the audience | voice from the audience | реплика | реплики | голос из зала | голоса из зала
    из зала | участник | участница | переводчик | público | asistente | intérprete | public | interprète
    dolmetscher | publikum | zwischenruf | zuruf | الحضور | المترجم | 观众 | 觀眾 | 众 | 翻译 | 翻譯 | 通訳
    청중
""")
"""Voices that are nobody's in particular."""

REPORTER_WORDS: Final = _words("""
    reporter | reporters | journalist | journalists | correspondent | interviewer | the press | press
    media | pool | journaliste | journalistes | intervieweur | periodista | periodistas | entrevistador
    entrevistadora | jornalista | reporterin | journalistin | giornalista | giornalisti | intervistatore
    dziennikarz | dziennikarka | novinář | журналист | журналистка | журналисты | корреспондент | корр
    интервьюер | журналіст | кореспондент | صحفي | صحفية | الصحفي | صحافي | مراسل | مراسلة | المراسل
    المذيعة | خبرنگار | עיתונאי | כתב | gazeteci | muhabir | 记者 | 記者 | 媒体提问 | 媒體提問 | 媒體詢問
    提问者 | 采访者 | 기자 | पत्रकार | wartawan | phóng viên
""")

SPOKESPERSON_WORDS: Final = _words("""
    spokesperson | spokesman | spokeswoman | spokespersons | porte-parole | portavoz | vocera | vocero
    porta-voz | sprecher | sprecherin | regierungssprecher | regierungssprecherin | pressesprecher
    pressesprecherin | portavoce | woordvoerder | rzecznik | rzeczniczka | mluvčí | szóvivő | talskvinna
    talsperson | представитель | представительница | пресс-секретарь | речник | речниця | المتحدث | المتحدثة
    الناطق | الناطقة | سخنگو | سخنگوی | דובר | דוברת | sözcü | sözcüsü | प्रवक्ता | jurubicara | โฆษก
""")
"""One who speaks for the actor by office."""

SPOKESPERSON_PHRASES: Final = ("press secretary", "press officer", "juru bicara", "người phát ngôn")

SPOKESPERSON_IN_HAN: Final = ("发言人", "發言人", "报道官", "報道官", "대변인")

BODY_WORDS: Final = _words("""
    embassy | ministry | consulate | mission | mfa | government | delegation | permanent mission
    press office | ambassade | ministère | gouvernement | embajada | ministerio | gobierno | embaixada
    botschaft | ambasciata | посольство | мид | министерство | правительство | السفارة | سفارة | الوزارة
    وزارة | الحكومة | büyükelçilik | bakanlık
""")
"""An office that speaks as such."""

BODIES_IN_HAN: Final = ("大使馆", "大使館", "使馆", "使館", "总领馆", "總領館", "外交部", "代表团", "代表團")

OFFICE_WORDS: Final = _words("""
    president | vice | minister | premier | chancellor | secretary | secretary-general | undersecretary
    ambassador | consul | commissioner | governor | mayor | senator | congressman | congresswoman
    representative | director | director-general | administrator | general | admiral | colonel | captain
    envoy | king | queen | prince | emperor | sultan | emir | pope | chairman | chairwoman | official
    officials | attorney | lady | judge | speaker | chief | ceo | head | deputy | coordinator | adviser
    advisor | delegate | rector | commander | président | présidente | ministre | ambassadeur | ambassadrice
    chancelier | chancelière | roi | directeur | presidente | presidenta | ministro | ministra | embajador
    embajadora | embaixador | canciller | chanceler | secretario | secretaria | secretário | gobernador
    rey | ambasciatore | cancelliere | präsident | präsidentin | ministerin | bundeskanzler
    bundeskanzlerin | kanzler | botschafter | botschafterin | außenminister | außenministerin
    staatssekretär | prezydent | prezident | президент | министр | премьер | премьер-министр | посол
    секретарь | губернатор | канцлер | глава | председатель | директор | генерал | мэр | король | міністр
    прем'єр | الرئيس | رئيس | الوزير | وزير | السفير | سفير | الملك | ملك | الأمير | المستشار | الأمين العام
    المندوب | cumhurbaşkanı | başbakan | bakan | büyükelçi | राष्ट्रपति | मंत्री | presiden | menteri
    tổng thống
""")

OFFICE_IN_HAN: Final = (
    "大使", "部长", "部長", "主席", "总理", "總理", "外长", "外長", "总统", "總統", "首相", "大臣", "长官",
    "長官", "大統領", "司长", "局长", "秘书长", "代表", "参赞", "總領事", "总领事", "書記", "书记", "국장",
    "장관", "대통령", "총리",
)  # fmt: skip

COURTESIES: Final = _words("""
    sts | vors | mr | mrs | ms | miss | dr | prof | professor | sir | dame | lord | lady | rev | hon | rep
    sen | gov | gen | adm | col | capt | amb | sec | m | mm | mme | mlle | sr | sra | srta | señor | señora
    don | doña | dom | herr | frau | sig | signor | signora | dhr | mevr | pan | pani | hr | fr | г | г-н
    г-жа | господин | госпожа | пан | пані | السيد | السيدة | الدكتور | د | bay | sayın | श्री | श्रीमती
    ông | bà
""")

OUTLET_ENDINGS: Final = _words("""
    news | times | daily | post | tv | television | radio | broadcasting | newspaper | gazette | herald
    tribune | weekly | magazine | journal | telegraph | media | press | online | nachrichten | zeitung
    rundfunk | fernsehen | presse | noticias | tagblatt | tageblatt | gazetesi | ajansı | haber | сегодня
    новости
""")
"""The last word of an outlet's name."""

OUTLET_STARTS: Final = _words("""
    daily | weekly | sunday | radio | agence | agencia | agenzia | agência | diario | periódico | televisión
    jornal | televisão | quotidiano | gazeta | телеканал | газета | агентство | радио | радиостанция
    телерадиокомпания | журнал | издание | информагентство
    قناة | صحيفة | جريدة | وكالة | تلفزيون | إذاعة | مجلة | خبرگزاری
""")
"""The first word of an outlet's name."""

OUTLET_COMPANIES: Final = _words("""
    agency | group | corporation | service | network | company | channel | limited | inc
""")

OUTLETS: Final = _words("""
    reuters | afp | ap | associated press | the associated press | agence france-presse | xinhua | cctv
    cgtn | cnr | cri | bbc | cnn | abc | nbc | cbs | fox | npr | pbs | msnbc | bloomberg | politico | axios
    the hill | wall street journal | wsj | usa today | voa | rfa | rfe/rl | cnbc | upi | economist
    the economist | ft | guardian | the guardian | nhk | kyodo | jiji | asahi | yomiuri | mainichi | nikkei
    sankei | tbs | yonhap | kbs | mbc | sbs | jtbc | ytn | tass | ria | rt | interfax | sputnik | rossiya
    kommersant | izvestia | vedomosti | rbc | ntv | ukrinform | belta | anadolu | trt | haberturk | dpa
    ard | zdf | dw | der spiegel | die zeit | faz | orf | apa | srf | sda | efe | europa press | rtve
    el país | el mundo | televisa | notimex | telesur | prensa latina | clarín | la nación | ansa | rai
    agi | corriere della sera | la repubblica | le monde | le figaro | libération | france 24 | rfi | bfm
    folha | globo | estadão | lusa | pti | ani | ians | ndtv | wion | the hindu | prasar bharati | times now
    cna | scmp | the paper | phoenix tv | ifeng | caixin | yicai | straits times | bernama | antara | dawn
    app | irna | tasnim | ina | al jazeera | al arabiya | al mayadeen | al-jazeera | al-arabiya | asharq
    wam | spa | kuna | mena | sana | wafa | petra | cbc | ctv | globe and mail | ctk | pap | mti | tanjug
    belga | anp | ritzau | ntb | tt | stt | euronews | politico europe | sky | itv | channel 4 | rte | sabc
    ewn | тасс | риа | риа новости | интерфакс | россия | россия 1 | россия 24 | первый канал | нтв | рен тв
    звезда | известия | коммерсантъ | ведомости | рбк | спутник | комсомольская правда | аргументы и факты
    укринформ | رويترز | الجزيرة | العربية | سانا | وفا | شينخوا | سبوتنيك | الميادين | فرانس برس | وام
    واس | كونا | 央视 | 中新社 | 澎湃 | 澎湃新闻 | 彭博 | 路透 | 法新 | 朝日 | 読売 | 毎日 | 共同 | 時事
    日経 | 産経
""")

OUTLET_ENDINGS_IN_HAN: Final = (
    "社", "报", "報", "台", "臺", "视", "視", "网", "網", "新闻", "新聞", "电视", "電視", "广播", "廣播",
    "放送", "テレビ", "ラジオ", "周刊", "杂志", "媒体", "通信", "新报", "時報", "融媒",
)  # fmt: skip

NO_OUTLET_IN_HAN: Final = frozenset(
    ("", "有", "某", "一", "一位", "一名", "外国", "外國", "中国", "现场", "女", "男", "本", "另一")
)
"""What stands before the word for a reporter without naming where that reporter writes."""

REPORTING_ENDINGS: Final = (
    "说", "說", "表示", "指出", "强调", "強調", "称", "稱", "认为", "認為", "问道", "答道", "道", "写道",
    "曰", "云", "述べた", "言った", "回应", "回應", "如下", "包括", "例如", "比如", "即", "是", "为",
    "말했다",
)  # fmt: skip
"""Endings of `somebody said`: a report of speech, not a label."""

REPORTING_STARTS: Final = (
    "قال", "وقال", "قالت", "وقالت", "أضاف", "وأضاف", "صرح", "وصرح", "أكد", "وأكد", "أما", "وفي", "وذلك",
    "אמר", "ואמר",
)  # fmt: skip

NO_ASKERS: Final = _words("""
    time | hour | period | mark | marks | number | one | two | three | and answer | bank | paper | papers
""")
"""What stands after the word for a question in a heading, not a name: `Question Time`."""

NOT_NAMES: Final = _words("""
    note | notes | nb | ps | source | sources | subject | re | to | from | cc | date | time | place
    location | venue | contact | contacts | tel | telephone | phone | email | e-mail | fax | address
    website | web | url | link | links | photo | photos | image | caption | video | audio | figure | table
    box | annex | appendix | chapter | section | article | articles | part | title | author | authors | tags
    keywords | topic | topics | theme | agenda | background | summary | introduction | conclusion | context
    example | warning | important | update | updated | correction | editor's note | first | second | third
    fourth | fifth | firstly | secondly | thirdly | lastly | finally | next | then | also | result | results
    reason | reasons | goal | goals | objective | objectives | step | day | point | option | item
    reference | references | see | read | related | published | language | attention | remarks | statement
    press release | release | fact | facts | myth | claim | truth | hoax | reality | fiction | outcome
    final outcome | discussion | status | one | two | three | four | five | six | number | yes | no | ok
    okay | well | so | but | and | thus | therefore | today | tomorrow | yesterday | here | there | this
    that | these | those | what | why | how | when | where | who | social media | new media | embargo
    embargoed | for immediate release | transcript | duration | format | type | category | deadline
    version | copyright | courtesy | credit | credits | media contact | press contact | press contacts
    translation | remarque | objet | lieu | premièrement | deuxièmement | exemple | texte | contexte | nota
    fuente | fecha | lugar | tema | asunto | primero | segundo | tercero | ejemplo | conclusión | dato
    fonte | hinweis | anmerkung | quelle | datum | ort | thema | erstens | zweitens | drittens | beispiel
    fazit | примечание | источник | дата | тема | место | справка | первое | второе | третье | во-первых
    во-вторых | итог | фото | пример | вывод | важно | итак | первый | второй | 注 | 备注 | 備註 | 注意
    来源 | 來源 | 时间 | 時間 | 地点 | 地點 | 附 | 图 | 圖 | 编者按 | 第一 | 第二 | 第三 | 第四 | 其一
    其二 | 首先 | 其次 | 再次 | 最后 | 另外 | 此外 | 总之 | 一是 | 二是 | 三是 | 主题 | 主題 | 标题 | 日期
    摘要 | 关键词 | 作者 | 编辑 | 责任编辑 | 注記 | 出典 | 日時 | 場所 | 参考 | 例 | 備考 | 주 | 출처 | 일시
    장소 | ملاحظة | المصدر | التاريخ | المكان | الموضوع | أولا | ثانيا | ثالثا | أخيرا | مثال | خلاصة | הערה
    מקור | תאריך
""")
"""Words before a colon that name a thing, a place in a list or a field of a form, not a speaker."""

METADATA_WORDS: Final = NOT_NAMES | _words("""
    titre | titel | título | titolo | заголовок | العنوان | 件名 | speaker | speakers | event | occasion
    form | role | institution | organisation | organization | country | city | interviewer | interviewee
    moderator | participants | spokesperson | interprété par | locuteur | докладчик | 主讲人 | 发言人
""")
"""Words before a colon in the lines that some texts carry on top: `Date: 6 May`."""

TITLE_WORDS: Final = _words("""
    title | subject | 标题 | 主题 | 件名 | titre | objet | título | asunto | titel | titolo | заголовок
    العنوان
""")
"""The field that holds the title."""

ADDRESSES: Final = (
    "dear ", "honourable", "honorable", "your excellenc", "excellenc", "ladies", "distinguished",
    "mr president", "mr. president", "madam president", "madame president", "mdm president",
    "mister president", "mr. speaker", "madam speaker", "mr. chair", "mr chair", "madam chair",
    "mr. secretary-general", "friends", "colleagues", "comrades", "my fellow", "fellow ", "members of",
    "good morning", "good afternoon", "good evening", "good day", "hello", "thank you", "thanks", "welcome",
    "greetings", "monsieur le président", "madame la présidente", "mesdames", "messieurs", "chers ",
    "chères ", "excellences", "bonjour", "señor presidente", "señora presidenta", "señoras", "señores",
    "distinguid", "queridos", "buenos", "buenas", "senhor presidente", "senhoras", "senhores",
    "herr präsident", "frau präsidentin", "meine damen", "sehr geehrte", "liebe ", "exzellenz", "guten ",
    "signor presidente", "signore e signori", "cari ", "уважаем", "дорог", "господин председател",
    "господин президент", "дамы и господа", "товарищ", "коллеги", "друзья", "добрый", "здравствуйте",
    "ваше превосходительство", "ваши превосходительства", "各位", "主席先生", "主席女士", "女士们",
    "尊敬的", "同志们", "朋友们", "大家好", "你好", "议长先生", "秘书长先生", "議長", "皆さん", "皆様",
    "أيها", "أيتها", "سيدي", "السيد الرئيس", "أصحاب", "معالي", "حضرات", "بسم الله", "السلام عليكم",
)  # fmt: skip
"""How a speech addresses its hearers."""

SALUTATIONS: Final = (
    *ADDRESSES, "hon.", "hon’ble", "hon'ble", "his excellency", "her excellency", "their excellenc",
    "your majest", "majest", "secretary-general", "secretary general", "in the name of", "bism",
    "au nom de dieu", "en el nombre de", "во имя",
)  # fmt: skip
"""What rows before the first sentence of a speech begin with: its own words, not a heading."""

FIRST_PERSONS: Final = _words("""
    i | i’m | i'm | my | me | we | we’re | us | je | j’ai | nous | yo | nosotros | ich | wir | eu | nós | io
    noi | я | мы | нам
""")
"""Words of one who speaks: no heading holds them."""

UNFINISHED: Final = _words("""
    the | of | and | a | an | to | in | on | for | with | by | at | as | that | this | our | is | are | was
    be | from | or | its | de | la | le | les | du | des | et | el | los | y | en | und | der | die | das
    von | zu | и | в | на | с | для | о | по
""")
"""Words that end no heading: the sentence goes on in the next row."""

PARTICLES: Final = _words("""
    of | by | in | the | and | for | to | at | de | del | della | di | da | do | dos | das | du | des | d
    la | le | les | el | los | l | van | von | der | den | zu | zur | zum | ter | ten | bin | bint | ibn
    al | el- | e | y | et | und | af | av | on | a | и | по | state | foreign | affairs | i | за | в | для
    федерации | für
""")
"""Words that may be written small within a name or an office."""

TRANSLATION_NOTES: Final = (
    "translat", "retranslat", "interpret", "spoke ", "speaking", "via ", "through", "in ", "off-mic",
    "off mic", "no microphone", "without microphone", "as ", "как ", "перев", "на ", "en ", "auf ", "sur ",
    "译", "譯", "通訳", "翻译", "ترجم", "cont", "inaudible", "speaks",
)  # fmt: skip
"""What may stand in brackets within a label and is not a name."""
