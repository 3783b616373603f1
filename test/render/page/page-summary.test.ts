import { pageNetwork } from '../../../src/render/page/page-network';
import { pageSummary } from '../../../src/render/page/page-summary';
import { analysed, deployment, policy } from '../../reachability/analysed';
import { finding, RULES } from '../findings';

const CLOSED = policy('all', '{ podSelector: {}, policyTypes: [Ingress, Egress] }');

function networkOf(yaml: string, findings: Parameters<typeof pageNetwork>[2] = []): ReturnType<typeof pageNetwork> {
  const analysis = analysed(yaml);
  return pageNetwork(analysis, analysis.decidedFlows(), findings);
}

const page = { title: 'shop', version: '1.2.3' };

test('the summary counts what there is, and what the internet reaches', () => {
  expect(pageSummary({ ...page, network: networkOf(deployment('web')) })).toBe(
    '1 workload in 1 namespace, 4 connections, 1 workload open to the internet, 0 findings',
  );
});

test('what the internet may reach, for all that the manifests say, is told apart', () => {
  const network = networkOf(deployment('web') + CLOSED);
  const edge = { from: 'from internet', ports: 'all', ranges: [], exposure: 'from internet' } as const;
  const edges = [
    { ...edge, to: 'a', verdict: 'allow' },
    { ...edge, to: 'a', verdict: 'undefined' },
    { ...edge, to: 'b', verdict: 'undefined' },
  ] as const;
  expect(pageSummary({ ...page, network: { ...network, picture: { ...network.picture, edges } } })).toContain(
    ', 2 workloads open to the internet (1 of them perhaps), ',
  );
});

test('that nothing is open to the internet is said of a whole network alone', () => {
  const network = networkOf(deployment('web') + deployment('api') + CLOSED);
  expect(pageSummary({ ...page, network })).toBe(
    '2 workloads in 1 namespace, 0 connections, nothing is open to the internet, 0 findings',
  );
  expect(pageSummary({ ...page, network, filter: '--to web' })).toBe(
    '2 workloads in 1 namespace, 0 connections, 0 findings',
  );
});

test('findings that are accepted are not counted', () => {
  const open = finding(RULES.open, {});
  const accepted = finding(RULES.open, { accepted: { by: 'annotation', reason: 'known' } });
  const network = networkOf(deployment('web') + CLOSED, [open, accepted]);
  expect(pageSummary({ ...page, network })).toMatch(/, 1 finding$/);
});

test('of a change the summary is that of the changes', () => {
  const network = networkOf(deployment('web'));
  const changes = { before: network, picture: network.picture, groups: [], summary: '2 added, 1 changed, 0 removed' };
  expect(pageSummary({ ...page, network, changes })).toBe('Connections: 2 added, 1 changed, 0 removed');
});
