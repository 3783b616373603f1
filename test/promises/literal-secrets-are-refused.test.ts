import { Chart, Size } from 'cdk8s';
import { ContainerProps, EnvValue, Handler, Probe, Secret } from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { DatabaseEngine, Health, HeadlessDatabase, InternalService, NotSecret, Worker, WorkerProps } from '../../src';
import { mainContainer, podSpec, shopChart } from '../manifests';
import { holds } from '../property';

const IMAGE = 'ghcr.io/acme/api:1.4.2';

function worker(chart: Chart, props: Partial<WorkerProps> = {}): Worker {
  return new Worker(chart, 'api', { image: IMAGE, ...props });
}

function sidecar(props: Partial<ContainerProps>): ContainerProps {
  return { name: 'proxy', image: IMAGE, ...props };
}

function variables(text: string, name = 'URL'): Partial<ContainerProps> {
  return { envVariables: { [name]: EnvValue.fromValue(text) } };
}

const BY_NAME = /whose name says that it is a secret: got literal text/;

describe('a variable whose name says that it is a secret takes no text', () => {
  const WAYS: Record<string, [write: (chart: Chart) => unknown, where: string]> = {
    'of the main container': [(chart) => worker(chart, { env: { DB_PASSWORD: 'hunter2' } }), 'env DB_PASSWORD, '],
    'as an EnvValue': [
      (chart) => worker(chart, { env: { DB_PASSWORD: EnvValue.fromValue('hunter2') } }),
      'env DB_PASSWORD, ',
    ],
    'of a sidecar': [
      (chart) => worker(chart, { sidecars: [sidecar(variables('hunter2', 'DB_PASSWORD'))] }),
      'container "proxy": env DB_PASSWORD, ',
    ],
    'of an init container': [
      (chart) => worker(chart, { initContainers: [sidecar(variables('hunter2', 'DB_PASSWORD'))] }),
      'init container "proxy": env DB_PASSWORD, ',
    ],
    'of a container that cdk8s-plus adds': [
      (chart) => worker(chart).deployment.addContainer(sidecar(variables('hunter2', 'DB_PASSWORD'))),
      'container "proxy": env DB_PASSWORD, ',
    ],
    "of a database's engine": [
      (chart) =>
        new HeadlessDatabase(chart, 'api', {
          engine: DatabaseEngine.custom({
            image: IMAGE,
            port: 7000,
            dataPath: '/data',
            env: { DB_PASSWORD: 'hunter2' },
          }),
          storage: Size.gibibytes(1),
        }),
      'env DB_PASSWORD, ',
    ],
  };

  test.each(Object.entries(WAYS))('%s', (_, [write, where]) => {
    const writing = (): unknown => write(shopChart());
    expect(writing).toThrow(BY_NAME);
    expect(writing).toThrow(`shop/api: ${where}`);
    expect(writing).not.toThrow(/hunter2/);
  });

  test('also one that is added behind our back: it is found at synth, with the path', () => {
    const chart = shopChart();
    worker(chart).deployment.containers[0].env.addVariable('DB_PASSWORD', EnvValue.fromValue('hunter2'));
    expect(() => chart.toJson()).toThrow(
      /shop\/api: container "api": env DB_PASSWORD, whose name says that it is a secret: got literal text/,
    );
    expect(() => chart.toJson()).not.toThrow(/hunter2/);
  });
});

