import { fetchState, send, sendFile } from './api.js';
import { createClock } from './clock.js';
import { createComposer } from './composer.js';
import { byId } from './dom.js';
import { recall, remember } from './memory.js';
import { createNews } from './news.js';
import { createPersonas } from './personas.js';
import { createSuggestions } from './suggestions.js';
import { createThread, focusEntry } from './thread.js';

const pollMilliseconds = 2000;
const panels = byId('panels');
const scroller = byId('scroller');
const calm = matchMedia('(prefers-reduced-motion: reduce)');

const threads = new Map();
let boot = null;
let revision = 0;
let currentId = null;
let seen = {};

const news = createNews(become);
const personas = createPersonas(become);
const clock = createClock(move);
const suggestions = createSuggestions(tryOut);
const composer = createComposer(say);

/** Takes in a state of the trial; gives back the entries that are new or changed, in order. */
function take(state) {
  if (state.boot !== boot) begin(state);
  revision = Math.max(revision, state.revision);
  clock.show(state.now);
  const changed = [];
  for (const message of state.messages) {
    const entry = threads.get(message.persona)?.show(message) ?? null;
    if (entry !== null) changed.push(entry);
  }
  for (const [personaId, sequence] of Object.entries(state.oldestKept))
    threads.get(personaId)?.forgetBefore(sequence);
  noteUnread();
  return changed;
}

/** A first start, or a restart of the process: threads are empty again. */
function begin(state) {
  const restarted = boot !== null;
  const memory = recall(state.boot);
  boot = state.boot;
  revision = 0;
  seen = memory.seen;
  threads.clear();
  panels.replaceChildren();
  for (const persona of state.personas) {
    const thread = createThread(persona, { onAct: act, onClose: close });
    threads.set(persona.id, thread);
    panels.append(thread.panel);
  }
  personas.draw(state.personas);
  suggestions.draw(state.suggestions, state.personas);
  const wanted = currentId ?? memory.currentId;
  currentId = threads.has(wanted) ? wanted : (state.personas[0]?.id ?? null);
  if (restarted)
    news.tell(
      'Jalon a redémarré\u00a0: les fils de cette page repartent de zéro, ce qui a été enregistré est conservé.',
    );
}

function noteUnread() {
  const unread = {};
  for (const [id, { entries }] of threads) {
    const received = [...entries.values()]
      .filter(({ message }) => message.from === 'bot')
      .map(({ message }) => message.sequence);
    if (id === currentId && document.visibilityState === 'visible')
      seen[id] = Math.max(seen[id] ?? 0, ...received);
    unread[id] = received.filter((sequence) => sequence > (seen[id] ?? 0)).length;
  }
  personas.update(currentId, unread);
  remember({ boot, seen, currentId });
}

/** The visitor chooses who they are. */
function become(personaId) {
  news.clear();
  return choose(personaId);
}

/** Shows one persona's thread, and lets the bot greet whoever comes for the first time. */
async function choose(personaId) {
  currentId = personaId;
  for (const [id, { panel }] of threads) panel.hidden = id !== personaId;
  const { persona } = threads.get(personaId);
  byId('talk-title').textContent = `Conversation de ${persona.name} avec Jalon`;
  byId('composer').hidden = persona.channel === 'mail';
  composer.offer(persona.commands);
  noteUnread();
  showEnd();
  await ask('ouvrir', {});
  showEnd();
}

async function say(text, file = null) {
  news.clear();
  const answered = await ask('dire', { text }, file);
  if (answered === null) return false;
  const answer = answered.changed.findLast(
    ({ message }) => message.from === 'bot' && message.persona === currentId,
  );
  if (answer === undefined) return true;
  reveal(answer);
  if (answer.message.isForm) focusEntry(answer);
  return true;
}

async function act(entry, { verb, command, values, label }) {
  await within(entry, () =>
    ask('agir', { message: entry.message.id, face: entry.message.face, verb, command, values, label }),
  );
}

async function close(entry) {
  await within(entry, () => ask('fermer', { message: entry.message.id, face: entry.message.face }));
}

/** Runs one act of a message at a time; a double click is one act. */
async function within(entry, run) {
  if (entry.element.getAttribute('aria-busy') === 'true') return;
  entry.element.setAttribute('aria-busy', 'true');
  const face = entry.message.face;
  news.clear();
  try {
    await run();
  } finally {
    entry.element.removeAttribute('aria-busy');
  }
  reveal(entry);
  if (entry.message.face !== face) focusEntry(entry);
}

async function move(by) {
  clock.setBusy(true);
  const before = new Set([...threads.values()].flatMap(({ entries }) => [...entries.keys()]));
  try {
    const moved = await ask('horloge', { move: by });
    if (moved === null) return;
    const arrived = moved.changed.filter(({ message }) => message.unasked && !before.has(message.id));
    const here = arrived.findLast(({ message }) => message.persona === currentId);
    if (moved.state.quiet) news.tell('Aucun message n’est prévu dans les deux ans à venir.');
    else
      news.tellArrived(
        arrived.map(({ message }) => threads.get(message.persona).persona),
        currentId,
      );
    if (here !== undefined) reveal(here);
  } finally {
    clock.setBusy(false);
  }
}

async function tryOut(suggestion) {
  if (suggestion.kind === 'clock') return move(suggestion.move);
  if (suggestion.personaId !== currentId) await choose(suggestion.personaId);
  await say(suggestion.text);
}

/**
 * Sends an act in the name of the current persona, with a file or without, and takes in what it changed.
 * @returns the entries that changed, and the state; null when the act failed, which the page has then told
 */
async function ask(path, body, file = null) {
  const whole = { ...body, persona: currentId, since: revision };
  try {
    const state = await (file === null ? send(path, whole) : sendFile(whole, file));
    news.clearTrouble();
    return { state, changed: await receive(state) };
  } catch (error) {
    news.tellTrouble(error);
    if (error.status === 409) await refresh();
    return null;
  }
}

async function refresh() {
  try {
    await receive(await fetchState(revision));
    news.clearUnreachable();
  } catch (error) {
    news.tellTrouble(error);
  }
}

/** Another boot than ours numbers its changes anew: everything is asked again. */
async function receive(state) {
  if (state.boot === boot) return take(state);
  const changed = take(await fetchState(0));
  await choose(currentId);
  return changed;
}

async function poll() {
  if (document.visibilityState === 'visible') await refresh();
  setTimeout(poll, pollMilliseconds);
}

/** Brings a message into view: its end when it fits, its beginning when it is taller than the screen. */
function reveal({ element }) {
  const tall = element.offsetHeight > scroller.clientHeight;
  element.scrollIntoView({ block: tall ? 'start' : 'nearest', behavior: calm.matches ? 'auto' : 'smooth' });
}

/** A thread opens on its last words; a new one on the three things to try. */
function showEnd() {
  const { entries } = threads.get(currentId);
  scroller.scrollTop = entries.size > 1 ? scroller.scrollHeight : 0;
}

take(await fetchState(0));
await choose(currentId);
document.addEventListener('visibilitychange', noteUnread);
setTimeout(poll, pollMilliseconds);
