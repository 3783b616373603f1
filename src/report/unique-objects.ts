import { asObject } from './rendered-cluster';
import { inWords, refusalMessage } from '../support/refuse';
import { Manifest } from '../synth/inspection';

/** Something that only one object of a cluster may have. */
interface Claim {
  readonly key: string;
  readonly what: string;
  readonly allowed: string;
  readonly fix: string;
}

/**
 * Objects of a cluster that have the same kind, namespace and name (the second `kubectl apply` would silently overwrite
 * the first), and Services with the same node port.
 */
export function findDuplicates(objects: readonly Manifest[]): string[] {
  const holders = new Map<string, string>();
  const errors: string[] = [];
  for (const { owner, content } of objects) {
    for (const { key, what, allowed, fix } of claimsOf(content)) {
      const first = holders.get(key);
      if (first === undefined) holders.set(key, owner.node.path);
      else errors.push(refusalMessage(owner, { what, got: inWords(`a second one beside "${first}"`), allowed, fix }));
    }
  }
  return errors;
}

function claimsOf(content: unknown): Claim[] {
  const object = asObject(content);
  if (object === undefined || object.metadata?.name === undefined) return [];
  const { kind, apiVersion, metadata } = object;
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  const where = metadata.namespace === undefined ? '' : ` in namespace "${metadata.namespace}"`;
  const claim: Claim = {
    key: [group, kind, metadata.namespace ?? '', metadata.name].join('\n'),
    what: `${kind} "${metadata.name}"${where}`,
    allowed: 'one of a kind, namespace and name; the second would overwrite the first',
    fix: 'give one another id or `name`; for charts of different clusters apply a ClusterProfile with a `name` to each',
  };
  return kind === 'Service' && group === '' ? [claim, ...nodePortClaims(content)] : [claim];
}

interface ServicePorts {
  readonly spec?: { readonly ports?: readonly { readonly nodePort?: number; readonly protocol?: string }[] };
}

function nodePortClaims(content: unknown): Claim[] {
  const { spec } = content as ServicePorts;
  return (spec?.ports ?? []).flatMap(({ nodePort, protocol = 'TCP' }) =>
    nodePort === undefined
      ? []
      : [
          {
            key: `nodePort ${nodePort}/${protocol}`,
            what: `nodePort ${nodePort}/${protocol}`,
            allowed: 'one Service for each node port of a cluster',
            fix: 'change one, or leave it out, and the cluster assigns a free one',
          },
        ],
  );
}
