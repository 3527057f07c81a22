"""The tables.  What came in is never overwritten; everything below the line can be rebuilt from it.

Days are ordinals (1 = 0001-01-01), moments days with a fraction, bodies the records as JSON.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

VERSION = 3  # of the schema; a change comes with a step in migrations.py

metadata = MetaData()

meta = Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

report = Table(
    "report",
    metadata,
    Column("id", Text, primary_key=True),
    Column("work", Text, nullable=False, index=True),  # versions of one report share it
    Column("version", Integer, nullable=False),
    Column("current", Boolean, nullable=False),  # only the last version is part of the picture
    Column("key", Text),
    Column("outlet", Text),
    Column("title", Text),
    Column("published", Text),
    Column("moment", Float),
    Column("language", Text),
    Column("url", Text),
    Column("origin", Text),
    Column("cluster", Text),  # the story that its file says it is of, carried along
    Column("text", Text, nullable=False),
    Column("rest", LargeBinary, nullable=False),  # what the reading holds beside report and claims, zlib
    Column("added", Text, nullable=False, index=True),
    Column("data", Text, nullable=False),  # digest of the data it was read with
)
claim = Table(
    "claim",
    metadata,
    Column("id", Text, primary_key=True),
    Column("report", Text, ForeignKey("report.id"), nullable=False),
    Column("number", Integer, nullable=False),  # its place in the reading
    Column("type", Text, nullable=False),
    Column("factuality", Text, nullable=False),
    Column("tense", Text, nullable=False),
    Column("earliest", Text),
    Column("latest", Text),
    Column("country", Text),
    Column("source", Text),
    Column("stance", Text),
    Column("body", Text, nullable=False),
    Index("claim_report", "report", "number"),
)
failure = Table(
    "failure",
    metadata,
    Column("id", Text, primary_key=True),
    Column("origin", Text, nullable=False),
    Column("key", Text),
    Column("stage", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("added", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("content", Text),  # the report as JSON, where there was one
)
decision = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("anchors", Text, nullable=False),
    Column("field", Text),
    Column("value", Text),
    Column("note", Text),
    Column("withdrawn_by", Text),
    Column("withdrawn_at", Text),
)

# ------------------------------------------------------------------ derived

telling = Table(
    "telling",
    metadata,
    Column("no", BigInteger, primary_key=True, autoincrement=False),  # its day and its id as a number
    Column("id", Text, nullable=False),
    Column("report", Text, nullable=False, index=True),
    Column("claims", Text, nullable=False),
    Column("event", Text, nullable=False, index=True),
    Column("body", Text, nullable=False),  # as it is compared
)
block = Table(
    "block",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("telling", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
edge = Table(
    "edge",
    metadata,
    Column("a", BigInteger, primary_key=True, autoincrement=False),
    Column("b", BigInteger, primary_key=True, autoincrement=False),
    Column("weight", Float, nullable=False),
    Column("parts", Text, nullable=False),
    Index("edge_b", "b"),
    sqlite_with_rowid=False,
)
event = Table(
    "event",
    metadata,
    Column("id", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("earliest", Integer),
    Column("latest", Integer),
    Column("first", Float),
    Column("last", Float),
    Column("country", Text),
    Column("origins", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("disputed", Boolean, nullable=False),
    Index("event_shown", "last", "id"),
    Index("event_type", "type", "last"),
    Index("event_status", "status", "last"),
    Index("event_country", "country", "last"),
    Index("event_earliest", "earliest", "latest"),
)
event_body = Table(  # apart, so that looking through events does not read them whole
    "event_body",
    metadata,
    Column("event", Text, primary_key=True),
    Column("body", Text, nullable=False),
)
event_party = Table(
    "event_party",
    metadata,
    Column("event", Text, primary_key=True),
    Column("role", Text, primary_key=True),  # actor, recipient, source
    Column("name", Text, primary_key=True),
    Column("code", Text, nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("key", Text, nullable=False, index=True),  # see link.names.Who
)
actor_name = Table(
    "actor_name",
    metadata,
    Column("key", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("last", Text, nullable=False, index=True),  # last word of the name, the key where there is none
    Column("mentions", Integer, nullable=False, index=True),
    Column("actor", Text, nullable=False, index=True),  # id of the actor that the key belongs to
    Column("because", Text, nullable=False),
)
alias = Table(
    "alias",
    metadata,
    Column("report", Text, primary_key=True),
    Column("short", Text, primary_key=True),  # key of an acronym
    Column("name", Text, primary_key=True),  # key of the name that it stands for
    Index("alias_short", "short", "name"),
    Index("alias_name", "name", "short"),
)
voice = Table(
    "voice",
    metadata,
    Column("event", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("key", Text, nullable=False, index=True),
    Column("kind", Text),
    Column("stance", Text, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("confirmed", Boolean, nullable=False),
    Column("contradicted", Boolean, nullable=False),
)
quoted = Table(  # the voices of named sources, counted, so that asking for sources does not read them all
    "quoted",
    metadata,
    Column("key", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("lines", Integer, nullable=False),
    Column("events", Integer, nullable=False),  # an event counts under the first of a source's names in it
    Column("reports", Integer, nullable=False),
    Column("confirmed", Integer, nullable=False),
    Column("contradicted", Integer, nullable=False),
    Column("silent", Integer, nullable=False),
)
state = Table(
    "state",
    metadata,
    Column("event", Text, primary_key=True),
    Column("since", Integer, primary_key=True),  # first day of the status
    Column("until", Integer, nullable=False),  # last day
    Column("status", Text, nullable=False),
    Column("due", Integer),
    Column("body", Text, nullable=False),
    Index("state_days", "since", "until"),
)
held = Table(
    "held",
    metadata,
    Column("report", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("month", Integer, nullable=False),
    Column("shown", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("post", Text, nullable=False),
    Index("held_key", "key", "month"),
)
post_use = Table(
    "post_use",
    metadata,
    Column("report", Text, primary_key=True),
    Column("mention", Text, primary_key=True),
    Column("country", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("month", Integer, nullable=False),
    Index("post_use_key", "key", "month"),
)
resolved = Table(
    "resolved",
    metadata,
    Column("report", Text, primary_key=True),
    Column("mention", Text, primary_key=True),
    Column("holder", Text, nullable=False),
)

queue = Table(
    "queue",
    metadata,
    Column("claim", Text, primary_key=True),
    Column("event", Text, nullable=False, index=True),
    Column("report", Text, nullable=False),
    Column("doubt", Float, nullable=False),
    Column("weight", Float, nullable=False),
    Column("rank", Float, nullable=False, index=True),
)

DERIVED = (
    telling,
    block,
    edge,
    event,
    event_body,
    event_party,
    actor_name,
    alias,
    voice,
    quoted,
    state,
    held,
    post_use,
    resolved,
    queue,
)
