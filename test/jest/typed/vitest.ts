import { App } from 'cdk8s';
import { expect } from 'vitest';
import { InternalService, Port } from '../../../src';
import '../../../src/vitest';

/** Compiled and never run: the matchers are typed for who imports `expect` from vitest. */
export function typed(app: App, api: InternalService): void {
  expect(api).toReach('internet', Port.HTTPS);
  expect(api).not.toOnlyReach([{ end: 'internet', ports: [Port.HTTPS] }]);
  expect(app).toHaveNoFindings({ except: ['no-policy'], severity: 'error' });
  // @ts-expect-error A port is needed.
  expect(api).toReach('internet');
  // @ts-expect-error No severity is called so.
  expect(app).toHaveNoFindings({ severity: 'info' });
}
