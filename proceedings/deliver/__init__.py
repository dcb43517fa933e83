"""Deliver documents: as a draft of an e-mail, and on paper that is folded or saves paper.

letter   what the mail says: the view's variables to a subject and two bodies
draft    a letter to the bytes of an .eml file; addresses are checked
impose   a PDF's pages side by side on sheets, in reading order or for a booklet
grey     pages to the same pages without colour
"""
