"""Records to formats and back: JSON, CSV, HTML, the scorer's lines; each module is one format."""
