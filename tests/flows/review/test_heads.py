"""What stands over columns and beside rows: only what the cells share, the rest beside the row that has it."""

from datetime import date

from flows.review.heads import Head, column_head, row_name

YEAR_2022 = {"period_start": date(2021, 4, 1), "period_end": date(2022, 3, 31)}
YEAR_2021 = {"period_start": date(2020, 4, 1), "period_end": date(2021, 3, 31)}
MARCH = {"period_start": None, "period_end": date(2022, 3, 31)}


def cell(label: str, column: int = 1, unit: str = "JPY", measure: str = "amount", scenario: str = "actual", **period: object) -> dict[str, object]:
    given = {"label": label, "column": column, "unit": unit, "measure": measure, "scenario": scenario, "header": ["年度"]}
    return given | (period or YEAR_2022)


def test_a_head_says_what_most_of_its_column_has() -> None:
    assert column_head([cell("売上高"), cell("営業利益"), cell("1株当たり", unit="JPY/share")]) == Head("年度", "2021-04-01..2022-03-31", "JPY")


def test_a_head_says_nothing_that_only_half_of_its_column_has() -> None:
    assert column_head([cell("売上高"), cell("売上高", **YEAR_2021)]) == Head("年度", "", "JPY")


def test_a_head_has_a_line_for_each_thing() -> None:
    assert Head("年度", "2021-04-01..2022-03-31", "JPY").understood == ("2021-04-01", "– 2022-03-31", "JPY")
    assert Head("年度", "2022-03-31", "").understood == ("2022-03-31",)
    assert Head("年度", "", "").understood == ()


def test_a_row_of_another_unit_or_period_says_so() -> None:
    heads = {1: Head("", "2021-04-01..2022-03-31", "JPY"), 2: Head("", "2021-04-01..2022-03-31", "change yoy")}
    usual = [cell("売上高"), cell("売上高", 2, "pure", "change_yoy")]
    assert row_name(usual, heads) == ("売上高", "")
    assert row_name([cell("1株当たり", unit="JPY/share"), usual[1] | {"label": "1株当たり"}], heads) == ("1株当たり", "JPY/share")
    assert row_name([cell("期末残高", **MARCH)], heads) == ("期末残高", "2022-03-31")
    assert row_name([cell("売上高", scenario="forecast")], heads) == ("売上高", "forecast")


def test_a_row_whose_columns_have_labels_is_named_by_its_period() -> None:
    heads = {1: Head("Net sales", "", "JPY"), 2: Head("Operating profit", "", "JPY")}
    assert row_name([cell("Net sales"), cell("Operating profit", 2)], heads) == ("2021-04-01..2022-03-31", "")
    assert row_name([cell("Net sales", scenario="forecast"), cell("Operating profit", 2, scenario="forecast")], heads)[1] == "forecast"
    unknown = {"period_start": None, "period_end": None}
    assert row_name([cell("Net sales", **unknown), cell("Operating profit", 2, **unknown)], heads)[0] == "Net sales", (
        "the first one, where no period is known"
    )
