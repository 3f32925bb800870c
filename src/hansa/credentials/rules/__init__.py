"""Pure rules of credentials: plain values in, plain values out."""
