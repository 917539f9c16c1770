"""The sheets of the workbook, each defined once: columns, how rows become records, how records become rows."""
