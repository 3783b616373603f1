export { didYouMean, nearest } from '../support/nearest';
