// Brings what you are looking at into view where the stages or the sections
// scroll sideways.
export function startTrack() {
  for (const strip of document.querySelectorAll('.track-nav, .sections')) {
    const current = strip.querySelector('[aria-current]');
    if (!current || strip.scrollWidth <= strip.clientWidth) continue;
    const box = current.getBoundingClientRect();
    const room = strip.getBoundingClientRect();
    strip.scrollLeft += box.left - room.left - (room.width - box.width) / 2;
  }
}
