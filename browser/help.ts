import { button, make } from './dom';

const KEYS: readonly (readonly [string, string])[] = [
  ['/', 'search'],
  ['arrow keys', 'in the picture: to the next box in that direction'],
  ['Enter', 'pick the box or the arrow that has the focus; again: pick nothing'],
  ['e, E', 'to the next arrow of the box that has the focus, or to the one before'],
  ['f', 'show the picked workload alone'],
  ['p', 'show the flow picture of the picked workload'],
  ['b', 'back to all'],
  ['two clicks', 'on a box: show that workload alone; beside all boxes: larger'],
  ['+ − 0', 'larger, smaller, all of the picture'],
  ['Escape', 'pick nothing'],
  ['?', 'this list'],
];

/** The keys of the page, and whether those of one character work. */
export interface Help {
  readonly dialog: HTMLDialogElement;
  readonly areKeysOn: () => boolean;
}

/** The dialog that lists the keys. Who speaks to the page can have it take no character for a key. */
export function mountHelp(version: string): Help {
  const keys = make('input', { type: 'checkbox', checked: true });
  const rows = KEYS.map(([key, text]) =>
    make('tr', {}, make('th', { scope: 'row' }, make('kbd', {}, key)), make('td', {}, text)),
  );
  const dialog = make(
    'dialog',
    { 'aria-labelledby': 'help-title' },
    make('h2', { id: 'help-title' }, 'Keys'),
    make('table', {}, ...rows),
    make('p', {}, make('label', {}, keys, ' Keys of one character work')),
    make(
      'p',
      {},
      'The address of the page keeps what is shown: a copy of it shows the same. With the control key the wheel zooms, and the mouse drags the picture.',
    ),
    make('p', {}, `Made by cdk8s-service-patterns ${version}.`),
    button('Close', () => dialog.close()),
  );
  document.body.append(dialog);
  return { dialog, areKeysOn: () => keys.checked };
}
