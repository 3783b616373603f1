import { nameIn, sideTitle, Why, WhyContext } from './why-words';
import { SideExplanation } from '../../src/reachability/explain';
import { IdentityOnPorts } from '../../src/reachability/explain-identity';
import { Because } from '../../src/reachability/reasons';
import { formatBecause } from '../../src/render/because';
import { make } from '../dom';

/** What decides a question, in one sentence, and below it where that is written. */
export function whyLine(what: string, { words, policies }: Why, context: WhyContext): HTMLElement {
  return make(
    'p',
    { class: 'why' },
    make('b', {}, what),
    words === '' ? '' : `: ${words}`,
    ...placesOf(policies, context),
  );
}

/** That a side has something to say. */
export function sideLine(
  does: string,
  side: Pick<SideExplanation, 'direction' | 'workload'>,
  why: Why,
  context: WhyContext,
): HTMLElement {
  return whyLine(`${does} ${sideTitle(side, context.nameOf)}`, why, context);
}

/** A rule that opens a side, or may; or that no policy is there to close it. */
export function becauseLine(does: string, at: string, because: Because, context: WhyContext): HTMLElement {
  const { policy, more } = because;
  const told = `${does} at ${at}`;
  if (more !== undefined) return whyLine(told, { words: `${more} more`, policies: [] }, context);
  if (policy === undefined) return whyLine(told, { words: 'no policy isolates these pods', policies: [] }, context);
  const place = formatBecause(because).slice(policy.length).trim();
  return whyLine(told, { words: `policy ${nameIn(policy)}, ${place}`, policies: [policy] }, context);
}

/** What a mesh is called that decides about a destination. */
export function meshTitle({ workload, meshes }: IdentityOnPorts, { nameOf }: WhyContext): string {
  return `mesh${meshes.length === 1 ? ` (${meshes[0]})` : ''} at ${nameOf(workload)}`;
}

/** More places than these are read below. */
const MOST_PLACES = 3;

function placesOf(policies: readonly string[], { placeOf }: WhyContext): HTMLElement[] {
  const places = policies.slice(0, MOST_PLACES).flatMap((id) => {
    const place = placeOf(id);
    return place === undefined ? [] : [{ name: policies.length > 1 ? `${nameIn(id)}: ` : '', place }];
  });
  return places.map(({ name, place }) => make('small', {}, name, make('code', {}, place)));
}
