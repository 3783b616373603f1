import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';
import { Found, Rule } from '../rule';

/** The groups of Kubernetes whose kinds have a namespace, but for those that the engine knows to have none. */
const GROUPS: ReadonlySet<string> = new Set([
  '',
  'apps',
  'autoscaling',
  'batch',
  'discovery.k8s.io',
  'policy',
  'networking.k8s.io',
  'rbac.authorization.k8s.io',
]);

/** Kinds of these groups without one. */
const OF_THE_CLUSTER: ReadonlySet<string> = new Set([
  'ComponentStatus',
  'IPAddress',
  'PodSecurityPolicy',
  'ServiceCIDR',
]);

/** Objects without a namespace beside others that have one. */
export const namespaceImplicit: Rule = {
  id: 'namespace-implicit',
  title: 'An object has no namespace, and others have one',
  severity: 'note',
  group: 'running',
  why: 'It goes wherever whoever applies it stands, and may be parted from what belongs to it.',
  fix: 'Write metadata.namespace.',
  *find(input: CheckInput): Iterable<Found> {
    const { objects, context } = input;
    // Somebody said where they go.
    if (context.defaultNamespace !== undefined) return;
    const confined = objects.filter(isOfKubernetes);
    if (!confined.some((object) => !isImplicit(object))) return;
    for (const object of confined) {
      if (!isImplicit(object)) continue;
      yield {
        object,
        field: object.root.get('metadata', 'namespace'),
        message: `${object.id}: has no namespace though other objects of the input have one: it goes wherever it is applied`,
        fix: 'write metadata.namespace',
      };
    }
  },
};

function isOfKubernetes({ kind, group, namespace }: CheckedObject): boolean {
  return namespace !== undefined && GROUPS.has(group) && !OF_THE_CLUSTER.has(kind);
}

function isImplicit({ root }: CheckedObject): boolean {
  const field = root.get('metadata', 'namespace');
  return field.isAbsent || field.value === '';
}
