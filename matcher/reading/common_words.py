"""How often common words stand in the sentences of adverts, roughly: of a thousand, how many hold the word.

A pattern is tried only where its rarest words are, and this says which of its words is rarest. It bears on the time
alone: what is found is the same whatever stands here. Counted in the labelled snippets, with the words of longer
adverts added by guess.
"""

from __future__ import annotations

_WORDS = {
    400: """
        . and
    """,
    200: """
        , the to a of you - in
    """,
    100: """
        for be with we are on
    """,
    50: """
        care work your as have at is support team this or no : will role working our all experience
    """,
    25: """
        ? health skills must looking part patients provide service services training within it from us by up
        hospital people post so time ; not only one able apply full nhs staff successful out an english hours two
        would essential flexible good if opportunity other required trust who
    """,
    12: """
        any high job day bank community excellent first home level need new before days needed can dont off after
        own please school years cant get paid when children come each go medical quality week do licence like
        shop year every form here last office take them under interview its over uk what wont
    """,
    6: """
        ask desk five free has leave look phone round six that three check hand help never nothing pay shift
        wanted 2 about anyone applicants back been car dbs down enhanced hour line night nights nobody past ring
        thats their till want young bring cv isnt keep needs offer room run shifts should than those through top
        use weeks 18 age between done fine four how list may more old pass person put rules same set show since
        site tell union without but counter front half months right sort well
    """,
}
RATE = {word: rate for rate, words in _WORDS.items() for word in words.split()}
"""Of a thousand sentences, those with the word; a word not named stands in about one."""
