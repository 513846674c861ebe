"""The score cards of very many parks, for a screen: the first and the last ones."""

from __future__ import annotations

from dataclasses import replace

from fivegoods.messages.words import say
from fivegoods.reports.excerpt import SCREEN
from fivegoods.reports.model import Paragraph, Product, Report, Section
from fivegoods.reports.results.card import card_product
from fivegoods.scoring.scores import Run


def few_cards(run: Run, lang: str) -> Product:
    """Return the cards of the first and last parks of a run, with a sentence about those left out."""
    scores, extent = run.scores, SCREEN
    shown = (*scores[: extent.first], *scores[len(scores) - extent.last :])
    more = len(scores) - len(shown)
    note = say("excerpt.cards", lang, of=len(scores), first=extent.first, last=extent.last, more=more)
    product = card_product(replace(run, scores=shown), lang)

    def report() -> Report:
        made = product.report()
        return replace(made, sections=(*made.sections, Section("", (Paragraph(note),))))

    return replace(product, report=report)
