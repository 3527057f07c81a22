"""Doc -> Claim: attribution, events, factuality, time, place, parties and figures."""
