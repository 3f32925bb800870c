"""What media decides without a database: captions, their limits, slides and byte ranges."""
