package gatehouse.compare;

/**
 * What a workload has at hand.
 *
 * @param upstream the one below /event
 * @param tokens for requests to where all features are on
 */
record Context(
    Options options, Site site, EventUpstream upstream, Tokens tokens, Wrk wrk, Figures figures) {

  /** For a moment's work without a number of its own in the options. */
  int lead() {
    return Math.max(1, options.seconds() / 5);
  }
}
