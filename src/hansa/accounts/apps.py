from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "hansa.accounts"
    label = "accounts"
    verbose_name = "accounts"

    def ready(self) -> None:
        from hansa.foundation import roles
        from hansa.foundation.office.menu import MenuEntry, register
        from hansa.foundation.privacy import register_export

        from . import permissions, receivers, selectors  # noqa: F401  # stating the rules is the import
        from .office import first_steps

        roles.add_source(selectors.granted_roles)
        register(MenuEntry("people", _("People"), "accounts_office:people", "people", order=10))
        readers = frozenset({"administrator", "auditor"})
        register(MenuEntry("log", _("Record of acts"), "accounts_office:log", "system", roles=readers))
        first_steps.fill()
        register_export("account", selectors.held_about)
