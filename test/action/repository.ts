import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';

/** A git repository in a folder of its own. */
export class Repository {
  public readonly folder: string;
  private readonly home: string;

  constructor() {
    this.home = mkdtempSync(path.join(tmpdir(), 'repository-'));
    this.folder = path.join(this.home, 'shop');
    mkdirSync(this.folder);
    this.git('init', '--quiet', '--initial-branch', 'main');
  }

  public git(...args: string[]): string {
    return gitIn(this.folder, ...args);
  }

  public write(file: string, text: string): void {
    const target = path.join(this.folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }

  /** Commits everything, and returns the commit. */
  public commit(message: string): string {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '-m', message);
    return this.git('rev-parse', 'HEAD');
  }

  /** What actions/checkout makes: one commit, or as many as asked for, of what is checked out here. */
  public shallowClone(depth = 1): string {
    const clone = path.join(this.home, `clone-${depth}`);
    gitIn(this.home, 'clone', '--quiet', `--depth=${depth}`, `file://${this.folder}`, clone);
    return clone;
  }

  public remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** Runs git as somebody, whoever runs the tests. */
export function gitIn(cwd: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=Dev', '-c', 'user.email=dev@example.com', '-c', 'commit.gpgsign=false'];
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

/** The event of a pull request. */
export function pullRequest(base: string, head: string, fork = false): object {
  const repo = { full_name: 'acme/shop' };
  return {
    pull_request: {
      number: 12,
      base: { sha: base, repo },
      head: { sha: head, repo: fork ? { full_name: 'stranger/shop' } : repo },
    },
  };
}
