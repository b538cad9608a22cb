"""E-mails and subtitles: parts within parts, headers without end, encodings that lie; captions that roll for ever."""

from __future__ import annotations

import base64
import quopri
from typing import Final

from .made import FIGURE, SECRET, Made, either, read, refused

MIB: Final = 1 << 20
_HEAVY: Final = ("timeout", "too-large", "damaged", "empty")
_FROM: Final = "From: A Person <a@example.org>\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\n"


def mail(body: str | bytes, head: str = "", kind: str = "text/plain") -> bytes:
    """A message with such headers and body."""
    raw = body if isinstance(body, bytes) else body.encode()
    return f"{_FROM}Subject: A letter\n{head}Content-Type: {kind}\n\n".encode() + raw


def parts_within(depth: int) -> bytes:
    """Parts within parts."""
    opening = "".join(f'--b{at}\nContent-Type: multipart/mixed; boundary="b{at + 1}"\n\n' for at in range(depth))
    return mail(f"{opening}--b{depth}\nContent-Type: text/plain\n\n{FIGURE}\n", kind='multipart/mixed; boundary="b0"')


def messages_within(depth: int) -> bytes:
    """Messages within messages."""
    return mail(f"{_FROM}Content-Type: message/rfc822\n\n" * depth + f"{_FROM}\n{FIGURE}", kind="message/rfc822")


def parts(count: int, one: str = "Content-Type: text/plain\n\nx") -> bytes:
    """So many parts beside each other, the first of which says a figure."""
    body = f"--b\nContent-Type: text/plain\n\n{FIGURE}\n" + f"--b\n{one}\n" * count + "--b--\n"
    return mail(body, kind="multipart/mixed; boundary=b")


def attached(name: str) -> bytes:
    """A message with an attachment of such a name."""
    return parts(
        1, f"Content-Type: application/octet-stream\nContent-Disposition: attachment; filename={name}\n\n{SECRET}"
    )


MAILS: Final[tuple[Made, ...]] = (
    either("parts-300-deep.eml", lambda: parts_within(300), *_HEAVY),
    either("parts-20000-deep.eml", lambda: parts_within(20_000), *_HEAVY, dear=True),
    either("messages-200-deep.eml", lambda: messages_within(200), *_HEAVY, says=""),
    either("messages-5000-deep.eml", lambda: messages_within(5_000), *_HEAVY, says=""),
    either("parts-10000.eml", lambda: parts(10_000), *_HEAVY, dear=True),
    either("attachments-5000.eml", lambda: parts(5_000, "Content-Disposition: attachment; filename=a.exe\n\nMZ"), *_HEAVY, dear=True),
    refused("boundary-missing.eml", lambda: mail(f"--x\n\n{FIGURE}\n--x--", kind="multipart/mixed"), "empty", "read"),
    either("boundary-1-mb.eml", lambda: mail("--b\n\nx", kind=f'multipart/mixed; boundary="{"b" * MIB}"'), *_HEAVY, says="", dear=True),
    read("base64-2-mb.eml", lambda: mail(base64.encodebytes(f"{FIGURE} {'It was so. ' * 100_000}".encode()), "Content-Transfer-Encoding: base64\n"), dear=True),
    either("base64-broken.eml", lambda: mail(base64.b64encode(FIGURE.encode())[:-3] + b"!!==\xff", "Content-Transfer-Encoding: base64\n"), "empty", "binary", says=""),
    either("base64-of-zeros.eml", lambda: mail(base64.encodebytes(b"\0" * MIB), "Content-Transfer-Encoding: base64\n"), "binary", says=""),
    read("quoted-printable.eml", lambda: mail(quopri.encodestring(f"{FIGURE} Müller".encode()), "Content-Transfer-Encoding: quoted-printable\n")),
    either("quoted-equals-2-mb.eml", lambda: mail(b"=" * 2 * MIB + FIGURE.encode(), "Content-Transfer-Encoding: quoted-printable\n"), *_HEAVY, says=""),
    either("encoding-unknown.eml", lambda: mail(FIGURE, "Content-Transfer-Encoding: x-nosuch\n"), *_HEAVY),
    either("uuencode-broken.eml", lambda: mail(b"begin 644 ../../x\n\xff\xff\nend\n", "Content-Transfer-Encoding: x-uuencode\n"), *_HEAVY, says=""),
    read("header-1-mb.eml", lambda: mail(FIGURE, f"X-Long: {'x' * MIB}\n")),
    either("subject-1-mb.eml", lambda: mail(FIGURE, f"Subject: {'word ' * 200_000}\n"), *_HEAVY),
    either("folded-100000.eml", lambda: mail(FIGURE, "X-Long: a\n" + " b\n" * 100_000), *_HEAVY),
    either("headers-100000.eml", lambda: mail(FIGURE, "X-One: a\n" * 100_000), *_HEAVY),
    either("words-encoded-20000.eml", lambda: mail(FIGURE).replace(b"Subject: A letter", b"Subject: " + b"=?utf-8?q?a?= " * 20_000), *_HEAVY, dear=True),
    either("comments-in-sender.eml", lambda: mail(FIGURE).replace(b"A Person", b"(" * 20_000), *_HEAVY, dear=True),
    either("quotes-in-sender.eml", lambda: mail(FIGURE).replace(b"A Person", b'"' + b"\\\\" * 20_000), *_HEAVY),
    either("addresses-20000.eml", lambda: mail(FIGURE).replace(b"<a@example.org>", b"<a@example.org>, b " * 20_000), *_HEAVY, dear=True),
    either("parameters-5000.eml", lambda: mail(FIGURE, kind="text/plain; " + "; ".join(f"a*{at}*=utf-8''x" for at in range(5_000))), *_HEAVY, dear=True),
    either("date-absurd.eml", lambda: mail(FIGURE, "Date: Mon, 99 Foo 99999999999 99:99:99 +9999\n"), *_HEAVY),
    either("charset-unknown.eml", lambda: mail(FIGURE, kind="text/plain; charset=nosuch"), *_HEAVY),
    either("charset-of-python.eml", lambda: mail(f"{FIGURE} \\x41", kind="text/plain; charset=unicode_escape"), *_HEAVY),
    either("charset-rot13.eml", lambda: mail(FIGURE, kind="text/plain; charset=rot13"), *_HEAVY),
    read("attached-path.eml", lambda: attached('"../../../etc/cron.d/x"'), "skipped", lacks=SECRET),
    read("attached-bidi.eml", lambda: attached('"report\u202efdp.exe"'), "skipped", lacks=SECRET),
    read("attached-long.eml", lambda: attached(f'"{"a" * 100_000}"'), "skipped", lacks=SECRET),
    read("attached-encoded.eml", lambda: attached('"=?utf-8?b?YQpi?="'), "skipped", lacks=SECRET),
    either("page-deep.eml", lambda: mail("<div>" * 50_000 + FIGURE, kind="text/html"), *_HEAVY),
    either("page-attributes.eml", lambda: mail(f"<p {' '.join(f'a{at}=1' for at in range(150_000))}>{FIGURE}", kind="text/html"), *_HEAVY, dear=True),
    read("page-that-calls-home.eml", lambda: mail(f"<p>{FIGURE}</p><img src='http://127.0.0.1:9/seen'>", kind="text/html")),
    either("nul.eml", lambda: mail(f"{FIGURE}\0\0"), "binary"),
    read("boxes.eml", lambda: b"From a@example.org Mon Jan  1 00:00:00 2024\n" + mail(FIGURE) + b"\n\nFrom b@example.org\n" + mail("Another.")),
    either("header-bytes.eml", lambda: mail(FIGURE, "X-Odd: ").replace(b"X-Odd: ", b"X-Odd: \xff\xfe\x80\n"), *_HEAVY),
)  # fmt: skip


