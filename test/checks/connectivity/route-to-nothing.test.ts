import { deployment, documents, declared, object, service } from './manifests';
import { findingsOf } from '../findings-of';

const RULE = 'route-to-nothing';
const SERVICE = service('web', { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] });

describe('route-to-nothing', () => {
  test('is an error where the Service has no such port, at the name of the Service', () => {
    const yaml = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port: { number: 8081 }
---
${documents(deployment('web'), SERVICE)}`;
    const [finding, ...others] = findingsOf(yaml, RULE);

    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'error',
      object: 'shop/Ingress/web',
      line: 13,
      field: 'spec.rules[0].http.paths[0].backend.service.name',
      detail: 'shop/Service/web 8081',
      message: 'shop/Ingress/web leads to port 8081 of shop/Service/web, which has http 80/TCP',
      fix: 'write a port of shop/Service/web (http 80/TCP) into the route',
      to: 'shop/Service/web',
    });
  });

  test('is one of a route inside of a mesh as well, by which nobody comes in', () => {
    const yaml = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  parentRefs: [{ group: '', kind: Service, name: web, port: 80 }]
  rules: [{ backendRefs: [{ name: web, port: 81 }] }]
---
${documents(deployment('web'), SERVICE)}`;
    expect(findingsOf(yaml, RULE).map(({ message }) => message)).toEqual([
      'shop/HTTPRoute/web leads to port 81 of shop/Service/web, which has http 80/TCP',
    ]);
    expect(findingsOf(yaml.replace('port: 81', 'port: 80'), 'exposure-closed')).toEqual([]);
  });

  test('is a warning where the Service is not in the input, which has others of that namespace', () => {
    expect(findingsOf(documents(deployment('web'), SERVICE, ingress('wbe', { number: 80 })), RULE)).toMatchObject([
      {
        severity: 'warning',
        detail: 'shop/Service/wbe',
        message: 'shop/Ingress/web leads to shop/Service/wbe, which is not in the input',
        fix: 'did you mean web? Write its name into the route, or add the Service wbe',
      },
    ]);
    expect(findingsOf(documents(deployment('web'), ingress('web', { number: 80 })), RULE)).toMatchObject([
      { severity: 'warning', fix: 'add the Service web to namespace shop, or lead the route to one that is there' },
    ]);
  });

  test('is a note where the input has nothing of that namespace', () => {
    const route = (to: string): string =>
      object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'web', {
        spec: { rules: [{ backendRefs: [{ name: 'api', namespace: to, port: 80 }] }] },
      });

    expect(findingsOf(documents(deployment('web'), route('theirs')), RULE)).toMatchObject([{ severity: 'note' }]);
    expect(findingsOf(documents(deployment('web'), declared('theirs'), route('theirs')), RULE)).toMatchObject([
      { severity: 'warning', field: 'spec.rules[0].backendRefs[0].name' },
    ]);
    expect(findingsOf(ingress('web', { number: 80 }), RULE)).toMatchObject([{ severity: 'note' }]);
  });

  test('says nothing of ports by number or name that the Service has', () => {
    expect(findingsOf(documents(deployment('web'), SERVICE, ingress('web', { number: 80 })), RULE)).toEqual([]);
    expect(findingsOf(documents(deployment('web'), SERVICE, ingress('web', { name: 'http' })), RULE)).toEqual([]);
    expect(findingsOf(documents(deployment('web'), SERVICE, ingress('web', { name: 'https' })), RULE)).toHaveLength(1);
  });

  test('warns of a port of the pods in an Ingress, which ingress-nginx takes', () => {
    const to = service('web', { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] });

    expect(findingsOf(documents(deployment('web'), to, ingress('web', { number: 8080 })), RULE)).toMatchObject([
      {
        severity: 'warning',
        message:
          'shop/Ingress/web leads to port 8080 of shop/Service/web, which has 80/TCP; 8080 is a targetPort, which ingress-nginx takes, and no other controller',
      },
    ]);
    expect(findingsOf(documents(deployment('web'), to, ingress('web', { number: 8081 })), RULE)).toMatchObject([
      { severity: 'error' },
    ]);
    const ofTraefik = ingress('web', { number: 8080 }, { ingressClassName: 'traefik' });
    expect(findingsOf(documents(deployment('web'), to, ofTraefik), RULE)).toMatchObject([
      { severity: 'error', message: 'shop/Ingress/web leads to port 8080 of shop/Service/web, which has 80/TCP' },
    ]);
  });

  test('stands at the backend with that port', () => {
    const paths = [80, 81].map((number) => ({
      path: `/${number}`,
      backend: { service: { name: 'web', port: { number } } },
    }));
    const route = object('networking.k8s.io/v1', 'Ingress', 'web', { spec: { rules: [{ http: { paths } }] } });

    expect(findingsOf(documents(deployment('web'), SERVICE, route), RULE)).toMatchObject([
      { field: 'spec.rules[0].http.paths[1].backend.service.name' },
    ]);
  });

  test("says nothing of AWS's actions, which are no Services", () => {
    expect(findingsOf(documents(deployment('web'), ingress('ssl-redirect', { name: 'use-annotation' })), RULE)).toEqual(
      [],
    );
  });

  test('leaves Services that lead nowhere to the rules about Services', () => {
    const nobody = service('web', { type: 'LoadBalancer', selector: { app: 'nobody' }, ports: [{ port: 80 }] });

    expect(findingsOf(documents(deployment('web'), nobody, ingress('web', { number: 80 })), RULE)).toEqual([]);
  });

  test('says nothing of a Service without a selector, nor of an external name', () => {
    const external = service('web', { type: 'ExternalName', externalName: 'a.example.com' });
    const manual = service('web', { ports: [{ port: 80 }] });

    expect(findingsOf(documents(external, ingress('web', { number: 80 })), RULE)).toEqual([]);
    expect(findingsOf(documents(manual, ingress('web', { number: 80 })), RULE)).toEqual([]);
  });

  test('tells of routes of OpenShift and Traefik', () => {
    const route = object('route.openshift.io/v1', 'Route', 'web', {
      spec: { to: { kind: 'Service', name: 'web' }, port: { targetPort: 'https' } },
    });
    const traefik = object('traefik.io/v1alpha1', 'IngressRoute', 'web', {
      spec: { routes: [{ match: 'Host(`a.example.com`)', services: [{ name: 'web', port: 81 }] }] },
    });

    expect(findingsOf(documents(deployment('web'), SERVICE, route), RULE)).toMatchObject([
      { severity: 'error', field: 'spec.to.name' },
    ]);
    expect(findingsOf(documents(deployment('web'), SERVICE, traefik), RULE)).toMatchObject([
      { severity: 'error', field: 'spec.routes[0].services[0].name' },
    ]);
  });

  test('is a note where a Route of OpenShift names a port of pods that are not known', () => {
    const route = object('route.openshift.io/v1', 'Route', 'web', {
      spec: { to: { kind: 'Service', name: 'web' }, port: { targetPort: 9090 } },
    });
    const yaml = documents(deployment('web'), SERVICE, route);
    const severities = (standIns?: ReadonlySet<string>): string[] =>
      findingsOf(yaml, RULE, { standIns }).map(({ severity }) => severity);

    expect(severities()).toEqual(['error']);
    expect(severities(new Set(['shop/Deployment/web']))).toEqual(['note']);
  });
});

function ingress(name: string, port: object, more: object = {}): string {
  const spec = { defaultBackend: { service: { name, port } }, ...more };
  return object('networking.k8s.io/v1', 'Ingress', 'web', { spec });
}
