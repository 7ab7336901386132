"""Headers of running text: the order of their pieces is all that is known."""

from tests.parsers.made import read


def test_a_part_over_fewer_columns_than_there_are() -> None:
    """Nine months over the two columns that name a year; dollars are those of the yen beside them."""
    head = "Results\n\n(Millions of yen and millions of U.S. dollars)\n\n  Nine months  Nine months\n  FY9/2005  FY9/2006  U.S. dollars\n"
    found = read(f"{head}Total revenues 47,634  50,214  426\nOperating income 5,979  6,070  51\nNet income 4,906  4,589  39\n")
    assert [(str(one.period_start), str(one.period_end)) for one in found.readings[:3]] == [
        ("2004-10-01", "2005-06-30"), ("2005-10-01", "2006-06-30"), ("2005-10-01", "2006-06-30")]  # fmt: skip


def test_parts_that_nobody_can_deal_leave_the_years_open() -> None:
    found = read("Results\n\n(Millions of yen)\n\n  Nine months  2nd quarter  1st quarter\n  FY9/2005  FY9/2006\nTotal revenues 47,634  50,214\nNet income 4,906  4,589\n")
    assert {one.period_end for one in found.readings} == {None}
