import { spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { packageName } from '../../src/support/package';
import { blocksOf, replaceBlocks } from '../cli/docs';

const ROOT = join(__dirname, '..', '..');
const PAGE = join(ROOT, 'docs/validation.md');
const MODULES = join(ROOT, 'node_modules');

let folder: string;

beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'validation-page-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the command on what a page has, with the sources of this package in the place of the installed one. */
function synth(config: string, program: string): { code: number | null; text: string } {
  const load = `require(${JSON.stringify(join(MODULES, 'tsx/dist/cjs/index.cjs'))});`;
  writeFileSync(
    join(folder, 'plugin.js'),
    `${load}\nmodule.exports = require(${JSON.stringify(join(ROOT, 'src'))});\n`,
  );
  writeFileSync(
    join(folder, 'main.ts'),
    program.replace("'cdk8s'", `'${join(MODULES, 'cdk8s')}'`).replace(`'${packageName()}'`, "'./plugin.js'"),
  );
  writeFileSync(
    join(folder, 'cdk8s.yaml'),
    config
      .replace(`./node_modules/${packageName()}`, './plugin.js')
      .replace('node --import tsx', `node ${join(MODULES, 'tsx/dist/cli.mjs')}`),
  );
  const command = [join(MODULES, 'cdk8s-cli/bin/cdk8s'), 'synth', '--check-upgrade', 'false'];
  const { status, stdout } = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8' });
  // eslint-disable-next-line no-control-regex
  const plain = stdout.replace(/\u001b\[\d+m/g, '').replaceAll(join(folder, 'plugin.js'), packageName());
  return { code: status, text: plain };
}

test('the page shows what cdk8s synth prints', () => {
  const [config, program, shown] = blocksOf(readFileSync(PAGE, 'utf8'));
  const { code, text } = synth(config.code, program.code);
  const report = text.slice(text.indexOf('(Violations)')).trim();
  const lines = `${report.replace(/\n{3,}/g, '\n\n')}\n`;
  if (process.env.UPDATE_DOCS !== undefined) replaceBlocks(PAGE, [{ after: program, text: lines }]);
  else expect(shown.code).toBe(lines);
  expect(code).toBe(2);
});
