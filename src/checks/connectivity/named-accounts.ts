import { CheckedObject } from '../checked-object';
import { Raw } from '../raw';

/** A service account that a policy names. */
export interface NamedAccount {
  readonly namespace: string;
  readonly name: string;
  readonly field: Raw;
}

type Reader = (object: CheckedObject) => Iterable<NamedAccount>;

/** What each kind says of accounts. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['AuthorizationPolicy.security.istio.io', ofIstio],
  ['MeshTLSAuthentication.policy.linkerd.io', ofMeshTls],
  ['ServerAuthorization.policy.linkerd.io', ofServerAuthorization],
  ['CiliumNetworkPolicy.cilium.io', ofCilium],
  ['CiliumClusterwideNetworkPolicy.cilium.io', ofCilium],
  ['NetworkPolicy.crd.projectcalico.org', ofCalico],
  ['NetworkPolicy.projectcalico.org', ofCalico],
]);

/** The accounts that an object names, each once; patterns and accounts of other clusters are left out. */
export function namedAccounts(object: CheckedObject): NamedAccount[] {
  const found = new Map<string, NamedAccount>();
  for (const account of READERS.get(`${object.kind}.${object.group}`)?.(object) ?? []) {
    const key = `${account.namespace}/${account.name}`;
    if (!/[*]/.test(key) && account.namespace !== '' && account.name !== '' && !found.has(key)) found.set(key, account);
  }
  return [...found.values()];
}

/** @see https://istio.io/latest/docs/reference/config/security/authorization-policy/ */
function* ofIstio({ root, namespace: own = '' }: CheckedObject): Iterable<NamedAccount> {
  for (const rule of root.get('spec', 'rules').items()) {
    for (const from of rule.get('from').items()) {
      yield* from.get('source', 'principals').items().flatMap(byPrincipal);
      yield* from
        .get('source', 'serviceAccounts')
        .items()
        .flatMap((field) => byAccount(field, own));
    }
    for (const condition of rule.get('when').items()) {
      const values = condition.get('values').items();
      const key = condition.get('key').value;
      if (key === 'source.principal') yield* values.flatMap(byPrincipal);
      if (key === 'source.serviceAccount') yield* values.flatMap((field) => byAccount(field, own));
    }
  }
}

/** `cluster.local/ns/shop/sa/web`: the trust domain of others may be another cluster. */
function byPrincipal(field: Raw): NamedAccount[] {
  const found = /^cluster\.local\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(field.text() ?? '');
  return found === null ? [] : [{ namespace: found[1], name: found[2], field }];
}

/** `shop/web`, or the name alone. */
function byAccount(field: Raw, own: string): NamedAccount[] {
  const found = /^(?:([^/]+)\/)?([^/]+)$/.exec(field.text() ?? '');
  return found === null ? [] : [{ namespace: found[1] ?? own, name: found[2], field }];
}

/** @see https://linkerd.io/2/reference/authorization-policy/ */
function* ofMeshTls({ root, namespace: own = '' }: CheckedObject): Iterable<NamedAccount> {
  const spec = root.get('spec');
  yield* spec.get('identities').items().flatMap(byIdentity);
  for (const ref of spec.get('identityRefs').items()) {
    if (ref.get('kind').value === 'ServiceAccount') yield* byReference(ref, own);
  }
}

function* ofServerAuthorization({ root, namespace: own = '' }: CheckedObject): Iterable<NamedAccount> {
  const meshTls = root.get('spec', 'client', 'meshTLS');
  yield* meshTls.get('identities').items().flatMap(byIdentity);
  for (const ref of meshTls.get('serviceAccounts').items()) yield* byReference(ref, own);
}

/** `web.shop.serviceaccount.identity.linkerd.cluster.local` */
function byIdentity(field: Raw): NamedAccount[] {
  const found = /^([^.]+)\.([^.]+)\.serviceaccount\.identity\.[^.]+\.cluster\.local$/.exec(field.text() ?? '');
  return found === null ? [] : [{ name: found[1], namespace: found[2], field }];
}

function byReference(field: Raw, own: string): NamedAccount[] {
  const name = field.get('name').text();
  return name === undefined
    ? []
    : [{ namespace: field.get('namespace').text() || own, name, field: field.get('name') }];
}

const OF_CILIUM = ['', 'k8s:', 'any:'];
const ACCOUNT = 'io.cilium.k8s.policy.serviceaccount';
const NAMESPACE = 'io.kubernetes.pod.namespace';

/** @see https://docs.cilium.io/en/stable/security/policy/kubernetes/ */
function* ofCilium({ root, namespace }: CheckedObject): Iterable<NamedAccount> {
  for (const spec of [root.get('spec'), ...root.get('specs').items()]) {
    const selectors = [
      spec.get('endpointSelector'),
      ...['ingress', 'ingressDeny'].flatMap((list) =>
        spec
          .get(list)
          .items()
          .flatMap((rule) => rule.get('fromEndpoints').items()),
      ),
      ...['egress', 'egressDeny'].flatMap((list) =>
        spec
          .get(list)
          .items()
          .flatMap((rule) => rule.get('toEndpoints').items()),
      ),
    ];
    for (const selector of selectors) {
      const accounts = valuesOf(selector, ACCOUNT);
      if (accounts.length === 0) continue;
      const written = valuesOf(selector, NAMESPACE);
      // By other labels of a namespace nobody here knows which it is.
      const isElsewhere = written.length === 0 && selectsNamespaces(selector);
      const [own] =
        written.length === 1 ? [written[0].text()] : [written.length === 0 && !isElsewhere ? namespace : undefined];
      if (own === undefined) continue;
      for (const field of accounts) yield { namespace: own, name: field.text() ?? '', field };
    }
  }
}

/** The values of which a selector asks a label to have one. */
function valuesOf(selector: Raw, key: string): readonly Raw[] {
  const labels = selector.get('matchLabels');
  const exact = OF_CILIUM.map((source) => labels.get(source + key)).filter((field) => field.text() !== undefined);
  const listed = selector
    .get('matchExpressions')
    .items()
    .filter(
      (each) =>
        each.get('operator').value === 'In' && OF_CILIUM.some((source) => each.get('key').value === source + key),
    )
    .flatMap((each) => each.get('values').items())
    .filter((field) => field.text() !== undefined);
  return [...exact, ...listed];
}

function selectsNamespaces(selector: Raw): boolean {
  const keys = [
    ...selector
      .get('matchLabels')
      .entries()
      .map(([key]) => key),
    ...selector
      .get('matchExpressions')
      .items()
      .map((each) => each.get('key').text() ?? ''),
  ];
  return keys.some((key) => key.includes('io.cilium.k8s.namespace.labels') || key.includes(NAMESPACE));
}

/** @see https://docs.tigera.io/calico/latest/reference/resources/networkpolicy */
function* ofCalico({ root, namespace = '' }: CheckedObject): Iterable<NamedAccount> {
  const spec = root.get('spec');
  const ends = [
    ...spec
      .get('ingress')
      .items()
      .map((rule) => rule.get('source')),
    ...spec
      .get('egress')
      .items()
      .map((rule) => rule.get('destination')),
  ];
  for (const end of ends) {
    if (!end.get('namespaceSelector').isAbsent) continue;
    for (const field of end.get('serviceAccounts', 'names').items()) {
      yield { namespace, name: field.text() ?? '', field };
    }
  }
}
