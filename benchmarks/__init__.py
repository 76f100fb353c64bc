"""How fast the site is: a generated record of any size, and what each page of it costs."""
