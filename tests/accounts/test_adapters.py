import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from hansa.accounts.adapters.second_factor import SecondFactorAdapter


@pytest.mark.django_db
def test_secret_of_a_second_factor_is_not_readable_in_the_database(person_with):
    secret = generate_totp_secret()
    TOTP.activate(person_with("auditor"), secret)
    kept = Authenticator.objects.get().data["secret"]
    assert secret not in kept
    assert SecondFactorAdapter().decrypt(kept) == secret
