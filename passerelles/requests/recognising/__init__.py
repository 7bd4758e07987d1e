"""Recognising one delegation behind several requests: pure functions of what requests say. No database, no request, no clock.

`traits_of(profile, known)` prepares what a request says; `compare(one, other)` weighs two of them and gives its reasons;
`keys_of(traits)` are the few keys by which candidates are found among very many.
"""

from passerelles.requests.recognising.comparing import THRESHOLD, WEIGHTS, Comparison, Reason, Sign, compare
from passerelles.requests.recognising.keys import keys_of
from passerelles.requests.recognising.profile import Dates, Profile
from passerelles.requests.recognising.traits import Traits, traits_of

__all__ = ["THRESHOLD", "WEIGHTS", "Comparison", "Dates", "Profile", "Reason", "Sign", "Traits", "compare", "keys_of", "traits_of"]
