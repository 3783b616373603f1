import * as fc from 'fast-check';
import { faultOfSchedule, runsNever } from '../../src/support/cron-schedule';
import { holds } from '../property';

describe('a schedule that the API server takes', () => {
  test.each([
    '0 3 * * *',
    '*/15 0-6,18-23 ? JAN-mar Mon-FRI',
    '5/10 * * * *',
    '  0\t3 * *  0 ',
    '*-what * * * *',
    '+5 * * * *',
    ', * * * *',
    '@yearly',
    '@annually',
    '@monthly',
    '@weekly',
    '@daily',
    '@midnight',
    '@hourly',
    '@every 1h30m',
    '@every 0',
    '@every -1.5h.5s',
    '@every 10\u00b5s',
  ])('%j', (schedule) => {
    expect(faultOfSchedule(schedule)).toBeUndefined();
  });
});

describe('a schedule that it refuses', () => {
  test.each([
    '',
    '   ',
    '* * * *',
    '0 0 3 * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * 32 * *',
    '* * * 13 *',
    '* * * * 7',
    '5-1 * * * *',
    '1-2-3 * * * *',
    '1/2/3 * * * *',
    '*/0 * * * *',
    '*/-5 * * * *',
    '-5 * * * *',
    '1.5 * * * *',
    'L * * * *',
    '* jan * * *',
    '99999999999999999999 * * * *',
    '@Daily',
    '@daily ',
    ' @daily',
    '@reboot',
    '@every',
    '@every 1d',
    '@every 1',
    '@every  1h',
    '@every 2562048h',
    'TZ=UTC 0 0 * * *',
    'CRON_TZ=Europe/Berlin @daily',
  ])('%j', (schedule) => {
    expect(faultOfSchedule(schedule)).toEqual(expect.objectContaining({ allowed: expect.stringMatching(/./) }));
  });
});

test.each([
  ['0 0 * * 7', 'Sunday is 0'],
  ['0 0 3 * * *', 'leave seconds and years out: it knows neither'],
  ['@Daily', 'write "@daily"'],
  ['TZ=UTC 0 0 * * *', 'say it with `timeZone`'],
])('how to mend %j is said', (schedule, fix) => {
  expect(faultOfSchedule(schedule)?.fix).toBe(fix);
});

test.each([
  ['0 0 30 2 *', true],
  ['0 0 31 4,6,9,11 *', true],
  [', * * * *', true],
  ['0 0 29 2 *', false],
  ['0 0 30 2 1', false],
  ['0 0 31 4-5 *', false],
  ['@daily', false],
])('whether %j never runs: %s', (schedule, isNever) => {
  expect(runsNever(schedule)).toBe(isNever);
});

test('numbers within the bounds are taken in each place, and those beyond them in none', () => {
  const bounds = [
    [0, 59],
    [0, 23],
    [1, 31],
    [1, 12],
    [0, 6],
  ];
  holds(
    fc.property(fc.nat(4), fc.integer({ min: 0, max: 70 }), fc.integer({ min: 0, max: 70 }), (place, low, high) => {
      const fields = ['*', '*', '*', '*', '*'];
      fields[place] = `${low}-${high}`;
      const [min, max] = bounds[place];
      const isLegal = low >= min && high <= max && low <= high;
      expect(faultOfSchedule(fields.join(' ')) === undefined).toBe(isLegal);
    }),
  );
});

describe('every schedule made of legal parts is taken', () => {
  const part = (min: number, max: number, names: readonly string[] = []) => {
    const number = fc.integer({ min, max });
    const single = names.length === 0 ? number.map(String) : fc.oneof(number.map(String), fc.constantFrom(...names));
    const range = fc.tuple(number, number).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
    const step = fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined });
    const one = fc
      .tuple(fc.oneof(single, range, fc.constantFrom('*', '?')), step)
      .map(([base, each]) => (each === undefined ? base : `${base}/${each}`));
    return fc.array(one, { minLength: 1, maxLength: 4 }).map((list) => list.join(','));
  };

  test('of five fields', () => {
    const fields = fc.tuple(
      part(0, 59),
      part(0, 23),
      part(1, 31),
      part(1, 12, ['jan', 'FEB', 'Sep', 'dec']),
      part(0, 6, ['sun', 'MON', 'Sat']),
    );
    holds(fc.property(fields, (texts) => expect(faultOfSchedule(texts.join(' '))).toBeUndefined()));
  });

  test('of a duration', () => {
    const durations = fc.tuple(fc.nat(1000), fc.nat(59), fc.nat(59)).map(([h, m, s]) => `${h}h${m}m${s}s`);
    holds(fc.property(durations, (text) => expect(faultOfSchedule(`@every ${text}`)).toBeUndefined()));
  });
});
