package gatehouse.authorize.lambda;

/**
 * What a result is kept by. Immutable.
 *
 * @param generation of the authorizer's definition; a reset begins a new one, too
 * @param identity whom it is about
 */
record ResultKey(long generation, IdentityHash identity) {}
