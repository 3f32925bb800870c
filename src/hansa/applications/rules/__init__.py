"""Pure decisions about applications: plain values in, answers out."""
