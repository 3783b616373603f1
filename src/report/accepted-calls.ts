import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { acceptanceExpired, acceptanceUnused } from '../checks/acceptance/acceptance-rules';
import { Finding, fingerprintOf } from '../checks/finding';
import { ruleById } from '../checks/registry';
import { RuleDescription } from '../checks/rule';
import { isSelected, RuleSelection, sortFindings } from '../checks/run-rules';
import { AcceptedFinding, acceptedFindingsOf, acceptedOnObject } from '../network/accepted-findings';
import { ACCEPT_PREFIX } from '../support/accept-annotation';
import { placeOf } from '../support/refuse';
import { isAboutSomeKind } from '../support/rule-ids';

/**
 * The findings of a scope as whoever writes the app is told them: what is to be said of one call of `Checks.accept` is said once.
 *
 * @param findings of the checks, those of acceptances with one for each object
 * @param scope the construct whose objects were judged, with all below it
 * @param selection which rules were asked
 */
export function tellCalls(findings: readonly Finding[], scope: IConstruct, selection: RuleSelection = {}): Finding[] {
  const unwritten = isSelected(acceptanceUnused, selection) ? callsWithoutObjects(scope, selection) : [];
  const isAboutCalls = findings.some(({ rule }) => rule === acceptanceUnused || rule === acceptanceExpired);
  return sortFindings([...(isAboutCalls ? tellCallsOnce(findings, scope) : findings), ...unwritten]);
}

/**
 * What an app accepts by one call is written on many objects. What is to be said of it is said once: that it is over, or that nothing
 * is found on any of them. What a construct accepts by itself is nobody's to remove.
 */
function tellCallsOnce(findings: readonly Finding[], scope: IConstruct): Finding[] {
  const calls = new Calls(scope);
  const used = new Set<AcceptedFinding>();
  for (const { rule, source, accepted } of findings) {
    const call = accepted === undefined ? undefined : calls.find(rule.id, source);
    if (call !== undefined) used.add(call);
  }
  const told = new Set<AcceptedFinding>();
  return findings.flatMap((finding) => {
    const { rule, source } = finding;
    const call =
      rule === acceptanceUnused || rule === acceptanceExpired ? calls.find(ruleOf(finding), source) : undefined;
    if (call === undefined) return [finding];
    if (rule === acceptanceUnused && (call.isByDesign || used.has(call) || !isWithin(call.construct, scope))) return [];
    if (told.has(call)) return [];
    told.add(call);
    return [rule === acceptanceUnused ? unusedCall(call, NOTHING_FOUND) : expiredCall(call)];
  });
}

/** What is accepted in a scope where no object is of a kind that the rule is about, so that nothing says it. */
function callsWithoutObjects(scope: IConstruct, selection: RuleSelection): Finding[] {
  const calls = acceptedFindingsOf(scope.node.root).filter(
    ({ construct, isByDesign, rule }) =>
      !isByDesign && isAboutSomeKind(rule) && isSelected(ruleById(rule)!, selection) && isWithin(construct, scope),
  );
  if (calls.length === 0) return [];
  const written = new Set<AcceptedFinding>();
  for (const object of objectsIn(scope)) for (const call of acceptedOnObject(object).values()) written.add(call);
  return calls.filter((call) => !written.has(call)).map((call) => unusedCall(call, NO_OBJECT));
}

const NOTHING_FOUND = 'this rule finds nothing of that below';
const NO_OBJECT = 'nothing below is of a kind that this rule is about';

/** Which call is behind what an object accepts. */
class Calls {
  private readonly objects: ReadonlyMap<string, ApiObject>;

  constructor(scope: IConstruct) {
    this.objects = new Map(objectsIn(scope).map((object) => [object.node.path, object]));
  }

  public find(rule: string | undefined, source: string): AcceptedFinding | undefined {
    const object = this.objects.get(source);
    if (object === undefined || rule === undefined) return undefined;
    const call = acceptedOnObject(object).get(rule);
    return call === undefined || saysItself(object, rule) ? undefined : call;
  }
}

function objectsIn(scope: IConstruct): ApiObject[] {
  return scope.node.findAll().filter((each): each is ApiObject => ApiObject.isApiObject(each));
}

/** Whether an object has an annotation of its own, which counts before what is said above it. */
function saysItself({ metadata }: ApiObject, rule: string): boolean {
  const { annotations = {} } = metadata.toJson() as { readonly annotations?: { readonly [key: string]: unknown } };
  return Object.hasOwn(annotations, `${ACCEPT_PREFIX}${rule}`);
}

/** The rule that an annotation names of which something is said. */
function ruleOf({ field = '' }: Finding): string | undefined {
  const place = `metadata.annotations.${ACCEPT_PREFIX}`;
  return field.startsWith(place) ? field.slice(place.length) : undefined;
}

function isWithin(construct: IConstruct, scope: IConstruct): boolean {
  return construct.node.scopes.includes(scope);
}

function unusedCall(call: AcceptedFinding, why: string): Finding {
  return tellOf(acceptanceUnused, call, {
    message: `${call.rule} is accepted by Checks.accept, and ${why}`,
    fix: 'remove the call',
  });
}

function expiredCall(call: AcceptedFinding): Finding {
  return tellOf(acceptanceExpired, call, {
    message: `${call.rule} was accepted until ${call.until} by Checks.accept, and counts again`,
    fix: 'mend it, or accept it anew with a later date',
  });
}

function tellOf(
  rule: RuleDescription,
  { construct, rule: accepted }: AcceptedFinding,
  { message, fix }: { readonly message: string; readonly fix: string },
): Finding {
  const place = placeOf(construct);
  const detail = `option ${accepted}`;
  return {
    rule,
    severity: rule.severity,
    object: place,
    source: construct.node.path,
    detail,
    message: `${place}: ${message}`,
    fix,
    fingerprint: fingerprintOf(rule.id, place, detail),
  };
}