describe('what is surely a secret is refused in', () => {
  const PLACES: Record<string, (chart: Chart, text: string) => unknown> = {
    'a variable': (chart, text) => worker(chart, { env: { URL: text } }),
    'a variable that is added later': (chart, text) => worker(chart).addEnv('URL', text),
    "a sidecar's variable": (chart, text) => worker(chart, { sidecars: [sidecar(variables(text))] }),
    "an init container's variable": (chart, text) => worker(chart, { initContainers: [sidecar(variables(text))] }),
    arguments: (chart, text) => worker(chart, { args: ['--url', text] }),
    'a command': (chart, text) => worker(chart, { command: ['run', text] }),
    "a sidecar's arguments": (chart, text) => worker(chart, { sidecars: [sidecar({ args: ['--url', text] })] }),
    "an init container's command": (chart, text) =>
      worker(chart, { initContainers: [sidecar({ command: ['run', text] })] }),
    "a sidecar's probe": (chart, text) =>
      worker(chart, { sidecars: [sidecar({ liveness: Probe.fromCommand(['ok', text]) })] }),
    "a sidecar's hook": (chart, text) =>
      worker(chart, { sidecars: [sidecar({ lifecycle: { postStart: Handler.fromCommand(['ok', text]) } })] }),
    'a header of a probe': (_, text) => Health.http('/', { headers: { 'X-Url': text } }),
    'a command of a probe': (_, text) => Health.exec(['ok', text]),
    "a database's arguments": (chart, text) =>
      new HeadlessDatabase(chart, 'api', {
        engine: DatabaseEngine.custom({ image: IMAGE, port: 7000, dataPath: '/data' }),
        storage: Size.gibibytes(1),
        args: [text],
      }),
    "an engine's arguments": (chart, text) =>
      new HeadlessDatabase(chart, 'api', {
        engine: DatabaseEngine.custom({ image: IMAGE, port: 7000, dataPath: '/data', args: [text] }),
        storage: Size.gibibytes(1),
      }),
  };

  const password = fc
    .tuple(fc.stringMatching(/^[a-zA-Z$/:%&=+.]$/), fc.stringMatching(/^[\w$/@:%&=+. ?#]{0,8}$/))
    .map(([first, others]) => `${first}hunter2${others}`);
  const text = fc.oneof(
    password.map((secret) => `postgres://shop:${secret}@db/shop`),
    fc.constantFrom(
      'AKIAIOSFODNN7EXAMPLE',
      `ghp_${'aB3'.repeat(12)}`,
      'sk_live_4eC39HqLyjWDarjtT1zdp7dc',
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w',
      '-----BEGIN EC PRIVATE KEY-----\nMIIE',
      '{"password":"hunter2"}',
      'Server=db;Password=hunter2',
      'https://api.example.com?token=hunter2',
    ),
  );

  test.each(Object.entries(PLACES))('%s', (_, write) => {
    holds(
      fc.property(text, (secret) => {
        expect(() => write(shopChart(), secret)).toThrow(/got literal text/);
      }),
      { runs: 50 },
    );
  });
});

describe('arguments', () => {
  test.each([
    [['--password=hunter2'], 'args, with literal text for "--password"'],
    [['--requirepass', 'hunter2'], 'args, with literal text for "--requirepass"'],
    [['sh', '-c', 'exec mysql -phunter2'], 'args, with a password for "mysql"'],
  ])('%j are refused', (args, what) => {
    expect(() => worker(shopChart(), { args })).toThrow(
      new Error(
        `shop/api: container "api": ${what}: got literal text; ` +
          'allowed: a reference to a variable, because manifests are read by many. ' +
          'Fix: set a variable with EnvValue.fromSecretValue({ secret: Secret.fromSecretName(…), key: "…" }), or with ' +
          'NotSecret if anybody may read it, and name it here: "$(DB_PASSWORD)"',
      ),
    );
  });

  test('may follow an option of the command', () => {
    const props = { command: ['redis-server', '--requirepass'], args: ['hunter2'] };
    expect(() => worker(shopChart(), props)).toThrow(/with literal text for "--requirepass"/);
  });

  test('may refer to a variable, and be about secrets without being one', () => {
    const chart = shopChart();
    const args = [
      '--password=$(DB_PASSWORD)',
      '--password-file=/run/secrets/db',
      '--token-url',
      'https://login.example.com',
    ];
    worker(chart, { args });
    expect(mainContainer(chart).args).toEqual(args);
  });
});

describe('headers of probes', () => {
  test.each<Record<string, string>>([
    { Authorization: 'Bearer hunter2' },
    { 'X-Api-Key': 'hunter2' },
    { 'X-Auth-Token': '$(TOKEN)' },
    { 'X-Login': 'Basic c2hvcA==' },
  ])('%j are refused: the kubelet sends them as they stand', (headers) => {
    const write = (): unknown => Health.http('/', { headers });
    expect(write).toThrow(
      /^Health\.http: header ".*", which logs in: got literal text; allowed: what anybody may read/,
    );
    expect(write).not.toThrow(/hunter2/);
  });

  test('that log nobody in are sent', () => {
    const chart = shopChart();
    const headers = { Cookie: 'session=probe', Host: 'shop.example.com', Accept: 'text/plain' };
    new InternalService(chart, 'api', { image: IMAGE, port: 80, health: Health.http('/', { headers }) });
    expect(mainContainer(chart).readinessProbe.httpGet.httpHeaders).toEqual([
      { name: 'Cookie', value: 'session=probe' },
      { name: 'Host', value: 'shop.example.com' },
      { name: 'Accept', value: 'text/plain' },
    ]);
  });

  test('are looked at in the query of the path, too', () => {
    expect(() => Health.http('/health?token=hunter2')).toThrow(
      /^Health\.http: path, whose text says what "token" is: got literal text/,
    );
    expect(() => Health.http('/', { readiness: { path: '/ready?api_key=hunter2' } })._render('here', [])).toThrow(
      /got literal text/,
    );
  });
});

describe('the ways out', () => {
  test('`NotSecret.envValue` says it for a sidecar, and for what cdk8s-plus adds', () => {
    const chart = shopChart();
    const api = worker(chart, {
      env: { PASSWORD_MIN_LENGTH: NotSecret.text('12') },
      sidecars: [sidecar({ envVariables: { PASSWORD_MAX_LENGTH: NotSecret.envValue('64') } })],
    });
    api.deployment.containers[0].env.addVariable('TOKEN_LIFETIME', NotSecret.envValue('60'));
    const [main] = podSpec(chart).containers;
    const [proxy] = podSpec(chart).initContainers;
    expect(main.env).toEqual([
      { name: 'PASSWORD_MIN_LENGTH', value: '12' },
      { name: 'TOKEN_LIFETIME', value: '60' },
    ]);
    expect(proxy.env).toEqual([{ name: 'PASSWORD_MAX_LENGTH', value: '64' }]);
  });

  test('a reference to a Secret goes everywhere', () => {
    const chart = shopChart();
    const secret = { secret: Secret.fromSecretName(chart, 'secret', 'db'), key: 'password' };
    worker(chart, {
      sidecars: [
        sidecar({
          envVariables: { DB_PASSWORD: EnvValue.fromSecretValue(secret) },
          args: ['--password', '$(DB_PASSWORD)'],
        }),
      ],
    });
    const [proxy] = podSpec(chart).initContainers;
    expect(proxy.env).toEqual([{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }]);
  });
});
