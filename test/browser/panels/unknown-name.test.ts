import { unknownName } from '../../../browser/panels/unknown-name';

const NAMES = ['checkoutservice', 'frontend', 'front-proxy', 'storefront', 'redis-cart'];
const MESSAGE = 'workload: got "x"; allowed: namespace/Kind/name of a workload in the input, ip:<cidr> or internet.';
const meant = (text: string): readonly string[] | undefined => unknownName(MESSAGE, text, NAMES)?.meant;

describe('names that nothing has', () => {
  test('are completed, those that begin so first', () => {
    expect(meant('front')).toEqual(['frontend', 'front-proxy', 'storefront']);
    expect(meant('FRONTEND')).toEqual(['frontend']);
  });

  test('are corrected where a letter is wrong', () => {
    expect(meant('frontent')).toEqual(['frontend']);
  });

  test('are told with what can be written, where nothing is near', () => {
    expect(unknownName(MESSAGE, 'zzzzzz', NAMES)).toEqual({
      message: 'No workload is called “zzzzzz”. Write a workload, internet, or ip: with an address.',
      meant: [],
    });
  });

  test('leave other mistakes to the engine', () => {
    expect(unknownName('port: got "x"', 'x', NAMES)).toBeUndefined();
    expect(
      unknownName('workload: got "web", which fits a/Deployment/web and b/Deployment/web', 'web', NAMES),
    ).toBeUndefined();
  });
});
