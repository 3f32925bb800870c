"""The project's own tools: set-up, checks, measurements. Nothing here is imported by the product."""
