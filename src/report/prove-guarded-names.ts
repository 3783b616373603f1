import { Proof } from './findings';
import { guardedSide, GuardedSide } from './guarded-openings';
import { fixForDenied } from './guardrail-fix';
import { toPolicyPorts } from './port-sets';
import { closedBy } from './prove-pair';
import { denyingRules } from './tier-rules';
import { Declaration, Declarations } from '../network/declarations';
import { AskedEnd } from '../reachability/asked-end';
import { askSide } from '../reachability/asked-side';
import { matchEnd } from '../reachability/match-ends';
import { PortSet } from '../reachability/port-set';
import { inWords } from '../support/refuse';

/** Names and entities that are declared must be left open by administrators, too: they deny addresses, whoever has them. */
export function proveGuardedNames(proof: Proof, { declared }: Declarations): void {
  for (const declaration of declared) {
    for (const end of endsOf(declaration)) {
      for (const position of proof.pods.of(declaration.member)) {
        const guarded = guardedSide(proof, declaration.direction, position);
        if (guarded !== undefined && !guarded.workload.hostNetwork) proveEnd(proof, guarded, declaration, end);
      }
    }
  }
}

type OtherEnd = Extract<AskedEnd, { kind: 'name' | 'entity' }>;

function endsOf({ end }: Declaration): readonly OtherEnd[] {
  if (end.kind === 'names') return end.names.map((name) => ({ kind: 'name', text: `name:${name}`, name }));
  if (end.kind === 'entities') {
    return end.entities.map((entity) => ({ kind: 'entity', text: `entity:${entity}`, entity }));
  }
  return [];
}

function proveEnd(proof: Proof, guarded: GuardedSide, { member, ports }: Declaration, end: OtherEnd): void {
  const { direction, position, side, workload, destination } = guarded;
  const { cluster } = proof.analysis;
  const { judgement } = askSide(proof.analysis, direction, position, end);
  const list = toPolicyPorts(ports);
  const asked = list === undefined ? PortSet.ALL : PortSet.of(list);
  const denied = denyingRules(
    side,
    asked.subtract(judgement.allow),
    (rule) => matchEnd(cluster, rule, end),
    destination,
  );
  if (denied.length === 0) return;
  const own = direction === 'egress' ? `from ${workload.id} to` : `to ${workload.id} from`;
  const what = `declared connection ${own} ${end.text}`;
  const closed = asked.subtract(judgement.allow).subtract(judgement.unknown);
  if (closed.isEmpty) {
    const rules = denied.map((rule) => proof.guardrails.describe(direction, rule)).join(', ');
    proof.findings.leaveUndefined(member.owner, what, `${rules} may deny it`);
    return;
  }
  proof.findings.fail(member.owner, {
    what: `${what} on ${closed.toString()}`,
    got: inWords(`closed: ${closedBy(proof, direction, workload, side, denied)}`),
    allowed: 'a connection that the rendered policies let through',
    fix: fixForDenied(proof.guardrails, denied),
  });
}
