// Zooming of the diagram. The canvas itself scrolls; this only changes how wide
// the picture is, and remembers it when a new one is swapped in.

const least = 0.4;
const most = 4;
const step = 1.25;
let zoom = 1;
let asked = false; // somebody has zoomed

function apply() {
  const picture = document.querySelector('.canvas svg');
  if (!picture) return;
  const canvas = picture.closest('.canvas');
  const middle = (canvas.scrollLeft + canvas.clientWidth / 2) / canvas.scrollWidth;
  picture.style.removeProperty('width');
  picture.style.removeProperty('max-width');
  if (zoom === 1) {
    // Fit shows the whole picture; before anybody asks, a narrow screen starts
    // at the users and scrolls.
    if (asked) picture.style.maxWidth = '100%';
    return;
  }
  const fitted = picture.getBoundingClientRect().width;
  picture.style.maxWidth = 'none';
  picture.style.width = `${Math.round(fitted * zoom)}px`;
  canvas.scrollLeft = middle * canvas.scrollWidth - canvas.clientWidth / 2;
}

// showStage scrolls the track, never the page, to the stage that is shown.
function showStage() {
  const track = document.querySelector('.track-nav');
  const shown = track?.querySelector('.stage.shown');
  if (!shown || track.scrollWidth <= track.clientWidth) return;
  const left = shown.offsetLeft - track.offsetLeft;
  if (left < track.scrollLeft || left + shown.offsetWidth > track.scrollLeft + track.clientWidth) {
    track.scrollLeft = left - (track.clientWidth - shown.offsetWidth) / 2;
  }
}

export function startCanvas() {
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-zoom]');
    if (!button) return;
    const way = button.dataset.zoom;
    zoom = way === 'fit' ? 1 : Math.min(most, Math.max(least, way === 'in' ? zoom * step : zoom / step));
    asked = true;
    apply();
  });
  document.addEventListener('swapped', () => {
    apply();
    showStage();
  });
  showStage();
}
