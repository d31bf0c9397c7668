/* Blind listening: nothing of quote or transcript is shown before the listener has written. */
const dialog = $("#dialog"), LISTENINGS = [], DECISIONS = [];
const audible = DATA.claims.map((claim, i) => i).filter(i => DATA.claims[i].places.length && DATA.claims[i].places.every(p => $("#a" + p.clip)));
let unsaved = false;
let pageSeen = location.hash !== "#blind", queue = [], at = 0, session = null;

const field = (tag, text, note, id) => {
  const label = make("label", "", text + " "), input = make(tag);
  label.htmlFor = input.id = id;
  if (note) label.append(make("span", "note", note));
  input.autocomplete = "off";
  return [label, input];
};
const exported = () => {
  const file = new Blob([JSON.stringify({
    schema: "dispatch.listening/1", report: DATA.report, listenings: LISTENINGS, decisions: DECISIONS,
  }, null, 1) + "\n"], { type: "application/json" });
  const link = make("a"), address = URL.createObjectURL(file);
  link.href = address;
  link.download = "listening.json";
  link.click();
  unsaved = false;
  setTimeout(() => URL.revokeObjectURL(address), 10000);
};
const offerExport = () => {
  unsaved = true;
  $$(".export").forEach(button => { button.hidden = false; });
};
addEventListener("beforeunload", event => { if (unsaved) event.preventDefault(); });

