import { deployment, documents, found } from './found';

const RULE = 'pull-policy';

describe('the rule pull-policy', () => {
  test('notes that nobody wrote it', () => {
    const yaml = deployment();
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'note',
        line: 10,
        field: 'spec.template.spec.containers[0].imagePullPolicy',
        message: 'shop/Deployment/api: container app has no imagePullPolicy',
        fix: 'write imagePullPolicy: IfNotPresent for container app',
      },
    ]);
  });

  test('warns of a tag that moves and is kept', () => {
    const yaml = deployment({ image: 'nginx', container: ['imagePullPolicy: IfNotPresent'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 12,
        field: 'spec.template.spec.containers[0].imagePullPolicy',
        message:
          'shop/Deployment/api: container app has a tag that moves and imagePullPolicy: IfNotPresent, so that each node goes on with the image that it has',
        fix: 'write a version into the image of container app, or imagePullPolicy: Always',
      },
    ]);
  });

  test('says nothing of what is written for a version', () => {
    const yaml = documents(
      deployment({ container: ['imagePullPolicy: IfNotPresent'] }),
      deployment({ name: 'web', container: ['imagePullPolicy: Always'] }),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing of a tag that moves, which is pulled each time', () => {
    const yaml = documents(
      deployment({ image: 'nginx' }),
      deployment({ name: 'web', image: 'nginx:latest', container: ['imagePullPolicy: Always'] }),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });
});
