"""From a report to pages: plain Markdown and files, which know nothing of what publishes them."""
