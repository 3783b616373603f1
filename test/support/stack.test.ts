import { App, Chart } from 'cdk8s';
import { InternalService } from '../../src';

/** The error of a wrong port, which is found deep in this package. */
function refused(): Error {
  try {
    new InternalService(new Chart(new App(), 'shop'), 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 99_999 });
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was refused');
}

test('the stack of a refusal leads to the line of the user, however many of ours there are', () => {
  const lines = refused().stack!.split('\n');
  expect(lines[0]).toBe('Error: shop/api: port: got 99999; allowed: a whole number from 1 to 65535.');
  const own = lines.findIndex((line) => line.includes(__filename));
  expect(own).toBeGreaterThan(10);
  expect(lines[own]).toMatch(/at refused .*stack\.test\.ts:7:\d+/);
  expect(lines.slice(1, own).join('\n')).toContain('internal-service.ts');
});

test('other errors keep the length that Node.js gives them', () => {
  const limit = Error.stackTraceLimit;
  refused();
  expect(Error.stackTraceLimit).toBe(limit);
});
