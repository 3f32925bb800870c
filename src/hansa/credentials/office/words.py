"""What the acts of this app are called where the log is read."""

from django.utils.translation import gettext_lazy as _

from hansa.foundation.audit.words import call_kinds, say

say(
    {
        "credential.issue": _("issued the certificate"),
        "credential.prepare": _("prepared the certificate for its signatures"),
        "signing.request": _("asked for signatures"),
        "signing.import": _("brought signatures in"),
        "signatory.entrust": _("left a signing key with its signatory"),
        "credential.revoke": _("withdrew the certificate"),
        "credential.reissue": _("issued the certificate again"),
        "claim.request": _("asked for a certificate"),
        "claim.decide": _("decided on a request for a certificate"),
        "achievement.define": _("described what is certified"),
        "signatory.define": _("entered a signatory"),
        "signatory.change": _("changed a signatory"),
        "signatory.rotate": _("changed a signing key"),
        "sheet_root.make": _("made the certificate above those that sign sheets"),
        "sheet_key.make": _("made a certificate that signs sheets"),
    }
)

call_kinds(
    {
        "credentials.signatory": _("Signatory"),
        "credentials.achievement": _("Achievement"),
        "credentials.credential": _("Certificate"),
        "credentials.sheetroot": _("Root of sheets"),
        "credentials.signingrequest": _("Request for signatures"),
        "credentials.claim": _("Request for a certificate"),
    },
)
