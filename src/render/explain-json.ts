import { callLines } from './fix-call';
import { identityManifests } from './identity-fix';
import { JSON_VERSION, reasonFields } from './json';
import { formatRule } from './rule-text';
import { policyManifest, ruleManifest } from './rule-yaml';
import { Answer } from '../reachability/answer';
import { IdentityExplanation } from '../reachability/explain-identity';
import { PortsExplanation } from '../reachability/explain-ports';
import { Fix } from '../reachability/fix';
import { JudgedWay, toWay } from '../reachability/judged-ways';

/** An answer as JSON, with every rule that had a say. */
export function* explainJson(given: Answer): Generator<string> {
  const { from, to, port, verdict, reason, only, sides, wire, identity, ways, notes, fixes, decides } = given;
  yield json({
    version: JSON_VERSION,
    from,
    to,
    port,
    verdict,
    ...reasonFields(reason),
    only,
    notes,
    ways: ways?.map(wayJson),
    sides,
    wire,
    identity: identity === undefined ? undefined : identityJson(identity),
    decides,
    fix: fixes?.map(fixJson),
  });
}

/** The verdicts on all ports as JSON. */
export function* explainPortsJson({
  from,
  to,
  ports,
  sides,
  wire,
  identity,
  ways,
  notes,
}: PortsExplanation): Generator<string> {
  yield json({
    version: JSON_VERSION,
    from,
    to,
    ports: ports.map(({ reason, verdict, ...others }) => ({ verdict, ...reasonFields(reason), ...others })),
    notes,
    ways: ways?.map(wayJson),
    sides,
    wire,
    identity,
  });
}

function identityJson({ reason, ...others }: IdentityExplanation): object {
  return { ...others, ...reasonFields(reason) };
}

type FixOf<Kind extends Fix['kind']> = Extract<Fix, { kind: Kind }>;

function wayJson(judged: JudgedWay): object {
  const { verdict, reason, only, because, way } = judged;
  return { ...toWay(judged), ports: way.ports.ranges(), verdict, ...reasonFields(reason), only, because };
}

function fixJson(fix: Fix): object {
  switch (fix.kind) {
    case 'rule':
      return ruleJson(fix);
    case 'denied':
      return deniedJson(fix);
    case 'words': {
      const { kind, direction, workload, policy, rule } = fix;
      return { kind, direction, workload, policy: policy.id, says: formatRule(policy, direction, rule) };
    }
    case 'identity': {
      const { kind, workload, mesh, policy } = fix;
      const { spec, objects } = identityManifests(fix);
      return {
        kind,
        workload: workload.id,
        mesh,
        policy: policy?.id,
        spec,
        ...(objects.length === 0 ? {} : { objects }),
      };
    }
    case 'refused':
    case 'join':
      return fix;
    default:
      return { kind: 'code', code: callLines(fix) };
  }
}

function deniedJson({ kind, direction, workload, policy, tier, rule, path, accept }: FixOf<'denied'>): object {
  const given = policy.rules[direction]?.[rule];
  return {
    kind,
    direction,
    workload,
    policy: policy.id,
    tier,
    rule,
    path,
    ...(given === undefined ? {} : { says: formatRule(policy, direction, given) }),
    ...(accept === undefined ? {} : { before: `accept ${formatRule(policy, direction, accept)}` }),
  };
}

function ruleJson(fix: FixOf<'rule'>): object {
  const { direction, workload, policy, rule, alsoSelected, alsoLetThrough, hiddenBy, isNew } = fix;
  return {
    kind: 'rule',
    direction,
    workload,
    policy: policy.id,
    rule: ruleManifest(direction, rule),
    ...(isNew === undefined ? {} : { newPolicy: policyManifest(direction, policy, rule) }),
    ...(isNew === 'isolates' ? { isolates: true } : {}),
    ...(alsoSelected.length === 0 ? {} : { alsoSelected }),
    ...(alsoLetThrough.length === 0 ? {} : { alsoLetThrough }),
    ...(hiddenBy === undefined ? {} : { hiddenBy }),
  };
}

/** Fields without a value are left out. */
function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
