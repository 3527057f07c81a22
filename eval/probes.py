"""One-line probes of attribution: does each construction give its source, its cue and its stance?"""

from __future__ import annotations

import re
from pathlib import Path

import sayso

# what each probe must give: source (None = hearsay without a teller), cue, stance
EXPECTED: dict[str, tuple[str | None, str, str]] = {
    "inversion": ("le porte-parole du ministère", "déclaré", "reports"),
    "direct": ("le porte-parole du ministère", "déclaré", "reports"),
    "direct_straight": ("le porte-parole du ministère", "déclaré", "reports"),
    "direct_curly": ("le porte-parole du ministère", "déclaré", "reports"),
    "que": ("Le ministre", "assure", "reports"),
    "gerondif": ("Le ministre", "indiquant", "reports"),
    "cleft": ("le ministre", "confirmé", "confirms"),
    "selon_debut": ("des sources militaires", "Selon", "reports"),
    "selon_fin": ("des sources militaires", "selon", "reports"),
    "dapres": ("le ministère de la Défense", "D'après", "reports"),
    "de_source_on": ("source militaire", "indique", "reports"),
    "a-t-on_appris_source": ("source militaire", "appris", "reports"),
    "a-t-on_appris_aupres": ("ministère", "appris", "reports"),
    "fait_etat": ("Des sources militaires", "état", "reports"),
    "si_l_on_en_croit": ("la chaîne CNN", "croit", "reports"),
    "a_en_croire": ("la chaîne CNN", "croire", "reports"),
    "aux_dires_de": ("gouverneur", "dires", "reports"),
    "pour_X": ("le chef de la diplomatie", "Pour", "believes|reports"),
    "conditionnel_ouidire": (None, "auraient", "reports"),
    "dement_que": ("Le ministère", "dément", "denies"),
    "dement_NP": ("Le ministère", "démenti", "denies"),
    "annonce_NP": ("Washington", "annonce", "announces"),
    "silence": ("Africom", "mot", "no_comment"),
    "refuse_commenter": ("Le ministère", "commenter|refusé", "no_comment"),
    "pas_confirme": ("Le ministère", "confirmé", "no_comment"),
    "nom": ("ministre", "déclarations", "reports"),
    "on_ignore": (None, "ignore", "no_comment"),
    "comme_l_a": ("le ministre", "indiqué", "reports"),
    "deux_points": ("Le ministre", "formel|:", "reports"),
    "anonymat": ("Un responsable", "affirme", "reports"),
    "accuse_de": ("Le Pakistan", "accusé", "alleges"),
}


def run(path: Path) -> tuple[int, list[str]]:
    """How many probes come out right, and a line on each."""
    right, rows = 0, []
    for line in path.read_text(encoding="utf-8").splitlines():
        label, sentence = line.split("\t")
        source, cue, stance = EXPECTED[label]
        found = sayso.read(sentence, lang="fr").attributions
        good = any(
            _same(a.source.text if a.source else None, source)
            and re.search(cue, a.cue.text if a.cue else "", re.IGNORECASE)
            and re.fullmatch(stance, a.stance)
            for a in found
        )
        right += good
        seen = "; ".join(
            f"{a.source.text if a.source else '-'} / {a.cue.text if a.cue else '-'} / {a.stance}"
            for a in found
        )
        rows.append(f"- {'right' if good else 'WRONG'}: {label} ({seen})")
    return right, rows


def _same(found: str | None, expected: str | None) -> bool:
    if expected is None or found is None:
        return found == expected
    return expected.lower() in found.lower()
