/* The recording at a glance: one tab stop for each strip, arrows from transmission to transmission. */
const FINE_SPAN = 600000;
const START = 0, END = 1, CHANNEL = 2, KIND = 3, WHO = 4, TEXT = 5;

const bar = (turn, from, length) => draw("rect", {
  class: turn[KIND], x: (turn[START] - from) / length * 100 + "%",
  width: Math.max(0.1, (turn[END] - turn[START]) / length * 100) + "%",
  y: / u\b/.test(turn[KIND]) ? 68 : 36, height: 22,
});
const nearest = (turns, at) => {
  let low = 0, high = turns.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (turns[middle][END] < at) low = middle + 1; else high = middle;
  }
  const before = turns[low - 1], here = turns[low];
  return before && here[START] > at && at - before[END] < here[START] - at ? low - 1 : low;
};

$$(".track").forEach(figure => {
  const index = +figure.dataset.rec, recording = DATA.recordings[index];
  const turns = recording.tx.filter(turn => turn[CHANNEL] === +figure.dataset.channel);
  if (!turns.length) return;
  const strip = $(".strip", figure), dense = strip.classList.contains("dense"), fine = $(".fine", figure);
  const line = $(".line", figure), button = $(".playit", figure);
  let bars = dense ? [] : $$("rect.tx", strip), first = 0, chosen = -1, window0 = -1;
  const track = { tick() {}, ended() { face(button, false, WORDS.playIt); } };
  track.failed = () => { line.textContent = say("failed", { name: recording.name, start: place(track.from) }); };
  const cursor = dense ? draw("rect", { class: "cursor", y: 24, height: 76, x: 0, width: 0 }) : null;
  if (dense) strip.append(cursor);

  const showWindow = from => {
    if (from === window0) return;
    window0 = from;
    fine.replaceChildren(draw("line", { class: "ax", x1: 0, x2: "100%", y1: 100, y2: 100 }));
    first = turns.findIndex(turn => turn[END] > from);
    bars = [];
    for (let i = Math.max(first, 0); i < turns.length && turns[i][START] < from + FINE_SPAN; i++) {
      const rect = bar(turns[i], from, FINE_SPAN);
      bars.push(rect);
      fine.append(rect);
    }
    for (let minute = 0; minute <= 10; minute += 2) {
      const label = draw("text", { x: minute * 10 + "%", y: 122, "text-anchor": minute ? minute < 10 ? "middle" : "end" : "start" });
      label.textContent = place(from + minute * 60000).replace(/\.\d$/, "");
      fine.append(label);
    }
    cursor.setAttribute("x", from / recording.duration * 100 + "%");
    cursor.setAttribute("width", Math.max(0.2, FINE_SPAN / recording.duration * 100) + "%");
    $(".span", figure).textContent = place(from).slice(0, -2) + " – " + place(Math.min(from + FINE_SPAN, recording.duration)).slice(0, -2);
  };
  const pick = (wanted, read = true) => {
    const i = Math.max(0, Math.min(turns.length - 1, wanted)), turn = turns[i];
    if (dense) showWindow(Math.floor(turn[START] / FINE_SPAN) * FINE_SPAN);
    bars.forEach(rect => rect.classList.remove("at"));
    bars[dense ? i - first : i]?.classList.add("at");
    chosen = i;
    const doubt = / un\b/.test(turn[KIND]) ? " · " + WORDS.unintelligible : / lc\b/.test(turn[KIND]) ? " · " + WORDS.low : "";
    const clip = DATA.clips.findIndex((c, k) => c.rec === index && $("#a" + k) && turn[START] >= c.start - 200 && turn[END] <= c.end + 200);
    if (read) {
      const when = clock(recording, turn[START]), head = make("span", "s n", place(turn[START]) + (when ? " · " + when : "") + " · ");
      head.append(isolated(turn[WHO]), document.createTextNode(doubt + (clip < 0 ? " · " + WORDS.noSound : "")));
      line.replaceChildren(head, isolated("“" + turn[TEXT] + "”"));
    }
    strip.setAttribute("aria-valuenow", i + 1);
    strip.setAttribute("aria-valuetext", say("of", { n: i + 1, total: turns.length }) + ", " + place(turn[START]) + ", " + turn[WHO] + ": " + turn[TEXT]);
    button.hidden = clip < 0;
    if (clip >= 0) Object.assign(track, clipTrack(clip), { from: Math.max(turn[START], DATA.clips[clip].start), to: turn[END] });
  };
  const start = () => { play(track); face(button, true); };
  const clicked = (event, from, length, listen) => {
    const box = event.currentTarget.getBoundingClientRect();
    pick(nearest(turns, from + (event.clientX - box.left) / box.width * length));
    if (listen && !button.hidden) start();
  };
  strip.addEventListener("click", event => clicked(event, 0, recording.duration, !dense));
  $$(".row", figure).forEach(row => row.addEventListener("click", event => clicked(event, +row.dataset.from, +row.dataset.length, false)));
  fine?.addEventListener("click", event => clicked(event, window0, FINE_SPAN, true));
  strip.addEventListener("keydown", event => {
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (step) pick(chosen + step);
    else if (event.key === "Home") pick(0);
    else if (event.key === "End") pick(turns.length - 1);
    else if (event.key === "Enter" || event.key === " ") { if (!button.hidden) button.click(); }
    else return;
    event.preventDefault();
  });
  if (dense) {
    const move = by => pick(nearest(turns, Math.max(0, window0 + by * FINE_SPAN) + 1));
    $(".earlier", figure).addEventListener("click", () => move(-1));
    $(".later", figure).addEventListener("click", () => move(1));
  }
  button.addEventListener("click", () => playing === track ? halt() : start());
  pick(0, !dense);
});
