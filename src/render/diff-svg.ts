import { DiffSurroundings } from './diff-surroundings';
import { changesPicture } from './picture/build-changes';
import { pictureSvg } from './picture/draw/svg';
import { byRisk, countKinds } from './risk';
import { FlowChange } from '../reachability/diff';

/** How many changes a picture shows: of more, nobody tells the arrows apart. */
const SHOWN = 60;

/** Changes as a picture: what is added, removed and changed, and of very many those with the biggest risks. */
export function* diffSvg(
  changes: readonly FlowChange[],
  { before, after }: Pick<DiffSurroundings, 'before' | 'after'>,
): Generator<string> {
  const drawn = byRisk(changes)
    .flatMap((group) => group.changes)
    .slice(0, SHOWN);
  const picture = changesPicture(before.analysis, after.analysis, drawn);
  yield pictureSvg(picture, { caption: captionOf(changes, drawn.length) });
}

function captionOf(changes: readonly FlowChange[], drawn: number): string {
  if (changes.length === 0) return 'No connection is added, changed or removed.';
  const left = changes.length - drawn;
  const rest = left === 0 ? '' : ` Drawn are the ${drawn} with the biggest risks; ${left} are left out.`;
  return `${countKinds(changes)}.${rest}`;
}
