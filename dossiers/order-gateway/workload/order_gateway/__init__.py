"""A small order gateway: takes orders from trading clients and has a matching engine acknowledge them."""

__version__ = "2.0.0"
