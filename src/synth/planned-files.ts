import type { IConstruct } from 'constructs';
import { isInside } from './synth-record';
import { inWords, refuse } from '../support/refuse';

/** A file that synth is about to write. */
export interface PlannedFile {
  /** Its path below the output directory, divided by `/`. */
  readonly name: string;
  readonly content: string;
}

interface Owned {
  readonly name: string;
  readonly owner: IConstruct;
}

/** The files of one synth; nothing is written before all of them are known. */
export class PlannedFiles {
  /** By their names in lower case: many disks take upper and lower case for one. */
  private readonly owners = new Map<string, Owned>();
  private readonly files: PlannedFile[] = [];

  /** Adds what a construct renders to; `fix` is what helps if another construct's file has the same name. */
  public add(owner: IConstruct, name: string, content: string, fix: string): void {
    const first = this.owners.get(name.toLowerCase());
    if (first !== undefined) {
      const differsInCase = first.name !== name;
      refuse(owner, {
        what: 'output file',
        got: inWords(
          differsInCase
            ? `"${name}", which many disks take for "${first.name}", the file of "${first.owner.node.path}"`
            : `"${name}", which is also the file of "${first.owner.node.path}"`,
        ),
        allowed: 'a file for each, or the second would replace the first',
        fix,
      });
    }
    if (!isInside(name)) {
      refuse(owner, { what: 'output file', got: name, allowed: 'a file of its own below the output directory', fix });
    }
    this.owners.set(name.toLowerCase(), { name, owner });
    this.files.push({ name, content });
  }

  public list(): readonly PlannedFile[] {
    return this.files;
  }
}
