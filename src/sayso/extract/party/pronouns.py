"""Pronouns and the like that stand for a party: "il", "celui-ci", "ce dernier", "les deux pays"."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.extract.attribution.lexicon import lexicon as cues
from sayso.extract.party.lexicon import Hit, Lexicon, lexicon
from sayso.extract.party.mention import Mention
from sayso.extract.party.words import Words, fold, split

WILLED = frozenset(
    {"say", "announce", "confirm", "deny", "allege", "believe", "ask"}
)  # what only somebody does


def pronouns(words: Words, hits: list[Hit | None], entries: Lexicon, lang: str) -> Iterator[Mention]:
    """Third-person pronouns that can refer to a party; impersonal "il" is left out."""
    settings = entries.settings["pronouns"]
    forms = {tuple(fold(w) for w in split(row[0])): row for row in settings["forms"]}
    firsts = {key[0]: [] for key in forms}  # type: dict[str, list[tuple[str, ...]]]
    for key in sorted(forms, key=len, reverse=True):
        firsts[key[0]].append(key)
    clitics = {row[0]: row for row in settings["clitics"]}
    impersonal = frozenset(fold(w) for w in settings["impersonal"])
    for i, word in enumerate(words.folded):
        if hits[i] is not None:
            continue
        for key in firsts.get(word, ()):
            last = i + len(key)
            if tuple(words.folded[i:last]) == key and all(words.tight[i + 1 : last]):
                if word == "il" and _impersonal(words, i, impersonal, lang):
                    break
                yield _pronoun(words, i, last, forms[key])
                break
        else:
            if word in clitics and words.pos[i] == "PRON" and words.dep[i] in {"obj", "iobj"}:
                yield _pronoun(words, i, i + 1, clitics[word], clitic=True)


def _impersonal(words: Words, i: int, impersonal: frozenset[str], lang: str) -> bool:
    """ "il y a", "il faut", "il s'agit", "il n'y a pas", "y a-t-il", "reste-t-il"."""
    inverted = i > 0 and words.gap[i] == "-"  # the parser takes the "il" of "a-t-il dit" for an expletive
    if words.dep[i].startswith("expl") and not inverted and not _personal(words, i, lang):
        return True
    ahead = [words.folded[k] for k in range(i + 1, min(i + 4, len(words))) if words.sent[k] == words.sent[i]]
    while ahead and ahead[0] in {"n", "ne", "s", "se"}:
        ahead.pop(0)
    if not inverted:
        return bool(ahead and ahead[0] in impersonal)
    verb = i - 2 if i > 1 and words.folded[i - 1] == "t" else i - 1
    before = words.folded[verb - 1] if verb > 0 and words.sent[verb - 1] == words.sent[i] else ""
    return before == "y" or words.folded[verb] in impersonal or bool(ahead and ahead[0] in impersonal)


def _personal(words: Words, i: int, lang: str) -> bool:
    """Does a verb follow that only a person is the subject of ("il reproche", "il voulait")?"""
    ahead = range(i + 1, min(i + 6, len(words)))
    verb = next((k for k in ahead if words.pos[k] == "VERB" and words.sent[k] == words.sent[i]), None)
    if verb is None:
        return False
    token = words.doc[words.token[verb]]
    if fold(words.doc[max(token.i - 1, 0)].lemma_) in lexicon(lang).set_of("being"):
        return False  # "il est prévu", "il a été annoncé que"
    found = cues(lang).by_lemma.get(token.lemma_.lower(), ())
    return any(cue.pos == "VERB" and cue.kind in WILLED for cue in found)


def _pronoun(words: Words, first: int, last: int, row: list[str], *, clitic: bool = False) -> Mention:
    start, end = words.start[first], words.end[last - 1]
    text = words.whole[start:end]
    return Mention(
        start=start,
        end=end,
        text=text,
        head=words.token[last - 1] if last - first < 3 else words.token[first],
        kind="pronoun",
        head_lemma=row[0],
        gender="m" if row[1] == "m" else "f" if row[1] == "f" else None,
        plural=row[2] == "p",
        definite=not clitic,
        sent=words.sent[first],
    )
