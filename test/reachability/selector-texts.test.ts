import { covers, excludes, implies } from '../../src/reachability/compare-selectors';
import { parseSelectorText } from '../../src/reachability/parse-selector-text';
import { formatSelector } from '../../src/reachability/selector';
import { Requirement } from '../../src/topology/model';

test.each([
  '*',
  'app=web',
  'app=',
  'app=web,tier in (a,b),x notin (c,d),y!=,z!=1,!debug,example.com/team',
  'app in (,x)',
])('the text %j of a selector is read as it was written', (text) => {
  expect(formatSelector(parseSelectorText(text))).toEqual(text);
});

test('lists of values are kept whole', () => {
  expect(parseSelectorText('tier in (a,b),!debug')).toEqual({
    requirements: [
      { key: 'tier', operator: 'In', values: ['a', 'b'] },
      { key: 'debug', operator: 'DoesNotExist', values: [] },
    ],
  });
});

describe('one selector covers another', () => {
  test.each([
    ['*', 'app=web', 'yes'],
    ['*', '*', 'yes'],
    ['app=web', '*', 'unknown'],
    ['app=web', 'app=web,tier=x', 'yes'],
    ['app=web', 'app=api', 'no'],
    ['app=web,tier=x', 'app=web', 'unknown'],
    ['app=web,tier=x', 'app=web,tier=y', 'no'],
    ['app in (a,b)', 'app=a', 'yes'],
    ['app=a', 'app in (a,b)', 'unknown'],
    ['app in (c,d)', 'app in (a,b)', 'no'],
    ['app', 'app=a', 'yes'],
    ['app', 'app', 'yes'],
    ['app', 'app!=a', 'unknown'],
    ['app', '!app', 'no'],
    ['!app', '!app', 'yes'],
    ['!app', 'app=a', 'no'],
    ['!app', 'app', 'no'],
    ['!app', 'app!=a', 'unknown'],
    ['app=a', '!app', 'no'],
    ['app=a', 'app!=a', 'no'],
    ['app in (a,b)', 'app!=a', 'unknown'],
    ['app in (a,b)', 'app notin (a,b,c)', 'no'],
    ['app!=a', 'app=b', 'yes'],
    ['app!=a', 'app=a', 'no'],
    ['app!=a', '!app', 'yes'],
    ['app!=a', 'app', 'unknown'],
    ['app!=a', 'app notin (a,b)', 'yes'],
    ['app notin (a,b)', 'app!=a', 'unknown'],
    ['app!=a', 'app in (a,b)', 'unknown'],
    ['app notin (a,b)', 'app in (a,b)', 'no'],
  ] as const)('%s of %s: %s', (outer, inner, answer) => {
    expect(covers(parseSelectorText(outer), parseSelectorText(inner))).toEqual(answer);
  });
});

/** Each requirement on one key with values of a, b and c. */
const REQUIREMENTS = [
  'app',
  '!app',
  ...['a', 'b', 'c', 'a,b', 'a,c', 'b,c', 'a,b,c'].flatMap((values) => [`app in (${values})`, `app notin (${values})`]),
];

describe('one requirement implies or excludes another exactly if it does so for every value and for none', () => {
  // The last value is one that no requirement names.
  const met = ({ operator, values }: Requirement): boolean[] =>
    [undefined, 'a', 'b', 'c', 'd'].map((value) => {
      if (operator === 'Exists') return value !== undefined;
      if (operator === 'DoesNotExist') return value === undefined;
      return (value !== undefined && values.includes(value)) === (operator === 'In');
    });

  test.each(REQUIREMENTS)('%s', (given) => {
    const [own] = parseSelectorText(given).requirements;
    const answers = REQUIREMENTS.map((text) => {
      const [wanted] = parseSelectorText(text).requirements;
      return { text, implies: implies(own, wanted), excludes: excludes(own, wanted) };
    });
    const expected = REQUIREMENTS.map((text) => {
      const there = met(parseSelectorText(text).requirements[0]).filter((_, i) => met(own)[i]);
      return { text, implies: !there.includes(false), excludes: !there.includes(true) };
    });
    expect(answers).toEqual(expected);
  });
});
