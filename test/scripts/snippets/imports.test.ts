import { tidyImports } from '../../../scripts/snippets/imports';

test('a file has one import from each module, above the code', () => {
  const source = [
    'from cdk8s_service_patterns import PortMapping',
    'from cdk8s import Chart, App',
    'from cdk8s_service_patterns import InternalService, PortMapping',
    '',
    '',
    '',
    'app = App()',
    '',
    '',
    '',
    'app.synth()',
  ].join('\n');
  expect(tidyImports(source)).toBe(
    [
      'from cdk8s import App, Chart',
      'from cdk8s_service_patterns import InternalService, PortMapping',
      '',
      'app = App()',
      '',
      'app.synth()',
    ].join('\n'),
  );
});

test('a fragment imports what its names would not mean otherwise, and nothing else', () => {
  const known = new Map([
    ['PortMapping', 'cdk8s_service_patterns'],
    ['ServicePort', 'cdk8s_service_patterns'],
  ]);
  const source = (module: string, name: string): string => `from ${module} import ${name}\n${name}(port=80)`;
  expect(tidyImports(source('cdk8s_service_patterns', 'PortMapping'), known)).toBe('PortMapping(port=80)');
  expect(tidyImports(source('cdk8s_plus_28', 'ServicePort'), known)).toBe(
    'from cdk8s_plus_28 import ServicePort\n\nServicePort(port=80)',
  );
});
