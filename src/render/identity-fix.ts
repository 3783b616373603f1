import { yamlLines } from './rule-yaml';
import { Fix } from '../reachability/fix';

type IdentityFix = Extract<Fix, { kind: 'identity' }>;

/** What is to be written: the rule below `spec` of a policy that is there, or objects. */
export interface IdentityManifests {
  readonly spec?: object;
  readonly objects: readonly object[];
}

/** A rule by which a mesh lets a client in, as it is written. */
export function identityManifests(fix: IdentityFix): IdentityManifests {
  return fix.mesh === 'istio' ? ofIstio(fix) : ofLinkerd(fix);
}

/** The same as lines of YAML. */
export function identityYaml(fix: IdentityFix): string[] {
  const { spec, objects } = identityManifests(fix);
  if (spec !== undefined) return yamlLines({ spec });
  return objects.flatMap((object, i) => [...(i === 0 ? [] : ['---']), ...yamlLines(object)]);
}

function ofIstio(fix: IdentityFix): IdentityManifests {
  const { workload, policy, client, trustDomain, port } = fix;
  const principal = `${trustDomain}/ns/${client.namespace}/sa/${client.account}`;
  const rules = [{ from: [{ source: { principals: [principal] } }], to: [{ operation: { ports: [String(port)] } }] }];
  if (policy !== undefined) return { spec: { rules }, objects: [] };
  const { namespace, labels } = workload;
  const metadata = { name: fix.name ?? workload.name, namespace };
  const selector = { matchLabels: labels };
  return {
    objects: [
      {
        apiVersion: 'security.istio.io/v1',
        kind: 'AuthorizationPolicy',
        metadata,
        spec: { selector, action: 'ALLOW', rules },
      },
    ],
  };
}

/** The Server is there, or the pods' default decides and it is new. */
function ofLinkerd({ workload, policy, client, port }: IdentityFix): IdentityManifests {
  const { namespace, name, labels } = workload;
  const server = policy?.name ?? `${name}-${port}`;
  const own = { name: `${client.account}-to-${server}`, namespace };
  return {
    objects: [
      ...(policy === undefined
        ? [
            {
              apiVersion: 'policy.linkerd.io/v1beta3',
              kind: 'Server',
              metadata: { name: server, namespace },
              spec: { podSelector: { matchLabels: labels }, port },
            },
          ]
        : []),
      {
        apiVersion: 'policy.linkerd.io/v1alpha1',
        kind: 'MeshTLSAuthentication',
        metadata: own,
        spec: { identityRefs: [{ kind: 'ServiceAccount', name: client.account, namespace: client.namespace }] },
      },
      {
        apiVersion: 'policy.linkerd.io/v1alpha1',
        kind: 'AuthorizationPolicy',
        metadata: own,
        spec: {
          targetRef: { group: 'policy.linkerd.io', kind: 'Server', name: server },
          requiredAuthenticationRefs: [{ group: 'policy.linkerd.io', kind: 'MeshTLSAuthentication', name: own.name }],
        },
      },
    ],
  };
}
