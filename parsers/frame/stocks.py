"""Which items are stocks (true of a day) and which are flows (true of a period), by their words and units."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from parsers.words.patterns import compiled
from parsers.words.widths import fold_widths

_FLAGS = regex.VERBOSE | regex.IGNORECASE

STOCK_UNITS = frozenset({"contracts", "subscribers", "subscriptions", "persons", "employees", "stores", "issues", "Gbps", "Mbps", "Tbps", "kbps"})
"""Counts that are taken on a day. Shares and ADS are stocks only where a label says so: averages are flows."""

MOVED = compiled(
    r"(?:出|開|閉|退)店(?!舗)|(?:出|開|閉|退|新)店舗?数|純増|新規|解約|締結[分数]|\b(?:openings?|opened|closings?(?! balance)|closed|closures?|cancell?ations?|net add(?:ition)?s)\b",
    regex.IGNORECASE,
)
"""Over a column of what is counted on a day: how many came or went."""
COVERED = compiled(r"対象となる")
"""Over a count: all whom the amounts of the period beside it cover."""
OPENING = compiled(
    r"期首|年度?首残高|\b(?:at |, )?beginning of (?:the )?(?:period|year|quarter|fiscal year|month)|\b(?:opening|beginning) balance|\Arestated balance", regex.IGNORECASE
)
RESTATING = compiled(r"累積的影響額?|\bcumulative effects? of\b", regex.IGNORECASE)
OPENING_BALANCE = compiled(r"期首\s?(?:\w{0,6}(?:残高|[数高]|簿価|価額|人員)|[(（]|\Z)|balance|beginning", regex.IGNORECASE)
"""Of an opening column: the balance it is, so that 期首比 and 期首からの変動 are none."""
CLOSING = compiled(
    r"期末(?!平均)|年度?末(?!平均)|\bend of (?:the )?(?:period|year|quarter|fiscal year|month)|\bclosing balance|\bperiod[- ]end\b", regex.IGNORECASE
)
FLOW = compiled(
    r"""増減 | 増加 | 減少
      | 取得(?!原価) | 支出 | 収入(?!金) | 返済(?!予定) | 発行による | 売却 | 除却 | 減損 | 評価損 | (?<!未)償却(?!\s?累計|済|原価) | 変動 | 繰入 | 戻入 | (?<!総)利回り | 利益率 | 回転
      | 平均 | 平残 | 期中 | (?:来|乗|旅)?客数 | [入来]場者 | 来店 | 輸送人員 | 延べ | 純利益 | 配当率 | 性向 | 処分(?!予定) | 振替
      | \b(?: increase | decrease | change | purchase | proceeds | payments? | repayments? | acquisition | average | visitors | passengers | attendance
      | return\ on | ROE | ROA | (?<!solvency\ )margin
      | turnover
      | issuance\ of | provision | gains? | loss(?:es)? | write-?downs? | impairment | sales?\ of | yields? | disposals?(?!\ group) | amorti[sz]ed\ amounts?)\b""",
    _FLAGS,
)
"""Of an item: it happens over a period, whatever the noun."""
RESULT = compiled(
    r"""損益 | 利息 | 収益 | 費用 | 売上 | (?<!取得)原価 | 収支 | 利益 | 損失 | 増減 | 変動 | 投資額 | キャッシュ・?フロー | 税率 | 税の?負担率
      | \b(?: income | profit | expenses? | costs? | revenues? | sales | interest | earnings | loss(?:es)? | gains? | cash\ flows? | changes? | expenditures? | tax\ rates?)\b""",
    _FLAGS,
)
"""Of a title or a heading: what stands below may be flows on an asset (利息 on 預金, 売却益 on 土地)."""
BALANCE = compiled(
    r"""(?: 総資産 | 純資産 | 自己資本 | 株主資本 | 帰属する?持分 )(?:額|合計|総額)?\Z | (?:資産|負債|資本|純資産)の?部?合計\Z | 有利子負債
      | (?:残高|末残|期末残|未償却残高)(?:合計|計)?\Z | 受注残高?\Z | パイプライン数?\Z
      | (?: 自己資本 | 株主資本 | 持分 | 負債 | 流動 | 当座 | 固定 | 不良債権 | 開示債権 | 資本 | Tier\s?[1１]| 総額 | 自己資本規制 | レバレッジ
      | ソルベンシー・?マージン )比率 | LTV | D/?Eレシオ | デット・?エクイティ | 預[貸証]率
      | 1株当?た?り(?:連結)?(?:純資産|株主資本|親会社所有者帰属持分)(?:額)?\Z | (?:従業員|社員|職員|会員|加入者|契約者?|契約件|口座|店舗|拠点|稼働|保有)数 | 期末人員 | 帯域
      | \A(?:期末)?発行済(?:株式|み株式)? | 期末(?:発行済株式|自己株式)
      | 株主総利回り | \A\W*比較指標 | 管理職に占める
      | セグメント(?:資産|負債) | 持分法適用会社への投資額 | 貸借対照表計上額 | 帳簿価額
      | \A(?:total\ )?(?:net\ )?assets\b | \btotal\ (?:assets|equity|liabilities|net\ assets|shareholders[’']\ equity|deposits|loans)
      | \b(?:equity|capital\ adequacy|capital|current|quick|debt|leverage|gearing|loan-to-deposit|solvency\ margin|loan-to-value|LTV)
      (?:-to-(?:assets?|equity))?\ ratio | \bnet\ assets(?:\ per\ share)?\Z | \bbook\ value\b
      | \bsegment\ (?:assets|liabilities)\b | \b(?:unamortized|outstanding|closing|year-end|period-end)\ balances?\b | \bbalances?(?:\Z|\ of\b)
      | \bpipeline(?:\ projects)?\Z | \binterest-bearing\ (?:debt|liabilities)
      | \A(?:balance\ of|investments?\ in)\ (?:equity[- ]method\ )?(?:associates|affiliates|entities\ accounted\ for\ using)
      | \bequity\ attributable\ to\b | \border\ backlog\b | \bcarrying\ (?:amount|value)s?\b
      | \bnumber\ of\ (?:\w+\ )?(?:employees|contracts|subscribers|stores|members|accounts|customers) | \bbandwidth\b | \bcash\ and\ cash\ equivalents\Z
      | \b(?:number\ of\ )?(?:issued\ (?:and\ outstanding\ )?shares|shares\ (?:issued|outstanding))""",
    _FLAGS,
)
"""Names of what is taken on a day: balances, ratios of balances, numbers of persons, places and contracts."""
HELD = compiled(
    r"""(?: 資産 | 負債 | 資本金 | 剰余金 | 準備金 | 借入金 | 社債 | 預金 | 貯金 | 貸出金 | 貸付金 | 有価証券 | 現金(?:及び現金)?同等物 | 棚卸資産 | たな卸資産 | 商品及び製品 | 土地
      | 建物(?:及び\s?構築物)? | 構築物 | 機械\s?装置(?:及び\s?運搬具)? | 車両\s?運搬具 | (?:工具、?)?器具\s?及び備品 | 建設\s?仮勘定
      | 売掛金 | 受取手形(?:割引高|裏書譲渡高)? | 買掛金 | のれん | 引当金
      | 持分 | 自己株式 | 債務保証 | 債権)(?:合計|計|総額)?\Z
      | \A(?: (?:tangible|intangible|current|non-?current|fixed|other|deferred\ tax)\ (?:fixed\ )?(?:assets|liabilities) | property,\ plant\ and\ equipment(?:,\ net)? | deposits
      | loans(?:\ and\ bills\ discounted)? | borrowings | bonds(?:\ payable)? | (?:short|long)-term\ (?:debt|borrowings|loans) | inventories | goodwill | land
      | buildings(?:\ and\ structures)? | securities
      | share\ capital | capital\ stock | common\ stock | retained\ earnings | capital\ surplus | cash\ and\ deposits | accounts\ (?:receivable|payable)(?:[ ,-]+trade)? )\Z""",
    _FLAGS,
)
"""Names of assets, debts and equity: taken on a day unless what stands around them speaks of flows."""
CLOSING_OVER = compiled(r"期末\s?\w{0,6}(?:残高|[数高]|簿価|価額|人員)(?!の)|\b(?:closing|ending) balance", regex.IGNORECASE)
"""Over a column: its numbers are of the last day, also those of debts whose names speak of what will become of them (1年以内に返済予定の長期借入金)."""
OVER = compiled(
    r"貸借対照表計上額|受注\s?残高?|(?<!首)残高\Z|末残"
    r"|償却\s?累計額|簿価|帳簿価額|期末残高|期末簿価|株式数|\bcarrying (?:amount|value)|\bbook value|\b(?:closing|ending) balance|\bshares held",
    regex.IGNORECASE,
)
"""Over a column: whatever its rows are called, they are of a day. (純資産合計 over a column of changes in equity says no such thing.)"""
RECONCILIATION = compiled(r"調整表|\breconciliations?\b", regex.IGNORECASE)
"""Of a title: what stands between the balances it names is no balance (有形固定資産の帳簿価額の調整表)."""
BRACKETS = compiled(r"\s*+[(（\[〔][^()（）\[\]]*+[)）\]〕]\s*+\Z")
SEGMENT = compiled(r"(?:報告)?セグメント(?:資産|負債)\Z|segment (?:assets|liabilities)\Z", regex.IGNORECASE)
"""Rows of a table of segments that begins with their sales and so looks like an income statement."""
PERFORMED = frozenset({"income_statement", "comprehensive_income", "cash_flow_statement"})
"""Statements of flows; their few balances say that they are opening or closing."""


def is_opening(label: str) -> bool:
    """A balance at the beginning of the period.

    >>> is_opening("現金及び現金同等物の期首残高"), is_opening("Cash, Beginning of Period"), is_opening("Cash, End of Period")
    (True, True, False)
    """
    return OPENING.search(label) is not None


def is_restating(label: str) -> bool:
    """Of changes in equity: what turns the opening balance into the restated one, and so is of that day.

    >>> is_restating("会計方針の変更による累積的影響額"), is_restating("Cumulative effects of changes in accounting policies"), is_restating("当期変動額合計")
    (True, True, False)
    """
    return RESTATING.search(label) is not None


def is_opening_column(text: str) -> bool:
    """Over a column: balances or shares at the beginning of the period, and not what moved since.

    >>> [is_opening_column(text) for text in ("当期首残高", "当連結会計年度期首株式数(株)", "Balance at beginning of year", "期首からの増加額", "期首比")]
    [True, True, True, False, False]
    """
    folded = fold_widths(text)
    return is_opening(folded) and OPENING_BALANCE.search(folded) is not None and FLOW.search(folded) is None


def is_closing(label: str) -> bool:
    """A balance at the end of the period."""
    return CLOSING.search(label) is not None and OPENING.search(label) is None


def is_stock(label: str, unit: str, statement: str, above: Sequence[str] = (), header: Sequence[str] = ()) -> bool:
    """True of a day, not of a period. above: the headings over the row and the title, the nearest first; header: the texts over the column.

    >>> is_stock("契約帯域合計", "Gbps", "operating_metric"), is_stock("純資産額", "JPY", "summary"), is_stock("預金（末残）", "JPY", "other")
    (True, True, True)
    >>> is_stock("当期純利益", "JPY", "summary"), is_stock("Weighted Average Number of Shares", "shares", "income_statement")
    (False, False)
    >>> is_stock("土地", "JPY", "breakdown", ["有形固定資産"]), is_stock("土地", "JPY", "breakdown", ["固定資産売却益の内訳"])
    (True, False)
    >>> is_stock("1年以内に返済予定の長期借入金", "JPY", "other", [], ["当期末残高"]), is_stock("計", "JPY", "other", [], ["減価償却 累計額"])
    (True, True)
    >>> is_stock("建物", "JPY", "other", [], ["当期末減価 償却累計額 又は償却累 計額"])
    True
    >>> is_stock("土地", "JPY", "other", ["業務用資産"], ["減損損失"]), is_stock("その他", "JPY", "other", ["有形固定資産の帳簿価額の調整表"], ["土地"])
    (False, False)
    """
    if statement in PERFORMED:
        return unit in STOCK_UNITS or SEGMENT.match(label) is not None
    names = _names(label)
    if any(CLOSING_OVER.search(text) for text in map(fold_widths, header)):
        return True
    if any(FLOW.search(name) for name in names):
        return False
    if any(COVERED.search(text) for text in map(fold_widths, header)) or (unit == "issues" and speaks_of_flows(label, above[:1])):
        return False
    if unit in STOCK_UNITS and any(MOVED.search(text) for text in (*names, *map(fold_widths, header))):
        return False  # 出店, 閉店 between two numbers of stores
    if unit in STOCK_UNITS or statement == "balance_sheet" or any(BALANCE.search(name) for name in names):
        return True
    # A narrow column breaks its words anywhere: 償却累 計額.
    over = [text for wrapped in map(fold_widths, header) for text in (wrapped, "".join(wrapped.split()))]
    if statement != "equity" and any(OVER.search(text) and not FLOW.search(text) for text in over):
        return True
    balances = bool(above) and RECONCILIATION.search(above[0]) is None and any(BALANCE.search(name) for name in _names(above[0]))
    if balances or any(HELD.search(name) for name in names):
        return not speaks_of_flows(label, above) and not any(FLOW.search(text) for text in map(fold_widths, header))
    return False


def speaks_of_flows(label: str, above: Sequence[str]) -> bool:
    """Does an item, or what stands above it, say that it happens over a period?

    >>> speaks_of_flows("土地", ["固定資産売却益の内訳"]), speaks_of_flows("土地", ["有形固定資産"]), speaks_of_flows("貸倒引当金繰入額", [])
    (True, False, True)
    """
    return FLOW.search(label) is not None or any(FLOW.search(text) or RESULT.search(text) for text in above)


def is_no_flow(label: str, statement: str, above: Sequence[str]) -> bool:
    """Does neither the item nor anything above it speak of what happens over a period? Then a day over it is the day of its balance.

    >>> is_no_flow("合計", "breakdown", ["棚卸資産"]), is_no_flow("合計", "breakdown", ["売上高の内訳"]), is_no_flow("営業利益", "other", [])
    (True, False, False)
    """
    return statement not in PERFORMED and RESULT.search(label) is None and not speaks_of_flows(label, above)


def _names(text: str) -> tuple[str, ...]:
    """A text as it is, and without brackets behind or around it."""
    folded = fold_widths(text).strip()
    bare = BRACKETS.sub("", folded)
    return (folded, bare or folded.strip("()[]〔〕 "))
