"""The residents' site: one template for all cities, branding is data."""
