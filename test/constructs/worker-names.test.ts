import { Port, Worker } from '../../src';
import { Manifest, mainContainer, only, podSpec, shopChart } from '../manifests';

const image = 'ghcr.io/acme/mailer:3.1.0';
const NAME = 'app.kubernetes.io/name';

/* Nothing in a Worker is a host name: a Deployment's name may be longer than a label or a container's name. */

function rendered(name: string): { deployment: Manifest; label: string; container: string } {
  const chart = shopChart();
  new Worker(chart, 'mailer', { image, name, autoscaling: { max: 5 } });
  const deployment = only(chart, 'Deployment', name);
  const label: string = deployment.spec.selector.matchLabels[NAME];
  expect(deployment.metadata.labels[NAME]).toEqual(label);
  expect(deployment.spec.template.metadata.labels[NAME]).toEqual(label);
  expect(only(chart, 'NetworkPolicy', name).spec.podSelector).toEqual({ matchLabels: { [NAME]: label } });
  expect(only(chart, 'PodDisruptionBudget', name).spec.selector).toEqual({ matchLabels: { [NAME]: label } });
  expect(only(chart, 'HorizontalPodAutoscaler', name).spec.scaleTargetRef.name).toEqual(name);
  return { deployment, label, container: mainContainer(chart).name as string };
}

test.each(['2fast', '42', 'a'.repeat(63)])('%s is the name, the label and the name of the container', (name) => {
  const { label, container } = rendered(name);
  expect([label, container]).toEqual([name, name]);
});

test('a name with dots is the label; in the container’s name a hash tells it from one with dashes', () => {
  const { label, container } = rendered('mailer.eu.v2');
  expect(label).toEqual('mailer.eu.v2');
  expect(container).toMatch(/^mailer-eu-v2-[0-9a-f]{8}$/);
});

test.each(['a'.repeat(64), 'a'.repeat(242)])('%s is shortened in the label and the name of the container', (name) => {
  const { label, container } = rendered(name);
  expect(label).toMatch(/^a{54}-[0-9a-f]{8}$/);
  expect(container).toEqual(label);
});

test('long names that begin alike have different labels, the same at each synth', () => {
  const labels = ['b', 'c', 'b'].map((end) => rendered(`${'a'.repeat(80)}${end}`).label);
  expect(labels[0]).not.toEqual(labels[1]);
  expect(labels[0]).toEqual(labels[2]);
});

test('two Workers with long names connect, by their labels', () => {
  const chart = shopChart();
  const [a, b] = ['a', 'b'].map((id) => new Worker(chart, id, { image, name: `${id.repeat(70)}` }));
  a.connections.allowTo(b, [Port.tcp(9000)]);
  const { spec } = only(chart, 'NetworkPolicy', 'b'.repeat(70));
  expect(spec.ingress[0].from[0].podSelector.matchLabels[NAME]).toMatch(/^a{54}-[0-9a-f]{8}$/);
});

test('the main container still gets what is meant for it', () => {
  const chart = shopChart();
  const worker = new Worker(chart, 'mailer', { image, name: 'mailer.eu', sidecars: [{ name: 'side', image }] });
  worker.addEnv('MODE', 'fast');
  const [main] = podSpec(chart).containers;
  const [side] = podSpec(chart).initContainers;
  expect(main.env).toEqual([{ name: 'MODE', value: 'fast' }]);
  expect(main.resources.limits).toEqual({ cpu: '500m', memory: '256Mi', 'ephemeral-storage': '1Gi' });
  expect(side).not.toHaveProperty('env');
});

test.each([
  ['a'.repeat(243), 'a'.repeat(63)],
  ['Mailer', 'mailer'],
  ['-mailer', 'mailer'],
  ['mailer.', 'mailer'],
  ['my_mailer', 'my-mailer'],
])('%s is no name of a Worker, and is told one', (name, suggestion) => {
  expect(() => new Worker(shopChart(), 'mailer', { image, name })).toThrow(
    'allowed: lower-case letters, digits, "-" and ".", beginning and ending with a letter or digit, ' +
      `at most 242 characters. Fix: use "${suggestion}" as the id, or set \`name\``,
  );
});
