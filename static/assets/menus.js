// Menus made of <details>: one open at a time, closed by Escape or a click
// elsewhere. Also the button that copies a link.

function open() {
  return document.querySelectorAll('details.menu[open]');
}

async function copy(button) {
  const field = document.getElementById(button.dataset.copy);
  const said = document.getElementById(button.dataset.said);
  try {
    await navigator.clipboard.writeText(field.value);
    said.textContent = 'Copied.';
  } catch {
    field.select();
    said.textContent = 'Press Ctrl+C or ⌘C to copy what is selected.';
  }
}

export function startMenus() {
  document.addEventListener('click', (event) => {
    for (const menu of open()) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    const button = event.target.closest('[data-copy]');
    if (button) copy(button);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector('summary').focus();
    }
  });
  // On a narrow screen the answer comes first: the form starts closed.
  const form = document.getElementById('form-fold');
  if (form && matchMedia('(max-width: 900px)').matches && !form.querySelector('.error')) form.open = false;
}
