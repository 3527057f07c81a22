"""What is seen of one anaphor and each party that it may mean: the features of the coreference decision.

Choices are the clusters in reach on both sides that grammar leaves open, and "somebody new".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.extract import antecedent_names as names
from sayso.extract.antecedent_views import Rivals, View, agrees, possible, seen_from
from sayso.extract.coreference import SUBJECT, Choice, Row, Scene
from sayso.extract.party.mention import Mention
from sayso.extract.party.words import fold, split

if TYPE_CHECKING:
    from sayso.annotate.doc import Token
    from sayso.extract.party.identity import Cluster
    from sayso.extract.turns import Seen


def weigh(
    scene: Scene,
    mention: Mention,
    clusters: Sequence[Cluster],
    ruled: Cluster | None,
    of: dict[tuple[int, int], Cluster],
) -> tuple[list[Choice], list[Row]]:
    """Every choice of an anaphor with its named features; `of` says whose a placed mention is."""
    sight = _Sight(scene, mention, of)
    lang = scene.doc.lang
    views = [
        v
        for c in clusters
        if possible(mention, c, ruled, lang) and (v := seen_from(scene, mention, c)) is not None
    ]
    rivals = Rivals(mention, views)
    choices = [Choice(v.cluster, v.cluster is ruled) for v in views]
    choices.append(Choice(None, ruled is None))
    what = _what(mention)
    rows = [_row(sight, what, v, rivals, v.cluster is ruled) for v in views]
    rows.append(list(_row_new(sight, what, rivals.fitting, ruled is None)))
    return choices, rows


@dataclass(slots=True)
class _Sight:
    """What is the same for all choices of one anaphor."""

    scene: Scene
    mention: Mention
    of: dict[tuple[int, int], Cluster]
    token: Token = field(init=False)
    inside: list[Cluster | None] = field(init=False)
    spoke: Cluster | None = field(init=False)
    spoke_far: int = field(init=False)
    teller: bool = field(init=False)
    opens: bool = field(init=False)
    turn: dict[int, Seen] = field(init=False)
    follows: bool = field(init=False)
    told: list[Cluster | None] = field(init=False)  # the parties of all attributions

    def __post_init__(self) -> None:
        m, scene = self.mention, self.scene
        self.token = scene.doc[m.head]
        self.inside = [self.whose(v.teller) for v in scene.around(m)]
        last = scene.before(m)
        self.spoke = self.whose(last.teller) if last else None
        self.spoke_far = min(4, m.sent - last.teller.sent) if last else 9
        self.teller = (m.start, m.end) in scene.tellers
        self.turn = scene.turn(m, self.whose)
        self.follows = (m.start, m.end) in scene.said
        self.told = [self.whose(v.teller) for v in scene.voices]
        self.opens = scene.text[max(0, m.start - 2) : m.start].strip(" ") == "\n"

    def whose(self, mention: Mention) -> Cluster | None:
        """The cluster that a mention was placed in so far."""
        return self.of.get((mention.start, mention.end))


def _what(mention: Mention) -> str:
    """The class of an anaphor that features are told apart by."""
    if mention.kind == "pronoun":
        return mention.head_lemma if mention.definite else "clitic"
    if mention.kind in {"organisation", "group"}:
        return "body"
    if mention.kind == "demonym":
        return "people"
    return "role" if mention.role is None or "generic" not in mention.role.flags else "generic"


def _class(what: str) -> str:
    return what if what in {"clitic", "body", "people", "role", "generic"} else "pronoun"


def _row(sight: _Sight, what: str, view: View, rivals: Rivals, ruled: bool) -> Row:
    kind = _class(what)
    row = [
        *_agreement(sight, view, kind),
        *_distance(sight, view, rivals, kind),
        *_grammar(sight, view, kind),
        *_speech(sight, view, kind),
        *names.what(what, ruled),
    ]
    if kind != "pronoun" and kind != "clitic":
        row += _description(sight, view, what)
    return row


def _agreement(sight: _Sight, view: View, kind: str) -> tuple[str, ...]:
    m, c = sight.mention, view.cluster
    grammatical = "/".join(sorted({x.gender for x in c.members if x.gender and x.kind != "pronoun"}))
    return names.agreement(
        kind, m.gender, c.gender, m.plural, c.plural, c.sort, bool(c.names), grammatical, agrees(m, c)
    )


def _distance(sight: _Sight, view: View, rivals: Rivals, kind: str) -> Iterator[str]:
    m, cluster = sight.mention, view.cluster
    first = cluster.members[0].sent == 0
    far = "after" + str(-view.far) if not view.count else str(min(view.far, 6))
    fits = view in rivals.fitting
    yield from names.far(kind, far, view.near.kind, bool(cluster.names), first, m.sent <= 1)
    yield from names.rank(kind, fits, min(4, rivals.closer(view)), min(4, rivals.bigger(view)))
    yield from names.size(kind, min(view.count, 5), min(len(cluster.members), 6))
    yield from names.alone(
        kind, rivals.before == [view], rivals.named == [view], rivals.last is view, rivals.most is view
    )


def _grammar(sight: _Sight, view: View, kind: str) -> Iterator[str]:
    near, token = sight.scene.doc[view.near.head], sight.token
    if near.dep_ == "unparsed" or token.dep_ == "unparsed":
        yield f"unparsed|{kind}"
        return
    mine, other = _part(token), _part(near)
    apart = "same" if view.far == 0 else "next" if view.far == 1 else "far" if view.count else "after"
    if view.far == 0:
        if near.head.i == token.head.i:
            yield f"one verb={mine} {other}|{kind}"
        if near.head.i == token.i or near.is_ancestor(token):
            yield f"above={mine}|{kind}"
        if token.is_ancestor(near):
            yield f"below|{kind}"
    main, first = (
        view.near.start <= at.get(near.i, -1) < view.near.end for at in (sight.scene.main, sight.scene.first)
    )
    yield from names.part(kind, mine, other, apart, main, first)


def _part(token: Token) -> str:
    """The part that a mention's head plays in its clause."""
    dep = token.dep_
    if dep in SUBJECT:
        return "subject"
    if dep == "conj" and token.head.i != token.i:
        return "joined " + token.head.dep_.split(":")[0]
    return dep.split(":")[0]


