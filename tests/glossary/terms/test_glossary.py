"""Look-ups: one label in its place names one concept, or several, or none, and never the first that comes."""

from __future__ import annotations

import pytest

from glossary.terms.glossary import Concept, Glossary, Label, as_label, build_glossary, load_glossary, unit_kind
from parsers.about import Language
from parsers.errors import TableError


@pytest.mark.parametrize(
    ("language", "label", "statement", "parents", "heading", "unit", "concept"),
    [
        ("ja", "営業収益合計", "income_statement", (), False, "monetary", "Revenues"),
        ("en", "Total Revenues", "summary", (), False, "monetary", "Revenues"),
        ("ja", "ダイアルアップ接続サービス", "breakdown", (), False, "monetary", "DialUpAccessServiceRevenues"),
        ("ja", "営業活動によるキャッシュ・フロー", "cash_flow_statement", (), True, "", "OperatingActivitiesAbstract"),
        ("ja", "営業活動によるキャッシュ・フロー", "cash_flow_statement", (), False, "monetary", "NetCashProvidedByOperatingActivities"),
        ("ja", "その他", "cash_flow_statement", ("OperatingActivitiesAbstract",), False, "monetary", "OtherOperatingActivities"),
        ("ja", "その他", "cash_flow_statement", ("InvestingActivitiesAbstract",), False, "monetary", "OtherInvestingActivities"),
        ("ja", "その他", "balance_sheet", ("CurrentAssetsAbstract", "AssetsAbstract"), False, "monetary", "OtherCurrentAssets"),
        ("ja", "その他", "balance_sheet", ("AssetsAbstract", "CurrentAssetsAbstract"), False, "monetary", "OtherAssets"),
        ("ja", "その他", "income_statement", ("NonoperatingExpensesAbstract",), False, "monetary", "OtherNonoperatingExpenses"),
        ("ja", "その他", "operating_metric", ("DedicatedAccessContracts",), False, "count", "OtherDedicatedAccessContracts"),
        ("ja", "その他", "balance_sheet", (), False, "monetary", None),
        ("en", "Depreciation and amortization", "operating_metric", (), False, "monetary", "DepreciationAndAmortization"),
        ("en", "Depreciation and amortization", "reconciliation", (), False, "monetary", "DepreciationAndAmortizationExcludingIssuanceCosts"),
        ("en", "Trade receivables, net", "balance_sheet", (), False, "monetary", "NotesAndAccountsReceivableTrade"),
        ("en", "Deposit for a rocket", "balance_sheet", (), False, "monetary", None),
        ("en", "Loss (gain) on sale of shares in a balloon", "cash_flow_statement", (), False, "monetary", None),
        ("en", "Loss (gain) on liquidation of business", "cash_flow_statement", (), False, "monetary", None),
        ("en", "Remeasurements of defined benefit plans, net of tax", "balance_sheet", (), False, "monetary", "RemeasurementsOfDefinedBenefitPlans"),
        ("ja", "負債、少数株主持分及び資本合計", "balance_sheet", (), False, "monetary", "LiabilitiesAndStockholdersEquity"),
        ("ja", "経常利益又は経常損失（△）", "income_statement", (), False, "monetary", "OrdinaryIncome"),
        ("ja", "親会社株主に帰属する四半期純利益", "income_statement", (), False, "monetary", "ProfitAttributableToOwnersOfParent"),
        ("en", "Profit attributable to owners of parent", "summary", (), False, "monetary", "ProfitAttributableToOwnersOfParent"),
        ("ja", "持分法による投資損失", "income_statement", ("NonoperatingExpensesAbstract",), False, "monetary", "EquityInLossesOfAffiliates"),
    ],
)
def test_look_up(language: Language, label: str, statement: str, parents: tuple[str, ...], heading: bool, unit: str, concept: str | None) -> None:
    found = load_glossary().look_up(language, label, statement, parents, heading=heading, unit=unit)
    assert found.concept == concept


def test_the_sign_belongs_to_the_row() -> None:
    glossary = load_glossary()
    earned = glossary.look_up("ja", "持分法による投資損失", "income_statement").term
    added_back = glossary.look_up("ja", "持分法による投資損失", "cash_flow_statement").term
    assert earned is not None
    assert added_back is not None
    assert (earned.concept, earned.sign) == ("EquityInNetIncomeLossOfEquityMethodInvestees", 1)
    assert (added_back.concept, added_back.sign) == ("EquityInNetIncomeLossOfEquityMethodInvestees", -1)


def small(*labels: tuple[str, str, str, str]) -> Glossary:
    """A glossary of (concept, English label, context, parent)."""
    concepts = [Concept(name, "line", "", "", "", "", "", "", name) for name in sorted({label[0] for label in labels})]
    return build_glossary(
        concepts, [as_label((c, "en", text, "standard", context, parent, "1", "accepted", "", "", "")) for c, text, context, parent in labels], {}, ""
    )


def test_a_tie_is_no_match() -> None:
    found = small(("One", "Reserve", "", ""), ("Two", "Reserve", "", "")).look_up("en", "Reserve", "balance_sheet")
    assert found.term is None
    assert found.tied == ("One", "Two")


def test_the_nearest_parent_decides() -> None:
    glossary = small(("One", "Other", "", "Near"), ("Two", "Other", "", "Far"))
    assert glossary.look_up("en", "Other", "balance_sheet", ("Near", "Far")).concept == "One"
    assert glossary.look_up("en", "Other", "balance_sheet", ("Far", "Near")).concept == "Two"
    assert glossary.look_up("en", "Other", "balance_sheet", ()).concept is None


def test_the_context_decides_before_a_label_of_any_context() -> None:
    glossary = small(("Flow", "Cash", "cash_flow_statement", ""), ("Stock", "Cash", "", ""))
    assert glossary.look_up("en", "Cash", "cash_flow_statement").concept == "Flow"
    assert glossary.look_up("en", "Cash", "balance_sheet").concept == "Stock"


def test_hiding_leaves_the_rest() -> None:
    glossary = load_glossary()
    hidden = glossary.hiding(lambda label: label.concept == "Revenues")
    assert hidden.look_up("en", "Total revenues", "income_statement").concept is None
    assert hidden.look_up("en", "Total assets", "balance_sheet").concept == "Assets"
    assert glossary.look_up("en", "Total revenues", "income_statement").concept == "Revenues"


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("JPY", "monetary"),
        ("JPY/share", "per_share"),
        ("shares", "shares"),
        ("pure", "ratio"),
        ("Gbps", "bandwidth"),
        ("contracts", "count"),
        ("unknown", ""),
    ],
)
def test_unit_kind(unit: str, kind: str) -> None:
    assert unit_kind(unit) == kind


def test_a_wrong_sign_is_an_error_at_once() -> None:
    with pytest.raises(TableError, match="sign 1 or -1"):
        as_label(("NetSales", "ja", "売上高", "standard", "", "", "+", "accepted", "", "", ""))


def test_a_label_is_immutable() -> None:
    label: Label = load_glossary().labels[0]
    with pytest.raises(AttributeError):
        label.concept = "Other"  # type: ignore[misc]
