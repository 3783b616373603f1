/* eslint-disable @typescript-eslint/no-require-imports */
const { rewriteText } = require('../../../scripts/cdk8s-plus/rewrite.js') as {
  rewriteText: (file: string, text: string, version: string) => string;
};

describe('the sources of another version name', () => {
  test.each([
    ['src/plus/cdk8s-plus.ts', "} from 'cdk8s-plus-28';", "} from 'cdk8s-plus-37';"],
    ['docs/jobs.md', "import { Cpu } from 'cdk8s-plus-28';", "import { Cpu } from 'cdk8s-plus-37';"],
    ['docs/python.md', 'from cdk8s_plus_28 import Secret', 'from cdk8s_plus_37 import Secret'],
    ['docs/java.md', 'import org.cdk8s.plus28.Secret;', 'import org.cdk8s.plus37.Secret;'],
    ['docs/go.md', 'cdk8s-plus-go/cdk8splus28/v2"', 'cdk8s-plus-go/cdk8splus37/v2"'],
    ['docs/a.md', "from 'cdk8s-service-patterns';", "from 'cdk8s-service-patterns-37';"],
    ['docs/a.md', "import 'cdk8s-service-patterns/lib/jest';", "import 'cdk8s-service-patterns-37/lib/jest';"],
    ['README.md', '# cdk8s-service-patterns\n', '# cdk8s-service-patterns-37\n'],
    [
      'README.md',
      'npm install cdk8s-service-patterns cdk8s cdk8s-plus-28 constructs',
      'npm install cdk8s-service-patterns-37 cdk8s cdk8s-plus-37 constructs',
    ],
    ['README.md', 'npx cdk8s-service-patterns init shop', 'npx cdk8s-service-patterns-37 init shop'],
    [
      'docs/command-line.md',
      'npx --package cdk8s-service-patterns service-patterns check',
      'npx --package cdk8s-service-patterns-37 service-patterns check',
    ],
    [
      'docs/validation.md',
      'package: ./node_modules/cdk8s-service-patterns',
      'package: ./node_modules/cdk8s-service-patterns-37',
    ],
    ['docs/python.md', 'pip install cdk8s-service-patterns', 'pip install cdk8s-service-patterns-37'],
    ['docs/python.md', 'from cdk8s_service_patterns import Port', 'from cdk8s_service_patterns_37 import Port'],
    ['test/a.test.ts', "ofPackage('cdk8s-service-patterns.Health')", "ofPackage('cdk8s-service-patterns-37.Health')"],
    ['src/checked/api-table.ts', "{ own: 'cdk8s-service-patterns', plus:", "{ own: 'cdk8s-service-patterns-37', plus:"],
    ['test/a.test.ts', "dependencies['cdk8s-service-patterns']", "dependencies['cdk8s-service-patterns-37']"],
    ['docs/testing.md', '`cdk8s-service-patterns/lib/vitest`', '`cdk8s-service-patterns-37/lib/vitest`'],
    ['examples/tsconfig.json', '"cdk8s-service-patterns": [', '"cdk8s-service-patterns-37": ['],
  ])('in %s: %s', (file, text, rewritten) => {
    expect(rewriteText(file, text, '37')).toBe(rewritten);
  });
});

describe('the sources of another version keep', () => {
  test.each([
    ['docs/escape-hatches.md', 'as measured with cdk8s-plus-28 2.5.6:', 'what was seen in one release'],
    ['docs/a.md', 'such as cdk8s-plus-33', 'another version'],
    ['docs/a.md', 'cdk8s-plus-280', 'a longer number'],
    ['docs/performance.md', 'The objects are written in cdk8s-plus-28.', 'what was measured'],
    ['docs/cdk8s-plus-versions.md', '`cdk8s-plus-28`', 'what tells of all versions'],
    ['CHANGELOG.md', 'for cdk8s-plus-28', 'what happened'],
    [
      'docs/a.md',
      'https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/API.md',
      'the repository',
    ],
    ['docs/a.md', 'accept.cdk8s-service-patterns/run-as-root: "why"', 'annotations'],
    ['src/a.ts', "export const CONFIG_HASH = 'cdk8s-service-patterns/config-hash';", 'annotations in the sources'],
    ['src/a.ts', "'endpointslice.kubernetes.io/managed-by': 'cdk8s-service-patterns',", 'labels that are rendered'],
    ['docs/pull-requests.md', '- uses: cdk8s-service-patterns/cdk8s-service-patterns@main', 'the action'],
    ['scripts/action/tool.js', "path.join(at, 'node_modules/cdk8s-service-patterns')", 'what the action looks for'],
  ])('in %s: %s (%s)', (file, text) => {
    expect(rewriteText(file, text, '37')).toBe(text);
  });

  test('everything, if the version is their own', () => {
    const text = "from 'cdk8s-plus-28'; from 'cdk8s-service-patterns'";
    expect(rewriteText('src/a.ts', text, '28')).toBe(text);
  });
});
