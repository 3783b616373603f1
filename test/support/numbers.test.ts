import { Duration } from 'cdk8s';
import { checkPortNumber, checkSeconds, checkWholeNumber } from '../../src/support/numbers';

test.each([
  [0, { what: 'n', min: 0 }],
  [5, { what: 'n', min: 5, max: 5 }],
  [-3, { what: 'n', min: -3, max: 7 }],
  [7, { what: 'n', min: -3, max: 7 }],
  [2147483647, { what: 'n', min: 0 }],
  [2147483648, { what: 'n', min: 0, ceiling: 2147483648 }],
  [4294967296, { what: 'n', min: 0, max: 4294967296 }],
])('%d is a whole number within %o', (value, range) => {
  expect(checkWholeNumber('here', value, range)).toEqual(value);
});

test('-0 is 0', () => {
  expect(Object.is(checkWholeNumber('here', -0, { what: 'n', min: 0 }), 0)).toEqual(true);
  expect(Object.is(checkSeconds('here', Duration.seconds(-0), { what: 't', min: 0 }), 0)).toEqual(true);
});

test.each([
  [2147483648, { what: 'n', min: 0 }, 'here: n: got 2147483648; allowed: a whole number from 0 to 2147483647.'],
  [1e21, { what: 'n', min: 1 }, 'here: n: got 1e+21; allowed: a whole number from 1 to 2147483647.'],
  [10, { what: 'n', min: 1, ceiling: 9 }, 'here: n: got 10; allowed: a whole number from 1 to 9.'],
  [-1, { what: 'n', min: 0 }, 'here: n: got -1; allowed: a whole number of at least 0.'],
  [8, { what: 'n', min: 0, max: 7 }, 'here: n: got 8; allowed: a whole number from 0 to 7.'],
  [2, { what: 'n', min: 1, max: 1 }, 'here: n: got 2; allowed: only 1.'],
  [
    1.5,
    { what: 'n', min: 0, fix: 'round it' },
    'here: n: got 1.5; allowed: a whole number of at least 0. Fix: round it',
  ],
  [NaN, { what: 'n', min: 0 }, 'here: n: got NaN; allowed: a whole number of at least 0.'],
  [Infinity, { what: 'n', min: 0 }, 'here: n: got Infinity; allowed: a whole number of at least 0.'],
  ['80' as never, { what: 'n', min: 0 }, 'here: n: got "80"; allowed: a whole number of at least 0.'],
])('%p is no whole number within %o', (value, range, message) => {
  expect(() => checkWholeNumber('here', value, range)).toThrow(new Error(message));
});

test.each([1, 80, 65535])('%d is a port', (port) => {
  expect(checkPortNumber('here', port, 'port')).toEqual(port);
});

test.each([0, -1, 65536, 80.5])('%d is no port', (port) => {
  expect(() => checkPortNumber('here', port, 'port')).toThrow(
    new Error(`here: port: got ${port}; allowed: a whole number from 1 to 65535.`),
  );
});

test.each([
  [Duration.seconds(1), 1],
  [Duration.millis(2000), 2],
  [Duration.minutes(3), 180],
  [Duration.hours(24), 86400],
])('%p is %d whole seconds', (duration, seconds) => {
  expect(checkSeconds('here', duration, { what: 't', min: 1, max: 86400 })).toEqual(seconds);
});

test.each([
  [Duration.seconds(0), { what: 't', min: 1 }, 'here: t: got 0 s; allowed: whole seconds from 1 on.'],
  [Duration.millis(1500), { what: 't', min: 0 }, 'here: t: got 1.5 s; allowed: whole seconds from 0 on.'],
  [
    Duration.seconds(2147483648),
    { what: 't', min: 0 },
    'here: t: got 2147483648 s; allowed: whole seconds from 0 to 2147483647.',
  ],
  [
    Duration.days(2),
    { what: 't', min: 1, max: 86400, fix: 'wait less' },
    'here: t: got 172800 s; allowed: whole seconds from 1 to 86400. Fix: wait less',
  ],
])('%p is refused within %o', (duration, range, message) => {
  expect(() => checkSeconds('here', duration, range)).toThrow(new Error(message));
});
