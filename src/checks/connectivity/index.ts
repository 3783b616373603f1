import { noPolicy } from './no-policy';
import { Rule } from '../rule';

/** The rules about who reaches whom. */
export const CONNECTIVITY_RULES: readonly Rule[] = [noPolicy];