def _speech(sight: _Sight, view: View, kind: str) -> Iterator[str]:
    c = view.cluster
    inside = "none" if not sight.inside else "own" if c is sight.inside[0] else "other"
    if sight.inside and sight.inside[0] is None:
        inside = "unknown"
    spoke = "none" if sight.spoke is None else "this" if sight.spoke is c else "other"
    told = min(3, sum([x is c for x in sight.told]))
    yield from names.inside(kind, inside, any(x is c for x in sight.inside), spoke, sight.opens)
    yield from names.spoke(kind, spoke, sight.teller, sight.spoke_far, told)
    yield from _turn(sight, view, kind)


def _turn(sight: _Sight, view: View, kind: str) -> tuple[str, ...]:
    """Where a party stands in the row of those who spoke or acted before."""
    place = "follows" if sight.follows else "tells" if sight.teller else "other"
    seen = sight.turn.get(id(view.cluster))
    if seen is None:
        return (f"turn=none {place} {min(2, len(sight.turn))}|{kind}",)
    did = "tells" if seen.station.tells else "acts"
    rank, many = min(3, seen.rank), min(3, len(sight.turn))
    return names.turn(kind, place, did, seen.station.main, min(4, seen.far), rank, many)


def _description(sight: _Sight, view: View, what: str) -> Iterator[str]:
    """How well a description suits what is known of a party."""
    m, c = sight.mention, view.cluster
    role = m.role
    yield f"what={what}|sort={c.sort}"
    people = [e for x in c.members for e in x.entries if e.table == "people"]
    yield f"in people={bool(people)}"
    mine = sight.scene.words(m)
    others = [x for x in c.members if x.role is not None and x is not m]
    best = max((len(mine & sight.scene.words(x)) for x in others), default=-1)
    yield f"shared words={min(best, 3)}|{min(len(mine), 3)}"
    yield f"described={bool(others)}"
    if role is None:
        return
    same = role.name in c.lemmas
    yield f"lemma known={same}|{what}"
    post = role.cell("same")
    posts = {p for p in c.posts if p} | {p for e in people if (p := e.cell("post"))}
    fits = "none" if not post or not posts else str(post in posts)
    yield f"post={fits}|{m.former}"
    sectors = {e.sector for e in people} | c.sectors
    yield f"sector={'same' if role.sector in sectors else 'none' if not sectors else 'other'}|{what}"
    yield f"sectors={role.sector} {'/'.join(sorted(sectors)[:2])}"
    yield f"lemma={role.name}|{'same' if role.sector in sectors else 'none' if not sectors else 'other'}"
    long = len(mine) > len(split(role.name.partition("|")[0]))
    sector = "same" if role.sector in sectors else "none" if not sectors else "other"
    gender = "differ" if m.gender and c.gender and m.gender != c.gender else "fits"
    yield f"suits: {sector} {fits} {long} {min(best, 2)}"
    yield f"suits: {sector} {fits} {gender} {bool(people)}"
    yield f"suits: {sector} {gender} {min(2, view.far)} {bool(c.names)}"
    yield f"long={long} {min(best, 3)} {same}"
    yield f"former={m.former} {sector} {bool(people)} {bool(c.names)}"
    yield f"demonstrative={fold(split(m.text)[0])} {min(3, view.far)}"
    countries = {e.country for e in m.inside if e.country}
    if not countries:
        home = "home" if sight.scene.home in c.countries else "abroad" if c.countries else "nowhere"
        yield f"home={home} {fits} {'head' in role.flags}"
    else:
        yield f"country={bool(countries & c.countries)}|{bool(c.countries)}"
    inside = {e.name for e in m.inside if "soft" not in e.flags}
    known = {e.name for x in c.members if x is not m for e in (*x.inside, *x.entries)}
    yield f"inside={len(inside) > 0} {bool(inside & known)} {bool(known)}"
    if same:
        own = [
            {e.name for e in x.inside if "soft" not in e.flags}
            for x in others
            if x.role is not None and x.role.name == role.name
        ]
        yield f"same lemma: inside equal={any(o == inside for o in own)} {bool(inside)}"


