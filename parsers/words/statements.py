"""Which statement a table is: by its title, and where the title is silent or says little, by its labels."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex

from parsers.words.patterns import compiled
from parsers.words.vocabulary import ListedWord, alternation, as_listed, words_of
from parsers.words.widths import fold_widths

STATEMENTS = (
    "income_statement",
    "comprehensive_income",
    "balance_sheet",
    "cash_flow_statement",
    "equity",
    "breakdown",
    "operating_metric",
    "reconciliation",
    "summary",
    "other",
)
"""In the order in which they speak for a fact that stands in several."""
ACCOUNTS = STATEMENTS[:5]
"""The statements of the accounts, which have names of their own; an overview, a breakdown or a list of metrics may be called anything."""

_FLAGS = regex.VERBOSE | regex.IGNORECASE

_WORDS = words_of("statement")
_MEANING = {word.text: word for word in reversed(_WORDS)}


def _finder(words: Sequence[ListedWord]) -> regex.Pattern[str]:
    return compiled(alternation(words), _FLAGS)


_FORMAL_NAME = _finder([word for word in _WORDS if word.value in ACCOUNTS])
_RECONCILIATION_NAME = _finder([word for word in _WORDS if word.value == "reconciliation"])
_LOOSE_NAME = _finder([word for word in _WORDS if word.value in ("operating_metric", "breakdown", "summary")])
_METRIC_RECONCILED = compiled(r"""
    (?<![a-z])(?:adjusted\s+)?(?:ebitda |ebit|capex|free\s+cash\s+flows? |capital\s+expenditures?)(?![a-z]) | 設備投資 | 償却前営業利益
    """, _FLAGS)
_ONE_STATEMENT_OF_TWO = compiled(r"損益 (?:計算書)? (?:及び|および|並びに) (?:その他の)? (?:四半期|中間)? (?:連結)? 包括利益計算書", _FLAGS)
_STATISTICS = compiled(r"""
    ^ (?:table|表)? \s? [0-9]* [.．:]? \s? (?:other|others|その他 (?:の?(?:指標|数値|データ))?) (?:\s+(?:data|figures|information))? $
    """, _FLAGS)

# What stands in the accounts and nowhere else, for tables without a telling title. Each is counted once a label.
_LABELS = {
    name: compiled(pattern, _FLAGS)
    for name, pattern in {
        "balance_sheet": r"""
            ^(?:流動|固定)(?:資産|負債) | ^資産(?:の部|合計) | ^負債(?:の部|合計|純資産合計) | ^純資産(?:の部|合計) | ^資本合計 |
            ^(?:total\s+)?(?:current |non-?current|fixed)\s+(?:assets |liabilities) | ^total\s+(?:assets|liabilities |(?:net\s+assets|equity
            |shareholders'\s+equity))
            """,
        "cash_flow_statement": r"""
            (?:営業|投資|財務)活動に?よる | (?:期首|期末)残高 .* 現金 | 現金及び現金同等物 .* (?:期首|期末|中間期末|増減|増加) |
            (?:operating|investing|financing)\s+activities | cash\s+(?:and\s+cash\s+equivalents\s*)?,?\s*(?:at\s+)?(?:the\s+)?(?:beginning
            |end)\s+of
            """,
        "income_statement": r"""
            ^(?:売上高|営業収益|売上収益 |売上原価|売上総利益|販売費及び一般管理費 |営業利益|営業損失|経常利益 |営業外|特別(?:利益|損失)
            |税(?:金等調整)?引?前 |当期(?:純)?利益|四半期純利益 |中間純利益) | ^(?:net\s+sales|total\s+(?:net\s+)?revenues?
            |cost\s+of\s+(?:sales |revenues?)|gross\s+profit |operating\s+(?:income |profit|loss)|ordinary\s+(?:income
            |profit)|recurring\s+profit |(?:income|profit|loss).*before |net\s+(?:income|loss |profit)|extraordinary)
            """,
        "comprehensive_income": r"""
            その他の包括利益 | ^(?:四半期|中間|当期)?包括利益 | other\s+comprehensive\s+income |
            ^(?:total\s+)?comprehensive\s+(?:income|loss)
            """,
        "equity": r"""
            ^当?(?:期首|期末)残高 | 当?(?:期|四半期|中間期)変動額 | 剰余金の配当 | ^balance\s+(?:at|as\s+of) | changes\s+of\s+items\s+during
            | total\s+changes\s+during
            """,
    }.items()
}
_OF_EQUITY = compiled(
    r"""配当 | 自己株式 | 新株 | 株式報酬 | 資本 | 純資産 | 剰余金 | (?:支配|株主)持分
      | \b(?: dividends? | treasury\s+(?:shares|stock) | share-based | (?:share |common |capital)\s?(?:capital|stock) | retained\s+earnings | owners | equity | net\s+assets )\b""", _FLAGS
)
"""What moves equity and nothing else."""
_EBITDA_AND_CAPEX = (compiled(r"ebitda | 償却前営業利益", _FLAGS), regex.compile(r"capex | capital\s+expenditures? | 設備投資", _FLAGS))
_TOTAL = compiled(r"^(?:total(?![a-z])|grand\s+total|合\s*計|計$|.*(?:合計|総計)(?:\(.*\))?$|小計)", _FLAGS)
_PARTS_OF_METRIC = compiled(
    r"operating\s+(?:income|profit|loss) | net\s+(?:income|loss|profit) | depreciation | amortization | acquisition\s+of"
    r" | purchases?\s+of | 営業(?:利益|損失) | 純(?:利益|損失) | 減価償却 | 取得", _FLAGS
)
_PER_SHARE = compiled(r"per\s+share | 株当たり | 株あたり", _FLAGS)


def parse_statement(title: str, labels: Sequence[str] = ()) -> str:
    """The statement that a table's title (with its captions) names, else the one that its labels belong to; never empty.

    >>> parse_statement("四半期連結損益計算書（米国会計基準未監査）")
    'income_statement'
    >>> parse_statement("Table 10. CAPEX", ["Capital expenditures", "Purchase of property and equipment"])
    'reconciliation'
    >>> parse_statement("Notes", ["Rent", "Lease"])
    'other'
    """
    folded = " ".join(fold_widths(title).split())
    clean = [" ".join(fold_widths(label).split()) for label in labels]
    return _by_title(folded, clean) or _by_labels(clean) or _by_shape(clean)


def _by_title(title: str, labels: Sequence[str]) -> str | None:
    """What the title says outright; None where it says nothing of the kind."""
    if _RECONCILIATION_NAME.search(title):
        return "reconciliation"
    formal = _formal(title)
    if formal:
        return formal
    if _STATISTICS.search(title) and any(map(_METRIC_RECONCILED.search, labels)):
        return "operating_metric"
    loose = _LOOSE_NAME.findall(title)
    # A title may be Operating Result Summary or Revenue breakdown by segment: the longest name says most.
    if loose:
        return _MEANING[as_listed(max(loose, key=len), _MEANING)].value
    if _METRIC_RECONCILED.search(title):
        return "reconciliation" if sum(1 for label in labels if _PARTS_OF_METRIC.search(label)) or not labels else "operating_metric"
    return None


def _formal(title: str) -> str | None:
    """The statement of the accounts that the title names first; one that runs on to comprehensive income is an income statement."""
    if _ONE_STATEMENT_OF_TWO.search(title):
        return "income_statement"
    found = next((name for name in _FORMAL_NAME.finditer(title) if not _NOTES_ON.match(title, name.end())), None)
    return _MEANING[as_listed(found[0], _MEANING)].value if found else None


_NOTES_ON = compiled(r"\s?(?:関係|に関する|計上額)", _FLAGS)
"""Behind a statement's name: what follows are notes on it."""
_KEY_FIGURE = compiled(
    r"(?:自己資本|純資産|配当|株価)(?:額|比率|利益率|当期純利益率|性向|収益率)|従業員数|発行済株式|\b(?:equity ratio|return on equity|payout ratio|number of employees)\b", _FLAGS
)
_ALL_OF_IT = compiled(r"^(?:総資産|純資産|自己資本|株主資本)(?:額|の額|合計)?$|^(?:total\s+assets|net\s+assets)$", _FLAGS)
"""What an income statement never prints, and an overview calls so."""
LEAST_KEY_FIGURES = 2
"""Items that stand in no statement of the accounts: with so many of them a table is an overview."""


def _by_labels(labels: Sequence[str]) -> str | None:
    """The statement that most labels belong to, if at least two do; several statements at once are a summary."""
    counts = {name: sum(1 for label in labels if pattern.search(label)) for name, pattern in _LABELS.items()}
    if not any(map(_OF_EQUITY.search, labels)):
        counts["equity"] = 0  # assets and provisions have their opening and closing balances too
    if all(any(map(pattern.search, labels)) for pattern in _EBITDA_AND_CAPEX) and sum(counts.values()) < 3:
        return "operating_metric"
    spread = [name for name in ("income_statement", "balance_sheet", "cash_flow_statement") if counts[name]]
    short = len(labels) <= 30
    few_totals = 0 < counts["balance_sheet"] <= 3 and any(map(_PER_SHARE.search, labels))
    if short and (len(spread) == 3 or (len(spread) == 2 and few_totals)):
        return "summary"
    if short and counts["income_statement"] and any(map(_ALL_OF_IT.search, labels)):
        return "summary"
    if short and counts["income_statement"] and sum(1 for label in labels if _KEY_FIGURE.search(label)) >= LEAST_KEY_FIGURES:
        return "summary"
    name = max(counts, key=lambda one: counts[one])
    return name if counts[name] >= 2 else None


def _by_shape(labels: Sequence[str]) -> str:
    """A table with a total adds something up."""
    return "breakdown" if len(labels) > 1 and any(map(_TOTAL.search, labels)) else "other"


_NUMBERED = compiled(r"""
    ^ [\s(<〔【\[*#]*+ (?:(?:table|表|appendix |exhibit|図表|別表)\s?[0-9]{1,2} |[(（]?[0-9]{1,2}[).．] |[①-⑳]) \s*+ [.．:)]? \s*+
    (?P<name>\S.*)
    """, _FLAGS)
_SENTENCE = compiled(
    r"""[.。] \s* $ (?<!\.\s*\d) | (?:です|ます|ました|おります|ください|について|による|より)(?:[。、]|$)
    | (?<![a-z])(?:is|are|was|were|has|have|had|see|refer|please|which|that|compared|shows?|summarizes|following|due|decreased|increased)(?![a-z])""",
    _FLAGS,
)
_AROUND_NAME = compiled(r"^[\s(<〔【\[*#0-9.・、,:：)\]】〕>-]*+")
MAX_TITLE = 120
"""Characters; a longer line is prose."""


@lru_cache(maxsize=8192)
def find_statement_title(text: str) -> str | None:
    """The statement that a line of text is the title of; None where the line is no title.

    A numbered line (`Table 3. ...`, 表 5．...) is a title whatever it says, and `other` where nothing says more; any other line must name a
    statement of the accounts, a reconciliation, an overview or a breakdown, and be no sentence.

    >>> find_statement_title("CONSOLIDATED BALANCE SHEETS (UNAUDITED)"), find_statement_title("Table 3. Number of Contracts")
    ('balance_sheet', 'operating_metric')
    >>> find_statement_title("The balance sheet was prepared under U.S. GAAP.")
    """
    folded = " ".join(fold_widths(text).split())
    if not folded or len(folded) > MAX_TITLE or _SENTENCE.search(folded):
        return None
    numbered = _NUMBERED.match(folded)
    if numbered and folded.lstrip("(<〔【[*# ")[:1].casefold() in "t表aef図別":
        return parse_statement(numbered["name"])
    name = numbered["name"] if numbered else _AROUND_NAME.sub("", folded)
    if _RECONCILIATION_NAME.match(name) or (_RECONCILIATION_NAME.search(name) and len(name) <= 80):
        return "reconciliation"
    found = _FORMAL_NAME.search(name)
    if found and _is_name(name, found):
        return _formal(name)
    loose = _LOOSE_NAME.search(name)
    if loose and len(name) <= 60 and _MEANING[as_listed(loose[0], _MEANING)].value != "breakdown" and _is_name(name, loose) and len(loose[0]) >= 5:
        return _by_title(name, ())
    if loose and loose[0] in ("内訳",) and name.endswith("内訳"):
        return "breakdown"
    return None


# What may stand around a statement's name: who consolidates, which period, in what unit, under which standard, audited or not.
_BEFORE_NAME = compiled(
    r"""(?: consolidated | condensed | interim | quarterly | half-year | semi-annual | annual | unaudited | non-consolidated
    | summary | summarized | selected | of | the | and | key | for
      | 四半期 | 中間 | 連結 | 個別 | 単体 | 非連結 | 要約 | 比較 | 主要な | 主要 | 第[0-9一二三四]四半期 | 期中 | 当期の?
      | の | 及び | 純 | 期 | [&\s()（）<>・、,.'/0-9\[\]年月度-] )*+""",
    _FLAGS,
)


def _is_name(line: str, found: regex.Match[str]) -> bool:
    """Whether the line begins with the name, its usual qualifiers aside, and goes on with no sentence."""
    led = _BEFORE_NAME.match(line)
    begins = led is not None and led.end() >= found.start()
    return begins and _GOES_ON.match(line[found.end() :].lstrip()) is None


# A particle or a verb makes a sentence or a line item of it: 貸借対照表に計上, Dividends paid.
_GOES_ON = compiled(r"""
    [にをはがで] | の(?:うち|主な|注記|変動|作成|金額|項目) | 上の | に関する | 計上額 | (?!for|as|and|of|in|at|by|with|under)[a-z]
    """, _FLAGS)
