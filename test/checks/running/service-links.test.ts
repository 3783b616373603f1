import { deployment, found } from './found';

const RULE = 'service-links';

describe('the rule service-links', () => {
  test('notes pods that get them', () => {
    const yaml = deployment();
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'note',
        line: 9,
        field: 'spec.template.spec.enableServiceLinks',
        message: 'shop/Deployment/api: its pods get variables from each Service of their namespace',
        fix: "set enableServiceLinks: false in the pod's spec",
      },
    ]);
  });

  test('notes what is written', () => {
    const yaml = deployment({ pod: ['enableServiceLinks: true'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'note',
        line: 12,
        field: 'spec.template.spec.enableServiceLinks',
        message: 'shop/Deployment/api: its pods get variables from each Service of their namespace',
        fix: "set enableServiceLinks: false in the pod's spec",
      },
    ]);
  });

  test('says nothing where they are turned off', () => {
    const yaml = deployment({ pod: ['enableServiceLinks: false'] });
    expect(found(RULE, yaml)).toEqual([]);
  });
});
