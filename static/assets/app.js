// Entry: every module adds to a page that already works without any of them.
import { startCanvas } from './canvas.js';
import { startDraft } from './draft.js';
import { startFacts } from './facts.js';
import { startLive } from './live.js';
import { startMenus } from './menus.js';
import { startSliders } from './sliders.js';
import { startTheme } from './theme.js';
import { startTrack } from './track.js';

document.documentElement.classList.add('js');
startTheme();
startTrack();
startMenus();
startSliders();
startCanvas();
startFacts();
startDraft();
startLive();
