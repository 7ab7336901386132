"""Lines in which a period stands before each number."""

from __future__ import annotations

from tests.parsers.made import Read, read
from tests.parsers.tables.test_stubs import cells, page


def told(found: Read) -> list[tuple[str, str, str, str, str]]:
    return [(one.label, str(one.value.normalize() if one.value is not None else None), one.unit, one.measure, str(one.period_end)) for one in found.readings]


def test_a_period_before_each_number_its_unit_and_rate_behind_it() -> None:
    found = page(cells("（注）包括利益", "2024年3月期", "499", "百万円", "（△13.3％）", "2023年3月期", "576", "百万円", "（363.8％）"), caption="")
    assert told(found) == [
        ("包括利益", "4.99E+8", "JPY", "amount", "2024-03-31"), ("包括利益", "-0.133", "pure", "change_other", "2024-03-31"),
        ("包括利益", "5.76E+8", "JPY", "amount", "2023-03-31"), ("包括利益", "3.638", "pure", "change_other", "2023-03-31"),
    ]  # fmt: skip


def test_several_items() -> None:
    rows = [cells("①期末発行済株式数", "2024年3月期", "8,173,320株", "2023年3月期", "8,173,320株"), cells("②期末自己株式数", "2024年3月期", "937株", "2023年3月期", "－")]
    assert told(page(*rows, caption=""))[::3] == [("期末発行済株式数", "8.17332E+6", "shares", "amount", "2024-03-31"), ("期末自己株式数", "None", "shares", "amount", "2023-03-31")]


def test_a_period_and_its_number_in_one_cell() -> None:
    found = page(cells("（参考）自己資本", "2024年3月期△139百万円", "2023年3月期1,344百万円"), caption="")
    assert [line[:3] for line in told(found)] == [("(参考)自己資本", "-1.39E+8", "JPY"), ("(参考)自己資本", "1.344E+9", "JPY")]


def test_the_days_of_a_bond_are_no_stubs() -> None:
    head = "<th>銘柄</th><th>発行年月日</th><th>当期末残高</th><th>利率（％）</th><th>償還期限</th>"
    found = page(head, cells("第1回社債", "2018年6月8日", "20,000", "0.1", "2025年6月8日"), caption="（百万円）")
    assert [(one.label, one.printed) for one in found.readings] == [("第1回社債", "20,000"), ("第1回社債", "0.1")]


def test_a_bracket_in_the_cell_of_the_unit() -> None:
    found = page(cells("（注）", "包括利益", "2024年3月期", "499", "百万円（", "－", "2023年3月期", "576", "百万円（", "363.8％）"), caption="")
    assert [line[:4] for line in told(found)] == [
        ("包括利益", "4.99E+8", "JPY", "amount"), ("包括利益", "None", "pure", "change_other"), ("包括利益", "5.76E+8", "JPY", "amount"), ("包括利益", "3.638", "pure", "change_other"),
    ]  # fmt: skip


def test_a_line_of_text() -> None:
    for line in (
        "（注）包括利益 2024年3月期 499百万円（△13.3％） 2023年3月期 576百万円（363.8％）",
        "Comprehensive income: Year ended March 31, 2024: 499 million yen [(13.3%)]  Year ended March 31, 2023: 576 million yen [363.8%]",
    ):
        found = read(f"2024年3月期 決算短信（連結）\n\n{line}\n\n以上\n")
        assert [kept[1:4] for kept in told(found)] == [
            ("4.99E+8", "JPY", "amount"), ("-0.133", "pure", "change_other"), ("5.76E+8", "JPY", "amount"), ("3.638", "pure", "change_other")], line  # fmt: skip


def test_a_sentence_is_no_row() -> None:
    assert not read("売上高は2024年3月期に43,870百万円、2023年3月期には41,250百万円となりました。\n").readings


def test_the_period_over_the_table_gives_way_to_those_of_its_rows() -> None:
    rows = [cells("①期末発行済株式数", "2024年3月期", "8,173,320株", "2023年3月期", "8,173,320株"), cells("②期末自己株式数", "2024年3月期", "937株", "2023年3月期", "912株")]
    assert [line[-1] for line in told(page(*rows, caption="2024年3月期の業績"))] == ["2024-03-31", "2023-03-31"] * 2


def test_rows_that_nothing_tells_apart_are_refused() -> None:
    """Three numbers of one day under the title alone: their items were not read."""
    found = page(*(cells("2024年3月31日現在", f"{number}株") for number in ("618,555,804", "7,010,370", "613,611,342")), caption="", title="発行済株式数（普通株式）")
    assert not found.readings
    assert [finding.code for finding in found.findings] == ["unread_table"]
