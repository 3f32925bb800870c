"""Videos and captions as they are set up and made."""

import shutil
import subprocess

import pytest

from hansa.media import selectors, services
from hansa.media.adapters import espeak, ffmpeg
from hansa.media.enums import CaptionOrigin, VideoState
from hansa.media.models import CaptionTrack, Rendition, Video
from tests.factories.media import ENGLISH, NOW, a_film, a_track, a_video

pytestmark = pytest.mark.django_db
needs_ffmpeg = pytest.mark.skipif(ffmpeg.program() is None, reason="ffmpeg is not installed")


def test_define_video_twice_changes_nothing():
    first = a_video()
    assert a_video() == first
    assert Video.objects.count() == CaptionTrack.objects.count() == 1
    assert CaptionTrack.objects.get().revision == 1


def test_define_video_with_another_title_is_made_again():
    video = a_video()
    a_film(video)
    services.define_video(key="cities", title={"en": "Towns"}, by=None, now=NOW)
    video.refresh_from_db()
    assert (video.title["en"], video.state) == ("Towns", VideoState.TO_MAKE)


def test_define_caption_with_another_text_raises_the_revision():
    a_video()
    track = a_track("cities", "en", content=ENGLISH.replace("lives", "dwells"))
    assert track.revision == 2
    assert [line.text for line in selectors.transcript(track.content)][1] == "It is whoever dwells there."


def test_define_caption_to_come_never_takes_a_present_one_away():
    a_video()
    a_track("cities", "en", content=None)
    assert selectors.caption_track("cities", "en").content == ENGLISH
    a_track("cities", "ko", content=None)
    assert selectors.caption_track("cities", "ko") is None
    a_track("cities", "ko", origin=CaptionOrigin.MACHINE, engine="argos", source_language="en")
    assert selectors.caption_track("cities", "ko").is_machine_made


@pytest.mark.parametrize("content", ["", "hello", "WEBVTT\n\nno cue"])
def test_define_caption_refuses_what_is_no_webvtt(content):
    a_video(english=None)
    with pytest.raises(services.UnreadableCaptions):
        a_track("cities", "en", content=content)
    assert not CaptionTrack.objects.exists()


@needs_ffmpeg
def test_make_lecture_video_gives_film_sound_and_picture():
    a_video()
    video = services.make_lecture_video("cities")
    assert (video.state, video.duration_s) == (VideoState.READY, pytest.approx(7.2))
    assert video.is_silent == (espeak.program() is None)
    files = {one.kind: services.media_dir() / one.path for one in video.renditions.all()}
    assert set(files) == {"video", "sound", "poster"}
    assert files["video"].read_bytes()[4:8] == b"ftyp"
    assert files["poster"].read_bytes().startswith(b"\x89PNG")
    assert not list(services.media_dir().glob(".making-*"))


@pytest.mark.skipif(shutil.which("ffprobe") is None, reason="ffprobe is not installed")
def test_made_film_is_h264_and_aac_and_begins_with_its_index():
    a_video()
    video = services.make_lecture_video("cities")
    path = services.media_dir() / selectors.rendition(selectors.video("cities"), "video").path
    asked = ["ffprobe", "-v", "error", "-show_entries", "stream=codec_name:format=duration", "-of", "csv=p=0"]
    said = subprocess.run([*asked, str(path)], capture_output=True, text=True, check=True).stdout
    assert {"h264", "aac"} <= set(said.split())
    assert float(said.split()[-1]) == pytest.approx(video.duration_s, abs=0.3)
    head = path.read_bytes()
    assert head.index(b"moov") < head.index(b"mdat")


@needs_ffmpeg
def test_make_lecture_video_again_makes_nothing_anew():
    a_video()
    services.make_lecture_video("cities")
    path = services.media_dir() / Rendition.objects.get(kind="video").path
    before = path.stat().st_mtime_ns
    services.make_lecture_video("cities")
    assert path.stat().st_mtime_ns == before


@needs_ffmpeg
def test_make_lecture_video_cut_off_goes_on_from_there():
    a_video()
    services.make_lecture_video("cities")
    sound = services.media_dir() / Rendition.objects.get(kind="sound").path
    film = services.media_dir() / Rendition.objects.get(kind="video").path
    before = film.stat().st_mtime_ns
    sound.unlink()
    Video.objects.update(state=VideoState.TO_MAKE)
    assert services.make_lecture_video("cities").state == VideoState.READY
    assert sound.is_file()
    assert film.stat().st_mtime_ns == before


@needs_ffmpeg
def test_make_lecture_video_after_a_correction_replaces_the_old_files(django_capture_on_commit_callbacks):
    a_video()
    services.make_lecture_video("cities")
    old = services.media_dir() / Rendition.objects.get(kind="video").path
    a_track("cities", "en", content=ENGLISH.replace("streets", "stones"))
    with django_capture_on_commit_callbacks(execute=True):
        services.make_lecture_video("cities")
    assert not old.exists()
    assert (services.media_dir() / Rendition.objects.get(kind="video").path).is_file()


def test_make_lecture_video_without_programs_says_why(monkeypatch):
    a_video()
    monkeypatch.setenv("PATH", "/nonexistent")
    if ffmpeg.program() is not None:
        pytest.skip("a Python package carries one")
    video = services.make_lecture_video("cities")
    assert (video.state, video.trouble) == (VideoState.FAILED, "ffmpeg is not installed.")
    assert services.equipment() == services.Equipment(None, None)


@needs_ffmpeg
def test_make_lecture_video_without_espeak_is_silent(monkeypatch, tmp_path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "ffmpeg").symlink_to(ffmpeg.program())
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    a_video()
    video = services.make_lecture_video("cities")
    assert (video.state, video.is_silent) == (VideoState.READY, True)


@needs_ffmpeg
def test_make_lecture_videos_makes_what_is_missing_and_tells():
    a_video("one")
    a_video("two")
    a_video("mute", english=None)
    told: list[str] = []
    assert services.make_lecture_videos(told=told.append) == 2
    assert told == ["mute", "one", "two"]
    assert services.make_lecture_videos() == 0
    assert [video.key for video in selectors.videos_to_make()] == ["mute"]


def test_film_address_opens_until_it_is_too_old(monkeypatch):
    film = a_film(a_video())
    token = services.film_address(film).rsplit("/", 1)[1]
    assert services.opened_film(token).size == 10
    with pytest.raises(services.BadAddress):
        services.opened_film(token[:-1] + ("A" if token[-1] != "A" else "B"))
    monkeypatch.setattr("time.time", lambda: NOW.timestamp() + 10**10)
    with pytest.raises(services.BadAddress):
        services.opened_film(token)


def test_film_address_of_a_lost_file_leads_nowhere():
    film = a_film(a_video())
    token = services.film_address(film).rsplit("/", 1)[1]
    (services.media_dir() / film.path).unlink()
    with pytest.raises(services.BadAddress):
        services.opened_film(token)
