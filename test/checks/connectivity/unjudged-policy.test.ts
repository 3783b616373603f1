import { app, deployment, documents, object, policy } from './manifests';
import { findingsOf } from '../findings-of';

const RULE = 'unjudged-policy';

describe('unjudged-policy', () => {
  test('tells of a policy of a kind that is not judged', () => {
    const calico = object('projectcalico.org/v3', 'NetworkPolicy', 'web', { spec: { selector: 'all()' } });
    const [finding, ...others] = findingsOf(documents(deployment('web'), calico), RULE);

    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'warning',
      object: 'shop/NetworkPolicy/web',
      line: 3,
      message: 'shop/NetworkPolicy/web (projectcalico.org/v3) is not judged, and what it may decide is undefined',
      fix: 'say the same with a NetworkPolicy or another kind that is judged, or accept it with a reason',
    });
    expect(finding.rule.group).toBe('input');
  });

  test('says why a policy of a kind that is judged is not', () => {
    const cilium = object('cilium.io/v2', 'CiliumNetworkPolicy', 'web', {
      spec: { endpointSelector: app('web'), ingress: [{ fromSomething: [] }] },
    });
    const [finding] = findingsOf(documents(deployment('web'), cilium), RULE);

    expect(finding.message).toBe(
      'shop/CiliumNetworkPolicy/web (cilium.io/v2) is not judged because spec.ingress[0].fromSomething is not known here, and what it may decide is undefined',
    );
    expect(finding.fix).toBe('write what is judged, or accept it with a reason');
  });

  test('tells of a policy of a mesh', () => {
    const custom = object('security.istio.io/v1', 'AuthorizationPolicy', 'web', {
      spec: { action: 'CUSTOM', provider: { name: 'sso' }, rules: [{}] },
    });

    expect(findingsOf(documents(deployment('web'), custom), RULE)).toMatchObject([
      {
        object: 'shop/AuthorizationPolicy/web',
        line: 3,
        severity: 'warning',
        message: expect.stringMatching(
          /^shop\/AuthorizationPolicy\/web is not judged because .*, and what it may decide is undefined$/,
        ),
        fix: 'write what is judged, or accept it with a reason',
      },
    ]);
  });

  test('finds the object although a kind of the same name is judged', () => {
    const calico = object('projectcalico.org/v3', 'NetworkPolicy', 'web', { spec: { selector: 'all()' } });
    const judged = policy('web', { podSelector: app('web') });

    expect(findingsOf(documents(judged, deployment('web'), calico), RULE)).toMatchObject([{ line: 5 }]);
    expect(findingsOf(documents(calico, deployment('web'), judged), RULE)).toMatchObject([{ line: 1 }]);
  });

  test('says nothing of policies that are judged', () => {
    expect(findingsOf(documents(deployment('web'), policy('web', { podSelector: {} })), RULE)).toEqual([]);
  });

  test('tells of one although its spec is of a wrong type', () => {
    const calico = object('crd.projectcalico.org/v1', 'GlobalNetworkPolicy', 'all', { spec: 'none' });

    expect(findingsOf(calico, RULE)).toHaveLength(1);
  });
});
