"""Every code of a finding and every reason of a quarantined or pending release: what it means, and what a person does about it.

The one list of them. docs/findings.md is written from it: `python -m flows.pipeline.codes > docs/findings.md`.
"""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    code: str
    meaning: str
    remedy: str


DOCUMENT = (
    Code("aslant_text", "Text runs aslant, or across the page's direction of reading, and is in no line.", "Nothing, where it is a stamp; else read the page by eye."),
    Code("beyond_budget", "The document is larger than any release: what the message names is left out of the data, all before it is read.", "Split it into several releases."),
    Code("cid_text", "Glyphs of the PDF have no Unicode in their font: their text is lost.", "Get the document in another form, or print it to a new PDF."),
    Code("encoding", "The text is not in the encoding that it declares, or not in UTF-8; the message says how it was read.", "Nothing, unless characters look wrong."),
    Code("hidden_layers", "Layers of the PDF are switched off when it is opened; what they hold is not read.", "Switch them on and save, if they belong to the release."),
    Code("hidden_text", "Glyphs that the page does not show (white, covered, outside) are left out.", "Nothing; look at the page if a number is missing."),
    Code("ignored_file", "A file beside the documents that no reader claims, such as a picture.", "Nothing."),
    Code("lost_characters", "Characters were lost before the file came here (U+FFFD).", "Fetch the document again from its source."),
    Code("no_glyphs", "The page is painted without a single glyph, perhaps as outlines.", "Run OCR on the page."),
    Code("no_last_newline", "The last line has no end: the file may be truncated.", "Compare its end with the source."),
    Code("ocr_text", "All text is an invisible layer over pictures, the work of an OCR program.", "Check the numbers against the pictures."),
    Code("overprint", "Copies of glyphs printed over each other (fake bold) were dropped.", "Nothing."),
    Code("repaired", "The PDF is damaged and was read after a repair.", "Fetch it again; check the number of its pages."),
    Code("rulings", "The page has more lines and rectangles than a table: a drawing, left out.", "Nothing."),
    Code("scanned_page", "A picture covers the page: what it shows is not read.", "Run OCR on the page."),
    Code("struck_out", "Text of the HTML is struck out; left out of the data.", "Nothing."),
    Code("turned_page", "Text runs up or down the page; it was read after turning it.", "Nothing."),
)  # fmt: skip

RELEASE = (
    Code("calendar_assumed", "No text says when the fiscal year ends; March 31 is assumed.", "Check the periods of the quarters; a page that says the year end helps."),
    Code("no_date", "No date line and no date in the metadata: announced_on is empty.", "Nothing, or give the PDF a creation date."),
    Code("no_period", "No title or caption names the period reported on: 当期 and the like stay unresolved.", "Drop the whole release, with its first page."),
    Code("rounding_contradicts", "Amounts are said to be truncated and to be rounded half up; both are allowed.", "Nothing; sums are proved with the wider tolerance."),
    Code("rounding_inferred", "Rounding is not stated; it was inferred from numbers printed at two scales.", "Nothing."),
    Code("usd_rate_differs", "The documents translate at several rates; the one printed most is kept for the release.", "Nothing."),
)  # fmt: skip

