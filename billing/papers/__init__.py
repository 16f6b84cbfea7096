"""Invoices, acts and statements on paper: frozen facts in, the same PDF out whenever it is asked for."""
