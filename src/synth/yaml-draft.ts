import { Scalar, ScalarAnswers } from './scalar-answers';

/** A scalar whose spelling is still to be asked for. */
interface Gap {
  readonly part: number;
  readonly answers: ScalarAnswers;
  readonly scalar: Scalar;
}

/** Where a draft stood, to go back to. */
export interface DraftMark {
  readonly parts: number;
  readonly gaps: number;
}

/** A text with gaps for scalars that are not known yet; all of them are asked for at once, in the end. */
export class YamlDraft {
  private text = '';
  private readonly parts: string[] = [];
  private readonly gaps: Gap[] = [];

  public append(text: string): void {
    this.text += text;
  }

  /** Appends a scalar behind `before`. */
  public appendScalar(before: string, scalar: Scalar, answers: ScalarAnswers): void {
    const answer = answers.get(scalar);
    if (answer !== undefined) {
      this.text += before + answer;
      return;
    }
    this.parts.push(this.text + before, '');
    this.text = '';
    this.gaps.push({ part: this.parts.length - 1, answers, scalar });
  }

  /** Where the draft stands. Text before it is put aside: the engine is slow to read what grows without end. */
  public mark(): DraftMark {
    this.parts.push(this.text);
    this.text = '';
    return { parts: this.parts.length, gaps: this.gaps.length };
  }

  public backTo(mark: DraftMark): void {
    this.parts.length = mark.parts;
    this.gaps.length = mark.gaps;
    this.text = '';
  }

  public finish(): string {
    const questions = new Map<ScalarAnswers, Set<Scalar>>();
    for (const { answers, scalar } of this.gaps) {
      const scalars = questions.get(answers);
      if (scalars === undefined) questions.set(answers, new Set([scalar]));
      else scalars.add(scalar);
    }
    const learned = new Map([...questions].map(([answers, scalars]) => [answers, answers.learn(scalars)]));
    for (const { part, answers, scalar } of this.gaps) this.parts[part] = learned.get(answers)!.get(scalar)!;
    return this.parts.join('') + this.text;
  }
}
