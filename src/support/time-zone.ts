import { nearest } from './nearest';
import { refuse, Where } from './refuse';
import { OTHER_TIME_ZONES } from './time-zone-names';

/** What the API server looks at before it looks the name up. */
const PART = /^(?!-)(?!\.{1,2}$)[A-Za-z._\-0-9+]{1,14}$/;

/** Names that Node knows and the IANA database does not. */
const NOT_IANA = /^(?:[a-z]{3}|SystemV\/.*|US\/Pacific-New)$/i;

/**
 * Checks the name of a time zone. The API server looks it up in its own copy of the IANA database, where upper and lower
 * case differ; a name that is newer than the database of this Node is not known here.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#time-zones
 */
export function checkTimeZone(where: Where, timeZone: string): string {
  const known = new Set([...Intl.supportedValuesOf('timeZone'), ...OTHER_TIME_ZONES]);
  if (known.has(timeZone)) return timeZone;
  const spelled = [...known].find((name) => name.toLowerCase() === timeZone.toLowerCase());
  const isLegal = timeZone.split('/').every((part) => PART.test(part)) && !NOT_IANA.test(timeZone);
  // Node may know names that are younger than the list here.
  if (spelled === undefined && isLegal && isKnownToNode(timeZone)) return timeZone;
  const meant = spelled ?? nearest(timeZone, known);
  return refuse(where, {
    what: 'timeZone',
    got: timeZone,
    allowed: 'a name of the IANA database, such as "Europe/Berlin" or "Etc/UTC", in its upper and lower case',
    fix: meant === undefined ? undefined : `did you mean ${JSON.stringify(meant)}?`,
  });
}

function isKnownToNode(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }) instanceof Intl.DateTimeFormat;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
