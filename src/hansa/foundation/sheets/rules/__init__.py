"""Pure decisions about tables: which encoding, which separator, which column is which, what a row says."""
