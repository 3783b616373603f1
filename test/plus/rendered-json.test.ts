import { ApiObject, Chart, JsonPatch, Size, Testing } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import {
  ConfigFiles,
  DatabaseEngine,
  Exposure,
  ExternalAlias,
  HeadlessDatabase,
  InternalService,
  IsolatedNamespace,
  NodeAgent,
  PublicWebApp,
  RenderedPatch,
  ScheduledTask,
  Task,
  Tls,
} from '../../src';

const MAIN = '/spec/template/spec/containers/0';

interface Rendered {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: Record<string, unknown>;
}

function shop(): Chart {
  return new Chart(Testing.app(), 'shop', { namespace: 'shop' });
}

function renderPatched(target: 'deployment' | 'service', ...patches: JsonPatch[]): { [field: string]: any } {
  const chart = shop();
  const web = new InternalService(chart, 'web', {
    image: 'ghcr.io/acme/web:1.0.0',
    ports: [{ name: 'http', port: 80 }],
  });
  ApiObject.of(web[target]).addJsonPatch(...patches);
  const kind = target === 'service' ? 'Service' : 'Deployment';
  return (Testing.synth(chart) as Rendered[]).find((object) => object.kind === kind)!.spec;
}

describe('a JSON patch in the spelling of Kubernetes', () => {
  test('sets a quantity', () => {
    const spec = renderPatched('deployment', JsonPatch.replace(`${MAIN}/resources/limits/memory`, '1Gi'));
    expect(spec.template.spec.containers[0].resources.limits).toMatchObject({ memory: '1Gi' });
  });

  test('sets a quantity within an object', () => {
    const volume = { name: 'scratch', emptyDir: { sizeLimit: '5Mi' } };
    const spec = renderPatched('deployment', JsonPatch.add('/spec/template/spec/volumes/0', volume));
    expect(spec.template.spec.volumes[0]).toEqual(volume);
  });

  test('sets a quantity where another language calls, which finds the method on the class', () => {
    const chart = shop();
    const web = new InternalService(chart, 'web', { image: 'ghcr.io/acme/web:1.0.0', port: 80 });
    const object = ApiObject.of(web.deployment);
    const { addJsonPatch } = object.constructor.prototype as ApiObject;
    addJsonPatch.call(object, JsonPatch.replace(`${MAIN}/resources/limits/memory`, '1Gi'));
    const rendered = (Testing.synth(chart) as any[]).find(({ kind }) => kind === 'Deployment');
    expect(rendered.spec.template.spec.containers[0].resources.limits).toMatchObject({ memory: '1Gi' });
  });

  test('removes a limit', () => {
    const spec = renderPatched('deployment', JsonPatch.remove(`${MAIN}/resources/limits/cpu`));
    expect(spec.template.spec.containers[0].resources.limits).not.toHaveProperty('cpu');
  });

  test.each([
    ['setHostnameAsFQDN', '/spec/template/spec/setHostnameAsFQDN', true],
    ['hostUsers', '/spec/template/spec/hostUsers', false],
    ['dnsConfig', '/spec/template/spec/dnsConfig', { options: [{ name: 'ndots', value: '2' }] }],
    ['imagePullSecrets', '/spec/template/spec/imagePullSecrets', [{ name: 'registry' }]],
  ])('sets %s of the pods', (field, path, value) => {
    expect(renderPatched('deployment', JsonPatch.add(path, value)).template.spec[field]).toEqual(value);
  });

  test.each([
    ['loadBalancerIP', '/spec/loadBalancerIP', '203.0.113.5'],
    ['sessionAffinityConfig', '/spec/sessionAffinityConfig', { clientIP: { timeoutSeconds: 60 } }],
    ['trafficDistribution', '/spec/trafficDistribution', 'PreferClose'],
  ])('sets %s of a Service', (field, path, value) => {
    expect(renderPatched('service', JsonPatch.add(path, value))[field]).toEqual(value);
  });

  test('names a port', () => {
    expect(renderPatched('service', JsonPatch.replace('/spec/ports/0/targetPort', 'http')).ports[0].targetPort).toBe(
      'http',
    );
  });

  test('sets a field that is newer than the L1 of cdk8s-plus', () => {
    const lifecycle = { preStop: { sleep: { seconds: 5 } } };
    const [main] = renderPatched('deployment', JsonPatch.add(`${MAIN}/lifecycle`, lifecycle)).template.spec.containers;
    expect(main.lifecycle).toEqual(lifecycle);
  });

  test.each([
    ['/spec/template/spec/hostnameOverride', 'web'],
    ['/spec/template/spec/resources', { limits: { memory: '1Gi' } }],
    ['/spec/template/spec/securityContext/supplementalGroupsPolicy', 'Strict'],
    [
      '/spec/template/spec/containers/0/restartPolicyRules',
      [{ action: 'Restart', exitCodes: { operator: 'In', values: [42] } }],
    ],
    ['/spec/template/spec/volumes/0/image', { reference: 'ghcr.io/acme/model:1.0.0' }],
  ])('sets %s, which is newer, too', (path, value) => {
    const spec = renderPatched('deployment', JsonPatch.add(path, value));
    const steps = path.split('/').slice(2);
    expect(steps.reduce<any>((found, step) => found[step], spec)).toEqual(value);
  });

  test('sets a date', () => {
    const at = '2026-01-31T12:00:00.000Z';
    const spec = renderPatched('deployment', JsonPatch.add('/spec/template/metadata/creationTimestamp', at));
    expect(spec.template.metadata.creationTimestamp).toBe(at);
  });
});

