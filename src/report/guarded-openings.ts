import { Proof } from './findings';
import { Outsiders } from './outsiders';
import { addressOpenings } from './rule-openings';
import { acceptingRules, Means } from './tier-rules';
import { Guardrail } from '../network/guardrails';
import { AddressOpening } from '../reachability/address-diff';
import { CompiledRule, portsOn, Side } from '../reachability/cluster';
import { divideAddresses } from '../reachability/divide-addresses';
import { matchesPod } from '../reachability/judge';
import { matchStrangers } from '../reachability/match-ends';
import { PortSet } from '../reachability/port-set';
import { judgeUnknownPods } from '../reachability/unknown-pods';
import { Direction, Workload } from '../topology/model';

/** One side of a workload, around whose NetworkPolicies administrators' policies are asked. */
export interface GuardedSide {
  readonly position: number;
  readonly direction: Direction;
  readonly side: Side;
  readonly workload: Workload;
  /** Whose ports are asked about, if the rendering has it. */
  readonly destination: Workload | undefined;
}

/** A side whose rules alone do not say what is open; nothing where they do. */
export function guardedSide(proof: Proof, direction: Direction, position: number): GuardedSide | undefined {
  const { cluster } = proof.analysis;
  const side = cluster.sides[direction][position];
  if (side.tiers === undefined) return undefined;
  const known = GUARDED.get(proof) ?? new Map<string, GuardedSide>();
  GUARDED.set(proof, known);
  const key = `${direction} ${position}`;
  let guarded = known.get(key);
  if (guarded === undefined) {
    const workload = cluster.workloads[position];
    guarded = { position, direction, side, workload, destination: direction === 'ingress' ? workload : undefined };
    known.set(key, guarded);
  }
  return guarded;
}

/** Those of a proof, each once: what is open to addresses is asked for each declared peer. */
const GUARDED = new WeakMap<Proof, Map<string, GuardedSide>>();
const OPEN_ADDRESSES = new WeakMap<GuardedSide, OpenAddresses>();

/** What is open to addresses outside of the cluster for sure, and what may be. */
interface OpenAddresses {
  readonly sure: readonly AddressOpening[];
  readonly possible: readonly AddressOpening[];
}

/** The denial by which an administrator closes all pods that no NetworkPolicy isolates, where it closes this side. */
export function defaultDenialOf({ guardrails }: Proof, { tiers, isolatedBy, partial }: Side): Guardrail | undefined {
  if (tiers === undefined || isolatedBy.length + partial.length > 0) return undefined;
  const closing = [...tiers.baseline.flat(), ...tiers.unordered].filter(({ by }) => by === undefined);
  const denials = closing.flatMap(({ rules }) => rules.filter(({ action }) => action === 'deny'));
  return denials.map(({ alone: [rule] }) => guardrails.of(rule)).find((guardrail) => guardrail !== undefined);
}

/** What is open to addresses outside of the cluster. */
export function openAddresses({ analysis }: Proof, guarded: GuardedSide): OpenAddresses {
  let open = OPEN_ADDRESSES.get(guarded);
  if (open === undefined) {
    const parts = divideAddresses(analysis, guarded.position, guarded.direction, PortSet.NONE);
    const sure = parts
      .map(({ addresses, allow }) => ({ addresses, ports: allow }))
      .filter(({ ports }) => !ports.isEmpty);
    open = {
      sure,
      possible: parts.map(({ addresses, allow, unknown }) => ({ addresses, ports: allow.union(unknown) })),
    };
    OPEN_ADDRESSES.set(guarded, open);
  }
  return open;
}

/** What is open to pods that the rendering does not have for sure, and what may be. */
export function openToOutsiders(
  proof: Proof,
  { direction, side, workload }: GuardedSide,
  pods: Outsiders,
): { readonly sure: PortSet; readonly possible: PortSet } {
  const { allow, unknown } = judgeUnknownPods(side, workload, direction, meansOutsiders(proof, direction, pods));
  return { sure: allow, possible: allow.union(unknown) };
}

/** Whether rules mean pods that the rendering does not have. */
export function meansOutsiders({ analysis, outsiders }: Proof, direction: Direction, pods: Outsiders): Means {
  return (rule) =>
    outsiders.covers(direction, rule, pods)
      ? 'yes'
      : matchStrangers(analysis.cluster, rule, pods.namespaces, pods.pods);
}

/** The rules by which administrators declare that something is open. */
export function declaredByGuardrails({ guardrails }: Proof, side: Side): readonly CompiledRule[] {
  return acceptingRules(side).filter((rule) => guardrails.of(rule) !== undefined);
}

/** What of addresses they declare open. */
export function addressesOfGuardrails(proof: Proof, { side, destination }: GuardedSide): AddressOpening[] {
  return addressOpenings(declaredByGuardrails(proof, side), destination);
}

/** The ports that they declare open between two workloads, on one side. */
export function portsOfGuardrails(proof: Proof, direction: Direction, position: number, peer: number): PortSet {
  const { sides, workloads } = proof.analysis.cluster;
  const side = sides[direction][position];
  if (side.tiers === undefined) return PortSet.NONE;
  const destination = workloads[direction === 'egress' ? peer : position];
  return PortSet.unionAll(
    declaredByGuardrails(proof, side)
      .filter((rule) => matchesPod(rule, peer) === 'yes')
      .map((rule) => portsOn(rule, destination)),
  );
}
