"""A header of running text over two lines or more, laid out again as the grid it was printed from.

    Three months ended September 30   Nine months ended September 30
    2006  2005  Change (%)            2006  2005  Change (%)

Only the order of the pieces is known. The line that has a piece for each column shows the groups: a group ends where a piece comes
again. The pieces of the lines above stand over one group each, in order, or over a column of their own where they name a change:

    Sept 30, 2005        Sept 30, 2004   YOY Chg %
    USD  JPY  % of total JPY  % of total

Where the pieces do not come out even, nothing is laid out and the other rules have their turn.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from parsers.frame.drafts import RATE_WORD, RATES, Draft
from parsers.frame.header_texts import apply_texts
from parsers.page.sorted_lines import Sorted
from parsers.periods.mentions import FOR_ALL_COLUMNS
from parsers.text.scanner import Scanner
from parsers.words.marks import unmarked
from parsers.words.patterns import compiled

DURATION = compiled(r"(?:for the\s+)?\b(?:three|six|nine|twelve)[\s-]+months?\b", regex.IGNORECASE)
LETTER = regex.compile(r"\p{Letter}")
WIDE = regex.compile(r"\s{2,}")


@dataclass(frozen=True, slots=True)
class HeaderPiece:
    text: str
    kind: str
    """period, unit, measure, scenario, or "" for words that are none of the frame's."""
    change: bool = False
    told: bool = False
    """Does its text say of a period whether it is actual or forecast?"""


def deal_groups(drafts: Sequence[Draft], lines: Sequence[Sorted], fine: Sequence[bool], scanner: Scanner) -> bool:
    """Whether the header came out even; then every column has its texts, as a grid's column has. A text of one piece that is no
    word of the frame is a title that stands between."""
    texts = [item.text for item in next_to_body(lines)]
    return any(_deal(drafts, texts, [to_pieces(text, scanner) for text in texts], fine, scanner) for to_pieces in (line_to_texts, line_to_pieces))


def _deal(drafts: Sequence[Draft], header: Sequence[str], split: Sequence[list[HeaderPiece]], fine: Sequence[bool], scanner: Scanner) -> bool:
    """Whether the pieces of the lines came out even."""
    named = [at for at, pieces in enumerate(split) if len(pieces) > 1 or any(piece.kind for piece in pieces) or DURATION.search(header[at])]
    header, split = [header[at] for at in named], [split[at] for at in named]
    dated = any(piece.kind in ("period", "scenario") for pieces in split for piece in pieces)
    if not dated or (len(header) == 1 and any(not piece.kind for piece in split[0][1:])):
        return False  # the caption has the periods, or nobody knows where one text ends
    for at in range(len(header) - 1, -1, -1):
        texts = lay_out(split, at, header, len(drafts))
        if texts is not None and all(_fits(column, draft, wide, scanner) for column, draft, wide in zip(texts, drafts, fine, strict=True)):
            for column, draft in zip(texts, drafts, strict=True):
                apply_texts(draft, column, scanner)
                draft.header += list(dict.fromkeys(text for text in column if text))
                rate = (draft.measure or "") in RATES and not (draft.whole and not RATE_WORD.search(" ".join(column)))
                draft.percent = draft.percent or draft.unit == "pure" or rate
            return True
    return False


def next_to_body(lines: Sequence[Sorted]) -> list[Sorted]:
    """The last lines, with no blank line between: what stands further up names a section."""
    kept: list[Sorted] = []
    for item in reversed(lines):
        if kept and (kept[0].line.page != item.line.page or kept[0].line.number - item.line.number > 1):
            break
        kept.insert(0, item)
    return kept


def line_to_texts(text: str, scanner: Scanner) -> list[HeaderPiece]:
    """The texts of a line that two blanks part, each the whole text of its columns; its words where nothing parts them so."""
    apart = WIDE.split(unmarked(text).strip())
    if len(apart) == 1:
        return line_to_pieces(text, scanner)
    return [_text_to_piece(part, scanner) for part in apart if LETTER.search(part) or scanner(part).words]


def _text_to_piece(text: str, scanner: Scanner) -> HeaderPiece:
    words = scanner(text).words
    kinds = [word.kind for word in words if not (word.period and word.period.kind in FOR_ALL_COLUMNS)]
    kind = next((one for one in ("period", "unit", "measure", "scenario") if one in kinds), "")
    told = kind == "period" and "scenario" in kinds
    return HeaderPiece(text, kind, any((word.measure or "").startswith(("change", "difference")) for word in words), told)


def line_to_pieces(text: str, scanner: Scanner) -> list[HeaderPiece]:
    """The words of the frame in a line and what stands between them."""
    whole = scanner(text).plain
    plain = whole.printed
    pieces: list[HeaderPiece] = []
    at = 0
    words = [word for word in whole.of("period", "unit", "measure", "scenario") if not (word.period and word.period.kind in FOR_ALL_COLUMNS)]
    for word in [*words, None]:
        gap = plain[at : word.start if word else len(plain)]
        pieces += [HeaderPiece(part.strip(), "") for part in WIDE.split(gap) if LETTER.search(part)]
        if word:
            change = (word.measure or "").startswith(("change", "difference"))
            pieces.append(HeaderPiece(plain[word.start : word.end].strip(), word.kind, change))
            at = word.end
    return join_scenarios(pieces)


def join_scenarios(pieces: Sequence[HeaderPiece]) -> list[HeaderPiece]:
    """`FY2007 | Target | FY2006 | Actual` as `FY2007 Target | FY2006 Actual`: the word belongs to the period before it, else behind."""
    joined: list[HeaderPiece] = []
    waiting = ""
    for piece in pieces:
        free = bool(joined) and joined[-1].kind == "period" and not joined[-1].told
        if piece.kind == "scenario" and free:
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {piece.text}", told=True)
        elif piece.kind == "scenario" and any(other.kind == "period" for other in pieces):
            waiting = piece.text
        else:
            joined.append(replace(piece, text=f"{waiting} {piece.text}".strip(), told=bool(waiting)))
            waiting = ""
    return joined


