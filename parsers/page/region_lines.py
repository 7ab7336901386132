"""Lines without rules to regions, and regions to grid lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.page.extents import Extent, nearest_column
from parsers.page.marks_below import join_marks_below
from parsers.page.number_cells import cells_of
from parsers.page.regions import Region, find_regions, header_of, split_side_by_side
from parsers.page.row_heights import join_heights
from parsers.page.striped_rows import join_stripes
from parsers.page.stub_columns import part_stubs
from parsers.page.tight_labels import join_tight
from parsers.page.torn_captions import join_torn_captions
from parsers.page.wrapped_labels import join_wrapped
from parsers.printed import Chunk, Line, Ruling
from parsers.text.scanner import Scanner
from parsers.words.unit_brackets import bracketed


def unruled_pieces(lines: Sequence[Line], scanner: Scanner, rulings: Sequence[Ruling] = ()) -> Iterator[Line | Region]:
    """Lines and regions in order; tables side by side one after the other. rulings: those of the page."""
    for part in split_side_by_side(lines, scanner):
        for piece in find_regions(join_heights(join_marks_below(join_torn_captions(part, scanner), scanner), scanner), scanner, rulings):
            yield on_stripes(piece, rulings, scanner) if isinstance(piece, Region) else piece


def on_stripes(region: Region, rulings: Sequence[Ruling], scanner: Scanner) -> Region:
    """The region with each row that stripes hold as one line."""
    return replace(region, lines=(*region.lines[: region.header], *join_stripes(region.lines[region.header :], rulings, scanner)))


def region_lines(region: Region, group: int, scanner: Scanner, *, header: bool) -> list[Line]:
    """The lines of a region as grid lines; without its header where the table goes on from the page before."""
    head, over = header_of(region, scanner)
    above = [grid_line(line, region.columns, group, placed, scanner) for line, placed in zip(head, over, strict=True)] if header else []
    return above + [grid_line(line, region.columns, group, {}, scanner) for line in join_wrapped(join_tight(part_stubs(region.lines[region.header :], scanner), scanner), scanner)]


def grid_line(line: Line, columns: Sequence[Extent], group: int, places: dict[int, tuple[int, int]], scanner: Scanner) -> Line:
    """A line with its chunks under columns: chunk 0 the label, then the columns from 1 on.

    places: for a header line, index of a chunk -> first and last column it covers; its other chunks are label.
    """
    cells = () if places else cells_of(line, scanner)
    rest = line.chunks[: len(line.chunks) - len(cells)]
    label = [chunk for at, chunk in enumerate(rest) if at not in places]
    placed = [replace(chunk, x0=places[at][0] + 1, x1=places[at][1] + 2) for at, chunk in enumerate(rest) if at in places]
    placed += [replace(chunk, x0=at + 1, x1=at + 2) for chunk in cells for at in (nearest_column(chunk, columns),)]
    text = " ".join(chunk.text for chunk in label)
    if len(label) > 1 and not places and cells and scanner(label[-1].text).is_unit_head:
        text = bracketed(" ".join(chunk.text for chunk in label[:-1]), label[-1].text)
    first = Chunk(text, 0, 1, label[0].bbox if label else None, bold=bool(label) and all(chunk.bold for chunk in label))
    return replace(line, layout="grid", chunks=(first, *placed), group=group, indent=label[0].x0 if label else columns[0].x0)
