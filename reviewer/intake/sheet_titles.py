"""What the workbook's sheets are called in each language."""

from __future__ import annotations

from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One of the workbook's sheets, under its names."""

    nb: str
    nn: str
    en: str
    also: tuple[str, ...] = ()

    def title(self, language: str) -> str:
        """Return the sheet's name in that language."""
        return self.nn if language == "nn" else self.en if language == "en" else self.nb

    def names(self) -> tuple[str, ...]:
        """Return every name the sheet goes by."""
        return (self.nb, self.nn, self.en, *self.also)


APPLICATIONS = Sheet(nb="Søknader", nn="Søknader", en="Applications", also=("søknadar", "søknad"))
FLOWS = Sheet(nb="Kontantstrøm", nn="Kontantstraum", en="Cash flow", also=("kontantstrømmer", "cash flows", "flows"))
EFFECTS = Sheet(nb="Virkninger", nn="Verknader", en="Effects", also=("ikke-prissatte virkninger", "non-priced effects"))
GUIDANCE = Sheet(nb="Veiledning", nn="Rettleiing", en="Guidance")
LISTS = Sheet(nb="Lister", nn="Lister", en="Lists")
