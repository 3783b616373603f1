import { formatPlace } from './because';
import { callLines } from './fix-call';
import { identityYaml } from './identity-fix';
import { placeText } from './place-text';
import { shorten } from './ports';
import { formatRule } from './rule-text';
import { policyYaml, ruleYaml } from './rule-yaml';
import { oneLine } from './text-table';
import { Fix } from '../reachability/fix';

type Rule = Extract<Fix, { kind: 'rule' }>;
type Denied = Extract<Fix, { kind: 'denied' }>;
type Identity = Extract<Fix, { kind: 'identity' }>;
type Words = Extract<Fix, { kind: 'words' }>;

/** What would open a connection, ready to be pasted. */
export function* fixText(fixes: readonly Fix[]): Generator<string> {
  for (const fix of fixes) {
    switch (fix.kind) {
      case 'rule':
        yield* ruleText(fix);
        break;
      case 'denied':
        yield* deniedText(fix);
        break;
      case 'words':
        yield* wordsText(fix);
        break;
      case 'identity':
        yield* identityText(fix);
        break;
      case 'refused':
        yield `\n${oneLine(`${fix.path} of ${fix.policy}`)} refuses it by identity, whatever other rules allow:\n`;
        yield '  only whoever owns it can change that\n';
        break;
      case 'join':
        yield `\n${oneLine(fix.workload)} has no identity that ${oneLine(fix.server)} could let in:\n`;
        yield `  take its pods into the mesh (${fix.mesh}) by the label of their namespace or of the pods\n`;
        break;
      default:
        yield '\nto open it, in the stack:\n';
        for (const line of callLines(fix)) yield `  ${line}\n`;
    }
  }
}

/** Nobody else's rule opens it, so none is proposed. */
function* deniedText({ direction, workload, policy, rule, path, tier, accept }: Denied): Generator<string> {
  const place = formatPlace(direction, { rule, path });
  const what = tier === 'Baseline' ? 'what no policy opens' : 'whatever other rules open';
  yield `\n${oneLine(`${place} of ${policy.id}`)}${placeText(policy.origin)} closes the ${direction} of ${oneLine(workload)}, ${what}:\n`;
  const given = policy.rules[direction]?.[rule];
  if (given !== undefined) yield `  ${oneLine(formatRule(policy, direction, given))}\n`;
  if (tier === undefined) {
    yield '  only whoever owns it can change that: take it out, or let it deny less\n';
  } else if (accept === undefined) {
    yield '  only whoever owns it can change that\n';
  } else {
    yield '  only whoever owns it can change that, by a rule that is asked before it:\n';
    yield `    ${oneLine(`accept ${formatRule(policy, direction, accept)}`)}\n`;
  }
}

function* identityText(fix: Identity): Generator<string> {
  const { workload, policy, mesh } = fix;
  const isRule = policy !== undefined && mesh === 'istio';
  const what = isRule ? `add to ${oneLine(policy.id)}${placeText(policy.origin)}` : 'add';
  yield `\nto let the client in by its identity at ${oneLine(workload.id)}, ${what}:\n`;
  for (const line of identityYaml(fix)) yield `  ${oneLine(line)}\n`;
}

function* wordsText({ direction, workload, policy, rule }: Words): Generator<string> {
  const where = `${oneLine(policy.id)}${placeText(policy.origin)}`;
  yield `\nto open the ${direction} of ${oneLine(workload)}, add to ${where} a rule that says:\n`;
  yield `  ${oneLine(formatRule(policy, direction, rule))}\n`;
}

function* ruleText(fix: Rule): Generator<string> {
  const { direction, policy, rule, alsoSelected, alsoLetThrough, hiddenBy = [], workload, isNew } = fix;
  if (isNew === undefined) {
    yield `\nto open the ${direction} of ${oneLine(workload)}, add to ${oneLine(policy.id)}${placeText(policy.origin)}:\n`;
    yield '  spec:\n';
    for (const line of ruleYaml(direction, rule)) yield `    ${oneLine(line)}\n`;
  } else {
    yield `\nto open the ${direction} of ${oneLine(workload)}, add a NetworkPolicy:\n`;
    for (const line of policyYaml(direction, policy, rule)) yield `  ${oneLine(line)}\n`;
    yield isNew === 'beside'
      ? '  what it opens is open beside what the other policies of these pods open\n'
      : `  it isolates these pods for ${direction}: whatever else they need there needs a rule, too\n`;
  }

  if (alsoSelected.length > 0) yield `  the policy is also for ${few(alsoSelected)}\n`;
  if (alsoLetThrough.length > 0) yield `  the same labels have ${few(alsoLetThrough)}\n`;
  if (hiddenBy.length > 0) {
    yield `  and set externalTrafficPolicy: Local on ${few(hiddenBy)}, or a node may stand in for the client\n`;
  }
}

function few(ids: readonly string[]): string {
  return shorten(ids.map(oneLine), 3);
}
