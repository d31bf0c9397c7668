/* The player of one stretch: words light up as they are spoken, and each can be heard by itself. */
const VIEW_MARGIN = 350, WIDEST_WITH_LABELS = 10000;

$$(".play").filter(figure => figure.dataset.audio).forEach(figure => {
  const source = clipTrack(+figure.dataset.clip), recording = DATA.recordings[DATA.clips[+figure.dataset.clip].rec];
  const tight = [+figure.dataset.from, +figure.dataset.to], wide = [source.base, source.end];
  const drawing = $(".g", figure), labels = $(".lb", figure), head = $(".ph", figure);
  const read = $(".read", figure), scope = $(".scope", figure), button = $(".p", figure);
  const words = $$('.w[data-p="' + figure.id + '"]'), under = labels ? $$("text", labels) : [];
  const text = say("playLength", { s: seconds(tight[1] - tight[0]) });
  const track = { ...source, from: tight[0], to: tight[1] };
  let view, rested = null;

  const setView = (from, to) => {
    view = [Math.max(from, source.base), Math.min(to, source.end)];
    drawing.setAttribute("viewBox", (view[0] - source.base) / 10 + " 0 " + (view[1] - view[0]) / 10 + " 200");
    if (labels) labels.style.visibility = view[1] - view[0] > WIDEST_WITH_LABELS ? "hidden" : "";
  };
  const show = at => {
    const x = (at - source.base) / 10;
    head.setAttribute("x1", x);
    head.setAttribute("x2", x);
    head.setAttribute("visibility", "visible");
    const when = clock(recording, at);
    read.textContent = place(at) + " " + WORDS.inRecording + (when ? " · " + when : "");
    scope.setAttribute("aria-valuenow", seconds(at));
    scope.setAttribute("aria-valuetext", place(at) + " " + WORDS.inRecording);
  };
  const light = at => [...words, ...under].forEach(
    word => word.classList.toggle("lit", at >= +word.dataset.s && at < +word.dataset.e));
  track.tick = at => { show(at); light(at); };
  track.ended = () => { face(button, false, text); light(-1); };
  track.failed = () => { read.textContent = say("failed", { name: recording.name, start: place(tight[0]) }); };

  const go = at => {
    play(track, at ?? rested ?? track.from);
    rested = null;
    face(button, true);
  };
  const seek = at => {
    at = Math.min(Math.max(at, track.from), track.to - 50);
    if (playing === track) track.audio.currentTime = (at - track.base) / 1000;
    else { rested = at; show(at); }
  };
  setView(tight[0] - VIEW_MARGIN, tight[1] + VIEW_MARGIN);
  face(button, false, text);
  button.addEventListener("click", () => playing === track ? halt() : go());
  toggle($(".wide", figure), on => {
    [track.from, track.to] = on ? wide : tight;
    if (on) setView(...wide); else setView(tight[0] - VIEW_MARGIN, tight[1] + VIEW_MARGIN);
  });
  toggle($(".half", figure), on => {
    track.rate = on ? 0.5 : 1;
    if (playing === track) track.audio.playbackRate = track.rate;
  });
  toggle($(".loop", figure), on => { track.loop = on; });
  scope.addEventListener("click", event => {
    const box = scope.getBoundingClientRect();
    const at = view[0] + (event.clientX - box.left) / box.width * (view[1] - view[0]);
    go(Math.min(Math.max(at, track.from), track.to - 50));
  });
  scope.addEventListener("keydown", event => {
    const now = playing === track ? track.audio.currentTime * 1000 + track.base : rested ?? track.from;
    const step = { ArrowRight: 250, ArrowUp: 250, ArrowLeft: -250, ArrowDown: -250, PageUp: 1000, PageDown: -1000 }[event.key];
    if (step) seek(now + step);
    else if (event.key === "Home") seek(track.from);
    else if (event.key === "End") seek(track.to - 300);
    else if (event.key === " " || event.key === "Enter") { if (playing === track) halt(); else go(); }
    else return;
    event.preventDefault();
  });
  words.forEach((word, i) => {
    word.tabIndex = i ? -1 : 0;
    word.addEventListener("click", () => {
      const at = +word.dataset.s;
      if (at < track.from || at >= track.to) {
        if (!(at >= wide[0] && at < wide[1])) return;
        if (track.from === tight[0]) $(".wide", figure).click();
      }
      go(at);
    });
    word.addEventListener("keydown", event => {
      const next = words[event.key === "ArrowRight" ? i + 1 : event.key === "ArrowLeft" ? i - 1 : -1];
      if (!next) return;
      words.forEach(other => { other.tabIndex = -1; });
      next.tabIndex = 0;
      next.focus();
      event.preventDefault();
    });
  });
});
