import { duplicateEnv } from './duplicate-env';
import { Rule } from '../rule';

/** The rules about what workloads need to run, and to run safely. */
export const RUNNING_RULES: readonly Rule[] = [duplicateEnv];
