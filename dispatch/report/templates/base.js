(() => {
"use strict";
/* What every part of the page shares. Text from outside only ever goes through textContent. */
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const DATA = JSON.parse($("#data").textContent);
const WORDS = DATA.words;
const SVG = "http://www.w3.org/2000/svg";
const ICON = { play: "M2 1l9 5-9 5z", stop: "M2 2h8v8H2z" };

const say = (name, values = {}) => WORDS[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
const make = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text != null) element.textContent = text;
  return element;
};
const draw = (tag, attributes) => {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};
const isolated = text => make("bdi", "", text);

const pad = (number, width = 2) => String(number).padStart(width, "0");
const place = ms => {
  const tenths = Math.round(ms / 100), s = Math.floor(tenths / 10), h = Math.floor(s / 3600);
  const tail = pad(s % 60) + "." + tenths % 10, m = Math.floor(s / 60) % 60;
  return h ? h + ":" + pad(m) + ":" + tail : m + ":" + tail;
};
const clock = (recording, ms) => {
  const point = recording.clock.filter(([at]) => at <= ms).pop();
  if (!point) return "";
  const s = Math.floor((point[1] + ms - point[0]) / 1000) % 86400;
  return pad(Math.floor(s / 3600)) + ":" + pad(Math.floor(s / 60) % 60) + ":" + pad(s % 60);
};
const seconds = ms => (ms / 1000).toFixed(1);

const face = (button, playing, text) => {
  $("path", button).setAttribute("d", playing ? ICON.stop : ICON.play);
  $("span", button).textContent = playing ? WORDS.stop : text;
};
const playButton = text => {
  const button = make("button", "b p"), icon = draw("svg", { viewBox: "0 0 12 12", "aria-hidden": "true" });
  button.type = "button";
  icon.append(draw("path", { d: ICON.play }));
  button.append(icon, make("span", "", text));
  return button;
};
const toggle = (button, change) => button.addEventListener("click", () => {
  const on = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", on);
  change(on);
});

/* One sound at a time. A track is {audio, base, from, to, tick(ms), ended(), failed()}, times in ms. */
let playing = null;
const halt = () => {
  if (!playing) return;
  const track = playing;
  playing = null;
  track.audio.pause();
  track.ended();
};
const follow = () => {
  const track = playing;
  if (!track) return;
  const at = track.audio.currentTime * 1000 + track.base;
  track.tick(at);
  if (at >= track.to || track.audio.ended) {
    if (!track.loop) return halt();
    track.audio.currentTime = (track.from - track.base) / 1000;
    if (track.audio.paused) track.audio.play().catch(halt);
  }
  requestAnimationFrame(follow);
};
const play = (track, at = track.from) => {
  halt();
  playing = track;
  const audio = track.audio, go = () => {
    if (playing !== track) return;
    audio.playbackRate = track.rate || 1;
    audio.preservesPitch = true;
    audio.currentTime = Math.max(0, (at - track.base) / 1000);
    audio.play().then(() => playing === track && requestAnimationFrame(follow)).catch(fail);
  };
  const fail = () => {
    if (playing !== track) return;
    halt();
    if (track.failed) track.failed();
  };
  if (audio.readyState >= 1) return go();
  audio.addEventListener("loadedmetadata", go, { once: true });
  audio.addEventListener("error", fail, { once: true });
  audio.preload = "auto";
  audio.load();
};
const clipTrack = index => ({
  audio: $("#a" + index), base: DATA.clips[index].start, end: DATA.clips[index].end,
});
