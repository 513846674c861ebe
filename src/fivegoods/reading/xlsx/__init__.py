"""Excel workbooks (.xlsx) read with the standard library: streamed, bounded, formulas and formats seen."""
