"""Tables (CSV, TSV, Excel, JSON) with one row for each park and year."""
