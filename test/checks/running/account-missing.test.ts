import { deployment, documents, found } from './found';

const RULE = 'account-missing';

describe('the rule account-missing', () => {
  test('tells of an account that its declared namespace does not have', () => {
    const yaml = documents(
      'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}',
      deployment({ pod: ['serviceAccountName: api'] }),
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 16,
        field: 'spec.template.spec.serviceAccountName',
        message:
          'shop/Deployment/api: its pods have the account api, and the input has no ServiceAccount of that name in namespace shop',
        fix: 'add ServiceAccount api to namespace shop, or name one that is there in serviceAccountName',
      },
    ]);
  });

  test('tells of it beside other accounts of the namespace, by the older field as well', () => {
    const yaml = documents(
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web, namespace: shop}',
      deployment({ pod: ['serviceAccount: api'] }),
    );
    expect(found(RULE, yaml)).toEqual([
      {
        severity: 'warning',
        line: 16,
        field: 'spec.template.spec.serviceAccount',
        message:
          'shop/Deployment/api: its pods have the account api, and the input has no ServiceAccount of that name in namespace shop',
        fix: 'add ServiceAccount api to namespace shop, or name one that is there in serviceAccountName',
      },
    ]);
  });

  test('says nothing where the input has it', () => {
    const yaml = documents(
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: api, namespace: shop}',
      deployment({ pod: ['serviceAccountName: api'] }),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing where the namespace may have it elsewhere', () => {
    const yaml = documents(
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web, namespace: other}',
      deployment({ pod: ['serviceAccountName: api'] }),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });

  test('says nothing of the account that each namespace has', () => {
    const yaml = documents(
      'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}',
      deployment(),
      deployment({ name: 'web', pod: ['serviceAccountName: default'] }),
    );
    expect(found(RULE, yaml)).toEqual([]);
  });
});