const openClaim = () => {
  halt();
  const claim = DATA.claims[queue[at]], several = claim.places.length > 1;
  session = { claim, plays: 0, slow: false, before: pageSeen };
  const bar = make("div", "bar"), close = make("button", "b", WORDS.close);
  close.type = "button";
  close.addEventListener("click", () => dialog.close());
  bar.append(make("p", "lab", say("blindCount", { n: at + 1, total: queue.length })), close);
  const title = make("h2", "", several ? say("blindMany", { n: claim.places.length }) : WORDS.blindOne);
  title.id = "blind-title";
  const controls = make("div", "ctl"), half = make("button", "b half", WORDS.half), progress = make("progress");
  half.type = "button";
  half.setAttribute("aria-pressed", "false");
  progress.max = 1;
  progress.value = 0;
  progress.setAttribute("aria-label", WORDS.blindProgress);
  claim.places.forEach((stretch, k) => {
    const length = seconds(stretch.to - stretch.from);
    const text = several ? say("blindStretch", { n: k + 1, s: length }) : say("playLength", { s: length });
    const button = playButton(text), track = { ...clipTrack(stretch.clip), from: stretch.from, to: stretch.to };
    track.tick = now => { progress.value = (now - stretch.from) / (stretch.to - stretch.from); };
    track.ended = () => face(button, false, text);
    track.failed = () => { title.textContent = say("failed", { name: "", start: place(stretch.from) }); };
    button.addEventListener("click", () => {
      if (playing === track) return halt();
      track.rate = half.getAttribute("aria-pressed") === "true" ? 0.5 : 1;
      session.plays++;
      session.slow ||= track.rate < 1;
      play(track);
      face(button, true);
    });
    controls.append(button);
  });
  toggle(half, on => { if (playing) { playing.audio.playbackRate = on ? 0.5 : 1; session.slow ||= on; } });
  controls.append(half);
  const [label, wrote] = field("textarea", WORDS.blindField, "", "blind-text");
  wrote.spellcheck = false;
  const hint = make("p", "note", WORDS.blindHint);
  hint.id = "blind-hint";
  wrote.setAttribute("aria-describedby", hint.id);
  const [nameLabel, name] = field("input", WORDS.blindName, WORDS.blindNameNote, "blind-name");
  name.value = openClaim.name_ || "";
  const actions = make("div", "blind"), reveal = make("button", "b p", WORDS.reveal);
  reveal.type = "button";
  reveal.disabled = true;
  wrote.addEventListener("input", () => { reveal.disabled = !wrote.value.trim(); });
  const entry = make("div", "bl-entry");
  entry.append(label, wrote, hint, nameLabel, name);
  reveal.addEventListener("click", () => {
    halt();
    openClaim.name_ = name.value.trim();
    keepListening(wrote.value.trim(), openClaim.name_);
    entry.remove();
    intro.remove();
    actions.replaceWith(result(wrote.value.trim()));
    $("#blind-result").focus();
  });
  actions.append(reveal);
  const intro = make("p", "", WORDS.blindIntro), body = make("div", "bl");
  body.append(bar, title, intro, controls, progress, entry, actions);
  dialog.replaceChildren(body);
  dialog.scrollTop = 0;
};
const keepListening = (text, name) => {
  const claim = session.claim, time = new Date().toISOString();
  LISTENINGS.push({
    claim_id: claim.id, quote: claim.quote, name, time, text, plays: session.plays, slowed: session.slow,
    quote_on_page_before: session.before,
    clips: claim.places.map(p => ({ start: p.from / 1000, end: p.to / 1000, sha256: DATA.clips[p.clip].sha256 })),
  });
  const box = $("#claim-" + claim.n + " .human"), note = make("p");
  const by = make("span", "by", (session.before ? WORDS.listenerKnowing : WORDS.listener) + ", ");
  by.append(isolated(name || WORDS.anonymous), document.createTextNode(": " + how(session)));
  note.append(by, isolated("“" + text + "”"));
  box.append(note);
  box.hidden = false;
  offerExport();
};
const how = heard => say("listened", {
  played: heard.plays > 1 ? say("playedTimes", { plays: heard.plays }) : heard.plays ? WORDS.playedOnce : WORDS.notPlayed,
  slow: heard.slow ? WORDS.listenedSlow : "", before: heard.before ? WORDS.quoteBefore : WORDS.quoteNotBefore,
});
const result = mine => {
  const claim = session.claim, box = make("section"), title = make("h2", "", WORDS.revealed);
  title.id = "blind-result";
  title.tabIndex = -1;
  const { rows, summary } = comparison(mine, claim.heard, claim.shown);
  const apart = claim.places.length > 1 ? " " + say("apart", { n: claim.places.length }) : "";
  const three = make("div", "three");
  for (const [label, text] of [[WORDS.you, mine], [WORDS.transcript, claim.heard], [WORDS.printed, claim.shown]]) {
    const column = make("div"), words = make("p");
    words.append(isolated(text));
    column.append(make("p", "lab", label), words);
    three.append(column);
  }
  const table = make("table", "cmp"), head = make("tr"), body = make("tbody"), top = make("thead");
  [WORDS.you, WORDS.transcript, WORDS.printed, WORDS.difference].forEach(text => {
    const cell = make("th", "", text);
    cell.scope = "col";
    head.append(cell);
  });
  rows.forEach(row => {
    const note = verdictOnRow(row), line = make("tr", note ? "df" : "eq");
    row.forEach(word => line.append(make("td", "", word || "–")));
    line.append(make("td", "", note));
    body.append(line);
  });
  top.append(head);
  table.append(top, body);
  const actions = make("div", "blind"), save = make("button", "b export", WORDS.export);
  if (at < queue.length - 1) {
    const next = make("button", "b p", WORDS.next);
    next.type = "button";
    next.addEventListener("click", () => { at++; openClaim(); $(".ctl .b", dialog).focus(); });
    actions.append(next);
  }
  save.type = "button";
  save.addEventListener("click", exported);
  actions.append(save);
  box.append(title, make("p", "", summary + apart), three, table, actions);
  return box;
};
const openBlind = list => {
  if (!list.length) return;
  queue = list;
  at = 0;
  openClaim();
  if (!dialog.open) dialog.showModal();
  $(".ctl .b", dialog).focus();
};
dialog.addEventListener("close", () => {
  halt();
  dialog.replaceChildren();
  pageSeen = true;
  if (location.hash === "#blind") location.hash = "#top";
});
$$("[data-blind]").forEach(button => button.addEventListener("click",
  () => openBlind(button.dataset.blind === "all" ? audible : [+button.dataset.blind])));
$$(".export").forEach(button => button.addEventListener("click", exported));
const fromAddress = () => {
  if (location.hash !== "#blind") return;
  if (audible.length) openBlind(audible); else location.hash = "#top";
};
addEventListener("hashchange", fromAddress);
fromAddress();
