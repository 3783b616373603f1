import { Chart } from 'cdk8s';
import { EnvValue, Handler, Probe } from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { Exposure, ExternalAlias, Health, InternalService, Peer, PublicWebApp, Worker } from '../../src';
import { shopChart } from '../manifests';
import { holds } from '../property';

/** What stands for a password. */
const SECRET = 'hunter2';
const IMAGE = 'ghcr.io/acme/api:1.4.2';

type Write = (chart: Chart, value: never) => unknown;

/** Where a text goes that is a secret by its place: whatever it is, it must not be seen. */
const SECRET_PLACES: { readonly [place: string]: Write } = {
  'the environment': (chart, value) => new Worker(chart, 'w', { image: IMAGE, env: { DB_PASSWORD: value } }),
  'the environment under any name': (chart, value) => new Worker(chart, 'w', { image: IMAGE, env: { MODE: value } }),
  'a variable that is added later': (chart, value) => new Worker(chart, 'w', { image: IMAGE }).addEnv('TOKEN', value),
  'a sidecar': (chart, value) => new Worker(chart, 'w', { image: IMAGE, sidecars: [container({ env: value })] }),
  'an init container': (chart, value) =>
    new Worker(chart, 'w', { image: IMAGE, initContainers: [container({ env: value })] }),
  'the password of a variable that cdk8s-plus adds': (chart, value) => {
    const worker = new Worker(chart, 'w', { image: IMAGE });
    worker.deployment.containers[0].env.addVariable('DB_PASSWORD', EnvValue.fromValue(value));
  },
  arguments: (chart, value) => new Worker(chart, 'w', { image: IMAGE, args: ['--password', value] }),
  'all arguments': (chart, value) => new Worker(chart, 'w', { image: IMAGE, args: value }),
  'a command': (chart, value) => new Worker(chart, 'w', { image: IMAGE, command: ['run', '--token', value] }),
  "a sidecar's arguments": (chart, value) =>
    new Worker(chart, 'w', { image: IMAGE, sidecars: [container({ args: ['--password', value] })] }),
  "a sidecar's probe": (chart, value) =>
    new Worker(chart, 'w', {
      image: IMAGE,
      sidecars: [{ name: 's', image: IMAGE, liveness: Probe.fromCommand(['ok', '--token', value]) }],
    }),
  "a sidecar's hook": (chart, value) =>
    new Worker(chart, 'w', {
      image: IMAGE,
      sidecars: [{ name: 's', image: IMAGE, lifecycle: { preStop: Handler.fromCommand(['ok', '--token', value]) } }],
    }),
  'a header': (_, value) => Health.http('/', { headers: { Authorization: value } }),
  "a probe's command": (_, value) => Health.exec(['ok', '--password', value]),
};

/** Where a secret may be in a text by mistake, because what is meant has none. */
const OTHER_PLACES: { readonly [place: string]: Write } = {
  'a host name': (chart, value) => new ExternalAlias(chart, 'a', { hostname: value, port: 1 }),
  'an address': (chart, value) => new ExternalAlias(chart, 'a', { addresses: [value], port: 1 }),
  'a host name beside addresses': (chart, value) =>
    new ExternalAlias(chart, 'a', { hostname: value, addresses: [value], port: 1 }),
  'a network': (_, value) => Peer.cidr(value),
  'a namespace': (_, value) => Peer.namespace(value),
  'an image': (chart, value) => new Worker(chart, 'w', { image: value }),
  'a name': (chart, value) => new Worker(chart, 'w', { image: IMAGE, name: value }),
  'an id': (chart, value) => new Worker(chart, value, { image: `${IMAGE} ` }),
  'a label': (chart, value) => new Worker(chart, 'w', { image: IMAGE, labels: { team: value } }),
  'all labels': (chart, value) => new Worker(chart, 'w', { image: IMAGE, labels: value }),
  "a label's key": (chart, value) => new Worker(chart, 'w', { image: IMAGE, labels: { [String(value)]: 'x' } }),
  'an annotation': (chart, value) => new Worker(chart, 'w', { image: IMAGE, annotations: { 'acme.com/x': value } }),
  'the name of a variable': (chart, value) => new Worker(chart, 'w', { image: IMAGE, env: { [String(value)]: 'x' } }),
  'the name of a container': (chart, value) =>
    new Worker(chart, 'w', { image: IMAGE, sidecars: [{ name: value, image: IMAGE }] }),
  'a path of a probe': (_, value) => Health.http(value),
  'a path of an Ingress': (_, value) => Exposure.ingress({ host: 'shop.example.com', path: value }),
  'the host of an Ingress': (_, value) => Exposure.ingress({ host: value }),
  'a source range': (_, value) => Exposure.loadBalancer({ sourceRanges: [value] }),
  'a port': (chart, value) => new InternalService(chart, 'api', { image: IMAGE, port: value }),
  'a scheme': (chart, value) =>
    new InternalService(chart, 'api', { image: IMAGE, port: 80 }).urlFrom(chart, { scheme: value }),
  'an annotation of a Service': (chart, value) =>
    new PublicWebApp(chart, 'web', { image: IMAGE, port: 80, exposure: Exposure.loadBalancer({ annotations: value }) }),
};

