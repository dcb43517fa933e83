"""PDF: pages of placements to a tagged, archivable file, and the file read back.

publish                   pages and faces to bytes, one call per part
paint, show               placements to content streams; runs of text to the operators that show them
embed                     glyphs to codes, faces to embedded subsets
pictures                  PNG and JPEG to image objects
roles, tags, attributes   elements to the structure tree, and links
metadata, outline         what the document says of itself; its bookmarks
attachments               the files it carries
_reportlab                the one door to ReportLab, which writes the objects and the file
readback, check           by pypdf: the text as the tags give it, and whether everything agrees
verify                    what a paper says against the article it was made from
"""
