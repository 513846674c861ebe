"""Collection forms (填报表): a workbook made from criteria, to be filled in and read back."""
