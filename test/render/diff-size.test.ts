import { CHANGES } from './flows';
import { FlowChange, Risk } from '../../src/reachability/diff';
import { diffMarkdown } from '../../src/render/diff-markdown';
import { endOf } from '../reachability/texts';

/*
 * GitHub refuses a comment of more than 65,536 characters. Rows may have 60,000 of them; the rest is for what stands around.
 */
const ROOM = 60_000;
const ROW = 200;

const render = (changes: readonly FlowChange[]): string => [...diffMarkdown(changes)].join('');
const rowsOf = (text: string): string[] => text.split('\n').filter((line) => /^\| (added|changed|removed)/.test(line));

/** A change whose row has that many characters, its line feed included. */
function changeOf(length: number, risk: Risk): FlowChange {
  const named = (name: string): FlowChange => ({ ...CHANGES[2], risk, from: endOf(`shop/Deployment/${name}`) });
  const [shortest] = rowsOf(render([named('a')]));
  return named('a'.repeat(length - shortest.length));
}

const changesOf = (count: number, risk: Risk, length = ROW): FlowChange[] =>
  Array.from<FlowChange>({ length: count }).fill(changeOf(length, risk));

test('rows are as long as they are asked to be', () => {
  const [row] = rowsOf(render([changeOf(ROW, Risk.INSIDE)]));
  expect(row.length + 1).toEqual(ROW);
});

test('rows that fill the room to the last character are all shown', () => {
  const text = render(changesOf(ROOM / ROW, Risk.INSIDE));
  expect(rowsOf(text)).toHaveLength(ROOM / ROW);
  expect(text).not.toContain('which do not fit');
});

test('one character more, and the last row is left out and counted', () => {
  const text = render([...changesOf(ROOM / ROW - 1, Risk.INSIDE), changeOf(ROW + 1, Risk.INSIDE)]);
  expect(rowsOf(text)).toHaveLength(ROOM / ROW - 1);
  expect(text).toContain('\n… and 1 more, which do not fit into a comment.\n');
});

test.each([
  ['each of which would fill it', 300, 300, [300, 0]],
  ['the first of which leaves room for one row', 299, 2, [299, 1]],
  ['which fill it together', 150, 150, [150, 150]],
  ['which are one row too many together', 150, 151, [150, 150]],
])('the room is one for all groups: two groups, %s', (_, first, second, shown) => {
  const text = render([...changesOf(first, Risk.OUTSIDE), ...changesOf(second, Risk.INSIDE)]);
  const parts = text.split('<details>').slice(1);
  expect(parts.map((part) => rowsOf(part).length)).toEqual(shown);
  const left = first + second - shown[0] - shown[1];
  expect(text.match(/and (\d+) more, which do not fit/)?.[1]).toEqual(left === 0 ? undefined : `${left}`);
});

test('a comment is short enough, however many groups are too long', () => {
  const risks = [Risk.INTERNET, Risk.OUTSIDE, Risk.INSIDE, Risk.CLOSED];
  for (const length of [ROW, 237, 300]) {
    const text = render(risks.flatMap((risk) => changesOf(2000, risk, length)));
    expect(text.length).toBeLessThanOrEqual(65_536);
    // All groups are named, and what is not shown is counted in each.
    expect(text.match(/which do not fit/g)).toHaveLength(risks.length);
  }
});
