"""Read other people's files: workbooks, CSV files and job adverts. Every problem is listed, nothing disappears.

The way in: `workbook.read_files`, `adverts.read_adverts`; back out: `template`, `rejects`, `export`. One definition of
every sheet and column (`sheets/`) serves them all.
"""
