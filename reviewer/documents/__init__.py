"""The proposal as documents: Word, Markdown and JSON. Each format has its own escaping door for text from outside."""
