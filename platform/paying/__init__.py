"""The city's own side of money: its page of plan and payment, what it uses, letters about what is due."""
