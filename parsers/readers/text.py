"""Plain text: decoded, markup off, overprint undone, one `Line` a line.

A line with tabs is a line of a grid; any other line is running text, in which the place of a column is lost.
"""

from __future__ import annotations

import hashlib
import html
import unicodedata
from pathlib import Path

import regex

from parsers.budget import LineCount
from parsers.errors import UnreadableDocument
from parsers.printed import Chunk, Document, Line
from parsers.readers.overprint import find_factor, undo
from parsers.records import Finding
from parsers.text.scanner import Scanner

MAX_BYTES = 32 * 1024 * 1024
"""A release is some hundred kilobytes; more than this is something else."""

SUPERSCRIPT = str.maketrans("0123456789()+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻")
MARK = regex.compile(r"\A\s*+[(（]?+\d{1,2}+[)）]?+\s*+\Z")
SUP_TAG = regex.compile(r"<sup>(?P<mark>.{0,40}?)</sup>", regex.IGNORECASE)
TAG = regex.compile(r"</?(?:b|i|u|em|strong|sub|br|span|font|p|small|center)\b[^<>\n]{0,200}+>", regex.IGNORECASE)
STARS = regex.compile(r"(?<!\*)(?P<star>\*{1,3})(?=[^\s*])(?P<bold>[^*\n]{1,300}?)(?<=[^\s*])(?P=star)(?!\*)")
HASHES = regex.compile(r"\A#{1,6}+\s++")
ESCAPE = regex.compile(r"\\(?=[$%#&_*\[\]])")
GARBLED = regex.compile(r"[\u0080-\u00a0¡-¦ª-¯²-ÿ\u0152-\u0192\uff61-\uff9f\ufffd繧縺繝譁荳莠蜿邨蠑驥鬘]")
"""Letters that wrong decodings of Japanese are full of (§ © ® ° ± and £ ¥ are left out of them)."""
GARBLE = 4
"""A line with such a letter in every four is not writing."""
GARBLED_LINES = 3
STRAY_ZEROS = 4
"""Zero bytes that a text may have caught on its way."""
ISO_2022 = b"\x1b$B"
"""How ISO-2022-JP turns to Japanese; every byte of it is ASCII."""
WRITTEN = regex.compile(r"[\t\n\r\f\x20-\x7e\p{Hiragana}\p{Katakana}\p{Han}\u3000-\u303f\uff00-\uffef\u2000-\u206f\u00a0-\u00ff]")
ASCII_WORD = regex.compile(r"[A-Za-z]{3}")
KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}ー、。]")
HALF_KANA = regex.compile(r"[\uff61-\uff9f]")


