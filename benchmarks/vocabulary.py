"""Words to fill a record with: a few common ones of each language, then invented ones, used as Zipf's law has it.

The word of rank r comes up in proportion to 1 / (r + 2.7): "the" stands in every English text, the thousandth word
in one of some dozens, the last in one of some thousands, as in a real collection.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

WORDS = 20_000
"""Of each language."""

COMMON = {
    language: words.split()
    for language, words in {
        "en": (
            "the of and to in a that is for on we with as by this are be our it must not all will from"
            " have at has an their or these should no which its more can been was rights states security"
            " development support cooperation peace international countries measures right law"
        ),
        "fr": (
            "de la et les le des à en que pour un une dans nous est par sur qui pas plus du au avec ce"
            " sont notre droit droits sécurité développement coopération paix pays mesures états"
        ),
        "ru": (
            "и в на что с мы не по к для это от за все как из его при также права право мира"
            " безопасность развитие сотрудничество страны меры государства поддержка"
        ),
        "ar": (
            "في من على أن إلى و هذا التي لا ما عن مع كل نحن هذه الحق حقوق الأمن التنمية التعاون السلام الدول تدابير"
        ),
        "zh": "的 和 在 了 是 我们 不 有 中国 发展 安全 合作 国家 权利 和平 国际 支持 措施 各国 应当 必须 共同 世界",
    }.items()
}

SYLLABLES = {
    language: words.split()
    for language, words in {
        "en": ("ba bel cor den dra el fen gar hol in jor kel lan mor nal or pel quin ras sel tan ul ver wen yor zan"),
        "fr": "al beau cour dri eau fleur gne han ieu jou lai mon noir ou plai que rou sion tou vre",
        "ru": "ба вел гра дом же зор ист кол лен мир нов ост пра рос сел тур ум хол чел юн",
        "ar": "با تل جم حر خط در رس زم سل شم صن طب عل فن قد كل لم مر نب هد ور يس",
    }.items()
}

LANGUAGES = tuple(COMMON)

STOPS = {"zh": "。", "ar": ".", "en": ".", "fr": ".", "ru": "."}
PAUSES = {"zh": "，", "ar": "،", "en": ",", "fr": ",", "ru": ","}


@dataclass(frozen=True)
class Vocabulary:
    """The words of a language by rank, with the sums of their weights."""

    language: str
    words: list[str]
    sums: list[float]

    def sentence(self, random: Random, length: int) -> str:
        """A sentence of so many words, a pause in its middle, without the stop at its end."""
        words = random.choices(self.words, cum_weights=self.sums, k=length)
        middle = length // 2
        words[middle] += PAUSES[self.language]
        if self.language == "zh":
            return "".join(words)
        sentence = " ".join(words)
        return sentence[:1].upper() + sentence[1:]

    def name(self, random: Random, syllables: int = 3) -> str:
        """An invented name."""
        if self.language == "zh":
            return "".join(han(random) for _ in range(syllables))
        return "".join(random.choices(SYLLABLES[self.language], k=syllables)).capitalize()


@cache
def vocabulary(language: str) -> Vocabulary:
    """The words of a language, the same on every machine."""
    random = Random(f"vocabulary {language}")
    words = dict.fromkeys(COMMON[language])
    while len(words) < WORDS:
        words[invented(random, language)] = None
    return Vocabulary(language, list(words), list(accumulate(1 / (rank + 2.7) for rank in range(1, WORDS + 1))))


def invented(random: Random, language: str) -> str:
    """A word that nobody uses: a row of syllables, or two characters."""
    if language == "zh":
        return han(random) + han(random)
    return "".join(random.choices(SYLLABLES[language], k=random.choice((2, 3, 3, 4))))


def han(random: Random) -> str:
    """A Chinese character of the common block."""
    return chr(random.randrange(0x4E00, 0x5E00))
