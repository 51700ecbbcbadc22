"""Vietnamese syllables: which can be written at all, by onset, rime and tone, and which are known to be in use.

The rules give some 18,000 syllables, of which a third is in use; `data/text/syllables.txt` lists the ones that are,
first those of the forms and of Hanoi's names. Rules and list are made when first asked for.
"""

import unicodedata
from functools import lru_cache

from camdash.settings import DATA

COMMON, KNOWN, POSSIBLE, IMPOSSIBLE = 4, 3, 1, -3

_BEFORE_BACK = "b c ch d đ g gi h kh l m n ng nh p ph r s t th tr v x"
_BEFORE_FRONT = "b ch d đ gh gi h k kh l m n ngh nh p ph r s t th tr v x"
_BACK = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "o oc oi om on ong op ot oong ooc oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen "
    "oeo oet ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt uân uâng "
    "uât uây uê uêch uênh uơ uy uych uynh uyt uyn uyp uya uyu uyên uyêt ư ưc ưi ưng ưt ưu ưa ươc ươi ươm ươn ương "
    "ươp ươt ươu"
)
_FRONT = "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu"
_AFTER_GI = "i in êc êng êt ê êm ên e em en eo ep et êu"  # its own i stands for the vowel's: giếng, giết, gìn
_AFTER_QU = (
    "a ac ach ai am an ang anh ao ap at au ăc ăm ăn ăng ăp ăt âc ân âng ât âu ây e en eo et ê ên êch ênh êt i it y "
    "ynh yt yên yêt ơ ôc ay ich"
)
_WITH_Y = "d h k l m n s t th v"  # as in Mỹ, Sỹ, Thy, Vy
_ALONE = "y yên yêm yêt yêu yêng"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_TONES_BEFORE_STOP = ("\u0301", "\u0323")
_STOPS = ("c", "ch", "p", "t")
_PLAIN_VOWELS, _HATTED = "aeiouy", "ăâêôơư"


def worth(word: str) -> int:
    """Weigh a word with accents (NFC, any case): COMMON, KNOWN, POSSIBLE by the rules, IMPOSSIBLE as Vietnamese."""
    word = word.lower()
    return _in_use().get(word) or (POSSIBLE if word in possible() else IMPOSSIBLE)


@lru_cache(maxsize=1)
def _in_use() -> dict[str, int]:
    """Read the list: its first part is common, the second, after a blank line, is known."""
    common, known = (DATA / "text" / "syllables.txt").read_text("utf-8").split("\n\n")
    return {**dict.fromkeys(known.split(), KNOWN), **dict.fromkeys(common.split(), COMMON)}


@lru_cache(maxsize=1)
def possible() -> frozenset[str]:
    """Give every syllable the rules allow, lower-case, NFC, with the tone in its old and its new place."""
    bare = [(onset, rime) for onset in ["", *_BEFORE_BACK.split()] for rime in _BACK.split()]
    bare += [
        (onset, rime) for onset in ["", *_BEFORE_FRONT.split()] for rime in _FRONT.split() if onset or rime[:2] != "iê"
    ]
    bare += [("g", "i" + rime.removeprefix("i")) for rime in _AFTER_GI.split()]
    bare += [("qu", rime) for rime in _AFTER_QU.split()]
    bare += [(onset, "y") for onset in _WITH_Y.split()] + [("", rime) for rime in _ALONE.split()]
    return frozenset(onset + toned for onset, rime in bare for toned in _toned(rime))


@lru_cache(maxsize=512)
def _toned(rime: str) -> tuple[str, ...]:
    """Give the rime with each tone it can carry; before a stop the level tone is none of them."""
    tones = _TONES_BEFORE_STOP if rime.endswith(_STOPS) else _TONES
    marked = [rime[: at + 1] + tone + rime[at + 1 :] for at in _tone_places(rime) for tone in tones]
    return tuple(unicodedata.normalize("NFC", text) for text in marked)


def _tone_places(rime: str) -> tuple[int, ...]:
    """Tell on which letter the tone stands; oa, oe and uy have an old place and a new one."""
    hatted = [at for at, letter in enumerate(rime) if letter in _HATTED]
    if hatted:
        return (0,) if rime in ("ưa", "ưu", "ưi") else (hatted[-1],)
    vowels = [at for at, letter in enumerate(rime) if letter in _PLAIN_VOWELS]
    if rime in ("oa", "oe", "uy"):
        return (0, 1)
    closed = len(vowels) < len(rime)
    return (vowels[1] if len(vowels) > 2 or (len(vowels) > 1 and closed) else vowels[0],)  # noqa: PLR2004 - three vowels