describe('a JSON patch in the spelling of cdk8s-plus', () => {
  test('works as before', () => {
    const spec = renderPatched(
      'service',
      JsonPatch.replace('/spec/ports/0/targetPort', { value: 'http' }),
      JsonPatch.add('/spec/sessionAffinityConfig', { clientIp: { timeoutSeconds: 60 } }),
    );
    expect(spec.ports[0].targetPort).toBe('http');
    expect(spec.sessionAffinityConfig).toEqual({ clientIP: { timeoutSeconds: 60 } });
  });
});

describe('a JSON patch whose value would be lost', () => {
  test.each([
    [
      'a misspelled field',
      JsonPatch.add('/spec/replcas', 4),
      'shop/web: JSON patch of Deployment "web": /spec/replcas: got 4; allowed: minReadySeconds, paused, ' +
        'progressDeadlineSeconds, replicas, revisionHistoryLimit, selector, strategy, template. Fix: did you mean ' +
        '"replicas"? Else: a field newer than cdk8s-plus is written with RenderedPatch.apply(…)',
    ],
    [
      'a misspelled field within a value',
      JsonPatch.add('/spec/template/spec/tolerations', [{ key: 'spot', operater: 'Exists' }]),
      'shop/web: JSON patch of Deployment "web": /spec/template/spec/tolerations/0/operater: got "Exists"; allowed: ' +
        'effect, key, operator, tolerationSeconds, value. Fix: did you mean "operator"? Else: a field newer than ' +
        'cdk8s-plus is written with RenderedPatch.apply(…)',
    ],
    [
      'a field that cdk8s-plus does not know',
      JsonPatch.add('/spec/podReplacementPolicy', 'Failed'),
      'shop/web: JSON patch of Deployment "web": /spec/podReplacementPolicy: got "Failed"; allowed: minReadySeconds, ' +
        'paused, progressDeadlineSeconds, replicas, revisionHistoryLimit, selector, strategy, template. Fix: a field ' +
        'newer than cdk8s-plus is written with RenderedPatch.apply(…)',
    ],
    [
      'a text for an object',
      JsonPatch.add(`${MAIN}/lifecycle`, 'sleep 5'),
      'shop/web: JSON patch of Deployment "web": /spec/template/spec/containers/0/lifecycle: got "sleep 5"; allowed: ' +
        'an object with postStart, preStop',
    ],
    [
      'an object for a list',
      JsonPatch.add('/spec/template/spec/tolerations', { key: 'spot' }),
      'shop/web: JSON patch of Deployment "web": /spec/template/spec/tolerations: got {"key":"…"}; allowed: a list. ' +
        'Fix: write it in "[…]"',
    ],
    [
      'a list for an object',
      JsonPatch.add(`${MAIN}/lifecycle`, ['preStop']),
      'shop/web: JSON patch of Deployment "web": /spec/template/spec/containers/0/lifecycle: got ["preStop"]; allowed: ' +
        'an object with postStart, preStop',
    ],
    [
      'null',
      JsonPatch.replace('/spec/replicas', null),
      'shop/web: JSON patch of Deployment "web": /spec/replicas: got null; allowed: a value. Fix: leave it out with ' +
        'JsonPatch.remove(…)',
    ],
    [
      'no date',
      JsonPatch.add('/metadata/creationTimestamp', 'yesterday'),
      'shop/web: JSON patch of Deployment "web": /metadata/creationTimestamp: got "yesterday"; allowed: a date such as ' +
        '"2026-01-31T12:00:00Z".',
    ],
    [
      'another kind',
      JsonPatch.replace('/kind', 'StatefulSet'),
      'shop/web: JSON patch of Deployment "web": /kind: got "StatefulSet"; allowed: only "Deployment".',
    ],
    [
      'another version',
      JsonPatch.replace('/apiVersion', 'apps/v2'),
      'shop/web: JSON patch of Deployment "web": /apiVersion: got "apps/v2"; allowed: only "apps/v1".',
    ],
  ])('is refused: %s', (_, patch, message) => {
    expect(() => renderPatched('deployment', patch)).toThrow(message);
  });

  test('is refused for each object that constructs render', () => {
    const chart = everything();
    const objects = chart.node.findAll().filter((child): child is ApiObject => ApiObject.isApiObject(child));
    for (const object of objects) object.addJsonPatch(JsonPatch.add('/metadata/nmae', 'x'));
    const refused = objects.filter((object) => {
      try {
        return JSON.stringify(object.toJson()).includes('nmae');
      } catch (error) {
        return String(error).includes('/metadata/nmae');
      }
    });
    expect(refused.map(({ kind }) => kind).sort()).toEqual(objects.map(({ kind }) => kind).sort());
    expect(new Set(refused.map(({ kind }) => kind)).size).toBeGreaterThan(13);
  });
});

