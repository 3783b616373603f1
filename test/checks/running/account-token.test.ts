import { deployment, documents, found } from './found';

const RULE = 'account-token';

describe('the rule account-token', () => {
  test('notes pods of which nobody says it', () => {
    const yaml = deployment();
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'note',
        line: 9,
        field: 'spec.template.spec.automountServiceAccountToken',
        message:
          'shop/Deployment/api: its pods have the token of their account, because nobody says that they need none',
        fix: "set automountServiceAccountToken: false in the pod's spec, or true if the program asks the API server",
      },
    ]);
  });

  test('notes it for an account that does not say it either', () => {
    const yaml = documents(
      deployment({ pod: ['serviceAccountName: api'] }),
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: api, namespace: shop}',
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'note',
        line: 9,
        field: 'spec.template.spec.automountServiceAccountToken',
        message:
          'shop/Deployment/api: its pods have the token of their account, because nobody says that they need none',
        fix: "set automountServiceAccountToken: false in the pod's spec, or true if the program asks the API server",
      },
    ]);
  });

  test('warns of the account that all share', () => {
    const yaml = deployment({ pod: ['automountServiceAccountToken: true'] });
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 12,
        field: 'spec.template.spec.automountServiceAccountToken',
        message:
          'shop/Deployment/api: its pods have the token of the account default, which all pods of the namespace share: what one may do at the API server, all may',
        fix: 'give the pods a ServiceAccount of their own in serviceAccountName',
      },
    ]);
  });

  test('says nothing where the pod or the account excludes it', () => {
    const yaml = documents(
      deployment({ pod: ['automountServiceAccountToken: false'] }),
      deployment({ name: 'web', pod: ['serviceAccountName: web'] }),
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web, namespace: shop}\nautomountServiceAccountToken: false',
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing where an account of its own is asked for', () => {
    const yaml = deployment({ pod: ['serviceAccountName: api', 'automountServiceAccountToken: true'] });
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('lets the pod decide over the account', () => {
    const yaml = documents(
      deployment({ pod: ['serviceAccountName: api', 'automountServiceAccountToken: true'] }),
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: api, namespace: shop}\nautomountServiceAccountToken: false',
    );
    expect(found(RULE, yaml)).toEqual([]);
  });
});
