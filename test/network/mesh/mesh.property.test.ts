import * as fc from 'fast-check';
import { compare, MESHES, plainFlows } from './compare-meshes';
import { plans } from './meshed-plan';
import { Manifest } from '../../manifests';
import { holds, runsOf } from '../../property';
import { crdProblems } from '../../schemas/crd-problems';
import { linkerdProblems } from '../../schemas/linkerd';

const RUNS = runsOf(20);

jest.setTimeout(600_000);

/** What the apps rendered for meshes, each object once. */
const rendered = new Map<string, Manifest>();
const tally = { built: 0, refused: 0, limited: 0 };

test(`${RUNS} random apps are as open with each mesh as without one, whatever the order of the calls`, () => {
  holds(
    fc.property(plans, (plan) => {
      const plain = plainFlows(plan);
      for (const [name, mesh] of MESHES) {
        const { isRefused, isLimited, objects, problems } = compare(plan, name, mesh, plain);
        expect({ name, problems }).toEqual({ name, problems: [] });
        if (isRefused) tally.refused++;
        else tally.built++;
        if (isLimited) tally.limited++;
        for (const object of objects) rendered.set(JSON.stringify(object), object);
      }
    }),
    { runs: RUNS },
  );
  // Each must be frequent, or it would be shown by nothing.
  expect(tally.built).toBeGreaterThan(RUNS);
  expect(tally.refused).toBeGreaterThan(0);
  expect(tally.limited).toBeGreaterThan(RUNS / 5);
});

test('all that they render is what the definitions of the meshes take', () => {
  const objects = [...rendered.values()];
  const kinds = new Set(objects.map(({ kind }: Manifest) => kind as string));
  expect(
    ['AuthorizationPolicy', 'PeerAuthentication', 'Server', 'CiliumNetworkPolicy'].filter((kind) => !kinds.has(kind)),
  ).toEqual([]);
  expect(crdProblems(objects)).toEqual([]);
  expect(linkerdProblems(objects)).toEqual([]);
});