def cues(count: int, words: str = "It was so.") -> str:
    """So many cues, the first of which says a figure."""
    times = (f"{at // 3600:02}:{at // 60 % 60:02}:{at % 60:02}" for at in range(count))
    return (
        "1\n00:00:00,000 --> 00:00:01,000\n"
        + FIGURE
        + "\n\n"
        + "".join(f"{time},000 --> {time},900\n{words}\n\n" for time in times)
    )


def one_cue(words: str) -> str:
    """One cue more, with such words."""
    return cues(1, words)


SUBTITLES: Final[tuple[Made, ...]] = (
    read("cues-20000.srt", lambda: cues(20_000), dear=True),
    read("cues-200000.srt", lambda: cues(200_000), dear=True),
    read("cues-without-stops.srt", lambda: cues(20_000, "and then")),
    either("cue-10-mb.srt", lambda: one_cue("quay " * 2 * MIB), *_HEAVY, dear=True),
    read("cue-of-50000-lines.srt", lambda: one_cue("and\n" * 50_000), dear=True),
    read("rolling-20000-lines.srt", lambda: one_cue("a\n" * 20_000) + "00:00:02,000 --> 00:00:03,000\n" + "a\n" * 19_999 + "b\n", dear=True),
    read("times-absurd.srt", lambda: cues(3).replace("00:00:01", "999:99:99")),
    read("times-backwards.srt", "00:00:09,000 --> 00:00:01,000\n" + FIGURE + "\n"),
    either("timing-line-5-mb.srt", lambda: f"00:00:01,000 --> 00:00:02,000 {'X1:9 ' * MIB}\n{FIGURE}\n", *_HEAVY),
    either("spaces-before-times-2-mb.srt", lambda: cues(1) + " " * 2 * MIB + "00:00:01,000 -> 00:00:02,000\nx\n", *_HEAVY),
    read("tags-open-500000.srt", lambda: one_cue("<" * 500_000)),
    read("tags-letters-open.srt", lambda: one_cue("<b" * 250_000)),
    read("braces-500000.srt", lambda: one_cue("{\\" * 250_000)),
    read("voices-100000.vtt", lambda: "WEBVTT\n\n" + one_cue("<v Anna>" * 100_000).replace(",", ".").replace(FIGURE.replace(",", "."), FIGURE)),
    read("voice-never-closed.vtt", lambda: "WEBVTT\n\n" + cues(1) + "00:00:05.000 --> 00:00:06.000\n<v " + "x" * 500_000 + "\n"),
    read("entities-300000.srt", lambda: one_cue("&amp;" * 300_000)),
    read("script-in-cue.vtt", "WEBVTT\n\nSTYLE\n::cue{background:url(http://127.0.0.1:9/)}\n\n00:00:01.000 --> 00:00:02.000\n" + FIGURE + "<script>alert(1)</script>\n", lacks="<script>"),
    refused("webvtt-alone.vtt", "WEBVTT\n", "damaged"),
    refused("no-cue.srt", "1\n2\n3\n", "damaged"),
    read("numbers-alone.srt", lambda: cues(5, "42")),
    refused("nul-in-cue.srt", lambda: one_cue("a\0b"), "binary"),
)  # fmt: skip
