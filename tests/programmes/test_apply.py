from datetime import timedelta

import pytest
from tests.factories.network import make_network
from tests.factories.programmes import make_edition, make_pack

from hansa.foundation.audit.models import Entry
from hansa.programmes.models import Edition
from hansa.programmes.services import PackRefused, apply_pack, load_files, plan_pack, standing_pack
from hansa.programmes.services.exporting import export_pack

pytestmark = pytest.mark.django_db


def test_pack_applied_twice_changes_nothing(now):
    make_network()
    first = apply_pack(pack=make_pack(), by=None, now=now)
    entries = Entry.objects.count()
    second = apply_pack(pack=make_pack(), by=None, now=now + timedelta(days=1))
    assert first.plan.is_new
    assert not first.plan.is_empty
    assert second.plan.is_empty
    assert Entry.objects.count() == entries
    assert Edition.objects.get().applied_at == now


def test_export_of_an_edition_is_an_empty_plan():
    make_edition()
    loaded = load_files(export_pack("nia-2027"))
    assert plan_pack(pack=loaded.pack).changes == ()
    assert standing_pack("nia-2027") is not None


def test_plan_of_a_changed_title_is_one_row():
    make_edition()
    plan = plan_pack(pack=make_pack(edition={"title": {"en": "Another", "ko": "NIA 워크숍 2027"}}))
    assert [(c.kind, c.path, c.before, c.after) for c in plan.changes] == [
        ("changed", ("edition", "title", "en"), "NIA workshop 2027", "Another")
    ]


def test_pack_changing_rules_of_an_open_call_is_refused():
    make_edition()
    with pytest.raises(PackRefused) as refused:
        apply_pack(pack=make_pack(call={"places": 30}), by=None, now=Edition.objects.get().applied_at)
    assert "amendment of “places”" in str(refused.value)
