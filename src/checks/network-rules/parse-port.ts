import { PolicyPort, Protocol, PROTOCOLS } from '../../topology/model';

/** What a text may be. */
export const PORT_TEXTS =
  'a number from 1 to 65535 (5432), a run of them (8000-8999) or the name of a container port, with /UDP or /SCTP where it is not ' +
  'TCP; all/UDP, or all';

/** Reads `5432`, `53/UDP`, `8000-8999/TCP`, `http`, `all/UDP` or `all`: every port of every protocol is one for each of them. */
export function parsePort(given: string | number): readonly PolicyPort[] | undefined {
  const match = /^([^/]*)(?:\/(TCP|UDP|SCTP))?$/i.exec(String(given));
  if (match === null) return undefined;
  const [, which, word] = match as unknown as readonly [string, string, string | undefined];
  const protocol = (word?.toUpperCase() ?? 'TCP') as Protocol;
  if (which === 'all') {
    return (word === undefined ? PROTOCOLS : [protocol]).map((each) => ({ kind: 'all', protocol: each }));
  }
  const run = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(which);
  if (run !== null) {
    const first = Number(run[1]);
    const last = Number(run[2] ?? first);
    return first >= 1 && first <= last && last <= 65535 ? [{ kind: 'range', protocol, first, last }] : undefined;
  }
  const isName = which.length <= 15 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(which) && /[a-z]/.test(which);
  return isName ? [{ kind: 'named', protocol, name: which }] : undefined;
}
