// What is known of a card, beside it, on hover and on keyboard focus alike. It
// comes from the table below the picture, so both say the same. Escape puts it
// away; the pointer may go onto it.

const gap = 8;
const patience = 150; // on the way from the card to the box

let box;
let shown; // the card it tells of
let timer;

function make() {
  box = document.createElement('div');
  box.id = 'card-facts';
  box.className = 'facts';
  box.setAttribute('role', 'tooltip');
  box.hidden = true;
  box.addEventListener('pointerenter', () => clearTimeout(timer));
  box.addEventListener('pointerleave', leave);
  document.body.append(box);
}

function fill(row) {
  const heads = [...row.closest('table').tHead.rows[0].cells];
  const cells = [...row.cells];
  const name = document.createElement('b');
  name.textContent = cells[0].textContent;
  const list = document.createElement('dl');
  for (let i = 1; i < cells.length; i += 1) {
    const value = cells[i].textContent.trim();
    if (value === '') continue;
    const term = document.createElement('dt');
    const text = document.createElement('dd');
    term.textContent = heads[i].textContent;
    text.textContent = value;
    list.append(term, text);
  }
  box.replaceChildren(name, list);
}

// place puts the box below the card, or above it where there is no room.
function place() {
  const card = shown.getBoundingClientRect();
  const wide = document.documentElement.clientWidth;
  const left = Math.max(gap, Math.min(card.left, wide - box.offsetWidth - gap));
  const below = card.bottom + gap;
  const top = below + box.offsetHeight > innerHeight && card.top > box.offsetHeight + gap ? card.top - gap - box.offsetHeight : below;
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}

function show(card) {
  clearTimeout(timer);
  if (card === shown) return;
  hide();
  const row = document.querySelector(`tr[data-card="${CSS.escape(card.dataset.id)}"]`);
  if (!row) return;
  // The title would show as the browser's own box over ours; its words stay the
  // name of the card.
  const title = card.querySelector('title');
  if (title) {
    card.setAttribute('aria-label', title.textContent);
    title.remove();
  }
  shown = card;
  fill(row);
  card.setAttribute('aria-describedby', box.id);
  box.hidden = false;
  place();
}

function hide() {
  clearTimeout(timer);
  shown?.removeAttribute('aria-describedby');
  shown = undefined;
  box.hidden = true;
}

function leave() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (shown !== document.activeElement) hide();
  }, patience);
}

function cardOf(event) {
  return event.target instanceof Element ? event.target.closest('.canvas .d-card') : null;
}

export function startFacts() {
  make();
  document.addEventListener('pointerover', (event) => {
    const card = cardOf(event);
    if (card) show(card);
    else if (shown && !box.contains(event.target)) leave();
  });
  document.addEventListener('focusin', (event) => {
    const card = cardOf(event);
    if (card) show(card);
    else if (shown) hide();
  });
  document.addEventListener('focusout', (event) => {
    if (cardOf(event)) hide();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && shown) hide();
  });
  document.addEventListener('swapped', hide);
  addEventListener('scroll', () => shown && place(), { capture: true, passive: true });
}
