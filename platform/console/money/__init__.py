"""The operators' side of money: figures, one city's books, the bank, contracts, closed months."""
