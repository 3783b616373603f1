import { AdminApi } from './admin-api';
import { Field } from '../manifest';

/** At least two labels, with `*.` before them or without, and with a dot behind them or without. */
const NAME = /^(\*\.)?([a-z0-9]([-a-z0-9_]*[a-z0-9])?\.)+[a-z0-9]([-a-z0-9_]*[a-z0-9])?\.?$/i;

/** The same with labels that begin with `_`, which the alpha versions take by a slip. */
const LOOSE_NAME = /^(\*\.)?([a-z0-9_]([-a-z0-9_]*[a-z0-9])?\.)+[a-z0-9_]([-a-z0-9_]*[a-z0-9])?\.?$/i;

/** Reads a name outside of the cluster, in the spelling that all names are compared in. */
export function readDomainName(field: Field, { isExact }: AdminApi): string | undefined {
  const name = field.requiredText();
  if (name === undefined) return undefined;
  if ((isExact ? NAME : LOOSE_NAME).test(name)) return name.toLowerCase().replace(/\.$/, '');
  field.problem('a DNS name of at least two labels; `*` may be the first of them, and nowhere else');
  return undefined;
}
