"""What pages say above, below and beside their tables, as sentences."""
