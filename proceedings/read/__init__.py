"""Read an article: a file in, a `Source` out.

files      a path to its bytes, whole or not at all
formats    what a file is, by how it begins and by its name
encodings  bytes to text, and what was assumed
reading    the chain of these, and the formats' readers:
plain      text and Markdown, letter for letter
html       web pages: the article without the page around it (trafilatura)
docx       Word files (mammoth)
pdf        PDFs: lines put together to paragraphs (pypdf)
eml        mails: the body, without signature and quoted replies
blocks     markup to paragraphs: what html, docx and eml share
"""

from __future__ import annotations

from proceedings.parts import is_verb
from proceedings.read.files import name_of, read_content
from proceedings.read.formats import READABLE, is_article
from proceedings.read.reading import read, read_bytes

__all__ = ["READABLE", "is_article", "name_of", "read", "read_bytes", "read_content"]

is_verb(__name__)
