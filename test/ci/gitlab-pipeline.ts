import { spawn, spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import * as path from 'path';
import { parse, stringify } from 'yaml';
import { Repository } from '../action/repository';

const ROOT = path.join(__dirname, '../..');

/** A job, as GitLab would run it. */
export interface Job {
  readonly script: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly artifacts?: { readonly paths: readonly string[]; readonly reports: Readonly<Record<string, string>> };
}

/** What the template becomes in a project that includes it: expanded and held against GitLab's own schema. */
export function expandTemplate(inputs: Readonly<Record<string, string>>): { jobs: Record<string, Job>; log: string } {
  const project = new Repository();
  try {
    project.git('remote', 'add', 'origin', 'git@gitlab.com:acme/shop.git');
    project.write('template.yml', readFileSync(path.join(ROOT, 'ci/gitlab.yml'), 'utf8'));
    project.write('.gitlab-ci.yml', stringify({ include: [{ local: 'template.yml', inputs }] }));
    project.commit('pipeline');
    const main = path.join(ROOT, 'node_modules/gitlab-ci-local/dist/index.js');
    const args = ['--require', path.join(__dirname, 'set-methods.cjs'), main, '--preview'];
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: project.folder,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: project.folder, NO_COLOR: '1' },
    });
    const [, text] = /^---\n([^]*)/m.exec(stdout) ?? [];
    return { jobs: text === undefined ? {} : (parse(text) as Record<string, Job>), log: stdout + stderr };
  } finally {
    project.remove();
  }
}

/** Runs a job in a checkout, as a runner does: its variables, and its lines of shell one after the other. */
export function runJob(
  job: Job,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<{ code: number; log: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-ec', job.script.join('\n')], {
      cwd,
      env: { PATH: process.env.PATH!, HOME: cwd, CI_JOB_ID: '1', ...job.variables, ...env },
    });
    let log = '';
    child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, log }));
  });
}
