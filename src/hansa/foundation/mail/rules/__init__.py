"""How a text becomes a mail: its markup, and the frame around it. Plain values in, plain text and HTML out."""
