import { DiffSurroundings } from './diff-surroundings';
import { changesPicture } from './picture/build-changes';
import { pictureSvg } from './picture/draw/svg';
import { byRisk } from './risk';
import { FlowChange } from '../reachability/diff';

/** How many changes a picture shows: of more, nobody tells the arrows apart. */
const SHOWN = 40;

/** Changes as a picture: what is added, removed and changed, and of very many those with the biggest risks. */
export function* diffSvg(
  changes: readonly FlowChange[],
  { before, after }: Pick<DiffSurroundings, 'before' | 'after'>,
): Generator<string> {
  const drawn = byRisk(changes)
    .flatMap((group) => group.changes)
    .slice(0, SHOWN);
  const picture = changesPicture(before.analysis, after.analysis, drawn);
  const note = noteOf(changes, drawn.length);
  yield pictureSvg(picture, note === undefined ? {} : { caption: note });
}

/** What the picture does not show by itself. */
function noteOf({ length }: readonly FlowChange[], drawn: number): string | undefined {
  if (length === 0) return 'No connection is added, changed or removed';
  return drawn === length ? undefined : `Drawn: the ${drawn} of ${length} changes with the biggest risks`;
}
