import { Line } from './outline';
import { MARKS } from './rule-marks';
import { make } from '../dom';

const CLASSES: Readonly<Record<string, string>> = {
  [MARKS.opens]: 'opens',
  [MARKS.closes]: 'closes',
  [MARKS.perhaps]: 'perhaps',
  [MARKS.nothing]: 'nothing',
};

/** Fewer rules without a say than these are not worth a fold. */
const FEW = 3;

/** Longer rules are cut to that many characters. */
const LONG = 300;
const SHOWN = 140;

/** Lines as lists in lists; rules that say nothing are folded where there are several. */
export function outlineView(lines: readonly Line[]): HTMLElement {
  const items: HTMLElement[] = [];
  for (let i = 0; i < lines.length;) {
    const rest = lines.slice(i);
    const end = rest.findIndex((line) => !saysNothing(line));
    const run = rest.slice(0, end < 0 ? rest.length : end);
    if (run.length >= FEW) {
      const fold = make(
        'details',
        {},
        make('summary', {}, `${run.length} rules that do not match`),
        list(run.map(lineView)),
      );
      items.push(make('li', { class: 'nothing' }, fold));
    } else {
      items.push(...run.map(lineView));
    }
    i += run.length;
    if (i < lines.length) items.push(lineView(lines[i++]));
  }
  return list(items);
}

function list(items: readonly Node[]): HTMLElement {
  return make('ul', { class: 'outline' }, ...items);
}

/** What a rule says stands in the line below it, with a sign before it. */
function saysNothing({ below: [says] }: Line): boolean {
  return says?.text.startsWith(`${MARKS.nothing} `) === true;
}

/** A rule that lists a hundred networks is cut, and whole when somebody wants it. */
function codeView(text: string): HTMLElement {
  const code = make('code', {}, text);
  return text.length <= LONG
    ? code
    : make('details', {}, make('summary', {}, make('code', {}, `${text.slice(0, SHOWN)} …`)), code);
}

function lineView({ text, below }: Line): HTMLElement {
  const [says] = below;
  const mark = says === undefined ? undefined : CLASSES[says.text.split(' ')[0]];
  if (mark !== undefined) {
    return make('li', { class: `rule ${mark}` }, codeView(text), make('span', {}, says.text));
  }
  return make('li', {}, text, below.length > 0 && outlineView(below));
}
