"""Claims -> events, actors and commitments: pure functions over records, without a database."""
