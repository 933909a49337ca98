"""White space around a page's content."""

from __future__ import annotations

from mkdocs_dossiers.publish.spaces import without_spaces


def test_only_white_space_that_nobody_sees_goes() -> None:
    content = "<p>\n   kept\n\n</p>"
    head = "<head>\n    <meta>\n\n\n  <script>a = `\n\n   b`</script>\n   \n<pre>\n  x\n</pre>\n\n "
    page = f"{head}{content}\n \n  </html>"
    assert without_spaces(page, content) == (
        f"<head>\n<meta>\n<script>a = `\n\n   b`</script>\n<pre>\n  x\n</pre>\n{content}\n</html>"
    )


def test_a_page_without_its_content_stays_as_it_is() -> None:
    for page, content in (("<a>\n\n</a>", "<b>"), ("<a>\n\n</a>", ""), ("x\n\n  x", "x")):
        assert without_spaces(page, content) == page
