import { app, closed, deployment, documents, object, policy, service } from './manifests';
import { runRules } from '../../../src/checks/run-rules';
import { checkInputOf, findingsOf } from '../findings-of';

const RULE = 'open-to-internet';

describe('open-to-internet', () => {
  test('tells of a rule for everybody, on its ports', () => {
    const [finding, ...others] = ingress([{ ports: [{ port: 8080 }] }]);

    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'warning',
      object: 'shop/Deployment/api',
      line: 3,
      message:
        'shop/Deployment/api may be reached from the internet on 8080/TCP without an exposure: because of shop/NetworkPolicy/api',
      fix: 'write into from of ingress[0] in shop/NetworkPolicy/api who calls it, or expose it by a Service, an Ingress or a route',
      from: 'internet',
      to: 'shop/Deployment/api',
      ports: ['8080/TCP'],
    });
  });

  test('stands at the rule that opens it', () => {
    const yaml = `${deployment('api')}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  podSelector: { matchLabels: { app: api } }
  ingress:
    - from: [{ podSelector: {} }]
    - ports: [{ port: 8080 }]
`;

    expect(findingsOf(yaml, RULE)).toMatchObject([{ object: 'shop/Deployment/api', line: 10 }]);
  });

  test('names the policies whose rules do it, and no others', () => {
    const api = policy('open', { podSelector: app('api'), ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] });
    const [finding] = findingsOf(documents(deployment('api'), closed('api'), api), RULE);

    expect(finding).toMatchObject({
      message:
        'shop/Deployment/api may be reached from the internet on all without an exposure: because of shop/NetworkPolicy/open',
      ports: ['all'],
    });
  });

  test('says which addresses it is, where they are few', () => {
    const [finding] = ingress([{ from: [{ ipBlock: { cidr: '198.51.100.0/24' } }], ports: [{ port: 22 }] }]);

    expect(finding.message).toBe(
      'shop/Deployment/api may be reached from 198.51.100.0/24 (public addresses) on 22/TCP without an exposure: because of shop/NetworkPolicy/api',
    );
  });

  test('says nothing of all pods of the cluster, and of private addresses', () => {
    expect(ingress([{ from: [{ namespaceSelector: {} }] }])).toEqual([]);
    expect(ingress([{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }])).toEqual([]);
    expect(ingress([])).toEqual([]);
  });

  test('says nothing of the ports that an exposure leads to, and tells of those beside it', () => {
    const front = service('api', {
      type: 'LoadBalancer',
      selector: { app: 'api' },
      ports: [{ port: 80, targetPort: 8080 }],
      externalTrafficPolicy: 'Local',
    });

    expect(ingress([{ ports: [{ port: 8080 }] }], front)).toEqual([]);
    expect(ingress([{ ports: [{ port: 8080 }, { port: 9090 }] }], front)).toMatchObject([{ ports: ['9090/TCP'] }]);
    expect(ingress([{}], front)).toMatchObject([
      {
        message:
          'shop/Deployment/api may be reached from the internet on all, and has an exposure for 8080/TCP alone: because of shop/NetworkPolicy/api',
      },
    ]);
  });

  test('leaves what no policy isolates to no-policy and open-direction', () => {
    const egress = policy('api', { podSelector: app('api'), policyTypes: ['Egress'] });

    expect(findingsOf(deployment('api'), RULE)).toEqual([]);
    expect(findingsOf(documents(deployment('api'), egress), RULE)).toEqual([]);
  });

  test('says nothing of the host network, nor where a policy that is not judged decides', () => {
    const open = policy('api', { podSelector: app('api'), ingress: [{}] });
    const calico = object('projectcalico.org/v3', 'NetworkPolicy', 'api', { spec: { selector: 'all()' } });

    expect(findingsOf(documents(deployment('api', { pod: { hostNetwork: true } }), open), RULE)).toEqual([]);
    expect(findingsOf(documents(deployment('api'), open, calico), RULE)).toEqual([]);
  });

  test('writes the call where it is known', () => {
    const yaml = documents(deployment('api'), policy('api', { podSelector: app('api'), ingress: [{}] }));
    const input = checkInputOf(yaml, { connectionsCall: () => 'api.connections' });

    expect(runRules(input, { only: [RULE] })[0].fix).toBe(
      'say who calls it by api.connections.allowFrom(…), or give it an exposure',
    );
  });
});

function ingress(rules: readonly object[], ...more: readonly string[]) {
  return findingsOf(
    documents(deployment('api'), policy('api', { podSelector: app('api'), ingress: rules }), ...more),
    RULE,
  );
}
