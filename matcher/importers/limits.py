"""How much one import may hold. Each limit is said, with the figure found, when something is over it."""

from __future__ import annotations

MEGABYTE = 1_000_000

FILE_MOST_BYTES = 100 * MEGABYTE
"""Of one file as it lies on disk."""
UNZIPPED_MOST_BYTES = 600 * MEGABYTE
"""Of a workbook with everything in it unpacked; 200,000 full rows of 60 columns come to about 500."""
PARTS_MOST = 5_000
"""Parts inside one workbook."""
FILES_MOST = 200
SHEETS_MOST = 100
ROWS_MOST = 200_000
"""Rows with anything in them, of one sheet or one CSV file."""
COLUMNS_MOST = 300
AREA_MOST = 40_000_000
"""Cells from the first to the last corner of a sheet, filled or not: a stray cell far away makes a sheet huge."""
CELL_MOST_CHARACTERS = 20_000
"""Of one cell. A spreadsheet program keeps at most 32,767 itself."""
REFERENCE_MOST_CHARACTERS = 100
HEADER_WITHIN_ROWS = 20
"""The headings are looked for in the first rows that hold anything, so that a title above them does no harm."""
READER_MOST_BYTES = 3_000 * MEGABYTE
"""Memory of the separate process that opens workbooks, where the system can hold it to that."""
READER_MOST_SECONDS = 180.0
"""After which a workbook that does not open is given up."""
