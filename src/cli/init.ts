import * as path from 'node:path';
import { Command } from './command';
import { EXIT, refuseUsage } from './failures';
import { forShell } from './for-shell';
import { projectFiles } from './init-files';
import { writeProject } from './init-write';
import { cleanLine } from './say';

/** `service-patterns init`: a project that renders, tests and compares its manifests from the first minute on. */
export const initCommand: Command = {
  name: 'init',
  summary: 'write a project: a stack, its test and a pipeline; asks nothing, overwrites nothing',
  operands: '[folder]',
  reads: 'nothing',
  options: [],
  examples: ['service-patterns init shop', 'service-patterns init'],
  exits: ['A run that fails leaves nothing behind.'],
  async run({ positionals }, io) {
    if (positionals.length > 1 || positionals[0] === '') {
      const allowed = 'the folder of the new project, or nothing for the one you are in';
      refuseUsage('init', { what: 'folder', got: positionals, allowed, fix: 'name one folder' });
    }
    const folder = positionals[0] ?? '.';
    const files = projectFiles(path.basename(path.resolve(folder)));
    writeProject(folder, files);
    await io.stdout(nextSteps(folder, files));
    return EXIT.ok;
  },
};

/** The Secret that the stack of the template refers to; test/cli/init-template.test.ts holds it to that. */
const SECRET =
  'kubectl create secret generic postgres --namespace shop --from-literal=password="$(openssl rand -hex 24)"';

function nextSteps(folder: string, files: readonly { readonly name: string; readonly why: string }[]): string {
  const width = Math.max(...files.map(({ name }) => name.length));
  const isHere = path.resolve(folder) === process.cwd();
  return [
    cleanLine(`Wrote ${files.length} files${isHere ? '' : ` to ${folder}`}:`),
    ...files.map(({ name, why }) => `  ${name.padEnd(width)}  ${why}`),
    '',
    'Next:',
    ...(isHere ? [] : [cleanLine(`  cd ${forShell(folder)}`)]),
    '  npm install    # commit package-lock.json, too: the pipeline installs by it',
    '  npm run synth  # writes dist/shop.k8s.yaml',
    '  npm test',
    '',
    'On a cluster (the database waits for the Secret, which is made once):',
    '  kubectl apply -f dist/',
    `  ${SECRET}`,
    '',
  ].join('\n');
}
