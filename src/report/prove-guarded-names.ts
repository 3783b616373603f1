import { Proof } from './findings';
import { guardedSide, GuardedSide } from './guarded-openings';
import { fixForDenied } from './guardrail-fix';
import { toPolicyPorts } from './port-sets';
import { closedBy } from './prove-pair';
import { denyingRules } from './tier-rules';
import { Declaration, Declarations } from '../network/declarations';
import { AskedEnd, askedEntity, askedName } from '../reachability/asked-end';
import { askSide } from '../reachability/asked-side';
import { CompiledRule } from '../reachability/cluster';
import { matchEnd } from '../reachability/match-ends';
import { PortSet } from '../reachability/port-set';
import { inWords } from '../support/refuse';

/** Names and entities that are declared must be left open by administrators, too: they deny addresses, whoever has them. */
export function proveGuardedNames(proof: Proof, { declared }: Declarations): void {
  for (const declaration of declared) {
    const ends = endsOf(declaration);
    if (ends.length === 0) continue;
    for (const position of proof.pods.of(declaration.member)) {
      const guarded = guardedSide(proof, declaration.direction, position);
      if (guarded !== undefined && !guarded.workload.hostNetwork) proveEnds(proof, guarded, declaration, ends);
    }
  }
}

type OtherEnd = Extract<AskedEnd, { kind: 'name' | 'entity' }>;

function endsOf({ end }: Declaration): readonly OtherEnd[] {
  if (end.kind === 'names') return end.names.map(askedName);
  if (end.kind === 'entities') return end.entities.map(askedEntity);
  return [];
}

function proveEnds(
  proof: Proof,
  guarded: GuardedSide,
  { member, ports }: Declaration,
  ends: readonly OtherEnd[],
): void {
  const { direction, workload, side } = guarded;
  const list = toPolicyPorts(ports);
  const asked = list === undefined ? PortSet.ALL : PortSet.of(list);
  const denied = ends
    .map((end) => ({ end, ...denialOf(proof, guarded, asked, end) }))
    .filter(({ rules }) => rules.length > 0);
  const own = direction === 'egress' ? `from ${workload.id} to` : `to ${workload.id} from`;
  const nameOf = (some: readonly { readonly end: OtherEnd }[]): string =>
    `declared connection ${own} ${some.map(({ end }) => end.text).join(', ')} on ${asked.toString()}`;
  const closed = denied.filter(({ isClosed }) => isClosed);
  if (closed.length > 0) {
    const rules = [...new Set(closed.flatMap((each) => each.rules))];
    proof.findings.fail(member.owner, {
      what: nameOf(closed),
      got: inWords(`closed: ${closedBy(proof, direction, workload, side, rules)}`),
      allowed: 'a connection that the rendered policies let through',
      fix: fixForDenied(proof.guardrails, rules, direction, direction === 'egress' ? workload : undefined),
    });
    return;
  }
  if (denied.length === 0) return;
  const rules = [...new Set(denied.flatMap((each) => each.rules))].map((rule) =>
    proof.guardrails.describe(direction, rule),
  );
  proof.findings.leaveUndefined(member.owner, nameOf(denied), `${rules.join(', ')} may deny it`);
}

/** The rules that deny some of the ports of an end, and whether they surely do. */
function denialOf(
  { analysis }: Proof,
  { direction, position, side, destination }: GuardedSide,
  asked: PortSet,
  end: OtherEnd,
): { readonly rules: readonly CompiledRule[]; readonly isClosed: boolean } {
  const { allow, unknown } = askSide(analysis, direction, position, end).judgement;
  const means = (rule: CompiledRule) => matchEnd(analysis.cluster, rule, end);
  return {
    rules: denyingRules(side, asked.subtract(allow), means, destination),
    isClosed: !asked.subtract(allow).subtract(unknown).isEmpty,
  };
}
