"""Each function measures one fact about a pair in a natural unit. It knows no points and no words.

A measure takes rows of both sides in any shapes that broadcast, and gives (least, most): the smallest and the
largest whole number that what is known allows. Importing this room registers every measure.
"""
