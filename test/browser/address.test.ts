import * as fc from 'fast-check';
import { API, smallPicture, WEB } from './pictures';
import { fromHash, portOf, toHash } from '../../browser/address';
import { START, State, THEMES, TIMES, VERDICTS } from '../../browser/store';
import { holds } from '../property';

const picture = smallPicture();
const known = { pictures: [picture], isOfChanges: true, shownOf: () => picture };

test('an address says what is shown, so that it can be read', () => {
  const state: State = {
    ...START,
    view: { namespaces: ['shop', 'data'], port: '53/UDP', isInternetOnly: true },
    selection: { kind: 'node', id: API },
    question: { from: 'internet', to: WEB, port: '8080' },
  };
  expect(toHash(state)).toBe(
    'ns=shop&ns=data&on=53/UDP&internet=1&pick=shop/Deployment/api&from=internet&to=shop/Deployment/web&port=8080',
  );
  expect(fromHash(`#${toHash(state)}`, known)).toEqual(state);
});

test('at the start the address is empty', () => {
  expect(toHash(START)).toBe('');
  expect(fromHash('', known)).toEqual(START);
});

test('an arrow is found again', () => {
  for (const edge of picture.edges) {
    const hash = toHash({ ...START, selection: { kind: 'edge', edge } });
    expect(fromHash(hash, known).selection).toEqual({ kind: 'edge', edge });
  }
});

test('an arrow of the drawn picture alone is found, too', () => {
  const edge = { ...picture.edges[0], from: 'namespace shop', to: 'namespace data', count: 7 };
  const shownOf = () => ({ ...picture, edges: [edge] });
  const hash = toHash({ ...START, selection: { kind: 'edge', edge } });
  expect(fromHash(hash, { ...known, shownOf }).selection).toEqual({ kind: 'edge', edge });
  expect(fromHash(hash, known).selection).toBeUndefined();
});

test.each([
  '#ns=nowhere',
  '#only=shop/Service/web',
  '#only=__proto__&flow=1',
  '#pick=<script>alert(1)</script>',
  '#pick=a&pick=b&pick=c',
  '#on=0',
  '#on=65536&verdict=constructor&time=toString&tab=__proto__&theme=red',
  '#%FF%&internet=yes&all=true',
  '#port=80',
])('what is not in the page is left out: %s', (hash) => {
  expect(fromHash(hash, known)).toEqual(START);
});

test('a page without changes has no before and after', () => {
  expect(fromHash('#time=before', { ...known, isOfChanges: false })).toEqual(START);
  expect(fromHash('#time=before', known).view).toEqual({ time: 'before' });
});

test('a question of somebody else is a text, and no longer than people write', () => {
  const { question } = fromHash(`#from=${'x'.repeat(5000)}&to=<img src=x>`, known);
  expect(question).toEqual({ from: 'x'.repeat(400), to: '<img src=x>' });
});

test('any state comes back from its address', () => {
  const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    fc.option(arbitrary, { nil: undefined });
  const states = fc.record({
    tab: fc.constantFrom<State['tab']>('picture', 'table', 'findings'),
    theme: fc.constantFrom(...THEMES),
    time: maybe(fc.constantFrom(...TIMES)),
    namespaces: maybe(fc.constantFrom(['shop'], ['data', 'shop'])),
    workload: maybe(fc.constantFrom(WEB, API)),
    port: maybe(fc.constantFrom('1', '65535/SCTP')),
    verdict: maybe(fc.constantFrom(...VERDICTS)),
    isInternetOnly: maybe(fc.constant(true)),
    from: fc.string({ maxLength: 40 }),
    to: fc.string({ minLength: 1, maxLength: 40 }),
  });
  holds(
    fc.property(states, ({ tab, theme, from, to, ...parts }) => {
      const view = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
      expect(fromHash(`#${toHash({ tab, theme, view, question: { from, to } })}`, known)).toEqual({
        tab,
        theme,
        view,
        question: { from, to },
      });
    }),
  );
});

test('any text is an address, and what it shows is in the page', () => {
  holds(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { view, selection } = fromHash(`#pick=${text}&only=${text}&ns=${text}&${text}`, known);
      expect([view.workload, view.namespaces, selection]).toEqual([undefined, undefined, undefined]);
    }),
  );
});

test.each([
  ['8080', '8080'],
  [' 53/udp ', '53/UDP'],
  ['080', '80'],
  ['0', undefined],
  ['65536', undefined],
  ['http', undefined],
  ['80/ICMP', undefined],
  ['', undefined],
])('the port %p is %p', (text, port) => {
  expect(portOf(text)).toBe(port);
});