TABLE = (
    Code("date_conflict", "Two prints of a column's date contradict each other; the message says which was taken.", "Check the column's period."),
    Code("length_conflict", "The caption gives a length that another table with the same numbers contradicts.", "Check the length of the table's periods."),
    Code("period_by_rate", "The header does not say whose dollars these are: read as those of the yen that every row translates at one rate.", "Check the column's period."),
    Code("period_of_report", "No period is printed at a table whose section the form of annual reports ties to the year on the cover; read so, never proved.", "Check the table's period."),
    Code("quarter_by_evidence", "A table's words leave open whether its quarters are three months or the year to date; other tables decided.", "Check the length of the table's periods."),
    Code("ratio_to_earlier", "Changes are printed in percent of the earlier amount: read as changes where the amounts tell, else as ratios.", "Nothing."),
    Code("same_columns", "Columns have different numbers, and nothing in the header tells them apart: their frame stays open.", "Read the header by eye."),
    Code("scale_unstated", "A currency stands over the columns, but nothing says its scale; read as single units.", "Check the size of the numbers."),
    Code("scope_by_document", "Nothing near the table says consolidated or not; the words of the whole document decide.", "Nothing."),
    Code("scope_unclear", "The title names both consolidated and non-consolidated numbers.", "Check the table's scope."),
    Code("side_by_side", "Two tables stand side by side and their columns are lost; left out of the data.", "Drop the PDF or HTML of the release instead of its text."),
    Code("tag_differs", "The printed number differs from its XBRL tag; the printed one is kept.", "Look at the source; one of the two is wrong."),
    Code("too_many_cells", "A row has more cells than its table has columns; left out of the data.", "Read the row by eye; freeze the document as a test (CONTRIBUTING.md)."),
    Code("torn_header", "A piece of a period is left over in the header; no column's period is taken.", "Read the header by eye."),
    Code("unknown_period", "Nothing printed says which days a column stands for.", "Read the header by eye; see no_period and calendar_assumed."),
    Code("unknown_unit", "Neither cell, row, column nor caption gives a unit.", "Read the caption by eye; add the word to parsers/words/words.tsv if it is one."),
    Code("unnamed_rates", "Percentages stand in brackets below amounts, and nothing says what they are; left out of the data.", "Read the row by eye."),
    Code("unnamed_sum", "The sum of rows above stands beside the last of them, and no label names it; left out of the data.", "Read the row by eye."),
    Code("unplaced_row", "A row has fewer cells than columns and arithmetic cannot place them; left out of the data.", "Read the row by eye."),
    Code("unread_number", "Numbers of a row that no reading, label, header, sentence or other finding holds.", "Read the row by eye; freeze the document as a test (CONTRIBUTING.md)."),
    Code("unread_row", "A row with numbers could not be read; left out of the data.", "Read the row by eye; freeze the document as a test (CONTRIBUTING.md)."),
    Code("unread_table", "Numbers stand under no period, unit or measure; left out of the data.", "Nothing, where it is no table of the release."),
    Code("unreadable_cell", "A cell is no number (a range, a word); left out of the data.", "Nothing, where the print is meant so."),
)  # fmt: skip

MEANING = (
    Code("concept_collision", "Two rows of different numbers have one concept; one of them is called by a concept of its own.", "Add a `parent` or `context` to the term in labels.tsv."),
    Code("label_repeated", "Several rows of one table have the same label and other numbers.", "Nothing; their headings tell them apart."),
    Code("label_tie", "A label has several concepts, and nothing decides between them.", "Add the heading as `parent` to the term in labels.tsv."),
    Code("period_disagrees", "Columns of the same numbers have other periods in Japanese and English.", "Check both headers; one may be misread or misprinted."),
)  # fmt: skip

PROOF = (
    Code("beside_nothing", "A number asks for another one beside it, where a nil mark stands: one of the two may belong to another row.", "Look at the row."),
    Code("column_doubted", "A column of shares, rates or dollars does not follow from the amounts beside it; it proves nothing.", "Check the column's header."),
    Code("columns_swapped", "Sums agree only when two columns are exchanged.", "Check the headers of both columns."),
    Code("contradicted", "A number is in the smallest set whose change lets every failing identity hold.", "Compare it with the source: a misprint, or misread."),
    Code("label_conflict", "A Japanese and an English row are a pair by their numbers, and their labels mean different things.", "Look at both rows; one label may be wrong."),
    Code("labels_crossed", "Two neighbouring rows have the numbers of each other's label.", "Look at both rows; their labels may be exchanged."),
    Code("lengths_exchanged", "The longer period shows less than the shorter one in most lines.", "Check the headings of the two tables."),
    Code("order_crossed", "Two rows stand in the other order in another table.", "Look at both rows; their labels may be exchanged."),
    Code("rate_differs", "The yen and dollar columns follow another rate than the printed one; theirs is used.", "Nothing."),
    Code("row_in_one_language", "A row stands in one language only, between rows that are pairs.", "Look at the other edition."),
    Code("sign_in_question", "A row of losses is printed with and without a sign, and no sum tells which is right: not proved.", "Look at the sign on the page."),
    Code("spans_swapped", "Sums agree only when the quarter and the longer period are exchanged.", "Check the headings of the two tables."),
    Code("tables_differ", "Two prints of one table have mostly different numbers; they are not compared.", "Check that their periods are told apart."),
    Code("total_without_sum", "The rows above a total do not add up to it: one may be missing or wrong.", "Look at the table; freeze the document as a test if a row is missing."),
)  # fmt: skip

