/** The label by which policies of Cilium select pods of an account: Cilium makes it up, and no pod carries it. */
export const ACCOUNT_LABEL = 'io.cilium.k8s.policy.serviceaccount';
