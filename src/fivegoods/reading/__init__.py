"""Files, folders and stdin → documents with positions; documents → entities, or findings."""
