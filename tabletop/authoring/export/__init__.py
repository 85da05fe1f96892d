"""A deck in other forms: Markdown, spreadsheet, translation, schema, paper."""
