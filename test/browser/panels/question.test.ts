import { commandLine } from '../../../browser/panels/command-line';
import { ask, askedPort } from '../../../browser/panels/question';
import { analysed, deployment, policy } from '../../reachability/analysed';

const analysis = analysed(
  deployment('web') +
    deployment('db') +
    policy(
      'db',
      '{ podSelector: { matchLabels: { app: db } }, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }] }] }',
    ),
);

test('a question about one port has an answer, and one about all has their verdicts', () => {
  expect(ask({ from: 'web', to: 'db', port: '5432' }, analysis)).toMatchObject({
    kind: 'answer',
    answer: { verdict: 'undefined', port: { protocol: 'TCP', port: 5432 } },
  });
  expect(ask({ from: 'db', to: 'web' }, analysis)).toMatchObject({
    kind: 'ports',
    explanation: { ports: [{ verdict: 'allow' }] },
  });
});

test('what is wrong with a question is told at its field', () => {
  const wrong = (from: string, to: string, port?: string): unknown => ask({ from, to, port }, analysis);
  expect(wrong('wep', 'db', '80')).toMatchObject({ kind: 'wrong', field: 'from' });
  expect(wrong('web', 'cache', '80')).toMatchObject({ kind: 'wrong', field: 'to' });
  expect(wrong('web', 'db', 'http')).toEqual({
    kind: 'wrong',
    field: 'port',
    message: 'port: got "http"; allowed: a number from 1 to 65535 and a protocol, such as 5432/TCP or 53/UDP',
  });
  expect(wrong('internet', 'ip:192.0.2.1', '80')).toEqual({
    kind: 'wrong',
    field: 'to',
    message: 'got two addresses; allowed: at least one end that is a workload of the input',
  });
});

test('networks of a picture are asked about without their exceptions', () => {
  const verdictOf = (from: string): unknown => ask({ from, to: 'db', port: '80' }, analysis);
  expect(verdictOf('ip:10.0.0.0/8 10.1.0.0/16')).toMatchObject({ kind: 'answer', answer: { verdict: 'allow' } });
  expect(verdictOf('ip:10.0.0.0/8')).toMatchObject({ kind: 'answer', answer: { verdict: 'undefined' } });
});

test('one port is asked about by itself, and several with all others', () => {
  expect(askedPort([{ protocol: 'UDP', port: 53, endPort: 53 }])).toBe('53/UDP');
  expect(askedPort([{ protocol: 'TCP', port: 80, endPort: 90 }])).toBeUndefined();
  expect(askedPort([])).toBeUndefined();
});

describe('the command for a question', () => {
  const { topology } = analysis.cluster;

  test('has the files and the ends, in quotes where a shell needs them', () => {
    expect(commandLine({ from: 'pods:*/*', to: 'db', port: '80' }, topology)).toBe(
      "service-patterns explain input.yaml --from 'pods:*/*' --to db --port 80",
    );
  });

  test('says that files are left out where there are many, and reads what synth wrote for constructs', () => {
    const workloads = [1, 2, 3, 4].map((i) => ({
      ...topology.workloads[0],
      origin: { source: `${i}.yaml`, document: 1 },
    }));
    const question = { from: 'web', to: 'db' };
    expect(commandLine(question, { ...topology, workloads })).toBe(
      'service-patterns explain <files> --from web --to db',
    );
    expect(commandLine(question, topology, true)).toBe('service-patterns explain dist/ --from web --to db');
  });
});
