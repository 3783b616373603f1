import { closedWords, openedWords, WhyContext } from '../../../browser/panels/why-words';
import { Analysis } from '../../../src/reachability/analysis';
import { parseAskedEnd } from '../../../src/reachability/asked-end';
import { formatEnd } from '../../../src/reachability/end';
import { explainPorts } from '../../../src/reachability/explain-ports';
import { analysed, ask, deployment, policy } from '../../reachability/analysed';

const pods = deployment('web') + deployment('api') + deployment('db') + deployment('job');
const closed = policy('closed', '{ podSelector: {}, policyTypes: [Ingress, Egress] }');

function contextOf(analysis: Analysis): WhyContext {
  return { analysis, nameOf: (id) => id.split('/')[2], endName: formatEnd, placeOf: () => undefined };
}

/** Why a connection is closed, at each side that closes it. */
function whyClosed(policies: string, [from, to, port]: readonly [string, string, string]): string[] {
  const analysis = analysed(pods + policies);
  const { sides } = ask(analysis, from, to, port);
  return sides.filter(({ verdict }) => verdict === 'deny').map((side) => closedWords(side, contextOf(analysis)).words);
}

const ONLY_API = policy(
  'db',
  '{ podSelector: { matchLabels: { app: db } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: api } } }], ports: [{ port: 5432 }] }] }',
);

describe('why a side closes a connection', () => {
  test('is whom its policy lets in', () => {
    expect(whyClosed(ONLY_API, ['web', 'db', '5432'])).toEqual(['policy db lets in only api on 5432/TCP']);
  });

  test('is the port, where the client is let in on another one', () => {
    expect(whyClosed(ONLY_API, ['api', 'db', '80'])).toEqual(['policy db lets it in only on 5432/TCP']);
  });

  test('is that its policies have no rules', () => {
    expect(whyClosed(closed, ['web', 'db', '80'])).toEqual([
      'policy closed lets nothing out',
      'policy closed lets nothing in',
    ]);
    const both = closed + policy('more', '{ podSelector: {}, policyTypes: [Egress] }');
    expect(whyClosed(both, ['web', 'db', '80'])[0]).toBe('policies closed and more let nothing out');
  });

  test('leaves out policies that open nothing, where another one does', () => {
    expect(whyClosed(closed + ONLY_API, ['web', 'db', '5432'])[1]).toBe('policy db lets in only api on 5432/TCP');
  });

  test('names workloads before what is outside, and counts what is left', () => {
    const named = (name: string): string => `{ matchLabels: { kubernetes.io/metadata.name: ${name} } }`;
    const outside = ['ops', 'logs'].map((name) => `{ to: [{ namespaceSelector: ${named(name)} }] }`).join(', ');
    const inside = ['api', 'db'].map(
      (app) => `{ to: [{ podSelector: { matchLabels: { app: ${app} } } }], ports: [{ port: 80 }] }`,
    );
    const egress = `{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [${outside}, ${inside.join(', ')}] }`;
    expect(whyClosed(policy('web', egress), ['web', 'job', '80'])).toEqual([
      'policy web lets out only to api on 80/TCP, db on 80/TCP, pods:ops/* on all ports and 1 more',
    ]);
  });

  test('is the same about all ports together', () => {
    const analysis = analysed(pods + ONLY_API);
    const [web, api, db] = ['web', 'api', 'db'].map((name) => parseAskedEnd(analysis.cluster, name));
    const words = (from: typeof web): string =>
      closedWords(explainPorts(analysis, from, db).sides[1], contextOf(analysis)).words;
    expect(words(web)).toBe('policy db lets in only api on 5432/TCP');
    expect(words(api)).toBe('policy db lets it in only on 5432/TCP');
  });

  test('is the rule of an administrator that denies it', () => {
    const admin = `---
apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: { name: company }
spec: { priority: 1, subject: { namespaces: {} }, ingress: [{ action: Deny, from: [{ namespaces: {} }] }] }
`;
    expect(whyClosed(admin + ONLY_API, ['api', 'db', '5432'])).toEqual([
      'policy AdminNetworkPolicy/company denies it: ingress[0]',
    ]);
  });
});

describe('what opens a side', () => {
  const words = (port: string): string[] => {
    const analysis = analysed(pods + ONLY_API);
    return ask(analysis, 'api', 'db', port).sides.map((side) => openedWords(side).words);
  };

  test('is a rule, or that no policy is there', () => {
    expect(words('5432')).toEqual([
      'no policy isolates these pods for egress, so that everything is open',
      'policy db, ingress[0]',
    ]);
  });
});
