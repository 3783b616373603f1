import { Identity } from '../identity';
import { IdentityMatch, IdentityPolicy, IdentityPorts, IdentityRule, Selector, Service } from '../model';

/** What a policy of Istio that is attached to a Service says of its clients, by the ports of the Service. */
export interface AtService {
  readonly object: Identity;
  readonly rules: readonly IdentityRule[];
}

/**
 * What a policy that allows clients of a Service, and that its waypoint judges, means for the pods behind it: beside what their own
 * policies allow, who may connect through the waypoint, by the ports of the pods.
 *
 * It is known where the Service names its waypoint, and a policy of the very same pods lets that in on these ports: then whoever the
 * waypoint lets through gets in, and without it nobody does. Nothing: it is not known.
 *
 * @param own the policies that select pods
 */
export function behindWaypoint(
  { object, rules }: AtService,
  service: Service,
  pods: Selector,
  own: readonly IdentityPolicy[],
): IdentityPolicy | undefined {
  const { waypoint, namespace } = service;
  if (waypoint === undefined || service.type === 'ExternalName') return undefined;
  // Whether one of them refuses the waypoint itself is not asked.
  if (own.some((policy) => policy.action === 'deny' && isPerhapsOf(policy, namespace))) return undefined;
  const letIn = own
    .filter((policy) => policy.action === 'allow' && policy.namespaceSelector === undefined)
    .filter((policy) => policy.namespace === namespace && isSame(policy.podSelector, pods))
    .flatMap((policy) => policy.rules)
    .filter((rule) => isLetIn(rule, `/ns/${namespace}/sa/${waypoint}`));
  const translated = rules.map((rule) => translate(rule, service, letIn));
  if (translated.some((rule) => rule === undefined)) return undefined;
  const { id, kind, name, origin } = object;
  const known = translated.filter((rule) => rule !== undefined);
  return { id, kind, mesh: 'istio', namespace, name, podSelector: pods, action: 'allow', rules: known, origin };
}

function isPerhapsOf(policy: IdentityPolicy, namespace: string): boolean {
  return policy.namespaceSelector !== undefined || policy.namespace === namespace;
}

function isSame(a: Selector, b: Selector): boolean {
  return JSON.stringify(a.requirements) === JSON.stringify(b.requirements);
}

/** Whether a rule lets all of the waypoint in, and whatever it sends. */
function isLetIn({ clients, only, perhaps }: IdentityRule, account: string): boolean {
  if (only !== undefined || perhaps !== undefined) return false;
  return (
    clients?.some(
      ({ identities, notIdentities, networks, notNetworks, also }) =>
        (notIdentities ?? networks ?? notNetworks ?? also) === undefined &&
        identities?.some((match) => isAccount(match, account)) === true,
    ) ?? true
  );
}

function isAccount(match: IdentityMatch, account: string): boolean {
  return match.kind === 'principal' && !match.pattern.startsWith('*') && match.pattern.endsWith(account);
}

/** The rule by the ports of the pods; nothing where some are not known, or closed to the waypoint. */
function translate(rule: IdentityRule, service: Service, letIn: readonly IdentityRule[]): IdentityRule | undefined {
  const { ports } = rule;
  if (ports?.names !== undefined || ports?.notNumbers !== undefined) return undefined;
  const numbers: number[] = [];
  for (const { protocol, port, targetPort } of service.ports) {
    if (protocol !== 'TCP' || ports?.numbers?.includes(port) === false) continue;
    if (typeof targetPort === 'string' || !letIn.some((own) => hasPort(own.ports, targetPort))) return undefined;
    numbers.push(targetPort);
  }
  return { ...rule, isAtWaypoint: true, ports: { numbers: [...new Set(numbers)].sort((a, b) => a - b) } };
}

function hasPort(ports: IdentityPorts | undefined, port: number): boolean {
  if (ports === undefined) return true;
  return ports.names === undefined && ports.notNumbers === undefined && ports.numbers?.includes(port) === true;
}
