"""Two items in one column, told apart by the line: the header names them above each other, and each entry fills as many rows.

          当事業年度             前事業年度                    当事業年度   前事業年度   当事業年度        前事業年度
銘柄      株式数（株）           株式数（株）          ->   銘柄   株式数（株）  株式数（株）  計上額（百万円）  計上額（百万円）
          計上額（百万円）       計上額（百万円）           甲社      2,000         1,500
甲社      2,000                  1,500                      甲社                                  30                25
             30                     25
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.tables.blocks import Block, BlockRow, HeaderCell
from parsers.tables.header_lines import join_units
from parsers.text.scanner import Scanner


def unstack_rows(block: Block, scanner: Scanner) -> Block:
    """The block with a column for each item that its header stacks; unchanged where its rows do not come in groups as high as the stack."""
    if block.layout != "grid":
        return block
    block = replace(block, header_cells=join_units(block.header_cells, scanner))
    units = stacked_units(block.header_cells, scanner)
    height = len(units)
    valued = [row for row in block.rows if row.cells]
    groups = entries(valued)
    if (
        height < 2
        or all(_is_sum(group, units, scanner) for group in groups)
        or any(len(group) % height and not _is_sum(group, units, scanner) for group in groups)
    ):
        return block
    stack, over = block.header_cells[-height:], block.header_cells[:-height]
    step = max(cell.x1 for line in block.header_cells for cell in line)
    step = max([step, *(cell.column + 1 for row in valued for cell in row.cells if cell.column is not None)])
    spans = [(cell.x0, cell.x1) for cell in stack[0]]
    moved: dict[int, BlockRow] = {}
    for group in groups:
        for at, row in enumerate(group):
            shift = (units.index(_own_unit(row, scanner)) if _is_sum(group, units, scanner) else at % height) * step
            cells = (
                replace(cell, column=cell.column + shift) if _inside(cell.column, spans) and cell.column is not None else cell for cell in row.cells
            )
            moved[id(row)] = replace(row, label=group[0].label, cells=tuple(cells))
    header = tuple(line + tuple(_shift(cell, at * step) for at in range(1, height) for cell in line if _inside(cell.x0, spans)) for line in over)
    named = tuple(_shift(cell, at * step) for at, line in enumerate(stack) for cell in line)
    return replace(block, header_cells=(*header, named), rows=tuple(moved.get(id(row), row) for row in block.rows))


def stacked_units(header: Sequence[Sequence[HeaderCell]], scanner: Scanner) -> list[str]:
    """The units of the lines at the end of a header that stand over the very same columns, each with a unit of its own for all of them."""
    units: list[str] = []
    for line in reversed(header):
        named = {word.unit for cell in line for word in scanner(cell.text).of("unit")[-1:]}
        unit = named.pop() if len(named) == 1 else None
        whole = all(scanner(cell.text).of("unit") and not scanner(cell.text).of("period") for cell in line)
        places = [(cell.x0, cell.x1) for cell in line]
        if unit is None or unit in units or not whole or places != [(cell.x0, cell.x1) for cell in header[-1]]:
            break
        units.insert(0, unit)
    return units


def entries(rows: Sequence[BlockRow]) -> list[list[BlockRow]]:
    """Rows in groups of one label, which stands at the first of them or at each."""
    groups: list[list[BlockRow]] = []
    for row in rows:
        if groups and (not row.label or (row.label, row.outer) == (groups[-1][0].label, groups[-1][0].outer)):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _is_sum(group: Sequence[BlockRow], units: Sequence[str], scanner: Scanner) -> bool:
    """Is it one row that says itself which of the items it prints: 貸借対照表計上額合計（百万円）?"""
    return len(group) == 1 and _own_unit(group[0], scanner) in units


def _own_unit(row: BlockRow, scanner: Scanner) -> str:
    return next((word.unit for word in reversed(scanner(row.label).of("unit")) if word.unit), "")


def _inside(column: int | None, spans: Sequence[tuple[int, int]]) -> bool:
    return column is not None and any(first <= column < last for first, last in spans)


def _shift(cell: HeaderCell, by: int) -> HeaderCell:
    return replace(cell, x0=cell.x0 + by, x1=cell.x1 + by)
