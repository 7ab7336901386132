"""Random companies and their releases: accounts that are right by construction, printed by the typesetting model in every way of rounding.

Whatever an identity calls wrong in one of them is a false alarm. The statements belong together as real ones do: profit goes from the
income statement to the cash flow, cash from the cash flow to the balance sheet, the summary repeats them at a coarser scale, and
the English part repeats the Japanese one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from random import Random

from tests import typeset_html
from tests.editions import Edition, Sheet, edition
from tests.typeset import ColumnPlan, Galley, RowPlan, TablePlan

ANNOUNCED = date(2024, 5, 10)


@dataclass(frozen=True)
class Line:
    """A line item in both languages with its yen, one a period; no yen: a heading."""

    label: tuple[str, str]
    yen: tuple[int, ...] = ()
    own: str = ""
    """As in RowPlan: a unit of its own, or `opening` or `closing`."""


@dataclass(frozen=True)
class Manner:
    """How a release prints its numbers."""

    rounding: str
    """half_up, down, or exact: every amount is a whole number of its digits"""
    stated: bool
    power: int
    """Exponent of ten of the statements' scale."""
    shares: bool
    changes: bool
    convention: str
    """What a change from a loss is divided by: see checks/identities/change.py."""
    rate: Decimal | None
    """Yen for a dollar; None: no dollar column."""
    languages: tuple[str, ...]
    style: str
    periods: int
    costs_negative: bool
    brackets: bool

    @property
    def step(self) -> int:
        return 10**self.power

    @property
    def traits(self) -> tuple[str, ...]:
        """What a table of false alarms is grouped by."""
        return (
            f"rounding {self.rounding}, {'stated' if self.stated else 'not stated'}",
            {0: "in yen", 3: "in thousands", 6: "in millions"}[self.power],
            " and ".join(self.languages),
            f"set as {self.style}",
            f"{self.periods} periods",
            "with shares" if self.shares else "without shares",
            f"changes by {self.convention}" if self.changes else "without changes",
            "with dollars" if self.rate else "without dollars",
        )


@dataclass(frozen=True)
class Company:
    """What its statements say."""

    name: str
    income: tuple[Line, ...]
    balance: tuple[Line, ...]
    cash: tuple[Line, ...]
    summary: tuple[Line, ...]
    losses: bool


@dataclass(frozen=True)
class RandomRelease:
    galley: Galley
    documents: tuple[tuple[str, str], ...]
    """File name and text."""
    traits: tuple[str, ...]


def random_release(seed: int, accounts: int | None = None, years_back: int = 0) -> RandomRelease:
    """The release of a company, as chance will have it; accounts: the seed of the accounts alone; years_back: how much earlier its years are."""
    chance = Random(seed)
    manner = random_manner(chance)
    if accounts is not None:
        chance = Random(accounts)
    company = random_company(chance, manner)
    galley = to_galley(company, manner, chance, years_back)
    documents = tuple(to_document(galley, manner, language) for language in manner.languages)
    return RandomRelease(galley, documents, (*manner.traits, "with losses" if company.losses else "without losses"))


def random_manner(chance: Random) -> Manner:
    rounding = chance.choice(("half_up", "down", "exact"))
    return Manner(
        rounding=rounding,
        stated=chance.random() < 0.6,
        power=chance.choice((0, 3, 3, 6, 6)),
        shares=chance.random() < 0.5,
        changes=chance.random() < 0.6,
        convention=chance.choice(("signed", "absolute", "magnitude")),
        rate=Decimal(chance.randint(9000, 15500)) / 100 if chance.random() < 0.4 else None,
        languages=chance.choice((("ja",), ("en",), ("ja", "en"))),
        style=chance.choice(("plain", "filing", "agent", "tabs")),
        periods=chance.choice((2, 2, 3)),
        costs_negative=chance.random() < 0.2,
        brackets=chance.random() < 0.7,
    )


# ---------------------------------------------------------------------------------------------------------------------
# Accounts

