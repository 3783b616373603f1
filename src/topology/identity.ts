import { Origin } from './model';

/** What all objects have. */
export interface Identity {
  readonly id: string;
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  readonly origin: Origin;
}
