import { IdentityMatch } from '../../topology/model';
import { PeerMatch } from '../match-ends';

/** Who a client is, as far as it is known. */
export interface Identified {
  readonly namespace?: string;
  readonly account?: string;
}

/** Istio takes this domain in a policy for the mesh's own, whatever that is called. */
const ALIAS = 'cluster.local';

/**
 * The trust domains that the mesh of the input may have: no manifest of a policy says which it is. Where policies name one beside
 * `cluster.local`, it is taken for the mesh's own.
 *
 * @see https://istio.io/latest/docs/tasks/security/authorization/authz-td-migration/
 */
export function trustDomains(patterns: Iterable<string>): readonly string[] {
  const named = new Set<string>();
  for (const pattern of patterns) {
    const end = pattern.indexOf('/ns/');
    if (end > 0 && !pattern.startsWith('*')) named.add(pattern.slice(0, end));
  }
  named.delete(ALIAS);
  const others = [...named].sort();
  return others.length === 1 ? others : [ALIAS, ...others];
}

/** Whether a client with an identity is one that a rule names. */
export function matchIdentity(match: IdentityMatch, client: Identified, domains: readonly string[]): PeerMatch {
  switch (match.kind) {
    case 'anyone':
      return 'yes';
    case 'account': {
      const inNamespace = equals(client.namespace, match.namespace);
      if (match.name === undefined || inNamespace === 'no') return inNamespace;
      const named = equals(client.account, match.name);
      return named === 'yes' ? inNamespace : named;
    }
    case 'namespace':
      if (match.pattern === '*') return 'yes';
      return client.namespace === undefined ? 'unknown' : toMatch(fits(match.pattern, client.namespace));
    case 'principal': {
      if (match.pattern === '*') return 'yes';
      const found = new Set(domains.map((domain) => matchPrincipal(inDomain(match.pattern, domain), client, domain)));
      return found.size === 1 ? [...found][0] : 'unknown';
    }
  }
}

function equals(known: string | undefined, asked: string): PeerMatch {
  return known === undefined ? 'unknown' : toMatch(known === asked);
}

function toMatch(is: boolean): PeerMatch {
  return is ? 'yes' : 'no';
}

/** One star at the beginning or at the end stands for anything. */
function fits(pattern: string, text: string): boolean {
  if (pattern.endsWith('*')) return text.startsWith(pattern.slice(0, -1));
  return pattern.startsWith('*') ? text.endsWith(pattern.slice(1)) : text === pattern;
}

function inDomain(pattern: string, domain: string): string {
  return pattern.startsWith(`${ALIAS}/`) ? domain + pattern.slice(ALIAS.length) : pattern;
}

function matchPrincipal(pattern: string, { namespace, account }: Identified, domain: string): PeerMatch {
  if (namespace !== undefined && account !== undefined) {
    return toMatch(fits(pattern, `${domain}/ns/${namespace}/sa/${account}`));
  }
  // What is known of the principal: its beginning.
  const known = namespace === undefined ? `${domain}/ns/` : `${domain}/ns/${namespace}/sa/`;
  const rest = namespace === undefined ? /^[^/]+\/sa\/[^/]+$/ : /^[^/]+$/;
  if (pattern.endsWith('*')) {
    const start = pattern.slice(0, -1);
    if (known.startsWith(start)) return 'yes';
    return start.startsWith(known) ? 'unknown' : 'no';
  }
  if (pattern.startsWith('*')) {
    const end = pattern.slice(1);
    const inAccount = end.lastIndexOf('/') + 1;
    if (namespace === undefined || inAccount === 0) return 'unknown';
    return inAccount < end.length && known.endsWith(end.slice(0, inAccount)) ? 'unknown' : 'no';
  }
  return pattern.startsWith(known) && rest.test(pattern.slice(known.length)) ? 'unknown' : 'no';
}

/** The account that a rule names in full, `shop/web`; undefined if it may mean several. */
export function exactAccount(match: IdentityMatch): string | undefined {
  if (match.kind === 'account') return match.name === undefined ? undefined : `${match.namespace}/${match.name}`;
  if (match.kind !== 'principal' || match.pattern.includes('*')) return undefined;
  const parts = /\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(match.pattern);
  return parts === null ? undefined : `${parts[1]}/${parts[2]}`;
}