SALES = (("製品売上高", "Product sales"), ("サービス売上高", "Service revenues"), ("工事売上高", "Construction revenues"), ("賃貸収入", "Rental income"))
STAFF = (("販売費", "Sales and marketing"), ("一般管理費", "General and administrative"), ("研究開発費", "Research and development"))
GAINS = (("受取利息", "Interest income"), ("受取配当金", "Dividend income"), ("為替差益", "Foreign exchange gains"), ("その他", "Other"))
COSTS = (("支払利息", "Interest expenses"), ("為替差損", "Foreign exchange losses"), ("その他", "Other"))
CURRENT = (
    ("受取手形及び売掛金", "Notes and accounts receivable - trade"), ("商品及び製品", "Merchandise and finished goods"), ("仕掛品", "Work in process"),
    ("原材料及び貯蔵品", "Raw materials and supplies"), ("その他", "Other"),
)  # fmt: skip
FIXED = (
    ("建物及び構築物(純額)", "Buildings and structures, net"), ("機械装置及び運搬具(純額)", "Machinery, equipment and vehicles, net"), ("土地", "Land"),
    ("建設仮勘定", "Construction in progress"),
)  # fmt: skip
INTANGIBLE = (("のれん", "Goodwill"), ("ソフトウエア", "Software"), ("その他", "Other"))
DEBTS = (("買掛金", "Accounts payable - trade"), ("短期借入金", "Short-term borrowings"), ("未払法人税等", "Income taxes payable"), ("その他", "Other"))
LONG_DEBTS = (("長期借入金", "Long-term borrowings"), ("退職給付に係る負債", "Retirement benefit liability"), ("その他", "Other"))
ADJUSTED = (("減価償却費", "Depreciation and amortization"), ("のれん償却額", "Amortization of goodwill"), ("売上債権の増減額", "Decrease (increase) in trade receivables"))
INVESTED = (
    ("有形固定資産の取得による支出", "Purchase of property, plant and equipment"), ("投資有価証券の売却による収入", "Proceeds from sale of investment securities"),
    ("その他", "Other"),
)  # fmt: skip
FINANCED = (("短期借入金の純増減額", "Net increase (decrease) in short-term borrowings"), ("配当金の支払額", "Dividends paid"), ("その他", "Other"))


class Books:
    """Draws yen for one company."""

    def __init__(self, chance: Random, manner: Manner) -> None:
        self.chance = chance
        self.periods = manner.periods
        self.step = manner.step if manner.rounding == "exact" else 1
        self.costs_negative = manner.costs_negative
        self.size = 10 ** chance.uniform(9, 12)

    def draw(self, share: float, negative: float = 0.0, nil: float = 0.0) -> tuple[int, ...]:
        """About a share of the company's size in each period; negative and nil: how often."""
        base = self.size * share * self.chance.uniform(0.2, 1.5)
        yen = []
        for _ in range(self.periods):
            drawn = int(base * self.chance.uniform(0.5, 1.5)) // self.step * self.step
            sign = -1 if self.chance.random() < negative else 1
            yen.append(0 if self.chance.random() < nil else sign * drawn)
        return tuple(yen)

    def some(self, labels: Sequence[tuple[str, str]], share: float, negative: float = 0.0, nil: float = 0.1) -> list[Line]:
        """Some of the line items, at least two, in their order."""
        count = self.chance.randint(2, len(labels))
        chosen = sorted(self.chance.sample(range(len(labels)), count))
        return [Line(labels[at], self.draw(share / count, negative, nil)) for at in chosen]


def added(*yen: Sequence[int]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*yen, strict=True)))


def less(one: Sequence[int], other: Sequence[int]) -> tuple[int, ...]:
    return tuple(a - b for a, b in zip(one, other, strict=True))


def total(ja: str, en: str, lines: Iterable[Line], own: str = "") -> Line:
    return Line((ja, en), added(*(line.yen for line in lines)), own)


def random_company(chance: Random, manner: Manner) -> Company:
    books = Books(chance, manner)
    income, profit = income_statement(books)
    cash, closing = cash_flow(books, profit)
    balance, assets, equity = balance_sheet(books, closing)
    by_label = {line.label[1]: line for line in income}
    summary = (
        by_label["Net sales"], by_label["Operating profit (loss)"], by_label["Ordinary income (loss)"], by_label["Profit (loss)"],
        replace(assets, own="closing"), replace(equity, own="closing"),
    )  # fmt: skip
    losses = min(profit.yen) < 0
    return Company(f"見本{chance.randint(1, 99)}", tuple(income), tuple(balance), tuple(cash), summary, losses)


