import { App, Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as library from '../../src';
import { shopChart } from '../manifests';

const { Exposure, Health, InternalService, Peer, Port, PublicWebApp, Worker } = library;

const IMAGE = 'ghcr.io/acme/api:1.4.2';

/* eslint-disable @typescript-eslint/no-explicit-any */
type Untyped = any;

function service(props: object): unknown {
  return new InternalService(shopChart(), 'api', { image: IMAGE, port: 80, ...props });
}

function alias(props: Untyped): unknown {
  return new library.ExternalAlias(shopChart(), 'alias', props);
}

function open(ports: Untyped): void {
  const api = new InternalService(shopChart(), 'api', { image: IMAGE, port: 80 });
  api.connections.allowTo(Peer.internet(), ports);
}

/** A class as jsii writes it, of a package that is not installed here. */
function ofPackage(name: string): object {
  class Foreign {}
  Object.defineProperty(Foreign, Symbol.for('jsii.rtti'), { value: { fqn: name, version: '1.0.0' } });
  return new Foreign();
}

const MESSAGES: { readonly [of: string]: readonly [write: () => unknown, says: string] } = {
  'a number instead of a Port': [
    () => open([443]),
    'shop/api: ports[0]: got 443; allowed: a Port. Fix: write Port.tcp(443)',
  ],
  'a text instead of a Port': [
    () => open([Port.HTTP, '8080']),
    'shop/api: ports[1]: got "8080"; allowed: a Port. Fix: write Port.tcp(8080)',
  ],
  'an object instead of a Port': [
    () => open([{ port: 9090 }]),
    'shop/api: ports[0]: got {"port":9090}; allowed: a Port. Fix: write Port.tcp(9090)',
  ],
  "cdk8s-plus's port instead of a Port": [
    () => open([kplus.NetworkPolicyPort.tcp(443)]),
    'shop/api: ports[0]: got NetworkPolicyPort {…}; allowed: a Port. Fix: write Port.tcp(443)',
  ],
  'a number instead of a list of Ports': [
    () => open(443),
    'shop/api: ports: got 443; allowed: a list of Port objects. Fix: put it into a list, and write Port.tcp(443)',
  ],
  'a Port instead of a list of them': [
    () => open(Port.HTTPS),
    'shop/api: ports: got Port {…}; allowed: a list of Port objects. Fix: put it into a list: […]',
  ],
  'a misspelled member of an enum': [
    () => service({ networkPolicy: 'isolated!' }),
    'shop/api: networkPolicy: got "isolated!"; allowed: NetworkPolicyMode.ISOLATED ("isolated") or NetworkPolicyMode.NONE ("none"). Fix: did you mean NetworkPolicyMode.ISOLATED ("isolated")?',
  ],
  'a member of an enum in another case': [
    () => Port.of('tcp' as kplus.Protocol, 80),
    'Port.of: protocol: got "tcp"; allowed: Protocol.TCP ("TCP"), Protocol.UDP ("UDP") or Protocol.SCTP ("SCTP"). Fix: did you mean Protocol.TCP ("TCP")?',
  ],
  'no member of an enum': [
    () => service({ networkPolicy: true }),
    'shop/api: networkPolicy: got true; allowed: NetworkPolicyMode.ISOLATED ("isolated") or NetworkPolicyMode.NONE ("none").',
  ],
  'a text instead of true or false': [
    () => new library.DefaultDenyPolicy(shopChart(), 'deny', { allowDns: 'false' as Untyped }),
    'shop/deny: allowDns: got "false"; allowed: true or false. Fix: write false',
  ],
  'a text instead of a number': [
    () => service({ replicas: '3' }),
    'shop/api: replicas: got "3"; allowed: a number. Fix: write 3',
  ],
  'a number instead of a text': [
    () => service({ priorityClassName: 5 }),
    'shop/api: priorityClassName: got 5; allowed: text. Fix: write "5"',
  ],
  'a text instead of a list of texts': [
    () => service({ writablePaths: '/data' }),
    'shop/api: writablePaths: got "/data"; allowed: a list of WritablePath objects or texts. Fix: put it into a list: ["/data"]',
  ],
  'a command that is no list, whose text may be a secret': [
    () => service({ command: 'login --password hunter2' }),
    'shop/api: command: got literal text; allowed: a list of texts. Fix: put it into a list: […]',
  ],
  'a prop that is not given': [
    () => new Worker(shopChart(), 'mailer', {} as library.WorkerProps),
    'shop/mailer: image: got nothing; allowed: text. Fix: set `image`',
  ],
  'a prop from an unset variable': [
    () => new Worker(shopChart(), 'mailer', { image: undefined as Untyped }),
    'shop/mailer: image: got nothing; allowed: text. Fix: is it read from an unset variable? Give it a value, or leave its name out',
  ],
  'a variable from an unset variable': [
    () => service({ env: { MODE: undefined } }),
    'shop/api: env MODE: got nothing; allowed: text, EnvValue or NotSecret. Fix: is it read from an unset variable? Give it a value, or leave its name out',
  ],
  'null for what may be left out': [
    () => service({ replicas: null }),
    'shop/api: replicas: got null; allowed: a number. Fix: leave it out',
  ],
  'no props': [
    () => new PublicWebApp(shopChart(), 'web', undefined as Untyped),
    'shop/web: props: got nothing; allowed: an object with `image` and `exposure`.',
  ],
  'a misspelled prop': [
    () => service({ tagetPort: 8080 }),
    'shop/api: props: got the unknown `tagetPort`; allowed: what InternalServiceProps has: annotations, args, ',
  ],
  'a misspelled prop of a port': [
    () => service({ port: undefined, ports: [{ port: 80, tragetPort: 8080 }] }),
    'shop/api: ports[0]: got the unknown `tragetPort`; allowed: what PortMapping has: port, appProtocol, name, nodePort, protocol, targetPort. Fix: did you mean `targetPort`?',
  ],
  'a prop that is like no other': [
    () => Peer.pods({ app: 'x' } as Untyped),
    'Peer.pods: options: got the unknown `app`; allowed: what PodsPeerOptions has: labels, mesh, namespace, serviceAccount. Fix: leave it out',
  ],
  "a misspelled prop of cdk8s-plus's": [
    () => service({ sidecars: [{ name: 's', image: IMAGE, securityContex: {} }] }),
    'shop/api: sidecars[0]: got the unknown `securityContex`; allowed: what ContainerProps has: ',
  ],
  'a nested value of the wrong type': [
    () => service({ resources: { memory: { limit: '256Mi' } } }),
    'shop/api: resources.memory.limit: got "256Mi"; allowed: a Size of cdk8s. Fix: use for example Size.mebibytes(256)',
  ],
  'a number instead of a Duration': [
    () => service({ terminationGracePeriod: 45 }),
    'shop/api: terminationGracePeriod: got 45; allowed: a Duration of cdk8s. Fix: use for example Duration.seconds(45)',
  ],
  'a number instead of an object with one number': [
    () => service({ metrics: 9090 }),
    'shop/api: metrics: got 9090; allowed: an object with some of `interval`, `path`, `port`, `portName`, …. Fix: write for example { port: 9090 }',
  ],
  'a number of cdk8s-plus that is none': [
    () => service({ sidecars: [{ name: 's', image: IMAGE, securityContext: { user: NaN } }] }),
    'shop/api: sidecars[0].securityContext.user: got NaN; allowed: a number.',
  ],
  'a name instead of a ServiceAccount': [
    () => service({ serviceAccount: 'runner' }),
    'shop/api: serviceAccount: got "runner"; allowed: "default", the account of the namespace, or a ServiceAccount of cdk8s-plus. Fix: use ServiceAccount.fromServiceAccountName(chart, id, name) for one that exists',
  ],
  'a Secret instead of a ServiceAccount': [
    () => service({ serviceAccount: kplus.Secret.fromSecretName(shopChart(), 'account', 'runner') }),
    'shop/api: serviceAccount: got "shop/account"; allowed: "default", the account of the namespace, or a ServiceAccount of cdk8s-plus. Fix: use ServiceAccount.fromServiceAccountName(chart, id, name) for one that exists',
  ],
  'an object of another cdk8s-plus': [
    () => service({ resources: { cpu: { limit: ofPackage('cdk8s-plus-33.Cpu') } } }),
    'shop/api: resources.cpu.limit: got a Cpu of cdk8s-plus-33 1.0.0; allowed: a Cpu of cdk8s-plus. Fix: import Cpu from "cdk8s-plus-28", for which this package is made',
  ],
  'an object of another copy of this package': [
    () => service({ health: ofPackage('cdk8s-service-patterns.Health') }),
    'shop/api: health: got Foreign {…}; allowed: a Health. Fix: it is of another copy of cdk8s-service-patterns: install the package once',
  ],
  'a list instead of an object of names': [
    () => service({ env: [{ name: 'MODE', value: 'a' }] }),
    'shop/api: env: got [{…}]; allowed: an object with NotSecret objects, EnvValue objects or texts by their names. Fix: write { name: value }, not a list',
  ],
  'a Map instead of an object': [
    () => Exposure.loadBalancer(new Map([['sourceRanges', ['10.0.0.0/8']]]) as Untyped),
    'Exposure.loadBalancer: options: got Map {…}; allowed: an object with some of `allocateNodePorts`, `annotations`, `externalTrafficPolicy`, `loadBalancerClass`, ….',
  ],
  'another Exposure instead of its options': [
    () => Exposure.loadBalancer(Exposure.nodePort() as Untyped),
    'Exposure.loadBalancer: options: got Exposure {…}; allowed: an object with some of ',
  ],
  'an object that cannot be read': [
    () =>
      Health.tcp(
        Object.defineProperty({}, 'portName', {
          enumerable: true,
          get: () => {
            throw new TypeError('unset');
          },
        }) as Untyped,
      ),
    'Health.tcp: options: got an object that fails as it is read; allowed: an object with some of `liveness`, ',
  ],
  'a text that kubectl reads as two lines': [
    () => service({ command: ['echo', 'a\u2028- rm'] }),
    'shop/api: command[1]: got text with the character U+2028 (line separator) at place 2 of 6; allowed: ',
  ],
  'a name in which kubectl reads a line break': [
    () => Peer.namespacesLabelled({ 'a\u0085b': 'x' }),
    'Peer.namespacesLabelled: name in labels: got text with the character U+0085 (next line) at place 2 of 3; allowed: ',
  ],
  'no scope': [
    () => new Worker(undefined as Untyped, 'mailer', { image: IMAGE }),
    'Worker: scope: got nothing; allowed: a construct, such as a Chart. Fix: write new Worker(chart, "my-id", …)',
  ],
  'an app as the scope': [
    () => new Worker(new App(), 'mailer', { image: IMAGE }),
    'App: scope: got the App; allowed: a Chart, or a construct in one. Fix: make a chart: new Chart(app, "shop", { namespace: "shop" })',
  ],
  'a number as the id': [
    () => new Worker(shopChart(), 5 as Untyped, { image: IMAGE }),
    'shop: id: got 5; allowed: a text that is not empty. Fix: write "5"',
  ],
  'no id': [
    () => new Worker(shopChart(), '', { image: IMAGE }),
    'shop: id: got ""; allowed: a text that is not empty.',
  ],
  'an id that every object has as a name': [
    () => new Worker(shopChart(), 'constructor', { image: IMAGE }),
    'shop: id: got "constructor"; allowed: an id that no object of JavaScript has as a name. Fix: use another id, and set `name` to "constructor" if the objects are to be called so',
  ],
  'an id that is there already': [
    () => {
      const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
      for (const image of ['a:1', 'b:1']) new Worker(chart, 'mailer', { image });
    },
    'shop: id: got "mailer"; allowed: an id that no other construct beside it has.',
  ],
};

test.each(Object.entries(MESSAGES))('%s is refused with a way out', (_, [write, says]) => {
  let message = '';
  try {
    write();
  } catch (error) {
    message = (error as Error).message;
  }
  expect(says.endsWith(' ') ? message.slice(0, says.length) : message).toBe(says);
});

test('values of another version of cdk8s are taken, where they have the same class', () => {
  const [size, duration] = [Size.mebibytes(300), Duration.seconds(45)].map((value) => {
    const copy = ofPackage(value instanceof Size ? 'cdk8s.Size' : 'cdk8s.Duration');
    const prototype = Object.getPrototypeOf(value) as object;
    for (const name of Object.getOwnPropertyNames(prototype).filter((member) => member !== 'constructor')) {
      Object.defineProperty(Object.getPrototypeOf(copy), name, Object.getOwnPropertyDescriptor(prototype, name)!);
    }
    return Object.assign(copy, value);
  });
  const chart = shopChart();
  new InternalService(chart, 'api', {
    image: IMAGE,
    port: 80,
    resources: { memory: { limit: size as Size } },
    terminationGracePeriod: duration as Duration,
  });
  const { spec } = chart.toJson().find(({ kind }) => kind === 'Deployment')!.spec.template;
  expect([spec.containers[0].resources.limits.memory, spec.terminationGracePeriodSeconds]).toEqual(['300Mi', 45]);
});

test('names that every object has are names like any other', () => {
  const env = JSON.parse('{"constructor":"a","toString":"b","__proto__":"c"}') as { [name: string]: string };
  const chart = shopChart();
  new InternalService(chart, 'api', { image: IMAGE, port: 80, env });
  const { containers } = chart.toJson().find(({ kind }) => kind === 'Deployment')!.spec.template.spec;
  expect(containers[0].env).toEqual(Object.entries(env).map(([name, value]) => ({ name, value })));
});

test('an alias takes no props of workloads', () => {
  expect(() => alias({ hostname: 'api.stripe.com', port: 443, image: IMAGE })).toThrow(
    /^shop\/alias: props: got the unknown `image`; allowed: what ExternalAliasProps has: /,
  );
});
