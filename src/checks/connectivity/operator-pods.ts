import { Selector } from '../../topology/model';
import { unjudgedKind } from '../../topology/unjudged-kinds';
import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';

/** Kinds of other groups that bring no pods, though they are often called like those that do. */
const WITHOUT_PODS =
  /(Monitor|Rule|Route\w*|Middleware\w*|Option|Certificate|Issuer|Secret\w*|Store|Policy|Gateway|Service|Entry|Authentication|Sidecar|Proxy|Probe|Config|Binding|Scaled\w+)$/;

/** By this group cert-manager labels the pods that it starts while a certificate is issued; they are in no manifest. */
const SOLVERS = 'acme.cert-manager.io';

/** By this label controllers know the pods that they make for a Gateway, waypoints of Istio included. */
const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/** Whether the pods are those by which cert-manager answers challenges. */
export function areSolvers({ requirements }: Selector): boolean {
  return requirements.some(({ key, operator }) => key.startsWith(`${SOLVERS}/`) && operator !== 'DoesNotExist');
}

/** Whether the pods are those that a controller makes for a Gateway: they are in no manifest. */
export function areOfGateways({ requirements }: Selector): boolean {
  return requirements.some(({ key, operator }) => key === GATEWAY_NAME && operator !== 'DoesNotExist');
}

/** What makes pods that no manifest has, in one namespace. */
interface Makers {
  readonly names: Set<string>;
  readonly groups: Set<string>;
}

/**
 * Whether pods with these labels may come from an object of the input for which an operator makes them: a label has its name,
 * or is of its API group (`cnpg.io/cluster` for `postgresql.cnpg.io`).
 */
export function mayBeMadeByOperator(input: CheckInput, namespaces: readonly string[], selector: Selector): boolean {
  const { requirements } = selector;
  if (areSolvers(selector)) return true;
  const makers = namespaces.flatMap((name) => input.once(makersOf).get(name) ?? []);
  return makers.some(({ names, groups }) =>
    requirements.some(
      ({ key, values }) =>
        values.some((value) => names.has(value)) || [...groups].some((group) => isOfGroup(key, group)),
    ),
  );
}

function isOfGroup(key: string, group: string): boolean {
  const slash = key.indexOf('/');
  if (slash < 0) return false;
  const domain = key.slice(0, slash);
  return domain === group || domain.endsWith(`.${group}`) || group.endsWith(`.${domain}`);
}

/** By their namespace. */
function makersOf({ objects, analysis }: CheckInput): ReadonlyMap<string, Makers> {
  const makers = new Map<string, Makers>();
  for (const object of objects) {
    const { namespace, name, kind, group, id } = object;
    if (namespace === undefined || !isOfOthers(object) || analysis.cluster.positions.has(id)) continue;
    const own = makers.get(namespace) ?? { names: new Set<string>(), groups: new Set<string>() };
    makers.set(namespace, own);
    own.names.add(name);
    // Operators call what they make by its kind: `app.kubernetes.io/name: prometheus` for a Prometheus.
    own.names.add(kind.toLowerCase());
    own.groups.add(group);
  }
  return makers;
}

/** Groups of Kubernetes have no dot, or are of k8s.io. */
function isOfOthers({ kind, apiVersion, group }: CheckedObject): boolean {
  const isForeign = group.includes('.') && !group.endsWith('.k8s.io');
  return isForeign && !WITHOUT_PODS.test(kind) && unjudgedKind(kind, apiVersion) === undefined;
}
