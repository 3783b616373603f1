import { run } from '../src/cli/run';

/** What the command prints, without a process of its own. */
export async function printed(args: readonly string[]): Promise<string> {
  const out: string[] = [];
  const errors: string[] = [];
  const code = await run(args, {
    isTerminal: false,
    stdin: async () => '',
    stdout: async (text) => (out.push(text), true),
    stderr: (text) => void errors.push(text),
    now: () => performance.now(),
    today: () => '2026-01-01',
    directory: () => process.cwd(),
  });
  if (code !== 0) throw new Error(errors.join(''));
  return out.join('');
}
