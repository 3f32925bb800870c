from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "hansa.accounts"
    label = "accounts"
    verbose_name = "accounts"

    def ready(self) -> None:
        from hansa.foundation import roles
        from hansa.foundation.merging import register_merge
        from hansa.foundation.office import desk
        from hansa.foundation.office.menu import MenuEntry, register
        from hansa.foundation.privacy import register_export

        from . import permissions, receivers, selectors  # noqa: F401  # stating the rules is the import
        from .adapters import labels
        from .office import first_steps
        from .office.desk import perhaps_one_person
        from .services import own_share

        roles.add_source(selectors.granted_roles)
        register(
            MenuEntry(
                "people",
                _("People"),
                "accounts_office:people",
                "people",
                order=10,
                roles=permissions.PEOPLE_ROLES,
            )
        )
        alikes = MenuEntry(
            "alikes",
            _("Possibly the same person"),
            "accounts_office:alikes",
            "people",
            order=15,
            roles=permissions.LIKENESS_ROLES,
        )
        register(alikes)
        readers = frozenset({"administrator", "auditor"})
        register(MenuEntry("log", _("Record of acts"), "accounts_office:log", "system", roles=readers))
        labels.speak()
        first_steps.fill()
        register_export("account", selectors.held_about)
        # Last: what others' rows say of either account they say while it still stands.
        register_merge(
            "accounts",
            own_share.COLUMNS,
            move=own_share.move,
            lines=own_share.lines,
            collisions=own_share.collisions,
            order=90,
        )
        desk.register(perhaps_one_person, "person.")
