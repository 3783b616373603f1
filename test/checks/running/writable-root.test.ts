import { deployment, found } from './found';

const RULE = 'writable-root';

describe('the rule writable-root', () => {
  test('notes a container that may write into its image', () => {
    const yaml = deployment();
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'note',
        line: 10,
        field: 'spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem',
        message: 'shop/Deployment/api: container app may write into the files of its image',
        fix: 'set securityContext.readOnlyRootFilesystem: true for container app, with an emptyDir where it writes, such as /tmp',
      },
    ]);
  });

  test('notes it where it is written', () => {
    const yaml = deployment({ container: ['securityContext:', '  readOnlyRootFilesystem: false'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'note',
        line: 13,
        field: 'spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem',
        message: 'shop/Deployment/api: container app may write into the files of its image',
        fix: 'set securityContext.readOnlyRootFilesystem: true for container app, with an emptyDir where it writes, such as /tmp',
      },
    ]);
  });

  test('says nothing of read-only files', () => {
    const yaml = deployment({ container: ['securityContext: {readOnlyRootFilesystem: true}'] });
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('does not count what is written for the pod, which has no such field', () => {
    const yaml = deployment({ pod: ['securityContext: {readOnlyRootFilesystem: true}'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'note',
        line: 10,
        field: 'spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem',
        message: 'shop/Deployment/api: container app may write into the files of its image',
        fix: 'set securityContext.readOnlyRootFilesystem: true for container app, with an emptyDir where it writes, such as /tmp',
      },
    ]);
  });
});
