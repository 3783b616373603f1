import { publicCalls } from './calls';
import { walk } from './walk';

// In three files, because each takes a minute: jest tries them side by side.
walk(publicCalls().filter(({ name }) => name.startsWith('new ')));
