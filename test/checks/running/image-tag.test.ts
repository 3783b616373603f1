import { deployment, documents, found } from './found';

const RULE = 'image-tag';

describe('the rule image-tag', () => {
  test('tells of an image without a tag', () => {
    const yaml = deployment({ image: 'nginx' });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 11,
        field: 'spec.template.spec.containers[0].image',
        message: 'shop/Deployment/api: container app runs image "nginx", which has no tag: it is "latest" then',
        fix: 'write the version that container app was tested with, or its digest',
      },
    ]);
  });

  test('tells of latest, and takes the port of a registry for no tag', () => {
    const yaml = documents(
      deployment({ image: 'nginx:latest' }),
      deployment({ name: 'web', image: 'localhost:5000/web' }),
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 11,
        field: 'spec.template.spec.containers[0].image',
        message: 'shop/Deployment/api: container app runs image "nginx:latest", whose tag moves',
        fix: 'write the version that container app was tested with, or its digest',
      },
      {
        severity: 'warning',
        line: 23,
        field: 'spec.template.spec.containers[0].image',
        message:
          'shop/Deployment/web: container app runs image "localhost:5000/web", which has no tag: it is "latest" then',
        fix: 'write the version that container app was tested with, or its digest',
      },
    ]);
  });

  test('says nothing of a version or a digest', () => {
    const yaml = documents(
      deployment({ image: 'localhost:5000/web:1.0' }),
      deployment({ name: 'web', image: `nginx@sha256:${'0'.repeat(64)}` }),
      deployment({ name: 'old', image: `nginx:latest@sha256:${'0'.repeat(64)}` }),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing where there is no image', () => {
    const yaml = deployment({ image: '""' });
    expect(found(RULE, yaml)).toEqual([]);
  });
});
