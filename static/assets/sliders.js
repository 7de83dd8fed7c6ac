// Sliders beside the fields they move. The field stays the truth: the slider
// writes into it and follows it.

const steps = 1000;
const mostUsers = 1e8;

const magnitudes = { '': 1, k: 1e3, m: 1e6, b: 1e9 };

// readCount understands the common spellings; the server knows them all.
function readCount(text) {
  const match = /^([\d.,\s]+)(?:e(\d+))?\s*([kmb]?)/i.exec(text.trim());
  if (!match) return NaN;
  const number = Number(match[1].replace(/[,\s]/g, ''));
  return number * 10 ** Number(match[2] || 0) * magnitudes[match[3].toLowerCase()];
}

function writeCount(users) {
  const digits = 10 ** Math.max(0, Math.floor(Math.log10(users)) - 1);
  const round = Math.max(1, Math.round(users / digits) * digits);
  for (const [suffix, size] of [['M', 1e6], ['k', 1e3]]) {
    if (round >= size) return `${Number((round / size).toPrecision(3))}${suffix}`;
  }
  return String(round);
}

function readShare(text) {
  const pair = /^\s*([\d.]+)\s*%?\s*[/:]\s*([\d.]+)/.exec(text);
  if (pair) return (100 * Number(pair[1])) / (Number(pair[1]) + Number(pair[2]));
  const percent = /^\s*([\d.]+)\s*%/.exec(text);
  if (percent) return Number(percent[1]);
  const share = Number(text);
  return share <= 1 ? share * 100 : NaN;
}

const kinds = {
  log: {
    toField: (position) => writeCount(mostUsers ** (position / steps)),
    toSlider: (text) => (steps * Math.log(Math.max(1, readCount(text)))) / Math.log(mostUsers),
    say: (text) => `${text} users`,
  },
  share: {
    toField: (position) => `${position}/${100 - position}`,
    toSlider: readShare,
    say: (text) => `${text.replace('/', ' reads to ')} writes`,
  },
};

// likely gives the value a slider stands at: of a range "low..high" the middle,
// of "low..likely..high" the likely one.
function likely(kind, text) {
  const parts = text.split('..').map((part) => kind.toSlider(part));
  if (parts.length === 2) return (parts[0] + parts[1]) / 2;
  return parts.length === 3 ? parts[1] : parts[0];
}

function wire(slider) {
  const field = document.getElementById(slider.dataset.for);
  const kind = kinds[slider.dataset.slider];
  const follow = () => {
    const text = field.value.trim() || field.placeholder;
    const position = likely(kind, text);
    // A range is typed: moving the slider would throw it away.
    slider.disabled = text.includes('..');
    if (Number.isFinite(position)) slider.value = position;
    slider.setAttribute('aria-valuetext', kind.say(text));
  };
  for (const type of ['input', 'change']) {
    slider.addEventListener(type, () => {
      field.value = kind.toField(Number(slider.value));
      slider.setAttribute('aria-valuetext', kind.say(field.value));
      field.dispatchEvent(new CustomEvent(type, { bubbles: true, detail: 'slider' }));
    });
  }
  field.addEventListener('input', (event) => {
    if (event.detail !== 'slider') follow();
  });
  field.addEventListener('assumed', follow);
  slider.closest('.slider').hidden = false;
  follow();
}

export function startSliders() {
  document.querySelectorAll('input[data-slider]').forEach(wire);
}
