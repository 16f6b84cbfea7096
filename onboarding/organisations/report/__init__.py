"""The curator's weekly report: how far the city's organisations are, and what the week has changed."""
