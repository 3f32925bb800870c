"""One outside thing each: pinned contexts, the key store, Typst, PDF attachments."""
