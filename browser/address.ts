import { edgeParts } from './near';
import { PictureIndex } from './picture-index';
import { Selection, START, State, TABS, THEMES, TIMES, VERDICTS } from './store';
import { Picture, PictureEdge } from '../src/render/picture/picture';

/** What a page has to be asked before something of an address is believed. */
export interface Known {
  readonly pictures: readonly Picture[];
  readonly isOfChanges: boolean;
  /** What would be drawn: an arrow may be of that alone. */
  shownOf(state: State): Picture;
}

/** What is shown, as the part of the page's address after `#`. */
export function toHash({ tab, view, isWhole, isFlow, selection, question, theme }: State): string {
  const parts = new URLSearchParams();
  const add = (name: string, value: string | undefined, standard?: string): void => {
    if (value !== undefined && value !== standard) parts.append(name, value);
  };
  add('tab', tab, START.tab);
  add('time', view.time);
  for (const namespace of view.namespaces ?? []) add('ns', namespace);
  add('only', view.workload);
  add('on', view.port);
  add('verdict', view.verdict);
  add('internet', flag(view.isInternetOnly));
  add('all', flag(isWhole));
  add('flow', flag(isFlow));
  for (const part of partsOf(selection)) add('pick', part);
  add('from', question?.from);
  add('to', question?.to);
  add('port', question?.port);
  add('theme', theme, START.theme);
  // Both stand as they are in every address, and ids are read better with them.
  return parts.toString().replace(/%2F/g, '/').replace(/%3A/g, ':');
}

/** What an address wants to be shown. What is not in the page is left out: nobody knows who wrote the address. */
export function fromHash(hash: string, known: Known): State {
  const { pictures, isOfChanges } = known;
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  const isWorkload = (id: string): boolean =>
    pictures.some((picture) => PictureIndex.of(picture).node(id)?.kind === 'workload');
  const namespaces = parts
    .getAll('ns')
    .filter((name) => pictures.some((one) => one.namespaces.some((n) => n.name === name)));
  const workload = parts.get('only') ?? '';
  const [from, to] = [parts.get('from') ?? '', parts.get('to') ?? ''].map(short);
  const port = short(parts.get('port') ?? '');
  const isAsked = from !== '' || to !== '';
  const view = defined({
    time: isOfChanges ? oneOf(TIMES, parts.get('time')) : undefined,
    namespaces: namespaces.length === 0 ? undefined : namespaces,
    workload: isWorkload(workload) ? workload : undefined,
    port: portOf(parts.get('on') ?? ''),
    verdict: oneOf(VERDICTS, parts.get('verdict')),
    isInternetOnly: isSet(parts.get('internet')),
  });
  const state: State = {
    tab: oneOf(TABS, parts.get('tab')) ?? START.tab,
    view,
    theme: oneOf(THEMES, parts.get('theme')) ?? START.theme,
    ...defined({
      isWhole: isSet(parts.get('all')),
      isFlow: view.workload === undefined ? undefined : isSet(parts.get('flow')),
      question: isAsked ? { from, to, ...(port === '' ? {} : { port }) } : undefined,
    }),
  };
  const selection = selectionOf(parts.getAll('pick'), () => [...pictures, known.shownOf(state)]);
  return selection === undefined ? state : { ...state, selection };
}

/** A port as filters have it: `8080`, `53/UDP`. */
export function portOf(text: string): string | undefined {
  const match = /^(\d{1,5})(?:\/(tcp|udp|sctp))?$/i.exec(text.trim());
  if (match === null || Number(match[1]) < 1 || Number(match[1]) > 65535) return undefined;
  return [String(Number(match[1])), ...(match[2] === undefined ? [] : [match[2].toUpperCase()])].join('/');
}

/** One for a box; all that tells an arrow from others for an arrow. */
function partsOf(selection: Selection | undefined): string[] {
  if (selection === undefined) return [];
  if (selection.kind === 'node') return [selection.id];
  const parts = edgeParts(selection.edge);
  // What it does not have at the end need not be in the address.
  while (parts[parts.length - 1] === '') parts.pop();
  return parts;
}

function selectionOf(parts: readonly string[], pictures: () => readonly Picture[]): Selection | undefined {
  if (parts.length === 0) return undefined;
  const [id] = parts;
  const isWanted = (edge: PictureEdge): boolean => edgeParts(edge).every((part, i) => part === (parts[i] ?? ''));
  for (const picture of pictures()) {
    if (parts.length === 1 && PictureIndex.of(picture).node(id) !== undefined) return { kind: 'node', id };
    const edge = parts.length === 1 ? undefined : picture.edges.find(isWanted);
    if (edge !== undefined) return { kind: 'edge', edge };
  }
  return undefined;
}

const MOST_CHARACTERS = 400;

function short(text: string): string {
  return text.slice(0, MOST_CHARACTERS);
}

function flag(value: boolean | undefined): string | undefined {
  return value === true ? '1' : undefined;
}

function isSet(value: string | null): true | undefined {
  return value === '1' ? true : undefined;
}

function oneOf<T extends string>(allowed: readonly T[], text: string | null): T | undefined {
  return allowed.find((one) => one === text);
}

/** Without what is undefined, so that equal states have equal keys. */
function defined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Partial<T>;
}
