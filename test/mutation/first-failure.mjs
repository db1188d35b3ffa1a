import * as fc from 'fast-check';

// A mutant that is noticed is noticed: nobody reads its smallest counterexample.
fc.configureGlobal({ endOnFailure: true });
