"""The language and country that a document says it is written in."""

LOCALES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
