import { EXPOSURE_RULES, INPUT_RULES, MESH_RULES, POLICY_RULES } from './policy-rules';
import { ACCESS_RULES, SERVICE_RULES } from './service-rules';
import { Rule } from '../rule';

/** The rules about who reaches whom. */
export const CONNECTIVITY_RULES: readonly Rule[] = [
  ...POLICY_RULES,
  ...MESH_RULES,
  ...EXPOSURE_RULES,
  ...SERVICE_RULES,
  ...ACCESS_RULES,
  ...INPUT_RULES,
];
