"""How each released schema became the next. Only `matcher db status` and `matcher db upgrade` come here."""
