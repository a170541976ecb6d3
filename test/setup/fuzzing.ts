/** The same inputs in every run, so that what is red stays red. FUZZ_SEED=random looks for new ones. */
import fc from 'fast-check';

const seed = process.env.FUZZ_SEED ?? '20261124';
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) });
