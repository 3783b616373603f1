import { ALL_RULES } from '../checks/registry';
import { nearest } from '../support/nearest';
import { refuse } from '../support/refuse';

/** Which rules to ask. */
export interface NetworkFindingSelection {
  /**
   * The ids of the only rules to ask.
   *
   * @default - all
   */
  readonly only?: string[];
  /**
   * The ids of rules to leave out.
   *
   * @default - none
   */
  readonly skip?: string[];
}

/** Refuses ids that no rule has. */
export function checkSelection(where: string, { only = [], skip = [] }: NetworkFindingSelection): void {
  const known = ALL_RULES.map(({ id }) => id);
  for (const id of [...only, ...skip]) {
    if (known.includes(id)) continue;
    const near = nearest(id, known);
    refuse(where, {
      what: 'rule',
      got: id,
      allowed: 'the id of a rule, as docs/checks.md lists them',
      fix: near === undefined ? 'look it up there' : `did you mean "${near}"?`,
    });
  }
}

/** The day on which acceptances expire or do not. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