QUARANTINED = (
    Code("binary", "The file says it is text, and is none.", "Drop the document itself."),
    Code("crashed", "The worker that read the release crashed.", "Report it with the document, if it may be passed on."),
    Code("cut_off", "The text ends in the middle of a table. As a finding: the HTML has no end tag, and may be truncated.", "Fetch the whole release."),
    Code("damaged", "The PDF or HTML cannot be read.", "Fetch it again."),
    Code("duplicate_name", "Two drops give the same release_id.", "Rename one of them."),
    Code("empty", "The drop holds no document, or a document without content.", "Put the editions of one release into it."),
    Code("encrypted", "The PDF asks for a password.", "Drop it without one."),
    Code("internal_error", "A fault of taiyaku's own; the message names the place, a log stands beside the data.", "Report it with the log."),
    Code("link", "A link leads out of the folder of drops, back into itself or to nothing; it is not followed.", "Copy the document, or allow links with --follow-links."),
    Code("memory", "Reading took more memory than allowed.", "Look whether the document is what it says it is."),
    Code("mojibake", "The text is in no encoding that is known, or its fonts give no Unicode.", "Get it in UTF-8 or as HTML."),
    Code("no_table", "There is text but no table of numbers.", "Drop the release that holds the statements."),
    Code("not_a_file", "A pipe, a device or a socket stands where a document should; it is not opened.", "Remove it, or drop the document itself."),
    Code("scanned", "Every page is a picture.", "Run OCR on the document."),
    Code("timeout", "Reading took more time than allowed.", "Look whether the document is what it says it is; raise --seconds."),
    Code("too_large", "The document is larger than any release: in bytes, pages, glyphs or cells.", "Drop the part that holds the release."),
    Code("unknown_type", "No reader claims the file.", "Drop text, HTML or PDF."),
    Code("unreadable", "The file cannot be opened.", "Look at its permissions."),
    Code("vanished", "The file went away or changed while it was read.", "Drop it again."),
)  # fmt: skip

PENDING = (
    Code("busy", "The machine kept the worker from working.", "Run again when it has less to do, or with more --seconds."),
    Code("killed", "The worker was ended from outside.", "Was memory short? Run again with fewer --jobs."),
    Code("locked", "Another run works on the release.", "Run again when it is done."),
)  # fmt: skip

SECTIONS = {
    "Findings on a document": DOCUMENT,
    "Findings on the release": RELEASE,
    "Findings on tables and readings": TABLE,
    "Findings on concepts and pairs": MEANING,
    "Findings on proof": PROOF,
    "Reasons of a quarantined release": QUARANTINED,
    "Reasons of a pending release": PENDING,
}
CODES = frozenset(code.code for codes in SECTIONS.values() for code in codes)


def codes_markdown() -> str:
    """docs/findings.md."""
    lines = [
        "# Findings", "",
        "Whatever taiyaku is not sure of it reports: a row of the `findings` table has one of these codes, and a message that says where, what was expected",
        "and what was found. A release that cannot be read is quarantined, one that the machine kept from being read is pending; its `reason` begins with the code.",
        "Written from flows/pipeline/codes.py by `python -m flows.pipeline.codes > docs/findings.md`.",
    ]  # fmt: skip
    for title, codes in SECTIONS.items():
        lines += ["", f"## {title}", "", "| code | what it means | what to do |", "|---|---|---|"]
        lines += [f"| `{code.code}` | {code.meaning} | {code.remedy} |" for code in codes]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(codes_markdown(), end="")
