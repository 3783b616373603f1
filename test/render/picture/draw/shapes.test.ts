import { outside, service, way, walls, workload } from './pictures';
import { byClass } from './svg-tree';
import { boxOf } from '../../../../src/render/picture/draw/box';
import { drawBox } from '../../../../src/render/picture/draw/draw-box';
import { HEADS } from '../../../../src/render/picture/draw/draw-edge';
import { shapeOf } from '../../../../src/render/picture/draw/shapes';
import { PICTURE_STYLE } from '../../../../src/render/picture/draw/style';
import { PictureElement } from '../../../../src/render/picture/element';
import { PictureNode } from '../../../../src/render/picture/picture';

const web = workload('web');
const ENDS = ['internet', 'addresses', 'name', 'dns', 'pods', 'any pod', 'nodes', 'entity'] as const;

/** What is seen of a box without colours: all lines, without their texts and classes. */
function linesOf({ tag, attributes, children }: PictureElement): string {
  const inner = children.map((child) => (typeof child === 'string' ? '' : linesOf(child)));
  return `${tag === 'text' ? '' : `${tag} ${String(attributes.d)}`}(${inner.join('')})`;
}

function drawn(node: PictureNode): PictureElement {
  return drawBox({ ...boxOf(node), width: 160, height: 60 }, { x: 0, y: 0 });
}

describe('kinds are told by their shapes', () => {
  const nodes: readonly PictureNode[] = [
    ...['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod', 'Rollout'].map((what) =>
      workload('web', what),
    ),
    ...['ClusterIP', 'headless', 'ExternalName'].map((what) => service(web, what)),
    ...['LoadBalancer', 'NodePort', 'Ingress'].map((what) => way('web', what)),
    ...ENDS.map((end) => outside(end, 'from', 'web')),
    { id: 'namespace shop', kind: 'namespace', name: 'shop', what: 'namespace' },
  ];

  test('each its own', () => {
    const shapes = nodes.map((node) => JSON.stringify(shapeOf(node, 160, 60)));

    expect(new Set(shapes).size).toBe(nodes.length);
  });

  test('and begin and end inside of their boxes', () => {
    expect(nodes.map((node) => shapeOf(node, 160, 60).box).filter((d) => /NaN|undefined/.test(d))).toEqual([]);
  });
});

test('each exposure has its own head of the arrow', () => {
  expect(new Set(Object.values(HEADS)).size).toBe(5);
  expect(Object.keys(HEADS).sort()).toEqual(['any pod', 'from internet', 'inside', 'outside', 'to internet']);
});

test('undefined, added, removed and changed lines differ by dash or width', () => {
  const rules = ['undefined', 'added', 'removed', 'changed'].map(
    (name) => new RegExp(`\\.picture \\.${name} \\.line\\{([^}]*)\\}`).exec(PICTURE_STYLE)?.[1] ?? '',
  );

  expect(rules).toEqual([
    'stroke-dasharray:7 4',
    'stroke-width:4',
    'stroke-dasharray:2 4',
    'stroke-dasharray:14 3 3 3',
  ]);
});

describe('sides of a card', () => {
  test('are thick where it is closed, and have a word where it is not', () => {
    const card = drawn(workload('web', 'Deployment', { walls: walls('closed', 'open') }));

    expect(byClass(card, 'wall').map(({ attributes }) => attributes.class)).toEqual(['wall closed', 'wall open']);
    expect(byClass(card, 'open-word').map(({ children }) => children)).toEqual([['open']]);
  });

  test('say where they are closed for some of the pods alone', () => {
    const card = drawn(workload('web', 'Deployment', { walls: walls('partly', 'closed') }));

    expect(byClass(card, 'wall').map(({ attributes }) => attributes.class)).toEqual(['wall partly', 'wall closed']);
    expect(byClass(card, 'open-word').map(({ children }) => children)).toEqual([['partly open']]);
  });
});

describe('badges of findings', () => {
  test.each([
    ['error', '1 finding, an error'],
    ['warning', '1 finding, a warning'],
    ['note', '1 finding, a note'],
  ] as const)('%s', (severity, title) => {
    const [badge] = byClass(drawn(workload('web', 'Pod', { findings: [0], severity })), 'badge-text');

    expect(badge.children).toEqual(['1']);
    expect(JSON.stringify(drawn(workload('web', 'Pod', { findings: [0], severity })))).toContain(title);
  });

  test('have three shapes', () => {
    const shapes = (['error', 'warning', 'note'] as const).map((severity) =>
      linesOf(drawn(workload('web', 'Pod', { findings: [0, 1], severity }))),
    );

    expect(new Set(shapes).size).toBe(3);
  });
});

test('a mesh is a second outline, and a word', () => {
  const card = drawn(
    workload('web', 'Deployment', { walls: walls('closed', 'closed', { mesh: { name: 'Istio', decides: true } }) }),
  );

  expect(byClass(card, 'mesh')).toHaveLength(1);
  expect(JSON.stringify(card)).toContain('mesh Istio decides');
});
