/* eslint-disable @typescript-eslint/no-require-imports */
type Manifest = Record<string, unknown>;
const { rewriteManifest, rewriteOwnManifest } = require('../../../scripts/cdk8s-plus/manifest.js') as {
  rewriteManifest: (manifest: Manifest, wanted: object) => Manifest;
  rewriteOwnManifest: (manifest: Manifest, wanted: object) => Manifest;
};

const WANTED = { version: '37', minimum: '2.0.3', constructs: '10.8.1', release: '2.0.9' };

const OWN = {
  name: 'cdk8s-service-patterns',
  description: 'Typed constructs.',
  version: '1.2.3',
  bin: { 'service-patterns': 'lib/cli/main.js', 'cdk8s-service-patterns': 'lib/cli/main.js' },
  devDependencies: { cdk8s: '2.70.0', 'cdk8s-plus-28': '2.5.6', constructs: '10.4.0', jest: '^30.5.2' },
  peerDependencies: { cdk8s: '^2.70.0', 'cdk8s-plus-28': '^2.5.6', constructs: '^10.4.0' },
  jest: {
    moduleNameMapper: { '^cdk8s-service-patterns$': '<rootDir>/src/index.ts' },
    testPathIgnorePatterns: ['/node_modules/', '/lib/', '/dist/'],
    coveragePathIgnorePatterns: ['/node_modules/', '/lib/', '/dist/'],
  },
  jsii: {
    outdir: 'dist',
    targets: { python: { distName: 'cdk8s-service-patterns', module: 'cdk8s_service_patterns' } },
  },
};

test('the package of another version has its own name, command and peers', () => {
  expect(rewriteOwnManifest(OWN, WANTED)).toEqual({
    name: 'cdk8s-service-patterns-37',
    description: 'Typed constructs. For cdk8s-plus-37.',
    version: '1.2.3',
    bin: { 'service-patterns': 'lib/cli/main.js', 'cdk8s-service-patterns-37': 'lib/cli/main.js' },
    devDependencies: { cdk8s: '2.70.0', 'cdk8s-plus-37': '2.0.3', constructs: '10.8.1', jest: '^30.5.2' },
    peerDependencies: { cdk8s: '^2.70.0', 'cdk8s-plus-37': '^2.0.3', constructs: '^10.8.1' },
    jest: {
      moduleNameMapper: { '^cdk8s-service-patterns-37$': '<rootDir>/src/index.ts' },
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/lib/', '<rootDir>/dist/'],
      coveragePathIgnorePatterns: ['/node_modules/', '<rootDir>/lib/', '<rootDir>/dist/'],
    },
    jsii: {
      outdir: 'dist',
      targets: { python: { distName: 'cdk8s-service-patterns-37', module: 'cdk8s_service_patterns_37' } },
    },
  });
});

test('in all languages there is one package for each version', () => {
  const targets = {
    python: { distName: 'cdk8s-service-patterns', module: 'cdk8s_service_patterns' },
    java: {
      package: 'io.github.cdk8s.servicepatterns',
      maven: { groupId: 'io.github.cdk8s-service-patterns', artifactId: 'cdk8s-service-patterns' },
    },
    go: { moduleName: 'github.com/cdk8s-service-patterns/cdk8s-service-patterns-go' },
  };
  expect(rewriteOwnManifest({ ...OWN, jsii: { targets } }, WANTED).jsii).toEqual({
    targets: {
      python: { distName: 'cdk8s-service-patterns-37', module: 'cdk8s_service_patterns_37' },
      java: {
        package: 'io.github.cdk8s.servicepatterns37',
        maven: { groupId: 'io.github.cdk8s-service-patterns', artifactId: 'cdk8s-service-patterns-37' },
      },
      go: {
        moduleName: 'github.com/cdk8s-service-patterns/cdk8s-service-patterns-go',
        packageName: 'cdk8sservicepatterns37',
      },
    },
  });
});

test('a project of `init` asks for what the package has as peers', () => {
  const template = {
    name: 'app',
    dependencies: { cdk8s: '^2.70.0', 'cdk8s-plus-28': '^2.5.6', 'cdk8s-service-patterns': '*', constructs: '^10.4.0' },
  };
  expect(rewriteManifest(template, WANTED)).toEqual({
    name: 'app',
    dependencies: {
      cdk8s: '^2.70.0',
      'cdk8s-plus-37': '^2.0.3',
      'cdk8s-service-patterns-37': '*',
      constructs: '^10.8.1',
    },
  });
});

test('a later constructs is kept', () => {
  const manifest = { peerDependencies: { constructs: '^10.9.0' } };
  expect(rewriteManifest(manifest, WANTED)).toEqual(manifest);
});
