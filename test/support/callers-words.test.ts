import { Chart, Testing } from 'cdk8s';
import { Exposure, InternalService } from '../../src';
import { refuse } from '../../src/support/refuse';

/** What a refusal says to a process that a language started through jsii. */
function said(agent: string | undefined, call: () => unknown): Error {
  const before = process.env.JSII_AGENT;
  if (agent !== undefined) process.env.JSII_AGENT = agent;
  try {
    call();
  } catch (error) {
    return error as Error;
  } finally {
    if (before === undefined) delete process.env.JSII_AGENT;
    else process.env.JSII_AGENT = before;
  }
  throw new Error('nothing refused');
}

const wrongPort = () =>
  new InternalService(Testing.chart(), 'api', { image: 'acme/api:1', port: 80, targetPort: 99999 });
const inPython = (call: () => unknown) => said('Python/3.12.1', call).message;

test('a refusal names props as Python spells them', () => {
  expect(inPython(wrongPort)).toBe('test/api: target_port: got 99999; allowed: a whole number from 1 to 65535.');
});

test.each<[string, string | undefined]>([
  ['TypeScript', undefined],
  ['Java', 'Java/17.0.1'],
])('a refusal names props as they are in %s', (_, agent) => {
  expect(said(agent, wrongPort).message).toMatch(/^test\/api: targetPort: got 99999/);
});

test('factories are spelled the same way, where they are the place', () => {
  expect(inPython(() => Exposure.loadBalancer({ nodePort: 80 } as object))).toMatch(/^Exposure\.load_balancer: /);
});

test('an object as a prop is a dict; one of Kubernetes stays as it is', () => {
  const fix =
    'userPassword: { secret: Secret.fromSecretName(chart, "a", "b"), key: "k" }, or podSelector: { matchLabels: x }';
  expect(inPython(() => refuse('shop/db', { what: 'login', got: undefined, allowed: 'one', fix }))).toBe(
    'shop/db: login: got nothing; allowed: one. ' +
      'Fix: user_password=dict(secret=Secret.from_secret_name(chart, "a", "b"), key="k"), or podSelector: { matchLabels: x }',
  );
});

test('what a user wrote, and fields of Kubernetes, stay as they are', () => {
  const call = () =>
    refuse(new Chart(Testing.app(), 'targetPort'), {
      what: 'podSelector of "targetPort"',
      got: 'targetPort',
      allowed: 'matchLabels',
      fix: 'write `new InternalService(…)`, `urlEnv`, accept(ports, { reason: \'…\' }) or "urlEnv"',
    });
  expect(inPython(call)).toBe(
    'targetPort: podSelector of "targetPort": got "targetPort"; allowed: matchLabels. ' +
      'Fix: write `InternalService(…)`, `url_env`, accept(ports, reason=\'…\') or "urlEnv"',
  );
});

test('jsii gets an error without a stack and without a name, which it would print before and within the message', () => {
  const error = said('Python/3.12.1', wrongPort);
  expect([error.stack, String(error)]).toEqual([error.message, error.message]);
  expect(said(undefined, wrongPort).stack).toMatch(/^Error: .*\n\s+at /);
});

test('an object that a user wrote stays, too', () => {
  const fix = 'write "labels: { app: web }" or "call({ app: web })"';
  expect(inPython(() => refuse('shop/api', { what: 'value', got: undefined, allowed: 'one', fix }))).toBe(
    `shop/api: value: got nothing; allowed: one. Fix: ${fix}`,
  );
});
