// Brings the stage you are looking at into view where the track scrolls.
export function startTrack() {
  const stage = document.querySelector('nav [aria-current]');
  const strip = stage && stage.closest('.track-nav');
  if (!strip || strip.scrollWidth <= strip.clientWidth) return;
  const box = stage.getBoundingClientRect();
  const room = strip.getBoundingClientRect();
  strip.scrollLeft += box.left - room.left - (room.width - box.width) / 2;
}
