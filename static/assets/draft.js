// Keeps the form as it is typed until the server has saved it, and offers what
// was left behind. The address holds the same values, but only as long as the tab
// is open, and only what the server could be asked.

import { offer, tellDropped } from './draftbar.js';
import { all, get, newID, parse, put, remove, tab } from './drafts.js';

// Parts of an address or form that are no values of the workload.
const aside = new Set(['stage', 'show', 'overlay', 'revision', 'draft', 'workspace']);

let form;
let action; // where the form is sent, and the workspace it will be saved in: what is meant for one is offered there only
let id; // of the draft of this page
let unchanged; // the values with which there is nothing to keep; null when only the server knows
let dirty = false;
let kept = false;
let sending = false;

function typed() {
  return [...form.elements].filter((control) => control.name && control.type !== 'submit' && !aside.has(control.name));
}

function fields() {
  return Object.fromEntries(typed().filter((control) => control.value.trim() !== '').map((control) => [control.name, control.value]));
}

function fieldsOf(url) {
  return Object.fromEntries([...url.searchParams].filter(([name, value]) => !aside.has(name) && value.trim() !== ''));
}

function same(a, b) {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

function revision() {
  return form.elements.namedItem('revision');
}

function keep() {
  const now = fields();
  if (unchanged && same(now, unchanged)) {
    forget();
    return;
  }
  dirty = true;
  kept = put({ id, action, base: Number(revision()?.value ?? 0), at: Date.now(), fields: now });
  tab.set(`draft of ${action}`, id);
}

function forget() {
  remove(id);
  dirty = false;
  kept = false;
}

// keptWords says what becomes of the changes while nobody answers.
export function keptWords() {
  if (kept) return 'Your changes are kept in this browser.';
  return dirty ? 'Your changes could not be kept in this browser: leave this page open.' : '';
}

// restore types a draft into the form. What it was based on comes along, so that
// saving it cannot write over what was saved since.
function restore(draft) {
  if (draft.base && revision()) revision().value = draft.base;
  let last;
  for (const control of typed()) {
    const value = draft.fields[control.name] ?? '';
    if (control.value === value) continue;
    control.value = value;
    if (control.value !== value && control.tagName === 'SELECT') control.add(new Option(value, value, false, true));
    const fold = control.closest('.more');
    if (fold) fold.open = true;
    control.dispatchEvent(new Event('input', { bubbles: true }));
    last = control;
  }
  last?.dispatchEvent(new Event('change', { bubbles: true }));
  keep();
  if (kept) remove(draft.id);
}

function isNewer(draft) {
  return draft.base > 0 && Number(revision()?.value) > draft.base;
}

// takeUp decides which draft this page goes on with, and which it offers.
function takeUp(plain) {
  const here = fieldsOf(new URL(location.href));
  const shown = fields();
  const isShown = (draft) => same(draft.fields, shown) || (!plain && same(draft.fields, here));
  let drafts = all().filter((draft) => draft.action === action);
  if (plain) {
    drafts.filter(isShown).forEach((draft) => remove(draft.id)); // saved otherwise
    drafts = drafts.filter((draft) => !isShown(draft));
  }
  const went = tab.take('went back or forward');
  const own = drafts.find((draft) => draft.id === tab.get(`draft of ${action}`));
  const going = own && (went || isShown(own)) ? own : drafts.find(isShown);
  if (going) {
    id = going.id;
    kept = dirty = isShown(going);
    if (kept && going.base && revision()) revision().value = going.base;
    return;
  }
  id = newID();
  const reloaded = performance.getEntriesByType('navigation')[0]?.type === 'reload';
  const [left] = plain ? drafts : drafts.filter((draft) => reloaded && draft === own);
  if (left) offer(left, { restore, newer: isNewer(left) ? Number(revision().value) : 0 });
}

// begin takes up the form of a page: one that was sent and not saved goes on
// under the id it was sent with.
function begin() {
  const workspace = form.querySelector('input[name="workspace"]')?.value;
  action = form.getAttribute('action') + (workspace ? `?workspace=${workspace}` : '');
  const plain = Object.keys(fieldsOf(new URL(location.href))).length === 0;
  const saved = document.getElementById('saved')?.dataset.edited === 'false';
  unchanged = null;
  if (form.getAttribute('action') === '/plan') unchanged = {};
  else if (plain && saved) unchanged = fields();
  const dropped = parse(tab.take('dropped draft'));
  const sent = form.elements.namedItem('draft')?.value;
  if (sent) {
    id = sent;
    keep();
  } else if (dropped?.action === action) {
    id = newID();
    tellDropped(dropped, { restore, newer: isNewer(dropped) ? Number(revision().value) : 0 });
  } else {
    takeUp(plain);
  }
}

function onSubmit(event) {
  if ((event.submitter?.formMethod || form.method) !== 'post') return;
  sending = true;
  if (!kept) return;
  keep();
  let field = form.elements.namedItem('draft');
  if (!field) {
    field = Object.assign(document.createElement('input'), { type: 'hidden', name: 'draft' });
    form.append(field);
  }
  field.value = id;
}

// letSavedGo drops the drafts of which the server says that they are saved.
function letSavedGo() {
  for (const [, saved] of document.cookie.matchAll(/(?:^|; )saved-([a-z0-9]+)=/g)) {
    remove(saved);
    document.cookie = `saved-${saved}=; path=/; max-age=0; samesite=lax`;
  }
}

// onDrop is the link away from a conflict: the page it leads to offers to undo it.
function onDrop(event) {
  const link = event.target.closest('a[data-drop]');
  const draft = link && get(link.dataset.drop);
  if (!draft || event.metaKey || event.ctrlKey || event.shiftKey) return;
  tab.set('dropped draft', JSON.stringify(draft));
  remove(draft.id);
}

export function startDraft() {
  letSavedGo();
  document.addEventListener('click', onDrop);
  form = document.getElementById('workload');
  if (!form) return;
  begin();
  for (const type of ['input', 'change']) {
    document.addEventListener(type, (event) => event.target.form === form && keep());
  }
  // The server knows best whether the values are those that are saved: it reads
  // "250,000" and "250k" as the same.
  document.addEventListener('swapped', (event) => {
    const saved = document.getElementById('saved')?.dataset.edited === 'false';
    if (saved && same(fieldsOf(new URL(event.detail, location.href)), fields())) forget();
  });
  document.addEventListener('submit', (event) => event.target === form && !event.defaultPrevented && onSubmit(event));
  addEventListener('popstate', () => tab.set('went back or forward', '1'));
  addEventListener('pageshow', () => {
    sending = false;
  });
  addEventListener('beforeunload', (event) => {
    if (dirty && !kept && !sending) event.preventDefault();
  });
}
