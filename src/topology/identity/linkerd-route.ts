import { HttpWords, httpWords, pathsOfExpression } from '../http-words';
import { Field } from '../manifest';
import { Doubts, Part } from '../policies/doubts';

/** Requests that a Server takes; others it refuses as soon as it has such a route. */
export interface LinkerdRoute {
  /** `HTTPRoute.policy.linkerd.io` */
  readonly kind: string;
  readonly name: string;
  readonly servers: readonly string[];
  /** The requests, in words. */
  readonly only: readonly string[];
  /** Why it may be for fewer. */
  readonly perhaps?: string;
}

const GROUP = 'policy.linkerd.io';

/**
 * Reads a route whose parent is a Server. Nothing: it has other parents, and is about what pods send.
 *
 * @see https://linkerd.io/2/reference/httproute/
 */
export function readLinkerdRoute(root: Field, kind: string, group: string, name: string): LinkerdRoute | undefined {
  const doubts = new Doubts();
  const spec = Part.root(root, doubts).get('spec');
  const servers = spec
    .get('parentRefs')
    .items()
    .flatMap(({ field: ref }) => {
      const isServer = ref.get('kind').value === 'Server' && ref.get('group').value === GROUP;
      return (isServer ? ref.get('name').requiredText() : undefined) ?? [];
    });
  if (servers.length === 0) return undefined;
  const hosts = spec
    .get('hostnames')
    .items()
    .flatMap(({ field }) => field.optionalText() ?? []);
  const matches = spec
    .get('rules')
    .items()
    .flatMap((rule): HttpWords[] => {
      const own = rule.get('matches').items();
      // A rule without matches is for all requests.
      return own.length === 0 ? [{}] : own.map(kind === 'GRPCRoute' ? grpcWords : requestWords);
    });
  const only = matches.flatMap((words) =>
    (hosts.length === 0 ? [undefined] : hosts).map((host) => httpWords({ ...words, host })),
  );
  return {
    kind: `${kind}.${group}`,
    name,
    servers,
    only: [...new Set(only)],
    ...(doubts.first === undefined ? {} : { perhaps: doubts.first }),
  };
}

function requestWords(match: Part): HttpWords {
  match.checkFields(['path', 'method', 'headers', 'queryParams']);
  const query = match
    .get('queryParams')
    .items()
    .map((each) => `query ${shown(each.field)}`);
  return {
    method: match.field.get('method').optionalText(),
    path: pathWord(match.field.get('path')),
    headers: [...headersOf(match), ...query],
  };
}

/** All paths are no word. */
function pathWord(path: Field): string | undefined {
  const value = path.get('value').optionalText() ?? '/';
  const type = path.get('type').optionalText() ?? 'PathPrefix';
  if (type === 'RegularExpression') return pathsOfExpression(value);
  if (type !== 'PathPrefix') return value;
  const start = value.replace(/\/+$/, '');
  return start === '' ? undefined : `${start}/*`;
}

/** A call of gRPC is a request of HTTP. */
function grpcWords(match: Part): HttpWords {
  match.checkFields(['method', 'headers']);
  const called = ['service', 'method'].map((key) => match.field.get('method').get(key).optionalText() ?? '*');
  const path = called.every((word) => word === '*') ? undefined : `/${called.join('/')}`;
  return { method: 'POST', path, headers: headersOf(match) };
}

function headersOf(match: Part): string[] {
  return match
    .get('headers')
    .items()
    .map(({ field }) => shown(field));
}

function shown(pair: Field): string {
  const value = pair.get('value').optionalText();
  const name = pair.get('name').optionalText() ?? '';
  return value === undefined ? name : `${name}: ${value}`;
}