def _row_new(sight: _Sight, what: str, fitting: list[View], ruled: bool) -> Iterator[str]:
    m, kind = sight.mention, _class(what)
    yield "new"
    for name in (
        f"new: ruled={ruled}",
        f"new: fitting={min(3, len(fitting))}",
        f"new: named={any(v.cluster.names for v in fitting)}",
    ):
        yield name
        yield f"{name}|{kind}"
    yield f"new|{what}"
    yield f"new: inside={bool(m.inside)}|{kind}"
    yield f"new: inside={bool(m.inside)} ruled={ruled}|{kind}"
    yield f"new: words={min(6, len(split(m.text)))}|{kind}"
    yield f"new: teller={sight.teller}|{kind}"
    yield f"new: first={m.sent == 0}|{kind}"
    yield f"new: possessed={m.possessed}"
    yield f"new: determiner={fold(split(m.text)[0])}|{kind}"
    yield f"new: part={_part(sight.token)}|{kind}"
    if m.role is not None:
        yield f"new: lemma={m.role.name}"
        yield f"new: sector={m.role.sector}"
        for flag in sorted(m.role.flags):
            yield f"new: flag={flag}"
        yield f"new: former={m.former}"
        suiting = any(m.role.sector in v.cluster.sectors and v.cluster.names for v in fitting)
        yield f"new: suiting={suiting} {bool(m.inside)}"
        yield f"new: long={len(split(m.text)) > 1 + len(split(m.role.name.partition('|')[0]))} {suiting}"
