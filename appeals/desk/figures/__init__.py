"""The administration's screen: figures of the city, and the rows behind each of them."""
