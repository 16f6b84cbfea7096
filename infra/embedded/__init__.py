"""One command from a clean clone to a living product: environment, servers, processes.

Standard library only: everything here runs before any package is installed.
"""
