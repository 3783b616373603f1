import { readFileSync } from 'fs';
import * as path from 'path';
import { App, Testing, Yaml } from 'cdk8s';
import { brokenPromises } from './own-output';
import { build as mesh } from '../../examples/mesh/app';
import { MESHES } from '../../examples/mesh/meshes';
import { build as onlineBoutique } from '../../examples/online-boutique/app';
import { ClusterProfile, NetworkReport } from '../../src';
import { Manifest } from '../manifests';
import { crdProblems, moduleOf, nameOf, Rendered } from '../schemas/crd-problems';
import { linkerdProblems } from '../schemas/linkerd';

interface Stack {
  readonly app: App;
  readonly objects: readonly Manifest[];
}

function stack(build: (app: App) => void): Stack {
  const app = Testing.app();
  build(app);
  return { app, objects: app.charts.flatMap((chart) => Testing.synth(chart) as Manifest[]) };
}

/** The calls of the shop that network policies let through are those of online-boutique.test.ts. */
const SHOP_CALLS = 16;

const STACKS = MESHES.map((cluster) => ({
  ...cluster,
  orders: stack((app) => mesh(app, cluster)),
  shop: stack((app) => {
    new ClusterProfile({ mesh: cluster.mesh }).applyTo(app);
    onlineBoutique(app);
  }),
}));

/** What Kubernetes itself has; all others are kinds of meshes. */
const OF_KUBERNETES = /^(v1|(apps|batch|autoscaling|policy|networking\.k8s\.io|discovery\.k8s\.io)\/.*)$/;

describe.each(STACKS)('with $name', ({ orders, shop }) => {
  test('the orders render as this', () => {
    expect(Yaml.stringify(...orders.objects)).toMatchSnapshot();
  });

  test('what the shop has beside its Deployments and Services renders as this', () => {
    expect(
      Yaml.stringify(...shop.objects.filter(({ apiVersion }) => !OF_KUBERNETES.test(apiVersion))),
    ).toMatchSnapshot();
  });

  test('the shop makes its sixteen calls and no other', () => {
    const inside = NetworkReport.of(shop.app)
      .flows()
      .filter(({ from, to }) => from.startsWith('online-boutique/') && to.startsWith('online-boutique/'));
    expect(inside.map(({ from, to, verdict }) => `${verdict} ${from} ${to}`)).toHaveLength(SHOP_CALLS);
    expect(new Set(inside.map(({ verdict }) => verdict))).toEqual(new Set(['allow']));
  });

  test('nothing is found in either, and nothing in what they render', () => {
    for (const { app, objects } of [orders, shop]) {
      const found = NetworkReport.of(app).findings();
      expect(
        found.filter(({ accepted }) => accepted === undefined).map(({ rule, message }) => `${rule}: ${message}`),
      ).toEqual([]);
      expect(brokenPromises(objects)).toEqual([]);
    }
  });
});

test('all that is rendered is taken by the schemas of its kinds', () => {
  const all = STACKS.flatMap(({ orders, shop }) => [...orders.objects, ...shop.objects]) as unknown as Rendered[];
  const others = all.filter(({ apiVersion }) => !OF_KUBERNETES.test(apiVersion));
  const ofLinkerd = others.filter(({ apiVersion }) => apiVersion.startsWith('policy.linkerd.io/'));
  expect(crdProblems(others)).toEqual([]);
  expect(
    ofLinkerd.flatMap((object) => linkerdProblems(object).map((problem) => `${nameOf(object)}: ${problem}`)),
  ).toEqual([]);
  const unknown = others.filter((object) => moduleOf(object) === undefined && !ofLinkerd.includes(object));
  expect(unknown.map(nameOf)).toEqual([]);
});

test('the meshes are one line of the source apart', () => {
  const source = readFileSync(path.join(__dirname, '../../examples/mesh/meshes.ts'), 'utf8');
  expect(source.split('\n').filter((line) => line.includes('Mesh.'))).toHaveLength(MESHES.length);
});
