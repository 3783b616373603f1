import { DeclaredPeer } from './declared-openings';
import { Proof } from './findings';
import { GuardedSide, meansOutsiders, openAddresses, openToOutsiders } from './guarded-openings';
import { fixForDenied } from './guardrail-fix';
import { closedBy, FIX_CLOSED } from './prove-pair';
import { addressOpenings } from './rule-openings';
import { denyingRules, Means } from './tier-rules';
import { AddressOpening, subtractOpenings } from '../reachability/address-diff';
import { CompiledRule, portsOn } from '../reachability/cluster';
import { addressesEnd, endText } from '../reachability/end';
import { PortSet } from '../reachability/port-set';
import { inWords } from '../support/refuse';

/** A part of a declared peer that is not open for sure. */
interface Missing {
  readonly text: string;
  readonly ports: PortSet;
  readonly means: Means;
}

/** The policies of a declared workload, and those of administrators around them, must let the peer through. */
export function proveGuardedSide(proof: Proof, guarded: GuardedSide, peer: DeclaredPeer): void {
  const { direction, workload, side, destination } = guarded;
  const { rule, member, end } = peer;
  const own = direction === 'egress' ? `from ${workload.id} to` : `to ${workload.id} from`;
  const what = `declared connection ${own} ${end.description}`;
  const { closed, undecided } = missingOf(proof, guarded, rule);
  if (closed.length > 0) {
    const denied = [...new Set(closed.flatMap(({ ports, means }) => denyingRules(side, ports, means, destination)))];
    const texts = closed.slice(0, 3).map(({ text }) => text);
    proof.findings.fail(member.owner, {
      what,
      got: inWords(
        `closed: ${closedBy(proof, direction, workload, side, denied)}; it is closed for ${texts.join(', ')}`,
      ),
      allowed: 'a connection that the rendered policies let through',
      fix:
        denied.length > 0
          ? fixForDenied(proof.guardrails, denied, direction, direction === 'egress' ? workload : undefined)
          : FIX_CLOSED,
    });
    return;
  }
  if (undecided.length === 0) return;
  const doubtful = undecided.flatMap(({ ports, means }) => denyingRules(side, ports, means, destination));
  const rules = [...new Set(doubtful)].map((each) => proof.guardrails.describe(direction, each));
  proof.findings.leaveUndefined(
    member.owner,
    what,
    rules.length === 0 ? 'the manifests do not decide it' : `${rules.join(', ')} may deny it`,
  );
}

function missingOf(
  proof: Proof,
  guarded: GuardedSide,
  rule: CompiledRule,
): { readonly closed: readonly Missing[]; readonly undecided: readonly Missing[] } {
  const { direction, destination } = guarded;
  const closed: Missing[] = [];
  const undecided: Missing[] = [];
  const declared = addressOpenings([rule], destination);
  if (declared.length > 0) {
    const { sure, possible } = openAddresses(proof, guarded);
    closed.push(...subtractOpenings(declared, possible).map(missingAddresses));
    undecided.push(...subtractOpenings(declared, sure).map(missingAddresses));
  }
  const ports = portsOn(rule, destination);
  for (const pods of proof.outsiders.of(direction, rule)) {
    const { sure, possible } = openToOutsiders(proof, guarded, pods);
    const means = meansOutsiders(proof, direction, pods);
    const missing = (left: PortSet): Missing[] =>
      left.isEmpty ? [] : [{ text: `${pods.text} on ${left.toString()}`, ports: left, means }];
    closed.push(...missing(ports.subtract(possible)));
    undecided.push(...missing(ports.subtract(sure)));
  }
  return { closed, undecided };
}

function missingAddresses({ addresses, ports }: AddressOpening): Missing {
  const [block] = addresses.blocks();
  const means: Means = ({ everybody, blocks }) => {
    if (everybody || blocks.includes(addresses)) return 'yes';
    return blocks.intersect(addresses).isEmpty ? 'no' : 'unknown';
  };
  return { text: `${endText(addressesEnd(block))} on ${ports.toString()}`, ports, means };
}
