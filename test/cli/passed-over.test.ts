import { Workplace } from './in-process';

const WEB = 'apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\n---\n';
const NO_POLICY = 'warning: no NetworkPolicy in the input: everybody may talk to everybody\n';

let place: Workplace;
beforeEach(() => (place = new Workplace({})));
afterEach(() => place.remove());

async function reach(text: string): Promise<{ readonly code: number; readonly stderr: string }> {
  place.write('in.yaml', text);
  const { code, stderr } = await place.run(['reach', './in.yaml']);
  return { code, stderr };
}

const object = (apiVersion: string, kind: string, name: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}, namespace: argocd }\n---\n`;

describe('what is wrong with an object of a kind that is not read is a warning, and stops nothing', () => {
  test.each([
    ['no name', 'apiVersion: v1\nkind: ConfigMap', '5: document 2: metadata.name: got nothing; allowed: text, and it'],
    [
      'no apiVersion',
      'kind: ConfigMap\nmetadata: { name: a }',
      '5: document 2: apiVersion: got nothing; allowed: text',
    ],
    [
      'a number as apiVersion',
      'apiVersion: 3\nkind: Widget\nmetadata: { name: a }',
      '5: document 2: apiVersion: got 3;',
    ],
    [
      'an apiVersion that is none',
      'apiVersion: a/b/c\nkind: Widget\nmetadata: { name: a }',
      '5: document 2: apiVersion: got "a/b/c"; allowed: "group/version"',
    ],
    [
      'text as metadata',
      'apiVersion: v1\nkind: Widget\nmetadata: a',
      '7: document 2: metadata: got "a"; allowed: a map',
    ],
    [
      'a name that is none',
      object('v1', 'Widget', '"A b"'),
      '7: document 2: metadata.name: got "A b"; allowed: a name of',
    ],
    ['a number as name', object('v1', 'Widget', '7'), '7: document 2: metadata.name: got 7; allowed: text'],
    [
      'a namespace that is none',
      'apiVersion: v1\nkind: Widget\nmetadata: { name: a, namespace: "*/" }',
      '7: document 2: metadata.namespace: got "*/"; allowed: a namespace',
    ],
    [
      'a number as a label',
      'apiVersion: v1\nkind: Widget\nmetadata: { name: a, labels: { tier: 1 } }',
      '7: document 2: metadata.labels.tier: got 1; allowed: text',
    ],
    [
      'a label that is none',
      'apiVersion: v1\nkind: Widget\nmetadata: { name: a, labels: { tier: a b } }',
      '7: document 2: metadata.labels.tier: got "a b"; allowed: a label value',
    ],
    [
      'owners that are none',
      'apiVersion: v1\nkind: Widget\nmetadata: { name: a, ownerReferences: 7 }',
      '7: document 2: metadata.ownerReferences: got 7; allowed: a list',
    ],
    [
      'a kind that is none',
      'apiVersion: v1\nkind: Config Map\nmetadata: { name: a }',
      '6: document 2: kind: got "Config Map"; allowed: letters and digits',
    ],
  ])('%s', async (_, text, warning) => {
    const { code, stderr } = await reach(WEB + text);
    expect({ code, stderr: stderr.slice(0, `warning: in.yaml:${warning}`.length) }).toEqual({
      code: 0,
      stderr: `warning: in.yaml:${warning}`,
    });
  });

  test('names of roles and images are free', async () => {
    const free =
      object('rbac.authorization.k8s.io/v1', 'Role', '"system:node"') +
      object('image.openshift.io/v1', 'Image', '"sha256:1"');
    expect(await reach(WEB + free)).toEqual({ code: 0, stderr: NO_POLICY });
    const { stderr } = await reach(WEB + object('rbac.authorization.k8s.io/v1', 'Role', '"a/b"'));
    expect(stderr).toEqual(
      `warning: in.yaml:7: document 2: metadata.name: got "a/b"; allowed: a name without "/" and "%"\n${NO_POLICY}`,
    );
  });

  test('nothing as an item of a list', async () => {
    expect(await reach(`${WEB}apiVersion: v1\nkind: List\nitems: [null]\n`)).toEqual({
      code: 0,
      stderr: `warning: in.yaml:7: document 2: items[0]: got nothing; allowed: a map\n${NO_POLICY}`,
    });
  });

  test('3,000 of them are 20, and a count', async () => {
    const { code, stderr } = await reach(WEB + 'apiVersion: v1\nkind: ConfigMap\n---\n'.repeat(3000));
    expect(code).toEqual(0);
    expect(stderr.trimEnd().split('\n').slice(19)).toEqual([
      'warning: in.yaml:62: document 21: metadata.name: got nothing; allowed: text, and it is required',
      'warning: and 2980 more like these',
      NO_POLICY.trimEnd(),
    ]);
  });

  test.each(['Deployment', 'NetworkPolicy', 'CiliumNetworkPolicy', 'EgressFirewall', 'List', 'Ingress'])(
    'but a %s without apiVersion is refused: it may be one that is read',
    async (kind) => {
      expect(await reach(`${WEB}kind: ${kind}\nmetadata: { name: a }\n`)).toEqual({
        code: 3,
        stderr:
          'in.yaml:5: document 2: apiVersion: got nothing; allowed: text, and it is required\n' +
          '1 problem in the input; nothing was judged\n',
      });
    },
  );
});

describe('objects by which a controller deploys others are named without --verbose', () => {
  const ONLY_IF = 'objects that are in the input only if they were rendered into it. Fix: render them';
  test.each([
    ['argoproj.io/v1alpha1', 'Application', 'Argo CD', ' (argocd app manifests <name>)'],
    ['argoproj.io/v1alpha1', 'ApplicationSet', 'Argo CD', ' (argocd appset generate <file>)'],
    ['helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'Flux', ' (helm template <name> <chart> --values <values>)'],
    ['kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'Flux', ' (flux build kustomization <name> --path <folder>)'],
    ['helm.cattle.io/v1', 'HelmChart', 'K3s', ' (helm template <name> <chart> --values <values>)'],
    ['fleet.cattle.io/v1alpha1', 'Bundle', 'Fleet', ''],
  ])('%s %s', async (apiVersion, kind, of, how) => {
    expect(await reach(WEB + object(apiVersion, kind, 'a'))).toEqual({
      code: 0,
      stderr: `warning: in.yaml:5: document 2: the ${of} ${kind} argocd/${kind}/a deploys ${ONLY_IF}${how} and add them\n${NO_POLICY}`,
    });
  });

  test('in one line for all of a kind', async () => {
    const many = ['a', 'b', 'c'].map((name) => object('argoproj.io/v1alpha1', 'Application', name)).join('');
    expect((await reach(WEB + many)).stderr).toEqual(
      `warning: in.yaml:5: document 2: 3 Argo CD Applications (argocd/Application/a and 2 more) deploy ${ONLY_IF} (argocd app manifests <name>) and add them\n${NO_POLICY}`,
    );
  });

  test('and kinds of others that are called so are not', async () => {
    expect((await reach(WEB + object('app.k8s.io/v1beta1', 'Application', 'a'))).stderr).toEqual(NO_POLICY);
    expect((await reach(WEB + object('source.toolkit.fluxcd.io/v1', 'HelmChart', 'a'))).stderr).toEqual(NO_POLICY);
  });
});

describe('what was passed over is said when nothing is judged, too', () => {
  const MISSPELT = object('apps/v1', 'Deploymnt', 'api');
  const WARNING =
    'warning: in.yaml:2: document 1: kind: got "Deploymnt" of "apps/v1", which Kubernetes does not have, and it is not read. Fix: did you mean Deployment of apps/v1?\n';

  test('behind the errors', async () => {
    expect(
      await reach(`${MISSPELT}${object('cilium.io/v3', 'CiliumNetworkPolicy', 'c')}kind: Pod\napiVersion: v1\n`),
    ).toEqual({
      code: 3,
      stderr:
        'in.yaml:9: document 3: metadata.name: got nothing; allowed: text, and it is required\n' +
        WARNING +
        'warning: in.yaml:5: argocd/CiliumNetworkPolicy/c (cilium.io/v3) is not judged, and what it may decide is undefined\n' +
        '1 problem in the input; nothing was judged\n',
    });
  });

  test('where there is no workload to ask about', async () => {
    place.write('in.yaml', MISSPELT);
    const { code, stderr } = await place.run(['explain', './in.yaml', '--from', 'api', '--to', 'internet']);
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: `in.yaml: got no workload; allowed: manifests with at least one workload\n${WARNING}1 problem in the input; nothing was judged\n`,
    });
  });

  test.each([
    ['reach', ['--from', 'api']],
    ['explain', ['--from', 'api', '--to', 'internet']],
  ])('before %s refuses an end that there is not', async (command, ends) => {
    place.write('in.yaml', MISSPELT + WEB);
    const { code, stdout, stderr } = await place.run([command, './in.yaml', ...ends]);
    expect({ code, stdout, first: stderr.split('\n')[0] }).toEqual({ code: 2, stdout: '', first: WARNING.trimEnd() });
  });

  test('of both sides of a comparison', async () => {
    place.write('old.yaml', MISSPELT);
    place.write('new.yaml', 'kind: Pod\napiVersion: v1\n');
    const { code, stderr } = await place.run(['diff', './old.yaml', './new.yaml']);
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr:
        'new.yaml:1: document 1: metadata.name: got nothing; allowed: text, and it is required\n' +
        WARNING.replace('in.yaml', 'old.yaml') +
        '1 problem in the input; nothing was judged\n',
    });
  });
});
