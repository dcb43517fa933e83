"""Let a person review an article in the browser: the source beside the pages, each decision kept at once.

telling (what the page shows) → desk (decisions) → server (loopback only); page.html, page.css and page.js are the page.
"""
