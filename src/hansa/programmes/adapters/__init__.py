"""Outside things that programmes read: folders of packs."""
