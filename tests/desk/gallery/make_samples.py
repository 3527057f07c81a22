"""Write the gallery's JSON: an invented country's month, so that no real person is in it."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
TYPES = {
    "AGREE": "Accord", "CONSULT": "Consultation", "SUPPORT": "Soutien", "CONCEDE": "Concession",
    "AID": "Aide", "COOPERATE": "Coopération", "RETREAT": "Recul",
    "ACCUSE": "Accusation", "REJECT": "Rejet", "REQUEST": "Demande", "THREATEN": "Menace",
    "ASSAULT": "Violence", "COERCE": "Contrainte", "MOBILIZE": "Mobilisation", "PROTEST": "Protestation", "SANCTION": "Sanction",
}  # fmt: skip
PLACES = [
    ("Tripoli", 32.887, 13.191, "LY"), ("Benghazi", 32.116, 20.068, "LY"), ("Tobrouk", 32.084, 23.976, "LY"),
    ("Tunis", 36.818, 10.165, "TN"), ("Alger", 36.753, 3.042, "DZ"), ("Bamako", 12.65, -8.0, "ML"),
    ("Gao", 16.27, -0.04, "ML"), ("N'Djamena", 12.106, 15.044, "TD"), ("Le Caire", 30.062, 31.249, "EG"),
    ("Rome", 41.891, 12.511, "IT"), ("Paris", 48.853, 2.348, "FR"), ("Washington", 38.895, -77.036, "US"),
    ("New York", 40.714, -74.006, "US"), ("Moscou", 55.752, 37.615, "RU"), ("Goma", -1.679, 29.222, "CD"),
]  # fmt: skip
CERTAIN = ["certain", "certain", "certain", "probable", "possible", "denied", "open"]
WORDS = {
    "AGREE": "Signature d'un accord de cessez-le-feu", "CONSULT": "Rencontre du maréchal et du chef du commandement",
    "SUPPORT": "Appel à soutenir la transition", "CONCEDE": "Levée partielle du blocus",
    "AID": "Livraison de vivres", "COOPERATE": "Création d'un centre de coordination", "RETREAT": "Retrait d'un bataillon",
    "ACCUSE": "Le ministère accuse ses voisins d'ingérence", "REJECT": "Refus de la médiation",
    "REQUEST": "Demande d'une session d'urgence", "THREATEN": "Menace de fermer le port",
    "ASSAULT": "Attaque d'un convoi", "COERCE": "Arrestation de douze opposants", "MOBILIZE": "Envoi de renforts vers l'est",
    "PROTEST": "Marche contre la vie chère", "SANCTION": "Gel des avoirs de deux dirigeants",
}  # fmt: skip


def main() -> None:
    """Write every sample."""
    dice = Random(7)
    write("events", events(dice))
    write("timeline", timeline(dice))
    write("network", network(dice))
    write("matrix", matrix())
    write("figures", figures())
    write(
        "spark", {"start": "2025-07-01", "step": "day", "values": [0, 2, 5, 1, 0, 0, 3, 8, 13, 6, 2, 0, 1, 4]}
    )
    write("nothing", {"items": [], "features": [], "nodes": [], "links": []})


def write(name: str, what: object) -> None:
    (HERE / f"{name}.json").write_text(json.dumps(what, ensure_ascii=False, indent=1) + "\n", "utf-8")


def day(n: int) -> str:
    month, rest = divmod(n, 30)
    return f"2025-{6 + month:02}-{rest + 1:02}"


def events(dice: Random) -> dict[str, object]:
    features = []
    for n in range(64):
        type_ = dice.choice(list(TYPES))
        name, lat, lon, code = dice.choice(PLACES if n % 3 else PLACES[:3])
        precision = dice.choice(["site", "city", "city", "city", "region"])
        jitter = 0.6 if precision == "site" else 0
        features.append(feature(
            n, type_, WORDS[type_], [lon + dice.uniform(-jitter, jitter), lat + dice.uniform(-jitter, jitter)],
            precision=precision, radius_km=dice.choice([30, 60, 120, 200]) if precision == "region" else 3 if precision == "site" else 12,
            certainty=dice.choice(CERTAIN), country=code, place=f"près de {name}" if precision == "region" else name, when=day(dice.randrange(60)),
        ))  # fmt: skip
    for n, code in enumerate(["LY", "LY", "NE", "TD", "RU", "FJ", "CM"], 64):
        type_ = dice.choice(list(TYPES))
        features.append(
            feature(
                n,
                type_,
                WORDS[type_],
                None,
                precision="country",
                radius_km=None,
                certainty="probable",
                country=code,
                place="",
                when="juillet 2025",
            )
        )
    features.append(
        feature(
            99,
            "THREATEN",
            "Menace dans un pays que le texte ne nomme pas",
            None,
            precision="country",
            radius_km=None,
            certainty="possible",
            country=None,
            place="",
            when="",
        )
    )
    return {"type": "FeatureCollection", "types": TYPES, "features": features}


def feature(n: int, type_: str, label: str, at: list[float] | None, **more: object) -> dict[str, object]:
    point = {"type": "Point", "coordinates": [round(x, 4) for x in at]} if at else None
    return {
        "type": "Feature",
        "id": f"e{n}",
        "geometry": point,
        "properties": {"id": f"e{n}", "label": label, "type": type_, "href": f"/events/e{n}", **more},
    }


def timeline(dice: Random) -> dict[str, object]:
    items = []
    for n in range(34):
        type_ = dice.choice(["CONSULT", "ASSAULT", "PROTEST", "ACCUSE", "COOPERATE", "AID", "SANCTION"])
        start = dice.randrange(90)
        kind = dice.choice(["day", "day", "day", "within", "within", "lasting"])
        end = start if kind == "day" else start + dice.randrange(3, 30)
        items.append({"id": f"e{n}", "label": WORDS[type_], "type": type_, "earliest": day(start), "latest": day(end), "uncertain": kind == "within",
                      "certainty": dice.choice(CERTAIN), "href": f"/events/e{n}"})  # fmt: skip
    items += [
        {
            "id": "o1",
            "label": "Fermeture de l'ambassade",
            "type": "SANCTION",
            "earliest": None,
            "latest": "2025-07-02",
            "uncertain": False,
            "href": "/events/o1",
        },
        {
            "id": "o2",
            "label": "Réouverture annoncée du consulat",
            "type": "COOPERATE",
            "earliest": "2025-09-01",
            "latest": None,
            "uncertain": True,
            "href": "/events/o2",
        },
    ]
    return {"types": TYPES, "today": "2025-08-20", "items": items}


def network(dice: Random) -> dict[str, object]:
    named = [
        ("Armée nationale", "MIL"), ("Gouvernement d'union", "GOV"), ("Commandement allié", "MIL"), ("Maréchal H.", "MIL"),
        ("Ministère de l'Intérieur", "GOV"), ("Union africaine", "IGO"), ("Nations unies", "IGO"), ("Croissant-Rouge", "NGO"),
        ("Syndicat des enseignants", "CVL"), ("Manifestants", "CVL"), ("Parlement de l'Est", "LEG"), ("Milice du port", "REB"),
        ("Radio Méditerranée", "MED"), ("Parti de l'Unité", "PTY"), ("Washington", "GOV"), ("Rome", "GOV"), ("Paris", "GOV"),
        ("Tribunal militaire", "JUD"), ("Groupe du désert", "REB"), ("Le Caire", "GOV"), ("Opposants", "OPP"), ("Compagnie pétrolière", "BUS"),
    ]  # fmt: skip
    nodes = [
        {"id": f"a{i}", "label": label, "kind": kind, "n": 0, "href": f"/actors/a{i}"}
        for i, (label, kind) in enumerate(named)
    ]
    links = []
    for _ in range(46):
        a, b = min(dice.randrange(22), dice.randrange(22)), dice.randrange(22)
        if a == b:
            continue
        n, first = 1 + int(dice.expovariate(0.5)), dice.randrange(60)
        links.append(
            {
                "source": f"a{a}",
                "target": f"a{b}",
                "type": dice.choice(list(TYPES)),
                "n": n,
                "first": day(first),
                "last": day(first + (n > 1) * 20),
            }
        )
        nodes[a]["n"] += n  # type: ignore[operator]
        nodes[b]["n"] += n  # type: ignore[operator]
    return {"types": TYPES, "nodes": nodes, "links": links}


def matrix() -> dict[str, object]:
    sources = [
        {"id": "s1", "label": "Sources militaires de l'Est", "kind": "unnamed", "side": "outsider"},
        {"id": "s2", "label": "Commandement de l'armée nationale", "kind": "named", "side": "party"},
        {"id": "s3", "label": "Commandement allié", "kind": "named", "side": "party"},
        {"id": "s4", "label": "Gouvernement d'union", "kind": "named", "side": "other_side"},
        {"id": "s5", "label": "Chaîne Horizon", "kind": "outlet", "side": "outsider"},
        {"id": "s6", "label": "Nations unies", "kind": "named", "side": "outsider"},
        {"id": "s7", "label": "Radio Méditerranée", "kind": None, "side": "report"},
    ]

    def cell(source: str, date: str, stance: str, words: str, **more: str) -> dict[str, str]:
        report = f"r-{date}"
        return {
            "source": source,
            "date": date,
            "stance": stance,
            "report": report,
            "href": f"/reports/{report}",
            "words": words,
            **more,
        }

    cells = [
        cell("s1", "2025-07-05", "reports", "Des sources militaires font état d'une rencontre."),
        cell("s7", "2025-07-05", "reports", "La rencontre se serait tenue près de la base."),
        cell("s2", "2025-07-06", "confirms", "Le commandement a confirmé la rencontre."),
        cell(
            "s3",
            "2025-07-05",
            "no_comment",
            "Le commandement allié n'a pas encore dit mot.",
            ended="2025-07-12",
        ),
        cell("s5", "2025-07-06", "announces", "Un centre de coordination doit être créé."),
        cell("s5", "2025-07-08", "alleges", "La chaîne accuse les deux parties d'avoir caché l'entretien."),
        cell("s4", "2025-07-08", "denies", "« Il n'y a eu aucune rencontre », assure le gouvernement."),
        cell("s6", "2025-07-09", "believes", "L'envoyé spécial juge la rencontre probable."),
        cell("s6", "2025-07-12", "confirms", "Les Nations unies confirment."),
        cell("s3", "2025-07-12", "confirms", "Le commandement allié reconnaît l'entretien."),
        cell("s4", "2025-07-14", "confirms", "Le gouvernement admet avoir été informé."),
    ]
    return {"sources": sources, "cells": cells}


def figures() -> dict[str, object]:
    return {"kinds": [
        {"kind": "killed", "label": "Tués", "unit": None, "rows": [
            {"source": "Ministère de l'Intérieur", "value": 78, "low": 78, "high": 78, "date": "2025-07-05", "href": "/reports/r1", "words": "78 morts"},
            {"source": "Croissant-Rouge", "value": 100, "low": 100, "high": None, "date": "2025-07-06", "href": "/reports/r2", "words": "au moins 100 morts"},
            {"source": "Médecins de l'hôpital central", "value": 90, "low": 81, "high": 99, "date": "2025-07-06", "href": "/reports/r3", "words": "quelque 90 morts"},
            {"source": "Radio Méditerranée", "value": 80, "low": 72, "high": 88, "date": "2025-07-05", "href": "/reports/r4", "words": "environ 80 morts"}]},
        {"kind": "injured", "label": "Blessés", "unit": None, "rows": [
            {"source": "Ministère de l'Intérieur", "value": 210, "low": 210, "high": 210, "date": "2025-07-05", "href": "/reports/r1", "words": "210 blessés"},
            {"source": "Croissant-Rouge", "value": 350, "low": 300, "high": 400, "date": "2025-07-06", "href": "/reports/r2", "words": "de 300 à 400 blessés"}]},
    ]}  # fmt: skip


if __name__ == "__main__":
    main()
