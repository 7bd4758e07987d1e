"""What a coordinator can decide of a request, and what each choice leads to."""

from passerelles.requests.stages import Stage

LEADS_TO = {
    "ask_hosts": Stage.OFFERED,
    "accept": Stage.ACCEPTED,
    "redirect": Stage.REDIRECTED,
    "ask_more": Stage.QUESTIONED,
    "decline": Stage.DECLINED,
}
# What can be taken up again. A question, too: its asker may have answered by mail. (What was joined is parted instead.)
REOPENABLE = (Stage.QUESTIONED, Stage.ACCEPTED, Stage.REDIRECTED, Stage.DECLINED, Stage.WITHDRAWN)
