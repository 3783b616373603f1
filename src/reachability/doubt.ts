import { Reason } from './reason';
import { UnjudgedPolicy } from '../topology/model';

/** What policies that are not judged leave open about one side: with one of them nothing is decided. */
export interface Doubt {
  readonly anything: readonly UnjudgedPolicy[];
  /** All that these say. */
  readonly said: string;
}

/** A side that may be in doubt. */
interface Doubtful {
  readonly doubt?: Doubt;
}

/** Whether some policy that is not judged may allow or deny anything on a side. */
export function isUndecided({ doubt }: Doubtful): boolean {
  return doubt !== undefined;
}

/** Why something is undecided, and all that the policies say that leave it so. */
export interface Undecided {
  readonly reason: Reason;
  readonly unjudged: string;
}

/** All that policies say. */
export function saidBy(policies: readonly UnjudgedPolicy[]): string {
  return policies.map(({ id, apiVersion, content }) => `${id} ${apiVersion} ${content}\n`).join('');
}

/** What leaves ports between two pods undecided; nothing if policies that are judged decide them. */
export function undecidedBetween(source: Doubtful, destination: Doubtful): Undecided | undefined {
  const doubts = [source, destination].flatMap(({ doubt }) => doubt ?? []);
  if (doubts.length === 0) return undefined;
  const [{ anything, said }, other] = doubts;
  // The same policies mostly select both.
  if (other === undefined || other.said === said) return byAnything(anything, said);
  return byAnything([...new Set([...anything, ...other.anything])], said + other.said);
}

/** What leaves undecided whatever a side does. */
export function undecidedSide({ doubt }: Doubtful): Undecided | undefined {
  return doubt === undefined ? undefined : byAnything(doubt.anything, doubt.said);
}

function byAnything(policies: readonly UnjudgedPolicy[], unjudged: string): Undecided {
  const names = few(policies, (policy) => `${describe(policy)} (${policy.apiVersion})`);
  return {
    unjudged,
    reason: {
      code: 'unjudged-policy',
      text: `${names} may allow or deny it, and ${policies.length === 1 ? 'is' : 'are'} not judged${because(policies)}`,
    },
  };
}

/** Of one policy it is told why, if its kind is judged otherwise. */
function because([first, ...others]: readonly UnjudgedPolicy[]): string {
  return first.reason === undefined || others.length > 0 ? '' : ` because ${first.reason}`;
}

/** `CiliumNetworkPolicy shop/web`. */
function describe({ kind, namespace, name }: UnjudgedPolicy): string {
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

function few<T>(items: readonly T[], toText: (item: T) => string): string {
  const shown = items.slice(0, 3).map(toText);
  const more = items.length - shown.length;
  return `${shown.join(', ')}${more === 0 ? '' : ` and ${more} more`}`;
}
