import { IConstruct } from 'constructs';
import { RenderedObject } from './rendered-cluster';
import { inWords, refusalMessage } from '../support/refuse';

/** Something that only one object of a cluster may have. */
interface Claim {
  readonly what: string;
  readonly allowed: string;
  readonly fix: string;
}

/**
 * Objects of a cluster that have the same kind, namespace and name (the second `kubectl apply` would silently overwrite
 * the first), and Services with the same node port.
 */
export function findDuplicates(objects: readonly RenderedObject[]): string[] {
  const holders = new Map<string, IConstruct>();
  const errors: string[] = [];
  const claim = (key: string, owner: IConstruct, describe: () => Claim): void => {
    const first = holders.get(key);
    if (first === undefined) {
      holders.set(key, owner);
    } else {
      errors.push(refusalMessage(owner, { ...describe(), got: inWords(`a second one beside "${first.node.path}"`) }));
    }
  };
  for (const object of objects) {
    const { owner, kind, name, namespace = '' } = object;
    if (name === undefined) continue;
    const group = groupOf(object);
    claim([group, kind, namespace, name].join('\n'), owner, () => objectClaim(object));
    if (kind !== 'Service' || group !== '') continue;
    for (const port of nodePortsOf(object)) claim(`nodePort ${port}`, owner, () => nodePortClaim(port));
  }
  return errors;
}

function groupOf({ apiVersion }: RenderedObject): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
}

function objectClaim({ kind, name, namespace }: RenderedObject): Claim {
  const where = namespace === undefined ? '' : ` in namespace "${namespace}"`;
  return {
    what: `${kind} "${name}"${where}`,
    allowed: 'one of a kind, namespace and name; the second would overwrite the first',
    fix: 'give one another id or `name`; for charts of different clusters apply a ClusterProfile with a `name` to each',
  };
}

interface ServicePorts {
  readonly spec?: { readonly ports?: readonly { readonly nodePort?: number; readonly protocol?: string }[] };
}

function nodePortsOf({ content }: RenderedObject): string[] {
  const ports = (content as ServicePorts).spec?.ports ?? [];
  return ports.flatMap(({ nodePort, protocol = 'TCP' }) => (nodePort === undefined ? [] : [`${nodePort}/${protocol}`]));
}

function nodePortClaim(port: string): Claim {
  return {
    what: `nodePort ${port}`,
    allowed: 'one Service for each node port of a cluster',
    fix: 'change one, or leave it out, and the cluster assigns a free one',
  };
}
