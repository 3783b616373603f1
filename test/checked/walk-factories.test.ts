import { publicCalls } from './calls';
import { walk } from './walk';

walk(publicCalls().filter(({ name }) => !name.startsWith('new ') && !name.includes('#')));
