import { spawnSync } from 'child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import * as ts from 'typescript';

const ROOT = path.join(__dirname, '../..');

/** The layers that the command is made of; it must run without the constructs. */
const LAYERS = ['cli', 'render', 'checks', 'reachability', 'topology', 'support'];

/** What a run of the command left behind. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as it is published: compiled, in `lib`, beside a package.json. */
export interface InstalledCommand {
  /** A directory to run it in, which holds nothing else. */
  readonly directory: string;
  /** A directory with `service-patterns` and `npx` for the PATH of a shell. */
  readonly bin: string;
  run(args: readonly string[], stdin?: string): Outcome;
  /** Runs a line of shell script that calls `npx service-patterns`. */
  shell(script: string): Outcome;
  /** Empties the directory that it runs in. */
  reset(): void;
  remove(): void;
}

/** Compiles the sources once into a temporary directory. */
export function installCommand(): InstalledCommand {
  const home = mkdtempSync(path.join(tmpdir(), 'service-patterns-'));
  for (const layer of LAYERS) transpile(path.join(ROOT, 'src', layer), path.join(home, 'lib', layer));
  cpSync(path.join(ROOT, 'package.json'), path.join(home, 'package.json'));
  cpSync(path.join(ROOT, 'templates'), path.join(home, 'templates'), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(home, 'node_modules'));
  const main = path.join(home, 'lib/cli/main.js');
  const bin = path.join(home, 'bin');
  const directory = path.join(home, 'work');
  mkdirSync(bin);
  mkdirSync(directory);
  const call = `#!/bin/sh\nexec ${JSON.stringify(process.execPath)} ${JSON.stringify(main)} "$@"\n`;
  writeFileSync(path.join(bin, 'service-patterns'), call, { mode: 0o755 });
  writeFileSync(path.join(bin, 'npx'), '#!/bin/sh\n[ "$1" = --no ] && shift\nexec "$@"\n', { mode: 0o755 });
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
  const spawn = (command: string, args: readonly string[], input?: string): Outcome => {
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: directory,
      encoding: 'utf8',
      env,
      input,
      maxBuffer: 2 ** 26,
    });
    return { code: status, stdout, stderr };
  };
  return {
    directory,
    bin,
    run: (args, stdin) => spawn(process.execPath, [main, ...args], stdin),
    shell: (script) => spawn('bash', ['-c', script]),
    reset: () => {
      rmSync(directory, { recursive: true, force: true });
      mkdirSync(directory);
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

function transpile(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const { name } = entry;
    if (entry.isDirectory()) {
      transpile(path.join(from, name), path.join(to, name));
      continue;
    }
    const { outputText } = ts.transpileModule(readFileSync(path.join(from, name), 'utf8'), {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true },
    });
    writeFileSync(path.join(to, name.replace(/\.ts$/, '.js')), outputText);
  }
}
