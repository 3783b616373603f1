import type { IConstruct } from 'constructs';
import { inWords, refuse } from '../support/refuse';

/** A file that synth is about to write. */
export interface PlannedFile {
  /** Its path below the output directory, divided by `/`. */
  readonly name: string;
  readonly content: string;
}

/** The files of one synth; nothing is written before all of them are known. */
export class PlannedFiles {
  private readonly owners = new Map<string, IConstruct>();
  private readonly files: PlannedFile[] = [];

  /** Adds what a construct renders to; `fix` is what helps if another construct's file has the same name. */
  public add(owner: IConstruct, name: string, content: string, fix: string): void {
    const first = this.owners.get(name);
    if (first !== undefined) {
      refuse(owner, {
        what: 'output file',
        got: inWords(`"${name}", which is also the file of "${first.node.path}"`),
        allowed: 'a file for each, or the second would replace the first',
        fix,
      });
    }
    this.owners.set(name, owner);
    this.files.push({ name, content });
  }

  public list(): readonly PlannedFile[] {
    return this.files;
  }
}
