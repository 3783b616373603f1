import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { TypedService } from './typed-service';
import { ClusterProfile } from '../network/cluster-profile';
import { inWords, refusalMessage } from '../support/refuse';

/** Something that only one construct of a cluster may have. */
interface Claim {
  readonly key: string;
  readonly what: string;
  readonly allowed: string;
  readonly fix: string;
}

const CHECKED_APPS = new WeakSet<IConstruct>();

/**
 * Makes synth fail if two objects of a cluster have the same kind, namespace and name (the second `kubectl apply` would
 * silently overwrite the first), or two Services the same node port. Charts with different cluster profiles are taken to
 * be for different clusters.
 *
 * Attached once per app, however many constructs ask for it.
 */
export function ensureUniqueObjects(construct: IConstruct): void {
  const app = construct.node.root;
  if (CHECKED_APPS.has(app)) return;
  CHECKED_APPS.add(app);
  app.node.addValidation({ validate: () => findDuplicates(app) });
}

function findDuplicates(app: IConstruct): string[] {
  const holdersByCluster = new Map<ClusterProfile | undefined, Map<string, string>>();
  const errors: string[] = [];
  for (const construct of app.node.findAll()) {
    for (const { key, what, allowed, fix } of claimsOf(construct)) {
      const cluster = ClusterProfile._applied(construct);
      const holders = holdersByCluster.get(cluster) ?? new Map<string, string>();
      holdersByCluster.set(cluster, holders);
      const first = holders.get(key);
      if (first === undefined) {
        holders.set(key, construct.node.path);
      } else {
        errors.push(refusalMessage(construct, { what, got: inWords(`a second one beside "${first}"`), allowed, fix }));
      }
    }
  }
  return errors;
}

function claimsOf(construct: IConstruct): Claim[] {
  if (construct instanceof ApiObject) return [objectClaim(construct)];
  return construct instanceof TypedService ? nodePortClaims(construct) : [];
}

function objectClaim({ apiGroup, kind, name, metadata }: ApiObject): Claim {
  const where = metadata.namespace === undefined ? '' : ` in namespace "${metadata.namespace}"`;
  return {
    key: [apiGroup, kind, metadata.namespace ?? '', name].join('\n'),
    what: `${kind} "${name}"${where}`,
    allowed: 'one of a kind, namespace and name; the second would overwrite the first',
    fix: 'give one another id or `name`; for charts of different clusters apply a ClusterProfile to each',
  };
}

function nodePortClaims(service: TypedService): Claim[] {
  return service.ports.flatMap(({ nodePort, protocol }) =>
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
