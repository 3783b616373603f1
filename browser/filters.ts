import { portOf } from './address';
import { button, make } from './dom';
import { Page } from './page';
import { State, Store, TIMES, VERDICTS } from './store';
import { FlowVerdict } from '../src/reachability/flow';

/** Which part of the network is shown. */
export function mountFilters(place: HTMLElement, store: Store, page: Page): void {
  const names = namesOf(page);
  const parts = [
    ...(page.data.changes === undefined ? [] : [times(store)]),
    ...(names.length < 2 ? [] : [namespaces(store, names)]),
    port(store, page),
    verdict(store),
    internet(store),
  ];
  place.append(...parts.map(({ drawn }) => drawn));
  const show = (state: State): void => parts.forEach((part) => part.show(state));
  store.listen(show);
  show(store.state);
}

/** A control that shows the state, too. */
interface Control {
  readonly drawn: HTMLElement;
  show(state: State): void;
}

const TIME_NAMES = { before: 'Before', after: 'After', changes: 'Changes' };

function times(store: Store): Control {
  const inputs = TIMES.map((time) =>
    make('input', { type: 'radio', name: 'time', value: time, change: () => store.setView({ time }) }),
  );
  const labels = inputs.map((input, i) => make('label', {}, input, make('span', {}, TIME_NAMES[TIMES[i]])));
  return {
    drawn: make('div', { class: 'choice', role: 'radiogroup', 'aria-label': 'What of the change is shown' }, ...labels),
    show: ({ view: { time = 'changes' } }) => inputs.forEach((input) => (input.checked = input.value === time)),
  };
}

/** All namespaces, of a diff those that are gone, too. */
function namesOf({ data: { network, changes } }: Page): string[] {
  const pictures = [network.picture, ...(changes === undefined ? [] : [changes.before.picture])];
  return [...new Set(pictures.flatMap(({ namespaces: all }) => all.map(({ name }) => name)))].sort();
}

function namespaces(store: Store, names: readonly string[]): Control {
  const chosen = (): readonly string[] => inputs.filter(({ checked }) => checked).map(({ value }) => value);
  const change = (): void => {
    const all = chosen();
    store.setView({ namespaces: all.length === 0 ? undefined : all, workload: undefined });
  };
  const inputs = names.map((value) => make('input', { type: 'checkbox', value, change }));
  const summary = make('summary');
  const list = make('div', { class: 'list' }, ...inputs.map((input, i) => make('label', {}, input, names[i])));
  const drawn = make('details', { class: 'menu' }, summary, list);
  document.addEventListener('pointerdown', ({ target }) => {
    if (!drawn.contains(target as Node)) drawn.open = false;
  });
  drawn.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !drawn.open) return;
    event.stopPropagation();
    drawn.open = false;
    summary.focus();
  });
  return {
    drawn,
    show: ({ view: { namespaces: own = [] } }) => {
      for (const input of inputs) input.checked = own.includes(input.value);
      summary.textContent =
        own.length === 0 ? 'All namespaces' : own.length === 1 ? `Namespace ${own[0]}` : `${own.length} namespaces`;
      drawn.classList.toggle('set', own.length > 0);
    },
  };
}

function port(store: Store, { whole }: Page): Control {
  const known = [...new Set(whole.edges.flatMap(({ ranges }) => ranges.map((range) => range.port)))];
  const list = make(
    'datalist',
    { id: 'ports' },
    ...known.sort((a, b) => a - b).map((value) => make('option', { value })),
  );
  const input = make('input', {
    placeholder: 'any',
    list: 'ports',
    size: 8,
    autocomplete: 'off',
    change: () => {
      const wanted = portOf(input.value);
      const isWrong = wanted === undefined && input.value.trim() !== '';
      input.setCustomValidity(isWrong ? 'A port is a number from 1 to 65535, such as 8080 or 53/UDP.' : '');
      if (isWrong) input.reportValidity();
      else store.setView({ port: wanted });
    },
    input: () => input.setCustomValidity(''),
  });
  return {
    drawn: make('label', {}, 'Port ', input, list),
    show: ({ view }) => {
      if (document.activeElement !== input || portOf(input.value) !== view.port) {
        input.value = view.port ?? '';
        input.setCustomValidity('');
      }
      input.classList.toggle('set', view.port !== undefined);
    },
  };
}

const VERDICT_NAMES = { allow: 'Allowed', undefined: 'Undefined' };

function verdict(store: Store): Control {
  const select = make(
    'select',
    {
      'aria-label': 'Verdict',
      change: () => store.setView({ verdict: VERDICTS.find((one): one is FlowVerdict => one === select.value) }),
    },
    make('option', { value: '' }, 'Any verdict'),
    ...VERDICTS.map((value) => make('option', { value }, VERDICT_NAMES[value])),
  );
  return {
    drawn: select,
    show: ({ view }) => {
      select.value = view.verdict ?? '';
      select.classList.toggle('set', view.verdict !== undefined);
    },
  };
}

function internet(store: Store): Control {
  const input = make('input', {
    type: 'checkbox',
    change: () => store.setView({ isInternetOnly: input.checked ? true : undefined }),
  });
  const drawn = make('label', { class: 'check' }, input, 'Internet only');
  return {
    drawn,
    show: ({ view }) => {
      input.checked = view.isInternetOnly === true;
      drawn.classList.toggle('set', input.checked);
    },
  };
}

/** Shows all again. Of what is opened, there is a way back beside it. */
export function resetButton(store: Store): HTMLButtonElement {
  const reset = button('Reset filters', () => store.reset());
  const show = ({ view: { port: wanted, verdict: judged, isInternetOnly } }: State): void => {
    reset.hidden = wanted === undefined && judged === undefined && isInternetOnly === undefined;
  };
  store.listen(show);
  show(store.state);
  return reset;
}
