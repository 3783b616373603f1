import { checkTimeZone } from '../../src/support/time-zone';

test.each([
  'UTC',
  'Etc/UTC',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Asia/Calcutta',
  'US/Pacific',
  'Etc/GMT+5',
  'EST5EDT',
  'GMT0',
])('%s is a time zone', (timeZone) => {
  expect(checkTimeZone('ScheduledTask', timeZone)).toBe(timeZone);
});

test.each([
  ['', undefined],
  ['Local', undefined],
  ['utc', 'UTC'],
  ['europe/berlin', 'Europe/Berlin'],
  ['Europe/Berln', 'Europe/Berlin'],
  ['+01:00', undefined],
  ['../UTC', undefined],
  ['SystemV/PST8', undefined],
])('%j is none', (timeZone, meant) => {
  const fix = meant === undefined ? '' : ` Fix: did you mean "${meant}"?`;
  expect(() => checkTimeZone('ScheduledTask', timeZone)).toThrow(
    `ScheduledTask: timeZone: got ${JSON.stringify(timeZone)}; allowed: a name of the IANA database, such as ` +
      `"Europe/Berlin" or "Etc/UTC", in its upper and lower case.${fix}`,
  );
});
