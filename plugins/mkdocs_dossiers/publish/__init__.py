"""Handing pages over: style sheet and scripts, the security policy, and the plain folder of Markdown."""
