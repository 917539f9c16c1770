"""Write what was explained: terminal, JSON, workbook, page, parquet. Every output carries its run's stamp."""
