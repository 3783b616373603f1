import { CONTROLS_STYLE } from './style/controls';
import { FRAME_STYLE } from './style/frame';
import { PANE_STYLE } from './style/pane';
import { PANELS_STYLE } from './style/panels';
import { PRINT_STYLE } from './style/print';

/** The style of the page, without that of its pictures. */
export const PAGE_STYLE = [FRAME_STYLE, CONTROLS_STYLE, PANE_STYLE, PANELS_STYLE, PRINT_STYLE].join('');
