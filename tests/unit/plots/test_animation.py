"""A film shows recorded moments of a run; nothing jumps, and every format holds the same frames."""

import re
import shutil
import subprocess
import sys
from io import BytesIO

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

import lesionsim as ls
from lesionsim.errors import ResultError
from lesionsim.plots.brevity import MOST_WORDS, words_on
from lesionsim.plots.film import durations_ms, moments_of
from lesionsim.plots.film_scene import Film, Scene, film_frame, shots_of, window_for
from lesionsim.plots.looks import drawing, look_named

SMALL = 900_000  # bytes of a film
TITLE_SHARE = 0.08  # of the height


@pytest.fixture(scope="module")
def film(default_result):
    return ls.plots.animation(default_result)


@pytest.fixture(scope="module")
def short(b1):
    return ls.plots.animation(b1, frames=3)


def scene_of(result, times, criterion="Arrhenius liver"):
    look = look_named("slide")
    lesions = [ls.measure(result, criterion, time_s) for time_s in times]
    with drawing(look):
        picture, room = film_frame(look, "title", "caption", None)
        view = window_for(result, lesions, look, room)
        chosen = next(each for each in ls.load("b1").criteria if each.label == criterion)
        return Scene(Film(result, chosen, view, shots_of(result, chosen, lesions, view), look), picture, room)


def test_frames_are_recorded_moments_at_equal_steps_from_first_to_last(film, default_result):
    recorded = default_result.time.values

    assert film.times_s == tuple(recorded)
    assert len(film.images) == len(film.durations_ms) == len(film.times_s)


def test_fewer_frames_keep_both_ends(default_result):
    times = moments_of(default_result, 5)

    assert times[0] == 0
    assert times[-1] == 120
    assert set(times) < set(default_result.time.values)
    assert len(set(np.diff(times[:-1]))) == 1


def test_a_frame_stays_as_long_as_its_moment_lasts():
    assert durations_ms([0.0, 5.0, 15.0], speed=10.0) == (500, 1000, 2000)


def test_the_film_says_how_much_faster_than_life_it_is(film):
    speed = float(re.search(r"film (\S+) times faster", " ".join(film.caption.split()))[1])

    assert sum(film.durations_ms[:-1]) / 1000 == pytest.approx(120 / speed, rel=0.02)


def test_nothing_jumps_what_stands_still_has_the_same_pixels_in_every_frame(film):
    frames = np.stack([np.asarray(image) for image in film.images])
    height = frames.shape[1]
    changing = (frames != frames[0]).any(axis=(0, 3))

    assert not changing[: round(TITLE_SHARE * height)].any()  # the claim
    assert not changing[round(0.8 * height) :].any()  # caption and disclaimer
    assert 0.05 < changing.mean() < 0.6


def test_neighbouring_frames_differ_and_the_last_is_not_the_first(film):
    for one, other in zip(film.images, film.images[1:], strict=False):
        assert one.tobytes() != other.tobytes()


def test_the_edge_is_as_wide_as_measured_at_every_moment(b1):
    times = (15.0, 45.0, 90.0)
    scene = scene_of(b1, times)
    for number, time_s in enumerate(times):
        scene.show(number)
        edges = [each for each in scene.map.collections if each.get_gid() == "lesion edge: Arrhenius liver"]
        points = np.concatenate([path.vertices for path in edges[0].get_paths()])

        assert len(edges) == 1
        assert np.ptp(points[:, 1]) == pytest.approx(ls.measure(b1, time_s=time_s).width_mm, abs=0.05)
        assert scene.clock.get_text() == f"{time_s:g} s"
        assert f"{ls.measure(b1, time_s=time_s).width_mm:.1f} mm" in scene.told.get_text()


def test_the_curve_has_the_widths_up_to_its_moment_and_no_more(b1):
    scene = scene_of(b1, (30.0, 60.0, 90.0))
    scene.show(1)

    assert list(scene.passed.get_xdata()) == [30.0, 60.0]
    assert list(scene.passed.get_ydata()) == [ls.measure(b1, time_s=each).width_mm for each in (30.0, 60.0)]


def test_colours_are_the_temperatures_of_their_moment(b1):
    scene = scene_of(b1, (30.0, 90.0))
    for number, time_s in enumerate((30.0, 90.0)):
        scene.show(number)
        filled = next(each for each in scene.map.collections if each.get_gid() == "temperature")
        outline = filled.get_paths()[list(filled.levels).index(50.0)].vertices
        beside = outline[np.abs(outline[:, 0] - 5) < 0.5]

        assert ls.temperature_at(b1, beside[:, 1].max(), 5.0, time_s) == pytest.approx(50, abs=0.5)


