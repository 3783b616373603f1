import { app, closed, deployment, documents, named, object, policy, service } from './manifests';
import { runRules } from '../../../src/checks/run-rules';
import { checkInputOf, findingsOf } from '../findings-of';

const RULE = 'exposure-closed';
const INGRESS = object('networking.k8s.io/v1', 'Ingress', 'web', {
  spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } } },
});
const SERVICE = service('web', { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] });

describe('exposure-closed', () => {
  test('tells of a load balancer that leads to closed pods', () => {
    const [finding, ...others] = findingsOf(documents(deployment('web'), closed('web'), balancer([80])), RULE);

    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'warning',
      object: 'shop/Service/web',
      line: 5,
      detail: 'shop/Deployment/web',
      message: 'shop/Service/web exposes shop/Deployment/web, but its policies let nobody from outside in',
      fix: 'let the addresses of its clients in on 80/TCP: in ingress of shop/NetworkPolicy/web',
      from: 'internet',
      to: 'shop/Deployment/web',
      ports: ['80/TCP'],
    });
  });

  test("tells of an Ingress whose controller's pods are not let in", () => {
    const own = policy('web', { podSelector: app('web'), ingress: [{ from: [{ podSelector: app('api') }] }] });
    const [finding, ...others] = findingsOf(
      documents(deployment('web'), deployment('api'), own, SERVICE, INGRESS),
      RULE,
    );

    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      object: 'shop/Ingress/web',
      message: "shop/Ingress/web leads to shop/Deployment/web, but its policies let no controller's pods in",
      fix: "let the controller's pods in on 8080/TCP: in ingress of shop/NetworkPolicy/web",
      ports: ['8080/TCP'],
    });
  });

  test('says nothing where the controller may come in, or the clients', () => {
    const controller = policy('web', {
      podSelector: app('web'),
      ingress: [{ from: [{ namespaceSelector: named('ingress-nginx') }], ports: [{ port: 8080 }] }],
    });
    const clients = policy('web', { podSelector: app('web'), ingress: [{ ports: [{ port: 80 }] }] });

    expect(findingsOf(documents(deployment('web'), controller, SERVICE, INGRESS), RULE)).toEqual([]);
    expect(findingsOf(documents(deployment('web'), clients, balancer([80])), RULE)).toEqual([]);
  });

  test('names what administrators deny, which nobody else can open', () => {
    const admin = JSON.stringify({
      apiVersion: 'policy.networking.k8s.io/v1alpha1',
      kind: 'AdminNetworkPolicy',
      metadata: { name: 'closed' },
      spec: { priority: 1, subject: { namespaces: {} }, ingress: [{ action: 'Deny', from: [{ namespaces: {} }] }] },
    });
    const [finding] = findingsOf(documents(deployment('web'), SERVICE, INGRESS, admin), RULE);

    expect(finding.fix).toBe("let the controller's pods in on 8080/TCP: before AdminNetworkPolicy/closed denies it");
  });

  test('says which ports of several are closed', () => {
    const some = policy('web', { podSelector: app('web'), ingress: [{ ports: [{ port: 80 }] }] });

    expect(findingsOf(documents(deployment('web'), some, balancer([80, 9090])), RULE)).toMatchObject([
      {
        detail: 'shop/Deployment/web 9090/TCP',
        message:
          'shop/Service/web exposes shop/Deployment/web, but its policies let nobody from outside in on 9090/TCP',
        ports: ['9090/TCP'],
      },
    ]);
  });

  test('tells of several closed ports once', () => {
    expect(findingsOf(documents(deployment('web'), closed('web'), balancer([80, 443])), RULE)).toMatchObject([
      { detail: 'shop/Deployment/web', ports: ['80/TCP', '443/TCP'] },
    ]);
  });

  test('says nothing of what is open, of the host network, and of a Service for the cluster alone', () => {
    expect(findingsOf(documents(deployment('web'), balancer([80])), RULE)).toEqual([]);
    expect(
      findingsOf(documents(deployment('web', { pod: { hostNetwork: true } }), closed('web'), balancer([80])), RULE),
    ).toEqual([]);
    expect(findingsOf(documents(deployment('web'), closed('web'), SERVICE), RULE)).toEqual([]);
  });

  test('says nothing where a policy that is not judged decides', () => {
    const calico = object('projectcalico.org/v3', 'NetworkPolicy', 'web', { spec: { selector: 'all()' } });

    expect(findingsOf(documents(deployment('web'), closed('web'), balancer([80]), calico), RULE)).toEqual([]);
  });

  test('writes the call where it is known', () => {
    const input = checkInputOf(documents(deployment('web'), closed('web'), balancer([80])), {
      connectionsCall: () => 'web.connections',
    });

    expect(runRules(input, { only: [RULE] })[0].fix).toBe(
      'let the addresses of its clients in: web.connections.allowFrom(…), or the exposure of the construct',
    );
  });
});

function balancer(ports: readonly number[]): string {
  return service('web', {
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Local',
    selector: { app: 'web' },
    ports: ports.map((port) => ({ name: `p${port}`, port })),
  });
}
