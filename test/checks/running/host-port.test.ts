import { deployment, documents, enforcing, found } from './found';

const RULE = 'host-port';

describe('the rule host-port', () => {
  test('tells of a port of the node', () => {
    const yaml = deployment({ container: ['ports:', '  - {containerPort: 8080, hostPort: 80}'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 13,
        field: 'spec.template.spec.containers[0].ports[0].hostPort',
        message: 'shop/Deployment/api: container app takes port 80 of its node',
        fix: 'leave hostPort out of the ports of container app, and let a Service lead there',
      },
    ]);
  });

  test('leaves it to another rule where the API server refuses it, because the namespace is held to baseline', () => {
    const yaml = documents(
      enforcing('baseline'),
      deployment({ container: ['ports: [{containerPort: 8080, hostPort: 80}]'] }),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing of 0, which is none', () => {
    const yaml = deployment({ container: ['ports: [{containerPort: 8080, hostPort: 0}, {containerPort: 8081}]'] });
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('leaves the host network to the rule about it', () => {
    const yaml = deployment({
      container: ['ports: [{containerPort: 8080, hostPort: 8080}]'],
      pod: ['hostNetwork: true'],
    });
    expect(found(RULE, yaml)).toEqual([]);
  });
});
