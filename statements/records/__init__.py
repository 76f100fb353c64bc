"""Files in and out: one list of fields (`fields`) feeds import, export, the commands' help and the documentation.

`importing.import_files(...)` reads, checks, plans and writes; `exporting.export_lines(...)` gives the lines back.
Neither knows a command line.
"""
