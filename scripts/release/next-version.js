// Prints the next version where the commits cannot tell it: the first is 0.1.0. Nothing printed: the commits decide.
// projen asks this between reading the last version (VERSION; 0.0.0 if there is none) and making the next one.
if (process.env.VERSION === '0.0.0') console.log('0.1.0');
