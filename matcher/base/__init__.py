"""Words that every room shares: ids, days, weeks, money, problems. Imports nothing of ours."""
