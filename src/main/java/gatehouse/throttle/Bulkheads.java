package gatehouse.throttle;

/**
 * The bulkheads of a gateway, one per integration: so many requests under way at once, and so many
 * over all integrations. They stand beside the plan as {@link TokenBuckets} do; one that is gone
 * stays until the last request has left it. AWS has nothing of the kind.
 */
public final class Bulkheads {

  /** Says that there is no limit. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  private final Kept<Key, Bulkhead> bulkheads = new Kept<>();
  private final int mostPerIntegration;
  private final Bulkhead.Places all;
  private final boolean limiting;

  /**
   * No bulkheads yet.
   *
   * @param most requests under way over all integrations, or {@link #UNLIMITED}
   * @param mostPerIntegration requests under way for one integration, or {@link #UNLIMITED}
   */
  public Bulkheads(int most, int mostPerIntegration) {
    this.mostPerIntegration = mostPerIntegration;
    this.all = new Bulkhead.Places(most);
    this.limiting = most != UNLIMITED || mostPerIntegration != UNLIMITED;
  }

  /** Which integration of which API. */
  public record Key(String apiId, String integrationId) {}

  /** Whether there is any limit. */
  public boolean areLimiting() {
    return limiting;
  }

  /** The requests under way over all integrations. */
  public int inFlight() {
    return all.taken();
  }

  /** How many integrations have one. */
  public int size() {
    return bulkheads.size();
  }

  /** Begins the next plan. One plan at a time, by one thread. */
  public Draft draft() {
    return new Draft();
  }

  /** The bulkheads of the next plan. */
  public final class Draft {

    private final Kept<Key, Bulkhead>.Draft kept = bulkheads.draft();

    private Draft() {}

    /** The bulkhead of an integration. */
    public Bulkhead of(Key key) {
      return kept.of(key, () -> new Bulkhead(new Bulkhead.Places(mostPerIntegration), all));
    }

    /** The plan is made. */
    public void commit() {
      kept.commit(Bulkhead::isInUse);
    }
  }
}
