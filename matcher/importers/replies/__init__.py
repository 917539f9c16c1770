"""Employers' answers, from a workbook, an e-mail or its text."""
