"""Hostile HTML, made by code: each file with the reason code that it must end with; None: it is read."""

from __future__ import annotations

from collections.abc import Callable

ROWS = "<table><tr><td>Net sales</td><td>9,633</td><td>10,564</td></tr><tr><td>Gross profit</td><td>1,508</td><td>960</td></tr></table>"


def page(body: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body>{body}{ROWS}</body></html>".encode()


def nested_tags() -> bytes:
    """A million elements in one another."""
    return b"<html>" + b"<div>" * 1_000_000 + ROWS.encode()


def nested_tables() -> bytes:
    return b"<html>" + b"<table><tr><td>" * 100_000 + b"1"


def nested_to_the_limit() -> bytes:
    """Tables in one another, as deep as the parser takes them."""
    return page("<table><tr><td>" * 80 + "1" + "</td></tr></table>" * 80)


def million_elements() -> bytes:
    return page("<p>a</p>" * 1_000_000)


def endless_rowspan() -> bytes:
    return page("<table><tr><td rowspan=1000000000>a</td><td>1</td></tr></table>")


def endless_colspan() -> bytes:
    return page("<table><tr><td colspan=1000000000>a</td><td>1</td></tr></table>")


def many_spans() -> bytes:
    """Spans of a permitted size, many times over."""
    return page("<table>" + ("<tr>" + "<td rowspan=1000 colspan=1000>a</td>" * 4 + "</tr>") * 1_000 + "</table>")


def wide_rows() -> bytes:
    return page("<table>" + ("<tr>" + "<td>1</td>" * 4_000 + "</tr>") * 20 + "</table>")


def many_attributes() -> bytes:
    return page("<p " + " ".join(f"a{place}=1" for place in range(100_000)) + ">x</p>")


def entity_expansion() -> bytes:
    """A billion laughs."""
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{place} "{f"&a{place - 1};" * 10}">' for place in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE html [{entities}]><html xmlns="http://www.w3.org/1999/xhtml"><body>&a9;{ROWS}</body></html>'.encode()


def external_entity() -> bytes:
    entity = '<!ENTITY a SYSTEM "file:///etc/passwd">'
    return f'<?xml version="1.0"?><!DOCTYPE html [{entity}]><html xmlns="http://www.w3.org/1999/xhtml"><body>&a;{ROWS}</body></html>'.encode()


def external_document_type() -> bytes:
    """A document type that would have to be fetched: it is not."""
    return f'<!DOCTYPE html SYSTEM "http://127.0.0.1:9/a.dtd"><html xmlns="http://www.w3.org/1999/xhtml"><body>{ROWS}</body></html>'.encode()


def external_things() -> bytes:
    """What a browser would fetch."""
    return page('<img src="http://127.0.0.1:9/a.png"><iframe src="file:///etc/passwd"></iframe>', '<link rel=stylesheet href="http://127.0.0.1:9/a.css">')


def many_styles() -> bytes:
    return page("<p class=a99999>x</p>", "<style>" + "".join(f".a{place}{{color:red}}" for place in range(100_000)) + "</style>")


def unclosed_style() -> bytes:
    return page("", "<style>" + "a{" * 500_000 + "</style>")


def long_line() -> bytes:
    return page("<p>" + "1,234 " * 500_000 + "</p>")


def long_cell() -> bytes:
    return page("<table><tr><td>" + "(1,234" * 200_000 + "</td><td>1</td></tr></table>")


def unclosed_tag() -> bytes:
    return page("<p " + "<" * 1_000_000)


def unclosed_comment() -> bytes:
    return b"<html><body>" + ROWS.encode() + b"<!--" * 500_000


def endless_numbers() -> bytes:
    """References to characters that are none, and too long a number of one."""
    return page("&#" + "9" * 100_000 + ";" + "&#xD800;&#0;&#x110000;" * 10_000)


def tagged_powers() -> bytes:
    """Inline XBRL whose scales and decimals are beyond any number."""
    tags = "".join(
        f'<tr><td>a</td><td><ix:nonFraction name="a" contextRef="c" unitRef="u" scale="{scale}" decimals="{scale}">1</ix:nonFraction></td></tr>'
        for scale in ("999999999", "-999999999", "9" * 5000)
    )
    return page(f"<table>{tags}</table>")


def many_contexts() -> bytes:
    return page("".join(f'<xbrli:context id="c{place}"><xbrli:period/></xbrli:context>' for place in range(100_000)))


def too_long() -> bytes:
    return page("a" * (33 << 20))


def truncated_utf16() -> bytes:
    return ("\ufeff" + ROWS * 1000).encode("utf-16-le")[:-1]


HOSTILE: tuple[tuple[Callable[[], bytes], str | None], ...] = (
    (nested_tags, "damaged"), (nested_tables, "damaged"), (nested_to_the_limit, None), (million_elements, "too_large"),
    (endless_rowspan, "too_large"), (endless_colspan, "too_large"), (many_spans, "too_large"), (wide_rows, None), (many_attributes, "damaged"),
    (entity_expansion, "damaged"), (external_entity, "damaged"), (external_document_type, None), (external_things, None), (many_styles, None),
    (unclosed_style, None), (long_line, None), (long_cell, None), (unclosed_tag, None), (unclosed_comment, None), (endless_numbers, None),
    (tagged_powers, None), (many_contexts, None), (too_long, "too_large"), (truncated_utf16, "binary"),
)  # fmt: skip
