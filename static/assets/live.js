// Recomputes while the form is edited: the same address is asked for with a
// header that says only the changing parts are wanted, and they are swapped in.
// The form's own controls stay, so focus, caret and scroll do too.

import { keptWords } from './draft.js';

const typingPause = 250;
const simulationPause = 700; // a simulation takes a second: not one for every key
const patience = 300;
const giveUp = 30_000; // on an answer that does not come
const firstPause = 1000; // before the server is tried again, doubled each time
const longestPause = 20_000;

let form;
let request;
let timer;
let again; // timer of the next try
let tries = 0; // in a row that were not answered
let away = false; // nobody answers
let shown; // the address that the page is of
let editing = false; // the current history entry already stands for this edit

function say(text) {
  document.getElementById('status').textContent = text;
}

const looks = new Set(['stage', 'show', 'overlay']); // how the plan is looked at
const aside = new Set(['revision', 'revision_title', 'revision_note', 'draft']); // no matter of the figures

// query holds what the team states: an empty control stands for the assumption
// shown in it, so links stay short and assumptions stay assumptions.
function query() {
  const params = new URLSearchParams();
  let stated = false;
  for (const control of form.elements) {
    if (!control.name || aside.has(control.name) || control.type === 'submit' || control.value.trim() === '') continue;
    params.append(control.name, control.value);
    stated ||= !looks.has(control.name);
  }
  // Edits say what they were made from, so that a reload does not forget it.
  const revision = form.elements.namedItem('revision');
  if (stated && revision) params.append('revision', revision.value);
  return params;
}

function address() {
  const text = query().toString();
  return form.getAttribute('action') + (text ? `?${text}` : '');
}

// here is the address without the place in the page.
function here() {
  return location.pathname + location.search;
}

// remember writes the address: one history entry for each committed edit.
function remember(url) {
  if (url === location.pathname + location.search) return;
  if (editing) history.replaceState(null, '', url);
  else history.pushState(null, '', url);
  shown = here();
}

function keepOpen(live, fresh) {
  for (const detail of live.querySelectorAll('details[id][open]')) {
    const same = fresh.querySelector(`#${CSS.escape(detail.id)}`);
    if (same) same.open = true;
  }
  if (live.tagName === 'DETAILS') fresh.open = live.open;
}

function keepScroll(live, fresh) {
  const kept = [...live.querySelectorAll('[data-scroll]')].map((e) => [e.dataset.scroll, e.scrollLeft, e.scrollTop]);
  return () => {
    for (const [name, left, top] of kept) {
      const same = fresh.querySelector(`[data-scroll="${name}"]`);
      if (same) [same.scrollLeft, same.scrollTop] = [left, top];
    }
  };
}

function swap(fresh) {
  const live = document.getElementById(fresh.id);
  if (!live) return;
  const focused = live.contains(document.activeElement) ? document.activeElement.id : '';
  keepOpen(live, fresh);
  const scroll = keepScroll(live, fresh);
  live.replaceWith(fresh);
  scroll();
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

// settle brings one control in line with the server's view of it.
function settle(foot) {
  const control = document.getElementById(foot.dataset.control);
  if (!control) return;
  control.setAttribute('aria-invalid', String(foot.querySelector('.error') !== null));
  // A select names its assumption in its first option, which never changes.
  if (control.tagName !== 'INPUT' || foot.dataset.assumed === '') return;
  control.placeholder = foot.dataset.assumed;
  control.dispatchEvent(new Event('assumed'));
}

// stale fades figures that are not those of the form, and shows why.
function stale(is) {
  document.getElementById('results')?.classList.toggle('stale', is);
  document.documentElement.classList.toggle('stale-page', is);
}

function show(html, ok, url) {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const parts = [...parsed.querySelectorAll('[data-swap]')];
  if (parts.length === 0) throw new Error('the answer holds no part of the page');
  const said = parsed.getElementById('said')?.textContent ?? '';
  for (const part of parts) swap(document.adoptNode(part));
  document.querySelectorAll('.foot').forEach(settle);
  stale(!ok);
  document.dispatchEvent(new CustomEvent('swapped', { detail: url }));
  say(said);
  if (parsed.title) document.title = parsed.title;
}

// fail says why the figures are old. What may pass by itself is tried again.
function fail(url, status) {
  stale(true);
  away = status === 0;
  if (status === 401) {
    say(`You are signed out: sign in on another tab, then go on here. ${keptWords()}`);
    return;
  }
  if (status !== 0 && status < 500) {
    say(`The server gave another answer than expected (${status}), so the figures are old. ${keptWords()}`);
    return;
  }
  say(`${away ? 'The server does not answer' : 'The server cannot answer just now'}, so the figures are old. ${keptWords()} Trying again…`);
  again = setTimeout(() => load(url), Math.min(longestPause, firstPause * 2 ** tries));
  tries += 1;
}

async function load(url) {
  clearTimeout(again);
  request?.abort();
  const mine = new AbortController();
  request = mine;
  const slow = setTimeout(() => {
    document.documentElement.classList.add('busy');
    if (tries === 0) say('Working out the plan…');
  }, patience);
  const limit = setTimeout(() => mine.abort(), giveUp);
  let status = 0;
  try {
    const answer = await fetch(url, { headers: { 'X-Fragment': 'plan' }, signal: mine.signal, credentials: 'same-origin' });
    const html = await answer.text();
    if (request !== mine) return;
    status = answer.status;
    if (!answer.ok && status !== 422) throw new Error(`status ${status}`);
    show(html, answer.ok, url);
    [tries, away] = [0, false];
  } catch {
    if (request === mine) fail(url, status);
  } finally {
    clearTimeout(slow);
    clearTimeout(limit);
    if (request === mine) document.documentElement.classList.remove('busy');
  }
}

function recompute() {
  clearTimeout(timer);
  const url = address();
  remember(url);
  return load(url);
}

function follow(link) {
  for (const name of ['stage', 'show', 'overlay']) {
    const control = form?.elements.namedItem(name);
    if (control && name in link.dataset) control.value = link.dataset[name];
  }
  editing = false;
  history.pushState(null, '', link.href);
  shown = here();
  return load(link.href);
}

function onClick(event) {
  const link = event.target.closest('a[data-stage], a[data-show], a[data-overlay]');
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  follow(link);
}

function onSubmit(event) {
  const method = event.submitter?.formMethod || form.method;
  if (method === 'post' && !away) return;
  event.preventDefault();
  const answered = recompute();
  if (method !== 'post') return;
  // Sent while nobody answers, the page would give way to an error of the browser.
  answered.then(() => {
    if (away) say(`Not saved: the server does not answer. ${keptWords()} Trying again…`);
    else form.requestSubmit(event.submitter);
  });
}

export function startLive() {
  form = document.getElementById('workload');
  document.addEventListener('click', onClick);
  shown = here();
  addEventListener('popstate', () => {
    if (here() !== shown) location.reload(); // another place in this page is no other page
  });
  if (!form) return;
  // The name is part of the form though it stands in the header.
  document.addEventListener('input', (event) => {
    if (event.target.form !== form || aside.has(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      recompute();
      editing = true;
    }, form.elements.namedItem('show')?.value === 'ranges' ? simulationPause : typingPause);
  });
  document.addEventListener('change', (event) => {
    if (event.target.form !== form || aside.has(event.target.name)) return;
    recompute();
    editing = false;
  });
  form.addEventListener('submit', onSubmit);
  addEventListener('online', () => away && recompute());
}
