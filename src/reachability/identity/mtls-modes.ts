import { MtlsMode, MtlsPolicy } from '../../topology/model';
import { PortSet } from '../port-set';
import { Reason } from '../reason';

/** Ports on which one mode counts, or one of several. */
export interface ModesOnPorts {
  readonly ports: PortSet;
  readonly modes: readonly MtlsMode[];
  /** Why it is not known which of several. */
  readonly why?: Reason;
}

/** The modes on all ports of TCP, each port once. */
export type MtlsModes = readonly ModesOnPorts[];

/** A policy about modes for one server. */
export interface ServerMtls {
  readonly policy: MtlsPolicy;
  /** The labels that tell apart the pods that it selects and those that it does not; absent: it selects all of them. */
  readonly by?: readonly string[];
}

const TCP = PortSet.range('TCP');

/** Without any policy. */
export const PERMISSIVE: MtlsModes = [{ ports: TCP, modes: ['permissive'] }];

/** Modes with why there are several. */
interface Possible {
  readonly modes: readonly (MtlsMode | undefined)[];
  readonly why?: Reason;
}

/**
 * The mode of each port: that of the port, else of the policy for these pods, of the namespace, of the mesh. Of several of one
 * scope the oldest counts, which no manifest tells.
 *
 * @see https://istio.io/latest/docs/concepts/security/#peer-authentication
 */
export function modesOf(policies: readonly ServerMtls[], somePods: (labels: readonly string[]) => Reason): MtlsModes {
  if (policies.length === 0) return PERMISSIVE;
  // In the root namespace those with a selector are ignored.
  const ofPods = policies.filter(({ policy }) => isForPods(policy) && policy.namespaceSelector === undefined);
  const ofNamespace = policies.filter(({ policy }) => !isForPods(policy) && policy.namespaceSelector === undefined);
  const ofMesh = policies.filter(({ policy }) => !isForPods(policy) && policy.namespaceSelector !== undefined);
  const wide = [ofMesh, ofNamespace].reduce<Possible>(
    (wider, own) => narrow(wider, own, ({ mode }) => mode, somePods),
    { modes: ['permissive'] },
  );
  const base = narrow(wide, ofPods, ({ mode }) => mode, somePods);
  const numbers = new Set(ofPods.flatMap(({ policy }) => Object.keys(policy.portModes).map(Number)));
  const single = (port: number): PortSet => PortSet.range('TCP', port, port);
  return [
    toModes(TCP.subtract(PortSet.unionAll([...numbers].map(single))), base),
    ...[...numbers].map((port) =>
      toModes(
        single(port),
        narrow(wide, ofPods, ({ mode, portModes }) => portModes[port] ?? mode, somePods),
      ),
    ),
  ];
}

function isForPods({ podSelector }: MtlsPolicy): boolean {
  return podSelector !== undefined && podSelector.requirements.length > 0;
}

/** What is possible with policies of a narrower scope. */
function narrow(
  wider: Possible,
  policies: readonly ServerMtls[],
  modeOf: (policy: MtlsPolicy) => MtlsMode | undefined,
  somePods: (labels: readonly string[]) => Reason,
): Possible {
  if (policies.length === 0) return wider;
  const own = policies.flatMap(({ policy }) => modeOf(policy) ?? wider.modes);
  const labels = policies.flatMap(({ by = [] }) => by);
  const isForAll = policies.some(({ by }) => by === undefined);
  const modes = [...new Set(isForAll ? own : [...own, ...wider.modes])];
  if (modes.length === 1) return { modes };
  const ids = policies.map(({ policy }) => policy.id);
  const conflict: Reason = {
    code: 'identity-conflict',
    text: `the oldest of ${ids.join(' and ')} counts, and the manifests do not tell which it is`,
  };
  const why = labels.length > 0 ? somePods(labels) : ids.length > 1 ? conflict : wider.why;
  return { modes, ...(why === undefined ? {} : { why }) };
}

function toModes(ports: PortSet, { modes, why }: Possible): ModesOnPorts {
  const known = modes.filter((mode) => mode !== undefined);
  return { ports, modes: known, ...(why === undefined ? {} : { why }) };
}
