"""Who: the parties of a report, their identity within it, and their codes."""

from sayso.extract.party.coder import Coder, Coding
from sayso.extract.party.country import home_country
from sayso.extract.party.identity import Identity
from sayso.extract.party.mention import Mention
from sayso.extract.party.mentions import mentions
from sayso.extract.party.posts import posts
from sayso.extract.party.source import source_kind

__all__ = ["Coder", "Coding", "Identity", "Mention", "home_country", "mentions", "posts", "source_kind"]
