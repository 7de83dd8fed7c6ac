// Light or dark: the choice is kept in a cookie, so that the server writes it
// into the page and nothing flashes.

const year = 60 * 60 * 24 * 365;

function current() {
  const chosen = document.documentElement.dataset.theme;
  if (chosen) return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function startTheme() {
  const button = document.getElementById('theme');
  if (!button) return;
  const show = () => button.setAttribute('aria-pressed', String(current() === 'dark'));
  button.addEventListener('click', () => {
    const next = current() === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    const secure = location.protocol === 'https:' ? '; secure' : '';
    document.cookie = `theme=${next}; path=/; max-age=${year}; samesite=lax${secure}`;
    show();
  });
  show();
}
