import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { Outcome, Workplace } from '../cli/in-process';

/** A page on the disk, and the command that made it. */
export class PageFile {
  /** Makes it as users do: `reach --format html` of these files. */
  public static async ofReach(
    files: { readonly [name: string]: string },
    more: readonly string[] = [],
  ): Promise<PageFile> {
    return PageFile.make(files, ['reach', ...Object.keys(files).map((name) => `./${name}`), ...more]);
  }

  /** `diff --format html` of two inputs. */
  public static async ofDiff(before: string, after: string): Promise<PageFile> {
    return PageFile.make({ 'before.yaml': before, 'after.yaml': after }, ['diff', './before.yaml', './after.yaml']);
  }

  private static async make(files: { readonly [name: string]: string }, args: readonly string[]): Promise<PageFile> {
    const workplace = new Workplace(files);
    const { code, stdout, stderr } = await workplace.run([...args, '--format', 'html']);
    if (stdout === '') throw new Error(`exit code ${code}, and no page: ${stderr}`);
    return new PageFile(workplace, stdout);
  }

  private readonly folder = mkdtempSync(path.join(tmpdir(), 'page-'));
  public readonly file = path.join(this.folder, 'network.html');

  private constructor(
    private readonly workplace: Workplace,
    public readonly html: string,
  ) {
    writeFileSync(this.file, html);
  }

  /** Runs the command on the same files; an argument that begins with `./` is one of them. */
  public run(...args: readonly string[]): Promise<Outcome> {
    return this.workplace.run(args);
  }

  /** Puts another page in its place. */
  public rewrite(html: string): void {
    writeFileSync(this.file, html);
  }

  public remove(): void {
    this.workplace.remove();
    rmSync(this.folder, { recursive: true });
  }
}
