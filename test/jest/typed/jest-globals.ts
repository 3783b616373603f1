import { expect } from '@jest/globals';
import { App } from 'cdk8s';
import { InternalService, Port } from '../../../src';
import '../../../src/jest-globals';

/** Compiled and never run: the matchers are typed for who imports `expect` from @jest/globals. */
export function typed(app: App, api: InternalService): void {
  expect(api).toReach('internet', Port.HTTPS);
  expect(api).not.toOnlyReach([{ end: 'internet', ports: [Port.HTTPS] }]);
  expect(app).toHaveNoFindings({ except: ['no-policy'], severity: 'error' });
  // @ts-expect-error A port is needed.
  expect(api).toReach('internet');
  // @ts-expect-error No severity is called so.
  expect(app).toHaveNoFindings({ severity: 'info' });
}
