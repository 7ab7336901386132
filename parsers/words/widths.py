"""Character widths and look-alikes folded without moving a single offset.

NFKC may turn one character into three (㈱ -> (株)), which would shift every span behind it; and it turns the superscript of
a footnote mark into a digit. So text is folded character by character, one for one, and superscripts stay what they are.
"""

from __future__ import annotations

import unicodedata

# One for one, where NFKC has nothing to say: the dashes of PDF fonts (Adobe-Japan1 gives U+2012), waves, quotation marks.
_LOOKALIKES = {
    **dict.fromkeys("‐‑‒–—―−⁃﹣－", "-"),
    **dict.fromkeys("〜～∼˜", "~"),
    **dict.fromkeys("“”„‟", '"'),
    **dict.fromkeys("‘’‛`", "'"),
    **dict.fromkeys("\t\u00a0\u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f", " "),
    "▵": "△",
    "￥": "¥",
    "〔": "(",
    "〕": ")",
}

# General punctuation, radicals, compatibility ideographs, full-width and half-width forms.
_FOLDED_BLOCKS = ((0x2000, 0x206F), (0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFFEF))


def _folding_table() -> dict[int, str]:
    """Code point -> the one character it folds to."""
    table: dict[int, str] = {}
    for first, last in _FOLDED_BLOCKS:
        for code in range(first, last + 1):
            folded = unicodedata.normalize("NFKC", chr(code))
            if len(folded) == 1 and folded != chr(code):
                table[code] = folded
    table.update({ord(printed): folded for printed, folded in _LOOKALIKES.items()})
    return table


_TABLE = _folding_table()


def fold_widths(text: str) -> str:
    """The text in half-width digits and letters, plain blanks, hyphens and quotation marks, of the same length.

    >>> fold_widths("（１，２３４）")
    '(1,234)'
    >>> fold_widths("その他² – ㈱")
    'その他² - ㈱'
    """
    return text if text.isascii() and "\t" not in text and "`" not in text else text.translate(_TABLE)
