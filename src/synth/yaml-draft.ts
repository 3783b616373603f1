import { Scalar, ScalarSpellings } from './scalar-spellings';

/** A scalar that is not spelled yet, and the part of the text that it will be. */
interface PendingScalar {
  readonly part: number;
  readonly spellings: ScalarSpellings;
  readonly scalar: Scalar;
}

/** Where a draft stood, to go back to. */
export interface DraftMark {
  readonly parts: number;
  readonly pending: number;
}

/** A text in parts, some of them scalars that are not spelled yet; the library spells all of these at once, in the end. */
export class YamlDraft {
  private text = '';
  private readonly parts: string[] = [];
  private readonly pending: PendingScalar[] = [];

  public append(text: string): void {
    this.text += text;
  }

  /** Appends a scalar behind `before`. */
  public appendScalar(before: string, scalar: Scalar, spellings: ScalarSpellings): void {
    const spelling = spellings.get(scalar);
    if (spelling !== undefined) {
      this.text += before + spelling;
      return;
    }
    this.parts.push(this.text + before, '');
    this.text = '';
    this.pending.push({ part: this.parts.length - 1, spellings, scalar });
  }

  /** Where the draft stands. Text before it becomes a part: the engine is slow to read what grows without end. */
  public mark(): DraftMark {
    this.parts.push(this.text);
    this.text = '';
    return { parts: this.parts.length, pending: this.pending.length };
  }

  public backTo(mark: DraftMark): void {
    this.parts.length = mark.parts;
    this.pending.length = mark.pending;
    this.text = '';
  }

  public finish(): string {
    const unspelled = new Map<ScalarSpellings, Set<Scalar>>();
    for (const { spellings, scalar } of this.pending) {
      const scalars = unspelled.get(spellings);
      if (scalars === undefined) unspelled.set(spellings, new Set([scalar]));
      else scalars.add(scalar);
    }
    const spelled = new Map([...unspelled].map(([spellings, scalars]) => [spellings, spellings.spell(scalars)]));
    for (const { part, spellings, scalar } of this.pending) this.parts[part] = spelled.get(spellings)!.get(scalar)!;
    return this.parts.join('') + this.text;
  }
}
