"""Turn records into one array per fact, once. The last room that sees text or objects."""
