import { RuleDescription } from './rule';

/*
 * What the proof at synth tells, which knows what was declared besides what was rendered: manifests alone do not show it.
 */

/** Something that was declared, and that manifests do not decide. */
export const notProven: RuleDescription = {
  id: 'not-proven',
  title: 'The manifests do not prove what was declared',
  severity: 'warning',
  group: 'proof',
  why: 'Whether a declared connection is open, or whether nothing else is, is left to the network plugin, or to policies that are not judged.',
  fix: 'Do what the reason asks for, or accept it with a reason.',
};

/** A workload whose connections nobody declared. */
export const notDeclared: RuleDescription = {
  id: 'connections-not-declared',
  title: 'The connections of a workload are not declared',
  severity: 'warning',
  group: 'proof',
  why: 'It has no policy of its own for both directions, so that what it may reach, and who may reach it, is not held against anything.',
  fix: 'Give it Connections, or accept it with a reason.',
};

/** Pods of cert-manager that policies of the app close. */
export const closedSolvers: RuleDescription = {
  id: 'solver-closed',
  title: 'The pods that answer for a certificate are closed',
  severity: 'warning',
  group: 'proof',
  why: 'cert-manager starts pods beside the app that answer HTTP-01 challenges. If nobody reaches them, no certificate is issued.',
  fix: 'Close the namespace with DefaultDenyPolicy, which lets them be reached, or say that the issuer asks by DNS-01.',
};

/** A guardrail that says nothing. */
export const emptyGuardrail: RuleDescription = {
  id: 'guardrail-empty',
  title: 'A guardrail has no rule',
  severity: 'warning',
  group: 'proof',
  why: 'It renders no policy, so that nothing is denied or accepted by it.',
  fix: 'Say what it denies or accepts, or leave it out.',
};

/** Workloads that a mesh cannot tell apart, and should. */
export const sharedIdentity: RuleDescription = {
  id: 'shared-identity',
  title: 'A mesh takes a workload for a declared client',
  severity: 'warning',
  group: 'proof',
  why: 'Meshes know pods by their account. What lets in a client that shares its account with others lets these in as well, and the network policies alone close it.',
  fix: 'Give each workload an account of its own, or accept it with a reason.',
};

/** Ports that a mesh carries together. */
export const carriedByMesh: RuleDescription = {
  id: 'carried-by-mesh',
  title: 'A declared client comes to more ports than were declared',
  severity: 'warning',
  group: 'proof',
  why: 'The mesh carries all ports between two pods through one of its own, so that network policies cannot tell them apart. Ports that the mesh opens to everybody, to addresses or to namespaces are open to this client, too.',
  fix: 'Declare it, name the accounts of those whom the port is for, or accept it with a reason.',
};

/** All of them. */
export const PROOF_RULES: readonly RuleDescription[] = [
  notProven,
  notDeclared,
  closedSolvers,
  emptyGuardrail,
  sharedIdentity,
  carriedByMesh,
];
