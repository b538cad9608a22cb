"""Spanish and French verbs from their infinitives, in the forms in which news reports are made.

These are the third persons of the present, the pasts, the future and the conditional, the Spanish past subjunctive,
participles and gerunds. Verbs go by their conjugation or, where that is none of the regular ones, by the family that
their ending tells ("contradecir" goes with "decir", "retenir" with "tenir"). A table `irregular` of the language
replaces single forms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from .made import Made

_VOWELS: Final = frozenset("aeiouáéíóúàâèêëîïôûü")

#: Present, past, participle and gerund by conjugation: those that `irregular` may replace.
_SPANISH: Final = {
    "ar": ("a", "an", "ó", "aron", "ado", "ando"),
    "er": ("e", "en", "ió", "ieron", "ido", "iendo"),
    "ir": ("e", "en", "ió", "ieron", "ido", "iendo"),
}
_IMPERFECT: Final = {"ar": ("aba", "aban"), "er": ("ía", "ían"), "ir": ("ía", "ían")}
#: Families by ending: the stem of the future, then present, past, participle and gerund.
_SPANISH_FAMILIES: Final = {
    "decir": ("dir", "dice", "dicen", "dijo", "dijeron", "dicho", "diciendo"),
    "predecir": ("predecir", "predice", "predicen", "predijo", "predijeron", "predicho", "prediciendo"),
    "tener": ("tendr", "tiene", "tienen", "tuvo", "tuvieron", "tenido", "teniendo"),
    "poner": ("pondr", "pone", "ponen", "puso", "pusieron", "puesto", "poniendo"),
    "venir": ("vendr", "viene", "vienen", "vino", "vinieron", "venido", "viniendo"),
    "hacer": ("har", "hace", "hacen", "hizo", "hicieron", "hecho", "haciendo"),
    "querer": ("querr", "quiere", "quieren", "quiso", "quisieron", "querido", "queriendo"),
    "saber": ("sabr", "sabe", "saben", "supo", "supieron", "sabido", "sabiendo"),
    "poder": ("podr", "puede", "pueden", "pudo", "pudieron", "podido", "pudiendo"),
    "volver": ("volver", "vuelve", "vuelven", "volvió", "volvieron", "vuelto", "volviendo"),
    "dar": ("dar", "da", "dan", "dio", "dieron", "dado", "dando"),
    "prever": ("prever", "prevé", "prevén", "previó", "previeron", "previsto", "previendo"),
    "ver": ("ver", "ve", "ven", "vio", "vieron", "visto", "viendo"),
    "leer": ("leer", "lee", "leen", "leyó", "leyeron", "leído", "leyendo"),
    "creer": ("creer", "cree", "creen", "creyó", "creyeron", "creído", "creyendo"),
    "ducir": ("ducir", "duce", "ducen", "dujo", "dujeron", "ducido", "duciendo"),
    "argüir": ("argüir", "arguye", "arguyen", "arguyó", "arguyeron", "argüido", "arguyendo"),
    "uir": ("uir", "uye", "uyen", "uyó", "uyeron", "uido", "uyendo"),
    "scribir": ("scribir", "scribe", "scriben", "scribió", "scribieron", "scrito", "scribiendo"),
    "pedir": ("pedir", "pide", "piden", "pidió", "pidieron", "pedido", "pidiendo"),
    "reír": ("reir", "ríe", "ríen", "rio", "rieron", "reído", "riendo"),
    "sentir": ("sentir", "siente", "sienten", "sintió", "sintieron", "sentido", "sintiendo"),
    "mentir": ("mentir", "miente", "mienten", "mintió", "mintieron", "mentido", "mintiendo"),
    "ferir": ("ferir", "fiere", "fieren", "firió", "firieron", "ferido", "firiendo"),
    "gerir": ("gerir", "giere", "gieren", "girió", "girieron", "gerido", "giriendo"),
    "querir": ("querir", "quiere", "quieren", "quirió", "quirieron", "querido", "quiriendo"),
    "vertir": ("vertir", "vierte", "vierten", "virtió", "virtieron", "vertido", "virtiendo"),
    "seguir": ("seguir", "sigue", "siguen", "siguió", "siguieron", "seguido", "siguiendo"),
    "petir": ("petir", "pite", "piten", "pitió", "pitieron", "petido", "pitiendo"),
    "cubrir": ("cubrir", "cubre", "cubren", "cubrió", "cubrieron", "cubierto", "cubriendo"),
    "solver": ("solver", "suelve", "suelven", "solvió", "solvieron", "suelto", "solviendo"),
    "nocer": ("nocer", "noce", "nocen", "noció", "nocieron", "nocido", "nociendo"),
}
_IMPERFECT_STEMS: Final = {"prever": "preve", "ver": "ve"}


def spanish(lemma: str, irregular: Mapping[str, list[str]]) -> Iterator[Made]:
    """The forms of a Spanish verb; `irregular` replaces the present, the past, the participle and the gerund."""
    verb, *_ = lemma.split()
    ending = verb[-2:].replace("í", "i")
    family = _family(verb, _SPANISH_FAMILIES)
    stem = verb[: -len(family)] if family else verb[:-2]
    future = stem + _SPANISH_FAMILIES[family][0] if family else verb
    made = [stem + form for form in (_SPANISH_FAMILIES[family][1:] if family else _SPANISH[ending])]
    made = [new or old for new, old in zip(irregular.get(verb, made), made, strict=True)]
    past = made[3].removesuffix("ron")
    imperfect = _IMPERFECT_STEMS.get(verb, verb[:-2])
    finite = [
        *made[:4],
        *(imperfect + end for end in _IMPERFECT[ending]),
        *(past + end for end in ("ra", "ran", "se", "sen")),
        *(future + end for end in ("á", "án", "ía", "ían")),
    ]
    for form in dict.fromkeys(finite):
        yield Made(form, "past")
    for end in ("o", "a", "os", "as"):
        yield Made(made[4].removesuffix("o") + end, "participle")
    yield Made(made[5], "ing")


#: Families by ending: present (one, many), imperfect, past (one, many), future, participle, gerund.
_FRENCH_FAMILIES: Final = {
    "dire": ("dit", "disent", "disait", "dit", "dirent", "dira", "dit", "disant"),
    "tenir": ("tient", "tiennent", "tenait", "tint", "tinrent", "tiendra", "tenu", "tenant"),
    "venir": ("vient", "viennent", "venait", "vint", "vinrent", "viendra", "venu", "venant"),
    "mettre": ("met", "mettent", "mettait", "mit", "mirent", "mettra", "mis", "mettant"),
    "battre": ("bat", "battent", "battait", "battit", "battirent", "battra", "battu", "battant"),
    "prendre": ("prend", "prennent", "prenait", "prit", "prirent", "prendra", "pris", "prenant"),
    "endre": ("end", "endent", "endait", "endit", "endirent", "endra", "endu", "endant"),
    "ondre": ("ond", "ondent", "ondait", "ondit", "ondirent", "ondra", "ondu", "ondant"),
    "aindre": ("aint", "aignent", "aignait", "aignit", "aignirent", "aindra", "aint", "aignant"),
    "eindre": ("eint", "eignent", "eignait", "eignit", "eignirent", "eindra", "eint", "eignant"),
    "oindre": ("oint", "oignent", "oignait", "oignit", "oignirent", "oindra", "oint", "oignant"),
    "duire": ("duit", "duisent", "duisait", "duisit", "duisirent", "duira", "duit", "duisant"),
    "avoir": ("a", "ont", "avait", "eut", "eurent", "aura", "eu", "ayant"),
    "pouvoir": ("peut", "peuvent", "pouvait", "put", "purent", "pourra", "pu", "pouvant"),
    "savoir": ("sait", "savent", "savait", "sut", "surent", "saura", "su", "sachant"),
    "mouvoir": ("meut", "meuvent", "mouvait", "mut", "murent", "mouvra", "mu", "mouvant"),
    "crire": ("crit", "crivent", "crivait", "crivit", "crivirent", "crira", "crit", "crivant"),
    "lire": ("lit", "lisent", "lisait", "lut", "lurent", "lira", "lu", "lisant"),
    "naître": ("naît", "naissent", "naissait", "nut", "nurent", "naîtra", "nu", "naissant"),
    "clure": ("clut", "cluent", "cluait", "clut", "clurent", "clura", "clu", "cluant"),
    "suivre": ("suit", "suivent", "suivait", "suivit", "suivirent", "suivra", "suivi", "suivant"),
    "prévoir": ("prévoit", "prévoient", "prévoyait", "prévit", "prévirent", "prévoira", "prévu", "prévoyant"),
    "cevoir": ("çoit", "çoivent", "cevait", "çut", "çurent", "cevra", "çu", "cevant"),
    "voir": ("voit", "voient", "voyait", "vit", "virent", "verra", "vu", "voyant"),
    "vouloir": ("veut", "veulent", "voulait", "voulut", "voulurent", "voudra", "voulu", "voulant"),
    "croire": ("croit", "croient", "croyait", "crut", "crurent", "croira", "cru", "croyant"),
    "faire": ("fait", "font", "faisait", "fit", "firent", "fera", "fait", "faisant"),
    "couvrir": ("couvre", "couvrent", "couvrait", "couvrit", "couvrirent", "couvrira", "couvert", "couvrant"),
    "offrir": ("offre", "offrent", "offrait", "offrit", "offrirent", "offrira", "offert", "offrant"),
    "entir": ("ent", "entent", "entait", "entit", "entirent", "entira", "enti", "entant"),
    "ortir": ("ort", "ortent", "ortait", "ortit", "ortirent", "ortira", "orti", "ortant"),
    "partir": ("part", "partent", "partait", "partit", "partirent", "partira", "parti", "partant"),
    "quérir": ("quiert", "quièrent", "quérait", "quit", "quirent", "querra", "quis", "quérant"),
    "vaincre": ("vainc", "vainquent", "vainquait", "vainquit", "vainquirent", "vaincra", "vaincu", "vainquant"),
    "rire": ("rit", "rient", "riait", "rit", "rirent", "rira", "ri", "riant"),
}
_FRENCH_FAMILY_ER: Final = ("e", "ent", "ait", "a", "èrent", "era", "é", "ant")
_FRENCH_FAMILY_IR: Final = ("it", "issent", "issait", "it", "irent", "ira", "i", "issant")


def french(lemma: str, irregular: Mapping[str, list[str]]) -> Iterator[Made]:
    """The forms of a French verb; where it stands in `irregular`, that replaces all: finite forms, participle, gerund."""
    verb, *_ = lemma.split()
    if verb in irregular:
        *finite, participle, gerund = irregular[verb]
    else:
        one, many, imperfect, past, pasts, future, participle, gerund = _french_parts(verb)
        conditional = future.removesuffix("a")
        finite = [one, many, imperfect, f"{imperfect[:-1]}ent", past, pasts, future, f"{conditional}ont"]
        finite += [f"{conditional}ait", f"{conditional}aient"]
        if "aît" in one:
            finite.append(one.replace("aît", "ait"))
    for form in dict.fromkeys(finite):
        yield Made(form, "past")
    for end in ("", "e", "es") if participle.endswith("s") else ("", "e", "s", "es"):
        yield Made(participle + end, "participle")
    yield Made(gerund, "ing")


def _french_parts(verb: str) -> list[str]:
    """The parts of a French verb: present (one, many), imperfect, past (one, many), future, participle, gerund."""
    family = _family(verb, _FRENCH_FAMILIES)
    if family:
        return [verb[: -len(family)] + form for form in _FRENCH_FAMILIES[family]]
    if verb.endswith("ir"):
        return [verb[:-2] + end for end in _FRENCH_FAMILY_IR]
    return [_french_stem(verb, end) + end for end in _FRENCH_FAMILY_ER]


#: Verbs with whose last letters others end that do not go with them: "recordar", "absolver".
_ALONE: Final = frozenset(("dar", "ver", "rire", "lire"))


def _family(verb: str, families: Mapping[str, tuple[str, ...]]) -> str:
    """The longest ending of a verb that names a family; empty where none does."""
    fitting = (end for end in families if verb.endswith(end) and (verb == end or end not in _ALONE))
    return max(fitting, key=len, default="")


def _french_stem(verb: str, end: str) -> str:
    """The stem before an ending: "annonç-ait", "jug-e-ait", "rappell-e", "révèl-e", "précis-e"."""
    stem = verb.removesuffix("er")
    if end[0] == "a" and stem.endswith("c"):
        return stem[:-1] + "ç"
    if end[0] == "a" and stem.endswith("g"):
        return stem + "e"
    if end in {"e", "ent", "era"}:
        if stem.endswith(("pel", "jet")):
            return stem + stem[-1]
        if stem.endswith(("uy", "oy")):
            return stem[:-1] + "i"
        if stem.endswith(("égu", "équ")) and end in {"e", "ent"}:
            return f"{stem[:-3]}è{stem[-2:]}"
        if len(stem) > 1 and stem[-2] in "éeè" and stem[-1] not in _VOWELS:
            return f"{stem[:-2]}è{stem[-1]}" if end in {"e", "ent"} or stem[-2] == "e" else stem
    return stem