def turned(lines: Iterable[Line]) -> list[Line]:
    """The lines with the other sign: costs as some print them."""
    return [replace(line, yen=tuple(-yen for yen in line.yen)) for line in lines]


def income_statement(books: Books) -> tuple[list[Line], Line]:
    """The lines, and the profit."""
    sales = books.some(SALES, 1.0, nil=0.05)
    revenue = total("売上高", "Net sales", sales)
    cost = Line(("売上原価", "Cost of sales"), books.draw(0.6))
    gross = Line(("売上総利益(損失)", "Gross profit (loss)"), less(revenue.yen, cost.yen))
    staff = books.some(STAFF, 0.3)
    expenses = total("販売費及び一般管理費合計", "Total selling, general and administrative expenses", staff)
    operating = Line(("営業利益(損失)", "Operating profit (loss)"), less(gross.yen, expenses.yen))
    gains, costs = books.some(GAINS, 0.02), books.some(COSTS, 0.02)
    gained = total("営業外収益合計", "Total non-operating income", gains)
    lost = total("営業外費用合計", "Total non-operating expenses", costs)
    ordinary = Line(("経常利益(損失)", "Ordinary income (loss)"), less(added(operating.yen, gained.yen), lost.yen))
    taxes = Line(("法人税等", "Income taxes"), books.draw(0.02))
    profit = Line(("当期純利益(損失)", "Profit (loss)"), less(ordinary.yen, taxes.yen))
    printed = turned if books.costs_negative else list
    lines = [
        *sales, revenue, *printed([cost]), gross, *printed([*staff, expenses]), operating,
        Line(("営業外収益", "Non-operating income")), *gains, gained, Line(("営業外費用", "Non-operating expenses")), *printed([*costs, lost]),
        ordinary, *printed([taxes]), profit,
    ]  # fmt: skip
    return lines, profit


def cash_flow(books: Books, profit: Line) -> tuple[list[Line], Line]:
    """The lines, and cash at the end. The periods follow each other backwards, so that the opening balance is the next one's end."""
    adjusted = books.some(ADJUSTED, 0.1, negative=0.3)
    invested, financed = books.some(INVESTED, 0.1, negative=0.7), books.some(FINANCED, 0.1, negative=0.5)
    operating = total("営業活動によるキャッシュ・フロー", "Net cash provided by operating activities", [profit, *adjusted])
    investing = total("投資活動によるキャッシュ・フロー", "Net cash used in investing activities", invested)
    financing = total("財務活動によるキャッシュ・フロー", "Net cash provided by financing activities", financed)
    exchange = Line(("現金及び現金同等物に係る換算差額", "Effect of exchange rate change on cash and cash equivalents"), books.draw(0.01, negative=0.5))
    change = total("現金及び現金同等物の増減額", "Net increase (decrease) in cash and cash equivalents", [operating, investing, financing, exchange])
    opening = int(books.size) // books.step * books.step
    ends = [opening + sum(change.yen[at:]) for at in range(books.periods)]
    begins = [*ends[1:], opening]
    closing = Line(("現金及び現金同等物の期末残高", "Cash and cash equivalents at end of period"), tuple(ends), "closing")
    lines = [
        Line(("営業活動によるキャッシュ・フロー", "Cash flows from operating activities")), profit, *adjusted, operating,
        Line(("投資活動によるキャッシュ・フロー", "Cash flows from investing activities")), *invested, investing,
        Line(("財務活動によるキャッシュ・フロー", "Cash flows from financing activities")), *financed, financing, exchange, change,
        Line(("現金及び現金同等物の期首残高", "Cash and cash equivalents at beginning of period"), tuple(begins), "opening"), closing,
    ]  # fmt: skip
    return lines, closing


