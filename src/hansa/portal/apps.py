from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The pages that join several apps: home, programmes, my page, the staff desk."""

    name = "hansa.portal"
    label = "portal"

    def ready(self) -> None:
        from hansa.foundation.office.start import register_state
        from hansa.foundation.ui.frame import register_brand
        from hansa.portal import receivers  # noqa: F401  # importing it listens
        from hansa.portal.selectors.finding import open_search
        from hansa.portal.selectors.house import brand
        from hansa.portal.selectors.places import tell_the_network
        from hansa.portal.views.links import hang_links
        from hansa.portal.views.start import is_going

        hang_links()
        register_state(is_going)
        register_brand(brand)
        open_search()
        tell_the_network()
