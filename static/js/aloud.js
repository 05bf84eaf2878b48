/* Reading the page aloud, sentence by sentence, with a voice of the reader's own device: nothing is sent anywhere. */
const BLOCKS = "h1,h2,h3,h4,p,li,dt,dd,td,th,figcaption";
const LEFT_OUT = "nav,form,.no-print,.meta,.tag,.pages,[hidden],[aria-hidden=true],details:not([open])>:not(summary)";
const SPEEDS = [1, 1.25, 1.5, 0.75];
const ENOUGH = 60; // characters; a shorter page needs no reading aloud

const button = document.querySelector("button[data-aloud]");
const main = document.querySelector("main");
const speech = window.speechSynthesis;
const words = button?.dataset;
let sentences = [], now = 0, speed = 0, turn = 0, playing = false, bar, pause, pace;

function voiceFor(language) {
  const short = language.slice(0, 2).toLowerCase();
  const own = speech.getVoices().filter((voice) => voice.localService && voice.lang.toLowerCase().startsWith(short));
  return own.find((voice) => /^(zh|cmn)[-_](hans|cn)/i.test(voice.lang)) ?? own[0];
}

function pieces(text, language) {
  if (!window.Intl?.Segmenter) return [...text.matchAll(/[^。！？；!?;]+[。！？；!?;]*/g)].map((m) => [m.index, m[0]]);
  return [...new Intl.Segmenter(language, { granularity: "sentence" }).segment(text)].map((s) => [s.index, s.segment]);
}

function part(block, start, end) {
  const range = document.createRange();
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let at = 0, node; (node = walker.nextNode()); at += node.length) {
    if (start >= at && start <= at + node.length) range.setStart(node, start - at);
    if (end >= at && end <= at + node.length) { range.setEnd(node, end - at); break; }
  }
  return range;
}

function collect() {
  const blocks = [...main.querySelectorAll(BLOCKS)].filter(
    (one) => one.getClientRects().length && !one.querySelector(BLOCKS) && !one.closest(LEFT_OUT),
  );
  return blocks.flatMap((block) => {
    const language = block.closest("[lang]").lang;
    return pieces(block.textContent, language)
      .filter(([, text]) => /[\p{L}\p{N}]/u.test(text))
      .map(([start, text]) => ({ block, text: text.trim(), language, start, end: start + text.length }));
  });
}

function mark(one) {
  if (!window.Highlight || !CSS.highlights) return;
  CSS.highlights.delete("aloud");
  if (one) CSS.highlights.set("aloud", new Highlight(part(one.block, one.start, one.end)));
}

function say() {
  const mine = ++turn; // what an earlier utterance still reports no longer counts
  speech.cancel();
  const one = sentences[now];
  if (!one) return stop();
  const voice = voiceFor(one.language);
  const next = () => { if (mine === turn && playing) { now += 1; say(); } };
  if (!voice) return next();
  const spoken = Object.assign(new SpeechSynthesisUtterance(one.text), { voice, lang: voice.lang, rate: SPEEDS[speed] });
  spoken.onend = spoken.onerror = next;
  mark(one);
  one.block.scrollIntoView({ block: "nearest" });
  speech.speak(spoken);
}

function hold(go) {
  playing = go;
  pause.textContent = go ? words.pause : words.resume;
  if (go) return say();
  turn += 1;
  speech.cancel();
}

function stop() {
  playing = false;
  turn += 1;
  speech.cancel();
  mark();
  if (!bar || bar.hidden) return;
  const inside = bar.contains(document.activeElement);
  bar.hidden = true;
  button.setAttribute("aria-expanded", "false");
  if (inside) button.focus();
}

function control(text, action) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "btn second", textContent: text });
  made.addEventListener("click", action);
  bar.append(made);
  return made;
}

function makeBar() {
  bar = Object.assign(document.createElement("div"), { className: "aloud-bar no-print" });
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", words.aloud);
  pause = control(words.pause, () => hold(!playing));
  pace = control(`${words.speed} 1×`, () => {
    speed = (speed + 1) % SPEEDS.length;
    pace.textContent = `${words.speed} ${SPEEDS[speed]}×`;
    if (playing) say();
  });
  control(words.stop, stop);
  document.body.append(bar);
}

function start() {
  if (bar && !bar.hidden) return stop();
  if (!bar) makeBar();
  bar.hidden = false;
  button.setAttribute("aria-expanded", "true");
  sentences = collect();
  now = 0;
  hold(true);
  pause.focus({ preventScroll: true });
}

function offer() {
  if (!voiceFor(document.documentElement.lang) || main.textContent.trim().length < ENOUGH) return;
  speech.removeEventListener?.("voiceschanged", offer);
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: words.style });
  style.addEventListener("load", () => { button.hidden = false; });
  document.head.append(style);
}

if (button && main && speech) {
  button.addEventListener("click", start);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") stop(); });
  window.addEventListener("pagehide", stop);
  speech.addEventListener?.("voiceschanged", offer);
  offer();
}
