from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The pages that join several apps: home, programmes, my page, the staff desk."""

    name = "hansa.portal"
    label = "portal"

    def ready(self) -> None:
        from hansa.foundation.ui.frame import register_brand
        from hansa.portal.selectors.finding import open_search
        from hansa.portal.selectors.house import brand
        from hansa.portal.selectors.places import tell_the_network
        from hansa.portal.views.links import hang_links

        hang_links()
        register_brand(brand)
        open_search()
        tell_the_network()