def balance_sheet(books: Books, closing: Line) -> tuple[list[Line], Line, Line]:
    """The lines, total assets and net assets, which make the sheet balance."""
    cash = Line(("現金及び預金", "Cash and deposits"), closing.yen)
    current, fixed, intangible = books.some(CURRENT, 0.5), books.some(FIXED, 0.4), books.some(INTANGIBLE, 0.1)
    current_assets = total("流動資産合計", "Total current assets", [cash, *current])
    tangible = total("有形固定資産合計", "Total property, plant and equipment", fixed)
    others = total("無形固定資産合計", "Total intangible assets", intangible)
    fixed_assets = total("固定資産合計", "Total non-current assets", [tangible, others])
    assets = total("資産合計", "Total assets", [current_assets, fixed_assets])
    debts, long_debts = books.some(DEBTS, 0.2), books.some(LONG_DEBTS, 0.2)
    current_debts = total("流動負債合計", "Total current liabilities", debts)
    fixed_debts = total("固定負債合計", "Total non-current liabilities", long_debts)
    liabilities = total("負債合計", "Total liabilities", [current_debts, fixed_debts])
    capital = Line(("資本金", "Share capital"), (int(books.size * 0.1) // books.step * books.step,) * books.periods)
    retained = Line(("利益剰余金", "Retained earnings"), less(less(assets.yen, liabilities.yen), capital.yen))
    equity = total("純資産合計", "Total net assets", [capital, retained])
    both = Line(("負債純資産合計", "Total liabilities and net assets"), assets.yen)
    lines = [
        Line(("資産の部", "Assets")), Line(("流動資産", "Current assets")), cash, *current, current_assets,
        Line(("固定資産", "Non-current assets")), Line(("有形固定資産", "Property, plant and equipment")), *fixed, tangible,
        Line(("無形固定資産", "Intangible assets")), *intangible, others, fixed_assets, assets,
        Line(("負債の部", "Liabilities")), Line(("流動負債", "Current liabilities")), *debts, current_debts,
        Line(("固定負債", "Non-current liabilities")), *long_debts, fixed_debts, liabilities,
        Line(("純資産の部", "Net assets")), capital, retained, equity, both,
    ]  # fmt: skip
    return lines, assets, equity


# ---------------------------------------------------------------------------------------------------------------------
# Accounts to a galley

LAST_YEAR = ANNOUNCED.year
TITLES = {
    "income_statement": ("連結損益計算書", "Consolidated Statements of Income"),
    "balance_sheet": ("連結貸借対照表", "Consolidated Balance Sheets"),
    "cash_flow_statement": ("連結キャッシュ・フロー計算書", "Consolidated Statements of Cash Flows"),
    "summary": ("主要な経営指標等の推移", "Selected Financial Data"),
}


def to_galley(company: Company, manner: Manner, chance: Random, years_back: int) -> Galley:
    summary_power = chance.choice((manner.power, 6)) if manner.rounding != "exact" else manner.power
    plans = []
    for language in manner.languages:
        for statement, lines in (
            ("summary", company.summary), ("income_statement", company.income), ("balance_sheet", company.balance), ("cash_flow_statement", company.cash),
        ):  # fmt: skip
            own = replace(manner, power=summary_power, rate=None, shares=False) if statement == "summary" else manner
            plans.append(to_table(statement, language, lines, own, years_back))
    return Galley(f"{company.name}.txt", "tabs", tuple(plans))


def to_table(statement: str, language: str, lines: Sequence[Line], manner: Manner, years_back: int) -> TablePlan:
    """The statement in one language: dollars, then for each period its amounts and shares, behind the second period the changes."""
    columns: list[ColumnPlan] = []
    cells: list[list[str]] = [[] for line in lines if line.yen]
    valued = [line for line in lines if line.yen]
    base = base_line(statement, valued) if manner.shares else None
    ends = [date(LAST_YEAR - years_back - period, 3, 31) for period in range(manner.periods)]
    for period, end in enumerate(ends):
        start = None if statement == "balance_sheet" else date(end.year - 1, 4, 1)
        if period == 0 and manner.rate is not None:
            columns.append(ColumnPlan("amount", "USD", manner.power, start, end))
            put(cells, (dollars(line.yen[0], manner) for line in valued))
        columns.append(ColumnPlan("amount", "JPY", manner.power, start, end))
        put(cells, (amount(line.yen[period], manner) for line in valued))
        if base is not None:
            columns.append(ColumnPlan("common_size", "pure", 0, start, end))
            put(cells, (share(line.yen[period], base.yen[period], manner) for line in valued))
        if period == 1 and manner.changes and statement != "cash_flow_statement":
            columns.append(ColumnPlan("change_yoy", "pure", 0, start, ends[0], ends[1]))
            put(cells, (change(line.yen[0], line.yen[1], manner) for line in valued))
    printed = iter(cells)
    at = 0 if language == "ja" else 1
    rows = tuple(RowPlan(line.label[at], tuple(next(printed)) if line.yen else (), line.own) for line in lines)
    return TablePlan(TITLES[statement][at], language, statement, tuple(columns), rows)


def put(cells: Sequence[list[str]], column: Iterable[str]) -> None:
    for row, cell in zip(cells, column, strict=True):
        row.append(cell)


def base_line(statement: str, lines: Sequence[Line]) -> Line | None:
    """What the shares are shares of: sales, or total assets; of the cash flow none are printed."""
    wanted = {"income_statement": "Net sales", "balance_sheet": "Total assets"}.get(statement)
    base = next((line for line in lines if line.label[1] == wanted), None)
    return base if base is not None and min(base.yen) > 0 else None


def shown(yen: int, manner: Manner) -> Decimal:
    """The yen in the statement's scale, rounded as the release rounds."""
    return (Decimal(yen) / manner.step).quantize(Decimal(1), ROUND_DOWN if manner.rounding == "down" else ROUND_HALF_UP)


def amount(yen: int, manner: Manner) -> str:
    return "-" if yen == 0 else signed(shown(yen, manner), 0, manner)


def dollars(yen: int, manner: Manner) -> str:
    rate = manner.rate or Decimal(1)
    return "-" if yen == 0 else signed(Decimal(yen) / manner.step / rate, 0, manner)


def share(yen: int, base: int, manner: Manner) -> str:
    return "-" if yen == 0 else signed(Decimal(100) * yen / base, 1, manner)


def change(new: int, old: int, manner: Manner) -> str:
    """The change in percent by the release's convention; a nil mark where it says nothing."""
    if not shown(old, manner) or not shown(new, manner) or abs(old) < 20 * manner.step:
        return "-"
    if old > 0 or manner.convention == "signed":
        rate = Decimal(new - old) / old
    elif manner.convention == "absolute":
        rate = Decimal(new - old) / -old
    else:
        rate = Decimal(abs(new)) / -old - 1
    return "-" if abs(rate) > 100 else signed(100 * rate, 1, manner)


def signed(value: Decimal, places: int, manner: Manner) -> str:
    """The number as printed; brackets or △ for negatives, none for what rounds to nothing."""
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    digits = f"{abs(rounded):,}"
    return digits if rounded >= 0 else f"({digits})" if manner.brackets else f"△{digits}"


# ---------------------------------------------------------------------------------------------------------------------
# Galley to documents


def to_document(galley: Galley, manner: Manner, language: str) -> tuple[str, str]:
    """Name and text of one language's document."""
    made = edition(galley, language, ANNOUNCED)
    made = replace(made, preface=(*made.preface, *statements_made(manner, language)))
    name = galley.file.removesuffix(".txt")
    if manner.style == "tabs":
        return f"{name}-{language}.txt", tabbed(made)
    return f"{name}-{language}.html", typeset_html.typeset(made, manner.style)


def statements_made(manner: Manner, language: str) -> list[str]:
    """What the release says of its rounding and of its dollars."""
    said = []
    if manner.stated and manner.rounding != "exact":
        down = manner.rounding == "down"
        unit = {0: "円", 3: "千円", 6: "百万円"}[manner.power]
        words = {"ja": f"記載金額は{unit}未満を{'切り捨て' if down else '四捨五入し'}て表示しております。"}
        words["en"] = f"Amounts are {'rounded down' if down else 'rounded to the nearest unit'}."
        said.append(words[language])
    if manner.rate is not None:
        words = {"ja": f"米ドルは1米ドル={manner.rate}円で換算しております。", "en": f"Yen amounts are translated at JPY {manner.rate} = US$1.00."}
        said.append(words[language])
    return said


def tabbed(made: Edition) -> str:
    """The edition as text whose cells are apart by tabs."""
    return "\n\n".join((*made.preface, *map(tabbed_sheet, made.sheets))) + "\n"


def tabbed_sheet(sheet: Sheet) -> str:
    head = ["\t".join(("", *(part for cell in row for part in (" ".join(cell.lines), *("",) * (cell.columns - 1))))) for row in sheet.header]
    rows = ["\t".join((row.label, *(row.cells or ("",) * sheet.columns))) for row in sheet.rows]
    return "\n".join((sheet.title, sheet.note, "", *head, *rows))