def lay_out(split: Sequence[list[HeaderPiece]], at: int, texts: Sequence[str], width: int) -> list[list[str]] | None:
    """The texts of each column, outermost first, where line `at` is the one with a piece for each; None: it is not."""
    for pieces in _readings_of(split[at]):
        singles = [piece for piece in split[at - 1] if piece.change] if at else []
        missing = width - len(pieces)
        if pieces and missing in (0, len(singles)) and (columns := _under(pieces, at, split, texts, width, missing)) is not None:
            return columns if _below(columns, pieces, split[at + 1 :], missing) else None
    return None


def _readings_of(line: Sequence[HeaderPiece]) -> Iterator[list[HeaderPiece]]:
    """The pieces of a line; without the words over the labels; with a per cent sign behind a change as a piece of its own."""
    bare = line[1:] if line and not line[0].kind else line
    yield list(line)
    yield list(bare)
    yield [part for piece in bare for part in _halves(piece)]


def _halves(piece: HeaderPiece) -> list[HeaderPiece]:
    words, sign, _ = piece.text.rpartition("%")
    if piece.change and sign and words.endswith(" ") and LETTER.search(words):
        return [replace(piece, text=words.strip()), HeaderPiece("%", "unit")]
    return [piece]


def _under(pieces: Sequence[HeaderPiece], at: int, split: Sequence[list[HeaderPiece]], texts: Sequence[str], width: int, missing: int) -> list[list[str]] | None:
    """The pieces with those above them."""
    groups = pieces_to_groups(pieces)
    order: list[int | None] = list(range(len(groups)))  # the number of a group, or None for a column with nothing below
    singles: list[str] = []
    heads: list[list[str]] = [[] for _ in pieces]
    for line in range(at - (1 if missing else 0)):
        over = line_over(texts[line], split[line], groups)
        if over is None:
            return None
        heads = [[*head, text] for head, text in zip(heads, over, strict=True)]
    if missing:
        spanners = [piece for piece in split[at - 1] if not piece.change]
        if len(spanners) != len(groups):
            return None
        numbers = iter(range(len(groups)))
        order = [None if piece.change else next(numbers) for piece in split[at - 1]]
        singles = [piece.text for piece in split[at - 1] if piece.change]
        over = [piece.text for piece, group in zip(spanners, groups, strict=True) for _ in group]
        heads = [[*head, text] for head, text in zip(heads, over, strict=True)]
    below = [[*head, piece.text] for head, piece in zip(heads, pieces, strict=True)]
    starts = [sum(len(group) for group in groups[:number]) for number in range(len(groups) + 1)]
    rest = iter(singles)
    columns = [column for number in order for column in ([[next(rest)]] if number is None else below[starts[number] : starts[number + 1]])]
    return columns if len(columns) == width else None


def pieces_to_groups(pieces: Sequence[HeaderPiece]) -> list[list[HeaderPiece]]:
    """The pieces in runs: a new one begins where a piece stands in the run already.

    >>> [len(run) for run in pieces_to_groups([HeaderPiece(text, "unit") for text in "USD JPY % JPY %".split()])]
    [3, 2]
    """
    groups: list[list[HeaderPiece]] = [[]]
    for piece in pieces:
        if any(other.text == piece.text for other in groups[-1]):
            groups.append([])
        groups[-1].append(piece)
    return groups


def line_over(text: str, pieces: Sequence[HeaderPiece], groups: Sequence[Sequence[HeaderPiece]]) -> list[str] | None:
    """The text that a line has over each piece of the line below: its pieces stand over one group each, over one piece each, or
    over all; None where they do not come out even."""
    apart = [part for part in WIDE.split(unmarked(text).strip()) if part]
    starts = [match.start() for match in DURATION.finditer(text)]
    durations = [text[start:end].strip() for start, end in itertools.pairwise([*starts, len(text)])]
    framed = [piece.text for piece in (pieces[1:] if pieces and not pieces[0].kind else pieces)]
    lengths = [len(group) for group in groups]
    for parts in (apart, durations, [piece.text for piece in pieces], framed):
        if len(parts) == len(groups) > 1:
            return [part for part, length in zip(parts, lengths, strict=True) for _ in range(length)]
        if len(parts) == sum(lengths):
            return list(parts)
    return [text.strip()] * sum(lengths) if len(pieces) == 1 else None


def _below(columns: list[list[str]], pieces: Sequence[HeaderPiece], lower: Sequence[list[HeaderPiece]], missing: int) -> bool:
    """Pieces of the lines below are put under the periods, one each; False where there are not as many."""
    dated = [at for at, piece in enumerate(pieces) if piece.kind == "period"]
    for line in lower:
        if missing or not line or len(line) != len(dated) or any(piece.kind != "period" for piece in line):
            return False
        for at, piece in zip(dated, line, strict=True):
            columns[at].append(piece.text)
    return True


def _fits(texts: Sequence[str], draft: Draft, fine: bool, scanner: Scanner) -> bool:
    """Could these words stand over this column? A rate needs percentages, a currency money."""
    words = scanner(" ".join(texts)).words
    percent = draft.percent or fine
    if draft.whole and not RATE_WORD.search(" ".join(texts)) and any((word.measure or "").startswith("change") for word in words):
        return True  # "YoY change" over whole numbers is a difference
    rate = any(word.unit == "pure" or (word.measure or "") in RATES for word in words)
    return percent if rate else not draft.percent