def test_a_frame_drawn_from_parts_is_the_picture_drawn_as_a_whole(b1):
    scene = scene_of(b1, (30.0, 90.0))
    with drawing(look_named("slide")):
        first, again = scene.frame(1), scene.frame(1)
        canvas = FigureCanvasAgg(scene.picture)
        canvas.draw()
    whole = np.asarray(canvas.buffer_rgba())[..., :3].astype(int)

    assert first.tobytes() == again.tobytes()
    assert np.mean(np.abs(whole - np.asarray(first)) > 8) < 0.002


def test_words_do_not_overlap_and_are_few(b1, clashes):
    scene = scene_of(b1, (30.0, 90.0))
    with drawing(look_named("slide")):
        scene.show(1)
        assert clashes(scene.picture) == []
    assert words_on(scene.picture) <= MOST_WORDS


def test_the_title_claims_the_measured_width(film, default_result):
    assert f"{ls.measure(default_result).width_mm:.1f} mm wide" in film.title


def test_the_table_has_every_lesion_of_the_film(film, default_result):
    widths = [row[1] for row in film.told.table.rows]

    assert widths == [ls.measure(default_result, time_s=time_s).width_mm for time_s in film.times_s]
    assert film.told.alt.endswith(f"{film.title}.")
    assert "not for clinical planning" in film.told.notes


@pytest.mark.parametrize("ending", [".gif", ".webp"])
def test_moving_pictures_hold_all_frames_with_their_times_and_stay_small(film, ending, tmp_path):
    path = film.save(tmp_path / f"growth{ending}")
    with Image.open(path) as moving:
        assert moving.n_frames == len(film.images)
        assert moving.size == film.images[0].size
        assert moving.info["loop"] == 0
        stays = []
        for number in range(moving.n_frames):
            moving.seek(number)
            moving.load()
            stays.append(moving.info["duration"])
            colours = moving.convert("RGB")
            away = np.abs(np.asarray(colours).astype(int) - np.asarray(film.images[number]))
            assert np.percentile(away, 99) < 40
    assert tuple(stays) == film.durations_ms
    assert path.stat().st_size < SMALL


@pytest.mark.parametrize("ending", [".gif", ".webp", ".html"])
def test_the_same_film_has_the_same_bytes(short, b1, ending, tmp_path):
    one, other = tmp_path / f"one{ending}", tmp_path / f"other{ending}"
    short.save(one)
    ls.plots.animation(b1, frames=3).save(other)

    assert one.read_bytes() == other.read_bytes()


@pytest.fixture
def page(short, tmp_path):
    return short.save(tmp_path / "film.html").read_text("utf-8")


def test_the_player_asks_for_nothing_else(page):
    assert re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?(?!data:)[^"'\s>]+""", page.replace("image.src=", "")) == []
    assert "http" not in page


def test_the_player_says_what_it_shows_and_has_buttons(page, short):
    assert f'alt="{short.told.alt}"' in page
    assert "<button" in page
    assert 'type="range"' in page
    assert 'aria-label="moment of the film"' in page
    assert "Educational, not for clinical planning" in page
    assert '<html lang="en">' in page


def test_the_player_s_frames_are_those_of_the_film(page, short):
    import base64
    import json

    data = json.loads(re.search(r'class="frames">(.*?)</script>', page)[1])
    stills = [Image.open(BytesIO(base64.b64decode(each))).convert("RGB") for each in data["frames"]]

    assert data["times"] == ["0", "30", "60", "90"]
    assert data["stays"] == list(short.durations_ms)
    for still, image in zip(stills, short.images, strict=True):
        assert np.percentile(np.abs(np.asarray(still).astype(int) - np.asarray(image)), 99) < 40


