import { Problem } from './model';

/** Enough to mend a file by. */
const MANY = 20;

/** What is wrong with the documents of a text: each is told, but of more than a few of them only how many they are. */
export class BoundedProblems {
  private readonly problems: Problem[] = [];
  private leftOut = 0;

  constructor(private readonly source: string) {}

  /** Whether another one is told, so that it must be described. */
  public get isOpen(): boolean {
    return this.problems.length < MANY;
  }

  /** Lines and documents are counted from 1. */
  public add(line: number, what: string, document: number): void {
    if (this.isOpen) this.problems.push({ source: this.source, document, line, message: `not valid YAML: ${what}` });
    else this.leftOut++;
  }

  /** Another one, when none is told any more. */
  public leaveOut(): void {
    this.leftOut++;
  }

  public all(): readonly Problem[] {
    if (this.leftOut === 0) return this.problems;
    return [...this.problems, { source: this.source, message: `not valid YAML: ${this.leftOut} more documents` }];
  }
}
