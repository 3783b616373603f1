import { readdirSync, readFileSync, statSync } from 'fs';
import * as path from 'path';
import { Testing } from 'cdk8s';
import * as ts from 'typescript';
import { blocksOf } from './docs';
import { Workplace } from './in-process';
import { PROJECT_FILE_NAMES, projectFiles, templateName, TEMPLATES } from '../../src/cli/init-files';
import { Manifest } from '../manifests';

/*
 * What `init` writes is type-checked, rendered and tested here with the sources of this package, so that it cannot fall
 * behind them; scripts/install-test.sh does the same with the packed package, as a user does it.
 */

const ROOT = path.join(__dirname, '../..');

// The package by its name: jest knows only its main file as such.
jest.mock('cdk8s-service-patterns/lib/jest', () => jest.requireActual<object>('../../src/jest'), { virtual: true });

// The tests of the project that is written.
describe('the tests of the new project', () => void jest.requireActual<object>('../../templates/init/shop.test'));

function textOf(name: string): string {
  return projectFiles('app').find((file) => file.name === name)!.text;
}

test('the templates are those that are written, and no other', () => {
  const templates = readdirSync(TEMPLATES, { recursive: true, encoding: 'utf8' })
    .filter((name) => !statSync(path.join(TEMPLATES, name)).isDirectory())
    .map((name) => name.split(path.sep).join('/'));
  expect(templates.sort()).toEqual(PROJECT_FILE_NAMES.map(templateName).sort());
});

test('the sources compile with the settings that are written beside them', () => {
  const { config } = ts.parseConfigFileTextToJson('tsconfig.json', textOf('tsconfig.json'));
  const { options, fileNames, errors } = ts.parseJsonConfigFileContent(config, ts.sys, TEMPLATES);
  expect([errors, fileNames.map((name) => path.basename(name)).sort()]).toEqual([
    [],
    ['main.ts', 'shop.test.ts', 'shop.ts'],
  ]);
  const program = ts.createProgram(fileNames, {
    ...options,
    // The sources of this package stand for the installed one, and are outside of the folder.
    rootDir: ROOT,
    typeRoots: [path.join(ROOT, 'node_modules/@types')],
    paths: {
      'cdk8s-service-patterns': [path.join(ROOT, 'src/index.ts')],
      'cdk8s-service-patterns/lib/jest': [path.join(ROOT, 'src/jest.ts')],
    },
  });
  const found = fileNames.flatMap((name) => {
    const source = program.getSourceFile(name);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  });
  const messages = [...program.getOptionsDiagnostics(), ...found].map(({ file, messageText }) => {
    return `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
  expect(messages).toEqual([]);
});

test('the versions are those that this package is tested with', () => {
  const own = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Manifest;
  const { dependencies, devDependencies } = JSON.parse(textOf('package.json')) as Manifest;
  const { 'cdk8s-service-patterns': self, ...peers } = dependencies;
  expect(self).toEqual(`^${own.version}`);
  expect(peers).toEqual(own.peerDependencies);
  expect(devDependencies).toEqual(
    Object.fromEntries(Object.keys(devDependencies).map((name) => [name, own.devDependencies[name]])),
  );
});

test('the pipeline is that of the documentation', () => {
  // The page goes on with what no project begins with.
  const [script, job] = blocksOf(readFileSync(path.join(ROOT, 'docs/pipelines.md'), 'utf8')).flatMap(
    ({ code }) => /<<'EOF'\n([^]*?)^EOF$/m.exec(code)?.[1] ?? [],
  );
  expect([script, job]).toEqual([textOf('network-diff.sh'), textOf('.github/workflows/network.yaml')]);
});

test('what to do on a cluster is what the stack needs', async () => {
  const { build } = jest.requireActual<{ build(app: unknown): unknown }>('../../templates/init/shop');
  const app = Testing.app();
  build(app);
  const objects = app.charts.flatMap((chart) => Testing.synth(chart) as Manifest[]);
  expect(objects[0]).toMatchObject({ kind: 'Namespace', metadata: { name: 'shop' } });
  const secrets = [...JSON.stringify(objects).matchAll(/"secretKeyRef":\{"key":"(\w+)","name":"(\w+)"/g)];
  expect([...new Set(secrets.map(([, key, name]) => `${name} ${key}`))]).toEqual(['postgres password']);
  const command = 'kubectl create secret generic postgres --namespace shop --from-literal=password=';
  expect(textOf('shop.ts')).toContain(command);
  const place = new Workplace({});
  const { stdout } = await place.run(['init', './shop']);
  place.remove();
  expect(stdout).toContain(command);
});
