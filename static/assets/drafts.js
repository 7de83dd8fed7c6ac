// The drafts this browser keeps: what was typed and not saved, each under an id
// of its own, so that two tabs do not write over one another. A browser that
// keeps nothing (private windows, full storage) costs the drafts and nothing else.

const prefix = 'draft:';
const most = 20;
const longest = 100_000; // characters of one draft

export function newID() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => (byte % 36).toString(36)).join('');
}

// parse reads a kept draft; null for anything else.
export function parse(text) {
  try {
    const draft = JSON.parse(text);
    return typeof draft.id === 'string' && typeof draft.action === 'string' && typeof draft.at === 'number' && draft.fields instanceof Object ? draft : null;
  } catch {
    return null;
  }
}

// all gives the drafts, the newest first.
export function all() {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => parse(localStorage.getItem(key)))
      .filter((draft) => draft)
      .sort((a, b) => b.at - a.at);
  } catch {
    return [];
  }
}

export function get(id) {
  try {
    return parse(localStorage.getItem(prefix + id));
  } catch {
    return null;
  }
}

// put keeps a draft and tells whether it could. A draft that grew too large stays
// as it was when it was not.
export function put(draft) {
  try {
    const text = JSON.stringify(draft);
    if (text.length > longest) return false;
    const known = localStorage.getItem(prefix + draft.id) !== null;
    localStorage.setItem(prefix + draft.id, text);
    if (!known) all().slice(most).forEach((old) => remove(old.id));
    return true;
  } catch {
    return false;
  }
}

export function remove(id) {
  try {
    localStorage.removeItem(prefix + id);
  } catch {
    // Nothing was kept, so nothing is left.
  }
}

// What this tab remembers from one page to the next.
export const tab = {
  get(key) {
    try {
      return sessionStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      sessionStorage.setItem(key, value);
    } catch {
      // The next page then takes this tab for a new one.
    }
  },
  take(key) {
    const value = this.get(key);
    if (value !== null) sessionStorage.removeItem(key);
    return value;
  },
};
