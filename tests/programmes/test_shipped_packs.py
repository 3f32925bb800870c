"""Every pack that ships: applied, planned again, exported, applied elsewhere."""

from pathlib import Path

import pytest
from django.conf import settings

from hansa.network.models import Network
from hansa.network.selectors import atlas
from hansa.programmes.models import Call, Edition, EditionFile, Programme
from hansa.programmes.services import (
    apply_pack,
    export_network_pack,
    export_pack,
    load,
    load_files,
    load_network,
    plan_pack,
    standing_network,
)

pytestmark = pytest.mark.django_db

WEGO = Path(settings.HANSA_PACKS_DIR) / "wego"
SLUGS = sorted(path.parent.name for path in WEGO.glob("*/pack.yaml"))


@pytest.mark.parametrize("slug", SLUGS)
def test_shipped_pack_survives_export(slug, now):
    loaded = load(WEGO / slug)
    apply_pack(pack=loaded.pack, network=loaded.network, by=None, now=now)
    assert plan_pack(pack=loaded.pack, network=loaded.network).changes == ()
    exported = load_files(export_pack(slug)).pack
    assert plan_pack(pack=exported).changes == ()


def test_all_shipped_packs_stand_beside_each_other(now):
    for slug in SLUGS:
        loaded = load(WEGO / slug)
        apply_pack(pack=loaded.pack, network=loaded.network, by=None, now=now)
    assert atlas().unplaced == (), "every city in which something was held lies on the map"
    left = {slug: plan_pack(pack=load(WEGO / slug).pack).changes for slug in SLUGS}
    assert left == dict.fromkeys(SLUGS, ())


def test_shipped_network_survives_export():
    network = load_network(WEGO)
    from hansa.network.services import apply_network, export_network

    apply_network(pack=network, by=None, now=None)
    assert standing_network() == network
    before = export_network()
    apply_network(pack=network, by=None, now=None)
    assert export_network() == before
    assert list(export_network_pack()) == ["network.yaml"]


@pytest.fixture
def empty_the_house():
    """Take everything of the programmes away again: the same as an installation elsewhere."""

    def empty() -> None:
        from hansa.questionnaires.models import Questionnaire

        for model in (Call, EditionFile, Edition, Programme, Questionnaire, Network):
            model.objects.all().delete()

    return empty
