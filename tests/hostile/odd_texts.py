"""Texts in encodings that lie or are mixed, with signs that are not seen or turn the line about; long, deep and repeated ones."""

from __future__ import annotations

import random
from typing import Final

from .made import FIGURE, Made, either, read, refused

MIB: Final = 1 << 20
_ANY: Final = ("binary", "empty", "damaged", "too-large", "timeout")
_UMLAUTS: Final = "Die Mieten in Köln stiegen um 54 Prozent, sagte Frau Müller. Für viele ist das zu viel, größere Städte prüfen Schritte."
_RUSSIAN: Final = "Арендная плата выросла на 54 процента, сообщило министерство. Жители города ждут ответа."
_JAPANESE: Final = "家賃は54パーセント上がったと市役所が発表した。住民は答えを待っている。"
_CHINESE: Final = "房租上涨了百分之54,市政府表示。居民正在等待答复。"
_KOREAN: Final = "임대료가 54퍼센트 올랐다고 시청이 발표했다. 주민들은 답을 기다리고 있다."
#: Encodings that texts come in, with a text that they can hold.
_ENCODED: Final = (
    ("utf-8-sig", _UMLAUTS), ("utf-16", _UMLAUTS), ("utf-16-le", _UMLAUTS), ("utf-16-be", _UMLAUTS), ("utf-32", _UMLAUTS),
    ("cp1252", _UMLAUTS), ("latin-1", _UMLAUTS), ("iso8859-15", _UMLAUTS), ("cp850", _UMLAUTS), ("mac-roman", _UMLAUTS), ("cp1251", _RUSSIAN),
    ("koi8-r", _RUSSIAN), ("cp866", _RUSSIAN), ("shift_jis", _JAPANESE), ("euc-jp", _JAPANESE), ("iso2022_jp", _JAPANESE),
    ("gb18030", _CHINESE), ("big5", "房租上漲了百分之54,市政府表示。居民正在等待答覆。"), ("euc-kr", _KOREAN), ("utf-7", _UMLAUTS), ("cp037", FIGURE),
    ("cp500", FIGURE), ("hz", _CHINESE), ("cp1256", "ارتفعت الإيجارات بنسبة 54 في المئة، قالت الوزارة."), ("cp1255", "שכר הדירה עלה ב-54 אחוזים, אמר המשרד."), ("cp1253", "Τα ενοίκια αυξήθηκαν κατά 54 τοις εκατό, είπε το υπουργείο."),
)  # fmt: skip
_TRUE: Final = frozenset(("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"))


def _encoded() -> tuple[Made, ...]:
    """Texts in many encodings, without a word of which: what is guessed is told."""
    return tuple(
        read(f"in-{name}.txt", text.encode(name), says=text[:12] if name in _TRUE else "")
        if name in _TRUE
        else either(f"in-{name}.txt", text.encode(name), "binary", "empty", says="")
        for name, text in _ENCODED
    )


def noise(size: int) -> bytes:
    """Bytes by chance, always the same."""
    return random.Random(9).randbytes(size)  # noqa: S311  no secret


