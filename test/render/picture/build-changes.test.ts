import { arrows, pictureOfAnalysis } from './flows-of-boxes';
import { Analysis } from '../../../src/reachability/analysis';
import { diffFlows } from '../../../src/reachability/diff';
import { changesPicture } from '../../../src/render/picture/build-changes';
import { Picture } from '../../../src/render/picture/picture';
import { changesText, countsOf } from '../../../src/render/picture/views/counts';
import { markChanges } from '../../../src/render/picture/views/mark-changes';
import { namespacesOnly } from '../../../src/render/picture/views/namespaces-only';
import { analysed, deployment, policy, service } from '../../reachability/analysed';

const selects = (name: string): string => `podSelector: { matchLabels: { app: ${name} } }`;
const closed = (name: string): string => policy(name, `{ ${selects(name)}, policyTypes: [Ingress, Egress] }`);
const letsIn = (name: string, from: string, port: number): string =>
  policy(
    name,
    `{ ${selects(name)}, policyTypes: [Ingress, Egress], ingress: [{ from: [${from}], ports: [{ port: ${port} }] }] }`,
  );
const sends = (name: string, to: string, port: number): string =>
  policy(
    name,
    `{ ${selects(name)}, policyTypes: [Ingress, Egress], egress: [{ to: [${to}], ports: [{ port: ${port} }] }] }`,
  );
const ANYBODY = '{ ipBlock: { cidr: 0.0.0.0/0 } }, { ipBlock: { cidr: "::/0" } }';
const pods = (app: string): string => `{ ${selects(app)} }`;

const BEFORE =
  deployment('web') +
  deployment('db') +
  deployment('job') +
  closed('web') +
  letsIn('db', pods('job'), 5432) +
  sends('job', pods('db'), 5432);
const AFTER =
  deployment('web') +
  deployment('db') +
  deployment('api') +
  service('db', '{ selector: { app: db }, ports: [{ port: 5432 }] }') +
  service(
    'web',
    '{ type: LoadBalancer, externalTrafficPolicy: Local, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }',
  ) +
  letsIn('web', ANYBODY, 8080) +
  letsIn('db', pods('api'), 5432) +
  sends('api', pods('db'), 5432);

function changed(before: Analysis, after: Analysis): Picture {
  return changesPicture(before, after, diffFlows(before.flows(), after.flows()));
}

test('what came is drawn as it is after the changes, and what went as it was before', () => {
  const picture = changed(analysed(BEFORE), analysed(AFTER));
  expect(arrows(picture)).toEqual([
    'from internet > way LoadBalancer shop/Service/web > shop/Service/web > shop/Deployment/web: 8080/TCP, allow, from internet, added (internet): 8080/TCP',
    'shop/Deployment/api > shop/Service/db > shop/Deployment/db: 5432/TCP, allow, inside, added (inside): 5432/TCP',
    'shop/Deployment/job > shop/Deployment/db: 5432/TCP, allow, inside, removed (closed): 5432/TCP',
  ]);
  expect(picture.nodes.map(({ id, change }) => [id, change])).toEqual([
    ['way LoadBalancer shop/Service/web', 'added'],
    ['shop/Service/db', 'added'],
    ['shop/Service/web', 'added'],
    ['shop/Deployment/api', 'added'],
    ['shop/Deployment/db', undefined],
    ['shop/Deployment/web', undefined],
    ['from internet', undefined],
    ['shop/Deployment/job', 'removed'],
  ]);
});

test('the pictures before and after have the changes marked', () => {
  const [before, after] = [analysed(BEFORE), analysed(AFTER)];
  const changes = changed(before, after);
  const marked = (analysis: Analysis, time: 'before' | 'after'): string[] =>
    arrows(markChanges(pictureOfAnalysis(analysis), changes, time)).filter((line) =>
      /added|removed|changed/.test(line),
    );
  expect(marked(before, 'before')).toEqual([
    'shop/Deployment/job > shop/Deployment/db: 5432/TCP, allow, inside, removed (closed): 5432/TCP',
  ]);
  expect(marked(after, 'after').sort()).toEqual(
    arrows(changes)
      .filter((line) => line.includes('added'))
      .sort(),
  );
});

const DB = service('db', '{ selector: { app: db }, ports: [{ port: 5432 }] }');
/** `web` sends to `db`, which has a Service for one port. */
const onPorts = (...ports: readonly number[]): string =>
  deployment('web') +
  deployment('db') +
  DB +
  policy(
    'db',
    `{ ${selects('db')}, ingress: [{ from: [${pods('web')}], ports: [${ports.map((port) => `{ port: ${port} }`).join()}] }] }`,
  );

test('of a connection on other ports, those that came, stay and went are drawn each as what they are', () => {
  const picture = changed(analysed(onPorts(5432, 5433)), analysed(onPorts(5432, 5434)));
  expect(arrows(picture)).toEqual([
    'shop/Deployment/web > shop/Deployment/db: 5434/TCP, allow, inside, added (inside): 5432-5433/TCP -> 5432/TCP, 5434/TCP',
    'shop/Deployment/web > shop/Service/db > shop/Deployment/db: 5432/TCP, allow, inside',
    'shop/Deployment/web > shop/Deployment/db: 5433/TCP, allow, inside, removed (inside): 5432-5433/TCP -> 5432/TCP, 5434/TCP',
  ]);
});

test('a change counts once, however many arrows it is', () => {
  const [before, after] = [analysed(onPorts(5432, 5433)), analysed(onPorts(5432, 5434))];
  const changes = changed(before, after);
  const said = (picture: Picture): string => `${countsOf(picture).connections}: ${changesText(countsOf(picture))}`;
  expect(changes.edges).toHaveLength(3);
  expect(said(changes)).toBe('1: 1 changed');
  expect(said(namespacesOnly(changes))).toBe('1: 1 changed');
  expect(namespacesOnly(changes).nodes.map(({ details, inside }) => [details, inside])).toEqual([
    [['~ 1 changed inside'], { count: 0, changes: [0] }],
  ]);
  const marked = markChanges(pictureOfAnalysis(after), changes, 'after');
  const between = marked.edges.filter(({ exposure }) => exposure === 'inside');
  expect(between.map(({ ports, change, changes: own }) => [ports, change?.kind, own])).toEqual([
    ['5432/TCP', undefined, [0]],
    ['5434/TCP', 'added', [0]],
  ]);
  expect(changesText(countsOf(marked))).toBe('1 changed');
});

test('an arrow of which only some ports are new is a changed one', () => {
  const on = (ports: string): Analysis =>
    analysed(deployment('web') + deployment('db') + letsIn('db', pods('web'), 1).replace('port: 1 ', ports));
  const [before, after] = [on('port: 80 '), on('port: 80, endPort: 81 ')];
  const changes = changed(before, after);
  expect(changes.edges.map(({ ports, change }) => [ports, change?.kind])).toEqual([
    ['81/TCP', 'added'],
    ['80/TCP', undefined],
  ]);
  const marked = markChanges(pictureOfAnalysis(after), changes, 'after');
  expect(marked.edges.map(({ ports, change }) => [ports, change?.kind])).toContainEqual(['80-81/TCP', 'changed']);
});

test('both families of addresses are one arrow and two changes', () => {
  const closedWeb = deployment('web') + closed('web');
  const changes = changed(analysed(closedWeb), analysed(deployment('web') + letsIn('web', ANYBODY, 80)));
  expect(changes.edges.map(({ changes: own }) => own)).toEqual([[0, 1]]);
  expect(changesText(countsOf(changes))).toBe('2 added');
});
