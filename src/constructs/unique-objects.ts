import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { ClusterProfile } from '../network/cluster-profile';

const CHECKED_APPS = new WeakSet<IConstruct>();

/**
 * Makes synth fail if two objects of a cluster have the same kind, namespace and name: the second `kubectl apply` would
 * silently overwrite the first. Charts with different cluster profiles are taken to be for different clusters.
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
  const pathsOfCluster = new Map<ClusterProfile | undefined, Map<string, string>>();
  const errors: string[] = [];
  for (const object of app.node.findAll()) {
    if (!(object instanceof ApiObject)) continue;
    const { apiGroup, kind, name } = object;
    const namespace = object.metadata.namespace ?? '';
    const key = [apiGroup, kind, namespace, name].join('\n');
    const cluster = ClusterProfile._applied(object);
    const paths = pathsOfCluster.get(cluster) ?? new Map<string, string>();
    pathsOfCluster.set(cluster, paths);
    const first = paths.get(key);
    if (first === undefined) {
      paths.set(key, object.node.path);
    } else {
      const where = namespace === '' ? '' : ` in namespace "${namespace}"`;
      errors.push(
        `two objects of kind ${kind} are named "${name}"${where}: got "${first}" and "${object.node.path}"; ` +
          'allowed: one of a kind, namespace and name. Fix: give one of them another id or `name`; for charts of ' +
          'different clusters apply a ClusterProfile to each',
      );
    }
  }
  return errors;
}
