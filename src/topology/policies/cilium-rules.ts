import { LAYER7_FIELDS, readLayer7 } from './cilium-layer7';
import { peerFields, readPeers } from './cilium-peers';
import { checkIcmps, policyPortsOf, readPorts } from './cilium-ports';
import { Part } from './doubts';
import { Direction, PolicyPort, PolicyRule, RuleAction } from '../model';

/** What all rules of a list have in common. */
export interface RuleList {
  readonly direction: Direction;
  readonly action: Extract<RuleAction, 'accept' | 'deny'>;
  /** That of the policy; a policy of the cluster has none. */
  readonly namespace: string | undefined;
  /** Whether the policy is for nodes, of whose traffic layer 7 is hardly known. */
  readonly isOfNodes: boolean;
}

/** A rule with the place in the policy's `spec` that it is from: `egressDeny[0]`. */
export interface PlacedRule {
  readonly rule: PolicyRule;
  readonly place: string;
  /** Whether it lets through a part of what it is for. */
  readonly isNarrow: boolean;
}

const MODES = ['disabled', 'required', 'test-always-fail'] as const;

/**
 * Reads the rules of one list. What one lets through on some ports alone, or of layer 7 alone, is a rule of its own.
 *
 * @param prefix what comes before the list's name in the places of rules
 */
export function readRules(list: Part, prefix: string, own: RuleList): PlacedRule[] {
  const name = list.name.slice(list.name.lastIndexOf('.') + 1);
  return list.items().flatMap((rule, i) => readRule(rule, `${prefix}${name}[${i}]`, own));
}

function readRule(rule: Part, place: string, own: RuleList): PlacedRule[] {
  const { direction, action, namespace } = own;
  const requires = direction === 'ingress' ? 'fromRequires' : 'toRequires';
  const more = action === 'accept' ? ['authentication'] : [];
  rule.checkMap([...peerFields(direction, action), requires, 'toPorts', 'icmps', ...more]);
  if (rule.get(requires).items().length > 0) {
    rule.get(requires).doubt('limits all rules of the pods in older versions of Cilium, and is gone in newer ones');
  }
  const { isGiven, peers } = readPeers(rule, direction, action, namespace);
  const isAuthenticated = action === 'accept' && readAuthentication(rule.get('authentication'));
  const groups = readPortGroups(rule, own);
  return groups.map(({ ports, only, suffix }) => {
    return {
      rule: {
        // Without any peers a rule is for everybody on its ports, and for nobody if it names none.
        peers: isGiven || ports !== undefined ? peers : [],
        ports,
        ...(action === 'deny' ? { action } : {}),
        ...(only === undefined ? {} : { only }),
        ...(isAuthenticated ? { isAuthenticated } : {}),
      },
      place: place + suffix,
      isNarrow: only !== undefined,
    };
  });
}

/** Ports that are let through in the same way. */
interface PortGroup {
  /** Absent: all. */
  readonly ports: readonly PolicyPort[] | undefined;
  readonly only?: string;
  /** Where in the rule it is said. */
  readonly suffix: string;
}

function readPortGroups(rule: Part, own: RuleList): PortGroup[] {
  const [toPorts, icmps] = [rule.get('toPorts'), rule.get('icmps')];
  const items = toPorts.items();
  checkIcmps(icmps);
  const isIcmp = icmps.items().length > 0;
  if (isIcmp && items.length > 0) icmps.field.problem('nothing beside `toPorts`', 'make them two rules');
  if (items.length === 0) return [{ ports: isIcmp ? [] : undefined, suffix: '' }];
  const { policyPorts } = rule.field.parts;
  const plain: PolicyPort[] = [];
  const narrow = items.flatMap((item, i) => {
    const { ports, only } = readPortItem(item, own);
    if (only.length === 0) plain.push(...ports);
    const suffix = items.length === 1 ? '' : `.toPorts[${i}]`;
    return only.map((what): PortGroup => ({ ports: policyPorts.keep([...ports]), only: what, suffix }));
  });
  const isPlain = narrow.length === 0 || plain.length > 0;
  return [...(isPlain ? [{ ports: policyPorts.keep(plain), suffix: '' }] : []), ...narrow];
}

function readPortItem(
  item: Part,
  { direction, action, isOfNodes }: RuleList,
): { ports: PolicyPort[]; only: readonly string[] } {
  item.checkMap(['ports', ...(action === 'accept' ? LAYER7_FIELDS : [])]);
  const ports = readPorts(item.get('ports'));
  const only = action === 'accept' ? readLayer7(item, direction, ports).only : [];
  if (isOfNodes && only.some((what) => direction === 'ingress' || !what.startsWith('DNS '))) {
    item.field.problem('no rules of layer 7 in a policy for nodes, but those of DNS in egress');
  }
  return { ports: ports.flatMap(policyPortsOf), only };
}

/**
 * Whether the client must prove who it is. A test of failure may close what other rules open.
 *
 * @see https://docs.cilium.io/en/stable/network/servicemesh/mutual-authentication/mutual-authentication/
 */
function readAuthentication(authentication: Part): boolean {
  if (authentication.field.isAbsent) return false;
  authentication.checkMap(['mode']);
  const mode = authentication.field.get('mode').requiredOneOf(MODES);
  if (mode === 'test-always-fail') authentication.doubt('lets every connection fail, whatever other rules say');
  return mode === 'required';
}