describe('a field that is added to the metadata', () => {
  function renderWith(add: (web: InternalService) => void): object {
    const chart = shop();
    const web = new InternalService(chart, 'web', {
      image: 'ghcr.io/acme/web:1.0.0',
      ports: [{ name: 'http', port: 80 }],
    });
    add(web);
    return (Testing.synth(chart) as Rendered[]).find(({ kind }) => kind === 'Deployment')!;
  }

  test('is rendered where Kubernetes has it', () => {
    expect(renderWith(({ deployment }) => deployment.metadata.add('generateName', 'web-'))).toMatchObject({
      metadata: { generateName: 'web-', name: 'web' },
    });
  });

  test.each([
    ['/metadata/lables', ({ deployment }: InternalService) => deployment.metadata.add('lables', { team: 'shop' })],
    [
      '/spec/template/metadata/lables',
      ({ deployment }: InternalService) => deployment.podMetadata.add('lables', { team: 'shop' }),
    ],
  ])('is refused where it would be lost: %s', (place, add) => {
    expect(() => renderWith(add)).toThrow(
      `shop/web: metadata of Deployment "web": ${place}: got {"team":"…"}; allowed: annotations, creationTimestamp, ` +
        'deletionGracePeriodSeconds, deletionTimestamp, finalizers, generateName, generation, labels, managedFields, ' +
        'name, namespace, ownerReferences, resourceVersion, selfLink, uid. Fix: did you mean "labels"?',
    );
  });
});

