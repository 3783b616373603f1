/* Translates the examples of the doc comments and of the README into Python, for the wheel. */
const { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } = require('fs');
const { join } = require('path');
const { ROOT, run } = require('./python');

/** What examples without imports use beside this package. */
const PRELUDE = [
  "import { ApiObject, App, Chart, Duration, JsonPatch, Size, Testing, YamlOutputType } from 'cdk8s';",
  "import { ConfigMap, ContainerResources, Cpu, Deployment, Env, EnvValue, Job, PercentOrAbsolute, Probe, Secret, StatefulSet, TaintEffect, Volume } from 'cdk8s-plus-28';",
  "import { Construct, IConstruct } from 'constructs';",
  'declare const app: App; declare const chart: Chart;',
  '/// here',
];

/** Keywords of Python, which jsii writes with an underscore behind them and the translation without. */
const KEYWORDS = /\b(except|from|with|in|is|class|global|import|not|or|and|pass|raise|return|lambda|del)=(?!=)/g;

/**
 * Writes the tablet of translations for `stage`, the folder that is packed, and returns its path.
 *
 * It is made in a copy, so that nothing of this is in the package: there the README says which of its examples bring
 * their imports, and the others get them from a fixture.
 */
function translate(stage) {
  const copy = join(ROOT, 'node_modules', '.cache', 'package-snippets');
  rmSync(copy, { recursive: true, force: true });
  for (const file of ['package.json', '.jsii', 'lib']) cpSync(join(stage, file), join(copy, file), { recursive: true });
  mkdirSync(join(copy, 'rosetta'));
  writeFileSync(join(copy, 'rosetta', 'default.ts-fixture'), [ownImport(), ...PRELUDE].join('\n'));

  const assembly = JSON.parse(readFileSync(join(copy, '.jsii'), 'utf8'));
  assembly.readme.markdown = assembly.readme.markdown.replace(/^```ts\n(?=import )/gm, '```ts nofixture\n');
  writeFileSync(join(copy, '.jsii'), JSON.stringify(assembly));
  const tablet = join(copy, '.jsii.tabl.json');
  run('npx', ['jsii-rosetta', 'extract', copy, '--compile']);
  const translated = JSON.parse(readFileSync(tablet, 'utf8'));
  for (const { translations } of Object.values(translated.snippets)) {
    if (translations.python) translations.python.source = translations.python.source.replace(KEYWORDS, '$1_=');
  }
  writeFileSync(tablet, JSON.stringify(translated));
  return tablet;
}

function ownImport() {
  const index = readFileSync(join(ROOT, 'src', 'index.ts'), 'utf8');
  const names = [...index.matchAll(/export \{([^}]*)\}/g)].flatMap(([, list]) => list.split(','));
  const { name } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return `import { ${names.map((each) => each.trim()).filter(Boolean).join(', ')} } from '${name}';`;
}

module.exports = { translate };
