"""What each value of the GraphQL schema's closed lists means, by the list's name."""

from __future__ import annotations

from collections.abc import Mapping

from graph.acts import ACTS

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "Act": {name: act.meaning for name, act in ACTS.items()},
    "ActSource": {
        "CUE": "The cue: “denied”.",
        "CONTENT": "The content: “it is not true that …”.",
        "BOTH": "Both.",
    },
    "Form": {
        "DIRECT": "Quoted.",
        "INDIRECT": "Paraphrased.",
        "MIXED": "Partly quoted.",
        "SOCIAL_POST": "A post that the article embeds.",
    },
    "Via": {
        "NAME": "By name.",
        "TITLE": "“The minister”.",
        "PRONOUN": "“She”.",
        "ORGANISATION": "“The ministry”.",
        "METONYM": "“Moscow”.",
        "COLLECTIVE": "“Lawmakers”.",
        "UNNAMED": "“Two diplomats”.",
    },
    "ActorKind": {
        "PERSON": "One person.",
        "ORGANIZATION": "An organization.",
        "STATE": "A state.",
        "GROUP": "Several, or somebody unnamed.",
    },
    "Resolution": {
        "COUNTRY": "A whole country.",
        "PROVINCE": "A state, province or region.",
        "DISTRICT": "A district or county.",
        "CITY": "A city, town or village.",
        "SITE": "A building, base or street.",
    },
    "EventType": {
        "AGREE": "Agrees, offers, promises, or plans to cooperate.",
        "CONSULT": "Meets, visits, talks, negotiates.",
        "SUPPORT": "Gives political or moral support.",
        "CONCEDE": "Yields, regrets, or announces a retreat.",
        "COOPERATE": "Works together in deeds.",
        "AID": "Gives material help.",
        "RETREAT": "Withdraws, releases, or stops fighting.",
        "REQUEST": "Asks for or demands something.",
        "ACCUSE": "Criticises, accuses, investigates.",
        "REJECT": "Says no, or calls something off.",
        "THREATEN": "Threatens to do harm.",
        "PROTEST": "Protests as a crowd.",
        "SANCTION": "Punishes by law, or breaks relations.",
        "MOBILIZE": "Moves or trains armed force.",
        "COERCE": "Uses the power of the state against somebody.",
        "ASSAULT": "Attacks with force.",
    },
    "Realis": {
        "ASSERTED": "It happened or is happening.",
        "FUTURE": "It is to come.",
        "HYPOTHETICAL": "It may happen.",
        "HISTORICAL": "It happened long before.",
        "NEGATED": "It did not happen.",
    },
    "AboutRole": {
        "TARGET": "The act is aimed at it.",
        "TOPIC": "The content speaks of it.",
    },
    "Stance": {
        "NEGATIVE": "Against it.",
        "NEUTRAL": "Neither.",
        "POSITIVE": "For it.",
    },
    "Granularity": {
        "YEAR": "Whole years.",
        "MONTH": "Whole months.",
        "WEEK": "Whole weeks.",
        "DAY": "Whole days.",
        "HOUR": "Whole hours.",
        "MINUTE": "Whole minutes.",
    },
    "DateType": {
        "EXACT": "The text gives it.",
        "APPROXIMATE": "The text gives it roughly.",
        "RANGE": "The text gives a beginning and an end.",
        "UNRESOLVED": "The day of publication, because the text gives none.",
    },
    "IngestOutcome": {
        "NEW": "It was not in the graph.",
        "CHANGED": "It was there and has been replaced.",
        "UNCHANGED": "It was there as it is.",
        "REFUSED": "It could not be read; nothing was written.",
    },
    "OrderDirection": {
        "ASC": "Smallest first.",
        "DESC": "Greatest first.",
    },
}