/** At least one object of each kind that the constructs render. */
function everything(): Chart {
  const chart = shop();
  new IsolatedNamespace(chart, 'shop', { quota: { pods: 40 }, limits: { max: { memory: Size.gibibytes(2) } } });
  new ExternalAlias(chart, 'legacy', { addresses: ['203.0.113.10'], port: 443 });
  new PublicWebApp(chart, 'web', {
    image: 'ghcr.io/acme/web:1.0.0',
    port: 80,
    autoscaling: { max: 4 },
    config: ConfigFiles.of({ '/etc/web/web.yaml': 'a: 1' }),
    exposure: Exposure.ingress({ host: 'shop.example.com', tls: Tls.certManager({ clusterIssuer: 'letsencrypt' }) }),
  });
  new HeadlessDatabase(chart, 'db', {
    engine: DatabaseEngine.postgres('16.4'),
    storage: Size.gibibytes(1),
    user: 'shop',
    userPassword: { secret: Secret.fromSecretName(chart, 'user', 'user'), key: 'password' },
    password: { secret: Secret.fromSecretName(chart, 'admin', 'admin'), key: 'password' },
  });
  new Task(chart, 'migrate', { image: 'ghcr.io/acme/web:1.0.0' });
  new ScheduledTask(chart, 'report', { image: 'ghcr.io/acme/web:1.0.0', schedule: '0 3 * * *' });
  new NodeAgent(chart, 'agent', { image: 'ghcr.io/acme/agent:1.0.0' });
  return chart;
}

describe('RenderedPatch', () => {
  test('writes a field that nothing here knows', () => {
    const chart = shop();
    const web = new InternalService(chart, 'web', {
      image: 'ghcr.io/acme/web:1.0.0',
      ports: [{ name: 'http', port: 80 }],
    });
    RenderedPatch.apply(web.deployment, JsonPatch.add('/spec/podReplacementPolicy', 'Failed'));
    RenderedPatch.apply(web.deployment, JsonPatch.add('/spec/template/spec/notYetInvented', 'web'));
    const deployment = (Testing.synth(chart) as Rendered[]).find(({ kind }) => kind === 'Deployment')!;
    expect(deployment.spec).toMatchObject({
      podReplacementPolicy: 'Failed',
      template: { spec: { notYetInvented: 'web' } },
    });
  });

  test('works on an object that is not converted', () => {
    const chart = shop();
    const object = new ApiObject(chart, 'x', { apiVersion: 'example.com/v1', kind: 'Thing' });
    RenderedPatch.apply(object, JsonPatch.add('/spec', { size: 1 }));
    expect(Testing.synth(chart)[0]).toMatchObject({ kind: 'Thing', spec: { size: 1 } });
  });

  test('gives a Task another name, as any change of its pods does', () => {
    const nameOf = (...patches: JsonPatch[]): string => {
      const chart = shop();
      const task = new Task(chart, 'migrate', { image: 'ghcr.io/acme/web:1.0.0' });
      RenderedPatch.apply(task.job, ...patches);
      return (Testing.synth(chart) as Rendered[]).find(({ kind }) => kind === 'Job')!.metadata.name;
    };
    expect(nameOf(JsonPatch.add('/spec/template/spec/notYetInvented', 'x'))).not.toBe(nameOf());
  });

  test('refuses a construct of several objects', () => {
    const chart = shop();
    const web = new InternalService(chart, 'web', {
      image: 'ghcr.io/acme/web:1.0.0',
      ports: [{ name: 'http', port: 80 }],
    });
    expect(() => RenderedPatch.apply(web, JsonPatch.add('/spec/x', 1))).toThrow(
      'shop/web: RenderedPatch: got a construct of several objects; allowed: one with one object: `api.deployment`, ' +
        '`api.service`, or an ApiObject.',
    );
  });
});
