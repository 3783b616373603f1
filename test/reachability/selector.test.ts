import { formatSelector, matches } from '../../src/reachability/selector';
import { Requirement, Selector } from '../../src/topology/model';

const selector = (...requirements: [string, Requirement['operator'], ...string[]][]): Selector => ({
  requirements: requirements.map(([key, operator, ...values]) => ({ key, operator, values })),
});

describe('a selector', () => {
  test.each<[string, Selector, Record<string, string>, boolean]>([
    ['without requirements matches anything', selector(), {}, true],
    ['In matches one of its values', selector(['a', 'In', 'x', 'y']), { a: 'y' }, true],
    ['In does not match another value', selector(['a', 'In', 'x']), { a: 'y' }, false],
    ['In does not match an absent key', selector(['a', 'In', 'x']), {}, false],
    ['In may ask for an empty value', selector(['a', 'In', '']), { a: '' }, true],
    ['In of an empty value does not match an absent key', selector(['a', 'In', '']), {}, false],
    ['NotIn does not match its values', selector(['a', 'NotIn', 'x']), { a: 'x' }, false],
    ['NotIn matches another value', selector(['a', 'NotIn', 'x']), { a: 'y' }, true],
    ['NotIn matches an absent key', selector(['a', 'NotIn', 'x']), {}, true],
    ['Exists matches an empty value', selector(['a', 'Exists']), { a: '' }, true],
    ['Exists does not match an absent key', selector(['a', 'Exists']), { b: 'x' }, false],
    ['DoesNotExist matches an absent key', selector(['a', 'DoesNotExist']), { b: 'x' }, true],
    ['DoesNotExist does not match an empty value', selector(['a', 'DoesNotExist']), { a: '' }, false],
    ['needs all requirements', selector(['a', 'In', 'x'], ['b', 'Exists']), { a: 'x' }, false],
    ['does not take what objects have by themselves for labels', selector(['constructor', 'Exists']), {}, false],
  ])('%s', (_, given, labels, expected) => {
    expect(matches(given, labels)).toEqual(expected);
  });

  test.each<[string, Selector]>([
    ['*', selector()],
    ['app=web', selector(['app', 'In', 'web'])],
    ['app in (a,b)', selector(['app', 'In', 'a', 'b'])],
    ['app!=web', selector(['app', 'NotIn', 'web'])],
    ['app notin (a,b)', selector(['app', 'NotIn', 'a', 'b'])],
    ['app', selector(['app', 'Exists'])],
    ['!app', selector(['app', 'DoesNotExist'])],
    ['app=,!tier', selector(['app', 'In', ''], ['tier', 'DoesNotExist'])],
  ])('is written %s', (text, given) => {
    expect(formatSelector(given)).toEqual(text);
  });
});
