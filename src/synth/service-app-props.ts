import { AppProps } from 'cdk8s';

/** Options for a `ServiceApp`: those of the `App` of cdk8s, and its own. */
export interface ServiceAppProps extends AppProps {
  /**
   * Whether to write a page that shows the network beside the manifests: `network.html`; where charts are for several clusters,
   * `network-<name>.html` for each, by the names of their profiles, or by number. `kubectl apply -f` does not read it.
   *
   * @default false
   */
  readonly networkPage?: boolean;
}
