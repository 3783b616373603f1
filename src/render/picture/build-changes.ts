import { buildPicture } from './build';
import { Picture } from './picture';
import { Analysis } from '../../reachability/analysis';
import { FlowChange } from '../../reachability/diff';
import { formatPortChange } from '../diff-ports';
import { riskName } from '../risk';

/** The changes alone, as a picture. */
export function changesPicture(_before: Analysis, after: Analysis, changes: readonly FlowChange[]): Picture {
  const flows = changes.map((change) => ({ ...change, ports: change.after ?? change.before ?? [] }));
  const picture = buildPicture(after, flows);
  const edges = picture.edges.map((edge, i) => ({
    ...edge,
    change: { kind: changes[i].kind, risk: riskName(changes[i]), text: formatPortChange(changes[i]) },
  }));
  const used = new Set(edges.flatMap(({ from, to }) => [from, to]));
  return { ...picture, nodes: picture.nodes.filter(({ id }) => used.has(id)), edges };
}
