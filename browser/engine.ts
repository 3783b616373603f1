import { Analysis } from '../src/reachability/analysis';
import { Answer, answer } from '../src/reachability/answer';
import { parseAskedEnd, PortQuestion } from '../src/reachability/asked-end';
import { PageNetwork } from '../src/render/page/page-data';

/** The engine of the command, in the page: it answers from the same model. */
export class Engine {
  private made: Analysis | undefined;

  constructor(private readonly network: PageNetwork) {}

  /** Answers a question; what is wrong with it is an error in words. */
  public ask(from: string, to: string, port: PortQuestion): Answer {
    const { cluster } = this.analysis;
    return answer(this.analysis, parseAskedEnd(cluster, from), parseAskedEnd(cluster, to), port);
  }

  /** Prepared when it is first asked, because looking needs none. */
  public get analysis(): Analysis {
    return (this.made ??= Analysis.of(this.network.topology, this.network.options));
  }
}
