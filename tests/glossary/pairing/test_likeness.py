"""Likeness of labels without the glossary: the right English label comes out on top, a wrong one does not come near."""

from __future__ import annotations

import subprocess
import sys

import pytest

from glossary.pairing.likeness import Matcher, english_stems
from glossary.terms.glossary import build_glossary, load_glossary
from glossary.terms.tokens import japanese_words

BY_WORDS = Matcher(build_glossary((), (), {}, ""))


@pytest.mark.parametrize(
    ("ja", "right", "wrong"),
    [
        ("有形固定資産の取得による支出", "Purchase of property, plant and equipment", "Proceeds from sale of property, plant and equipment"),
        ("長期借入金の返済による支出", "Repayments of long-term borrowings", "Proceeds from long-term borrowings"),
        ("支払利息", "Interest expenses", "Interest income"),
        ("自己株式の取得による支出", "Purchase of treasury shares", "Dividends paid"),
        ("研究開発費", "Research and development expenses", "Advertising expenses"),
        ("国際バックボーンコスト", "International Backbone Costs", "Domestic Backbone Costs"),
        ("半導体製造装置", "Semiconductor production equipment", "Medical equipment"),
        ("医薬品", "Pharmaceuticals", "Foods"),
        ("不動産事業", "Real estate business", "Financial business"),
        ("映像事業", "Visual and image business", "Toys and hobby"),
        ("海外", "Overseas", "Domestic"),
        ("192kbps – 768kbps", "192kbps – 768kbps", "1Mbps – 2Mbps"),
    ],
)
def test_the_right_label_is_the_likelier(ja: str, right: str, wrong: str) -> None:
    assert BY_WORDS.likeness(ja, right) > BY_WORDS.likeness(ja, wrong)


@pytest.mark.parametrize(("ja", "en"), [("契約数", "Treasury stock"), ("自己株式", "Number of Contracts"), ("", "Sales"), ("売上高", "")])
def test_nothing_in_common_is_near_zero(ja: str, en: str) -> None:
    assert BY_WORDS.likeness(ja, en) < 0.2


def test_terms_of_the_glossary_are_words_too() -> None:
    ja, en = "持分法による投資利益の調整", "Adjustment of share of profit of entities accounted for using equity method"
    assert Matcher(load_glossary()).likeness(ja, en) > BY_WORDS.likeness(ja, en)


def test_loan_words_carry_their_english() -> None:
    assert [(word.surface, word.english) for word in japanese_words("コストサービス")] == [("コスト", "cost"), ("サービス", "service")]


def test_stems_join_forms_of_a_word() -> None:
    assert english_stems("Investments in securities") == english_stems("investing, security")


def test_the_dictionary_is_not_loaded_at_import() -> None:
    code = "import sys, glossary.pairing.align, glossary.meaning.facts; sys.exit('fugashi' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