STAGE = """
const fs=require('fs'), page=fs.readFileSync(process.argv[2],'utf8');
const data=page.match(/class="frames">(.*?)<\\/script>/)[1];
const script=page.match(/<\\/figure><script>([^]*?)<\\/script>/)[1];
function part(extra){return Object.assign({heard:{},attributes:{},addEventListener(n,f){this.heard[n]=f;},
  setAttribute(n,v){this.attributes[n]=v;}},extra);}
const image=part({}),button=part({}),slider=part({value:'0'}),clock=part({}),controls=part({hidden:true});
const parts={'.frames':{textContent:data},'img':image,'button':button,'input':slider,'output':clock,
  '.controls':controls};
const box=part({querySelector(n){return parts[n];}});
let waiting=null; global.setTimeout=function(f){waiting=f;return 1;}; global.clearTimeout=function(){waiting=null;};
global.document={currentScript:{previousElementSibling:box}};
eval(script); const said=[];
said.push(controls.hidden, button.textContent);
slider.value='1'; slider.heard.input(); said.push(clock.textContent);
slider.value='3'; slider.heard.input(); button.heard.click(); said.push(clock.textContent, button.textContent);
while(waiting){const f=waiting; waiting=null; f();} said.push(clock.textContent, button.textContent);
box.heard.keydown({target:slider,key:' ',preventDefault(){said.push('kept');}}); said.push(clock.textContent);
console.log(JSON.stringify(said));
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="the player's script runs in node")
def test_the_player_plays_pauses_and_follows_the_slider_and_the_keyboard(short, tmp_path):
    import json

    page = short.save(tmp_path / "film.html")
    (tmp_path / "stage.js").write_text(STAGE, encoding="utf-8")
    done = subprocess.run(["node", "stage.js", str(page)], cwd=tmp_path, capture_output=True, text=True, timeout=60,
                          check=True)  # fmt: skip

    assert json.loads(done.stdout) == [
        False, "▶ Play", "30 s", "0 s", "❚❚ Pause", "90 s", "▶ Play", "kept", "0 s"
    ]  # fmt: skip


def test_without_ffmpeg_an_mp4_is_refused_with_the_way_out(short, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ls.ScenarioError, match=r"ffmpeg.*\.gif or \.webp"):
        short.save(tmp_path / "film.mp4")
    assert list(tmp_path.iterdir()) == []


def stand_in(folder, code):
    """Put a program of the name ffmpeg on the path."""
    program = folder / "ffmpeg"
    program.write_text(f"#!{sys.executable}\nimport sys\n{code}\n", encoding="utf-8")
    program.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for a program")
def test_ffmpeg_gets_every_frame_as_often_as_it_stays(short, tmp_path, monkeypatch):
    stand_in(tmp_path, "open(sys.argv[-1], 'wb').write(sys.stdin.buffer.read())")
    monkeypatch.setenv("PATH", str(tmp_path))
    pixels = short.save(tmp_path / "film.mp4").read_bytes()
    each = len(short.images[0].tobytes())

    assert len(pixels) == each * sum(round(stays * 25 / 1000) for stays in short.durations_ms)
    assert pixels[:each] == short.images[0].tobytes()
    assert pixels[-each:] == short.images[-1].tobytes()


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for a program")
def test_what_ffmpeg_complains_of_is_told_and_no_file_is_left(short, tmp_path, monkeypatch):
    stand_in(tmp_path, "sys.stderr.write('no such codec\\n'); sys.exit(3)")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ResultError, match="no such codec"):
        short.save(tmp_path / "film.mp4")
    assert not (tmp_path / "film.mp4").exists()


@pytest.mark.parametrize("name", ["film.png", "film", "film.avi"])
def test_another_ending_is_refused_with_those_that_work(short, tmp_path, name):
    with pytest.raises(ls.ScenarioError, match=r"\.gif, \.webp, \.mp4 or \.html"):
        short.save(tmp_path / name)


def test_a_folder_that_is_not_there_is_told(short, tmp_path):
    with pytest.raises(ls.ScenarioError, match="does not exist"):
        short.save(tmp_path / "nowhere" / "film.gif")


@pytest.mark.parametrize("frames", [1, 0, -3, 201, 2.5, "many", None, True])
def test_a_number_of_frames_that_cannot_be_is_refused(b1, frames):
    with pytest.raises(ls.ScenarioError, match="frames"):
        ls.plots.animation(b1, frames=frames)


@pytest.mark.parametrize("name", ["b3-bone", "lumbar-medial-branch-rf"])
@pytest.mark.parametrize("style", ["slide", "paper"])
def test_current_and_three_dimensions_can_be_filmed(name, style):
    result = ls.simulate(ls.load(name))
    film = ls.plots.animation(result, style=style, frames=2)

    assert film.times_s[-1] == float(result.time[-1])
    assert f"{ls.measure(result).width_mm:.1f} mm" in film.title


def test_a_run_without_a_lesion_is_a_film_too(results):
    film = ls.plots.animation(results["too cool"], frames=2)

    assert "no lesion" in film.title
    assert film.told.alt.startswith("Film: heat spreads around the tip.")


def test_a_film_speaks_spanish(b1):
    with ls.language("es"):
        film = ls.plots.animation(b1, frames=2)
        assert film.told.alt.startswith("Película")
        assert "Reproducir" in film._repr_html_()


def test_a_film_prints_as_one_line(short):
    assert repr(short).startswith("Animation of 4 frames")
    assert "\n" not in repr(short)
