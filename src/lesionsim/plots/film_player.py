"""A player for a film: a page, or a part of one, that works without any other file."""

import base64
import json
from html import escape
from itertools import accumulate

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.plots.animations import Animation
from lesionsim.texts import in_use, spoken

STYLE = """
.film{margin:0;max-width:60rem}
.film img{display:block;width:100%;height:auto;border:1px solid #d0d0d0}
.film .controls{display:flex;gap:.6rem;align-items:center;margin:.4rem 0}
.film button{font:inherit;padding:.5rem .9rem;min-width:7.5rem;border:2px solid #00429d;border-radius:.4rem;
background:#fff;color:#00429d;cursor:pointer}
.film button:focus-visible,.film input:focus-visible{outline:3px solid #b8431a;outline-offset:2px}
.film input{flex:1;min-width:6rem;height:2.2rem;accent-color:#00429d}
.film output{min-width:4.2rem;text-align:right;font-variant-numeric:tabular-nums}
"""
SCRIPT = """
(function(){
  var box=document.currentScript.previousElementSibling, data=JSON.parse(box.querySelector('.frames').textContent);
  var image=box.querySelector('img'), button=box.querySelector('button'), slider=box.querySelector('input');
  var clock=box.querySelector('output'), timer=null, now=data.frames.length-1;
  function show(number){
    now=number; image.src='data:image/webp;base64,'+data.frames[number];
    slider.value=number; clock.textContent=data.times[number]+' s';
    slider.setAttribute('aria-valuetext',data.times[number]+' s');
  }
  function stop(){ clearTimeout(timer); timer=null; button.textContent='\\u25B6 '+data.play; }
  function step(){
    if(now>=data.frames.length-1){ stop(); return; }
    show(now+1); timer=setTimeout(step,data.stays[now]);
  }
  function toggle(){
    if(timer!==null){ stop(); return; }
    button.textContent='\\u275A\\u275A '+data.pause;
    if(now>=data.frames.length-1){ show(0); }
    timer=setTimeout(step,data.stays[now]);
  }
  button.addEventListener('click',toggle);
  slider.addEventListener('input',function(){ stop(); show(Number(slider.value)); });
  box.addEventListener('keydown',function(event){
    if(event.target===slider && event.key===' '){ event.preventDefault(); toggle(); }
  });
  box.querySelector('.controls').hidden=false; stop();
})();
"""
PAGE = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title><style>
body{{font:1.05rem/1.45 system-ui,sans-serif;color:#1a1a1a;background:#fff;margin:1rem auto;max-width:60rem;
padding:0 1rem}}
h1{{font-size:1.4rem;line-height:1.25}}{style}</style></head>
<body><h1>{title}</h1>
{player}
<p>{caption}</p><p><strong>{disclaimer}</strong></p></body></html>
"""


def player(film: Animation, style: bool = True) -> str:
    """Return a film with a button and a slider, as a part of a page; it begins with the last frame, and stands still.

    Parameters
    ----------
    film : what is shown
    style : whether its style sheet comes with it; a page with several films needs it once
    """
    frames = [base64.b64encode(each).decode("ascii") for each in film.stills]
    last, alt = len(frames) - 1, escape(film.told.alt, quote=True)
    begins = [round(each / 1000, 2) for each in accumulate(film.durations_ms)]
    data = {
        "frames": frames, "stays": film.durations_ms, "times": [f"{each:g}" for each in film.times_s],
        "play": spoken("Play"), "pause": spoken("Pause"), "lasts_s": begins[-1],
    }  # fmt: skip
    wide, high = film.images[0].size
    where = escape(spoken("moment of the film"), quote=True)
    return (
        (f"<style>{STYLE}</style>" if style else "")
        + f'<figure class="film"><img width="{wide}" height="{high}" alt="{alt}" '
        f'src="data:image/webp;base64,{frames[last]}">'
        f'<div class="controls" hidden><button type="button"></button>'
        f'<input type="range" min="0" max="{last}" value="{last}" step="1" aria-label="{where}">'
        f"<output>{film.times_s[-1]:g} s</output></div>"
        f'<script type="application/json" class="frames">{in_script(data)}</script></figure>'
        f"<script>{SCRIPT}</script>"
    )


def in_script(data: object) -> str:
    """Write plain values so that they may stand in a page's script."""
    return json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")


def page(film: Animation) -> str:
    """Return a whole page that shows a film and asks for nothing else."""
    return PAGE.format(
        language=in_use(), title=escape(film.title), style=STYLE, player=player(film, style=False),
        caption=escape(film.caption.replace("\n", " ")), disclaimer=escape(spoken(DISCLAIMER)),
    )  # fmt: skip
