import { goDuration } from './go-duration';

/** A field of a schedule: its name, its bounds, and the names of its values. */
interface CronField {
  readonly what: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
  /** The value of the first name. */
  readonly firstName?: number;
}

const FIELDS: readonly CronField[] = [
  { what: 'minute', min: 0, max: 59 },
  { what: 'hour', min: 0, max: 23 },
  { what: 'day of the month', min: 1, max: 31 },
  {
    what: 'month',
    min: 1,
    max: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
    firstName: 1,
  },
  {
    what: 'day of the week',
    min: 0,
    max: 6,
    names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
    firstName: 0,
  },
];

const DESCRIPTORS = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];
const EVERY = '@every ';

/** What Go takes for white space, which is not quite what JavaScript does. */
const SPACES = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/** What the API server does not take of a schedule, and how it is mended; undefined where it takes it. */
export interface CronFault {
  readonly allowed: string;
  readonly fix?: string;
}

/** The values of a field, and whether it says "any". */
interface CronValues {
  readonly values: ReadonlySet<number>;
  readonly isAny: boolean;
}

/**
 * Judges a schedule as the API server does, which reads it with the standard parser of robfig/cron.
 *
 * @see https://pkg.go.dev/github.com/robfig/cron/v3#hdr-CRON_Expression_Format
 */
export function faultOfSchedule(schedule: string): CronFault | undefined {
  // Kubernetes looks for these two letters anywhere.
  if (schedule.includes('TZ')) return { allowed: 'a schedule without a time zone', fix: 'say it with `timeZone`' };
  if (schedule.startsWith('@')) return faultOfDescriptor(schedule);
  const fields = fieldsOf(schedule);
  if (fields.length !== FIELDS.length) {
    const isTooLong = fields.length > FIELDS.length;
    return {
      allowed: 'five fields: minute, hour, day of the month, month, day of the week; or a word such as "@daily"',
      fix: isTooLong && fields.length < 8 ? 'leave seconds and years out: it knows neither' : undefined,
    };
  }
  for (const [i, field] of FIELDS.entries()) {
    const read = readField(fields[i], field);
    if ('allowed' in read) return read;
  }
  return undefined;
}

/** Whether a legal schedule has no day on which it runs, as 30 February. */
export function runsNever(schedule: string): boolean {
  if (schedule.startsWith('@')) return false;
  const texts = fieldsOf(schedule);
  const read = FIELDS.map((field, i) => readField(texts[i], field)).filter((one) => !('allowed' in one));
  const [minute, hour, day, month, weekDay] = read as CronValues[];
  if ([minute, hour, month].some(({ values }) => values.size === 0)) return true;
  const hasDay = [...month.values].some((each) => [...day.values].some((date) => date <= LONGEST_MONTHS[each - 1]));
  // Where both say something, either of them is enough.
  return day.isAny || weekDay.isAny ? !hasDay || weekDay.values.size === 0 : !hasDay && weekDay.values.size === 0;
}

const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The five fields of a schedule that is not a word. */
export function fieldsOf(schedule: string): string[] {
  return schedule.split(SPACES).filter((field) => field !== '');
}

function faultOfDescriptor(schedule: string): CronFault | undefined {
  if (DESCRIPTORS.includes(schedule)) return undefined;
  if (schedule.startsWith(EVERY)) {
    if (goDuration(schedule.slice(EVERY.length)) !== undefined) return undefined;
    return { allowed: 'behind "@every" a duration of h, m and s', fix: 'write for example "@every 1h30m"' };
  }
  const near = DESCRIPTORS.find((each) => each === schedule.trim().toLowerCase());
  return {
    allowed: `one of ${DESCRIPTORS.join(', ')}, or "@every 1h30m"`,
    fix: near === undefined ? undefined : `write ${JSON.stringify(near)}`,
  };
}

function readField(text: string, field: CronField): CronValues | CronFault {
  const values = new Set<number>();
  let isAny = false;
  for (const range of text.split(',').filter((part) => part !== '')) {
    const read = readRange(range, field);
    if ('allowed' in read) return read;
    for (const value of read.values) values.add(value);
    isAny ||= read.isAny;
  }
  return { values, isAny };
}

function readRange(text: string, field: CronField): CronValues | CronFault {
  const { min, max } = field;
  const [range, stepText, ...moreSteps] = text.split('/');
  const [low, high, ...moreBounds] = range.split('-');
  const isStar = low === '*' || low === '?';
  const start = isStar ? min : numberOrName(low, field);
  const step = stepText === undefined ? 1 : wholeNumber(stepText);
  // The parser does not look at what follows a "*-".
  const end = isStar || (high === undefined && stepText !== undefined) ? max : numberOrName(high ?? low, field);
  const isWhole = moreSteps.length === 0 && (isStar || moreBounds.length === 0);
  if (!isWhole || start === undefined || step === undefined || end === undefined || step === 0) return fault(field);
  if (start < min || end > max || start > end) return fault(field, low, high);
  const values = new Set<number>();
  for (let value = start; value <= end; value += step) values.add(value);
  return { values, isAny: isStar && step === 1 };
}

function fault({ what, min, max, names }: CronField, ...bounds: (string | undefined)[]): CronFault {
  const named = names === undefined ? '' : `, or ${names[0]} to ${names[names.length - 1]}`;
  const isSunday = names !== undefined && min === 0 && bounds.includes('7');
  return {
    allowed: `as ${what} "*", numbers from ${min} to ${max}${named}, ranges "a-b" that go up, steps "/n", and lists of them with ","`,
    fix: isSunday ? 'Sunday is 0' : undefined,
  };
}

function numberOrName(text: string, { names, firstName = 0 }: CronField): number | undefined {
  const position = names?.indexOf(text.toLowerCase()) ?? -1;
  return position === -1 ? wholeNumber(text) : position + firstName;
}

/** A number as Go reads it: with a sign, if somebody wants one; it must fit into 64 bits. */
function wholeNumber(text: string): number | undefined {
  if (!/^\+?\d+$/.test(text) && !/^-0+$/.test(text)) return undefined;
  return BigInt(text.replace(/^[+-]/, '')) < 2n ** 63n ? Math.abs(Number(text)) : undefined;
}
