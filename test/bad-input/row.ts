import { Chart } from 'cdk8s';

/** What a user writes, and the one message that answers it. */
export interface BadInput {
  readonly write: (chart: Chart) => void;
  readonly says: string;
  /** Where the rule alone already tells what to do. */
  readonly withoutFix?: boolean;
}
