import { PageFinding, PageNetwork } from './page-data';
import { docsOf, Finding } from '../../checks/finding';
import { Analysis } from '../../reachability/analysis';
import { Flow } from '../../reachability/flow';
import { placeOf } from '../findings-report';
import { buildPicture } from '../picture/build';

/** A network as the page has it; `isPart`: the flows are a part of all that it has. */
export function pageNetwork(
  analysis: Analysis,
  flows: Iterable<Flow>,
  findings: readonly Finding[],
  isPart = false,
): PageNetwork {
  const { topology, options } = analysis.cluster;
  const picture = buildPicture(analysis, flows, { findings, isPart });
  return { picture, topology, options, findings: findings.map(toPageFinding) };
}

function toPageFinding(finding: Finding): PageFinding {
  const { rule, severity, object, field, message, fix, accepted } = finding;
  return {
    rule: rule.id,
    severity,
    object,
    place: placeOf(finding),
    ...(field === undefined ? {} : { field }),
    // The page has the object beside it.
    message: message.startsWith(`${object}: `) ? message.slice(object.length + 2) : message,
    fix,
    docs: docsOf(rule),
    ...(accepted === undefined ? {} : { accepted: accepted.reason }),
  };
}
