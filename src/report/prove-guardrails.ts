import { Proof } from './findings';
import { DeclaredPolicy, describeGuardrail, idOf, renderedAs, saysTheSame } from './guardrail-index';
import { RenderedCluster } from './rendered-cluster';
import { emptyGuardrail } from '../checks/proof-rules';
import { inWords } from '../support/refuse';

const DIRECTIONS = ['ingress', 'egress'] as const;

/** What administrators declare says the same wherever it is said, and says in which order it is asked. */
export function proveGuardrails({ guardrails, findings }: Proof, rendered: RenderedCluster): void {
  const { policies } = guardrails;
  for (const { owner } of guardrails.empty) {
    findings.warn(
      owner,
      emptyGuardrail,
      'it has no rule, and so it is no policy: say what it denies or accepts, or leave it out',
    );
  }
  for (const policy of policies) {
    const { guardrail, name } = policy;
    if (guardrail.appliedBy === undefined) continue;
    const object = renderedAs(policy, rendered);
    if (object === undefined || saysTheSame(policy, object.content)) continue;
    findings.fail(guardrail.owner, {
      what: `policy "${name}" that ${guardrail.appliedBy} applies`,
      got: inWords(`another content than "${object.owner.node.path}" renders`),
      allowed: 'what the cluster has: two objects of one name are one',
      fix: 'say the same in both, in a class that both make, or leave out the one with `appliedBy`',
    });
  }
  policies.forEach((policy, i) => {
    for (const other of policies.slice(i + 1)) {
      if (isUnordered(policy, other)) refuseOrder(findings, policy, other);
    }
  });
}

/** Whether nobody says which of two policies is asked first although they may decide differently. */
function isUnordered(a: DeclaredPolicy, b: DeclaredPolicy): boolean {
  if (a.guardrail === b.guardrail || a.guardrail.tier !== b.guardrail.tier || idOf(a) === idOf(b)) return false;
  if (a.priority === undefined || a.priority !== b.priority) return false;
  return DIRECTIONS.some((direction) => {
    const [some, others] = [a, b].map(({ rules }) => rules.filter((rule) => rule.direction === direction));
    return some.some(({ action }) => others.some((other) => other.action !== action));
  });
}

function refuseOrder(findings: Proof['findings'], policy: DeclaredPolicy, other: DeclaredPolicy): void {
  findings.fail(other.guardrail.owner, {
    what: `priority of "${other.name}"`,
    got: inWords(`${other.priority}, which "${policy.name}" of ${describeGuardrail(policy.guardrail)} has as well`),
    allowed:
      'another one: of policies of equal priority, one that accepts and one that denies, nobody says which is asked first',
    fix: `write for example { priority: ${nextFree(policy, other)} }`,
  });
}

function nextFree(policy: DeclaredPolicy, other: DeclaredPolicy): number {
  const taken = policy.guardrail.policies().map(({ priority = 0 }) => priority);
  const last = Math.max(...taken);
  const count = other.guardrail.policies().length;
  return last + count > 999 ? Math.max(0, Math.min(...taken) - count) : last + 1;
}
