// The bar above the results that offers a draft, and the way back from discarding
// it.

import { put, remove } from './drafts.js';

let bar;
let words;

function make() {
  bar = document.createElement('div');
  bar.id = 'draft-bar';
  bar.className = 'draft-bar';
  words = document.createElement('p');
  words.setAttribute('role', 'status');
  words.tabIndex = -1;
  bar.append(words);
  document.getElementById('results').before(bar);
}

function when(at) {
  const moment = new Date(at);
  const day = { day: 'numeric', month: 'long' };
  if (moment.getFullYear() !== new Date().getFullYear()) day.year = 'numeric';
  const time = moment.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return `${moment.toLocaleDateString('en-GB', day)}, ${time}`;
}

// say changes the words and the buttons. Readers are told of words that change,
// not of an element that comes with them.
function say(text, buttons = {}) {
  if (!bar) make();
  setTimeout(() => {
    words.textContent = text;
  });
  const made = Object.entries(buttons).map(([label, act]) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn';
    button.textContent = label;
    button.addEventListener('click', act);
    return button;
  });
  bar.replaceChildren(words, ...made);
  return made;
}

// offer shows a draft. newer is the revision that was saved since it was begun, 0
// for none.
export function offer(draft, { restore, newer }) {
  const since = newer ? ` The plan was saved again since, as revision ${newer}.` : '';
  return say(`You have changes from ${when(draft.at)} that were not saved.${since}`, {
    'Restore them': () => {
      restore(draft);
      say(`Restored, but not saved yet.${newer ? ' Saving shows them beside the newest revision.' : ''}`);
      words.focus();
    },
    Discard: () => {
      remove(draft.id);
      tellDropped(draft, { restore, newer })[0].focus();
    },
  });
}

// tellDropped says that a draft is gone, and takes it back.
export function tellDropped(draft, how) {
  return say('Discarded.', {
    Undo: () => {
      put(draft);
      offer(draft, how)[0].focus();
    },
  });
}
