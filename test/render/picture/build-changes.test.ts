import { arrows, pictureOfAnalysis } from './flows-of-boxes';
import { Analysis } from '../../../src/reachability/analysis';
import { diffFlows } from '../../../src/reachability/diff';
import { changesPicture } from '../../../src/render/picture/build-changes';
import { Picture } from '../../../src/render/picture/picture';
import { markChanges } from '../../../src/render/picture/views/mark-changes';
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
