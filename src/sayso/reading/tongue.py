"""The language of a text: what it declares, where that holds, else what it looks like."""

from __future__ import annotations

from typing import Final

from sayso.language.detect import detect_language

#: The two-letter codes of ISO 639-1.
_NAMES: Final = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el "
    "en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu "
    "ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na "
    "nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so "
    "sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
_CODES: Final = frozenset(_NAMES.split())
_ALIASES: Final = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "bs": "hr"}
#: Languages that the detector tells apart; what is declared as another cannot be held against the text.
_SEEN_NAMES: Final = (
    "ar bg cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv nl no pl pt ro ru sk sl sr sv th tr uk vi zh"
)
_SEEN: Final = frozenset(_SEEN_NAMES.split())
#: Letters from which on the text is believed against what it declares.
_ENOUGH: Final = 120
#: With fewer letters any language looks like any other.
_FEWEST: Final = 20


def language_of(text: str, declared: str | None) -> str:
    """The language's BCP 47 primary subtag; "und" where nothing is known. A short text is believed on its word."""
    code = (declared or "").strip().replace("_", "-").split("-")[0].lower()
    code = _ALIASES.get(code, code)
    letters = sum(map(str.isalpha, text[:4000]))
    found = detect_language(text) if letters >= _FEWEST else code if code in _CODES else "und"
    if code not in _CODES or found == code:
        return found
    if code not in _SEEN:
        return code
    return found if letters >= _ENOUGH else code
