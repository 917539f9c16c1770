"""One file for each released schema. A file is never changed once its schema was released."""
