import { canonical } from '../../support/canonical';
import { compareText } from '../../support/order';
import { AddressBlock, MeshClient } from '../mesh/identity-opening';

/** Who connects, as a source of an AuthorizationPolicy says it. */
export type IstioSource =
  | { readonly kind: 'principal'; readonly principal: string; readonly namespace: string }
  | { readonly kind: 'namespace'; readonly namespace: string }
  | { readonly kind: 'identified' }
  | { readonly kind: 'block'; readonly block: AddressBlock }
  | { readonly kind: 'anybody' };

/** The sources that a client is. Whose account nobody knows is known by the namespace. */
export function sourcesOf(client: MeshClient, trustDomain: string): IstioSource[] {
  switch (client.kind) {
    case 'account': {
      const { namespace } = client;
      const account = client.account();
      if (account === undefined) return [{ kind: 'namespace', namespace }];
      return [{ kind: 'principal', principal: principalOf(trustDomain, namespace, account), namespace }];
    }
    case 'namespace':
      return [{ kind: 'namespace', namespace: client.namespace }];
    case 'addresses':
      return client.blocks.map(({ cidr, except }) => ({
        kind: 'block',
        block: { cidr, except: [...except].sort(compareText) },
      }));
    case 'identified':
    case 'anybody':
      return [{ kind: client.kind }];
  }
}

/** An identity as Istio's policies name it: its SPIFFE name without the scheme. */
export function principalOf(trustDomain: string, namespace: string, account: string): string {
  return `${trustDomain}/ns/${namespace}/sa/${account}`;
}

/** The `from` of a rule; nothing where everybody is meant. What another source covers is left out. */
export function renderSources(sources: readonly IstioSource[]): { from?: object[] } {
  if (sources.some(({ kind }) => kind === 'anybody')) return {};
  const isIdentified = sources.some(({ kind }) => kind === 'identified');
  const namespaces = new Set(sources.flatMap((each) => (each.kind === 'namespace' ? [each.namespace] : [])));
  const principals = sources.flatMap((each) =>
    each.kind === 'principal' && !namespaces.has(each.namespace) ? [each.principal] : [],
  );
  const blocks = sources.flatMap((each) => (each.kind === 'block' ? [each.block] : []));
  const whole = blocks.filter(({ except }) => except.length === 0).map(({ cidr }) => cidr);
  const parts = blocks.filter(({ except }) => except.length > 0);
  return {
    from: [
      ...listed('principals', isIdentified ? ['*'] : principals),
      ...listed('namespaces', isIdentified ? [] : [...namespaces]),
      ...listed('ipBlocks', whole),
      ...parts
        .sort((a, b) => compareText(canonical(a), canonical(b)))
        .map(({ cidr, except }) => ({ source: { ipBlocks: [cidr], notIpBlocks: except } })),
    ],
  };
}

/** Fields of one source must all be true of whoever connects, so that each list is a source of its own. */
function listed(field: string, values: readonly string[]): object[] {
  return values.length === 0 ? [] : [{ source: { [field]: [...values].sort(compareText) } }];
}
