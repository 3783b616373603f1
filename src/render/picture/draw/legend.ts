import { drawBadge, drawLock, drawSign } from './draw-box';
import { HEADS } from './draw-edge';
import { SIZES, textWidth } from './text';
import { element, PictureElement } from '../element';
import { Point } from '../layout/layout-model';
import { Picture, PictureEdge } from '../picture';

/** A sign, drawn from its left side on and around its middle, and what it means. */
interface Sign {
  readonly drawn: readonly PictureElement[];
  readonly width: number;
  readonly text: string;
}

const ROW = 26;

/**
 * What the signs of a picture mean; of those alone that it has. Boxes say what they are themselves.
 *
 * @param hasLock whether a frame has one
 */
export function legendOf(
  picture: Picture,
  { x, y, width }: Point & { readonly width: number },
  hasLock: boolean,
): { readonly drawn: PictureElement; readonly height: number } {
  const drawn: PictureElement[] = [];
  let [left, row] = [0, 0];
  for (const sign of [...edgeSigns(picture.edges), ...markSigns(picture), ...(hasLock ? [LOCK] : [])]) {
    const wide = sign.width + 8 + textWidth(sign.text, SIZES.what);
    if (left > 0 && left + wide > width) [left, row] = [0, row + 1];
    const place = `translate(${x + left} ${y + row * ROW})`;
    drawn.push(
      element('g', { transform: place }, [
        ...sign.drawn,
        element('text', { x: sign.width + 8, y: 4, class: 'what' }, [sign.text]),
      ]),
    );
    left += wide + 22;
  }
  return { drawn: element('g', { class: 'legend' }, drawn), height: drawn.length === 0 ? 0 : (row + 1) * ROW };
}

const EXPOSURES: Readonly<Record<PictureEdge['exposure'], string>> = {
  'from internet': 'from the internet',
  'to internet': 'to the internet',
  'any pod': 'any pod of the cluster',
  outside: 'to or from outside',
  inside: 'between workloads',
};

function edgeSigns(edges: readonly PictureEdge[]): readonly Sign[] {
  const exposures = (Object.keys(EXPOSURES) as PictureEdge['exposure'][]).filter((exposure) =>
    edges.some((edge) => edge.exposure === exposure),
  );
  const changes = (['added', 'removed', 'changed'] as const).filter((kind) =>
    edges.some(({ change }) => change?.kind === kind),
  );
  return [
    ...exposures.map((exposure) => line(exposure.replace(' ', '-'), HEADS[exposure], EXPOSURES[exposure])),
    ...(edges.some(({ verdict }) => verdict === 'undefined')
      ? [line('inside undefined', HEADS.inside, 'undefined: the manifests do not decide it')]
      : []),
    ...(edges.some(({ frame }) => frame !== undefined) ? [frameSign()] : []),
    ...changes.map((kind) => ({
      ...line(`inside ${kind}`, '', kind),
      drawn: [
        ...line(`inside ${kind}`, '', '').drawn,
        drawSign({ added: '+', removed: '−', changed: '~' }[kind], 17, 0),
      ],
    })),
  ];
}

function line(style: string, head: string, text: string): Sign {
  return {
    drawn: [
      element('g', { class: style }, [
        element('path', { class: 'line', d: 'M0 0H30' }),
        head === '' ? undefined : element('path', { class: 'head', d: `M34 0${head}` }),
      ]),
    ],
    width: 34,
    text,
  };
}

function markSigns({ nodes, namespaces }: Picture): readonly Sign[] {
  const walls = nodes.flatMap((node) => (node.walls === undefined ? [] : [node.walls]));
  const has = (state: string): boolean => walls.some(({ ingress, egress }) => ingress === state || egress === state);
  const found = [...nodes, ...namespaces].map(({ severity }) => severity);
  return [
    ...(has('closed') ? [card('closed', 'thick side: closed but for the arrows (left ingress, right egress)')] : []),
    ...(has('open') ? [card('open', 'broken side: open, no policy decides')] : []),
    ...(has('partly') ? [card('partly', 'dashed side: closed for some of the pods, or perhaps')] : []),
    ...(walls.some(({ mesh }) => mesh !== undefined) ? [meshSign()] : []),
    ...(['error', 'warning', 'note'] as const)
      .filter((severity) => found.includes(severity))
      .map((severity) => ({
        drawn: [drawBadge([], severity, 12, 0, 'n')],
        width: 24,
        text: `n findings, the worst ${severity === 'error' ? 'an' : 'a'} ${severity}`,
      })),
  ];
}

const LOCK: Sign = { drawn: [drawLock(0, -8)], width: 12, text: 'all workloads closed in both directions' };

function card(state: 'closed' | 'open' | 'partly', text: string): Sign {
  const sides = [1, 31].map((x) => element('path', { class: `wall ${state}`, d: `M${x}-8V8` }));
  return { drawn: [element('path', { class: 'box', d: 'M0-9h32v18h-32z' }), ...sides], width: 32, text };
}

function frameSign(): Sign {
  const frame = element('g', { class: 'namespace' }, [element('path', { class: 'box', d: 'M14-9h18v18h-18z' })]);
  const arrow = element('g', { class: 'outside' }, line('outside', HEADS.outside, '').drawn);
  return { drawn: [frame, arrow], width: 34, text: 'at a frame: to or from most of its workloads' };
}

function meshSign(): Sign {
  const drawn = [
    element('path', { class: 'mesh', d: 'M0-10h32v20h-32z' }),
    element('path', { class: 'box', d: 'M4-6h24v12h-24z' }),
  ];
  return { drawn, width: 32, text: 'in a mesh' };
}
