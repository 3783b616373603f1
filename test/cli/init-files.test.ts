import { dependencyOnThis } from '../../src/cli/init-files';

const TEMPLATE = { cdk8s: '^2.70.0', 'the-package': '*' };

test('a new project depends on the version of the package that made it', () => {
  expect(dependencyOnThis(TEMPLATE, 'the-package', '0.3.1')).toEqual({ 'the-package': '^0.3.1' });
});

test('that of a fork has it under the name that its files import', () => {
  expect(dependencyOnThis(TEMPLATE, '@acme/service-constructs', '0.3.1')).toEqual({
    'the-package': 'npm:@acme/service-constructs@^0.3.1',
  });
});