def read(path: Path, data: bytes, *, number: int, name: str, plain: bool = False, scanner: Scanner | None = None) -> Document:
    """The lines of a text file.

    Raises UnreadableDocument: empty, too_large, binary, mojibake.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(
            "too_large", f"{name}: {len(data):,} bytes of text, at most {MAX_BYTES:,} are read; is this a release? Split it or leave it out"
        )
    if not data.strip():
        raise UnreadableDocument("empty", f"{name}: the file is empty; fetch it again")
    text, encoding = decode(data, name)
    findings: list[Finding] = []
    if encoding not in ("utf-8", "utf-8-sig", "ascii"):
        findings.append(Finding("encoding", "info", f"{name}: read as {encoding}", document=number))
    if "\ufffd" in text:
        findings.append(
            Finding(
                "lost_characters", "warning", f"{name}: {text.count(chr(0xFFFD))} characters were lost before the file came here", document=number
            )
        )
    raw = join_torn(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    factor = find_factor(line for line, _ in raw)
    lines, page, count = [], 1, LineCount()
    for line, line_number in raw:
        page += line.count("\f")
        lines.append(text_to_line(undo(line.replace("\f", " "), factor), page=page, number=line_number))
        count.add(lines[-1])
        if count.is_spent():
            break
    cut = not text.endswith(("\n", "\r", "\f", "\x1a"))
    if cut:
        findings.append(
            Finding("no_last_newline", "info", f"{name}: the last line has no end; the file may have been cut off", document=number, line=len(raw))
        )
    return Document(number, name, hashlib.sha256(data).hexdigest(), "text/plain", page, tuple(lines), findings=tuple(findings))


def decode(data: bytes, name: str) -> tuple[str, str]:
    """(text, encoding). UTF-8 and UTF-16 are certain; of the Japanese encodings the one that gives more Japanese.

    Raises UnreadableDocument: binary, mojibake.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _checked(_decoded(data, encoding, name), encoding, name)
    if 0 in data[:4096]:
        for encoding in ("utf-16-le", "utf-16-be"):
            if len(data) % 2 == 0 and _is_writing(data[:8192].decode(encoding, errors="replace")):
                return _checked(_decoded(data, encoding, name), encoding, name)
        if data.count(0) > STRAY_ZEROS:
            raise UnreadableDocument("binary", f"{name}: binary data, not text; is the suffix right?")
        data = data.replace(b"\0", b"")
    if ISO_2022 in data:
        return _checked(_decoded(data, "iso2022_jp", name), "iso2022_jp", name)
    try:
        return _checked(data.decode("utf-8"), "utf-8", name)
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 4:  # cut in the middle of a character
            return _checked(data[: error.start].decode("utf-8"), "utf-8", name)
    candidates = []
    for encoding in ("euc_jp", "cp932"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        candidates.append((len(KANA.findall(text)) - 3 * len(HALF_KANA.findall(text)), encoding, text))
    if not candidates:
        text = data.decode("utf-8", errors="replace")
        if text.count("\ufffd") * 50 < len(text):
            return _checked(text, "utf-8", name)
        raise UnreadableDocument("binary", f"{name}: neither UTF-8, UTF-16, Shift_JIS nor EUC-JP; save it as UTF-8")
    _, encoding, text = max(candidates)
    return _checked(text, encoding, name)


def _is_writing(text: str) -> bool:
    """Is nearly every character one that Japanese or English text is written with?"""
    written = len(WRITTEN.findall(text))
    return written >= 0.97 * len(text) and bool(KANA.search(text) or ASCII_WORD.search(text))


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableDocument("binary", f"{name}: begins like {encoding} but is not ({error.reason} at byte {error.start})") from error


def _checked(text: str, encoding: str, name: str) -> tuple[str, str]:
    """The text, unless it is junk or was decoded wrongly before it came here."""
    sample = text[:200_000]
    visible = sum(1 for character in sample if not character.isspace()) or 1
    if sample.count("\ufffd") * 20 > visible or _garbled_lines(sample) >= GARBLED_LINES:
        message = f"{name}: the text was decoded with a wrong encoding before it came here ({sample.strip()[:20]!r}); fetch the original"
        raise UnreadableDocument("mojibake", message)
    controls = sum(1 for character in sample if unicodedata.category(character) == "Cc" and character not in "\t\n\r\f\x1a")
    if controls * 20 > visible:
        raise UnreadableDocument("binary", f"{name}: {controls} control characters among {visible}; binary data, not text")
    return text, encoding


def _garbled_lines(text: str) -> int:
    """How many lines look like Japanese decoded wrongly: accented Latin letters, half-width kana or the few letters that
    UTF-8 becomes in Shift_JIS, and hardly a kana."""
    lines = [line.strip() for line in text.split("\n") if len(line.strip()) >= 6]
    return sum(1 for line in lines if GARBLE * len(GARBLED.findall(line)) > len(line) and 8 * len(KANA.findall(line)) < len(line))


TORN_LINES = 8
TORN_LENGTH = 6
TORN_MEAN = 3
"""Characters a line on average: a column of short labels is longer."""


def join_torn(lines: list[str]) -> list[tuple[str, int]]:
    """(line, line number) with a heading that was torn into a letter or two a line put together again.

    Torn are at least eight lines in a row of at most six characters, with Japanese letters and without a number of
    three digits or more (a narrow column of figures is none).
    """
    joined: list[tuple[str, int]] = []
    start = 0
    while start < len(lines):
        end = start
        while (
            end < len(lines)
            and 0 < len(lines[end].strip()) <= TORN_LENGTH
            and "\t" not in lines[end]
            and not regex.search(r"\d{3}|\d[.,%]\d", lines[end])
        ):
            end += 1
        piece = "".join(line.strip() for line in lines[start:end])
        if end - start >= TORN_LINES and len(piece) <= TORN_MEAN * (end - start) and regex.search(r"[\p{Hiragana}\p{Katakana}]|\p{Han}{2}", piece):
            joined.append((piece, start + 1))
            start = end
        else:
            joined += [(line, start + 1 + offset) for offset, line in enumerate(lines[start : max(end, start + 1)])]
            start = max(end, start + 1)
    return joined


def text_to_line(text: str, *, page: int, number: int) -> Line:
    """One line: cells of a grid where tabs set them apart, else one chunk of running text.

    >>> [chunk.text for chunk in text_to_line("<b>Revenues</b><sup>8</sup>\\t1,234\\t\\t5.9%", page=1, number=7).chunks]
    ['Revenues⁸', '1,234', '', '5.9%']
    """
    heading = HASHES.match(text) is not None
    body = HASHES.sub("", text)
    if "\t" in body:
        cells = body.split("\t")
        chunks = []
        for index, cell in enumerate(cells):
            stripped, bold = strip_markup(cell)
            chunks.append(Chunk(stripped.strip(), index, index + 1, bold=bold))
        return Line(page, number, "grid", tuple(chunks), indent=_indent(strip_markup(cells[0])[0]))
    stripped, bold = strip_markup(body)
    return Line(page, number, "run", (Chunk(stripped.strip(), 0, len(stripped), bold=bold or heading),), indent=_indent(stripped))


def strip_markup(text: str) -> tuple[str, bool]:
    """(text without tags, entities, escapes and Markdown stars; was any of it bold). Superscript marks become Unicode superscripts."""
    if not any(sign in text for sign in "<&\\*"):
        return text, False
    bold = "<b>" in text.lower() or "**" in text

    def raise_mark(match: regex.Match[str]) -> str:
        mark = match["mark"]
        return mark.strip().translate(SUPERSCRIPT) if MARK.match(mark) else mark

    text = SUP_TAG.sub(raise_mark, text)
    text = TAG.sub("", text)
    text = ESCAPE.sub("", html.unescape(text))
    for _ in range(3):
        text, changed = STARS.subn(lambda match: match["bold"], text)
        if not changed:
            break
    return text.replace("\xa0", " "), bold


def _indent(text: str) -> float:
    """Columns before the first character; a full-width blank is two."""
    width = 0
    for character in text:
        if character == "\u3000":
            width += 2
        elif character.isspace():
            width += 1
        else:
            return width
    return 0
