"""What has happened to credentials, for whoever listens above.

Every signal is sent inside the transaction of the act: a failing receiver undoes it.
"""

from django.dispatch import Signal

# credential: the Credential, signed by all its signatories.
credential_issued = Signal()

# credential: the Credential, withdrawn with its reason.
credential_revoked = Signal()

# claim: the Claim, just made by its holder.
claim_requested = Signal()

# claim: the Claim, granted or refused.
claim_decided = Signal()