function container({ env, args }: { env?: string; args?: string[] }) {
  return {
    name: 's',
    image: IMAGE,
    args,
    ...(env === undefined ? {} : { envVariables: { DB_PASSWORD: EnvValue.fromValue(env) } }),
  };
}

/** JavaScript makes a text of an object that is used as a key, before anybody sees it. */
function isKey(place: string): boolean {
  return place === "a label's key" || place === 'the name of a variable';
}

/** A password that has the secret in it, and characters of all kinds around. */
const password = fc
  .tuple(
    fc.string({ unit: 'grapheme-ascii', maxLength: 8 }),
    fc.constantFrom(...'/$@:%?#&= \'"\\'),
    fc.string({ maxLength: 4 }),
  )
  .map(([before, special, after]) => `${before.replace(/[@\n]/g, '')}${special}${SECRET}${after}`);

const login = fc.tuple(fc.constantFrom('postgres', 'https', 'redis', 'amqp+ssl'), password);

const texts = fc.oneof(
  login.map(([scheme, secret]) => `${scheme}://shop:${secret}@db:5432/shop`),
  password.map((secret) => `shop:${secret}@db`),
  fc.constantFrom(
    `--password=${SECRET}`,
    `--token ${SECRET}`,
    `{"user":"shop","password":"${SECRET}"}`,
    `password: ${SECRET}`,
    `Server=db;Password=${SECRET}`,
    `https://api.example.com/x?token=${SECRET}`,
    `/x y?sig=${SECRET}`,
    `Authorization: Bearer ${SECRET}`,
    `postgres://shop:${SECRET}`,
    `-----BEGIN PRIVATE KEY-----\n${SECRET}`,
    `${'x'.repeat(3000)}${SECRET}`,
  ),
);

class Configuration {
  public readonly password = SECRET;
  public toString(): string {
    return SECRET;
  }
}

const objects = fc.constantFrom<unknown>(
  { password: SECRET },
  { value: SECRET },
  { nested: { password: SECRET } },
  [{ password: SECRET }],
  new Map([['password', SECRET]]),
  new String(SECRET),
  new Error(SECRET),
  new Configuration(),
  { toString: () => SECRET },
  { toJSON: () => SECRET },
  () => SECRET,
  Symbol(SECRET),
  Buffer.from(SECRET),
  Promise.resolve(SECRET),
);

interface Said {
  readonly thrown: boolean;
  readonly words: string;
}

/** All that a user, a log or a tool can see of it, but the manifests. */
function sayOf(write: Write, value: unknown): Said {
  const warned = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  const chart = shopChart();
  let thrown = false;
  const words: unknown[] = [];
  try {
    write(chart, value as never);
    chart.toJson();
  } catch (error) {
    thrown = true;
    words.push((error as Error).message);
  }
  words.push(
    ...warned.mock.calls.flat(),
    ...chart.node.findAll().flatMap(({ node }) => node.metadata.map(({ data }) => data as unknown)),
  );
  warned.mockRestore();
  return { thrown, words: words.map(String).join('\n') };
}

describe.each(Object.entries(SECRET_PLACES))('what is written into %s', (_, write) => {
  test('is never in a message, whatever it is', () => {
    holds(
      fc.property(fc.oneof(texts, objects, fc.constant(SECRET)), (value) => {
        expect(sayOf(write, value).words).not.toContain(SECRET);
      }),
      { runs: 40 },
    );
  });
});

describe.each(Object.entries(OTHER_PLACES))('a secret that is written into %s', (place, write) => {
  test('is never in a message', () => {
    holds(
      fc.property(isKey(place) ? texts : fc.oneof(texts, objects), (value) => {
        expect(sayOf(write, value).words).not.toContain(SECRET);
      }),
      { runs: 40 },
    );
  });
});

test('no message is long, has characters that a terminal obeys, or lines of its own', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'binary', minLength: 300, maxLength: 3000 }),
    texts,
  );
  holds(
    fc.property(fc.constantFrom(...Object.values({ ...SECRET_PLACES, ...OTHER_PLACES })), hostile, (write, value) => {
      const { thrown, words } = sayOf(write, value);
      // eslint-disable-next-line no-control-regex
      expect(words).not.toMatch(thrown ? /[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]/ : /[\0-\x09\x0b-\x1f\x7f-\x9f]/);
      expect(words.length).toBeLessThan(2500);
    }),
    { runs: 500 },
  );
});
