"""How events of appeals leave a city: topic and payload, written by the journal's own statement."""

# SQL function `journal_append` writes one message of this topic for each event, in the event's
# transaction: {"event": id, "appeal": id, "kind": …, "from": …, "to": …, "organisation": …}.
TOPIC = "appeal"
# The channel of the live stream: `<schema>|<json>`, public appeals only.
LIVE_CHANNEL = "otklik_live"
