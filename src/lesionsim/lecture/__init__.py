"""A lecture made by one command: all figures in a teaching order, with films, tables, notes and a page that shows them.

`plan` says which figures there are and in what order, `making` runs the scenarios and lets processes draw (`crew`,
`worker`, `drawing`), `page` writes the page, `folder` puts everything into place: all of it or nothing.
"""
