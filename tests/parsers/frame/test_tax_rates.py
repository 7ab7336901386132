"""Rates of a year's tax are of the year, though the header prints only its last day."""

from __future__ import annotations

from datetime import date

from tests.parsers.made import read

RATES = """（税効果会計関係）
２．法定実効税率と税効果会計適用後の法人税等の負担率との差異の内訳

\t前連結会計年度\t当連結会計年度
\t（2023年3月31日）\t（2024年3月31日）
法定実効税率\t30.6%\t30.6%
住民税均等割\t0.4\t0.5
評価性引当額の増減\t△1.2\t2.0
税効果会計適用後の法人税等の負担率\t29.8\t33.1
"""


def test_tax_rates_are_of_the_year() -> None:
    found = read(RATES)
    for label in ("法定実効税率", "住民税均等割", "評価性引当額の増減", "税効果会計適用後の法人税等の負担率"):
        assert {(one.period_start, one.period_end) for one in found.cells(label)} == {
            (date(2022, 4, 1), date(2023, 3, 31)),
            (date(2023, 4, 1), date(2024, 3, 31)),
        }


def test_deferred_tax_assets_are_of_the_day() -> None:
    """Whatever they will be deducted for: 減損損失 is a name of a deferred tax asset here."""
    assets = RATES.replace("２．法定実効税率と税効果会計適用後の法人税等の負担率との差異の内訳", "１．繰延税金資産の発生の主な原因別の内訳\n（単位：百万円）")
    found = read(assets.replace("住民税均等割\t0.4\t0.5", "減損損失\t140\t150"))
    assert {one.period_start for one in found.cells("減損損失")} == {None}
