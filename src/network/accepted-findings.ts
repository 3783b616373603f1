import { ApiObject, App, IResolver, ResolutionContext } from 'cdk8s';
import { IConstruct } from 'constructs';
import { ACCEPT_PREFIX, AcceptValue, acceptValue } from '../support/accept-annotation';
import { refuse } from '../support/refuse';
import { isAboutKind, POD_KINDS } from '../support/rule-ids';

/** Findings of a rule that somebody accepts on a construct and everything below it. */
export interface AcceptedFinding extends AcceptValue {
  readonly construct: IConstruct;
  /** The id of the rule. */
  readonly rule: string;
  /** Whether a construct says it of itself, because a prop asked for what the rule finds. */
  readonly isByDesign: boolean;
}

/** What a construct accepts of its pods, asked when they are rendered: by then all that was asked for is known. */
export type AcceptedWhenRendered = () => Iterable<readonly [rule: string, reason: string]>;

const WHEN_RENDERED = new WeakMap<IConstruct, AcceptedWhenRendered[]>();
/** What is accepted on a construct, by rule. */
const ACCEPTED = new WeakMap<IConstruct, Map<string, AcceptedFinding>>();
/** What is accepted in an app, in the order of the calls. */
const BY_APP = new WeakMap<IConstruct, Map<string, AcceptedFinding>[]>();

/**
 * Accepts what a rule finds on a construct, because the construct was asked for it: the reason is in the prop, or it is what the
 * prop is for. Whatever somebody says of the same construct and rule counts before it.
 */
export function acceptFinding(construct: IConstruct, rule: string, reason: string, until?: string): void {
  const own = acceptedOn(construct);
  if (own.get(rule)?.isByDesign !== false) {
    own.set(rule, toAccepted(construct, { rule, reason, until, isByDesign: true }));
  }
}

/** The same of the pods of a construct, for what is known when they are rendered. */
export function acceptWhenRendered(construct: IConstruct, accepted: AcceptedWhenRendered): void {
  annotateWhenRendered(construct);
  WHEN_RENDERED.set(construct, [...(WHEN_RENDERED.get(construct) ?? []), accepted]);
}

/** The same, said by whoever writes the app. */
export function acceptFindingByCall(construct: IConstruct, rule: string, { reason, until }: AcceptValue): void {
  const own = acceptedOn(construct);
  const accepted = toAccepted(construct, { rule, reason, until, isByDesign: false });
  const before = own.get(rule);
  if (before?.isByDesign === false && acceptValue(before) !== acceptValue(accepted)) {
    refuse(construct, {
      what: `acceptance of "${rule}"`,
      got: acceptValue(accepted),
      allowed: `one for each rule of a construct, and there is one: ${JSON.stringify(acceptValue(before))}`,
      fix: 'leave one of them, or accept it on the construct below that the reason is about',
    });
  }
  own.set(rule, accepted);
}

/** What is accepted in an app. */
export function acceptedFindingsOf(app: IConstruct): AcceptedFinding[] {
  return (BY_APP.get(app) ?? []).flatMap((own) => [...own.values()]);
}

/** Whether findings of a rule on a construct are accepted: of several constructs above it the nearest counts. */
export function findingAcceptedOn(construct: IConstruct, rule: string): AcceptedFinding | undefined {
  for (let scope: IConstruct | undefined = construct; scope !== undefined; scope = scope.node.scope) {
    const accepted = ACCEPTED.get(scope)?.get(rule);
    if (accepted !== undefined) return accepted;
  }
  return undefined;
}

/** What is accepted on an object of a kind, by rule: of several constructs above it the nearest counts. */
export function acceptedOnObject(object: ApiObject): Map<string, AcceptedFinding> {
  const found = new Map<string, AcceptedFinding>();
  for (let scope: IConstruct | undefined = object; scope !== undefined; scope = scope.node.scope) {
    for (const [rule, accepted] of ACCEPTED.get(scope) ?? []) {
      if (!found.has(rule) && isAboutKind(rule, object.kind)) found.set(rule, accepted);
    }
    if (!POD_KINDS.includes(object.kind)) continue;
    for (const [rule, reason] of (WHEN_RENDERED.get(scope) ?? []).flatMap((accepted) => [...accepted()])) {
      if (!found.has(rule)) found.set(rule, toAccepted(scope, { rule, reason, isByDesign: true }));
    }
  }
  return found;
}

function toAccepted(
  construct: IConstruct,
  { rule, reason, until, isByDesign }: Omit<AcceptedFinding, 'construct'>,
): AcceptedFinding {
  return { construct, rule, reason, ...(until === undefined ? {} : { until }), isByDesign };
}

function acceptedOn(construct: IConstruct): Map<string, AcceptedFinding> {
  let own = ACCEPTED.get(construct);
  if (own !== undefined) return own;
  annotateWhenRendered(construct);
  ACCEPTED.set(construct, (own = new Map()));
  const { root } = construct.node;
  const ofApp = BY_APP.get(root);
  if (ofApp === undefined) BY_APP.set(root, [own]);
  else ofApp.push(own);
  return own;
}

/**
 * Has all objects of an app annotated when they are rendered, whoever makes them and when. A resolver is how cdk8s lets an app
 * change what objects render: it is asked for each object of each class, whichever way the app is rendered.
 */
function annotateWhenRendered({ node }: IConstruct): void {
  const { resolvers } = node.root as Partial<App>;
  // What has no app at its root cannot be rendered at all.
  if (resolvers?.some((resolver) => resolver instanceof AcceptAnnotations) !== false) return;
  resolvers.push(new AcceptAnnotations());
}

class AcceptAnnotations implements IResolver {
  public resolve(context: ResolutionContext): void {
    const { key, obj } = context;
    if (key.length !== 1 || key[0] !== 'metadata') return;
    const metadata = context.value as { readonly annotations?: { readonly [key: string]: unknown } };
    const { annotations = {} } = metadata;
    const missing = [...acceptedOnObject(obj)]
      .map(([rule, accepted]) => [`${ACCEPT_PREFIX}${rule}`, acceptValue(accepted)] as const)
      // What the object says itself is nearer. What it has now is resolved once more, and must not be added again.
      .filter(([name]) => !Object.hasOwn(annotations, name));
    if (missing.length === 0) return;
    context.replaceValue({ ...metadata, annotations: { ...annotations, ...Object.fromEntries(missing) } });
  }
}
