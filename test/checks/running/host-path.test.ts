import { deployment, documents, enforcing, found } from './found';

const RULE = 'host-path';

describe('the rule host-path', () => {
  test('tells of a volume of the node', () => {
    const yaml = deployment({ pod: ['volumes:', '  - name: logs', '    hostPath: {path: /var/log}'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 14,
        field: 'spec.template.spec.volumes[0].hostPath',
        message: 'shop/Deployment/api: volume logs is /var/log of the node',
        fix: 'use an emptyDir or a PersistentVolumeClaim for volume logs',
      },
    ]);
  });

  test('leaves it to another rule where the API server refuses it, because the namespace is restricted', () => {
    const yaml = documents(
      enforcing('restricted'),
      deployment({ pod: ['volumes: [{name: logs, hostPath: {path: /var/log}}]'] }),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing of other volumes', () => {
    const yaml = deployment({ pod: ['volumes: [{name: tmp, emptyDir: {}}, {name: logs, hostPath: null}]'] });
    expect(found(RULE, yaml)).toEqual([]);
  });
});
