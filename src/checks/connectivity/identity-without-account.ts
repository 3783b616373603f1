import { mayBeMadeByOthers } from './made-by-others';
import { NamedAccount, namedAccounts } from './named-accounts';
import { nameKey, ownNamespaces } from './service-pods';
import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';
import { firstOf } from '../first-of';
import { Raw } from '../raw';
import { Found, Rule } from '../rule';
import { accountNamed, accountOf } from '../running/accounts';
import { shownName } from '../running/running-containers';

/** Rules on identities that nobody has: policies of meshes and of Cilium know workloads by their service accounts. */
export const identityWithoutAccount: Rule = {
  id: 'identity-without-account',
  title: 'A policy names a service account that no workload runs as',
  severity: 'warning',
  group: 'connectivity',
  why: 'The rule means nobody: whoever was meant has another identity, and is not let in.',
  fix: 'Name the account of the workload that is meant, or give the workload that account.',
  *find(input: CheckInput): Iterable<Found> {
    for (const object of input.objects) {
      for (const account of namedAccounts(object)) {
        const found = findAccount(input, object, account);
        if (found !== undefined) yield found;
      }
    }
  },
};

function findAccount(
  input: CheckInput,
  object: CheckedObject,
  { namespace, name, field }: NamedAccount,
): Found | undefined {
  const { used, namespaces, unknown } = input.once(usedAccounts);
  if (!input.once(ownNamespaces).has(namespace) || unknown.has(namespace)) return undefined;
  // That an account is used and not there is told of who uses it.
  if (used.has(nameKey(namespace, name)) || mayBeMadeByOthers(input, namespace, [name])) return undefined;
  if (input.once(gatewaysNamed).some((gateway) => isAccountOf(gateway, namespace, name))) return undefined;
  const isDeclared = accountNamed(input, namespace, name) !== undefined;
  const others = namespaces.get(namespace) ?? [];
  const shown = `${namespace}/${shownName(name)}`;
  return {
    object,
    field,
    detail: `${namespace}/${name}`,
    // Without any workload there, those are probably applied by somebody else.
    severity: others.length === 0 ? 'note' : 'warning',
    message:
      `${object.id} names service account ${shown}, and no workload of namespace ${namespace} runs as it` +
      (isDeclared || name === 'default' ? '' : '; the account is not in the manifests either'),
    fix:
      others.length === 0
        ? `give the workload that is meant serviceAccountName: ${shownName(name)}`
        : `name the account of the workload that is meant (those of namespace ${namespace} run as ${firstOf(others)}), or give it serviceAccountName: ${shownName(name)}`,
  };
}

/** A Gateway of the Gateway API that others name; a controller makes its pods, and their account. */
interface NamedGateway {
  readonly namespace: string;
  readonly name: string;
}

/** `public-istio` of Gateway public of class istio, `waypoint` of a waypoint of that name. */
function isAccountOf(gateway: NamedGateway, namespace: string, name: string): boolean {
  return gateway.namespace === namespace && (name === gateway.name || name.startsWith(`${gateway.name}-`));
}

/**
 * Gateways that routes and the labels of waypoints name. For `once`.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/#automated-deployment
 */
function gatewaysNamed({ objects }: CheckInput): readonly NamedGateway[] {
  return objects.flatMap(({ root, group, kind, namespace: own = '', name: ownName }) => {
    const labels = root.get('metadata', 'labels');
    const waypoint = labels.get('istio.io/use-waypoint').text();
    const beside = kind === 'Namespace' && group === '' ? ownName : own;
    const elsewhere = labels.get('istio.io/use-waypoint-namespace').text();
    const waypoints = waypoint === undefined ? [] : [{ namespace: elsewhere ?? beside, name: waypoint }];
    if (group !== 'gateway.networking.k8s.io') return waypoints;
    const parents = root.get('spec', 'parentRefs').items();
    const named = parents.filter((parent) => (parent.get('kind').text() ?? 'Gateway') === 'Gateway');
    const gateways = named.flatMap((parent) => {
      const name = parent.get('name').text();
      return name === undefined ? [] : [{ namespace: parent.get('namespace').text() ?? own, name }];
    });
    return [...waypoints, ...gateways];
  });
}

interface UsedAccounts {
  readonly used: ReadonlySet<string>;
  /** The names of accounts that are used, by namespace. */
  readonly namespaces: ReadonlyMap<string, readonly string[]>;
  /** Namespaces with pods of which nobody knows the account. */
  readonly unknown: ReadonlySet<string>;
}

function usedAccounts({ pods, objects, context: { standIns }, analysis }: CheckInput): UsedAccounts {
  const used = new Set<string>();
  const namespaces = new Map<string, string[]>();
  const known = new Set<number>();
  for (const { object, spec, position } of pods) {
    if (standIns?.has(object.id) === true) continue;
    known.add(position);
    const { namespace = '' } = object;
    const { name } = accountOf(spec);
    const key = nameKey(namespace, name);
    if (used.has(key)) continue;
    used.add(key);
    if (namespaces.get(namespace)?.push(shownName(name)) === undefined) namespaces.set(namespace, [shownName(name)]);
  }
  const unknown = analysis.cluster.workloads.filter((_, position) => !known.has(position));
  for (const { root, namespace = '', group } of objects) {
    // Operators run pods as the accounts that their objects name.
    if (group.includes('.') && !group.endsWith('.k8s.io')) {
      for (const name of accountsWithin(root)) used.add(nameKey(namespace, name));
    }
  }
  return { used, namespaces, unknown: new Set(unknown.map(({ namespace }) => namespace)) };
}

/** Deeper than that nothing of Kubernetes is. */
const DEEPEST = 20;

function accountsWithin(field: Raw, depth = 0): string[] {
  if (depth > DEEPEST) return [];
  const items = field.items().flatMap((item) => accountsWithin(item, depth + 1));
  const members = field.entries().flatMap(([key, member]) => {
    const text = /^serviceAccount(Name)?$/.test(key) ? (member.text() ?? member.get('name').text()) : undefined;
    return text === undefined ? accountsWithin(member, depth + 1) : [text];
  });
  return [...items, ...members];
}