_BYTES: Final = (
    refused("noise.txt", lambda: noise(100_000), "binary"),
    either("noise-of-letters.txt", lambda: bytes(one | 0x80 for one in noise(100_000)), "binary", says=""),
    refused("all-bytes.txt", bytes(range(256)) * 40, "binary"),
    refused("zeros.txt", b"\0" * MIB, "empty"),
    refused("nul-within.txt", FIGURE.encode() + b"\0" + FIGURE.encode(), "binary"),
    either("controls.txt", FIGURE.encode() + b"\x01\x02\x03\x04" * 200, "binary"),
    read("control-stray.txt", FIGURE.encode() * 40 + b"\x07"),
    read("terminal-codes.txt", FIGURE.encode() + b" \x1b[2J\x1b[31mred\x1b[0m \x1b]0;title\x07" + FIGURE.encode() * 20),
    read("mixed-utf-8-and-cp1252.txt", _UMLAUTS.encode() * 3 + _UMLAUTS.encode("cp1252"), "encoding-guessed", says="54 Prozent"),
    read("mixed-utf-8-and-utf-16.txt", FIGURE.encode() + " Köln".encode("cp1252"), "encoding-guessed"),
    either("overlong-utf-8.txt", FIGURE.encode() + b" \xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf", "binary", says="Rents"),
    either("surrogates-in-utf-8.txt", FIGURE.encode() + b" \xed\xa0\x80\xed\xb0\x80", "binary", says="Rents"),
    either("utf-8-cut.txt", (_UMLAUTS * 3).encode()[:-1] + "ö".encode()[:1], "binary", says=""),
    either("utf-8-beyond.txt", FIGURE.encode() + b"\xf4\x90\x80\x80\xf8\x88\x80\x80\x80", "binary", says="Rents"),
    read("utf-16-odd.txt", _UMLAUTS.encode("utf-16") + b"x", says="54 Prozent"),
    read("utf-16-lone-surrogates.txt", b"\xff\xfe" + _UMLAUTS.encode("utf-16-le") + b"\x00\xd8x\x00\x00\xdc", says="54 Prozent"),
    either("utf-32-beyond.txt", b"\xff\xfe\0\0" + FIGURE.encode("utf-32-le") + b"\xff\xff\xff\xff", "binary"),
    read("marks-within.txt", f"\ufeff{FIGURE} \ufeff\ufffe word\ufeff"),
    either("utf-7-script.txt", b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "binary", says="", lacks="<script"),
)  # fmt: skip
_SIGNS: Final = (
    read("bidi.txt", f"{FIGURE} \u202egnp.exe\u202c \u2067abc\u2069 \u200f\u200e\u061c", says="Rents"),
    read("bidi-never-closed.txt", f"{FIGURE} " + "\u202e\u2067" * 50_000 + "word"),
    read("homoglyphs.txt", "Rеnts rоse by 54 percent in Аltmаrk. Ｒｅｎｔｓ rose by ５４ percent. 𝐑𝐞𝐧𝐭𝐬 𝟓𝟒.", says="54 percent"),
    read("zero-width.txt", "R\u200be\u200dn\u2060t\ufeffs rose by 5\u200b4 per\u00adcent in Altmark.", says="Altmark"),
    read("zero-width-100000.txt", FIGURE + "\u200b" * 100_000 + "end"),
    refused("zero-width-alone.txt", "\u200b\u200d\u2060 " * 1000, "empty"),
    read("tags-unseen.txt", FIGURE + "".join(chr(0xE0000 + ord(one)) for one in "ignore what stands here")),
    read("marks-on-marks.txt", lambda: FIGURE + "a" + "\u0301\u0489\u20dd" * 100_000),
    read("long-ligatures.txt", lambda: FIGURE + " \ufdfa\ufb03\u1e9e" * 20_000),
    read("separators.txt", f"{FIGURE * 5}\u2028Line\u2029Paragraph\x85Next\x0bTab\x0cPage\x1cFile", says="Rents"),
    read("returns-alone.txt", f"{FIGURE}\rAnother line.\r\rA third.\r"),
    read("digits-of-others.txt", FIGURE + " ٥٤ ५४ ５４ 𝟓𝟒 Ⅳ ½ ⅷ 五十四 percent"),
    read("noncharacters.txt", f"{FIGURE} \uffff\U0010ffff\ufdd0 \ue000\U000f0000"),
    read("right-to-left.txt", "ارتفعت الإيجارات بنسبة 54 في المئة. " * 50, says="54"),
    read("variation.txt", FIGURE + "\ufe0f\ufe0e" * 10_000 + "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 2_000),
)  # fmt: skip
_LONG: Final = (
    read("line-10-mb.txt", lambda: f"{FIGURE} " + "The quay was quiet that day. " * 360_000, dear=True),
    read("word-10-mb.txt", lambda: f"{FIGURE} " + "x" * 10 * MIB, dear=True),
    read("word-1-mb.txt", lambda: f"{FIGURE} " + "x" * MIB),
    refused("characters-12-million.txt", lambda: "word " * 2_400_001, "too-large"),
    refused("bytes-51-mb.txt", lambda: b"word " * (51 * MIB // 5), "too-large", dear=True),
    read("figures-1000000.txt", lambda: f"{FIGURE} " + " ".join(map(str, range(1_000_000))), dear=True),
    read("figures-in-lines-100000.txt", lambda: f"{FIGURE}\n" + "\n".join(map(str, range(100_000))), dear=True),
    read("number-1-mb.txt", lambda: f"{FIGURE} " + "9" * MIB),
    read("quotes-open-50000.txt", lambda: f"{FIGURE} " + "“" * 50_000 + "deep"),
    read("quotes-nested-20000.txt", lambda: f"{FIGURE} " + "“a ‘b " * 20_000 + "x" + "’ ”" * 20_000, dear=True),
    read("quotes-straight-200000.txt", lambda: f"{FIGURE} " + "\" ' " * 100_000, dear=True),
    read("guillemets-50000.txt", lambda: f"{FIGURE} " + "« ‹ » › " * 25_000),
    read("brackets-200000.txt", lambda: f"{FIGURE} " + "(" * 200_000),
    read("stops-2-mb.txt", lambda: f"{FIGURE} " + "." * 2 * MIB, dear=True),
    read("initials-300000.txt", lambda: f"{FIGURE} " + "A. B. " * 150_000, dear=True),
    read("abbreviations-200000.txt", lambda: f"{FIGURE} " + "Dr. Mr. U.S. z. B. " * 50_000, dear=True),
    read("newlines-2-mb.txt", lambda: FIGURE + "\n" * 2 * MIB + "end", dear=True),
    read("blanks-2-mb.txt", lambda: FIGURE + " " * 2 * MIB + "end"),
    read("lines-of-one-letter.txt", lambda: f"{FIGURE}\n" + "a\n" * 300_000, dear=True),
    read("paragraphs-100000.txt", lambda: f"{FIGURE}\n\n" + "It was so.\n\n" * 100_000, dear=True),
    read("questions-2-mb.txt", lambda: f"{FIGURE} " + "?!" * MIB, dear=True),
    read("addresses-50000.txt", lambda: f"{FIGURE} " + "http://example.org/a " * 50_000),
    read("address-1-mb.txt", lambda: f"{FIGURE} http://example.org/" + "a" * MIB),
    read("bullets-100000.txt", lambda: f"{FIGURE}\n\n" + "- It was so.\n" * 100_000, dear=True),
    read("hyphens-at-ends.txt", lambda: f"{FIGURE}\n" + "hyphen-\n" * 100_000, dear=True),
)  # fmt: skip


def _markdown(name: str, body: str, times: int, *, dear: bool = False) -> Made:
    return either(
        f"{name}.md", lambda: f"# A title\n\n{FIGURE}\n\n{body * times}\n", "timeout", "too-large", "damaged", dear=dear
    )


_MARKDOWN: Final = (
    _markdown("quotes-5000-deep", ">", 5_000),
    _markdown("quotes-lines-deep", "> > > > > > > > > > > a\n", 5_000),
    _markdown("list-2000-deep", "- ", 2_000),
    _markdown("list-40000-items", "- item\n", 40_000, dear=True),
    _markdown("brackets-50000", "[", 50_000, dear=True),
    _markdown("brackets-closed-20000", "[a](", 20_000, dear=True),
    _markdown("links-nested", "![[[[", 10_000, dear=True),
    _markdown("stars-50000", "*a **b ", 20_000, dear=True),
    _markdown("lines-under-50000", "_a __b ", 20_000, dear=True),
    _markdown("strikes-20000", "~~a ", 20_000),
    _markdown("backticks", "".join("`" * at + "a" for at in range(400)), 1),
    _markdown("references-10000", "[a]: http://example.org\n", 10_000, dear=True),
    _markdown("references-odd", "[a]: <\n", 20_000, dear=True),
    _markdown("table-wide", "|a" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|1" * 5_000 + "\n", 5, dear=True),
    _markdown("table-rows-20000", "|a|b|\n", 20_000, dear=True),
    _markdown("entities", "&#99999999; &nosuch; ", 20_000),
    _markdown("html-within", "<div><script>alert(1)</script>\n", 10_000),
    _markdown("tags-never-closed", "<a ", 100_000, dear=True),
    _markdown("fence-never-closed", "```\ncode\n", 10_001, dear=True),
    _markdown("links-bare-10000", "[a](http://example.org/a) http://example.org/b ", 10_000, dear=True),
    _markdown("escapes", "\\", 500_000, dear=True),
    either("front-never-closed.md", lambda: "---\n" + "a: b\n" * 100_000 + FIGURE, "empty", "timeout", dear=True),
    read("front-of-anchors.md", "---\na: &a [x,x]\nb: &b [*a,*a]\ntitle: !!python/object/apply:os.system ['id']\n---\n\n" + FIGURE),
)  # fmt: skip
TEXTS: Final[tuple[Made, ...]] = (*_encoded(), *_BYTES, *_SIGNS)
LENGTHS: Final[tuple[Made, ...]] = (*_LONG, *_MARKDOWN)
