import { app, deployment, documents, named, object, policy, service } from './manifests';
import { findingsOf } from '../findings-of';

const RULE = 'service-port-in-rule';
const HTTP = [{ containerPort: 8080, name: 'http' }];
const FRONT = service('api', { selector: { app: 'api' }, ports: [{ port: 80, targetPort: 8080 }] });

describe('service-port-in-rule', () => {
  test("tells of a Service's port, at the port of the rule", () => {
    const yaml = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  podSelector: { matchLabels: { app: api } }
  ingress:
    - ports:
        - protocol: TCP
          port: 443
    - ports:
        - protocol: UDP
          port: 53
        - protocol: TCP
          port: 80
---
${documents(deployment('api', { ports: HTTP }), FRONT)}`;
    const [finding, ...others] = findingsOf(yaml, RULE);

    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'warning',
      object: 'shop/NetworkPolicy/api',
      line: 13,
      field: 'spec.ingress[1].ports[1]',
      detail: 'ingress[1] 80/TCP',
      message:
        'shop/NetworkPolicy/api ingress[1] opens 80/TCP, which is the port of shop/Service/api; the pods listen on 8080/TCP',
      fix: 'write 8080 for 80 in ingress[1] of shop/NetworkPolicy/api',
      ports: ['80/TCP'],
    });
  });

  test('tells of it in a rule of egress to the pods behind the Service', () => {
    const web = (port: number): string =>
      policy('web', { podSelector: app('web'), egress: [{ to: [{ podSelector: app('api') }], ports: [{ port }] }] });
    const others = [deployment('web'), deployment('api', { ports: HTTP }), FRONT];

    expect(findingsOf(documents(...others, web(80)), RULE)).toMatchObject([{ field: 'spec.egress[0].ports[0]' }]);
    expect(findingsOf(documents(...others, web(8080)), RULE)).toEqual([]);
  });

  test('says nothing where the pods may listen there, or the right port is opened beside it', () => {
    expect(ingress([{ port: 80 }], [...HTTP, { containerPort: 80 }])).toEqual([]);
    expect(ingress([{ port: 80 }, { port: 8080 }], HTTP)).toEqual([]);
    expect(ingress([{ port: 80 }, { port: 'http' }], HTTP)).toEqual([]);
    expect(ingress([{ port: 80 }], HTTP)).toHaveLength(1);
  });

  test('says nothing of pods that the input does not have, nor of ranges', () => {
    const out = policy('web', {
      podSelector: app('web'),
      egress: [{ to: [{ namespaceSelector: named('ops') }], ports: [{ port: 80 }] }],
    });

    expect(findingsOf(documents(deployment('web'), deployment('api', { ports: HTTP }), FRONT, out), RULE)).toEqual([]);
    expect(ingress([{ port: 80, endPort: 90 }], HTTP)).toEqual([]);
  });

  test('finds the port in a denial of Cilium', () => {
    const cilium = object('cilium.io/v2', 'CiliumNetworkPolicy', 'api', {
      spec: {
        endpointSelector: app('api'),
        ingressDeny: [{ fromEndpoints: [{}], toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }] }] }],
      },
    });

    expect(findingsOf(documents(deployment('api', { ports: HTTP }), FRONT, cilium), RULE)).toMatchObject([
      {
        field: 'spec.ingressDeny[0].toPorts[0].ports[0]',
        message: expect.stringContaining('ingressDeny[0] closes 80/TCP'),
      },
    ]);
  });
});

function ingress(rulePorts: readonly object[], ports: readonly object[]) {
  const api = policy('api', { podSelector: app('api'), ingress: [{ ports: rulePorts }] });
  return findingsOf(documents(deployment('api', { ports }), FRONT, api), RULE);
}
