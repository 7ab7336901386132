"""Sums that stand in an outer column beside the last of their parts."""

from __future__ import annotations

from tests.perturb.score import read_back

HEAD = "<html><body><p>2024年3月期 決算短信（連結）</p><h3>連結損益計算書（自 2023年4月1日 至 2024年3月31日）</h3><p>（単位：百万円）</p><table>"


def read(*rows: tuple[str, ...]) -> tuple[list[tuple[str, str]], list[str]]:
    """(label, printed) of the readings, and the codes of the findings, of a statement with an inner and an outer column."""
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    page = f"{HEAD}<tr><th>科目</th><th colspan=2>金額</th></tr>{body}</table></body></html>"
    readings, findings = read_back(page.encode(), "statement.html")
    return [(reading.label, reading.printed) for reading in readings], [finding.code for finding in findings]


SALES = (("売上高", "", "43,870"), ("売上原価", "", "31,640"), ("売上総利益", "", "12,230"))


def test_the_sum_is_the_headings() -> None:
    readings, codes = read(*SALES, ("営業外収益", "", ""), ("受取利息", "12", ""), ("雑収入", "38", "50"))
    assert readings[3:] == [("営業外収益", "50"), ("受取利息", "12"), ("雑収入", "38")]
    assert "unnamed_sum" not in codes


def test_a_sum_that_nothing_names_is_left_out_and_told() -> None:
    readings, codes = read(*SALES, ("受取利息", "12", ""), ("雑収入", "38", "50"))
    assert readings[3:] == [("受取利息", "12"), ("雑収入", "38")]
    assert "unnamed_sum" in codes


def test_a_number_that_is_no_sum_stays() -> None:
    readings, codes = read(*SALES, ("受取利息", "12", ""), ("雑収入", "38", "90"))
    assert ("雑収入", "90") in readings
    assert "unnamed_sum" not in codes
