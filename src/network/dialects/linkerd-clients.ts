import { compareText } from '../../support/order';
import { MeshClient } from '../mesh/identity-opening';

/** Clients that a mesh knows by their certificate. */
export type IdentifiedClient = Extract<MeshClient, { readonly kind: 'account' | 'namespace' | 'identified' }>;

export function isIdentified(client: MeshClient): client is IdentifiedClient {
  return client.kind !== 'addresses' && client.kind !== 'anybody';
}

/**
 * The spec of a MeshTLSAuthentication. It has references or names, and not both; references do not hang on the trust domain. A
 * namespace stands for all of its accounts.
 */
export function renderIdentities(clients: readonly MeshClient[]): object {
  const known = clients.filter(isIdentified);
  if (known.some(({ kind }) => kind === 'identified')) return { identities: ['*'] };
  const namespaces = new Set<string>();
  const accounts = new Map<string, { readonly namespace: string; readonly name: string }>();
  for (const client of known) {
    if (client.kind === 'identified') continue;
    const { namespace } = client;
    const name = client.kind === 'account' ? client.account() : undefined;
    if (name === undefined) namespaces.add(namespace);
    else accounts.set(`${namespace}/${name}`, { namespace, name });
  }
  const others = [...accounts].filter(([, { namespace }]) => !namespaces.has(namespace));
  return {
    identityRefs: [
      ...[...namespaces].sort().map((name) => ({ kind: 'Namespace', name })),
      ...others
        .sort(([a], [b]) => compareText(a, b))
        .map(([, { namespace, name }]) => ({ kind: 'ServiceAccount', namespace, name })),
    ],
  };
}

/** The spec of a NetworkAuthentication. */
export function renderNetworks(clients: readonly MeshClient[]): object {
  if (clients.some(({ kind }) => kind === 'anybody')) return { networks: [{ cidr: '0.0.0.0/0' }, { cidr: '::/0' }] };
  const networks = clients
    .flatMap((client) => (client.kind === 'addresses' ? client.blocks : []))
    .map(({ cidr, except }) => (except.length === 0 ? { cidr } : { cidr, except: [...except].sort() }));
  const unique = new Map(networks.map((network) => [JSON.stringify(network), network]));
  return { networks: [...unique].sort(([a], [b]) => compareText(a, b)).map(([, network]) => network) };
}
